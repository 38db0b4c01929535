"""Two versions of a catalog merged entry by entry, alone and as git's merge driver."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.exchange.po import format_po, read_po
from l10n.merge.notes import open_dangers
from l10n.merge.three_way import merge_catalogs
from l10n.model import Catalog, Entry, Key, State
from l10n.notes import text_hash, words_hash
from tests.strategies import random_entries

HEADER = (
    ("PO-Revision-Date", "2026-01-01 10:00+0000"),
    ("Language", "en"),
    ("Content-Type", "text/plain; charset=UTF-8"),
)


def catalog(*entries: Entry, date: str = "") -> Catalog:
    header = (("PO-Revision-Date", date), *HEADER[1:]) if date else HEADER
    return Catalog("en", entries, header)


def only(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry | None, int]:
    sides = [catalog(*([entry] if entry else [])) for entry in (base, ours, theirs)]
    merged, conflicts = merge_catalogs(*sides)
    return (merged.entries[0] if merged.entries else None), len(conflicts)


EMPTY = Entry("Bron")
ONE, TWO = Entry("Bron", "One"), Entry("Bron", "Two")
DRAFT = Entry("Bron", "Draft", fuzzy=True, comments=(f"l10n-draft: engine=x method=mt text={text_hash('Draft')}",))
GONE = ONE._replace(obsolete=True)


@pytest.mark.parametrize(
    ("title", "base", "ours", "theirs", "wanted"),
    [
        ("nothing changed", ONE, ONE, ONE, ONE),
        ("ours changed", ONE, TWO, ONE, TWO),
        ("theirs changed", ONE, ONE, TWO, TWO),
        ("both the same", EMPTY, TWO, TWO, TWO),
        ("added by both", None, TWO, TWO, TWO),
        ("added by them", None, None, TWO, TWO),
        ("removed by us", ONE, None, ONE, None),
        ("empty one removed by them", EMPTY, EMPTY, None, None),
        ("removed by us, retranslated by them", ONE, None, TWO, TWO._replace(obsolete=True)),
        ("retired by us, retranslated by them", ONE, GONE, TWO, TWO._replace(obsolete=True)),
        ("removed by us, retired by them", ONE, None, GONE, GONE),
        ("removed by us where it was obsolete", GONE, None, GONE, None),
        ("back again on their side", GONE, GONE, ONE, ONE),
        ("reviewed beats a draft", EMPTY, DRAFT, ONE, ONE),
        ("a draft does not beat reviewed", EMPTY, ONE, DRAFT, ONE),
        ("a draft confirmed by them", DRAFT, DRAFT, DRAFT._replace(fuzzy=False, comments=()), DRAFT._replace(fuzzy=False, comments=())),
        ("drafts that all lost their flag", DRAFT, DRAFT, DRAFT._replace(fuzzy=False), DRAFT),
        ("text beats nothing", ONE, EMPTY, TWO, TWO),
        ("two drafts", EMPTY, DRAFT, DRAFT._replace(target="Other", comments=(f"l10n-draft: engine=y method=mt text={text_hash('Other')}",)), DRAFT),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_one_entry(
    title: str, base: Entry | None, ours: Entry | None, theirs: Entry | None, wanted: Entry | None
) -> None:
    assert only(base, ours, theirs) == (wanted, 0)


@pytest.mark.parametrize("base", [None, EMPTY, Entry("Bron", "Zero")])
def test_two_translations_are_a_stale_entry_with_both(base: Entry | None) -> None:
    merged, conflicts = only(base, ONE, TWO)
    assert conflicts == 1
    assert merged == ONE._replace(fuzzy=True, comments=("l10n-conflict: the other version is «Two»",))
    assert merged.state is State.STALE


@pytest.mark.parametrize("text", ["een\ntwee", "een  twee", "een\ttwee", "C:\\\\n", "«a» text=b"])
def test_the_other_text_of_a_conflict_can_be_copied_back(text: str, tmp_path: Path) -> None:
    merged, _ = only(EMPTY, ONE, TWO._replace(target=text))
    assert merged is not None
    said = merged.comments[0].removeprefix("l10n-conflict: the other version is «").removesuffix("»")
    file = tmp_path / "x.po"
    file.write_text(format_po(catalog(Entry("Bron", "X"))).decode().replace('"X"', f'"{said}"'), "utf-8")
    (entry,) = read_po(file).entries
    assert entry.target.replace(" text =", " text=") == text


def test_comments_of_both_sides_stay_and_removed_ones_go() -> None:
    base = ONE._replace(comments=("oud", "blijft"))
    ours = ONE._replace(comments=("blijft", "van ons"))
    theirs = TWO._replace(comments=("oud", "blijft", "van hen"))
    merged, _ = only(base, ours, theirs)
    assert merged == TWO._replace(comments=("blijft", "van ons", "van hen"))


def test_order_of_the_side_that_moved_and_neighbours_of_new_entries() -> None:
    a, b, c, new = (Entry(text, text) for text in "abcn")
    merged, _ = merge_catalogs(catalog(a, b, c), catalog(a, b, new, c), catalog(c, a, b))
    assert [entry.source for entry in merged.entries] == ["c", "a", "b", "n"]


def test_a_new_translation_follows_an_edited_source() -> None:
    stale = Entry("Bron 2", "One", fuzzy=True, previous="Bron", comments=("l10n-changed: + «2» text=0123456789ab",))
    merged, conflicts = merge_catalogs(catalog(ONE), catalog(stale), catalog(TWO))
    assert conflicts == ()
    assert merged.active == (stale._replace(target="Two", comments=("l10n-changed: + «2»",)),)
    assert [entry.target for entry in merged.entries if entry.obsolete] == ["Two"]


def test_a_danger_follows_a_new_translation_of_the_old_source() -> None:
    danger = f"l10n-safety: negation «niet» added text={words_hash('One')}"
    stale = Entry("Bron niet", "One", fuzzy=True, previous="Bron", comments=("l10n-changed: + «niet»", danger))
    for ours, theirs in ((stale, TWO), (TWO, stale)):
        merged, _ = merge_catalogs(catalog(ONE), catalog(ours), catalog(theirs))
        entry = next(entry for entry in merged.active if entry.source == "Bron niet")
        assert entry.target == "Two"
        assert open_dangers(entry) == ("negation «niet» added",)


def test_a_danger_that_only_one_side_knows_stays() -> None:
    danger = f"l10n-safety: negation «niet» added text={words_hash('One')}"
    warned = ONE._replace(fuzzy=True, previous="Oud", comments=(danger,))
    merged, _ = only(None, warned, ONE)
    assert merged is not None
    assert open_dangers(merged) == ("negation «niet» added",)
    settled, _ = only(warned, ONE, warned)
    assert settled == ONE, "one that a person accepted does not come back"


def test_drafts_that_lost_their_flag_at_once_stay_drafts() -> None:
    drafts = [
        DRAFT._replace(
            source=name,
            target=name,
            fuzzy=False,
            comments=(f"l10n-draft: engine=x method=mt text={text_hash(name)}",),
        )
        for name in ("Een", "Twee")
    ]
    flagged = [draft._replace(fuzzy=True) for draft in drafts]
    for base, ours, theirs in ((flagged, flagged, drafts), (flagged, drafts, flagged), (flagged, drafts, drafts)):
        sides = (catalog(*base), catalog(*ours, Entry("Drie", "Three", fuzzy=True)), catalog(*theirs))
        if ours is drafts:
            sides = (sides[0], catalog(*ours), catalog(*theirs, Entry("Drie", "Three", fuzzy=theirs is flagged)))
        merged, _ = merge_catalogs(*sides)
        states = merged.states()
        assert [states[draft.key] for draft in drafts] == [State.DRAFT, State.DRAFT]


def test_header_is_that_of_the_later_side() -> None:
    merged, _ = merge_catalogs(
        catalog(ONE), catalog(ONE, date="2026-02-01 10:00+0000"), catalog(ONE, date="2026-03-01 10:00+0000")
    )
    assert dict(merged.header)["PO-Revision-Date"] == "2026-03-01 10:00+0000"
    assert [name for name, _ in merged.header] == [name for name, _ in HEADER]


sides = st.lists(
    random_entries(
        source=st.sampled_from("abcd"),
        target=st.sampled_from(["", "x", "y"]),
        fuzzy=st.booleans(),
        obsolete=st.booleans(),
        comments=st.sampled_from([(), ("mens",)]),
    ),
    max_size=5,
    unique_by=lambda entry: entry.key,
).map(lambda entries: catalog(*entries))


@given(sides, sides, sides)
@settings(deadline=None)
def test_no_new_text_is_lost(base: Catalog, ours: Catalog, theirs: Catalog) -> None:
    merged, _ = merge_catalogs(base, ours, theirs)
    text = format_po(merged).decode()
    was = {entry.key: entry.target for entry in base.entries}
    for entry in (*ours.entries, *theirs.entries):
        if entry.target and not entry.fuzzy and entry.target != was.get(entry.key):
            assert f'"{entry.target}"' in text or f"«{entry.target}»" in text
    assert len({entry.key for entry in merged.entries}) == len(merged.entries)


@given(sides, sides)
@settings(deadline=None)
def test_one_changed_side_wins_whole(base: Catalog, theirs: Catalog) -> None:
    merged, conflicts = merge_catalogs(base, base, theirs)
    assert conflicts == ()
    assert {entry.key: entry.target for entry in merged.active} == {entry.key: entry.target for entry in theirs.active}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_git_uses_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "Tester")
    git(tmp_path, "config", "user.email", "tester@example.org")
    git(tmp_path, "config", "merge.l10n.driver", f"{sys.executable} -m l10n git-merge %O %A %B %P")
    (tmp_path / ".gitattributes").write_text("*.po merge=l10n\n")
    file = tmp_path / "en.po"
    other = Entry("Ander", "Other")

    def commit(*entries: Entry) -> None:
        file.write_bytes(format_po(catalog(*entries)))
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", "x")

    commit(EMPTY, other)
    git(tmp_path, "checkout", "-q", "-b", "theirs")
    commit(TWO, other._replace(target="Otherwise"))
    git(tmp_path, "checkout", "-q", "main")
    commit(ONE, Entry("Nieuw", "New"), other)
    git(tmp_path, "merge", "-q", "--no-edit", "theirs")

    merged = {entry.key: entry for entry in read_po(file).entries}
    assert merged[Key("", "Bron")].target == "One"
    assert merged[Key("", "Bron")].fuzzy
    assert merged[Key("", "Ander")].target == "Otherwise"
    assert merged[Key("", "Nieuw")].target == "New"
    assert b"<<<<" not in file.read_bytes()


@pytest.mark.parametrize("side", [1, 2])
def test_a_side_that_was_emptied_is_a_conflict_for_people(tmp_path: Path, side: int) -> None:
    files = [tmp_path / name for name in ("base.po", "ours.po", "theirs.po")]
    for file in files:
        file.write_bytes(format_po(catalog(ONE)))
    files[side].write_bytes(b"")
    before = files[1].read_bytes()
    done = subprocess.run([sys.executable, "-m", "l10n", "git-merge", *files], capture_output=True, text=True)
    assert done.returncode == 1
    assert "The file is empty" in done.stderr
    assert files[1].read_bytes() == before


def test_a_malformed_version_leaves_ours_as_it_was(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.po", tmp_path / "bad.po"
    good.write_bytes(format_po(catalog(ONE)))
    bad.write_text('msgid "a\nmsgstr ""\n')
    before = good.read_bytes()
    done = subprocess.run([sys.executable, "-m", "l10n", "git-merge", bad, good, good], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "(base):1" in done.stderr
    assert good.read_bytes() == before

"""Catalogs as other programs leave them, merged in a real project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from l10n.exchange.po import read_po, write_po
from l10n.merge import align, old_sources, reconcile, take_along
from l10n.model import Catalog, Entry, State, Unit
from l10n.notes import text_hash


def l10n(folder: Path, *words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "l10n", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write_page(folder: Path, name: str, *paragraphs: str) -> None:
    body = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    (folder / "source" / f"{name}.html").write_text(
        f'<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"></head><body>\n{body}</body></html>\n'
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.l10n]\nsource-locale = "nl"\nlocales = ["ja"]\n')
    return tmp_path


def draft(source: str, target: str) -> Entry:
    return Entry(source, target, comments=(f"l10n-draft: engine=x method=mt text={text_hash(target)}",))


def catalog(*entries: Entry) -> Catalog:
    return Catalog("ja", entries, (("Language", "ja"), ("Content-Type", "text/plain; charset=UTF-8")))


def test_an_emptied_language_is_restored(project: Path) -> None:
    write_page(project, "a", "Vlees bevat veel ijzer. Melk bevat veel calcium.")
    path = project / "locales/ja/a.po"
    path.parent.mkdir(parents=True)
    old = catalog(Entry("Vlees bevat veel ijzer.", "肉には鉄分が多い。"), Entry("Melk bevat veel calcium.", "牛乳にはカルシウムが多い。"))  # fmt: skip
    write_po(path, Catalog("", old.entries, (("Language", ""), *old.header[1:])))
    l10n(project, "merge")
    merged = read_po(path)
    assert merged.locale == "ja"
    assert merged.active[0].target == "肉には鉄分が多い。牛乳にはカルシウムが多い。"


def test_an_empty_file_is_filled_and_said_to_have_been_empty(project: Path) -> None:
    write_page(project, "a", "Vlees bevat veel ijzer.")
    path = project / "locales/ja/a.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    assert "the file was empty" in l10n(project, "merge")
    assert dict(read_po(path).header)["Language"] == "ja"
    assert "empty" not in l10n(project, "merge")


@pytest.mark.parametrize("whole", [True, False], ids=["renamed article", "one paragraph"])
def test_drafts_that_lost_fuzzy_arrive_as_drafts(project: Path, whole: bool) -> None:
    texts = ["Vlees bevat veel ijzer.", "Melk bevat veel calcium.", "Noten bevatten veel magnesium."]
    stay = [] if whole else ["Dit blijft hier staan."]
    write_page(project, "a", *texts, *stay)
    write_page(project, "b", "Dit artikel gaat over brood.")
    l10n(project, "merge")
    path = project / "locales/ja/a.po"
    old = read_po(path)
    write_po(path, Catalog("ja", tuple(draft(entry.source, f"ja {entry.source}") for entry in old.active), old.header))
    if whole:
        (project / "source/a.html").rename(project / "source/c.html")
        write_page(project, "c", *texts, "Nieuw.")
    else:
        write_page(project, "a", *texts[1:], *stay)
        write_page(project, "b", "Dit artikel gaat over brood.", texts[0])
    l10n(project, "merge")
    states = read_po(project / f"locales/ja/{'c' if whole else 'b'}.po").states()
    arrived = {key.source: state for key, state in states.items()}
    assert arrived[texts[0]] is State.DRAFT


def test_a_stale_text_that_moves_keeps_its_old_source(project: Path) -> None:
    write_page(project, "a", "Vlees bevat heel veel ijzer.", "Dit blijft hier staan.")
    write_page(project, "b", "Dit artikel gaat over brood.")
    l10n(project, "merge")
    path = project / "locales/ja/a.po"
    old = read_po(path)
    stale = Entry(old.active[0].source, "x", fuzzy=True, previous="Vlees bevat veel ijzer.")
    write_po(path, Catalog("ja", (stale, *old.active[1:]), old.header))
    write_page(project, "a", "Dit blijft hier staan.")
    write_page(project, "b", "Dit artikel gaat over brood.", "Vlees bevat heel veel ijzer.")
    l10n(project, "merge")
    moved = read_po(project / "locales/ja/b.po").active[1]
    assert (moved.target, moved.fuzzy, moved.previous) == ("x", True, "Vlees bevat veel ijzer.")


LONG = (
    "Vlees bevat veel ijzer, en dat neemt je lichaam beter op dan het ijzer uit groente, brood, noten en peulvruchten."
)


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_text_moves_out_of_a_wrapped_catalog(project: Path, end: str, encoding: str) -> None:
    text = f"{LONG} Eén portie."
    write_page(project, "a", "Dit blijft hier staan.", text)
    write_page(project, "b", "Dit artikel gaat over brood.")
    l10n(project, "merge")
    path = project / "locales/ja/a.po"
    head, _, rest = text.partition(" groente,")
    lines = path.read_text().replace(f'msgid "{text}"\nmsgstr ""', f'msgid ""\n"{head}"\n" groente,{rest}"\nmsgstr "x"')
    path.write_bytes(lines.replace("UTF-8", encoding).replace("\n", end).encode(encoding))
    write_page(project, "a", "Dit blijft hier staan.")
    write_page(project, "b", "Dit artikel gaat over brood.", text)
    l10n(project, "merge")
    assert read_po(project / "locales/ja/b.po").active[1].target == "x"


def test_a_joined_article_keeps_both_translations_of_one_text(project: Path) -> None:
    texts = ["Vlees bevat veel ijzer.", "Melk bevat veel calcium."]
    long = f"{LONG} {LONG.replace('ijzer', 'zink')} {LONG.replace('ijzer', 'koper')}"
    write_page(project, "a", "Dit artikel gaat over brood.", long)
    write_page(project, "b", *texts, long)
    l10n(project, "merge")
    for name in "ab":
        path = project / f"locales/ja/{name}.po"
        old = read_po(path)
        entries = (Entry(entry.source, f"{name} {entry.source}", comments=(f"{name} let op",)) for entry in old.active)
        write_po(path, Catalog("ja", tuple(entries), old.header))
    (project / "source/b.html").unlink()
    write_page(project, "a", "Dit artikel gaat over brood.", long, *texts)
    l10n(project, "merge")
    assert not (project / "locales/ja/b.po").exists()
    path = project / "locales/ja/a.po"
    both = read_po(path).active[1]
    assert both.target == f"a {long}"
    assert both.comments == ("a let op", "b let op", f"l10n-also: translated as «b {long}» too")
    before = path.read_bytes()
    l10n(project, "merge")
    assert path.read_bytes() == before


@pytest.mark.parametrize("whole", [True, False], ids=["renamed article", "one paragraph"])
def test_a_confirmed_draft_that_moves_is_settled_at_once(project: Path, whole: bool) -> None:
    texts = ["Vlees bevat veel ijzer.", "Melk bevat veel calcium.", "Noten bevatten veel magnesium."]
    write_page(project, "a", *texts)
    write_page(project, "b", "Dit artikel gaat over brood.")
    l10n(project, "merge")
    path = project / "locales/ja/a.po"
    old = read_po(path)
    write_po(
        path, Catalog("ja", (draft(texts[0], "x"), Entry(texts[1], "y", fuzzy=True), draft(texts[2], "z")), old.header)
    )
    write_page(project, "b", "Dit artikel gaat over brood.", *(texts if whole else texts[:1]))
    write_page(project, "a", *([] if whole else texts[1:]), "Nieuw.")
    l10n(project, "merge")
    arrived = next(entry for entry in read_po(project / "locales/ja/b.po").active if entry.source == texts[0])
    assert (arrived.state, arrived.comments) == (State.REVIEWED, ())


def test_a_reviewed_text_goes_before_a_draft_when_articles_are_joined() -> None:
    reviewed = Entry("Vlees bevat veel ijzer.", "x", obsolete=True)
    machine = draft("Vlees bevat veel ijzer.", "x")._replace(fuzzy=True)
    for own, other in ((reviewed, machine), (machine, reviewed)):
        joined = take_along(catalog(own), catalog(other))
        after = reconcile(joined, [], align(old_sources(joined), []))
        assert after.entries == (reviewed,)


def test_what_several_articles_say_of_one_text_is_kept() -> None:
    text = "Vlees bevat veel ijzer."
    own, one, two = (catalog(Entry(text, target, comments=(f"{target} let op",))) for target in ("x", "y", "z"))
    joined = take_along(take_along(own, one), two)
    merged = reconcile(joined, [Unit(text)], align(old_sources(joined), [Unit(text)]))
    (entry,) = merged.entries
    assert (entry.target, entry.fuzzy, entry.obsolete) == ("x", False, False)
    assert set(entry.comments) == {
        *("x let op", "y let op", "z let op"),
        *("l10n-also: translated as «y» too", "l10n-also: translated as «z» too"),
    }

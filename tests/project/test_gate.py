"""The gate: what no person reviewed, and what cannot be written safely, never reaches the output folder."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli
from l10n.exchange.po import read_po, write_po
from l10n.model import Entry
from l10n.notes import Draft, text_hash
from l10n.workflow import export
from l10n.workflow.gate import judge

DEMO = Path(__file__).parent.parent / "cli" / "demo"
TEXTS = {
    "Advies over ijzer": "Advice on iron",
    "Neem <strong>nooit</strong> meer dan 20\u00a0mg ijzer per dag.": "<strong>Never</strong> take more than 20\u00a0mg of iron a day.",
    "Lees <a>deel 2</a> over een tekort.": "Read <a>part 2</a> about a deficiency.",
    "Naar deel 2": "To part 2",
}
LINK = "Lees <a>deel 2</a> over een tekort."
PAGE = Path("public/en/advies.html")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose English page is published."""
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    run("merge", "-l", "en")
    edit(lambda entry: entry._replace(target=TEXTS[entry.source]))
    assert run("build", "-l", "en") == 0
    assert PAGE.is_file()
    return tmp_path


def run(*words: str) -> int:
    result = CliRunner().invoke(cli, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code


def edit(change: object) -> None:
    assert callable(change)
    path = Path("locales/en/advies.po")
    catalog = read_po(path)
    write_po(path, replace(catalog, entries=tuple(change(entry) for entry in catalog.entries)))


@pytest.mark.parametrize(
    "target",
    [
        "Read <a>part 2</a> about a deficiency. <script>alert(1)</script>",
        "Read part 2 about a deficiency.",
        "Read <a>part 2</a> about a deficiency. <!-- x -->",
        "Read <a>part 2</a> about a \u202edeficiency.",
        "Read <a>part 2</a> about a shortage.",
    ],
)
def test_an_error_holds_the_page_and_withdraws_the_older_one(project: Path, target: str) -> None:
    edit(lambda entry: entry._replace(target=target) if entry.source == LINK else entry)
    assert run("build", "-l", "en") == 3
    assert not PAGE.exists()


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "new"])
def test_an_article_that_is_saved_between_its_judgement_and_its_export_is_not_published_unjudged(
    project: Path, is_known: bool
) -> None:
    def save() -> None:
        source = Path("source/advies.html")
        source.write_text(source.read_text("utf-8").replace("20&nbsp;mg", "2&nbsp;mg"), encoding="utf-8")

    gc.collect()  # the stores of the runs before are written now, as at the end of a process
    if is_known:
        assert export_while_judged(save) == 1
        assert not PAGE.exists()
    else:
        Path(".l10n/pages.sqlite3").unlink()
        assert export_while_judged(save) == 0
        assert "than 20&nbsp;mg" in PAGE.read_text("utf-8"), "what was read to be judged is what was written"
    run("build", "-l", "en")
    assert not PAGE.exists(), "the dose has changed, and nobody has looked at its translation"


def test_a_catalog_that_is_saved_between_its_judgement_and_the_export_is_judged_first(project: Path) -> None:
    def save() -> None:
        edit(lambda entry: entry._replace(target=entry.target.replace("20\u00a0mg", "200\u00a0mg")))

    assert export_while_judged(save) == 1
    assert not PAGE.exists()
    assert run("build", "-l", "en") == 3
    assert not PAGE.exists()


def export_while_judged(save: Callable[[], None]) -> int:
    """Export a page that has changed, and save something else when it has been judged."""

    def judge_and_save(*given: object, **more: object) -> object:
        verdict = judge(*given, **more)
        save()
        return verdict

    edit(lambda entry: entry._replace(target="Read <a>part 2</a> on a deficiency.") if entry.source == LINK else entry)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "judge", judge_and_save)
        return run("export", "-l", "en")


def test_no_waiver_lets_markup_in(project: Path) -> None:
    target = "Read <a>part 2</a> about a deficiency. <script>alert(1)</script>"
    comments = ("l10n-ok: markup we trust this",)
    edit(lambda entry: entry._replace(target=target, comments=comments) if entry.source == LINK else entry)
    assert run("build", "-l", "en") == 3
    assert not PAGE.exists()


def test_unfinished_is_normal_but_held(project: Path) -> None:
    edit(lambda entry: entry._replace(fuzzy=True) if entry.source == LINK else entry)
    assert run("build", "-l", "en") == 0
    assert not PAGE.exists()
    assert run("build", "-l", "en", "--strict") == 3


def test_drafts_that_lost_their_flag_are_not_published(project: Path) -> None:
    def drafted(entry: Entry) -> Entry:
        note = Draft("apertium", "mt", text_hash(entry.target)).note
        return entry._replace(fuzzy=False, comments=(note.line,))

    edit(drafted)
    run("build", "-l", "en")
    assert not PAGE.exists()
    assert run("review", "accept", "-l", "en", "--all") == 0
    assert run("build", "-l", "en") == 0
    assert PAGE.is_file()


def test_a_catalog_that_lacks_units_holds_the_page(project: Path) -> None:
    path = Path("locales/en/advies.po")
    catalog = read_po(path)
    write_po(path, replace(catalog, entries=catalog.entries[:-1]))
    run("export", "-l", "en")
    assert not PAGE.exists()


def test_a_page_that_cannot_be_judged_is_withdrawn(project: Path) -> None:
    with Path("locales/en/advies.po").open("a", encoding="utf-8") as stream:
        stream.write('msgid "oops\n')
    assert run("build", "-l", "en") == 1
    assert not PAGE.exists()


def test_the_page_of_an_article_that_is_no_more_is_withdrawn(project: Path) -> None:
    other = Path("source/ander.html")
    other.write_text("<p>Drink water bij warm weer.</p>", "utf-8")
    run("build")
    stranger = Path("public/en/van-een-ander.html")
    stranger.write_text("not ours", "utf-8")
    Path("source/advies.html").unlink()
    assert run("build") == 0
    assert not PAGE.exists()
    assert stranger.exists()


def test_an_edit_that_keeps_size_and_time_is_seen(project: Path) -> None:
    import os

    path = Path("source/advies.html")
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"20&nbsp;mg", b"90&nbsp;mg"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    run("build", "-l", "en")
    assert not PAGE.exists()


def test_a_page_says_what_is_true_of_its_stale_units(project: Path) -> None:
    def mark(entry: Entry) -> Entry:
        comments = {
            "Naar deel 2": ("l10n-conflict: the other version is «To the second part»",),
            LINK: (f"l10n-imported: from old.html; compare and confirm text={text_hash(entry.target)}",),
        }
        previous = "Advies over zink" if entry.source == "Advies over ijzer" else ""
        return entry._replace(fuzzy=True, comments=comments.get(entry.source, ()), previous=previous)

    edit(mark)
    for command in ("export", "status"):
        output = CliRunner().invoke(cli, [command, "-l", "en"]).output
        for cause in (
            "the source changed",
            "two versions met",
            "taken from a translated page, to be confirmed",
            "marked fuzzy: somebody has to look at it",
        ):
            assert f"1 unit is stale ({cause})" in output


def test_what_a_translator_marks_is_not_said_to_have_changed(project: Path) -> None:
    edit(lambda entry: entry._replace(fuzzy=True))
    for command in ("export", "build", "status"):
        output = CliRunner().invoke(cli, [command, "-l", "en"]).output
        assert "4 units are stale (marked fuzzy: somebody has to look at it)" in output
        assert "changed" not in output.replace("nothing changed since the last build", "")


def test_a_po_file_that_is_behind_its_article_says_so(project: Path) -> None:
    article = Path("source/advies.html")
    article.write_bytes(article.read_bytes().replace(b"20&nbsp;mg", b"90&nbsp;mg"))
    reason = "1 unit is not in the PO file, which is behind its article; run `l10n merge`"
    for command in ("export", "status"):
        output = CliRunner().invoke(cli, [command, "-l", "en"]).output
        assert reason in output
        assert "untranslated\n" not in output.replace("article  locale  untranslated", "")
    run("merge", "-l", "en")
    assert reason not in CliRunner().invoke(cli, ["export", "-l", "en"]).output
    edit(lambda entry: entry._replace(target="") if entry.source == LINK else entry)
    article.write_bytes(article.read_bytes().replace(b"90&nbsp;mg", b"95&nbsp;mg"))
    output = CliRunner().invoke(cli, ["export", "-l", "en"]).output
    assert reason in output
    assert "1 unit is untranslated" in output


def test_what_concerns_a_whole_catalog_has_no_line(project: Path) -> None:
    def unread(entry: Entry) -> Entry:
        return entry._replace(comments=(Draft("memory", "exact", text_hash(entry.target)).note.line,))

    edit(unread)
    output = CliRunner().invoke(cli, ["build", "-l", "en"]).output
    assert "  locales/en/advies.po: lost-fuzzy: 4 texts lost the flag" in output


def test_a_mistake_in_the_configuration_ends_a_build_before_anything_is_written(project: Path) -> None:
    for mistake in ('ignore = ["nmbers"]', 'severity = { numbers = "fatal" }', 'baseline = "nowhere.json"'):
        config = Path("pyproject.toml").read_bytes()
        Path("pyproject.toml").write_bytes(config + f"\n[tool.l10n.check]\n{mistake}\n".encode())
        article = Path("source/advies.html")
        article.write_bytes(article.read_bytes().replace(b"20", b"200"))
        files = [PAGE, Path("locales/advies.pot"), Path("locales/en/advies.po")]
        before = [path.read_bytes() for path in files]
        assert run("build", "-l", "en") == 2
        assert [path.read_bytes() for path in files] == before
        Path("pyproject.toml").write_bytes(config)

"""What `l10n check` found before is not looked for again, and no change is missed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli
from l10n.errors import L10nError
from l10n.exchange.po import read_po, write_po
from l10n.model import Severity
from l10n.project import Project
from l10n.workflow import check as checking
from l10n.workflow.check import check_project
from l10n.workflow.checked import ALL, Checked, Selection
from l10n.workflow.reading import Reader

CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en", "de"]\n[tool.l10n.paths]\nglossary = "terms.csv"\n'
TERMS = "concept,nl,en\nwater,water,water\n"
NUMBERS = "# l10n-ok: numbers the leaflet says so"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles in two languages; a dose is wrong in each English catalog."""
    (tmp_path / "source").mkdir()
    (tmp_path / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "terms.csv").write_text(TERMS, encoding="utf-8")
    for name in "abc":
        text = f"<html lang=nl><p>Neem 10 mcg per dag.</p><p>Drink water bij {name}.</p>"
        (tmp_path / "source" / f"{name}.html").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["merge"]).exit_code == 0
    for name in "abc":
        edit(tmp_path, name, "Take 100 mcg a day.", f"Drink water with {name}.")
    return tmp_path


def catalog(folder: Path, name: str) -> Path:
    return folder / "locales" / "en" / f"{name}.po"


def edit(folder: Path, name: str, *targets: str, comments: tuple[str, ...] = ()) -> None:
    path = catalog(folder, name)
    old = read_po(path)
    entries = zip(old.entries, targets, strict=True)
    write_po(path, replace(old, entries=tuple(one._replace(target=text, comments=comments) for one, text in entries)))


def check(folder: Path, selection: Selection = ALL) -> tuple[Checked, list[L10nError]]:
    failed: list[L10nError] = []
    reader = Reader(Project.open(folder / "pyproject.toml"))
    places = [(article, locale) for article in reader.project.articles for locale in reader.project.config.locales]
    return check_project(reader, places, selection, failed=failed.append), failed


def told(checked: Checked) -> list[str]:
    """The checks that found an error or a warning."""
    return [finding.check for finding in checked.findings if finding.severity is not Severity.INFO]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The catalogs that were looked at, as they are."""
    paths: list[str] = []
    judge = checking.judgements_of

    def listening(views, *rest):  # type: ignore[no-untyped-def]
        paths.extend(view.path for view in views)
        return judge(views, *rest)

    monkeypatch.setattr(checking, "judgements_of", listening)
    monkeypatch.setattr(checking, "MANY", 1000)
    return paths


def test_nothing_is_looked_at_twice(folder: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(folder)
    assert len(looked_at) == 6
    assert told(first[0]) == ["numbers"] * 3

    def refuse(*_args: object, **_words: object) -> None:
        raise AssertionError("nothing changed, nothing is to be read")

    monkeypatch.setattr("l10n.workflow.reading.read_po", refuse)
    monkeypatch.setattr("l10n.workflow.reading.read_bytes", refuse)
    assert check(folder) == first
    assert len(looked_at) == 6


def _mend(folder: Path) -> None:
    edit(folder, "b", "Take 10 mcg a day.", "Drink water with b.")


def _waive(folder: Path) -> None:
    edit(folder, "b", "Take 100 mcg a day.", "Drink water with b.", comments=(NUMBERS[2:],))


def _unwater(folder: Path) -> None:
    edit(folder, "b", "Take 100 mcg a day.", "Drink tea with b.")


def _rewrite(folder: Path) -> None:
    page = folder / "source" / "b.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<p>Neem", "<h2>Kop</h2><p>Neem"), encoding="utf-8")


def _remove(folder: Path) -> None:
    catalog(folder, "b").unlink()


@pytest.mark.parametrize(
    ("change", "count"),
    [(_mend, 2), (_waive, 3), (_unwater, 4), (_rewrite, 3), (_remove, 2)],
)
def test_what_changed_is_looked_at_and_nothing_else(
    folder: Path, looked_at: list[str], change: Callable[[Path], None], count: int
) -> None:
    check(folder)
    looked_at.clear()
    change(folder)
    checked, failed = check(folder)
    assert set(looked_at) <= {"locales/en/b.po", "locales/de/b.po"}
    assert len(told(checked)) == count
    assert not failed
    assert checked == anew(folder)[0]


def anew(folder: Path) -> tuple[Checked, list[L10nError]]:
    (folder / ".l10n" / "findings.sqlite3").unlink()
    return check(folder)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", CONFIG + '[tool.l10n.check]\nseverity = { numbers = "warning" }\n'),
        ("pyproject.toml", CONFIG + '[tool.l10n.check]\nignore = ["numbers"]\n'),
        ("terms.csv", "concept,nl,en\nwater,water,tap water\n"),
    ],
)
def test_what_all_catalogs_are_judged_by_is_no_detail(folder: Path, file: str, text: str) -> None:
    before, _ = check(folder)
    (folder / file).write_text(text, encoding="utf-8")
    after, _ = check(folder)
    assert after != before
    assert after == anew(folder)[0]


def test_a_choice_of_checks_and_a_baseline_apply_to_what_is_known(folder: Path, looked_at: list[str]) -> None:
    whole, _ = check(folder)
    looked_at.clear()
    chosen, _ = check(folder, Selection(ignore=("numbers",)))
    assert not told(chosen)
    assert check(folder) == (whole, [])
    looked_at.clear()
    run = CliRunner()
    assert run.invoke(cli, ["check", "--write-baseline", "known.json"]).exit_code == 0
    shown = run.invoke(cli, ["check", "--baseline", "known.json", "--format", "json"])
    assert json.loads(shown.stdout) == {"findings": []}
    assert not looked_at


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"x" * 200])
def test_findings_that_are_damaged_are_found_again(folder: Path, damage: bytes) -> None:
    first = check(folder)
    (folder / ".l10n" / "findings.sqlite3").write_bytes(damage)
    assert check(folder) == first
    assert check(folder) == first


def test_a_folder_in_which_nothing_can_be_kept_costs_time_only(folder: Path) -> None:
    first = check(folder)
    (folder / ".l10n" / "findings.sqlite3").unlink()
    (folder / ".l10n" / "findings.sqlite3").mkdir()
    assert check(folder) == first


def test_a_file_that_cannot_be_read_is_told_every_time(folder: Path) -> None:
    catalog(folder, "b").write_text('msgid "a"\nmsgstr x\n', encoding="utf-8")
    (folder / "source" / "c.html").write_bytes(b"\xff\xfe\x00")
    first = check(folder)
    assert len(first[1]) == 3  # the English b, and c in both languages
    again = check(folder)
    assert again[0] == first[0]
    assert list(map(str, again[1])) == list(map(str, first[1]))


def test_a_check_of_another_package_that_was_edited_runs_again(
    folder: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "house.py").write_text(
        "from l10n.checks.base import Remark, pair_check\n"
        '@pair_check("house", "warning")\n'
        "def house(pair, context):\n"
        "    '''What the house wants.'''\n"
        '    yield Remark("seen")\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(folder)
    import house  # type: ignore[import-not-found]

    monkeypatch.setattr(checking, "choose", lambda _options, _selection: (house.house,))
    assert len(check(folder)[0].findings) == 6
    assert len(check(folder)[0].findings) == 6
    assert len(looked_at) == 6
    os.utime(folder / "house.py", (1, 1))
    check(folder)
    assert len(looked_at) == 12


@pytest.mark.parametrize("processes", [1, 3])
def test_processes_find_what_one_process_finds(folder: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    catalog(folder, "b").write_text('msgid "a"\nmsgstr x\n', encoding="utf-8")
    edit(folder, "c", "Take 100 mcg a day.", "Drink water with c.", comments=(NUMBERS[2:],))
    monkeypatch.setattr(checking, "MANY", 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(processes)), raising=False)
    checked, failed = check(folder)
    assert [(finding.path, finding.check) for finding in checked.findings if finding.locale == "en"] == [
        ("locales/en/a.po", "numbers"),
        ("locales/en/c.po", "waiver"),
    ]
    assert [(finding.path, reason) for finding, reason in checked.waived] == [
        ("locales/en/c.po", "the leaflet says so")
    ]
    assert [error.where for error in failed] == ["locales/en/b.po:2"]
    assert checked.files == 5

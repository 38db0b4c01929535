"""What the checks found is remembered: it saves work, and never hides a change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from l10n.checks import registry
from l10n.checks.baseline import format_baseline
from l10n.project import Project
from l10n.workflow.check import Selection, check_project, load_baseline
from l10n.workflow.reading import Reader
from tests.checked_site import (
    ALL,
    CONFIG,
    GLOSSARY,
    SELECTIONS,
    afresh,
    check,
    edit,
    make_site,
    note_judged,
    translate_it,
    write_page,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return note_judged(monkeypatch)


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_what_did_not_change_is_not_judged_again(folder: Path, judged: list[str], selection: Selection) -> None:
    first = check(folder, selection)
    assert first.findings
    assert sorted(judged) == sorted(ALL)
    judged.clear()
    assert check(folder, selection) == first
    assert judged == []


def test_what_was_found_is_all_there(folder: Path) -> None:
    check(folder)
    again = check(folder)
    assert again.files == 4
    told = {(one.check, one.locale) for one in again.findings if one.article == "a"}
    assert told == {("numbers", "en"), ("terms", "en"), ("numbers", "fr")}
    assert [reason for _, reason in again.waived] == ["so they do", "so they do"]
    assert all(one.line for one in again.findings)


def waive_it(folder: Path) -> None:
    note = "l10n-ok: numbers the tablets differ"
    edit(folder / "locales/fr/a.po", lambda one: one._replace(comments=(note,)), "Neem 10 mg per dag.")


def lose_a_comment(folder: Path) -> None:
    edit(folder / "locales/fr/b.po", lambda one: one._replace(comments=()))


def move_a_line(folder: Path) -> None:
    path = folder / "locales/en/a.po"
    path.write_text("# One more line\n" + path.read_text("utf-8"), "utf-8")


def edit_the_article(folder: Path) -> None:
    write_page(folder, "a", "Neem 10 mg per dag.", "<b>Er is een tekort.</b>")


def edit_the_glossary(folder: Path) -> None:
    (folder / "glossary" / "terms.csv").write_text(GLOSSARY.format(term="lack"), encoding="utf-8")


def add_to_the_glossary(folder: Path) -> None:
    added = GLOSSARY.replace("tekort", "liter").replace("deficit", "liter").format(term="liter")
    (folder / "glossary" / "more.csv").write_text(added, encoding="utf-8")


def configure(text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / "pyproject.toml").write_text(CONFIG + text, encoding="utf-8")

    return change


CHANGES: list[tuple[Callable[[Path], None], list[str]]] = [
    (translate_it, ["locales/en/a.po"]),
    (waive_it, ["locales/fr/a.po"]),
    (lose_a_comment, ["locales/fr/b.po"]),
    (move_a_line, ["locales/en/a.po"]),
    (edit_the_article, ["locales/en/a.po", "locales/fr/a.po"]),
    (edit_the_glossary, ALL),
    (add_to_the_glossary, ALL),
    (configure('[tool.l10n.check.severity]\nnumbers = "info"\n'), ALL),
    (configure('[tool.l10n.check]\nselect = ["numbers"]\n'), ALL),
    (configure('[tool.l10n.check]\nignore = ["numbers"]\n'), ALL),
    (configure('[tool.l10n.paths]\nglossary = ""\n'), ALL),
    (configure('segmentation = "sentence"\n'), ALL),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_change_is_noticed(
    folder: Path, judged: list[str], change: Callable[[Path], None], expected: list[str]
) -> None:
    first = check(folder)
    change(folder)
    judged.clear()
    second = check(folder)
    assert sorted(judged) == sorted(expected)
    assert second == afresh(folder)
    if change not in (edit_the_article, CHANGES[-1][0]):
        assert second != first
    judged.clear()
    assert check(folder) == second
    assert judged == []


def test_a_baseline_takes_its_part_of_what_is_remembered(folder: Path, judged: list[str]) -> None:
    configure('[tool.l10n.check]\nbaseline = "known.json"\n')(folder)
    file = folder / "known.json"
    file.write_bytes(format_baseline(()))
    first = check(folder)
    judged.clear()
    file.write_bytes(format_baseline(first.findings[:2]))
    second = check(folder)
    assert (second.findings, second.known) == (first.findings[2:], first.findings[:2])
    given = check(folder, Selection(baseline=load_baseline(file)))
    assert given == second
    file.write_bytes(format_baseline(()))
    assert check(folder) == first
    assert judged == []


def test_a_choice_on_the_command_line_stands_beside_that_of_the_configuration(folder: Path, judged: list[str]) -> None:
    whole = check(folder)
    for selection in SELECTIONS[1:]:
        judged.clear()
        chosen = check(folder, selection)
        assert sorted(judged) == sorted(ALL)
        assert chosen == afresh(folder, selection)
        judged.clear()
        assert check(folder, selection) == chosen
        assert check(folder) == whole
        assert judged == []


def test_some_articles_are_remembered_without_the_others(folder: Path, judged: list[str]) -> None:
    project = Project.open(folder / "pyproject.toml")
    places = [(project.articles[1], project.config.locales[1])]
    check_project(Reader(project), places, failed=pytest.fail)
    assert judged == ["locales/fr/b.po"]
    assert check(folder) == afresh(folder)


def test_checks_of_another_package_are_an_origin_too(
    folder: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder.parent / "somebodys_checks"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "words.py").write_text('SAYS = "Take"\n', encoding="utf-8")
    (package / "short.py").write_text(
        "from l10n.checks.base import Remark, pair_check\n"
        "from l10n.model import Severity\n"
        "from somebodys_checks.words import SAYS\n\n\n"
        '@pair_check("short", Severity.WARNING)\n'
        "def short(pair, context):\n"
        '    """A text is short."""\n'
        '    yield Remark(f"{SAYS} less.")\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(folder.parent)
    ours = registry.entry_points(group=registry.GROUP)
    point = EntryPoint("short", "somebodys_checks.short:short", registry.GROUP)
    without = check(folder)
    for modules in (["somebodys_checks.words", "somebodys_checks.short"], []):
        known = registry.collect([*ours, point])
        monkeypatch.setattr("l10n.checks.registry.load_checks", lambda known=known: known)
        judged.clear()
        found = check(folder)
        assert sorted(judged) == sorted(ALL)
        assert len(found.findings) == len(without.findings) + 8
        judged.clear()
        assert check(folder) == found
        assert judged == []
        (package / "words.py").write_text('SAYS = "Write"\n', encoding="utf-8")
        for module in modules:
            sys.modules.pop(module)
    assert any(one.message == "Write less." for one in found.findings)


def test_the_checks_that_do_not_run_are_an_origin_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A waiver of a check that does not exist is a finding; of one that did not run, it is none."""
    edit(folder / "locales/en/a.po", lambda one: one._replace(comments=("l10n-ok: short it is",)))
    selection = Selection(select=("waiver",))
    assert len(check(folder, selection).findings) == 2
    known = registry.load_checks()
    short = replace(known.checks["echo"], name="short")
    more = replace(known, checks={**known.checks, "short": short})
    monkeypatch.setattr("l10n.checks.registry.load_checks", lambda: more)
    monkeypatch.setattr("l10n.checks.waiver.load_checks", lambda: more)
    assert check(folder, selection).findings == ()


def test_a_check_that_breaks_is_no_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object) -> None:
        raise KeyError("of a check")

    with monkeypatch.context() as patch:
        patch.setattr("l10n.checks.run._completed", breaks)
        with pytest.raises(KeyError):
            check(folder)
    assert check(folder) == afresh(folder)

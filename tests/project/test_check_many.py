"""Processes that share a check find what one finds, in its order, failures included."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

import pytest

from l10n.checks.baseline import format_baseline
from l10n.errors import L10nError, UsageError
from l10n.project import Project
from l10n.workflow.check import Checked, Selection, check_project
from l10n.workflow.reading import Reader
from tests.many_site import site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")

ALL = Selection()


def check(folder: Path, processes: int, selection: Selection = ALL, *, least: int = 2) -> tuple[Checked, list[str]]:
    failures: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _process: set(range(processes)))
        patch.setattr("l10n.workflow.judging.MANY", least)
        project = Project.open(folder / "pyproject.toml")
        places = [(article, locale) for article in project.articles for locale in project.config.locales]
        checked = check_project(
            Reader(project),
            places,
            selection,
            failed=lambda error: failures.append(str(error).replace(str(folder), "")),
        )
    return checked, failures


@pytest.mark.parametrize("seed", range(12))
def test_many_processes_find_what_one_finds(tmp_path: Path, seed: int) -> None:
    one, many = site(tmp_path / "one", random.Random(seed)), site(tmp_path / "many", random.Random(seed))
    first = check(one, 1)
    assert first[0].findings
    assert first[1]
    assert check(many, 3) == first
    assert check(many, 3) == first  # remembered, but for what cannot be read
    selection = Selection(ignore=("terms",), baseline=known(first[0]))
    again = check(one, 1, selection)
    assert again[0].known
    assert check(many, 3, selection) == again


def known(checked: Checked) -> frozenset[str]:
    return frozenset(json.loads(format_baseline(checked.findings[::2]))["findings"])


def test_few_catalogs_are_judged_by_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(tmp_path, random.Random(1))
    monkeypatch.setattr("l10n.workflow.parallel._Crew", pytest.fail)
    assert check(folder, 3, least=50)[0].findings


def test_pages_that_were_read_by_any_process_are_known_to_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(tmp_path, random.Random(2), is_whole=True)
    check(folder, 3)

    def refuse(*_args: object, **_words: object) -> None:
        raise AssertionError("The page was read again.")

    monkeypatch.setattr("l10n.formats.html.read", refuse)
    reader = Reader(Project.open(folder / "pyproject.toml"))
    assert all(reader.page(article).units for article in reader.project.articles)
    (folder / ".l10n" / "findings.sqlite3").unlink()
    assert check(folder, 3)[0].files == 20


def test_an_error_of_a_check_is_raised_in_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(tmp_path, random.Random(3))

    class CheckError(Exception):
        """Which cannot travel between processes."""

        def __init__(self, check: str, place: str) -> None:
            super().__init__(f"{check} at {place}")

    def breaks(check: object, remarks: object, pair: object, context: object) -> None:
        if pair.article == "a5":  # type: ignore[attr-defined]
            raise CheckError("numbers", pair.article)  # type: ignore[attr-defined]

    monkeypatch.setattr("l10n.checks.run._completed", lambda *given: breaks(*given) or [])
    for processes in (1, 3):
        with pytest.raises(CheckError, match="numbers at a5"):
            check(folder, processes)


def test_a_mistake_in_the_configuration_ends_the_run(tmp_path: Path) -> None:
    folder = site(tmp_path, random.Random(4))
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('[tool.l10n.check]\nbaseline = "none.json"\n')
    told = []
    for processes in (1, 3):
        with pytest.raises(UsageError) as caught:
            check(folder, processes)
        told.append(str(caught.value))
    assert told[0] == told[1]


def test_a_failure_may_end_the_run(tmp_path: Path) -> None:
    folder = site(tmp_path, random.Random(5))

    def end(error: L10nError) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _process: set(range(3)))
        patch.setattr("l10n.workflow.judging.MANY", 2)
        project = Project.open(folder / "pyproject.toml")
        places = [(article, locale) for article in project.articles for locale in project.config.locales]
        with pytest.raises(L10nError):
            check_project(Reader(project), places, failed=end)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)

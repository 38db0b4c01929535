"""Processes that share the judging of pages say, write, hold and withdraw what one does, and each page is judged once."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import pytest

from l10n.errors import L10nError, UsageError
from l10n.exchange.po import read_po, write_po
from l10n.locales import Locale
from l10n.project import Article, Project
from l10n.workflow import gate
from l10n.workflow.build import build
from l10n.workflow.export import Exported, Outcome, Refused, export_pages
from l10n.workflow.gate import Verdict
from l10n.workflow.gate_many import judge_ahead
from l10n.workflow.judging import Place
from l10n.workflow.reading import Reader
from l10n.workflow.status import status
from tests.command import tree
from tests.many_site import site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")

EN = Locale("en")


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """New catalogs tell the minute they were made in."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


class Run:
    """What a command said with so many processes, in groups of so many pages."""

    def __init__(self, folder: Path, processes: int, *, together: int = 7) -> None:
        self.folder = folder
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(os, "sched_getaffinity", lambda _process: set(range(processes)))
        for name in ("gate_many.MANY", "merge_many.MANY", "extract.MANY"):
            self.patch.setattr(f"l10n.workflow.{name}", 2)
        for name in ("build", "export"):
            self.patch.setattr(f"l10n.workflow.{name}.TOGETHER", together)
        self.failures: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def failed(self, error: L10nError) -> None:
        self.failures.append(str(error).replace(str(self.folder), ""))

    def build(self, *, strict: bool = False, dry_run: bool = False) -> list[object]:
        project = Project.open(self.folder / "pyproject.toml")
        strays: list[str] = []
        built = build(
            Reader(project),
            project.articles,
            project.config.locales,
            failed=self.failed,
            withdrawn=strays.append,
            strict=strict,
            dry_run=dry_run,
        )
        return [*built, strays, list(self.failures)]

    def status(self) -> list[Verdict]:
        project = Project.open(self.folder / "pyproject.toml")
        return list(status(Reader(project), project.articles, project.config.locales, failed=self.failed))

    def export(self, reader: Reader, *, strict: bool = False) -> list[Exported | str]:
        places = [(article, locale) for article in reader.project.articles for locale in reader.project.config.locales]
        return [
            str(page.error).replace(str(self.folder), "") if isinstance(page, Refused) else page
            for page in export_pages(reader, places, strict=strict)
        ]


def reader_of(folder: Path) -> Reader:
    return Reader(Project.open(folder / "pyproject.toml"))


def english(pages: Sequence[Exported | str]) -> dict[str, Outcome]:
    return {page.article: page.outcome for page in pages if isinstance(page, Exported) and page.locale == EN}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("together", [3, 7, 100])
def test_a_build_says_and_writes_what_one_process_does(tmp_path: Path, seed: int, together: int) -> None:
    ways = site(tmp_path / "one", random.Random(seed)), site(tmp_path / "many", random.Random(seed))
    said: list[list[list[object]]] = []
    for folder, processes in zip(ways, (1, 3), strict=True):
        with Run(folder, processes, together=together) as run:
            rounds = [run.build(dry_run=True), run.build(strict=True), run.build(), run.build()]
            page = min((folder / "source").glob("*.html"))
            page.write_text(page.read_text("utf-8", "replace").replace("10", "11").replace("vlees", "vis"), "utf-8")
            rounds.append(run.build())
            page.unlink()
            rounds.append(run.build())
            said.append(rounds)
    assert said[0] == said[1]
    assert tree(ways[0]) == tree(ways[1])


@pytest.mark.parametrize("strict", [False, True])
def test_status_and_export_say_what_one_process_does(tmp_path: Path, strict: bool) -> None:
    ways = site(tmp_path / "one", random.Random(9)), site(tmp_path / "many", random.Random(9))
    said = []
    for folder, processes in zip(ways, (1, 3), strict=True):
        with Run(folder, processes) as run:
            verdicts = run.status()
            shutil.rmtree(folder / ".l10n", ignore_errors=True)
            said.append((verdicts, run.export(reader_of(folder), strict=strict), run.failures))
    assert said[0] == said[1]
    assert tree(ways[0]) == tree(ways[1])


def test_what_was_judged_ahead_is_not_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(tmp_path, random.Random(3), is_whole=True)
    judged: list[str] = []
    judge = gate._judge

    def noting(reader: Reader, article: Article, locale: Locale, *, strict: bool) -> Verdict:
        judged.append(article.name)
        return judge(reader, article, locale, strict=strict)

    monkeypatch.setattr(gate, "_judge", noting)
    with Run(folder, 3) as run:
        verdicts = run.status()
        assert {verdict.article for verdict in verdicts} == {f"a{number}" for number in range(10)}
        assert judged == ["a0", "a0"]  # the others are the work of other processes
        assert run.status() == verdicts
    assert judged == ["a0", "a0"]


def test_a_catalog_saved_after_it_was_judged_is_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site(tmp_path, random.Random(3), is_whole=True)
    for path in (folder / "locales").glob("*/*.po"):
        catalog = read_po(path)
        entries = tuple(
            entry._replace(target=entry.source.replace("tekort", "deficiency"), fuzzy=False, comments=())
            for entry in catalog.entries
        )
        write_po(path, replace(catalog, entries=entries))
    with Run(folder, 3) as run:
        before = english(run.export(reader_of(folder)))
    article = next(name for name, outcome in before.items() if outcome is Outcome.PUBLISHED and name != "a0")
    shutil.rmtree(folder / ".l10n")

    def ahead(reader: Reader, places: Sequence[Place], *, strict: bool = False) -> None:
        judge_ahead(reader, places, strict=strict)
        path = folder / f"locales/en/{article}.po"
        catalog = read_po(path)
        spoiled = tuple(entry._replace(target=f"{entry.target} 7 mg") for entry in catalog.entries)
        write_po(path, replace(catalog, entries=spoiled))

    monkeypatch.setattr("l10n.workflow.export.judge_ahead", ahead)
    with Run(folder, 3, together=100) as run:
        after = english(run.export(reader_of(folder)))
    assert after[article] is Outcome.WITHDRAWN
    assert not (folder / f"public/en/{article}.html").exists()


def test_a_mistake_of_the_configuration_is_told_as_ever(tmp_path: Path) -> None:
    folder = site(tmp_path, random.Random(3), is_whole=True)
    config = folder / "pyproject.toml"
    config.write_text(config.read_text("utf-8") + '[tool.l10n.check]\nselect = ["nothing"]\n', encoding="utf-8")
    with Run(folder, 3) as run:
        assert run.status() == []
        assert len(run.failures) == 20
        assert len(set(run.failures)) == 1
        with pytest.raises(UsageError):
            run.build()

"""A project to check, and what became of it: for the tests of what is remembered."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from l10n.checks import run
from l10n.checks.base import CatalogView, Check, Context
from l10n.errors import L10nError
from l10n.exchange.po import read_po, write_po
from l10n.model import Entry
from l10n.project import Project
from l10n.workflow.check import Checked, Selection, check_project
from l10n.workflow.merge import Merger
from l10n.workflow.reading import Reader

CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en", "fr"]\n'
GLOSSARY = "concept_id,lang,term,status\ndeficit,nl,tekort,preferred\ndeficit,en,{term},preferred\n"
WHOLE = Selection()
ALL = ["locales/en/a.po", "locales/fr/a.po", "locales/en/b.po", "locales/fr/b.po"]


SELECTIONS = [
    Selection(),
    Selection(select=("numbers",)),
    Selection(ignore=("numbers",)),
    Selection(select=("terms", "waiver")),
]


def make_site(folder: Path) -> Path:
    """A project with a wrong number, a wrong term, and a wrong number that a person accepted, in each of two languages."""
    (folder / "source").mkdir(parents=True)
    (folder / "glossary").mkdir()
    (folder / "glossary" / "terms.csv").write_text(GLOSSARY.format(term="deficiency"), encoding="utf-8")
    (folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    write_page(folder, "a", "Neem 10 mg per dag.", "Er is een tekort.")
    write_page(folder, "b", "Slaap 8 uur.", "Drink 2 liter.")
    reader = Reader(Project.open(folder / "pyproject.toml"))
    merger = Merger(reader)
    for article in reader.project.articles:
        for locale in reader.project.config.locales:
            merger.merge(article, locale)
    said = {
        "Neem 10 mg per dag.": "Take 100 mg per day.",
        "Er is een tekort.": "There is a lack.",
        "Slaap 8 uur.": "Sleep 8 hours.",
    }
    for path in (folder / "locales").glob("*/*.po"):
        edit(path, lambda one: one._replace(target=said.get(one.source, "Drink 3 litres.")))
        edit(path, lambda one: one._replace(comments=("l10n-ok: numbers so they do",)), "Drink 2 liter.")
    shutil.rmtree(folder / ".l10n")
    return folder


def note_judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that is told the path of every catalog when it is judged."""
    paths: list[str] = []
    judge = run.judge

    def noting(views: Sequence[CatalogView], checks: Sequence[Check], context: Context) -> Iterator[run.Judged]:
        views = list(views)
        paths.extend(view.path for view in views)
        return judge(views, checks, context)

    monkeypatch.setattr("l10n.checks.run.judge", noting)
    return paths


def write_page(folder: Path, name: str, *texts: str) -> None:
    page = "".join(f"<p>{text}</p>\n" for text in texts)
    (folder / "source" / f"{name}.html").write_text(f"<!DOCTYPE html>\n<html lang=nl>\n{page}", encoding="utf-8")


def edit(path: Path, change: Callable[[Entry], Entry], source: str = "") -> None:
    catalog = read_po(path)
    entries = tuple(change(one) if source in ("", one.source) else one for one in catalog.entries)
    write_po(path, replace(catalog, entries=entries))


def check(folder: Path, selection: Selection = WHOLE, *, failures: list[str] | None = None) -> Checked:
    project = Project.open(folder / "pyproject.toml")
    places = [(article, locale) for article in project.articles for locale in project.config.locales]

    def failed(error: L10nError) -> None:
        assert failures is not None, error
        failures.append(str(error))

    return check_project(Reader(project), places, selection, failed=failed)


def afresh(folder: Path, selection: Selection = WHOLE) -> Checked:
    """The same where nothing is remembered, which leaves what is remembered as it was."""
    copy = folder.parent / "afresh"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".l10n"))
    try:
        return check(copy, selection)
    finally:
        shutil.rmtree(copy)


def translate_it(folder: Path) -> None:
    edit(folder / "locales/en/a.po", lambda one: one._replace(target="Take 10 mg per day."), "Neem 10 mg per dag.")

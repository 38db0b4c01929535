"""What is remembered between two runs: it saves work, and never hides a change."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from l10n.exchange.po import read_po, write_po
from l10n.locales import Locale
from l10n.project import Project
from l10n.workflow.export import Outcome, export_page
from l10n.workflow.memo import program
from l10n.workflow.merge import Merged, Merger
from l10n.workflow.reading import Reader

EN = Locale.parse("en")
CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    write_page(tmp_path, "a", "Drink genoeg water.", "Neem 10 mcg per dag.")
    write_page(tmp_path, "b", "Slaap acht uur.", "Beweeg elke dag een half uur buiten.")
    return tmp_path


def write_page(folder: Path, name: str, *texts: str) -> None:
    page = "".join(f"<p>{text}</p>\n" for text in texts)
    (folder / "source" / f"{name}.html").write_text(f"<!DOCTYPE html>\n<html lang=nl>\n{page}", encoding="utf-8")


def merge(folder: Path, *, dry_run: bool = False) -> list[Merged]:
    reader = Reader(Project.open(folder / "pyproject.toml"))
    merger = Merger(reader)
    found = [merger.merge(article, EN, dry_run=dry_run) for article in reader.project.articles]
    reader.memo.save()
    return found


def translate(folder: Path, name: str) -> None:
    path = folder / "locales" / "en" / f"{name}.po"
    catalog = read_po(path)
    write_po(path, replace(catalog, entries=tuple(one._replace(target=one.source.upper()) for one in catalog.entries)))


def texts(folder: Path, name: str) -> dict[str, str]:
    return {entry.source: entry.target for entry in read_po(folder / "locales" / "en" / f"{name}.po").active}


def test_a_second_merge_reads_no_page_and_no_catalog(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merge(folder)
    translate(folder, "a")
    translate(folder, "b")
    merge(folder)

    def refuse(*_args: object, **_words: object) -> None:
        raise AssertionError("nothing changed, nothing is to be read")

    monkeypatch.setattr("l10n.workflow.reading.read_po", refuse)
    monkeypatch.setattr("l10n.workflow.reading.read_bytes", refuse)
    assert [merged.changed for merged in merge(folder)] == [False, False]


def test_the_second_merge_says_what_the_catalogs_hold(folder: Path) -> None:
    first = merge(folder)
    assert [merged.counts for merged in merge(folder)] == [merged.counts for merged in first]


@pytest.mark.parametrize("touch", ["source", "catalog"])
def test_an_edit_is_seen(folder: Path, touch: str) -> None:
    merge(folder)
    translate(folder, "a")
    merge(folder)
    if touch == "source":
        write_page(folder, "a", "Drink genoeg water.", "Neem 20 mcg per dag.")
    else:
        path = folder / "locales" / "en" / "a.po"
        write_po(path, replace(read_po(path), entries=read_po(path).entries[:1]))
    assert [merged.changed for merged in merge(folder)] == [True, False]


def test_a_changed_configuration_is_seen(folder: Path) -> None:
    write_page(folder, "a", "Eerste zin staat hier. Tweede zin staat daar.")
    merge(folder)
    (folder / "pyproject.toml").write_text(CONFIG + 'segmentation = "sentence"\n', encoding="utf-8")
    assert merge(folder)[0].changed
    assert list(texts(folder, "a")) == ["Eerste zin staat hier.", "Tweede zin staat daar."]


def test_a_text_that_leaves_another_article_later_still_arrives(folder: Path) -> None:
    merge(folder)
    translate(folder, "b")
    write_page(folder, "a", "Drink genoeg water.", "Neem 10 mcg per dag.", "Beweeg elke dag een half uur buiten.")
    merge(folder)
    assert texts(folder, "a")["Beweeg elke dag een half uur buiten."] == ""
    write_page(folder, "b", "Slaap acht uur.")
    merge(folder)
    assert texts(folder, "a")["Beweeg elke dag een half uur buiten."] == "BEWEEG ELKE DAG EEN HALF UUR BUITEN."


def test_a_package_that_is_installed_makes_what_was_found_old(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may bring a check, by which a page that was let through is held."""
    packages = folder / "lib" / "site-packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages)])
    found = []
    for name in ("", "", "checks.dist-info"):
        program.cache_clear()
        (packages / name).mkdir(exist_ok=True)
        project = Project.open(folder / "pyproject.toml")
        found.append(Reader(project).memo.fingerprint(project.articles[0], ()))
    program.cache_clear()
    assert found[0] == found[1] != found[2]


def test_a_dry_run_remembers_nothing(folder: Path) -> None:
    merge(folder, dry_run=True)
    assert [merged.changed for merged in merge(folder, dry_run=True)] == [True, True]
    assert not (folder / "locales").exists()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"[" * 200_000, b'{"of": 1}', b'{"of": "x", "units": [[1]]}', b"\xff\0"]
)
def test_what_is_remembered_and_damaged_is_found_again(folder: Path, damage: bytes) -> None:
    merge(folder)
    (folder / ".l10n" / "pages.sqlite3").write_bytes(damage)
    (folder / ".l10n" / "memo.json").write_bytes(damage)
    assert [merged.changed for merged in merge(folder)] == [False, False]


def test_units_are_known_by_the_content_of_the_page(folder: Path) -> None:
    article = Project.open(folder / "pyproject.toml").articles[0]
    first = Reader(Project.open(folder / "pyproject.toml")).units(article)
    stat = article.path.stat()
    article.path.write_text(article.path.read_text("utf-8").replace("10 mcg", "90 mcg"), encoding="utf-8")
    os.utime(article.path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    again = Reader(Project.open(folder / "pyproject.toml")).units(article)
    assert [unit.source for unit in again] != [unit.source for unit in first]


def test_a_known_page_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'Zie <a href="b.html" its-locale-filter-list="de">het «advies»</a>. <!-- l10n:note -->'
    write_page(folder, "a", text, "Nog&nbsp;iets")
    project = Project.open(folder / "pyproject.toml")
    first = Reader(project).page(project.articles[0])
    assert first.units
    assert first.warnings

    def refuse(*_args: object, **_words: object) -> None:
        raise AssertionError("The page was read again.")

    monkeypatch.setattr("l10n.formats.html.read", refuse)
    assert Reader(project).page(project.articles[0]) == first


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0 cut off"])
def test_a_damaged_store_costs_time_only(folder: Path, damage: bytes) -> None:
    project = Project.open(folder / "pyproject.toml")
    first = Reader(project).page(project.articles[0])
    (folder / ".l10n" / "pages.sqlite3").write_bytes(damage)
    assert Reader(project).page(project.articles[0]) == first
    assert Reader(project).page(project.articles[0]) == first


def export(folder: Path, *, dry_run: bool = False) -> list[Outcome]:
    reader = Reader(Project.open(folder / "pyproject.toml", keeps=not dry_run))
    found = [export_page(reader, article, EN, dry_run=dry_run).outcome for article in reader.project.articles]
    reader.memo.save()
    return found


@pytest.fixture
def published(folder: Path) -> Path:
    """A project whose two pages stand in the output folder."""
    write_page(folder, "b", "Slaap goed.", "Beweeg elke dag buiten.")
    merge(folder)
    translate(folder, "a")
    translate(folder, "b")
    assert export(folder) == [Outcome.PUBLISHED, Outcome.PUBLISHED]
    return folder


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_page_that_stands_as_it_was_written_is_not_made_again(
    published: Path, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    def refuse(*_args: object, **_words: object) -> None:
        raise AssertionError("nothing changed, nothing is to be made")

    monkeypatch.setattr("l10n.workflow.export.render", refuse)
    assert export(published, dry_run=dry_run) == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_page_that_somebody_changed_is_made_again(published: Path) -> None:
    page = published / "public" / "en" / "a.html"
    written = page.read_bytes()
    page.write_bytes(written.replace(b"10 MCG", b"90 MCG"))
    assert export(published) == [Outcome.PUBLISHED, Outcome.UNCHANGED]
    assert page.read_bytes() == written
    page.unlink()
    assert export(published) == [Outcome.PUBLISHED, Outcome.UNCHANGED]
    write_page(published, "a", "Drink genoeg water.", "Neem 20 mcg per dag.")
    assert export(published) == [Outcome.WITHDRAWN, Outcome.UNCHANGED]
    assert not page.exists()

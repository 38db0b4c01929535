"""Processes that share a merge make what one makes, file by file and line by line."""

from __future__ import annotations

import os
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.exchange.po import read_po, write_po
from l10n.locales import Locale
from l10n.model import Entry
from l10n.project import Project
from l10n.workflow.merge import Merged, Merger
from l10n.workflow.merge_many import merge_many
from l10n.workflow.reading import Reader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")

LOCALES = [Locale("en"), Locale("fr")]
CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en", "fr"]\n'
SUBJECTS = "Vlees Melk Brood Kaas Spinazie Linzen Noten Vis Eieren Haver".split()
RESTS = "bevat veel ijzer.|bevat geen zout.|geeft 10 mg calcium per dag.|is goed voor <b>botten</b> en spieren.".split(
    "|"
)


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """New catalogs tell the minute they were made in."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def sentence(rng: random.Random) -> str:
    return f"{rng.choice(SUBJECTS)} {rng.choice(RESTS)}"


def paragraph(rng: random.Random) -> str:
    return " ".join(sentence(rng) for _ in range(rng.randint(1, 3)))


def save(folder: Path, articles: dict[str, list[str]]) -> None:
    for path in (folder / "source").glob("*.html"):
        path.unlink()
    for name, paragraphs in articles.items():
        body = "\n".join(f"<p>{text}</p>" for text in paragraphs)
        (folder / "source" / f"{name}.html").write_text(f"<!DOCTYPE html>\n<html lang=nl>\n{body}\n", encoding="utf-8")


def translate(folder: Path, rng: random.Random) -> None:
    """A translator's work of some weeks: most is done, some is a draft, fuzzy, noted or saved by another program."""
    for path in sorted((folder / "locales").glob("*/*.po")):
        catalog = read_po(path)
        write_po(path, replace(catalog, entries=tuple(worked_on(entry, rng) for entry in catalog.entries)))
        if rng.random() < 0.1:
            path.write_bytes(path.read_bytes().replace(b'msgstr "', b'msgstr ""\n"'))
    broken = sorted((folder / "locales").glob("en/*.po"))[rng.randrange(5)]
    if rng.random() < 0.3:
        broken.write_bytes(broken.read_bytes() + b'msgid "no end\n')


def worked_on(entry: Entry, rng: random.Random) -> Entry:
    done = rng.random()
    if done < 0.1 or entry.target:
        return entry
    note = ("van een mens",) if done > 0.9 else ()
    return entry._replace(target=entry.source.replace("e", "é"), fuzzy=done < 0.2, comments=note)


def revise(articles: dict[str, list[str]], rng: random.Random) -> dict[str, list[str]]:
    """Edits, new texts, and texts and whole articles that move."""
    revised = {name: list(paragraphs) for name, paragraphs in articles.items()}
    for paragraphs in revised.values():
        for _ in range(rng.randint(0, 3)):
            at = rng.randrange(len(paragraphs))
            paragraphs[at] = paragraphs[at].replace("veel", "weinig").replace("10", "100")
        if rng.random() < 0.5:
            paragraphs.insert(rng.randrange(len(paragraphs)), paragraph(rng))
    names = sorted(revised)
    for _ in range(3):
        giver, taker = rng.sample(names, 2)
        if len(revised[giver]) > 2:
            revised[taker].append(revised[giver].pop())
    revised["nieuw"] = revised.pop(rng.choice(names[:3]))
    whole = revised[names[-1]]
    revised["helft"], revised[names[-1]] = whole[: len(whole) // 2 + 1], whole[len(whole) // 2 + 1 :] or ["Kort."]
    return revised


def merged(folder: Path, processes: int, *, dry_run: bool = False) -> list[str | Merged]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _process: set(range(processes)))
        patch.setattr(os, "fsync", lambda _handle: None)
        patch.setattr("l10n.workflow.merge_many.MANY", 2)
        reader = Reader(Project.open(folder / "pyproject.toml", keeps=not dry_run))
        merger = Merger(reader)
        found = list(merge_many(merger, reader.project.articles, LOCALES, dry_run=dry_run))
        if not dry_run:
            merger.finish()
            reader.memo.save()
        return [str(one).replace(str(folder), "") if isinstance(one, L10nError) else one for one in found]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("locales/**/*.po"))}


def site(folder: Path, seed: int) -> Path:
    """A project whose articles were revised since its catalogs were merged."""
    rng = random.Random(seed)
    (folder / "source").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    articles = {f"a{number}": [paragraph(rng) for _ in range(rng.randint(3, 8))] for number in range(9)}
    save(folder, articles)
    merged(folder, 1)
    translate(folder, rng)
    merged(folder, 1)
    save(folder, revise(articles, rng))
    return folder


@pytest.mark.parametrize("seed", range(20))
def test_many_processes_merge_as_one(tmp_path: Path, seed: int) -> None:
    one, many = site(tmp_path / "one", seed), site(tmp_path / "many", seed)
    assert files(one) == files(many)
    assert merged(many, 3, dry_run=True) == merged(one, 1, dry_run=True)
    assert files(one) == files(many)
    assert merged(many, 3) == merged(one, 1)
    assert files(one) == files(many)
    before = files(many)
    assert not any(result.changed for result in merged(many, 3) if isinstance(result, Merged))
    assert files(many) == before


def test_a_catalog_that_is_saved_meanwhile_keeps_what_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site(tmp_path / "site", 3)
    path = max((folder / "locales" / "fr").glob("*.po"))
    write = Merger._remember

    def remember(merger: Merger, *given: object) -> None:
        """Somebody saves a catalog of the last article while the first is merged."""
        if path.stem not in str(given[0]):
            catalog = read_po(path)
            if not any("saved meanwhile" in entry.comments for entry in catalog.entries):
                first, *others = catalog.entries
                write_po(path, replace(catalog, entries=(first._replace(comments=("saved meanwhile",)), *others)))
        write(merger, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Merger, "_remember", remember)
    merged(folder, 3)
    assert b"# saved meanwhile\n" in path.read_bytes()


@pytest.mark.parametrize("processes", [1, 3])
def test_an_article_that_is_saved_while_it_is_merged_is_merged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    folder = site(tmp_path / "site", 4)
    page = max((folder / "source").glob("*.html"))
    merge, calls = Merger.merge, []

    def save_and_merge(merger: Merger, *given: object, **more: object) -> Merged:
        calls.append(given)
        if len(calls) == 3:  # all pages have been read for what left them
            page.write_text(page.read_text("utf-8") + "<p>Later geschreven.</p>\n", encoding="utf-8")
        return merge(merger, *given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Merger, "merge", save_and_merge)
        merged(folder, processes)
    merged(folder, processes)
    catalog = folder / "locales" / "en" / f"{page.stem}.po"
    assert 'msgid "Later geschreven."' in catalog.read_text("utf-8")


@pytest.mark.parametrize("processes", [1, 3])
def test_a_catalog_that_is_put_back_while_others_are_merged_is_merged_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    folder = site(tmp_path / "site", 5)
    merged(folder, processes)
    first, *_, last = sorted((folder / "source").glob("*.html"))
    first.write_text(first.read_text("utf-8") + "<p>Nog iets.</p>\n", encoding="utf-8")
    last.write_text(last.read_text("utf-8") + "\n", encoding="utf-8")
    path = folder / "locales" / "fr" / f"{last.stem}.po"
    whole, remember, saved = read_po(path), Merger._remember, []

    def save_and_remember(merger: Merger, *given: object) -> None:
        if not saved:
            write_po(path, replace(whole, version="", entries=whole.entries[:1]))
            saved.append(path)
        remember(merger, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Merger, "_remember", save_and_remember)
        merged(folder, processes)
    merged(folder, processes)
    assert {entry.key for entry in whole.active} <= {entry.key for entry in read_po(path).active}


def test_an_article_that_is_refused_keeps_no_other_from_its_merge(tmp_path: Path) -> None:
    one, many = site(tmp_path / "one", 6), site(tmp_path / "many", 6)
    for folder in (one, many):
        sorted((folder / "source").glob("*.html"))[4].write_bytes(b"\x89PNG")
    found = merged(many, 3)
    assert found == merged(one, 1)
    assert len([result for result in found if isinstance(result, str)]) == len(LOCALES)
    assert sum(result.changed for result in found if isinstance(result, Merged)) > 10

"""Projects whose texts move between articles, and runs that are stopped in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.exchange.po import read_po, write_po
from l10n.locales import Locale
from l10n.model import Entry
from l10n.project import Project
from l10n.workflow.build import build
from l10n.workflow.extract import extract
from l10n.workflow.merge import Merger
from l10n.workflow.merge_many import merge_many
from l10n.workflow.reading import Reader

LOCALES = [Locale("en"), Locale("fr")]
CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en", "fr"]\n'
FOODS = "Vlees Melk Brood Kaas Spinazie Linzen Noten Vis Eieren Haver Rijst Thee".split()


def texts(*foods: int) -> list[str]:
    return [f"{FOODS[food]} bevat {food + 2} mg ijzer per dag. Het is goed voor <b>botten</b>." for food in foods]


def edited(paragraphs: list[str]) -> list[str]:
    """Each with another sentence, as it stands in another article."""
    return [text.replace("goed voor", "heel goed voor") for text in paragraphs]


Articles = dict[str, list[str]]
MOVES: dict[str, tuple[Articles, Articles]] = {
    "renamed": (
        {"b": texts(0, 1, 2), "c": texts(3, 4)},
        {"a": texts(0, 1, 2), "c": [*texts(3, 4), "Nieuw."]},
    ),
    "renamed and edited": (
        {"b": texts(0, 1, 2, 3), "c": texts(4, 5)},
        {"z": [*texts(0, 1), *edited(texts(2, 3))], "c": texts(4)},
    ),
    "split": ({"b": texts(0, 1, 2, 3, 4, 5)}, {"b": texts(0, 1, 2), "z": [*texts(3, 4), *edited(texts(5))]}),
    "split before": ({"b": texts(0, 1, 2, 3, 4, 5)}, {"b": texts(0, 1, 2), "a": [*texts(3, 4), *edited(texts(5))]}),
    "split and gone": ({"b": texts(0, 1, 2, 3, 4, 5)}, {"a": texts(0, 1, 2), "c": texts(3, 4, 5), "d": texts(6)}),
    "joined": ({"a": texts(0, 1, 2), "b": texts(2, 3, 4)}, {"a": texts(0, 1, 2, 3, 4)}),
    "joined behind": ({"a": texts(0, 1, 2), "b": texts(2, 3, 4)}, {"b": texts(0, 1, 2, 3, 4)}),
    "moved": ({"a": texts(0, 1), "b": texts(2, 3), "c": texts(4)}, {"a": texts(0), "b": texts(2, 3), "c": texts(4, 1)}),
    "moved on": ({"a": texts(0, 1), "b": texts(2, 3), "c": texts(4, 5)}, {"a": texts(0, 3), "b": texts(2, 5), "c": texts(4, 1)}),
    "exchanged": ({"a": texts(0, 1, 2), "b": texts(3, 4, 5)}, {"a": texts(3, 4, 5), "b": edited(texts(0, 1, 2))}),
}  # fmt: skip
SOME = {name: MOVES[name] for name in ("renamed and edited", "split and gone", "joined")}


def save(folder: Path, articles: Articles) -> None:
    (folder / "source").mkdir(parents=True, exist_ok=True)
    pages = {folder / "source" / f"{name}.html": paragraphs for name, paragraphs in articles.items()}
    for path in (folder / "source").glob("*.html"):
        if path not in pages:
            path.unlink()
    for path, paragraphs in pages.items():
        body = "\n".join(f"<p>{text}</p>" for text in paragraphs)
        page = f"<!DOCTYPE html>\n<html lang=nl>\n{body}\n"
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            path.write_text(page, encoding="utf-8")


def site(folder: Path, before: Articles, after: Articles) -> Path:
    """A project whose articles were revised since its catalogs were merged and translated."""
    save(folder, before)
    (folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    merge(folder)
    for path in sorted((folder / "locales").glob("*/*.po")):
        edit(path, lambda entry: entry._replace(target=entry.source.replace("e", "é"), comments=("van een mens",)))
    merge(folder)
    save(folder, after)
    return folder


def edit(path: Path, change: Callable[[Entry], Entry]) -> None:
    catalog = read_po(path)
    write_po(path, replace(catalog, entries=tuple(map(change, catalog.entries))))


def merge(folder: Path, *names: str, locales: list[Locale] = LOCALES, dry_run: bool = False) -> list[str]:
    """What `l10n merge` does; return what was removed."""
    reader = Reader(Project.open(folder / "pyproject.toml", keeps=not dry_run))
    if not dry_run:
        list(extract(reader, reader.project.articles))
    merger = Merger(reader)
    found = list(merge_many(merger, reader.project.select_articles(names), locales, dry_run=dry_run))
    is_well = not any(isinstance(one, L10nError) for one in found)
    removed = merger.finish() if is_well and not names and not dry_run else []
    reader.memo.save()
    return removed


def build_all(folder: Path) -> list[str]:
    """What `l10n build` does."""
    reader = Reader(Project.open(folder / "pyproject.toml"))
    list(build(reader, reader.project.articles, LOCALES, failed=lambda _error: None))
    return []


class Stop(BaseException):
    """The end of a run, wherever it was."""


def stopped(folder: Path, steps: int, run: Callable[[Path], object] = merge) -> bool:
    """Let a run take so many steps (files that are written or removed) and no more; False where it came to its end."""
    left = [steps]

    def step(function: Callable[..., object]) -> Callable[..., object]:
        def take(*given: object, **more: object) -> object:
            if not left[0]:
                raise Stop
            left[0] -= 1
            return function(*given, **more)

        return take

    with pytest.MonkeyPatch.context() as patch:
        for name in ("merge.write_bytes", "moves.write_bytes", "moves.remove", "unfinished.remove", "memo.write_bytes"):
            module, _, function = f"l10n.workflow.{name}".rpartition(".")
            patch.setattr(f"{module}.{function}", step(getattr(__import__(module, fromlist=["x"]), function)))
        try:
            run(folder)
        except Stop:
            return True
    return False


def files(folder: Path) -> dict[str, bytes]:
    found = sorted((folder / "locales").rglob("*.po*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def kept(folder: Path) -> list[Path]:
    return sorted((folder / ".l10n/unfinished").glob("*"))


def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that do not wait for the disk, and each of which happens at a moment of its own."""
    moments = iter(range(1790000000, 1800000000, 60))
    monkeypatch.setattr("l10n.workflow.catalogs._now", lambda: f"moment {next(moments)}")
    monkeypatch.setattr("os.fsync", lambda _handle: None)


def dateless(found: dict[str, bytes]) -> dict[str, bytes]:
    """Without the moment each file was made at, which no two runs share."""
    return {
        name: b"\n".join(line for line in data.split(b"\n") if not line.startswith(b'"PO-Revision-Date'))
        for name, data in found.items()
    }


def every_stop(
    tmp_path: Path, moved: tuple[Articles, Articles], run: Callable[[Path], object]
) -> Iterator[tuple[Path, dict[str, bytes]]]:
    """The project after a run that was stopped at each of its steps, and the catalogs of an undisturbed one."""
    whole = site(tmp_path / "whole", *moved)
    run(whole)
    assert not kept(whole)
    for steps in range(100):
        folder = site(tmp_path / str(steps), *moved)
        if not stopped(folder, steps, run):
            assert steps > 3
            return
        yield folder, files(whole)
    raise AssertionError("it never ended")

"""A merge that is stopped, and one after it, make what one undisturbed merge makes, wherever texts moved to."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.exchange.po import read_po
from l10n.model import Entry
from l10n.project import Project
from l10n.workflow.merge import Merged, Merger
from l10n.workflow.merge_many import merge_many
from l10n.workflow.reading import Reader
from tests.moving_site import (
    LOCALES,
    MOVES,
    SOME,
    Articles,
    build_all,
    dateless,
    edit,
    edited,
    every_stop,
    files,
    kept,
    merge,
    save,
    site,
    stopped,
    texts,
    without_waiting,
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_waiting(monkeypatch)


@pytest.mark.parametrize("run", [merge, build_all])
@pytest.mark.parametrize("moved", MOVES.values(), ids=MOVES)
def test_two_runs_make_what_one_makes(
    tmp_path: Path, moved: tuple[Articles, Articles], run: Callable[[Path], object]
) -> None:
    for folder, whole in every_stop(tmp_path, moved, run):
        run(folder)
        assert dateless(files(folder)) == dateless(whole)
        assert not kept(folder)
        before = files(folder)
        run(folder)
        assert files(folder) == before


@pytest.mark.parametrize("moved", SOME.values(), ids=SOME)
def test_three_runs_make_what_one_makes(tmp_path: Path, moved: tuple[Articles, Articles]) -> None:
    for number, (folder, whole) in enumerate(every_stop(tmp_path, moved, merge)):
        stopped(folder, (number * 7) % 5)
        merge(folder)
        assert dateless(files(folder)) == dateless(whole)


@pytest.mark.parametrize("alone", range(2))
@pytest.mark.parametrize("moved", SOME.values(), ids=SOME)
def test_an_article_that_is_merged_alone_in_between_changes_nothing(
    tmp_path: Path, moved: tuple[Articles, Articles], alone: int
) -> None:
    for folder, whole in every_stop(tmp_path, moved, merge):
        if not kept(folder):
            continue
        merge(folder, sorted(moved[1])[-alone])
        merge(folder, locales=LOCALES[1:])
        merge(folder)
        assert dateless(files(folder)) == dateless(whole)


@pytest.mark.parametrize("moved", MOVES.values(), ids=MOVES)
def test_a_run_that_ended_with_an_error_is_finished_by_the_next(
    tmp_path: Path, moved: tuple[Articles, Articles]
) -> None:
    whole, folder = site(tmp_path / "whole", *moved), site(tmp_path / "folder", *moved)
    removed = merge(whole)
    wrong = folder / "source" / "y.html"
    wrong.write_bytes(b"\x89PNG")
    assert merge(folder) == []
    again = files(folder)
    assert merge(folder) == []
    assert files(folder) == again
    wrong.unlink()
    assert merge(folder) == removed
    assert dateless(files(folder)) == dateless(files(whole))


def catalogs(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "locales").glob("*/*.po"))


def said(folder: Path, locale: str) -> set[str]:
    """Every translation that stands in a catalog, in use or not."""
    found = (read_po(path) for path in (folder / "locales" / locale).glob("*.po"))
    return {entry.target for catalog in found for entry in catalog.entries if entry.target}


@pytest.mark.parametrize("moved", MOVES.values(), ids=MOVES)
def test_what_a_person_saved_in_between_is_never_lost(tmp_path: Path, moved: tuple[Articles, Articles]) -> None:
    for folder, whole in every_stop(tmp_path, moved, merge):
        for name in catalogs(folder):
            if "/fr/" in name:
                edit(folder / name, by_hand)
        saved = said(folder, "fr")
        merge(folder)
        found = (read_po(folder / name) for name in catalogs(folder) if "/fr/" in name)
        after = "\n".join(f"{entry.target}\n{entry.comments}" for catalog in found for entry in catalog.entries)
        assert all(text in after for text in saved)
        assert [name for name in files(folder) if "/en/" in name] == [name for name in whole if "/en/" in name]


def by_hand(entry: Entry) -> Entry:
    return entry._replace(target=f"by hand: {entry.target}", fuzzy=True)


@pytest.mark.parametrize("moved", SOME.values(), ids=SOME)
def test_a_catalog_that_a_person_worked_on_in_between_does_not_hold_up_the_move(
    tmp_path: Path, moved: tuple[Articles, Articles]
) -> None:
    for folder, whole in every_stop(tmp_path, moved, merge):
        articles = {f"locales/fr/{name}.po" for name in moved[1]}
        for name in articles & set(catalogs(folder)):
            edit(folder / name, lambda entry: entry._replace(comments=(*entry.comments, "seen")))
        merge(folder)
        assert catalogs(folder) == sorted(name for name in whole if name.endswith(".po"))
        assert texts_in_use(files(folder)) >= texts_in_use(whole)


def texts_in_use(found: dict[str, bytes]) -> set[tuple[str, bytes]]:
    return {
        (name, line)
        for name, data in found.items()
        for line in data.split(b"\n")
        if line.startswith(b"msgstr") and not name.endswith("t")
    }


def test_what_a_person_made_doubtful_stays_so(tmp_path: Path) -> None:
    for folder, _whole in every_stop(tmp_path, MOVES["renamed"], merge):
        path = folder / "locales/fr/a.po"
        if not path.exists():
            continue
        edit(path, lambda entry: entry._replace(fuzzy=True))
        merge(folder)
        assert all(entry.fuzzy for entry in read_po(path).active)
        assert not (folder / "locales/fr/b.po").exists()


def test_a_donor_that_a_person_removed_in_between_is_judged_as_it_stood(tmp_path: Path) -> None:
    for folder, whole in every_stop(tmp_path, MOVES["split and gone"], merge):
        if kept(folder):
            for locale in LOCALES:
                path = folder / "locales" / locale / "b.po"
                if (folder / ".l10n/unfinished" / locale).exists():
                    path.unlink(missing_ok=True)
            merge(folder)
            assert {name: data for name, data in dateless(files(folder)).items() if "b.po" not in name} == {
                name: data for name, data in dateless(whole).items() if "b.po" not in name
            }


def test_an_article_that_is_renamed_again_in_between_takes_everything_along(tmp_path: Path) -> None:
    for folder, _whole in every_stop(tmp_path, MOVES["renamed"], merge):
        translated = {locale: said(folder, locale) for locale in LOCALES}
        (folder / "source/a.html").rename(folder / "source/d.html")
        merge(folder)
        assert catalogs(folder) == ["locales/en/c.po", "locales/en/d.po", "locales/fr/c.po", "locales/fr/d.po"]
        assert {locale: said(folder, locale) for locale in LOCALES} == translated


@pytest.mark.parametrize("moved", MOVES.values(), ids=MOVES)
def test_articles_that_are_put_back_in_between_lose_nothing(tmp_path: Path, moved: tuple[Articles, Articles]) -> None:
    for folder, _whole in every_stop(tmp_path, moved, merge):
        is_kept = any(path.name == "fr" for path in kept(folder))
        save(folder, moved[0])
        merge(folder)
        for name, paragraphs in moved[0].items() if is_kept else ():
            found = read_po(folder / "locales/fr" / f"{name}.po")
            assert [entry.target for entry in found.active] == [
                entry.source.replace("e", "é") for entry in found.active
            ]
            assert not any(entry.fuzzy for entry in found.active)
            assert len(found.active) == len(paragraphs)


@pytest.mark.parametrize("harm", ["gone", "garbage", "short", "other", "writes"])
@pytest.mark.parametrize("moved", SOME.values(), ids=SOME)
def test_what_was_kept_and_cannot_be_read_does_no_harm(
    tmp_path: Path, moved: tuple[Articles, Articles], harm: str
) -> None:
    for folder, _whole in every_stop(tmp_path, moved, merge):
        translated = {locale: said(folder, locale) for locale in LOCALES}
        for path in kept(folder):
            data = path.read_bytes()
            if path.suffix == ".writes":
                path.write_bytes(b"\xff[]\n[1]\n" + data[:-9] if harm == "writes" else data)
            elif harm != "writes":
                path.unlink()
                if harm != "gone":
                    broken = {
                        "garbage": b"\x00\xff" * 99,
                        "short": data[:-9],
                        "other": zlib.compress(b'{"stood": [1]}'),
                    }
                    path.write_bytes(broken[harm])
        merge(folder)
        assert all(translated[locale] <= said(folder, locale) for locale in LOCALES)
        before = files(folder)
        merge(folder)
        assert files(folder) == before


@pytest.mark.parametrize("moved", SOME.values(), ids=SOME)
def test_a_dry_run_in_between_writes_nothing_and_tells_what_will_be(
    tmp_path: Path, moved: tuple[Articles, Articles]
) -> None:
    for folder, whole in every_stop(tmp_path, moved, merge):
        before = files(folder), [path.read_bytes() for path in kept(folder)]
        told = changes(folder, dry_run=True)
        assert (files(folder), [path.read_bytes() for path in kept(folder)]) == before
        assert changes(folder, dry_run=False) == told
        merge(folder)
        assert dateless(files(folder)) == dateless(whole)


def changes(folder: Path, *, dry_run: bool) -> list[Merged | L10nError]:
    reader = Reader(Project.open(folder / "pyproject.toml", keeps=not dry_run))
    return [
        merged._replace(digest="") if isinstance(merged, Merged) else merged
        for merged in merge_many(Merger(reader), reader.project.articles, LOCALES, dry_run=dry_run)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")
@pytest.mark.parametrize("moved", SOME.values(), ids=SOME)
def test_processes_that_share_a_stopped_run_leave_as_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: tuple[Articles, Articles]
) -> None:
    more = [
        {name: texts(number) for number, name in enumerate(("p", "q", "r"), 8)},
        {"p": ["Kort."], "q": texts(11), "r": texts(10)},
    ]
    moved = (moved[0] | more[0], moved[1] | more[1])
    monkeypatch.setattr("l10n.workflow.merge_many.MANY", 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1, 2})
    for folder, whole in every_stop(tmp_path, moved, merge):
        merge(folder)
        assert dateless(files(folder)) == dateless(whole)


def test_nothing_is_kept_where_nothing_moves(tmp_path: Path) -> None:
    articles = {"a": texts(0, 1), "b": texts(2, 3), "c": texts(4)}
    folder = site(tmp_path, articles, {"a": edited(texts(0, 1)), "b": texts(2), "c": texts(4, 5)})
    assert stopped(folder, 3)
    assert not kept(folder)

"""A merge that is stopped, and one after it, make what one undisturbed merge makes, wherever texts moved to."""

from __future__ import annotations

import sys
import zlib
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
from l10n.workflow.merge import Merged, Merger
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


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
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


@pytest.mark.parametrize("waiting", ["a", "z"])
def test_a_text_that_waits_elsewhere_gets_the_translation_that_its_edited_twin_leaves(
    tmp_path: Path, waiting: str
) -> None:
    def ready(folder: Path) -> Path:
        save(folder, {"m": texts(0, 1), waiting: texts(1, 2)})
        (folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
        merge(folder)
        for path in (folder / "locales").glob("*/m.po"):
            edit(path, lambda entry: entry._replace(target=entry.source.replace("e", "é")))
        merge(folder)
        save(folder, {"m": [*texts(0), *edited(texts(1))], waiting: texts(1, 2)})
        return folder

    whole = ready(tmp_path / "whole")
    merge(whole)
    for locale in ("en", "fr"):
        found = read_po(whole / "locales" / locale / f"{waiting}.po")
        assert [bool(entry.target) for entry in found.entries] == [True, False]
    made = files(whole)
    merge(whole)
    assert files(whole) == made
    for steps in range(100):
        folder = ready(tmp_path / str(steps))
        is_stopped = stopped(folder, steps)
        merge(folder)
        assert dateless(files(folder)) == dateless(made)
        if not is_stopped:
            return


def test_a_text_that_was_removed_is_found_though_it_still_stands_there_in_another_context(tmp_path: Path) -> None:
    config = CONFIG + '[tool.l10n.html]\ncontext = { "b:only-child" = "menu" }\n'
    save(tmp_path, {"a": [*texts(0, 1), "<b>Thee</b>", "Thee"], "z": texts(2)})
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    merge(tmp_path)
    for path in (tmp_path / "locales").glob("*/a.po"):
        edit(path, lambda entry: entry._replace(target="Tea" if not entry.context else "The tea"))
    save(tmp_path, {"a": [*texts(0, 1), "<b>Thee</b>"], "z": texts(2)})
    merge(tmp_path)
    save(tmp_path, {"a": [*texts(0), "<b>Thee</b>"], "z": [*texts(2), "Thee"]})
    merge(tmp_path)
    made = files(tmp_path)
    assert [entry.target for entry in read_po(tmp_path / "locales/en/z.po").entries] == ["", "Tea"]
    merge(tmp_path)
    assert files(tmp_path) == made


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


def test_an_article_says_which_catalog_it_waits_for(tmp_path: Path) -> None:
    folder = site(tmp_path, *MOVES["split"])
    broken = folder / "locales/en/b.po"
    broken.write_bytes(broken.read_bytes() + b'msgid "no end\n')
    before = files(folder)
    reader = Reader(Project.open(folder / "pyproject.toml"))
    errors = [one for one in merge_many(Merger(reader), reader.project.articles, LOCALES) if isinstance(one, L10nError)]
    assert [error.where.partition(":")[0] for error in errors] == ["locales/en/b.po", "locales/en/z.po"]
    assert errors[0].where in errors[1].message
    assert {name: data for name, data in files(folder).items() if "/en/" in name} == {
        name: data for name, data in before.items() if "/en/" in name
    }

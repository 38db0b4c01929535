"""A page and its translation: what belongs together is found, what does not is never filled in."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from l10n.bitext import Bitext, align_pages
from l10n.inline import is_compatible, plain
from l10n.model import Unit
from tests import growth

HERE = Path(__file__).parent
LOCALES = ("en", "de", "fr", "ar")


def _articles(file: str) -> dict[str, list[list[str]]]:
    articles: dict[str, list[list[str]]] = {}
    for line in (HERE / file).read_text("utf-8").splitlines()[1:]:
        if line.startswith("# "):
            units = articles.setdefault(line[2:], [])
        elif line:
            units.append(line.split("|"))
    return articles


def _cases() -> dict[str, list[list[str]]]:
    cases: dict[str, list[list[str]]] = {}
    _, *parts = (HERE / "cases.txt").read_text("utf-8").split("\n# ")
    for part in parts:
        title, *lines = part.strip().splitlines()
        cases[title] = [[field.strip() for field in line.split("|")] for line in lines if line.strip()]
    return cases


ARTICLES, HELD_OUT, CASES = _articles("pages.txt"), _articles("heldout.txt"), _cases()
FRAME = ARTICLES["bloeddruk"]


def sides(name: str, locale: str) -> tuple[list[Unit], list[Unit]]:
    column = 2 + LOCALES.index(locale)
    rows = (ARTICLES | HELD_OUT)[name]
    return [Unit(row[1], kind=row[0]) for row in rows], [Unit(row[column], kind=row[0]) for row in rows]


def filled(bitext: Bitext) -> dict[str, str]:
    assert all(is_compatible(pair.source.source, pair.target) for pair in bitext.pairs if not pair.doubt)
    return {pair.source.source: pair.target for pair in bitext.pairs if not pair.doubt}


def wrong(bitext: Bitext, name: str, locale: str) -> dict[str, str]:
    """What was filled in and is not the translation."""
    truth = {row[1]: row[2 + LOCALES.index(locale)] for row in (ARTICLES | HELD_OUT)[name]}
    return {source: target for source, target in filled(bitext).items() if plain(truth[source]) != plain(target)}


@pytest.mark.parametrize("title", CASES)
def test_case(title: str) -> None:
    half = len(FRAME) // 2
    sources = [Unit(row[1], kind=row[0]) for row in FRAME[:half]]
    targets = [Unit(row[2], kind=row[0]) for row in FRAME[:half]]
    for kind, source, target, _ in CASES[title]:
        mine, _, yours = kind.partition(">")
        sources += [Unit(source, kind=mine)] if source else []
        targets += [Unit(target, kind=yours or mine)] if target else []
    sources += [Unit(row[1], kind=row[0]) for row in FRAME[half:]]
    targets += [Unit(row[2], kind=row[0]) for row in FRAME[half:]]
    done = filled(align_pages(sources, targets))
    for _, source, _, wanted in CASES[title]:
        assert not source or (source in done) == (wanted == "="), source


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ARTICLES)
def test_the_same_page(name: str, locale: str) -> None:
    mine, yours = sides(name, locale)
    bitext = align_pages(mine, yours)
    assert wrong(bitext, name, locale) == {}
    assert len(filled(bitext)) >= 0.93 * len({unit.key for unit in mine})


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ARTICLES)
def test_a_unit_is_missing(name: str, locale: str) -> None:
    mine, yours = sides(name, locale)
    done = 0
    for at in range(len(yours)):
        bitext = align_pages(mine, [*yours[:at], *yours[at + 1 :]])
        assert wrong(bitext, name, locale) == {}, yours[at].source
        done += len(filled(bitext))
    assert done >= 0.8 * len(mine) * (len(mine) - 1)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ARTICLES)
def test_headings_of_another_level(name: str, locale: str) -> None:
    mine, yours = sides(name, locale)
    lower = [unit._replace(kind=f"h{int(unit.kind[1]) + 1}" if unit.kind[0] == "h" else unit.kind) for unit in yours]
    assert len(filled(align_pages(mine, lower))) >= 0.93 * len({unit.key for unit in mine})


@pytest.mark.parametrize("locale", LOCALES)
def test_another_article_fills_nothing(locale: str) -> None:
    for one, other in permutations(ARTICLES, 2):
        bitext = align_pages(sides(one, locale)[0], sides(other, locale)[1])
        assert filled(bitext) == {}, (one, other)
        assert bitext.is_by_chance


def test_articles_written_after_the_rules() -> None:
    """What is filled in is right in 99 of 100 cases, a wrong page gets next to nothing."""
    right = mistaken = possible = 0
    for name in HELD_OUT:
        for locale in LOCALES:
            mine, yours = sides(name, locale)
            for page in (yours, *([*yours[:at], *yours[at + 1 :]] for at in range(len(yours)))):
                bitext = align_pages(mine, page)
                bad = len(wrong(bitext, name, locale))
                right, mistaken = right + len(filled(bitext)) - bad, mistaken + bad
                possible += len(page)
    assert mistaken <= 0.01 * (right + mistaken)
    assert right >= 0.75 * possible
    strays = [
        len(filled(align_pages(sides(one, locale)[0], sides(other, locale)[1])))
        for one, other in permutations(HELD_OUT, 2)
        for locale in LOCALES
    ]
    assert sum(count > 0 for count in strays) <= 0.05 * len(strays)


def test_nothing_beside_something() -> None:
    mine, yours = sides("griep", "en")
    assert align_pages([], []).pairs == ()
    assert len(align_pages(mine, []).missing) == len(mine)
    assert len(align_pages([], yours).extra) == len(yours)


def test_time_grows_with_the_pages_and_not_with_their_square() -> None:
    def pages(times: int) -> Callable[[], object]:
        mine, yours = (
            [
                unit._replace(source=f"{unit.source} {n}")
                for n in range(times)
                for name in ARTICLES
                for unit in sides(name, "en")[side]
            ]
            for side in (0, 1)
        )
        return lambda: align_pages(mine, yours)

    assert growth.exponent(pages, 3, 12) < growth.LIMIT

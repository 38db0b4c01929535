"""Words with an opposite (higher and lower, before and after meals, left and right), and which side a text takes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from l10n.checks.language import fold, forms, load_language, section
from l10n.checks.numbers.model import Quantity
from l10n.checks.numbers.scan import scan
from l10n.checks.polarity import Finder, compile_forms, find_comparisons, find_negations

_MAGNITUDE = "size"
"""The family that a negation turns: not higher may be lower."""


def find_turned(source: str, target: str, *, source_locale: str, target_locale: str) -> Iterator[tuple[str, str]]:
    """Yield the words of the source and of the translation where a sentence took the other side.

    Only where each of the two names one side of a family (`higher`, not `the higher ... the lower`), and where no
    negation or limit may have turned it.
    """
    wanted, found = _sides(source, source_locale), _sides(target, target_locale)
    for family in sorted(wanted.keys() & found.keys()):
        (want, want_words), *others = wanted[family].items()
        (have, have_words), *more = found[family].items()
        if others or more or want == have:
            continue
        if family == _MAGNITUDE and (_is_turned(source, source_locale) or _is_turned(target, target_locale)):
            continue
        yield want_words, have_words


def find_swapped(source: str, target: str, *, source_locale: str, target_locale: str) -> Iterator[tuple[str, str]]:
    """Yield two values that changed places between both sides: mornings 10 mg and evenings 20 mg the other way round."""
    wanted, found = _values(source, source_locale), _values(target, target_locale)
    for unit in sorted(wanted.keys() & found.keys()):
        want, have = wanted[unit], found[unit]
        turned = dict(zip(want, reversed([value for value, _ in want.values()]), strict=True))
        if {side: value for side, (value, _) in have.items()} == turned:
            yield " ... ".join(text for _, text in want.values()), " ... ".join(text for _, text in have.values())


def _is_turned(text: str, locale: str) -> bool:
    return bool(find_negations(text, locale).strong or find_comparisons(text, locale))


@lru_cache(maxsize=4096)
def _sides(text: str, locale: str) -> dict[str, dict[str, str]]:
    """The sides that a text takes, by family, each with the first words that say so."""
    sides: dict[str, dict[str, str]] = {}
    for family, side, words, _ in _find(text, locale):
        sides.setdefault(family, {}).setdefault(side, words)
    return sides


def _find(text: str, locale: str) -> list[tuple[str, str, str, int]]:
    """Family, side, words and place of every word with an opposite."""
    finder = _finder(locale)
    if finder is None:
        return []
    found = ((*group.partition("-")[::2], words, start) for group, words, start, _ in finder.find(fold(text)))
    return [(family, side, words, start) for family, side, words, start in found if side]


@lru_cache(maxsize=64)
def _finder(locale: str) -> Finder | None:
    table = section(load_language(locale).table, "direction")
    return compile_forms({group: forms(value) for group, value in table.items()})


def _values(text: str, locale: str) -> dict[str, dict[str, tuple[Fraction, str]]]:
    """By unit, the value that belongs to each side, where two sides and two values of that unit stand in turns."""
    sides = [(f"{family}-{side}", place) for family, side, _, place in _find(text, locale)]
    if len(sides) != 2 or sides[0][0] == sides[1][0]:
        return {}
    placed: dict[str, list[tuple[Quantity, int]]] = {}
    position = 0
    for quantity in scan(text, locale).quantities:
        place = text.find(quantity.text, position)
        if place < 0:
            return {}
        placed.setdefault(quantity.unit, []).append((quantity, place))
        position = place + len(quantity.text)
    (one, first), (two, second) = sides
    values = {}
    for unit, row in placed.items():
        if len(row) != 2 or row[0][0].value == row[1][0].value:
            continue
        (want, before), (have, after) = row
        if first < before < second < after or before < first < after < second:
            values[unit] = {one: (want.value, want.text), two: (have.value, have.text)}
    return values

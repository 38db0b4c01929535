"""Words with an opposite (higher and lower, before and after meals, left and right), and which side a text takes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from l10n.checks.language import fold, forms, load_language, section
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
    for family in sorted(wanted.keys() & found.keys()):
        want, have = wanted[family], found[family]
        sides = sorted(want)
        turned = dict(zip(sides, reversed([want[side][0] for side in sides]), strict=True))
        if {side: have[side][0] for side in have} == turned:
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
    """The value that belongs to each side, for families whose two sides and two values stand in turns."""
    quantities = scan(text, locale).quantities
    if len(quantities) != 2 or quantities[0].unit != quantities[1].unit or quantities[0].value == quantities[1].value:
        return {}
    places, position = [], 0
    for quantity in quantities:
        position = text.find(quantity.text, position)
        if position < 0:
            return {}
        places.append(position)
        position += len(quantity.text)
    families: dict[str, list[tuple[str, int]]] = {}
    for family, side, _, place in _find(text, locale):
        families.setdefault(family, []).append((side, place))
    values = {}
    for family, sides in families.items():
        if len(sides) != 2 or sides[0][0] == sides[1][0]:
            continue
        (one, first), (two, second) = sides
        if first < places[0] < second < places[1] or places[0] < first < places[1] < second:
            values[family] = {
                side: (quantity.value, quantity.text) for side, quantity in zip((one, two), quantities, strict=True)
            }
    return values

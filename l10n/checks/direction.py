"""Words with an opposite (higher and lower, before and after meals, safe and dangerous), and which side a text takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from l10n.checks.finder import Finder, compile_any, compile_forms
from l10n.checks.language import fold, forms, load_language, section
from l10n.checks.numbers.model import Quantity
from l10n.checks.numbers.scan import scan
from l10n.checks.polarity import find_comparisons, find_negations, is_denied

_TURNING = frozenset(
    ["size", "level", "balance", "course", "speed", "place", "risk", "permit", "advice", "treated", "chewed"]
)
"""The families that a negation turns: not higher may be lower, not safe is dangerous."""
_TIMES = frozenset(["meal", "sleep", "sport", "surgery", "test", "birth"])
"""The families that a negation anywhere may turn: only after is not before."""
_WITH_EXCEPTION = frozenset(["risk", "permit", "advice"])
"""The families that an exception or an end turns as well: allowed only here is forbidden elsewhere."""


class _Sided(NamedTuple):
    """A word that takes a side."""

    family: str
    side: str
    words: str
    start: int


def find_turned(source: str, target: str, *, source_locale: str, target_locale: str) -> Iterator[tuple[str, str]]:
    """Yield the words of the source and of the translation where a sentence took the other side.

    Only where each of the two names one side of a family (`higher`, not `the higher ... the lower`), and where no
    negation, limit or exception may have turned it.
    """
    wanted, found = _sides(source, source_locale), _sides(target, target_locale)
    for family in sorted(wanted.keys() & found.keys()):
        want, *others = wanted[family].values()
        have, *more = found[family].values()
        if others or more or want.side == have.side:
            continue
        if family in _TURNING and _denied(source, source_locale, want) != _denied(target, target_locale, have):
            continue
        if family in _TIMES and _denies(source, source_locale) != _denies(target, target_locale):
            continue
        if family in _WITH_EXCEPTION and any(map(_has_exception, (source, target), (source_locale, target_locale))):
            continue
        yield want.words, have.words


def find_swapped(source: str, target: str, *, source_locale: str, target_locale: str) -> Iterator[tuple[str, str]]:
    """Yield two values that changed places between both sides: mornings 10 mg and evenings 20 mg the other way round."""
    wanted, found = _values(source, source_locale), _values(target, target_locale)
    for unit in sorted(wanted.keys() & found.keys()):
        want, have = wanted[unit], found[unit]
        turned = dict(zip(want, reversed([value for value, _ in want.values()]), strict=True))
        if {side: value for side, (value, _) in have.items()} == turned:
            yield " ... ".join(text for _, text in want.values()), " ... ".join(text for _, text in have.values())


def _denies(text: str, locale: str) -> bool:
    negations = find_negations(text, locale)
    return bool(negations.strong or negations.neutral)


def _denied(text: str, locale: str, word: _Sided) -> tuple[bool, bool]:
    """Whether a text denies anything, and whether it denies this word."""
    denies = _denies(text, locale)
    return denies, denies and is_denied(text, word.start, locale)


def _has_exception(text: str, locale: str) -> bool:
    pattern = _exceptions(locale)
    return pattern is not None and pattern.search(fold(text)) is not None


@lru_cache(maxsize=4096)
def _sides(text: str, locale: str) -> dict[str, dict[str, _Sided]]:
    """The sides that a text takes, by family, each with the first words that say so; a limit of a number is none."""
    limits = " ".join(one.words for one in find_comparisons(text, locale))
    sides: dict[str, dict[str, _Sided]] = {}
    for word in _find(text, locale):
        if not (word.family in _TURNING and re.search(rf"\b{re.escape(word.words)}\b", limits)):
            sides.setdefault(word.family, {}).setdefault(word.side, word)
    return sides


def _find(text: str, locale: str) -> list[_Sided]:
    """Every word with an opposite."""
    finder = _finder(locale)
    if finder is None:
        return []
    found = (_Sided(*group.partition("-")[::2], words, start) for group, words, start, _ in finder.find(fold(text)))
    return [word for word in found if word.side]


@lru_cache(maxsize=64)
def _finder(locale: str) -> Finder | None:
    table = section(load_language(locale).table, "direction")
    return compile_forms({group: forms(value) for group, value in table.items() if group != "except"})


@lru_cache(maxsize=64)
def _exceptions(locale: str) -> re.Pattern[str] | None:
    return compile_any(forms(section(load_language(locale).table, "direction").get("except")))


def _values(text: str, locale: str) -> dict[str, dict[str, tuple[Fraction, str]]]:
    """By unit, the value that belongs to each side, where two sides and two values of that unit stand in turns."""
    words = _find(text, locale)
    if len(words) != 2:
        words = [word for word in words if word.family not in _TURNING]
    sides = [(f"{word.family}-{word.side}", word.start) for word in words]
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

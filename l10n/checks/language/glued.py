"""Number words that a language writes as one (tweehonderdvijftig, dreiundzwanzigste, een-en-twintig), taken apart.

Dutch has more than ten thousand of them; they are read when a text has one, not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from l10n.checks.language.datafile import Table, fold, forms

_Reading: TypeAlias = tuple[Literal["cardinal", "fraction", "ordinal"], Fraction]
_TAIL = 2


class Glue(NamedTuple):
    """The parts that such words are made of, folded."""

    below: Mapping[str, int]
    """Every form below a hundred, made of two words or not."""
    ordinals: Mapping[str, int]
    """The listed forms from 20 to 100: what an ending makes an ordinal of, beside the forms that are taken apart."""
    one: str
    hundred: str
    joiner: str
    """May stand behind the hundred: honderdenvijf."""
    thousand: str
    halves: tuple[str, ...]
    """Endings that add a half to a number up to twenty: tweeënhalf."""
    endings: tuple[str, ...]
    """Endings of ordinals from 20 to 100."""
    tails: frozenset[str]
    """How every such word ends; most words of a text do not."""

    def read(self, form: str) -> _Reading | None:
        """Kind and value of a folded word, or None where it is no such number."""
        if form[-_TAIL:] not in self.tails:
            return None
        for ending in self.endings:
            if form.endswith(ending):
                stem = form[: -len(ending)]
                value = self.ordinals.get(stem) or self.cardinal(stem)
                if 20 <= value <= 100:
                    return "ordinal", Fraction(value)
        for half in self.halves:
            if form.endswith(half) and 0 < self.below.get(form[: -len(half)], 0) <= 20:
                return "fraction", Fraction(2 * self.below[form[: -len(half)]] + 1, 2)
        value = self.cardinal(form)
        return ("cardinal", Fraction(value)) if value else None

    def cardinal(self, form: str) -> int:
        """The value of a folded cardinal, or 0."""
        return self.below.get(form) or self._from_thousand(form) or self._from_hundred(form)

    def _from_thousand(self, form: str) -> int:
        """`tweeduizend`, `vijftienduizend`, `driehonderdduizend`."""
        if not self.thousand or not form.endswith(self.thousand):
            return 0
        head = form[: -len(self.thousand)]
        if not head or head == self.one:
            return 1000
        count = self._hundreds(head[: -len(self.hundred)]) if self.hundred and head.endswith(self.hundred) else 0
        return 1000 * (self.below.get(head) or (100 * count if count < 10 else 0))

    def _from_hundred(self, form: str) -> int:
        """`tweehonderd`, `vijftienhonderd`, `honderdvijf`, `honderdenvijf`."""
        if not self.hundred:
            return 0
        head, found, rest = form.partition(self.hundred)
        count = self._hundreds(head)
        if not found or not count:
            return 0
        below = self.below.get(rest) or self.below.get(rest.removeprefix(self.joiner), 0)
        return 100 * count + below if below or not rest else 0

    def _hundreds(self, head: str) -> int:
        """How many hundreds a word before `hundred` counts, up to nineteen; 0 where it counts none."""
        if not head or head == self.one:
            return 1
        count = self.below.get(head, 0)
        return count if 1 < count < 20 else 0


def glue_of(cardinals: Table, compose: Table) -> Glue | None:
    """The glue of a language, from the tables of its data file; None where it writes such numbers in several words."""
    patterns = tuple(fold(pattern) for pattern in forms(compose.get("glue")))
    if not patterns:
        return None
    listed = [(fold(form), int(key)) for key, value in cardinals.items() for form in forms(value)]
    one, hundred, joiner, thousand = (
        fold(str(compose.get(name, ""))) for name in ("one", "hundred", "joiner", "thousand")
    )
    halves, endings = (tuple(fold(form) for form in forms(compose.get(name))) for name in ("halves", "ordinal"))
    below = {form: value for form, value in listed if 0 < value < 100} | dict(_below_hundred(listed, patterns, one))
    ends = (*below, hundred, thousand, *halves, *endings)
    return Glue(
        below,
        {form: value for form, value in listed if 20 <= value <= 100},
        one,
        hundred,
        joiner,
        thousand,
        halves,
        endings,
        frozenset(end[-_TAIL:] for end in ends if end),
    )


def _below_hundred(listed: list[tuple[str, int]], patterns: tuple[str, ...], one: str) -> Iterator[tuple[str, int]]:
    ones = [(form, value) for form, value in listed if 0 < value < 10] + ([(one, 1)] if one else [])
    tens = [(form, value) for form, value in listed if 20 <= value < 100]
    for pattern in patterns:
        for small, unit in ones:
            for large, ten in tens:
                yield pattern.format(one=small, ten=large), ten + unit

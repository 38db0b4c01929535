"""What becomes of the quantities that found no counterpart: said otherwise, changed, lost or added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.numbers.comparing import MOST
from l10n.checks.numbers.comparing.difference import Difference
from l10n.checks.numbers.comparing.measure import DAY, WEEK, dimension_of, measure
from l10n.checks.numbers.comparing.pairing import Pairing
from l10n.checks.numbers.comparing.side import Side
from l10n.checks.numbers.model import Numbers, Quantity

_ROMAN = re.compile("[IVX]{2,}")
_SMALL = 12
"""Numbers up to this one are often written in words."""


def compare_factors(pairing: Pairing) -> Iterator[Difference]:
    """Doubled must not become halved; where only one text says it in such a word, it says nothing."""
    wanted, found = ([one for one in some if _is_factor(one)] for some in (pairing.wanted[:MOST], pairing.found[:MOST]))
    for want, have in zip(wanted, found, strict=False):
        if "factor" in (want.unit, have.unit):
            yield Difference("value", want.text, have.text)


def compare_roman(pairing: Pairing) -> Iterator[Difference]:
    """Stage II must not become stage III; where only one text has Roman numerals, they may be part of a name."""
    wanted, found = ([one for one in some[:MOST] if _is_roman(one)] for some in (pairing.wanted, pairing.found))
    for want, have in zip(wanted, found, strict=False):
        yield Difference("value", want.text, have.text)


def without_said_otherwise(pairing: Pairing, source: Side, target: Side) -> Pairing:
    """The pairing without what may be missing: `one`, a day that is mentioned, a number that may stand there in words."""
    wanted = [want for want in pairing.wanted if not _may_be_missing(want, source.numbers, target.numbers)]
    found = [have for have in pairing.found if not _may_be_missing(have, target.numbers, source.numbers)]
    if any(want.value == -have.value != 0 for want, have in pairing.pairs):  # five degrees below zero
        wanted, found = [want for want in wanted if want.value], [have for have in found if have.value]
    if any(measure(want) == DAY for want, _ in pairing.pairs):  # around the clock, seven days a week
        wanted = [want for want in wanted if measure(want) not in (DAY, WEEK)]
        found = [have for have in found if measure(have) not in (DAY, WEEK)]
    if not target.language.has_words and not found:
        wanted = [want for want in wanted if not _may_be_spelled(want)]
    if not source.language.has_words and not wanted:
        found = [have for have in found if not _may_be_spelled(have)]
    return Pairing(wanted, found, pairing.pairs)


def compare_unpaired(pairing: Pairing) -> Iterator[Difference]:
    """Yield what changed its unit or its value, and then what only one text has."""
    wanted, found = list(pairing.wanted), list(pairing.found)
    for want in wanted[:MOST]:
        same = next((have for have in found[:MOST] if have.value == want.value), None)
        if same is not None:
            wanted.remove(want)
            found.remove(same)
            yield Difference("unit", want.text, same.text)
    for want, have in zip(wanted, found, strict=False):
        yield Difference("value", want.text, have.text, want.value if _has_same_digits(want, have) else None)
    for want in wanted[len(found) :]:
        yield Difference("lost", want.text)
    for have in found[len(wanted) :]:
        yield Difference("added", "", have.text)


def compare_ones(pairing: Pairing, target: Side) -> Iterator[Difference]:
    """Yield the first digit 1 that the translation does not even say as an article (source 1, part 1)."""
    one = next((want for want in pairing.wanted if _is_lost_one(want, target)), None)
    if one is not None:
        yield Difference("lost-one", one.text)


def _is_factor(quantity: Quantity) -> bool:
    is_number = quantity.unit in ("factor", "times", "") and not quantity.is_ordinal
    return is_number and quantity.is_weak and quantity.value != 1


def _is_roman(quantity: Quantity) -> bool:
    return quantity.is_weak and bool(_ROMAN.fullmatch(quantity.text))


def _may_be_missing(quantity: Quantity, own: Numbers, other: Numbers) -> bool:
    if quantity.is_weak:
        return True
    if quantity.value != 1:  # every 24 hours is a day, where the other text alone says so
        return any(dimension_of(unit) == measure(quantity) for unit in other.periods - own.periods)
    return quantity.unit == "times" or quantity.unit in other.mentions


def _may_be_spelled(quantity: Quantity) -> bool:
    """True for what a language whose number words are unknown may say in words: `twee weken`, `2 weken`."""
    is_word = not any(character.isdigit() for character in quantity.text)
    return is_word or (quantity.value.denominator == 1 and 0 <= quantity.value <= _SMALL)


def _has_same_digits(want: Quantity, have: Quantity) -> bool:
    """True where the translation has the digits of the source with the wrong separators."""
    digits = [character for character in want.text if character.isdigit()]
    return (
        bool(digits)
        and digits == [character for character in have.text if character.isdigit()]
        and want.text[:1].isdigit()
    )


def _is_lost_one(want: Quantity, target: Side) -> bool:
    if want.text != "1" or want.unit or want.link == "of":
        return False
    articles = target.language.lists.get("articles", frozenset())
    is_said = target.says_any(articles) or any(quantity.value == 1 for quantity in target.numbers.quantities)
    return bool(articles) and not is_said

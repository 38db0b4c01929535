"""The order of numbers: `from 100 to 300` is not `from 300 to 100`, and `first 1, then 2` not `first 2, then 1`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias
from unicodedata import combining, normalize

from l10n.checks.numbers.comparing import MOST
from l10n.checks.numbers.comparing.difference import Difference
from l10n.checks.numbers.comparing.measure import Measure, measure
from l10n.checks.numbers.model import Numbers, Quantity

_Row: TypeAlias = Sequence[Quantity]
_Pairs: TypeAlias = Sequence[tuple[Quantity, Quantity]]


def compare_order(pairs: _Pairs, source: Numbers, target: Numbers) -> Iterator[Difference]:
    """Yield the first range, ratio or row that was turned, ranges that became two values, and values that changed places.

    `pairs` are the quantities of source and translation that belong together.
    """
    wanted, found = source.quantities, target.quantities
    turned = _turned_ends(wanted, found) or _crossed(pairs) or _exchanged(source, target)
    if turned is not None:
        yield turned
        return
    yield from _broken_ranges(wanted, found)
    yield from _turned_row(pairs, wanted, found)


def _crossed(pairs: _Pairs) -> Difference | None:
    """`2 tablets, 3 times a day` as `3 tablets, twice a day`: each number has the other's unit."""
    bared: dict[str, dict[Fraction, Quantity]] = {}
    for other, there in pairs:
        if other.unit and not there.unit and not there.is_weak:
            bared.setdefault(other.unit, {}).setdefault(other.value, other)
    for want, have in pairs:
        if not have.unit or want.unit or want.is_weak:
            continue
        found = next((one for value, one in bared.get(have.unit, {}).items() if value != want.value), None)
        if found is not None:
            return Difference("order", f"{want.text}, {found.text}", f"{found.text}, {want.text}")
    return None


def _exchanged(source: Numbers, target: Numbers) -> Difference | None:
    """Two values of a kind, each in the other's clause: men 8 mg, women 15 mg."""
    if source.clauses == 1 or source.clauses != target.clauses:
        return None
    there, here = _by_place(target.quantities), _by_place(source.quantities)
    moved = [one for one in source.quantities[:MOST] if not one.is_weak and _place(one) not in there]
    for want, other in combinations(moved, 2):
        one, two = measure(want), measure(other)
        first, second = there.get((want.clause, two)), there.get((other.clause, one))
        if one[0] != two[0] or first is None or second is None or {_place(first), _place(second)} & here.keys():
            continue
        if not (_is_cognate(want.anchor, second.anchor) or _is_cognate(other.anchor, first.anchor)):
            return Difference("order", f"{want.text}, {other.text}", f"{first.text}, {second.text}")
    return None


def _by_place(row: _Row) -> dict[tuple[int, Measure], Quantity]:
    return {_place(one): one for one in row}


def _place(one: Quantity) -> tuple[int, Measure]:
    return one.clause, measure(one)


def _turned_ends(wanted: _Row, found: _Row) -> Difference | None:
    """A range or ratio that the translation has the other way round only."""
    for link in ("range", "of"):
        there = {_ends(one, two) for one, two in pairwise(found) if one.link == link}
        for one, two in pairwise(wanted):
            ends = _ends(one, two)
            if one.link == link and ends[0] != ends[1] and ends not in there and ends[::-1] in there:
                return Difference("order", f"{one.text} - {two.text}", f"{two.text} - {one.text}")
    return None


def _broken_ranges(wanted: _Row, found: _Row) -> Iterator[Difference]:
    rows = {_ends(one, two) for one, two in pairwise(found) if one.link == "comma"}
    spans = {_ends(one, two) for one, two in pairwise(found)} - rows
    for one, two in pairwise(wanted):
        if one.link == "range" and _ends(one, two) in rows - spans:
            yield Difference("range", f"{one.text} - {two.text}", f"{one.text}, {two.text}")


def _turned_row(pairs: _Pairs, wanted: _Row, found: _Row) -> Iterator[Difference]:
    """Numbers that count the same thing keep their order."""
    place = {id(have): index for index, have in enumerate(found)}
    counterpart = {id(want): have for want, have in pairs if id(have) in place}
    last: dict[str, Quantity] = {}
    for following in wanted:
        later = counterpart.get(id(following))
        if later is None:
            continue
        want = last.get(following.unit)
        last[following.unit] = following
        if want is None or want.value == following.value:
            continue
        have = counterpart[id(want)]
        is_turned = place[id(have)] > place[id(later)] and have.unit == later.unit
        if is_turned and _is_one_row(want, following, later, have):
            yield Difference("order", f"{want.text} ... {following.text}", f"{later.text} ... {have.text}")
            return


def _ends(one: Quantity, two: Quantity) -> tuple[Measure, Measure]:
    return measure(one), measure(two)


def _is_one_row(want: Quantity, following: Quantity, first: Quantity, second: Quantity) -> bool:
    """True where two numbers clearly changed places, and did not just move along with what they count.

    `want` and `following` stand in the source; `first` (equal to `following`) and `second` (equal to `want`) in the
    translation, in that order.
    """
    if "of" in (want.link, first.link) or want.kind == "time":
        return False
    if want.link == "row" and first.link == "row":
        return True
    if want.unit:
        stayed = _is_cognate(want.anchor, first.anchor) or _is_cognate(following.anchor, second.anchor)
        moved = _is_cognate(want.anchor, second.anchor) or _is_cognate(following.anchor, first.anchor)
        return stayed and not moved
    return _same_noun(want.noun, following.noun) and _same_noun(first.noun, second.noun)


def _is_cognate(one: str, other: str) -> bool:
    """True for words that are much alike in two languages (zink and Zink, magnesium and magnésium), and identifiers."""
    one, other = _unaccented(one), _unaccented(other)
    return bool(one) and (one == other or (len(one) > 3 and one[:4] == other[:4]))


def _unaccented(word: str) -> str:
    return "".join(character for character in normalize("NFD", word) if not combining(character))


def _same_noun(one: str, two: str) -> bool:
    """True for `tablet` and `tabletten`, and where only one of two numbers has a noun (1 tablet en 's avonds 2)."""
    if one and two:
        return len(one) > 3 and one[:4] == two[:4]
    return len(one or two) > 4

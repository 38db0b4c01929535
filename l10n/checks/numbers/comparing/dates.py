"""Dates must stay, and must not read as another day in another country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from l10n.checks.numbers.comparing import MOST
from l10n.checks.numbers.comparing.difference import Difference
from l10n.checks.numbers.model import Date, Quantity


def compare_dates(
    source: Sequence[Date], target: Sequence[Date], wanted: list[Quantity], found: list[Quantity]
) -> Iterator[Difference]:
    """Compare dates; one that only one side could read is looked for among the other's numbers, and taken out there."""
    lost, added = list(source), list(target)
    yield from _match(lost, added)
    lost = [date for date in lost[:MOST] if not _take_parts(date, found)]
    added = [date for date in added[:MOST] if not _take_parts(date, wanted)]
    for want, have in zip(lost, added, strict=False):
        yield Difference("date", want.text, have.text)
    for want in lost[len(added) :]:
        yield Difference("lost", want.text)
    for have in added[len(lost) :]:
        yield Difference("added", "", have.text)


def _match(wanted: list[Date], found: list[Date]) -> Iterator[Difference]:
    """Take out of both lists the dates that both have; yield those that read as another day."""
    for want in list(wanted[:MOST]):
        for have in found[:MOST]:
            is_same = (want.year, want.month, want.day) == (have.year, have.month, have.day)
            if not is_same and not _is_ambiguous(want, have):
                continue
            if not is_same:
                yield Difference("ambiguous-date", want.text, have.text)
            wanted.remove(want)
            found.remove(have)
            break


def _is_ambiguous(want: Date, have: Date) -> bool:
    """True where the same digits are another day: the translation's in any case, the source's if only copied."""
    if (want.year, want.month, want.day) != (have.year, have.day, have.month):
        return False
    is_numeric = not any(character.isalpha() for character in have.text)
    return have.swapped or (want.swapped and is_numeric)


def _take_parts(date: Date, numbers: list[Quantity]) -> bool:
    """True where day and year stand among the numbers (the month's name is in a form nobody listed)."""
    parts = [part for part in (date.day, date.year) if part]
    taken: list[Quantity] = []
    for part in parts:
        match = next((number for number in numbers if number.value == part and number not in taken), None)
        if match is None:
            return False
        taken.append(match)
    for number in taken:
        numbers.remove(number)
    return bool(parts)

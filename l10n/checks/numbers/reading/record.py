"""What was read of a text so far; it grows from left to right."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from l10n.checks.numbers.model import Date, Identifier, Numbers, Quantity
from l10n.checks.numbers.reading.cursor import Cursor
from l10n.checks.numbers.reading.links import linked
from l10n.checks.numbers.reading.units import TIME_UNITS, read_period

_CLAUSE_ENDS = frozenset(".;:?!؟؛。；：？！")
_NEAR = 4
"""So many tokens after a number, something is still said about that amount."""


@dataclass(slots=True)
class Record:
    """The numbers of one text as they are found; readers return the position behind what they kept."""

    cursor: Cursor
    quantities: list[Quantity] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Where each quantity begins and ends."""
    dates: list[Date] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    periods: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)

    def add(self, quantity: Quantity, start: int, end: int) -> int:
        """Keep a quantity; return where it ends."""
        self.quantities.append(quantity)
        self.spans.append((start, end))
        return end

    def add_date(self, found: tuple[Date, int] | None) -> int:
        """Keep a date; return where it ends, or 0 where there is none."""
        if found is None:
            return 0
        self.dates.append(found[0])
        return found[1]

    def add_period(self, unit: str, end: int) -> int:
        """Keep a unit of time that follows `per`; return where it ends."""
        self.periods.add(unit)
        self.mentions.add(unit)
        return end

    def read_period(self, position: int) -> int:
        """Keep the period that begins here; return where it ends, or the position itself where there is none."""
        unit, end = read_period(self.cursor, position)
        return self.add_period(unit, end) if unit else position

    def last_before(self, position: int) -> Quantity | None:
        """The quantity that ends right before a position."""
        return self.quantities[-1] if self.quantities and self.spans[-1][1] == position else None

    def take_last(self) -> tuple[Quantity, int]:
        """Take the last quantity back, to make another of it; return it and where it began."""
        return self.quantities.pop(), self.spans.pop()[0]

    def follows_amount(self, position: int) -> bool:
        """True where something is counted just before, as in `2 tablets a day`; `after a week` is a time."""
        return bool(self.spans) and position - _NEAR <= self.spans[-1][1] <= position

    def numbers(self) -> Numbers:
        """Everything that was read, once the text is at its end."""
        ends = [index for index in range(len(self.cursor.tokens)) if self._ends_clause(index)]
        quantities = linked(self.cursor, self.quantities, self.spans)
        return Numbers(
            tuple(
                one._replace(clause=bisect_left(ends, start)) if ends else one
                for one, (start, _) in zip(quantities, self.spans, strict=True)
            ),
            tuple(self.dates),
            tuple(self.identifiers),
            frozenset(self.periods),
            frozenset(self.mentions) | {one.unit for one in self.quantities if one.unit in TIME_UNITS},
            1 + len(ends),
            frozenset(token.low for token in self.cursor.tokens if token.kind == "word"),
        )

    def _ends_clause(self, position: int) -> bool:
        """True for a mark that parts clauses, with more to come."""
        following = self.cursor.at(position + 1)
        return self.cursor.low(position) in _CLAUSE_ENDS and following is not None and not following.is_glued

"""What a text says in numbers: quantities, dates, times, identifiers and periods."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

QuantityKind: TypeAlias = Literal["number", "time"]
Link: TypeAlias = Literal["", "range", "join", "comma", "of", "row"]


class Quantity(NamedTuple):
    """A number as a value: `1.000 µg` in Dutch is 1000 with the unit µg."""

    value: Fraction
    text: str
    """As it is written, for messages."""
    unit: str = ""
    """Canonical name (`µg`, `pmol/l`, `day`), empty for a bare number."""
    kind: QuantityKind = "number"
    """A `time` is a time of day, its value in minutes after midnight."""
    is_weak: bool = False
    """It may be left out or added: `one`, `both`, an article before a unit."""
    others: tuple[Fraction, ...] = ()
    """Other values it can mean: a third is 1/3 or the 3rd, 8 o'clock is 8:00 or 20:00."""
    is_ordinal: bool = False
    sign: str = ""
    """`<`, `>`, `≤` or `≥` before it."""
    is_foreign: bool = False
    """It is not written as this locale writes numbers; `value` is how another locale reads it."""
    before: str = ""
    """The folded word before it."""
    anchor: str = ""
    """The nearest word before it that is long enough to be known again in another language."""
    noun: str = ""
    """The folded word after it, where that is no unit."""
    link: Link = ""
    """How it hangs together with the next quantity."""
    clause: int = 0
    """In which of the clauses of the text it stands, counted from 0."""

    @property
    def values(self) -> tuple[Fraction, ...]:
        return (self.value, *self.others)


class Date(NamedTuple):
    """A date; 0 stands for a part that is not said."""

    year: int
    month: int
    day: int
    text: str
    swapped: bool = False
    """Day and month could change places (both at most 12, written in digits)."""


class Identifier(NamedTuple):
    """Letters with digits that name a thing: B12, PHQ-9, CYP2D6; also telephone numbers."""

    letters: str
    digits: str
    text: str


class Numbers(NamedTuple):
    """Everything a text says in numbers, in its order."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    periods: frozenset[str] = frozenset()
    """Units of time after per, every, a: `day` for `2 a day` and `daily`."""
    mentions: frozenset[str] = frozenset()
    """Every unit of time that is named in any way."""
    clauses: int = 1
    """How many clauses the text has: what full stops, colons and the like part."""
    words: frozenset[str] = frozenset()
    """The folded words; filled where something looks for a word, such as a minus."""


NOTHING = Numbers()

"""A slot: the place in the source that one unit was read from and its translation is written to."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

from l10n.model import Unit


class Place(Enum):
    """What kind of source text a slot holds; it decides how a translation is escaped."""

    TEXT = auto()
    """Running text, with inline codes."""
    RCDATA = auto()
    """The content of title or textarea: references, but no tags."""
    ATTRIBUTE = auto()
    """The value of an attribute, inside its quotes."""
    JSON = auto()
    """The inside of a JSON string literal in a script element."""


class Code(NamedTuple):
    """The source text of one inline code of a unit."""

    text: str
    """The code as the unit has it: `<a1>`, `</a1>`, `<img/>`, `<x1/>`."""
    start: int
    end: int


class Slot(NamedTuple):
    """One occurrence of a unit, by offsets into the decoded source."""

    unit: Unit
    place: Place
    start: int
    end: int
    codes: tuple[Code, ...] = ()
    """In source order; together with the text between them they make up the slot."""
    tail: tuple[tuple[int, int], ...] = ()
    """Comments inside the slot: they follow the translated text."""
    quote: str = ""
    """For an attribute: the quote around the value; empty where it stands bare."""
    preserve: bool = False
    """White space counts."""
    can_wrap: bool = False
    """True where an element may be put around the text: not in drawings, options and halves of elements."""


class Excluded(NamedTuple):
    """A string that a rule keeps from translation."""

    rule: str
    place: str
    start: int
    end: int


make_slot: Callable[
    [tuple[Unit, Place, int, int, tuple[Code, ...], tuple[tuple[int, int], ...], str, bool, bool]], Slot
]
make_slot = partial(tuple.__new__, Slot)
"""A slot out of all its fields, at half of what calling `Slot` costs."""

make_unit: Callable[[tuple[str, str, str, str, str, tuple[str, ...], tuple[str, ...], bool, tuple[str, ...]]], Unit]
make_unit = partial(tuple.__new__, Unit)
"""A unit out of all its fields, likewise."""

make_code: Callable[[tuple[str, int, int]], Code]
make_code = partial(tuple.__new__, Code)
"""A code out of all its fields, likewise."""

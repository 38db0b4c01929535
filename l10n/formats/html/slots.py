"""A slot: the place in the source that one unit was read from and its translation is written to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from enum import Enum, auto
from functools import partial
from typing import Any, NamedTuple

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

_Open: Any = make_dataclass("_Open", [field.name for field in fields(Unit)], slots=True)


def make_unit(
    source: str,
    context: str,
    kind: str,
    section: str,
    anchor: str,
    comments: tuple[str, ...],
    ordered: tuple[str, ...],
    markup: bool,
    locale_filter: tuple[str, ...],
) -> Unit:
    """A unit out of all its fields, at a quarter of what calling `Unit` costs: a tenth of the time of reading a page.

    A frozen class sets every field through `object.__setattr__`; here the object is filled while it is of a class that
    is not frozen but laid out the same.
    """
    unit: Unit = _Open(source, context, kind, section, anchor, comments, ordered, markup, locale_filter)
    object.__setattr__(unit, "__class__", Unit)
    return unit

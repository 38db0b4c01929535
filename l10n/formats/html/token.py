"""The tokens of HTML text, by offsets."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import NamedTuple


class Kind(IntEnum):
    """What a token is."""

    TEXT = auto()
    START = auto()
    END = auto()
    COMMENT = auto()
    """A comment, and everything browsers read as one: doctype, processing instruction, `<!...>`, `</?...>`."""
    RAW = auto()
    """The content of script, style and their like."""
    RCDATA = auto()
    """The content of title and textarea: text with references."""
    CDATA = auto()
    """`<![CDATA[...]]>` in SVG or MathML."""
    JUNK = auto()
    """A tag that the file ends in."""


class Token(NamedTuple):
    """One piece of the text, by offsets."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    """For tags, RAW and RCDATA: the element's name in lower case."""
    foreign: bool = False
    """True in SVG and MathML."""


class Attribute(NamedTuple):
    """One attribute of a start tag, by offsets."""

    name: str
    start: int
    """Where the name begins."""
    value_start: int
    """Inside the quotes; -1 where the attribute has no value."""
    value_end: int
    quote: str
    """`"`, `'` or nothing."""

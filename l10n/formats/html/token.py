"""The tokens of HTML text, by offsets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from l10n.formats.html.tags import Tag


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


Raw: TypeAlias = "tuple[Tag, int, int, str, bool, bool]"
"""A piece of markup and the text behind it, as the tokenizer makes them and the walk takes them: the tag (or what stands
for another kind of token), its start and end, the text up to the next markup, and whether the tag and the text stand in
SVG or MathML. One bare tuple for two tokens: making and taking tokens is a good part of what reading a page costs."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, and where its drawings and formulas are."""

    raw: list[Raw]
    """The first one is the beginning of the file, an empty piece of markup."""
    islands: dict[int, tuple[int, bool]]
    """Index of an `<svg>` or `<math>` start tag in running HTML -> index behind the last piece that belongs to it, and
    whether the text behind that piece stands outside, because the element ends there."""

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens one by one."""
        found: list[Token] = []
        for tag, start, end, behind, is_foreign, is_foreign_behind in self.raw:
            if end > start:
                found.append(Token(tag.kind, start, end, tag.name, is_foreign))
            if behind:
                found.append(Token(Kind.TEXT, end, end + len(behind), "", is_foreign_behind))
        return found


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


make_attribute: Callable[[tuple[str, int, int, int, str]], Attribute]
make_attribute = partial(tuple.__new__, Attribute)
"""An attribute out of all its fields, at half of what calling `Attribute` costs."""

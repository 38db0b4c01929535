"""How tags, their attributes and the text between them are written: the patterns behind the WHATWG tokenizer states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from l10n.formats.html.token import Attribute, Token, make_attribute

_S = r"\t\n\f\r "
_VALUE = rf"\"[^\"]*+\"|'[^']*+'|[^{_S}>\"'][^{_S}>]*+|(?=>)"
_ATTRIBUTE = rf"[^{_S}/>][^{_S}/>=]*+(?:[{_S}]*+=[{_S}]*+(?:{_VALUE})|(?![{_S}]*+=))"
_ATTRIBUTES = re.compile(
    rf"[{_S}/]*+([^{_S}/>][^{_S}/>=]*+)"
    rf"(?:[{_S}]*+=[{_S}]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^{_S}>\"'][^{_S}>]*+)|(?=>))|)"
)
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


class Patterns(NamedTuple):
    """How markup begins and ends."""

    tag: re.Pattern[str]
    """A whole tag; group 1 is the slash of an end tag, group 2 the name."""
    text: re.Pattern[str]
    """How text goes on behind a `<` that begins nothing."""


@lru_cache(maxsize=8)
def patterns(mask: str) -> Patterns:
    """The patterns of a text in which `mask` stands for template code and may begin a tag's name."""
    first = f"a-zA-Z{re.escape(mask)}"
    return Patterns(
        tag=re.compile(rf"<(/?)([{first}][^{_S}/>]*+)(?:[{_S}/]*+{_ATTRIBUTE})*+[{_S}/]*+>"),
        text=re.compile(rf"(?:[^<]++|<(?![{first}!?]|/(?s:.)))++"),
    )


@lru_cache(maxsize=32)
def end_tag(name: str) -> re.Pattern[str]:
    """Where raw text of an element ends."""
    return re.compile(rf"</{re.escape(name)}(?=[{_S}/>])", re.IGNORECASE | re.ASCII)


def attributes(text: str, token: Token) -> tuple[Attribute, ...]:
    """Return the attributes of a start tag in source order; of equal names only the first counts for browsers."""
    start = token.start + 1 + len(token.name)
    if token.end - start < 3:
        return ()
    return tuple(_attributes(text, start, token.end))


def tag_attributes(tag: str, name: str) -> tuple[Attribute, ...]:
    """Return the attributes of a start tag given as text, by offsets into it."""
    return tuple(_attributes(tag, 1 + len(name), len(tag)))


def ascii_lower(name: str) -> str:
    """Lower case by ASCII only, as HTML compares names; the length stays."""
    return name.lower() if name.isascii() else name.translate(_ASCII_LOWER)


def _attributes(text: str, position: int, end: int) -> Iterator[Attribute]:
    for found in _ATTRIBUTES.finditer(text, position, end):
        name, start, which = ascii_lower(found[1]), found.start(1), found.lastindex or 1
        if which == _NAME:
            yield make_attribute((name, start, -1, -1, ""))
        else:
            yield make_attribute((name, start, *found.span(which), _QUOTES[which]))


_NAME, _QUOTES = 1, {2: '"', 3: "'", 4: ""}
"""The groups of the pattern: the name, and the value as it is quoted."""

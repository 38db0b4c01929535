"""Segments: reviewed pairs, and the form in which two of their sources are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from l10n.inline import Tag, parse, render

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A reviewed pair, both sides inline text."""

    source: str
    target: str
    origin: str = ""
    """Where it comes from, for people: a catalog's or a TMX file's path."""


@dataclass(frozen=True, slots=True)
class Match:
    """A reviewed pair that answers a question."""

    source: str
    target: str
    """The reviewed translation, its codes numbered as in the text that was asked for where that is plain."""
    score: float
    """1.0 for the same text with the same codes, otherwise the share of characters in common, a code being one."""
    method: str
    """`exact`, `fuzzy`, or `assembled` from sentences."""
    origin: str = ""


def comparable(source: str) -> str:
    """The source with each code as one private-use character, whatever its number, and references decoded."""
    if "<" not in source and "&" not in source:
        return source
    return "".join(part if isinstance(part, str) else _sign(part) for part in parse(source))


def keywords(form: str) -> list[str]:
    """The words of a comparable form, in lower case, in order."""
    return _WORD.findall(form.lower())


def with_codes_of(text: str, segment: Segment) -> str:
    """The segment's target with its codes named as in `text`, where both sources have the same codes in order."""
    if "<" not in text or "<" not in segment.source:
        return segment.target
    mine = [part for part in parse(segment.source) if isinstance(part, Tag)]
    yours = [part for part in parse(text) if isinstance(part, Tag)]
    if mine == yours or [_sign(tag) for tag in mine] != [_sign(tag) for tag in yours]:
        return segment.target
    names: dict[str, str] = {}
    for old, new in zip(mine, yours, strict=True):
        if names.setdefault(old.name, new.name) != new.name:
            return segment.target
    return render(
        part._replace(name=names.get(part.name, part.name)) if isinstance(part, Tag) else part
        for part in parse(segment.target)
    )


@lru_cache(maxsize=4096)
def _sign(tag: Tag) -> str:
    """A character of the private use area (U+E000 to U+F8FF) for a code of this kind and name, without its number."""
    name = f"{tag.kind}{tag.name.rstrip('0123456789') or tag.name}"
    return chr(0xE000 + crc32(name.encode()) % 6400)

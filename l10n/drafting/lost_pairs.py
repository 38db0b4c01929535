"""Pairs of codes that an engine lost: which they are, and how they are put back around their text."""

from __future__ import annotations

import re

from l10n import inline
from l10n.drafting.mask import MaskError
from l10n.inline import Tag, TagKind


def lost_pairs(source: str, target: str) -> list[tuple[str, str]]:
    """Name and plain text of each pair that is missing altogether in `target` and holds nothing but text."""
    content = inline.parse(source)
    there = {tag.name for tag in inline.tags(target)}
    lost = []
    for index, part in enumerate(content[:-2]):
        text, close = content[index + 1], content[index + 2]
        if (
            isinstance(part, Tag)
            and part.kind is TagKind.OPEN
            and part.name not in there
            and isinstance(text, str)
            and isinstance(close, Tag)
            and close.kind is TagKind.CLOSE
            and text.strip()
        ):
            lost.append((part.name, text))
    return lost


def wrap(target: str, name: str, inner: str) -> str:
    """Put the pair `name` around `inner`, where that stands in one run of `target` exactly once as a word. Raises MaskError."""
    if not inner:
        raise MaskError(f"<{name}> was lost.")
    pattern = re.compile(rf"(?<!\w){re.escape(inner)}(?!\w)", re.IGNORECASE)
    content = inline.parse(target)
    places = [
        (index, match)
        for index, part in enumerate(content)
        if isinstance(part, str)
        for match in pattern.finditer(part)
    ]
    if len(places) != 1:
        raise MaskError(f"<{name}> was lost.")
    index, match = places[0]
    run = match.string
    middle = (run[: match.start()], Tag(name, TagKind.OPEN), match[0], Tag(name, TagKind.CLOSE), run[match.end() :])
    return inline.render([*content[:index], *(part for part in middle if part), *content[index + 1 :]])

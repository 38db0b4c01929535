"""The compiled part of reading a page (`ordinary.pyx`), and what stands in for it where it could not be compiled.

It is a shortcut: without it pages are read just as well, at less than half the speed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

__all__ = ["IS_COMPILED", "has_control", "take_blocks", "take_tags"]

if TYPE_CHECKING:
    from l10n.formats.html.steps import Steps
    from l10n.formats.html.tags import Tag
    from l10n.formats.html.token import Raw

try:
    from l10n.formats.html.ordinary import has_control, take_blocks, take_tags
except ModuleNotFoundError:
    from l10n.formats.html.characters import has_control

    IS_COMPILED = False

    def take_tags(text: str, start: int, known: Mapping[str, Tag], raw: list[Raw]) -> int:
        """Add a piece of markup for every tag from the `<` at an offset on, as long as each is known; see `ordinary`."""
        length = len(text)
        while start < length:
            behind = text.find("<", start + 1)
            inside, closing, after = text[start + 1 : behind if behind >= 0 else length].partition(">")
            tag = known.get(inside) if closing else None
            if tag is None:
                return start
            raw.append((tag, start, start + tag.size, after, False, False))
            start = behind if behind >= 0 else length
        return start

    def take_blocks(walk: Steps, raw: list[Raw], position: int, end: int) -> int:
        """Take nothing: the walk goes over every part."""
        return position

else:
    IS_COMPILED = True

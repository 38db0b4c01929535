"""SVG and MathML inside HTML: where a tokenizer is in foreign content, and where that content ends.

WHATWG HTML, "The rules for parsing tokens in foreign content", with its breakout tags and integration points.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from l10n.formats.html.elements import BREAKOUT, MATH_INTEGRATION, SVG_INTEGRATION, VOID
from l10n.formats.html.token import Kind, Raw

_FONT_BREAKOUT = re.compile(r"[\t\n\f\r /](?:color|face|size)(?=[\t\n\f\r />=])", re.IGNORECASE | re.ASCII)
_DEPTH = 512
"""As deep as browsers nest elements; a search goes no further."""


@dataclass(slots=True)
class Foreign:
    """The open elements from an `<svg>` or `<math>` inwards; changed in place by `open` and `close`."""

    raw: list[Raw]
    """The tokens so far."""
    elements: list[tuple[str, bool]] = field(default_factory=list)
    """Name, and whether the element is an SVG or MathML one."""
    islands: dict[int, tuple[int, bool]] = field(default_factory=dict)
    """Index of the token that begins a drawing or formula -> index behind its last one, and whether it ends with that."""
    begun: int = -1
    outside: Counter[str] = field(default_factory=Counter)
    """How many elements of each name are open among the first `counted` tokens."""
    counted: int = 0

    @property
    def is_inside(self) -> bool:
        """True where the next tag is read by the rules for foreign content."""
        if not self.elements:
            return False
        name, is_foreign = self.elements[-1]
        return is_foreign and name not in SVG_INTEGRATION and name not in MATH_INTEGRATION

    def enter(self, is_end: bool, name: str, tag: str, index: int) -> bool:
        """Follow the tag that will be token `index`; return True where it is one of SVG or MathML."""
        if not is_end:
            return self.open(name, tag, index)
        was_inside = self.is_inside
        if self.elements:
            self.close(name, index)
        return was_inside

    def open(self, name: str, tag: str, index: int) -> bool:
        """Enter the start tag that will be token `index`; return True where it is an SVG or MathML element."""
        breaks_out = name in BREAKOUT or (name == "font" and _FONT_BREAKOUT.search(tag) is not None)
        was_open = bool(self.elements)
        if breaks_out:
            while self.is_inside:
                self.elements.pop()
        is_foreign = name in ("svg", "math") or (self.is_inside and not breaks_out)
        if was_open and not self.elements:
            self._end(index)
            was_open = False
        if not self.elements and not is_foreign:
            return False
        is_empty = tag.endswith("/>") if is_foreign else name in VOID
        if not was_open:
            self.begun = index
            if is_empty:
                self._end(index + 1, is_closed=True)
        if not is_empty:
            self.elements.append((name, is_foreign))
        return is_foreign

    def close(self, name: str, index: int) -> None:
        """Leave what the end tag, token `index`, closes."""
        for position in range(len(self.elements) - 1, max(len(self.elements) - _DEPTH, 0) - 1, -1):
            if self.elements[position][0] == name:
                del self.elements[position:]
                if not self.elements:
                    self._end(index + 1, is_closed=True)
                return
        if name in ("p", "br") or self._is_open_outside(name):
            self.elements.clear()
            self._end(index)

    def finish(self, index: int) -> None:
        """End what is still open where the tokens end."""
        if self.elements:
            self._end(index)

    def _is_open_outside(self, name: str) -> bool:
        """True where an element around the drawing has this name; its end tag ends the drawing too."""
        while self.counted < self.begun:
            tag, _, _, _, is_foreign, _ = self.raw[self.counted]
            self.counted += 1
            if is_foreign or tag.is_void:
                continue
            if tag.kind is Kind.START:
                self.outside[tag.name] += 1
            elif tag.kind is Kind.END and self.outside[tag.name]:
                self.outside[tag.name] -= 1
        return self.outside[name] > 0

    def _end(self, index: int, *, is_closed: bool = False) -> None:
        self.islands[self.begun] = (index, is_closed)

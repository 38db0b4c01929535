"""The open elements at a point of the source, with what their content inherits: a light version of HTML's tree.

It carries flags only (translate, lang, white space, notes); no boundary of a unit depends on it. End tags that HTML
lets authors leave out are implied as in "The rules for parsing tokens"; the rare rest (adoption agency, foster
parents) is not followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from l10n.formats.html.elements import CLOSES_P, HEADINGS, IMPLIED_ENDS, INLINE, OPTIONAL_END, SCOPE

_DEPTH = 512
"""Browsers nest no deeper; a search goes no further, so that hostile input costs linear time."""

_HEAD_CONTENT = frozenset(
    "base basefont bgsound head html link meta noframes noscript script style template title".split()
)
_P = frozenset(["p"])
_ENDED_IN_RUBY = frozenset("p li dd dt option optgroup".split())


@dataclass(frozen=True, slots=True)
class Scope:
    """What the content of an element inherits."""

    excluded: str = ""
    """The rule that keeps the content from translation (`translate=no`); empty where it is translatable."""
    preserve: bool = False
    """White space counts."""
    notes: tuple[str, ...] = ()
    """The author's notes for the translator."""
    locales: tuple[str, ...] = ()
    """`its-locale-filter-list`; a leading `!` turns it round."""
    context: str = ""
    """msgctxt by a project rule."""
    literal: bool = False
    """Inside code, kbd, samp, var or tt."""
    mute: bool = False
    """Text shows nothing here: in SVG outside text, title and desc."""


ROOT = Scope()
Frame: TypeAlias = tuple[str, Scope, int, bool]
"""One open element: its name, the scope inside, where its start tag begins, and whether it stands inside a sentence."""


@dataclass(slots=True)
class Stack:
    """The open elements, the innermost last, in a nameless block. Changed in place by `open` and `close`."""

    frames: list[Frame] = field(default_factory=lambda: [("", ROOT, 0, False)])
    count: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    unclosed: list[tuple[str, int]] = field(default_factory=list)
    """Elements that another end tag closed although their own is required: name and offset."""

    def imply_ends(self, name: str) -> None:
        """Close the elements that a start tag `name` ends without their end tags."""
        count = self.count
        if count["p"] and name in CLOSES_P:
            self._close_within(_P, SCOPE)
        if name in IMPLIED_ENDS:
            self._close_within(*IMPLIED_ENDS[name])
        elif name in HEADINGS and self.frames[-1][0] in HEADINGS:
            self._pop()
        if count["head"] and self.frames[-1][0] == "head" and name not in _HEAD_CONTENT:
            self._pop()

    def ends_in_ruby(self) -> bool:
        """True where a part of a ruby ends the innermost element, which is not inline."""
        name, _, _, is_inline = self.frames[-1]
        return not is_inline and name in _ENDED_IN_RUBY and bool(self.count["ruby"])

    def open(self, name: str, scope: Scope, start: int, *, is_inline: bool) -> None:
        """Enter an element (not a void one)."""
        self.frames.append((name, scope, start, is_inline))
        self.count[name] += 1

    def cut(self, depth: int) -> None:
        """Close everything deeper than `depth`."""
        while len(self.frames) > depth:
            self._pop()

    def is_inline(self, name: str, *, otherwise: bool) -> bool:
        """True where the innermost open element `name` stands inside a sentence; `otherwise` where none is open."""
        return next((inside for open_name, _, _, inside in self._inwards() if open_name == name), otherwise)

    def block(self) -> str:
        """The name of the innermost block; `text` where there is none."""
        name, _, _, is_inline = self.frames[-1]
        if is_inline:
            name = next((name for name, _, _, is_inline in self._inwards() if not is_inline), "")
        return name or "text"

    def close(self, name: str) -> bool:
        """Close the innermost element `name` and all in it; return False where none is open in scope.

        The end of an inline element leaves the blocks inside it open. After the end of body or html, what follows
        still goes into the elements that were open ("after body" in the standard): their end closes nothing.
        """
        if not self.count[name]:
            return False
        if name == "body" or name == "html":
            return True
        frames = self.frames
        if frames[-1][0] == name:
            frames.pop()
            self.count[name] -= 1
            return True
        is_inline = name in INLINE
        stops_at_scope = is_inline or name == "p" or name == "li"
        has_block = False
        for index in range(len(frames) - 1, max(len(frames) - _DEPTH, 0) - 1, -1):
            open_name = frames[index][0]
            if open_name == name:
                if is_inline and has_block:
                    del frames[index]
                    self.count[name] -= 1
                else:
                    while len(frames) > index:
                        self._pop(by=name)
                return True
            has_block = has_block or open_name not in INLINE
            if stops_at_scope and open_name in SCOPE:
                return False
        return False

    def _inwards(self) -> Iterator[Frame]:
        """The open elements from the innermost outwards, as deep as a search goes."""
        frames = self.frames
        for index in range(len(frames) - 1, max(len(frames) - _DEPTH, 0) - 1, -1):
            yield frames[index]

    def _close_within(self, ended: frozenset[str], limit: frozenset[str]) -> None:
        count, frames = self.count, self.frames
        for name in ended:
            if count[name]:
                break
        else:
            return
        for index in range(len(frames) - 1, max(len(frames) - _DEPTH, 0) - 1, -1):
            if frames[index][0] in ended:
                self.cut(index)
                return
            if frames[index][0] in limit:
                return

    def _pop(self, by: str = "") -> None:
        name, _, start, _ = self.frames.pop()
        self.count[name] -= 1
        if by and name != by and name not in OPTIONAL_END and name not in INLINE:
            self.unclosed.append((name, start))

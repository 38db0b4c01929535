"""The open elements at a point of the source, with what their content inherits: a light version of HTML's tree.

It carries flags only (translate, lang, white space, notes); no boundary of a unit depends on it. End tags that HTML
lets authors leave out are implied as in "The rules for parsing tokens"; the rare rest (adoption agency, foster
parents) is not followed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from l10n.formats.html.elements import CLOSES_P, HEADINGS, IMPLIED_ENDS, INLINE, OPTIONAL_END, SCOPE

_DEPTH = 512
"""Browsers nest no deeper; a search goes no further, so that hostile input costs linear time."""

_HEAD_CONTENT = frozenset(
    "base basefont bgsound head html link meta noframes noscript script style template title".split()
)
_P = frozenset(["p"])


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


@dataclass(slots=True)
class Stack:
    """The open elements, the innermost last. Changed in place by `open` and `close`."""

    root: Scope = field(default_factory=Scope)
    names: list[str] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    inline: list[bool] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    unclosed: list[tuple[str, int]] = field(default_factory=list)
    """Elements that another end tag closed although their own is required: name and offset."""

    def imply_ends(self, name: str) -> None:
        """Close the elements that a start tag `name` ends without their end tags."""
        if name in CLOSES_P and self.count["p"]:
            self._close_within(_P, SCOPE)
        if name in IMPLIED_ENDS:
            ended, limit = IMPLIED_ENDS[name]
            self._close_within(ended, limit)
        elif name in HEADINGS and self.names and self.names[-1] in HEADINGS:
            self._pop()
        if self.count["head"] and self.names[-1] == "head" and name not in _HEAD_CONTENT:
            self._pop()

    def open(self, name: str, scope: Scope, start: int, *, is_inline: bool) -> None:
        """Enter an element (not a void one)."""
        self.inline.append(is_inline)
        self.names.append(name)
        self.scopes.append(scope)
        self.starts.append(start)
        self.count[name] += 1

    def cut(self, depth: int) -> None:
        """Close everything deeper than `depth`."""
        while len(self.names) > depth:
            self._pop()

    def is_inline(self, name: str, *, otherwise: bool) -> bool:
        """True where the innermost open element `name` stands inside a sentence; `otherwise` where none is open."""
        for index in range(len(self.names) - 1, max(len(self.names) - _DEPTH, 0) - 1, -1):
            if self.names[index] == name:
                return self.inline[index]
        return otherwise

    def close(self, name: str) -> bool:
        """Close the innermost element `name` and all in it; return False where none is open in scope.

        The end of an inline element leaves the blocks inside it open.
        """
        if not self.count[name]:
            return False
        is_inline = name in INLINE
        lowest = max(len(self.names) - _DEPTH, 0)
        for index in range(len(self.names) - 1, lowest - 1, -1):
            open_name = self.names[index]
            if open_name == name:
                if is_inline and any(inner not in INLINE for inner in self.names[index + 1 :]):
                    self._remove(index)
                else:
                    while len(self.names) > index:
                        self._pop(by=name)
                return True
            if open_name in SCOPE and name not in SCOPE and (is_inline or name == "p" or name == "li"):
                return False
        return False

    def _close_within(self, ended: frozenset[str], limit: frozenset[str]) -> None:
        if not any(self.count[name] for name in ended):
            return
        lowest = max(len(self.names) - _DEPTH, 0)
        for index in range(len(self.names) - 1, lowest - 1, -1):
            if self.names[index] in ended:
                while len(self.names) > index:
                    self._pop()
                return
            if self.names[index] in limit:
                return

    def _pop(self, by: str = "") -> None:
        name = self.names.pop()
        self.scopes.pop()
        self.inline.pop()
        start = self.starts.pop()
        self.count[name] -= 1
        if by and name != by and name not in OPTIONAL_END and name not in INLINE:
            self.unclosed.append((name, start))

    def _remove(self, index: int) -> None:
        self.count[self.names.pop(index)] -= 1
        self.scopes.pop(index)
        self.inline.pop(index)
        self.starts.pop(index)

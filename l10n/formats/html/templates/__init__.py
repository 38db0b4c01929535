"""Template code in a page: found in one linear scan and covered by a character that HTML reads as a letter.

The mask has the length of the code, so every offset into the masked text is one into the source. What is template code
beyond doubt is covered whether its language is named or not; there comments and blocks are not told apart, but for
comments that no other language has, and in pages that are beyond doubt written in Blade, Smarty or Angular.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from l10n.formats.html.templates.codes import codes, is_whole
from l10n.formats.html.templates.detect import detect
from l10n.formats.html.templates.scan import Construct, Scan
from l10n.formats.html.templates.syntax import (
    ALIASES,
    ANGULAR_PAGE,
    BLADE_PAGE,
    SMARTY_PAGE,
    SYNTAXES,
)

__all__ = ["ALIASES", "SYNTAXES", "Construct", "Masked", "codes", "detect", "is_whole", "mask"]


@dataclass(frozen=True, slots=True)
class Masked:
    """Source text with its template code covered."""

    text: str
    source: str = ""
    """The text without the cover."""
    constructs: tuple[Construct, ...] = ()
    starts: tuple[int, ...] = ()
    character: str = ""
    """What the code is covered with; occurs nowhere in the source. Empty where there is no template code."""
    is_odd: bool = False
    """Some string of its PHP or Blade never ends, so code was read up to its first closing sign, or not at all."""

    def within(self, start: int, end: int) -> tuple[Construct, ...]:
        """The constructs that begin in a range."""
        if not self.constructs:
            return ()
        return self.constructs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


# A pattern that begins with one certain character is found many times faster than one that does not.
_HINTS = (
    ("{", re.compile(r"\{(?:[{%#$!/lmsg]|f:|[\w.]++ ?->)")),
    ("[", re.compile(r"\[(?:/[a-zA-Z]|\[[!*+$~%#]|%|[a-z][\w-]*+(?:\s++[\w-]++=|:[a-z]))")),
    ("%", re.compile(r"<%")),
    ("<", re.compile(r"</?[#@][a-z -]")),
    ("%", re.compile(r"%%=?[A-Za-z_]")),
    ("*", re.compile(r"\*\|[A-Z]")),
    ("#", re.compile(r"###[A-Z]")),
    ("$", re.compile(r"\$\{")),
    ("#", re.compile(r"#\{")),
)
_PHP = re.compile(r"<\?(?!xml[\t\n\r ])")


def mask(text: str, syntaxes: Collection[str], *, is_odd: bool = False) -> Masked:
    """Cover the template code of the given languages, PHP, and what is template code beyond doubt.

    `is_odd` reads PHP and Blade as in a page that was found odd, whose translation may have the quote that was missing.
    """
    wanted = frozenset([*(ALIASES.get(name, name) for name in syntaxes), *_evident(text)])
    if not wanted and not any(sign in text and hint.search(text) for sign, hint in _HINTS):
        return Masked(text, text)
    scan = Scan(text, wanted, is_odd=is_odd)
    constructs = tuple(scan.constructs())
    if scan.is_odd and not is_odd:
        return mask(text, syntaxes, is_odd=True)
    if not constructs:
        return Masked(text, text)
    character = _unused_character(text)
    parts: list[str] = []
    position = 0
    for construct in constructs:
        parts += (text[position : construct.start], character * (construct.end - construct.start))
        position = construct.end
    parts.append(text[position:])
    starts = tuple(construct.start for construct in constructs)
    return Masked("".join(parts), text, constructs, starts, character, is_odd)


def _evident(text: str) -> Iterator[str]:
    """The languages that a page is written in beyond doubt."""
    if "?" in text and _PHP.search(text):
        yield "php"
    if "@" in text and BLADE_PAGE.search(text):
        yield "blade"
    elif "@" in text and ANGULAR_PAGE.search(text):
        yield "angular"
    if "{" in text and SMARTY_PAGE.search(text):
        yield "smarty"


def _unused_character(text: str) -> str:
    """A private-use character that the text does not have."""
    if "\ue000" not in text:
        return "\ue000"
    used = set(text)
    return next(
        chr(number) for number in (*range(0xE001, 0xF900), *range(0xF0000, 0x10FFFE)) if chr(number) not in used
    )

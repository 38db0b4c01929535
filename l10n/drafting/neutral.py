"""The neutral form of a unit: runs of characters and numbered marks for what an engine must leave alone.

A pair of codes is a `g`, a code that stands alone an `x`, a term or an address a `t`, numbered in the order of the
source. Names and attributes of the real codes never leave.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from l10n import inline
from l10n.inline import Content, Tag, TagKind


class MaskError(Exception):
    """An answer cannot be turned back into inline text; the message says why."""


class Kind(StrEnum):
    """What a token stands for."""

    PAIR = "g"
    ALONE = "x"
    TERM = "t"


@dataclass(frozen=True, slots=True)
class Token:
    """What an engine must leave alone: a pair of codes, a code, a term or an address."""

    kind: Kind
    text: str
    """The tag of the source (opening, where it is a pair), or the term."""
    close: str = ""
    instead: str = ""
    """For a term: the required translation that takes its place; empty where the term stays."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the masked sequence: the beginning or end of token `number`."""

    number: int
    closes: bool = False


Masked = list[str | Mark]
"""Runs of characters, decoded, and the marks between them."""

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Soft hyphens and the like, hints for the layout of the source that break words for a translator; and what XML forbids."""


def masked(
    source: str, locked: Sequence[str], forced: Mapping[str, str] | None = None
) -> tuple[Masked, tuple[Token, ...]]:
    """Take a unit apart into runs and marks. Codes that do not nest stand alone, each for itself."""
    content = inline.parse(source)
    pairs = _pairs(content)
    instead = {word: target for word, target in (forced or {}).items() if word not in locked}
    pattern = _term_pattern([*locked, *instead])
    sequence: Masked = []
    tokens: list[Token] = []
    numbers: dict[int, int] = {}
    for index, part in enumerate(content):
        if isinstance(part, str):
            _mask_terms(_INVISIBLE.sub("", part), pattern, instead, sequence, tokens)
        elif index in numbers:
            sequence.append(Mark(numbers[index], closes=True))
        else:
            closing = pairs.get(index)
            if closing is None:
                tokens.append(Token(Kind.ALONE, part.text))
            else:
                close = content[closing]
                assert isinstance(close, Tag)
                tokens.append(Token(Kind.PAIR, part.text, close.text))
                numbers[closing] = len(tokens)
            sequence.append(Mark(len(tokens)))
    return sequence, tuple(tokens)


def _pairs(content: Content) -> dict[int, int]:
    """The index of the closing code for each opening one that has its own, well nested."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for index, part in enumerate(content):
        if not isinstance(part, Tag) or part.kind is TagKind.STANDALONE:
            continue
        if part.kind is TagKind.OPEN:
            stack.append(index)
        elif stack and isinstance(opened := content[stack[-1]], Tag) and opened.name == part.name:
            pairs[stack.pop()] = index
    return pairs


_ADDRESS = r"(?:https?://|www\.)[^\s<>\"«»]*[\w/]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"


def _term_pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """Finds what an engine must leave alone: addresses, and these terms as whole words, the longest first."""
    words = sorted({word for word in terms if word.strip()}, key=len, reverse=True)
    return re.compile("|".join([_ADDRESS, *(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)]))


def _mask_terms(
    run: str,
    pattern: re.Pattern[str],
    instead: Mapping[str, str],
    sequence: Masked,
    tokens: list[Token],
) -> None:
    """Append a run to `sequence`, its terms as tokens of their own."""
    position = 0
    for match in pattern.finditer(run):
        if match.start() > position:
            sequence.append(run[position : match.start()])
        tokens.append(Token(Kind.TERM, match[0], instead=instead.get(match[0], "")))
        sequence.append(Mark(len(tokens)))
        position = match.end()
    if position < len(run):
        sequence.append(run[position:])


def written(token: Token, *, closes: bool) -> str:
    """A token as inline text."""
    if token.kind is Kind.TERM:
        return inline.escape(token.text)
    return token.close if closes else token.text

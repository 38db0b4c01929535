"""Words that a text joins with hyphens (`Vitamin-Mangel`) or shares between two (`vitamine- en ijzertekort`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.terms.occurrence import Piece
from l10n.terms.text import Text
from l10n.terms.words import HYPHENS, Word, is_hyphen

_HYPHEN = re.compile(f"[{re.escape(HYPHENS)}]")
_LONGEST_RUN = 4
"""Words joined by hyphens that are looked up as one word too."""
_SHORTEST_HALF = 3


def joined(text: Text) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Yield words joined by hyphens as the one word they may be, with where its parts stand."""
    words = text.words
    for at in range(len(words) - 1) if _HYPHEN.search(text.text) else ():
        closed = words[at].key
        for end in range(at + 1, min(at + _LONGEST_RUN, len(words))):
            if not is_hyphen(text.gap(end - 1)):
                break
            closed += words[end].key
            yield closed, tuple(Piece(one.start, one.end) for one in words[at : end + 1])


def shared_halves(text: Text, conjunctions: frozenset[str]) -> Iterator[tuple[str, Piece, Piece]]:
    """Yield each word that shares a half with its neighbour, with its own half and the one it shares.

    The neighbour lends its second half (`vitamine- en ijzertekort`) or its first (`ijzertekort en -overschot`);
    where that begins is tried out.
    """
    words = text.words
    for at in range(len(words) - 2) if _HYPHEN.search(text.text) else ():
        if words[at + 1].key not in conjunctions:
            continue
        before, after = words[at], words[at + 2]
        if text.gap(at)[:1] in HYPHENS and text.gap(at)[:1]:
            for cut in range(_SHORTEST_HALF, len(after.key) - _SHORTEST_HALF + 1):
                yield _completed(before.key + after.key[cut:], before, after, cut)
        if text.gap(at + 1)[-1:] and text.gap(at + 1)[-1:] in HYPHENS:
            for cut in range(_SHORTEST_HALF, len(before.key) - _SHORTEST_HALF + 1):
                yield _completed(before.key[:cut] + after.key, before, after, cut)


def _completed(closed: str, before: Word, after: Word, cut: int) -> tuple[str, Piece, Piece]:
    if closed.startswith(before.key) and closed.endswith(after.key[cut:]):
        return closed, Piece(before.start, before.end), Piece(after.start + cut, after.end)
    return closed, Piece(after.start, after.end), Piece(before.start, before.start + cut)

"""A translation cut into the translations of its sentences, only where every cut is sure."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.merge.links import Split
from l10n.sentences import are_translations

_UNSPACED = frozenset("bo dz ja km lo my th zh yue".split())
"""Languages that write no space between sentences."""


def cut(target: str, sentences: Sequence[str], split: Split) -> tuple[str, ...] | None:
    """Cut a translation into one piece for each of its source's sentences; None where that is not sure."""
    if len(sentences) == 1:
        return (target,)
    pieces = split(target)
    return pieces if are_translations(sentences, pieces) else None


def join(pieces: Sequence[str], separators: Sequence[str], language: str) -> str:
    """Put translated sentences together; `separators` are the white space their source sentences end in."""
    out: list[str] = []
    for at, piece in enumerate(pieces):
        if at:
            between = separators[at - 1] or " "
            out.append("" if language in _UNSPACED and between == " " else between)
        out.append(piece.strip())
    return "".join(out)


def separator(sentence: str) -> str:
    """The white space a source sentence ends in."""
    return sentence[len(sentence.rstrip()) :]

"""A translation cut into the translations of its sentences, only where every cut is sure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from l10n.inline import tags
from l10n.merge.align import Split
from l10n.merge.normal import normal

_UNSPACED = frozenset("bo dz ja km lo my th zh yue".split())
"""Languages that write no space between sentences."""


def cut(target: str, sentences: Sequence[str], split: Split) -> tuple[str, ...] | None:
    """Cut a translation into one piece for each of its source's sentences; None where that is not sure.

    Sure means: as many sentences, each with the codes and the numbers of its source sentence, and about as long as the
    whole makes one expect (as in Gale and Church, 1993).
    """
    if len(sentences) == 1:
        return (target,)
    pieces = split(target)
    if len(pieces) != len(sentences):
        return None
    ratio = max(1, len(normal(target))) / max(1, len(normal("".join(sentences))))
    if all(_fits(source, piece, ratio) for source, piece in zip(sentences, pieces, strict=True)):
        return pieces
    return None


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


def _fits(source: str, piece: str, ratio: float) -> bool:
    if Counter(tags(source)) != Counter(tags(piece)):
        return False
    mine, yours = _numbers(source), _numbers(piece)
    if mine and yours and mine != yours:
        return False
    expected, length = len(normal(source)) * ratio, len(normal(piece))
    slack = 3.2 * math.sqrt(max(expected, 1.0) * 6.8)
    return abs(length - expected) <= max(slack, 12.0)


def _numbers(text: str) -> Counter[str]:
    """Digit runs without their separators, so that `1.000` and `1,000` are one; of any script."""
    flat = re.sub(r"(?<=\d)[.,\u00a0\u202f'’٬٫ ](?=\d)", "", normal(text))
    return Counter("".join(str(unicodedata.decimal(digit)) for digit in run) for run in re.findall(r"\d+", flat))

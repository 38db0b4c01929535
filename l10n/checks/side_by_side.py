"""The sentences of two texts side by side, for checks that compare what each of them says."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LIKELY_END = re.compile(r"(?<=[.!?؟۔])[\"')»”]*\s+(?=\w)")
_SENTENCE_END = re.compile(
    r"(?<=[^\W\d_]{4}[.!?؟。])[\"'»”’)\]]*\s+(?=[^\W_a-z])|(?<=[!?؟。])[\"'»”’)\]]*\s*(?=[^\W_])"
)


def sentences(text: str) -> list[str]:
    """Split plain text where a sentence surely ends; abbreviations and ordinals are left together."""
    parts, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        parts.append(text[start : match.start()])
        start = match.end()
    parts.append(text[start:])
    return parts


def aligned(source: str, target: str) -> Iterable[tuple[str, str]]:
    """The sentences of both texts side by side, or the whole texts where their number differs.

    Sentences are told apart at every likely end where both texts have as many, else at the sure ones: what is sure in one
    language (`jaar.`) may be only likely in the other (`age.`).
    """
    for split in (_likely_sentences, sentences):
        first, second = split(source), split(target)
        if len(first) == len(second):
            return zip(first, second, strict=True)
    return ((source, target),)


def _likely_sentences(text: str) -> list[str]:
    parts, start = [], 0
    for match in _LIKELY_END.finditer(text):
        if not text[match.end()].islower():
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return parts

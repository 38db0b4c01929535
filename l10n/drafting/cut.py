"""Cutting a long unit into parts that fit into one request: at its sentences, commas, spaces, never inside a pair."""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n import inline
from l10n.inline import Tag, TagKind
from l10n.sentences import split as split_sentences

_DEPTH = {TagKind.OPEN: 1, TagKind.CLOSE: -1}
_CLAUSE_END = re.compile(r"[;:,]\s+")
_SPACE = re.compile(r"\s+")


def cut(source: str, locale: str, limit: int) -> list[str]:
    """Cut inline text, outside its pairs, into parts that fit; joined they are the source.

    At the ends of sentences; at commas, then at any space, where a sentence is too long for itself.
    """
    room = max(limit // 2, 1)
    parts: list[str] = []
    for sentence in _outside_pairs(split_sentences(source, locale)):
        for ends in (None, _CLAUSE_END, _SPACE):
            finer = [sentence] if ends is None else _cut(sentence, ends)
            if max(map(len, finer)) <= room:
                break
        parts += finer
    joined = parts[:1]
    for part in parts[1:]:
        if len(joined[-1]) + len(part) <= room:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _outside_pairs(sentences: Sequence[str]) -> list[str]:
    """Join what was cut inside a pair of codes."""
    parts: list[str] = []
    depth = 0
    for sentence in sentences:
        if depth > 0:
            parts[-1] += sentence
        else:
            parts.append(sentence)
        depth += sum(_DEPTH.get(tag.kind, 0) for tag in inline.tags(sentence))
    return parts


def _cut(source: str, ends: re.Pattern[str]) -> list[str]:
    cuts = [""]
    depth = 0
    for part in inline.parse(source):
        if isinstance(part, Tag):
            depth += _DEPTH.get(part.kind, 0)
            cuts[-1] += part.text
            continue
        position = 0
        for match in ends.finditer(part) if depth == 0 else ():
            cuts[-1] += inline.escape(part[position : match.end()])
            cuts.append("")
            position = match.end()
        cuts[-1] += inline.escape(part[position:])
    return _with_words([cut for cut in cuts if cut])


def _with_words(parts: list[str]) -> list[str]:
    """Join a part that is white space to the one before it."""
    joined: list[str] = []
    for part in parts:
        if joined and not part.strip():
            joined[-1] += part
        else:
            joined.append(part)
    return joined

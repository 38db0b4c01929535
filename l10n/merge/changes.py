"""What changed in a source, word by word, as a line a translator can read: many editors show no previous text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from l10n.merge.codes import code_changes
from l10n.merge.links import Link, Part, Split
from l10n.merge.normal import normal, words

_MOST = 12
"""More changes than this are counted, not listed."""
_COMPARED = 4_000_000
"""Pairs of words; beyond that, what lies between the first and the last difference counts as one change."""
_LONGEST = 160
"""Characters of one quotation."""


def word_changes(old: str, new: str) -> tuple[str, ...]:
    """The changes in reading order: `«1000» -> «10000»`, `+ «niet»`, `- «dagelijks»`, `+ <em>` for codes.

    Case and punctuation count; white space does not. Equal texts give nothing but the changes of their codes.
    """
    return (*_text_changes(old, new), *code_changes(old, new))


def sentence_changes(link: Link, old: str, new: str, split: Split) -> tuple[str, ...]:
    """The changes of a unit of several sentences: which sentence is new, which is gone, what changed within one."""
    parts = link.parts
    if len(parts) < 2 or len(link.olds) != 1:
        return word_changes(old, new)
    gone = split(old)
    kept = {part.index for part in parts if part.old is not None}
    lines: list[str] = []
    for number, part in enumerate(parts, 1):
        if part.old is None:
            lines.append(f"+ sentence {number} {quote(normal(part.text))}")
        elif not part.same:
            lines += (f"sentence {number}: {change}" for change in _text_changes(gone[part.index], part.text))
    lines += (f"- sentence {quote(normal(text))}" for k, text in enumerate(gone) if k not in kept)
    if _is_reordered(parts):
        lines.append("sentences in another order")
    return (*lines, *code_changes(old, new))


def change_line(changes: Sequence[str]) -> str:
    """The changes as one line; the first twelve are listed."""
    listed = "; ".join(changes[:_MOST])
    return f"{listed}; and {len(changes) - _MOST} more" if len(changes) > _MOST else listed


def quote(text: str) -> str:
    """Quote text for a one-line comment: white space collapsed, very long text cut in its middle."""
    flat = re.sub(r"\btext=", "text =", " ".join(text.split()))
    if len(flat) > _LONGEST:
        flat = f"{flat[: _LONGEST // 2].rstrip()} … {flat[-_LONGEST // 2 :].lstrip()}"
    return f"«{flat}»"


@lru_cache(maxsize=4096)
def _text_changes(old: str, new: str) -> tuple[str, ...]:
    return tuple(_changed_words(old, new))


def _changed_words(old: str, new: str) -> Iterable[str]:
    mine, yours = words(old), words(new)
    before, after = _spans(normal(old), mine), _spans(normal(new), yours)
    for a1, a2, b1, b2 in _blocks(mine, yours):
        removed = normal(old)[before[a1][0] : before[a2 - 1][1]] if a2 > a1 else ""
        added = normal(new)[after[b1][0] : after[b2 - 1][1]] if b2 > b1 else ""
        if removed and added:
            yield f"{quote(removed)} -> {quote(added)}"
        else:
            yield f"+ {quote(added)}" if added else f"- {quote(removed)}"


def _blocks(mine: Sequence[str], yours: Sequence[str]) -> Iterable[tuple[int, int, int, int]]:
    """The stretches that differ, as positions in both; stretches that touch are one."""
    head = _common_head(mine, yours)
    tail = _common_head(mine[head:][::-1], yours[head:][::-1])
    middle, other = mine[head : len(mine) - tail], yours[head : len(yours) - tail]
    if len(middle) * len(other) > _COMPARED:
        yield head, head + len(middle), head, head + len(other)
        return
    for a1, a2, b1, b2 in _stretches(middle, other):
        yield head + a1, head + a2, head + b1, head + b2


def _common_head(mine: Sequence[str], yours: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(mine, yours, strict=False)) if a != b), min(len(mine), len(yours)))


def _stretches(mine: Sequence[str], yours: Sequence[str]) -> Iterable[tuple[int, int, int, int]]:
    current: tuple[int, int, int, int] | None = None
    for code in Indel.opcodes(mine, yours):
        if code.tag == "equal":
            if current:
                yield current
            current = None
        elif current:
            current = (current[0], code.src_end, current[2], code.dest_end)
        else:
            current = (code.src_start, code.src_end, code.dest_start, code.dest_end)
    if current:
        yield current


def _spans(text: str, found: Sequence[str]) -> list[tuple[int, int]]:
    spans = []
    position = 0
    for word in found:
        start = text.index(word, position)
        position = start + len(word)
        spans.append((start, position))
    return spans


def _is_reordered(parts: Sequence[Part]) -> bool:
    places = [part.index for part in parts if part.old is not None]
    return places != sorted(places)

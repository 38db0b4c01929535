"""Replacing ranges of a text by offset, where a replacement may keep parts of what it replaces."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Kept(NamedTuple):
    """A range of the source that a replacement keeps, with the edits inside it applied."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A range of the source and what stands there instead; an empty range inserts."""

    start: int
    end: int
    parts: tuple[str | Kept, ...]


@dataclass(frozen=True, slots=True)
class Spliced:
    """The new text, and where each outermost edit came to stand in it."""

    text: str
    ranges: tuple[tuple[int, int, int, int], ...]
    """Start and end in the source, start and end in the new text; in order."""


def splice(source: str, edits: Iterable[Edit]) -> Spliced:
    """Apply edits that lie beside or inside each other; inside counts only within a part that is kept."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end > edit.start, -edit.end))
    starts = [edit.start for edit in ordered]
    output: list[str] = []
    ranges: list[tuple[int, int, int, int]] = []
    position = length = index = 0
    while index < len(ordered):
        edit = ordered[index]
        output.append(source[position : edit.start])
        length += edit.start - position
        replacement = _render(source, ordered, starts, index)
        output.append(replacement)
        ranges.append((edit.start, edit.end, length, length + len(replacement)))
        length += len(replacement)
        position = edit.end
        index = bisect_left(starts, max(edit.end, edit.start), lo=index + 1)
    output.append(source[position:])
    return Spliced("".join(output), tuple(ranges))


def _render(source: str, edits: list[Edit], starts: list[int], index: int) -> str:
    output: list[str] = []
    for part in edits[index].parts:
        if isinstance(part, str):
            output.append(part)
            continue
        position = part.start
        inner = bisect_left(starts, part.start, lo=index + 1)
        while inner < len(edits) and edits[inner].start < part.end:
            output.append(source[position : edits[inner].start])
            output.append(_render(source, edits, starts, inner))
            position = edits[inner].end
            inner = bisect_left(starts, position, lo=inner + 1)
        output.append(source[position : part.end])
    return "".join(output)

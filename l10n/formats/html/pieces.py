"""The parts of a stretch of running text between two block tags, paired, cut at line breaks and trimmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from l10n.formats.html.part import Part
from l10n.formats.html.stack import ROOT, Scope
from l10n.formats.html.tags import Tag


@dataclass(slots=True)
class Piece:
    """One part of a stretch; `partner` is set by `pair`."""

    part: Part
    start: int
    end: int
    name: str = ""
    scope: Scope = ROOT
    tag: Tag | None = None
    """For a tag: what it says."""
    flow: int = 0
    """For a STATEMENT: 1 opens a block, -1 closes one, 2 divides it (`else`)."""
    partner: int = -1
    """The index of the other tag of the pair; -1 for an unpaired one."""
    is_blank: bool = False
    """White space only, known so from the token."""


# Looked up once: reading a member of an enum is slow in Python 3.11.
_TEXT, _OPEN, _CLOSE, _ALONE, _STATEMENT, _COMMENT = (
    Part.TEXT,
    Part.OPEN,
    Part.CLOSE,
    Part.ALONE,
    Part.STATEMENT,
    Part.COMMENT,
)
CONTENT = frozenset([Part.TEXT, Part.LOCKED, Part.OUTPUT])
_EDGE = frozenset([Part.COMMENT, Part.DROPPED, Part.HIDDEN, Part.ALONE])


def split_at_breaks(pieces: Sequence[Piece], source: str, *, every: bool) -> Iterator[list[Piece]]:
    """Cut a stretch where two line breaks follow each other, or at every one; the breaks go with neither side."""
    breaks = [index for index, piece in enumerate(pieces) if piece.name == "br" and piece.part is _ALONE]
    if not breaks or (len(breaks) == 1 and not every):
        yield list(pieces)
        return
    cuts = set(breaks) if every else set()
    for first, second in pairwise(breaks):
        between = pieces[first + 1 : second]
        if all(piece.part is _COMMENT or piece.is_blank for piece in between):
            cuts.update((first, second))
    part: list[Piece] = []
    for index, piece in enumerate(pieces):
        if index in cuts:
            yield part
            part = []
        else:
            part.append(piece)
    yield part


def pair(pieces: Sequence[Piece]) -> None:
    """Set `partner` of the tags that belong together; changes the pieces in place.

    A pair never reaches out of the template statement it stands in, so what a condition leaves out stays whole.
    """
    open_tags: list[int] = []
    levels: list[dict[str, int]] = [{}]
    floors: list[int] = [0]
    for index, piece in enumerate(pieces):
        if piece.part is _OPEN:
            open_tags.append(index)
            levels[-1][piece.name] = levels[-1].get(piece.name, 0) + 1
        elif piece.part is _CLOSE and levels[-1].get(piece.name):
            while True:
                opened = open_tags.pop()
                levels[-1][pieces[opened].name] -= 1
                if pieces[opened].name == piece.name:
                    break
            piece.partner, pieces[opened].partner = opened, index
        elif piece.part is _STATEMENT and piece.flow:
            _enter_statement(pieces, index, open_tags, levels, floors)


def trim(pieces: Sequence[Piece], source: str) -> tuple[int, int]:
    """Return the range of pieces that remains without what need not be translated at its edges.

    White space, comments, images, breaks, unpaired tags, empty pairs and pairs around everything stay outside.
    """
    left, right = 0, len(pieces)
    if right and _is_text(pieces[0]) and _is_text(pieces[-1]):
        return left, right
    has_content = list(accumulate((_is_content(piece, source) for piece in pieces), initial=0))
    before = (-1, -1)
    while left < right and before != (left, right):
        before = (left, right)
        while left < right and (step := _step(pieces, left, right, has_content, source)):
            left += step
        while left < right and (step := _step_back(pieces, left, right, has_content, source)):
            right -= step
        if left < right and _is_opening(pieces[left]) and pieces[left].partner == right - 1:
            left, right = left + 1, right - 1
    return left, right


def _enter_statement(
    pieces: Sequence[Piece], index: int, open_tags: list[int], levels: list[dict[str, int]], floors: list[int]
) -> None:
    piece = pieces[index]
    if piece.flow == 1:
        open_tags.append(index)
        levels.append({})
        floors.append(len(open_tags))
        return
    if len(levels) == 1:
        # The block began before this stretch: what is open here cannot be closed beyond it.
        open_tags.clear()
        levels[-1].clear()
        return
    del open_tags[floors[-1] :]
    if piece.flow == 2:
        levels[-1].clear()
        return
    opened = open_tags.pop()
    levels.pop()
    floors.pop()
    piece.partner, pieces[opened].partner = opened, index


def _is_text(piece: Piece) -> bool:
    return piece.part is _TEXT and not piece.is_blank


def _is_content(piece: Piece, source: str) -> bool:
    return piece.part in CONTENT and not piece.is_blank


def _is_opening(piece: Piece) -> bool:
    return piece.partner >= 0 and (piece.part is _OPEN or piece.flow == 1)


def _is_edge(piece: Piece, source: str) -> bool:
    if piece.part in _EDGE or piece.is_blank:
        return True
    return piece.part in (_OPEN, _CLOSE, _STATEMENT) and piece.partner < 0


def _step(pieces: Sequence[Piece], left: int, right: int, has_content: Sequence[int], source: str) -> int:
    piece = pieces[left]
    if _is_edge(piece, source):
        return 1
    if _is_opening(piece) and piece.partner < right and has_content[piece.partner] == has_content[left]:
        return piece.partner + 1 - left
    return 0


def _step_back(pieces: Sequence[Piece], left: int, right: int, has_content: Sequence[int], source: str) -> int:
    piece = pieces[right - 1]
    if _is_edge(piece, source):
        return 1
    is_closing = piece.partner >= 0 and not _is_opening(piece)
    if is_closing and piece.partner >= left and has_content[right] == has_content[piece.partner]:
        return right - piece.partner
    return 0

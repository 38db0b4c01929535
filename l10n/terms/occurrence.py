"""Terms where they stand in a text, and which of them hide others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """Where one word of a term stands in the text."""

    start: int
    end: int


class Occurrence(NamedTuple):
    """A term in a text."""

    term: int
    """Number of the term's entry."""
    pieces: tuple[Piece, ...]
    """The words of the term, in the order of the text."""
    level: int
    is_exclusion: bool = False
    is_part: bool = False
    """One word that is part of a longer one."""
    borrowed: tuple[Piece, ...] = ()
    """Words it shares with another term (the second `tekort` of `B12- en ijzertekort`); they do not hide that one."""

    @property
    def start(self) -> int:
        return min(self.pieces + self.borrowed).start

    @property
    def end(self) -> int:
        return max(piece.end for piece in self.pieces + self.borrowed)

    @property
    def size(self) -> int:
        """How many characters are the term's own."""
        return sum(end - start for start, end in self.pieces + self.borrowed)

    def covers(self, other: Occurrence) -> bool:
        """True where every word of the other stands inside a word of this one, and this one has more."""
        return self.size > other.size and all(
            any(mine.start <= piece.start and piece.end <= mine.end for mine in self.pieces) for piece in other.pieces
        )


def longest(occurrences: list[Occurrence]) -> list[Occurrence]:
    """Those that are not part of a longer one, in the order of the text; equal ones all stay."""
    kept: list[Occurrence] = []
    places = Places()
    for one in sorted(occurrences, key=lambda one: -one.size):
        if not any(other.covers(one) for other in places.near(one)):
            kept.append(one)
            places.add(one)
    return sorted(kept, key=lambda one: (one.start, one.end, one.term))


class Places:
    """Occurrences by where they stand, so that the ones near another are found without looking at all."""

    _WIDTH = 64

    def __init__(self) -> None:
        self._cells: dict[int, list[Occurrence]] = {}

    def add(self, one: Occurrence) -> None:
        """Remember an occurrence."""
        for cell in self._cells_of(one):
            self._cells.setdefault(cell, []).append(one)

    def near(self, one: Occurrence) -> Iterator[Occurrence]:
        """Those that may share a character with this one; one can come twice."""
        for cell in self._cells_of(one):
            yield from self._cells.get(cell, ())

    def _cells_of(self, one: Occurrence) -> Iterable[int]:
        cells = [range(start // self._WIDTH, (end - 1) // self._WIDTH + 1) for start, end in one.pieces]
        return cells[0] if len(cells) == 1 else {cell for some in cells for cell in some}

"""Neighbours: what stands around a unit that has no partner yet, in the old version and in the new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Gap: TypeAlias = tuple[int, int]
"""The old positions of the linked units before and after: -1 at the beginning, the number of active ones at the end."""


class Context(NamedTuple):
    """The gap each free unit stands in, on either side."""

    gap_of_new: Mapping[int, Gap]
    gap_of_old: Mapping[int, Gap]
    """Without obsolete ones, which stand nowhere."""
    free_olds: int
    """How many old sources nothing comes from, obsolete ones included."""
    news_in: Mapping[Gap, Sequence[int]]
    olds_in: Mapping[Gap, Sequence[int]]

    @classmethod
    def of(
        cls,
        whole: Mapping[int, int],
        free_news: Sequence[int],
        free_olds: Sequence[int],
        *,
        news: int,
        active: int,
        obsolete: int = 0,
    ) -> Context:
        """Look around. `whole` links new positions to old ones; the free positions are in ascending order.

        `news` and `active` are how many units there are in the new and the old document; `obsolete`, how many old sources
        that are in none are free.
        """
        linked = {i: j for i, j in whole.items() if j < active}
        free = set(free_olds)
        gap_of_new = _gaps(free_news, linked, news, active)
        gap_of_old = _gaps(free_olds, {j: j for j in range(active) if j not in free}, active, active)
        return cls(gap_of_new, gap_of_old, len(free_olds) + obsolete, _inverted(gap_of_new), _inverted(gap_of_old))

    def agreeing(self, i: int, j: int) -> int:
        """How many of the two neighbours of the new unit come from the neighbours of the old one."""
        if (old := self.gap_of_old.get(j)) is None:
            return 0
        before, after = self.gap_of_new[i]
        return (before == old[0]) + (after == old[1])

    def are_alone(self, i: int, j: int) -> bool:
        """True where the two stand in the same gap and nothing else is free there, on either side."""
        gap = self.gap_of_new[i]
        return self.gap_of_old.get(j) == gap and len(self.news_in[gap]) == len(self.olds_in[gap]) == 1

    def pairs_in_gaps(self, limit: int) -> Iterable[tuple[int, int]]:
        """New and old positions in the same gap; of a gap with more than `limit` pairs none."""
        for gap, news in self.news_in.items():
            olds = self.olds_in.get(gap, ())
            if len(news) * len(olds) <= limit:
                yield from ((i, j) for i in news for j in olds)


def _gaps(free: Sequence[int], linked: Mapping[int, int], size: int, end: int) -> dict[int, Gap]:
    """The gap of each free position; what is neither free nor linked is looked past."""
    gaps: dict[int, Gap] = {}
    run: list[int] = []
    before = last = -1
    for position in (*free, size):
        after = next((linked[other] for other in range(last + 1, position) if other in linked), None)
        if after is not None or position == size:
            gaps |= dict.fromkeys(run, (before, end if after is None else after))
            run = []
            before = next((linked[other] for other in range(position - 1, last, -1) if other in linked), before)
        run.append(position)
        last = position
    return gaps


def _inverted(gaps: Mapping[int, Gap]) -> dict[Gap, list[int]]:
    positions: dict[Gap, list[int]] = defaultdict(list)
    for position, gap in gaps.items():
        positions[gap].append(position)
    return positions

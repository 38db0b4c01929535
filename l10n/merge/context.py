"""Neighbours: what stands around a unit that has no partner yet, in the old version and in the new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around each free unit: the linked neighbours on both sides, and the gap between them."""

    active: int
    """How many old positions are in the document; those from here on are obsolete."""
    before_new: dict[int, int]
    """Free new position -> old position of the linked unit before it; -1 at the beginning."""
    after_new: dict[int, int]
    before_old: dict[int, int]
    """Free old position -> the linked old position before it; -1 at the beginning."""
    after_old: dict[int, int]
    gap_news: dict[tuple[int, int], list[int]]
    gap_olds: dict[tuple[int, int], list[int]]

    @classmethod
    def of(
        cls,
        whole: Mapping[int, int],
        taken: Iterable[int],
        free_news: Iterable[int],
        free_olds: Iterable[int],
        *,
        news: int,
        active: int,
    ) -> Context:
        """Look around; `whole` links new positions to old ones, `taken` are the old ones in use."""
        linked = {i: j for i, j in whole.items() if j < active}
        before_new = _nearest(range(news), linked, -1)
        after_new = _nearest(range(news - 1, -1, -1), linked, active)
        themselves = {j: j for j in taken if j < active}
        before_old = _nearest(range(active), themselves, -1)
        after_old = _nearest(range(active - 1, -1, -1), themselves, active)
        gap_news: dict[tuple[int, int], list[int]] = defaultdict(list)
        gap_olds: dict[tuple[int, int], list[int]] = defaultdict(list)
        for i in free_news:
            gap_news[before_new[i], after_new[i]].append(i)
        for j in free_olds:
            gap_olds[before_old[j], after_old[j]].append(j)
        return cls(active, before_new, after_new, before_old, after_old, gap_news, gap_olds)

    def agreeing(self, i: int, j: int) -> int:
        """How many of the two neighbours of the new unit come from the neighbours of the old one."""
        if j >= self.active:
            return 0
        return (self.before_new[i] == self.before_old[j]) + (self.after_new[i] == self.after_old[j])

    def is_alone(self, i: int, j: int) -> bool:
        """True where nothing else is free between the neighbours, on either side."""
        gap = (self.before_old[j], self.after_old[j])
        return len(self.gap_news.get(gap, ())) == 1 and len(self.gap_olds.get(gap, ())) == 1

    def pairs_in_gaps(self, limit: int) -> Iterable[tuple[int, int]]:
        for gap, news in self.gap_news.items():
            olds = self.gap_olds.get(gap, ())
            if len(news) * len(olds) <= limit:
                yield from ((i, j) for i in news for j in olds)


def _nearest(positions: Iterable[int], linked: Mapping[int, int], edge: int) -> dict[int, int]:
    nearest: dict[int, int] = {}
    last = edge
    for position in positions:
        nearest[position] = last
        last = linked.get(position, last)
    return nearest

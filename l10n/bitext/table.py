"""What it costs to take a unit of one page for a unit of the other, and the cheapest way through both."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from l10n.bitext.codes import codes_of
from l10n.bitext.evidence import Evidence, numbers
from l10n.inline import plain
from l10n.model import Unit

Step: TypeAlias = tuple[int | None, int | None]
"""A pair, or a unit of one page alone; by position."""

HEADING = re.compile("h[1-6]")
_SKIP = 6.0
"""The cost of a unit without a partner."""
_UNLIKE = 9.0
"""The cost of a pair of different but related kinds."""
_BAND = 60
"""How far from the diagonal pairs are looked for, beside the difference in number."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the cost of each pair is computed from."""

    sources: Sequence[Unit]
    targets: Sequence[Unit]
    ratio: float
    """Characters of the translation for one of the source, over the whole page."""
    lengths: tuple[tuple[int, ...], tuple[int, ...]]
    numbers: tuple[tuple[Counter[str], ...], tuple[Counter[str], ...]]
    codes: tuple[tuple[Counter[str], ...], tuple[Counter[str], ...]]
    evidence: Evidence
    levels: frozenset[tuple[str, str]]
    """Headings that stand for each other: the highest of each page, the second, and so on."""

    @classmethod
    def of(cls, sources: Sequence[Unit], targets: Sequence[Unit]) -> Table:
        sides = (sources, targets)
        mine, yours = (tuple(len(plain(unit.source)) for unit in side) for side in sides)
        return cls(
            sources,
            targets,
            max(1, sum(yours)) / max(1, sum(mine)),
            (mine, yours),
            tuple(tuple(numbers(unit.source) for unit in side) for side in sides),  # type: ignore[arg-type]
            tuple(tuple(codes_of(unit.source) for unit in side) for side in sides),  # type: ignore[arg-type]
            Evidence.of((unit.source for unit in sources), (unit.source for unit in targets)),
            frozenset(
                zip(*(sorted({u.kind for u in side if HEADING.fullmatch(u.kind)}) for side in sides), strict=False)
            ),
        )

    def best_path(self) -> list[Step]:
        """The cheapest way through both pages: pairs, and units of one page alone."""
        rows, columns = len(self.sources), len(self.targets)
        width = _BAND + abs(rows - columns)
        best: dict[tuple[int, int], float] = {(0, 0): 0.0}
        came: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(rows + 1):
            centre = i * columns // max(1, rows)
            for j in range(max(0, centre - width), min(columns, centre + width) + 1):
                if (i, j) == (0, 0):
                    continue
                steps = [
                    (best[i - di, j - dj] + (self.cost(i - 1, j - 1) if di and dj else _SKIP), (i - di, j - dj))
                    for di, dj in ((1, 1), (1, 0), (0, 1))
                    if (i - di, j - dj) in best
                ]
                if steps:
                    best[i, j], came[i, j] = min(steps)
        path: list[Step] = []
        at = (rows, columns)
        while at != (0, 0):
            before = came[at]
            path.append((at[0] - 1 if at[0] > before[0] else None, at[1] - 1 if at[1] > before[1] else None))
            at = before
        return path[::-1]

    def cost(self, i: int, j: int) -> float:
        """What it costs to take these two for each other; more than two skips where they cannot be."""
        relation = _relation(self.sources[i].kind, self.targets[j].kind)
        if relation is None:
            return 3 * _SKIP
        if relation and (self.sources[i].kind, self.targets[j].kind) in self.levels:
            relation = 0.0
        cost = relation + min(8.0, self.unusual(i, j) ** 2 / 2)
        mine, yours = self.numbers[0][i], self.numbers[1][j]
        if mine or yours:
            cost += -3.0 if mine == yours else 1.5 if mine & yours else 5.0
        cost -= min(4.0, 2.0 * self.evidence.common(i, j))
        if self.codes[0][i] != self.codes[1][j]:
            cost += 2.0
        elif self.codes[0][i]:
            cost -= 1.0
        if self.sources[i].anchor and self.sources[i].anchor == self.targets[j].anchor:
            cost -= 1.0
        return cost

    def cost_or_skip(self, i: int | None, j: int | None) -> float:
        """The cost of a step: of a pair, or of a unit alone; none for nothing."""
        if i is None or j is None:
            return 0.0 if i is None and j is None else _SKIP
        return self.cost(i, j)

    def unusual(self, i: int, j: int) -> float:
        """How many standard deviations the translation's length is from what the page makes one expect."""
        mine, yours = self.lengths[0][i], self.lengths[1][j]
        return abs(yours - mine * self.ratio) / math.sqrt(6.8 * max(8.0, (mine * self.ratio + yours) / 2))


def _relation(mine: str, yours: str) -> float | None:
    """The cost of pairing two kinds of unit: none for the same, some among headings or blocks, None for others."""
    if mine == yours:
        return 0.0
    if not is_block(mine) or not is_block(yours):
        return None
    if bool(HEADING.fullmatch(mine)) != bool(HEADING.fullmatch(yours)):
        return None
    return _UNLIKE / 3


def is_block(kind: str) -> bool:
    """False for the title, attributes, meta values and strings of JSON-LD, which a page may well lack."""
    return kind != "title" and "@" not in kind and ":" not in kind

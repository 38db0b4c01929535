"""Bitext: the units of a page and of its existing translation, aligned by structure, length and numbers.

Two versions of one page have the same headings, paragraphs and list items in the same order, with here and there one
more or one less. So the sequences are aligned as Gale and Church (1993) align sentences: the cost of a pair grows with
how unusual its lengths are, and falls where numbers and codes agree; units of different kinds do not pair.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from l10n.inline import Tag, is_compatible, parse, plain, render, tags
from l10n.model import Unit

_SKIP = 6.0
"""The cost of a unit without a partner."""
_UNLIKE = 9.0
"""The cost of a pair of different but related kinds."""
_BAND = 60
"""How far from the diagonal pairs are looked for, beside the difference in number."""
_UNUSUAL = 2.6
"""Standard deviations of length beyond which a pair is uncertain."""


@dataclass(frozen=True, slots=True)
class UnitPair:
    """A unit and what stands in its place in the translated page."""

    source: Unit
    target: str
    """Inline text, its codes named as in the source where they can be."""
    doubt: str = ""
    """Why a person should look before using it; empty where it is certain."""


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two pages side by side."""

    pairs: tuple[UnitPair, ...]
    missing: tuple[Unit, ...] = ()
    """Units without a counterpart in the translated page."""
    extra: tuple[Unit, ...] = ()
    """Units of the translated page that nothing in the source corresponds to."""


def align_pages(sources: Sequence[Unit], targets: Sequence[Unit]) -> Bitext:
    """Align the units of two versions of a page, both in document order."""
    table = _Table.of(sources, targets)
    path = table.best_path()
    unsure = _unsure_places(sources, targets, path)
    pairs: list[UnitPair] = []
    missing: list[Unit] = []
    extra: list[Unit] = []
    for i, j in path:
        if j is None and i is not None:
            missing.append(sources[i])
        elif i is None and j is not None:
            extra.append(targets[j])
        elif i is not None and j is not None:
            pairs.append(_pair(sources[i], targets[j], table, table.unusual(i, j), (i, j) in unsure))
    return Bitext(tuple(pairs), tuple(missing), tuple(extra))


def _pair(source: Unit, target: Unit, table: _Table, unusual: float, is_unsure: bool) -> UnitPair:
    text, doubt = _with_codes_of(source.source, target.source), ""
    if not is_compatible(source.source, text, ordered=source.ordered):
        doubt = "other codes"
    elif source.kind != target.kind:
        doubt = f"{source.kind} here, {target.kind} there"
    elif _numbers(source.source) != _numbers(target.source):
        doubt = "other numbers"
    elif source.source == text and len(text.split()) > 3:
        doubt = "not translated"
    elif unusual > _UNUSUAL:
        doubt = "much longer or shorter than expected"
    elif is_unsure and not _numbers(source.source):
        doubt = "a neighbour has no counterpart"
    return UnitPair(source, text, doubt)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the cost of each pair is computed from."""

    sources: Sequence[Unit]
    targets: Sequence[Unit]
    ratio: float
    """Characters of the translation for one of the source, over the whole page."""
    lengths: tuple[tuple[int, ...], tuple[int, ...]]
    numbers: tuple[tuple[Counter[str], ...], tuple[Counter[str], ...]]
    codes: tuple[tuple[Counter[str], ...], tuple[Counter[str], ...]]
    cache: dict[tuple[int, int], float] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sequence[Unit], targets: Sequence[Unit]) -> _Table:
        sides = (sources, targets)
        mine, yours = (tuple(len(plain(unit.source)) for unit in side) for side in sides)
        return cls(
            sources,
            targets,
            max(1, sum(yours)) / max(1, sum(mine)),
            (mine, yours),
            tuple(tuple(_numbers(unit.source) for unit in side) for side in sides),  # type: ignore[arg-type]
            tuple(tuple(_codes(unit.source) for unit in side) for side in sides),  # type: ignore[arg-type]
        )

    def best_path(self) -> list[tuple[int | None, int | None]]:
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
        path: list[tuple[int | None, int | None]] = []
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
        cost = relation + min(8.0, self.unusual(i, j) ** 2 / 2)
        mine, yours = self.numbers[0][i], self.numbers[1][j]
        if mine or yours:
            cost += -3.0 if mine == yours else 1.5 if mine & yours else 5.0
        if self.codes[0][i] != self.codes[1][j]:
            cost += 2.0
        elif self.codes[0][i]:
            cost -= 1.0
        if self.sources[i].anchor and self.sources[i].anchor == self.targets[j].anchor:
            cost -= 1.0
        return cost

    def unusual(self, i: int, j: int) -> float:
        """How many standard deviations the translation's length is from what the page makes one expect."""
        mine, yours = self.lengths[0][i], self.lengths[1][j]
        return abs(yours - mine * self.ratio) / math.sqrt(6.8 * max(8.0, (mine * self.ratio + yours) / 2))


def _relation(mine: str, yours: str) -> float | None:
    """The cost of pairing two kinds of unit: none for the same, some among headings or blocks, None for others."""
    if mine == yours:
        return 0.0
    if any(mark in mine + yours for mark in "@:") or "title" in (mine, yours):
        return None
    heading = re.compile("h[1-6]")
    if bool(heading.fullmatch(mine)) != bool(heading.fullmatch(yours)):
        return None
    return _UNLIKE / 3


def _unsure_places(
    sources: Sequence[Unit], targets: Sequence[Unit], path: Sequence[tuple[int | None, int | None]]
) -> set[tuple[int, int]]:
    """Pairs in a run of one kind in which some unit has no counterpart: which one that is may be wrong."""
    unsure: set[tuple[int, int]] = set()
    run: list[tuple[int | None, int | None]] = []
    kind = ""
    for step in (*path, (None, None)):
        i, j = step
        here = sources[i].kind if i is not None else targets[j].kind if j is not None else "\0"
        if here != kind:
            if any(None in one for one in run):
                unsure.update((i, j) for i, j in run if i is not None and j is not None)
            run, kind = [], here
        run.append(step)
    return unsure


def _with_codes_of(source: str, target: str) -> str:
    """The target with its codes named as in the source, by their order among those of one base name."""
    if is_compatible(source, target):
        return target
    names: dict[tuple[str, str], Iterator[str]] = {}
    for tag in tags(source):
        key = (_base(tag), tag.kind)
        if key not in names:
            names[key] = iter([other.name for other in tags(source) if (_base(other), other.kind) == key])
    renamed = [
        Tag(next(names.get((_base(part), part.kind), iter(())), part.name), part.kind)
        if isinstance(part, Tag)
        else part
        for part in parse(target)
    ]
    text = render(renamed)
    return text if is_compatible(source, text) else target


def _base(tag: Tag) -> str:
    return tag.name.rstrip("0123456789") or tag.name


def _codes(text: str) -> Counter[str]:
    return Counter(f"{tag.kind}{_base(tag)}" for tag in tags(text))


def _numbers(text: str) -> Counter[str]:
    """Digit runs without separators, digits of any script."""
    flat = re.sub(r"(?<=\d)[.,\u00a0\u202f'’٬٫](?=\d)", "", plain(text))
    return Counter("".join(str(unicodedata.decimal(digit)) for digit in run) for run in re.findall(r"\d+", flat))

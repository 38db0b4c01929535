"""Bitext: the units of a page and of its existing translation, aligned by structure, length and numbers.

Two versions of one page have the same headings, paragraphs and list items in the same order, with here and there one
more or one less. So the sequences are aligned as Gale and Church (1993) align sentences: the cost of a pair grows with
how unusual its lengths are, and falls where numbers, codes and words that sound alike agree; units of different kinds
do not pair. Whether the two are versions of one page at all is judged by what the pairs have in common beyond chance.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from l10n.bitext.evidence import Evidence, numbers
from l10n.inline import Tag, is_compatible, parse, plain, render, tags
from l10n.model import Unit

Step: TypeAlias = tuple[int | None, int | None]
"""A pair, or a unit of one page alone; by position."""

_SKIP = 6.0
"""The cost of a unit without a partner."""
_UNLIKE = 9.0
"""The cost of a pair of different but related kinds."""
_BAND = 60
"""How far from the diagonal pairs are looked for, beside the difference in number."""
_UNUSUAL, _RATHER_UNUSUAL = 2.6, 1.5
"""Standard deviations of length beyond which a pair is uncertain: one that has something in common, and another."""
_UNEVEN = 0.8
"""The same where the number of sentences differs: one may be left out, added, or another unit's."""
_TELLING = 0.8
"""What two units have in common that shows, with nothing better about, that they belong together."""
_SAME_SHAPE, _ONE_IN_THE_OTHER, _ANY_SHAPE = 2.0, 4.25, 6.0
"""What the pairs must have in common beyond chance (standard deviations): in pages of the same shape, in pages of which
one has all that the other has, in others."""
_ENOUGH = 12
"""Possible pairs from which on chance can be judged; of fewer, less is asked."""
_SELECTED = 0.6
"""How much better the lengths of any two pages fit by being aligned, by the root of the number of pairs."""
_ALIKE = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code", "samp": "code", "kbd": "code"}
"""Tags that pages use for one another."""
_HEADING = re.compile("h[1-6]")
_OFTEN = 3
"""Pairs of two kinds from which on these stand for each other."""
_BETTER = 3.0
"""How much cheaper other partners must be before two pairs are in doubt."""
_SAMPLE = 100
"""Units that stand for all in judging chance."""
_SENTENCE_END = re.compile(r"[.!?؟。！？।](?=[\s»”\")]|$)")


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
    is_by_chance: bool = False
    """The pairs have no more in common than those of any two pages: every pair is in doubt."""


def align_pages(sources: Sequence[Unit], targets: Sequence[Unit]) -> Bitext:
    """Align the units of two versions of a page, both in document order."""
    table = _Table.of(sources, targets)
    path = table.best_path()
    aligned = [(i, j) for i, j in path if i is not None and j is not None]
    doubts = _doubts_of_place(table, path)
    if is_by_chance := _is_by_chance(table, aligned):
        doubts = dict.fromkeys(aligned, "the pages have little in common")
    kin, is_partly = _kin(table, aligned), _is_partly_untranslated(table, aligned)
    pairs = tuple(_pair(table, i, j, doubts.get((i, j), ""), kin=kin, is_partly=is_partly) for i, j in aligned)
    missing = tuple(sources[i] for i, j in path if i is not None and j is None)
    extra = tuple(targets[j] for i, j in path if i is None and j is not None)
    return Bitext(pairs, missing, extra, is_by_chance)


def _pair(
    table: _Table, i: int, j: int, doubt_of_place: str, *, kin: frozenset[tuple[str, str]], is_partly: bool
) -> UnitPair:
    source, target = table.sources[i], table.targets[j]
    text, doubt = _with_codes_of(source.source, target.source), doubt_of_place
    unusual, sentences = (
        table.unusual(i, j),
        [len(_SENTENCE_END.findall(plain(side.source))) for side in (source, target)],
    )
    if not is_compatible(source.source, text, ordered=source.ordered):
        doubt = "other codes"
    elif source.kind != target.kind and (source.kind, target.kind) not in kin:
        doubt = f"{source.kind} here, {target.kind} there"
    elif table.numbers[0][i] != table.numbers[1][j]:
        doubt = "other numbers"
    elif source.source == text and (len(text.split()) > 3 or is_partly) and re.search(r"[^\W\d_]{2}", plain(text)):
        doubt = "not translated"
    elif unusual > (_UNUSUAL if _is_sure(table, i, j) else _RATHER_UNUSUAL):
        doubt = "much longer or shorter than expected"
    elif sentences[0] != sentences[1] and (unusual > _UNEVEN or not _is_sure(table, i, j)):
        doubt = "other sentences"
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
    evidence: Evidence
    levels: frozenset[tuple[str, str]]
    """Headings that stand for each other: the highest of each page, the second, and so on."""

    @classmethod
    def of(cls, sources: Sequence[Unit], targets: Sequence[Unit]) -> _Table:
        sides = (sources, targets)
        mine, yours = (tuple(len(plain(unit.source)) for unit in side) for side in sides)
        return cls(
            sources,
            targets,
            max(1, sum(yours)) / max(1, sum(mine)),
            (mine, yours),
            tuple(tuple(numbers(unit.source) for unit in side) for side in sides),  # type: ignore[arg-type]
            tuple(tuple(_codes(unit.source) for unit in side) for side in sides),  # type: ignore[arg-type]
            Evidence.of((unit.source for unit in sources), (unit.source for unit in targets)),
            frozenset(
                zip(*(sorted({u.kind for u in side if _HEADING.fullmatch(u.kind)}) for side in sides), strict=False)
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
    if not _is_block(mine) or not _is_block(yours):
        return None
    if bool(_HEADING.fullmatch(mine)) != bool(_HEADING.fullmatch(yours)):
        return None
    return _UNLIKE / 3


def _is_block(kind: str) -> bool:
    """False for the title, attributes, meta values and strings of JSON-LD, which a page may well lack."""
    return kind != "title" and "@" not in kind and ":" not in kind


def _doubts_of_place(table: _Table, path: Sequence[Step]) -> dict[tuple[int, int], str]:
    """Pairs that the order alone brought together, where the order is no evidence.

    That is so between two sure pairs of a run of one kind where some unit has no counterpart, since which one that is
    may be wrong; and throughout a run whose units stand in another order.
    """
    crossed = _crossed(table, path)
    doubts = dict.fromkeys(crossed, "another text fits better")
    for run in _runs(table, path):
        pairs = [(i, j) for i, j in run if i is not None and j is not None]
        if not crossed.isdisjoint(pairs):
            unsure = (pair for pair in pairs if not _is_sure(table, *pair))
            doubts.update((pair, "in another order") for pair in unsure if pair not in crossed)
            continue
        for stretch in _stretches(table, run):
            if any(None in step for step in stretch):
                doubts.update(
                    ((i, j), "a neighbour has no counterpart") for i, j in stretch if i is not None and j is not None
                )
    doubts.update(dict.fromkeys(_doubtful_headings(table, path, doubts), "its section does not fit"))
    return doubts


def _doubtful_headings(
    table: _Table, path: Sequence[Step], doubts: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Headings that nothing but their place brought together, over sections of which most does not fit."""
    heading: tuple[int, int] | None = None
    fits = misfits = 0
    for i, j in (*path, (None, None)):
        kind = table.sources[i].kind if i is not None else table.targets[j].kind if j is not None else "h1"
        is_pair = i is not None and j is not None and (i, j) not in doubts
        if not _HEADING.fullmatch(kind):
            fits, misfits = fits + is_pair, misfits + (not is_pair)
            continue
        if heading is not None and misfits > max(1, fits) and not _is_sure(table, *heading):
            yield heading
        heading = (i, j) if i is not None and j is not None else None
        fits = misfits = 0


def _runs(table: _Table, path: Sequence[Step]) -> Iterator[list[Step]]:
    """The path cut where the kind of unit changes."""
    run: list[Step] = []
    kind = ""
    for i, j in path:
        here = table.sources[i].kind if i is not None else table.targets[j].kind if j is not None else ""
        if here != kind and run:
            yield run
            run = []
        kind = here
        run.append((i, j))
    if run:
        yield run


def _stretches(table: _Table, run: Iterable[Step]) -> Iterator[list[Step]]:
    """What stands between the sure pairs of a run."""
    stretch: list[Step] = []
    for i, j in run:
        if i is not None and j is not None and _is_sure(table, i, j):
            yield stretch
            stretch = []
        else:
            stretch.append((i, j))
    yield stretch


def _is_sure(table: _Table, i: int, j: int) -> bool:
    """True where the two show by themselves that they belong together."""
    mine, yours = table.numbers[0][i], table.numbers[1][j]
    return mine == yours and (bool(mine) or table.evidence.common(i, j) >= _TELLING)


def _crossed(table: _Table, path: Sequence[Step]) -> set[tuple[int, int]]:
    """Pairs that had better change partners, as in a list whose items stand in another order."""
    yours = {i: j for i, j in path if i is not None}
    mine = {j: i for i, j in path if j is not None}
    crossed: set[tuple[int, int]] = set()
    for i, j in table.evidence.meetings():
        theirs, ours = yours[i], mine[j]
        if theirs == j or (theirs is None and ours is None):
            continue
        now = table.cost_or_skip(i, theirs) + table.cost_or_skip(ours, j)
        if now - table.cost(i, j) - table.cost_or_skip(ours, theirs) > _BETTER:
            crossed.update({(i, theirs)} if theirs is not None else ())
            crossed.update({(ours, j)} if ours is not None else ())
    return crossed


def _is_by_chance(table: _Table, aligned: Sequence[tuple[int, int]]) -> bool:
    """True where the pairs have no more in common than these units would have, paired at random.

    Features and lengths count, each by standard deviations from what the other pairings give. A wrong page is aligned
    by its lengths, so these fit better than at random; that is taken off.
    """
    if not aligned:
        return False
    count = len(aligned)
    beyond = _beyond_chance(aligned, table.evidence.common)
    fit = -_beyond_chance(aligned, lambda i, j: min(8.0, table.unusual(i, j) ** 2))
    shorter, longer = sorted(sum(_is_block(unit.kind) for unit in side) for side in (table.sources, table.targets))
    blocks = sum(_is_block(table.sources[i].kind) for i, _ in aligned)
    wanted = _SAME_SHAPE if blocks == longer else _ONE_IN_THE_OTHER if blocks >= 0.95 * shorter else _ANY_SHAPE
    wanted *= min(1.0, math.sqrt(shorter / _ENOUGH))
    return beyond + fit - _SELECTED * math.sqrt(count) < wanted


def _beyond_chance(aligned: Sequence[tuple[int, int]], value: Callable[[int, int], float]) -> float:
    """How many standard deviations the sum over the pairs is from that of a random pairing."""
    others = [j for _, j in aligned[:: max(1, len(aligned) // _SAMPLE)]]
    excess = variance = 0.0
    for i, j in aligned:
        row = [value(i, other) for other in others]
        mean = sum(row) / len(row)
        excess += value(i, j) - mean
        variance += sum((item - mean) ** 2 for item in row) / len(row)
    return excess / math.sqrt(variance) if variance > 0 else 0.0


def _kin(table: _Table, aligned: Iterable[tuple[int, int]]) -> frozenset[tuple[str, str]]:
    """Kinds that stand for each other throughout the two pages: `p` for `div`, `h2` for `h3`."""
    found = Counter((table.sources[i].kind, table.targets[j].kind) for i, j in aligned)
    often = {pair for pair, count in found.items() if count >= _OFTEN}
    return frozenset(often | {pair for pair in found if pair in table.levels})


def _is_partly_untranslated(table: _Table, aligned: Iterable[tuple[int, int]]) -> bool:
    """True where whole sentences read the same on both pages."""
    return any(
        table.sources[i].source == table.targets[j].source and len(plain(table.sources[i].source).split()) > 3
        for i, j in aligned
    )


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
    name = tag.name.rstrip("0123456789") or tag.name
    return _ALIKE.get(name, name)


def _codes(text: str) -> Counter[str]:
    return Counter(f"{tag.kind}{_base(tag)}" for tag in tags(text))

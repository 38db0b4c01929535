"""Pairs that nothing but the order of the two pages brought together, where the order is no evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from l10n.bitext.table import HEADING, Step, Table

_TELLING = 0.8
"""What two units have in common that shows, with nothing better about, that they belong together."""
_BETTER = 3.0
"""How much cheaper other partners must be before two pairs are in doubt."""


def doubts_of_place(table: Table, path: Sequence[Step]) -> dict[tuple[int, int], str]:
    """Pairs that the order alone brought together, where the order is no evidence.

    That is so between two sure pairs of a run of one kind where some unit has no counterpart, since which one that is
    may be wrong; and throughout a run whose units stand in another order.
    """
    crossed = _crossed(table, path)
    doubts = dict.fromkeys(crossed, "another text fits better")
    for run in _runs(table, path):
        pairs = [(i, j) for i, j in run if i is not None and j is not None]
        if not crossed.isdisjoint(pairs):
            unsure = (pair for pair in pairs if not is_sure(table, *pair))
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
    table: Table, path: Sequence[Step], doubts: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Headings that nothing but their place brought together, over sections of which most does not fit."""
    heading: tuple[int, int] | None = None
    fits = misfits = 0
    for i, j in (*path, (None, None)):
        kind = table.sources[i].kind if i is not None else table.targets[j].kind if j is not None else "h1"
        is_pair = i is not None and j is not None and (i, j) not in doubts
        if not HEADING.fullmatch(kind):
            fits, misfits = fits + is_pair, misfits + (not is_pair)
            continue
        if heading is not None and misfits > max(1, fits) and not is_sure(table, *heading):
            yield heading
        heading = (i, j) if i is not None and j is not None else None
        fits = misfits = 0


def _runs(table: Table, path: Sequence[Step]) -> Iterator[list[Step]]:
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


def _stretches(table: Table, run: Iterable[Step]) -> Iterator[list[Step]]:
    """What stands between the sure pairs of a run."""
    stretch: list[Step] = []
    for i, j in run:
        if i is not None and j is not None and is_sure(table, i, j):
            yield stretch
            stretch = []
        else:
            stretch.append((i, j))
    yield stretch


def is_sure(table: Table, i: int, j: int) -> bool:
    """True where the two show by themselves that they belong together."""
    mine, yours = table.numbers[0][i], table.numbers[1][j]
    return mine == yours and (bool(mine) or table.evidence.common(i, j) >= _TELLING)


def _crossed(table: Table, path: Sequence[Step]) -> set[tuple[int, int]]:
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

"""Whether two pages are versions of one page at all: what their pairs have in common beyond chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from l10n.bitext.table import Table, is_block

_SAME_SHAPE, _ONE_IN_THE_OTHER, _ANY_SHAPE = 2.0, 4.25, 6.0
"""What the pairs must have in common beyond chance (standard deviations): in pages of the same shape, in pages of which
one has all that the other has, in others."""
_ENOUGH = 12
"""Possible pairs from which on chance can be judged; of fewer, less is asked."""
_SELECTED = 0.6
"""How much better the lengths of any two pages fit by being aligned, by the root of the number of pairs."""
_SAMPLE = 100
"""Units that stand for all in judging chance."""


def has_little_in_common(table: Table, aligned: Sequence[tuple[int, int]]) -> bool:
    """True where the pairs have no more in common than these units would have, paired at random.

    Features and lengths count, each by standard deviations from what the other pairings give. A wrong page is aligned
    by its lengths, so these fit better than at random; that is taken off.
    """
    if not aligned:
        return False
    count = len(aligned)
    beyond = _beyond_chance(aligned, table.evidence.common)
    fit = -_beyond_chance(aligned, lambda i, j: min(8.0, table.unusual(i, j) ** 2))
    shorter, longer = sorted(sum(is_block(unit.kind) for unit in side) for side in (table.sources, table.targets))
    blocks = sum(is_block(table.sources[i].kind) for i, _ in aligned)
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

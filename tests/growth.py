"""How the cost of an action grows with its size: an exponent, the same on a slow machine and on a busy one."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

LIMIT = 1.5
"""Between cost that is proportional to the size (1) and to its square (2)."""
ROUNDS = 15


def exponent(prepare: Callable[[int], Callable[[], object]], small: int, large: int, *, limit: float = LIMIT) -> float:
    """The exponent of the growth from one size to another: 1 where twice the size costs twice as much.

    `prepare` makes the action for a size, and only the action is measured. No size comes twice, so that nothing is
    answered from memory. A busy machine can only make an action look dearer than it is, so the least of several
    rounds counts; there are no more once they are below the limit.
    """
    _cost(prepare(small - 1))
    found = least_small = least_large = math.inf
    for number in range(ROUNDS):
        least_small = min(
            least_small, *(_cost(prepare(size)) / size for size in (small + 2 * number, small + 2 * number + 1))
        )
        least_large = min(least_large, _cost(prepare(large + number)) / (large + number))
        found = 1 + math.log(least_large / least_small) / math.log(large / small)
        if found < limit:
            break
    return found


def _cost(action: Callable[[], object]) -> float:
    """Seconds of CPU without the collector, whose passes hang on all that the process holds."""
    gc.collect(1)
    gc.disable()
    try:
        begin = time.process_time()
        action()
        return time.process_time() - begin
    finally:
        gc.enable()

"""`per dag` must not become `per week`: a period that is gone while another came is a changed dose."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.numbers.comparing.difference import Difference
from l10n.checks.numbers.comparing.measure import dimension_of, measure
from l10n.checks.numbers.model import Numbers


def compare_periods(source: Numbers, target: Numbers) -> Iterator[Difference]:
    """Yield the periods that are lost, with what came for them."""
    lost = source.periods - target.mentions
    if not lost or _is_said_otherwise(lost, target):
        return
    came = target.mentions - source.mentions
    name = ", ".join(sorted(lost))
    if came:
        yield Difference("period", name, ", ".join(sorted(came)))
    elif source.quantities:
        yield Difference("period-lost", name)


def _is_said_otherwise(lost: frozenset[str], target: Numbers) -> bool:
    """`per dag` as `every 24 hours`, `per jaar` as `every 12 months`."""
    there = {measure(quantity) for quantity in target.quantities}
    return all(dimension_of(unit) in there for unit in lost)

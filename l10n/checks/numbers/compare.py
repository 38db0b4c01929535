"""Compares what two texts say in numbers, whatever locale each is written in."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.language import load_language
from l10n.checks.numbers.comparing.agreement import compare_pair
from l10n.checks.numbers.comparing.dates import compare_dates
from l10n.checks.numbers.comparing.difference import Difference
from l10n.checks.numbers.comparing.identifiers import compare_identifiers
from l10n.checks.numbers.comparing.order import compare_order
from l10n.checks.numbers.comparing.pairing import pair
from l10n.checks.numbers.comparing.periods import compare_periods
from l10n.checks.numbers.comparing.side import Side
from l10n.checks.numbers.comparing.unpaired import (
    compare_factors,
    compare_ones,
    compare_roman,
    compare_unpaired,
    without_said_otherwise,
)
from l10n.checks.numbers.model import Numbers, Quantity


def compare(source: Numbers, target: Numbers, *, source_locale: str, target_locale: str) -> Iterator[Difference]:
    """Yield every value, unit, date or identifier that the two do not share; nothing where they say the same."""
    wanted, found = list(source.quantities), list(target.quantities)
    yield from compare_identifiers(source, target, wanted, found)
    yield from compare_dates(source.dates, target.dates, wanted, found)
    yield from _compare_quantities(
        Side(source, load_language(source_locale)), Side(target, load_language(target_locale)), wanted, found
    )


def _compare_quantities(
    source: Side, target: Side, wanted: list[Quantity], found: list[Quantity]
) -> Iterator[Difference]:
    pairing = pair(wanted, found, source.numbers, target.numbers)
    yield from compare_factors(pairing)
    yield from compare_roman(pairing)
    for want, have in pairing.pairs:
        yield from compare_pair(want, have, source, target)
    yield from compare_unpaired(without_said_otherwise(pairing, source, target))
    yield from compare_ones(pairing, target)
    yield from compare_order(pairing.pairs, source.numbers, target.numbers)
    if source.language.has_words and target.language.has_words:
        yield from compare_periods(source.numbers, target.numbers)

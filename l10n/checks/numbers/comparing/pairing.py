"""Finds the counterpart of every quantity: equal ones first, then those that say the same in another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from l10n.checks.numbers.comparing import MOST
from l10n.checks.numbers.comparing.equivalence import RULES, is_percentage_of
from l10n.checks.numbers.comparing.measure import Measure, measure
from l10n.checks.numbers.model import Numbers, Quantity


@dataclass(slots=True)
class Pairing:
    """The pairs, and what is left on both sides."""

    wanted: list[Quantity]
    """Quantities of the source without a counterpart, in order."""
    found: list[Quantity]
    """Those of the translation."""
    pairs: list[tuple[Quantity, Quantity]] = field(default_factory=list)


def pair(wanted: list[Quantity], found: list[Quantity], source: Numbers, target: Numbers) -> Pairing:
    """Pair the quantities of two texts; `wanted` and `found` are those not yet accounted for."""
    pairing = Pairing(wanted, found)
    _pair_equal(pairing)
    pairing.wanted, pairing.found = _without_ratios(pairing.wanted, pairing.found, source)
    pairing.found, pairing.wanted = _without_ratios(pairing.found, pairing.wanted, target)
    for rule in RULES:
        _pair_by(rule, pairing)
    return pairing


def _pair_equal(pairing: Pairing) -> None:
    waiting: dict[Measure, list[Quantity]] = {}
    for have in pairing.found:
        waiting.setdefault(measure(have), []).append(have)
    left: list[Quantity] = []
    for want in pairing.wanted:
        if same := waiting.get(measure(want)):
            alike = next((index for index, have in enumerate(same[:MOST]) if have.is_ordinal == want.is_ordinal), 0)
            pairing.pairs.append((want, same.pop(alike)))
        else:
            left.append(want)
    keep = {id(have) for some in waiting.values() for have in some}
    pairing.wanted, pairing.found = left, [have for have in pairing.found if id(have) in keep]


def _pair_by(rule: Callable[[Quantity, Quantity], bool], pairing: Pairing) -> None:
    left: list[Quantity] = []
    for want in pairing.wanted:
        near = pairing.found[:MOST]
        index = next((index for index, have in enumerate(near) if rule(want, have) or rule(have, want)), None)
        if index is None:
            left.append(want)
        else:
            pairing.pairs.append((want, pairing.found.pop(index)))
    pairing.wanted = left


def _without_ratios(
    parts: list[Quantity], others: list[Quantity], numbers: Numbers
) -> tuple[list[Quantity], list[Quantity]]:
    """Both lists without the ratios of `parts` that stand as a percentage or a fraction in `others`.

    `één op de tien` is 10 %.
    """
    row = numbers.quantities if len(parts) <= MOST else ()
    for first, second in pairwise(row):
        if first.link != "of" or not second.value or second not in parts:
            continue
        ratio = first.value / second.value
        for other in others[:MOST]:
            if is_percentage_of(ratio, other) if other.unit == "%" else other.value == ratio:
                parts = [part for part in parts if part is not first and part is not second]
                others = [each for each in others if each is not other]
                break
    return parts, others

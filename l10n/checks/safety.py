"""What in one text bears on safety (numbers with units, negations, comparisons), and how that changed in an edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from l10n.checks.language import load_units
from l10n.checks.numbers.model import Quantity
from l10n.checks.numbers.scan import scan
from l10n.checks.polarity import find_comparisons, find_negations


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """The facts of one text that a reader's health may hang on; each a readable string, in the order of the text."""

    numbers: tuple[str, ...] = ()
    """Values with their canonical unit: `1000 µg`, `0.5 mg`, `3`."""
    identifiers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    """`day` for `per day` and `daily`, sorted."""
    negations: tuple[str, ...] = ()
    comparisons: tuple[str, ...] = ()


def safety_facts(text: str, locale: str) -> SafetyFacts:
    """Return the facts of plain text written in `locale` (BCP 47)."""
    numbers = scan(text, locale)
    return SafetyFacts(
        tuple(_number(quantity) for quantity in numbers.quantities if not quantity.is_weak),
        tuple(identifier.text for identifier in numbers.identifiers),
        tuple(date.text for date in numbers.dates),
        tuple(sorted(numbers.periods)),
        find_negations(text, locale).strong,
        tuple(comparison.words for comparison in find_comparisons(text, locale) if not comparison.is_soft),
    )


def safety_changes(old: str, new: str, locale: str) -> tuple[str, ...]:
    """Return what an edit of plain text changed in these facts, one readable line each; empty for a harmless edit.

    `number 1000 µg -> 10000 µg`, `negation «niet» removed`, `comparison «maximaal» -> «minimaal»`.
    """
    if old == new:
        return ()
    before, after = safety_facts(old, locale), safety_facts(new, locale)
    lines: list[str] = []
    lines += _changes("number", before.numbers, after.numbers, quote=False)
    lines += _changes("identifier", before.identifiers, after.identifiers, quote=False)
    lines += _changes("date", before.dates, after.dates, quote=False)
    lines += _changes("period", before.periods, after.periods, quote=False)
    lines += _changes("negation", before.negations, after.negations, quote=True)
    lines += _changes("comparison", before.comparisons, after.comparisons, quote=True)
    return tuple(lines)


def _changes(kind: str, old: Sequence[str], new: Sequence[str], *, quote: bool) -> Iterator[str]:
    """Pair what went with what came, in order; say `order` where only the order changed."""
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    mark = "«{}»" if quote else "{}"
    if not gone and not come and tuple(old) != tuple(new) and kind == "number":
        yield f"{kind} order {', '.join(old)} -> {', '.join(new)}"
    for left, right in zip(gone, come, strict=False):
        yield f"{kind} {mark.format(left)} -> {mark.format(right)}"
    for left in gone[len(come) :]:
        yield f"{kind} {mark.format(left)} removed"
    for right in come[len(gone) :]:
        yield f"{kind} {mark.format(right)} added"


def _number(quantity: Quantity) -> str:
    if quantity.kind == "time":
        hour, minute = divmod(int(quantity.value), 60)
        return f"{hour}:{minute:02}"
    value = quantity.value
    written = str(value.numerator) if value.denominator == 1 else f"{float(value):.10g}"
    sign = f"{quantity.sign} " if quantity.sign else ""
    return f"{sign}{written} {_unit(quantity.unit)}".strip()


def _unit(unit: str) -> str:
    return "" if unit not in load_units()[0] and "/" not in unit else unit

"""Whether the two quantities of a pair agree in format, sign and unit as well."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.numbers.comparing.difference import Difference
from l10n.checks.numbers.comparing.equivalence import percentage
from l10n.checks.numbers.comparing.measure import is_dose
from l10n.checks.numbers.comparing.side import Side
from l10n.checks.numbers.model import Quantity

_OPPOSITE = {"<": "down", "≤": "down", ">": "up", "≥": "up"}
_MINUS = frozenset("minus min moins menos zero nul null zéro cero zera".split())
"""Minus, or what a degree is below of."""


def compare_pair(want: Quantity, have: Quantity, source: Side, target: Side) -> Iterator[Difference]:
    """Yield what `have` in the translation says otherwise than `want` in the source."""
    if have.is_foreign and not want.is_foreign:
        yield Difference("format", want.text, have.text, have.value)
    yield from _compare_sign(want, have, source, target)
    if percentage(want, have) or percentage(have, want):
        return
    if want.unit and not have.unit and not target.may_leave_unsaid(want, have):
        yield Difference("unit-lost" if is_dose(want.unit) else "measure-lost", want.text, have.text)
    elif have.unit and not want.unit and not source.may_leave_unsaid(have, want):
        yield Difference("unit-added" if is_dose(have.unit) else "measure-added", want.text, have.text)


def _compare_sign(want: Quantity, have: Quantity, source: Side, target: Side) -> Iterator[Difference]:
    if want.sign and have.sign and _OPPOSITE[want.sign] != _OPPOSITE[have.sign]:
        yield Difference("sign", f"{want.sign} {want.text}", f"{have.sign} {have.text}")
    elif want.value == -have.value and want.value:
        minus = _MINUS.union(*(side.language.lists.get("minus", ()) for side in (source, target)))
        if not (target if want.value < have.value else source).says_any(minus):
            yield Difference("sign", want.text, have.text)

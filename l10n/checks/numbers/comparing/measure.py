"""What a quantity measures: its dimension, and its value in the base unit of that dimension."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from l10n.checks.language import load_units
from l10n.checks.numbers.model import Quantity

Measure: TypeAlias = tuple[str, Fraction]
"""Dimension and value in base units: the key under which equal quantities meet."""

DAY: Measure = ("time", Fraction(86_400))
WEEK: Measure = ("time", Fraction(604_800))
_DOSES = frozenset(["mass", "volume", "amount", "percent", "permille", "international unit", "unit", "equivalent"])


def measure(quantity: Quantity) -> Measure:
    """The measure of a quantity: 1 mg and 1000 µg have the same one."""
    if quantity.kind == "time":
        return "time of day", quantity.value
    dimension, factor = dimension_of(quantity.unit)
    return dimension, quantity.value * factor


@lru_cache(maxsize=512)
def dimension_of(unit: str) -> tuple[str, Fraction]:
    """The dimension of a unit and how many base units it is; an unknown unit is a dimension of its own."""
    units, _ = load_units()
    name, _, per = unit.partition("/")
    if name not in units:
        return unit, Fraction(1)
    if per in units:
        return f"{units[name].dimension}/{units[per].dimension}", units[name].factor / units[per].factor
    return units[name].dimension, units[name].factor


def is_dose(unit: str) -> bool:
    """True for a unit that tells how much of something there is."""
    return "/" in unit or dimension_of(unit)[0] in _DOSES

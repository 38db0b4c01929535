"""In which ways two quantities that are not equal may say the same: a quarter is 25 %, `8 uur` is 8:00 or 20:00."""

from __future__ import annotations

from fractions import Fraction

from l10n.checks.numbers.comparing.measure import dimension_of
from l10n.checks.numbers.model import Quantity


def multiple(one: Quantity, other: Quantity) -> bool:
    """Doubled is twice as much or 100 % more; halved is 50 % less."""
    if one.unit != "factor":
        return False
    if other.unit == "%":
        return other.value == (50 if one.value < 1 else 100 * (one.value - 1))
    return other.unit in ("", "times") and other.value == one.value


def bare(one: Quantity, other: Quantity) -> bool:
    """One side names the unit, the other does not."""
    return not one.unit and one.value == other.value and one.kind == other.kind


def other_value(one: Quantity, other: Quantity) -> bool:
    """A third is 1/3 or the 3rd: they share one of the values they can have."""
    if one.kind != other.kind or not (one.others or other.others):
        return False
    (dimension, factor), (other_dimension, other_factor) = (
        dimension_of(one.unit or other.unit),
        dimension_of(other.unit or one.unit),
    )
    return dimension == other_dimension and not {value * factor for value in one.values}.isdisjoint(
        value * other_factor for value in other.values
    )


def hour(one: Quantity, other: Quantity) -> bool:
    """`8 uur` is a duration or a time of day."""
    if one.kind != "time" or other.kind == "time" or other.unit not in ("hour", ""):
        return False
    return any(value == 60 * other.value or value == 60 * (other.value + 12) for value in one.values)


def percentage(one: Quantity, other: Quantity) -> bool:
    """`een kwart` is 25 %, and a third 33 %."""
    return one.unit == "%" and not other.unit and other.value.denominator > 1 and is_percentage_of(other.value, one)


def is_percentage_of(share: Fraction, percentage: Quantity) -> bool:
    """True for a share as a percentage, rounded to the places that one has where the share has more of them."""
    exact = share * 100
    if exact == percentage.value:
        return True
    place = Fraction(1, 10 if percentage.value.denominator > 1 else 1)
    is_endless = any(exact.denominator % prime == 0 for prime in (3, 7))
    return is_endless and 2 * abs(exact - percentage.value) < place


def decade(one: Quantity, other: Quantity) -> bool:
    """`de jaren 90` are the 1990s."""
    return other.value % 10 == 0 and 0 < other.value < 100 and one.value == 1900 + other.value


def without_sign(one: Quantity, other: Quantity) -> bool:
    """-5 is 5 below zero; whether a word says so is looked at once they are a pair."""
    return one.value < 0 and one.value == -other.value and (one.unit == other.unit or not one.unit or not other.unit)


RULES = (multiple, bare, other_value, hour, percentage, decade, without_sign)
"""In the order they are tried; each is asked both ways round."""

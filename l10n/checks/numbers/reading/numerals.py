"""Numerals by locale: `1.000,5` is 1000.5 in Dutch and no number in English (CLDR separators, read strictly)."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from l10n.checks.language import Numerals

_INTEGER = re.compile(r"\d+")
_SPACES = "\u00a0\u202f\u2009 "
_DECIMALS = re.compile(r"\d+[.,٫]\d+")
_ROMAN = re.compile(r"(?=[IVXLC])(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Reading(NamedTuple):
    """What a numeral means, and whether it is written as the locale writes numbers."""

    value: Fraction
    is_foreign: bool = False
    others: tuple[Fraction, ...] = ()


@lru_cache(maxsize=4096)
def read_numeral(text: str, numerals: Numerals) -> Reading | None:
    """Return the value of a numeral, or None where it is a row of numbers (`1,2,3`, `3.2.1`).

    A group has three digits; `12.50` is therefore no Dutch number, and comes back as foreign with the value
    that another locale gives it. Spaces and apostrophes between groups of three are read everywhere (ISO 80000-1).
    """
    if _INTEGER.fullmatch(text):
        return Reading(Fraction(int(text)))
    marks = "".join(character for character in text if not character.isdigit())
    if (value := _read(text, marks, numerals.decimal, numerals.secondary)) is not None:
        others = _others(text, marks, numerals)
        return Reading(value, others=others)
    other = "," if numerals.decimal == "." else "."
    value = _read(text, marks, other)
    return None if value is None else Reading(value, is_foreign=not numerals.is_lenient)


def read_roman(text: str) -> int:
    """Return the value of a Roman numeral up to CC, or 0 where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _read(text: str, marks: str, decimal: str, secondary: int = 3) -> Fraction | None:
    """Read `text` with `decimal` as decimal mark; the Arabic marks keep their one meaning."""
    fractional = decimal if decimal in marks else "٫"
    whole, mark, rest = text.rpartition(fractional)
    if not mark:
        whole, rest = text, ""
    if mark and not rest.isdigit():
        return None
    groups = re.split(r"[^0-9]", whole)
    if len(groups) > 1:
        separators = {character for character in whole if not character.isdigit()}
        if len(separators) > 1 or separators == {fractional} or separators == {decimal}:
            return None
        if not 1 <= len(groups[0]) <= 3 or len(groups[-1]) != 3 or groups[0] == "0":
            return None
        if len({len(group) for group in groups[1:-1]} - {3}) and {len(group) for group in groups[1:-1]} != {secondary}:
            return None
    digits = "".join(groups)
    return Fraction(int(digits + rest), 10 ** len(rest)) if digits else None


def _others(text: str, marks: str, numerals: Numerals) -> tuple[Fraction, ...]:
    """The second reading where both decimal marks are in use and only one mark stands there."""
    if not numerals.is_lenient or len(marks) != 1 or marks not in ".," or not _DECIMALS.fullmatch(text):
        return ()
    other = _read(text, marks, "," if numerals.decimal == "." else ".")
    return () if other is None else (other,)

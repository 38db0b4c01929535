"""How a locale writes numbers and names months, from CLDR; a data file adds what CLDR does not have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10n.checks.language.datafile import Table, fold, forms

if TYPE_CHECKING:
    from babel import Locale

_SPACES = "\u00a0\u202f\u2009 "
_NAME = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Numerals:
    """How a locale writes numbers, from CLDR (`numbers/symbols`)."""

    decimal: str
    group: str
    is_spaced: bool
    """Thousands are set apart by a space, which many type as a plain one."""
    is_lenient: bool = False
    """Both decimal marks are in use; neither is a fault."""
    secondary: int = 3
    """Digits in a group that is not the last: 2 in India (1,00,000)."""
    day_first: bool = True
    year_first: bool = False


def numerals_of(locale: str, override: Table) -> Numerals:
    """The numerals of a locale; of its language where CLDR does not know the locale, lenient ones where it knows neither."""
    cldr = _cldr(locale) or _cldr(locale.partition("-")[0])
    if cldr is None:
        return Numerals(".", ",", is_spaced=True, is_lenient=True)
    from babel.numbers import get_decimal_symbol, get_group_symbol

    decimal = str(override.get("decimal") or get_decimal_symbol(cldr))
    group = str(override.get("group") or get_group_symbol(cldr))
    pattern = cldr.date_formats["short"].pattern
    order = "".join(dict.fromkeys(character for character in pattern if character in "dMy"))
    return Numerals(
        decimal,
        group,
        is_spaced=group in _SPACES or cldr.language == "es",
        is_lenient=override.get("lenient") is True,
        secondary=int(cldr.decimal_formats[None].grouping[1]),
        day_first=order.find("d") < order.find("M"),
        year_first=order.startswith("y"),
    )


def months_of(locale: str, extra: Table) -> dict[str, int]:
    """The month of each name, folded: CLDR's names of three letters or more, and the words of `extra` (1 to 12)."""
    months: dict[str, int] = {}
    cldr = _cldr(locale.partition("-")[0])
    if cldr is None:
        return months
    for usage in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for number, name in cldr.months[usage][width].items():
                folded = fold(str(name)).rstrip(".")
                if _NAME.fullmatch(folded):
                    months[folded] = number
    for key, value in extra.items():
        months.update(dict.fromkeys((fold(form) for form in forms(value) if " " not in form), int(key)))
    return months


def _cldr(tag: str) -> Locale | None:
    from babel import Locale  # CLDR is loaded when a number is first read, not on `--help`
    from babel.core import UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None

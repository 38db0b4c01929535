"""How a locale writes numbers and names months, from CLDR; a data file adds what CLDR does not have.

A language with a data file has there, under `cldr`, what CLDR says of the language itself, so that only its regions
(`de-CH`) and other languages have to load the library that has all of CLDR.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10n.checks.language.datafile import Table, fold, forms, section

if TYPE_CHECKING:
    from babel import Locale

_SPACES = "\u00a0\u202f\u2009 "
_NAME = re.compile(r"[^\W\d_]{3,}")


class Numerals(NamedTuple):
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


def numerals_of(locale: str, table: Table) -> Numerals:
    """The numerals of a locale; of its language where CLDR does not know the locale, lenient ones where it knows neither.

    `table` is the data file of the language; what it says under `format` takes the place of what CLDR says.
    """
    own, format_ = section(table, "cldr"), section(table, "format")
    known = own if own and "-" not in locale else numerals_in_cldr(locale)
    if known is None:
        return Numerals(".", ",", is_spaced=True, is_lenient=True)
    group, order = str(format_.get("group") or known["group"]), str(known["short-date"])
    return Numerals(
        str(format_.get("decimal") or known["decimal"]),
        group,
        is_spaced=group in _SPACES or locale.partition("-")[0] == "es",
        is_lenient=format_.get("lenient") is True,
        secondary=int(str(known.get("secondary", 3))),
        day_first=order.find("d") < order.find("M"),
        year_first=order.startswith("y"),
    )


def numerals_in_cldr(locale: str) -> Table | None:
    """The marks in the numbers of a locale, and the order of day, month and year; None where CLDR has no such language."""
    cldr = _cldr(locale) or _cldr(locale.partition("-")[0])
    if cldr is None:
        return None
    from babel.numbers import get_decimal_symbol, get_group_symbol

    pattern = cldr.date_formats["short"].pattern
    return {
        "decimal": get_decimal_symbol(cldr),
        "group": get_group_symbol(cldr),
        "secondary": cldr.decimal_formats[None].grouping[1],
        "short-date": "".join(dict.fromkeys(character for character in pattern if character in "dMy")),
    }


def months_of(locale: str, table: Table) -> dict[str, int]:
    """The month (1 to 12) of each name, folded: CLDR's names, and the words under `months` of the data file, `table`."""
    names = forms(section(table, "cldr").get("months"))
    if names:
        months = {name: number for number, line in enumerate(names, 1) for name in line.split()}
    else:
        months = months_in_cldr(locale.partition("-")[0])
    for key, value in section(table, "months").items() if months else ():
        months.update(dict.fromkeys((fold(form) for form in forms(value) if " " not in form), int(key)))
    return months


def months_in_cldr(language: str) -> dict[str, int]:
    """CLDR's names of months that have three letters or more, folded; none where it does not know the language."""
    months: dict[str, int] = {}
    cldr = _cldr(language)
    if cldr is None:
        return months
    for usage in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for number, name in cldr.months[usage][width].items():
                folded = fold(str(name)).rstrip(".")
                if _NAME.fullmatch(folded):
                    months[folded] = number
    return months


def _cldr(tag: str) -> Locale | None:
    from babel import Locale  # CLDR is loaded when a number is first read, not on `--help`
    from babel.core import UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None

"""Units of measure, the same in every language: which dimension each belongs to, and its symbols."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, cast

from l10n.checks.language.datafile import read_file, section


class Unit(NamedTuple):
    """A unit of measure: values convert within one dimension only."""

    dimension: str
    factor: Fraction


@lru_cache(maxsize=1)
def load_units() -> tuple[Mapping[str, Unit], Mapping[str, str]]:
    """Return the units by name, and the names by symbol (exact case)."""
    units, symbols = {}, {}
    for name, row in section(read_file("units"), "units").items():
        dimension, factor, spelled = cast("tuple[str, str, str]", row)
        units[name] = Unit(dimension, Fraction(factor))
        symbols.update(dict.fromkeys(spelled.split(), name))
    return units, symbols

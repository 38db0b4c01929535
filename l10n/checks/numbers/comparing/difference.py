"""What the numbers of two texts may not share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

DifferenceKind: TypeAlias = Literal[
    "lost",
    "lost-one",
    "added",
    "value",
    "unit",
    "unit-lost",
    "unit-added",
    "measure-lost",
    "measure-added",
    "format",
    "order",
    "range",
    "sign",
    "identifier",
    "date",
    "ambiguous-date",
    "period",
    "period-lost",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the numbers of two texts do not share."""

    kind: DifferenceKind
    source: str = ""
    """The words in the source, empty for what was added."""
    target: str = ""
    """The words in the translation, empty for what was lost."""
    value: Fraction | None = None
    """What the translation should say, where a numeral is only written wrongly."""

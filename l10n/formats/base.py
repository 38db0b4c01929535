"""What a source format promises: units out of bytes, and the same bytes with translations in their place.

A format is a module (entry point group `l10n.formats`) that offers the functions of `Format`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from l10n.inline import Problem
from l10n.locales import Locale
from l10n.model import Key, State, Unit


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the source that its author should look at; it does not stop the reading."""

    message: str
    line: int = 0
    """Where in the source file, counted from 1; 0 where it concerns the whole file."""
    hint: str = ""


class Status(StrEnum):
    """What became of a visible or announced string."""

    EXTRACTED = "extracted"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AuditItem:
    """One visible or announced string of a page, and what became of it."""

    status: Status
    line: int
    place: str
    """`p`, `img@alt`, `meta:description`, `json-ld:headline`."""
    text: str
    rule: str = ""
    """For an excluded string: the rule that says so (`translate=no`, `code`, `exclude: .price`)."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Every visible or announced string of a page, in document order."""

    items: tuple[AuditItem, ...]

    @property
    def coverage(self) -> float:
        """The share of the characters that a rule decided about (extracted or excluded), 0.0 to 1.0."""
        total = sum(len(item.text) for item in self.items)
        unknown = sum(len(item.text) for item in self.items if item.status is Status.UNKNOWN)
        return 1.0 if total == 0 else (total - unknown) / total


class Document(Protocol):
    """One source file as its format read it; frozen."""

    @property
    def path(self) -> str:
        """Relative to the project; for messages."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit in document order; equal keys may repeat."""

    @property
    def warnings(self) -> tuple[Remark, ...]:
        """What the author of the source should look at."""


class Format(Protocol):
    """The functions a format module offers. All raise `L10nError` for what the user can mend."""

    def write(
        self, document: Document, targets: Mapping[Key, str], *, locale: Locale, source_locale: Locale
    ) -> bytes: ...

    def preview(
        self,
        document: Document,
        targets: Mapping[Key, tuple[str, State]],
        *,
        locale: Locale,
        source_locale: Locale,
    ) -> bytes: ...

    def problems(self, unit: Unit, target: str) -> Iterator[Problem]: ...

    def audit(self, document: Document) -> Audit: ...

"""What is drafted and what becomes of it: a unit with what an engine may be told, a verified draft, or why there is none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from l10n.engine import Example, Term


@dataclass(frozen=True, slots=True)
class Job:
    """A unit to draft, with what an engine may be told about it."""

    source: str
    terms: tuple[Term, ...] = ()
    before: str = ""
    after: str = ""
    title: str = ""
    examples: tuple[Example, ...] = ()
    ordered: Collection[str] = ()
    """Names of codes that must keep their order."""

    @property
    def locked(self) -> tuple[str, ...]:
        """The words that must come back as they are."""
        return tuple(term.source for term in self.terms if term.locked)

    @property
    def forced(self) -> dict[str, str]:
        """Words in their dictionary form whose required translation can take their place as it is."""
        return {term.source: term.target for term in self.terms if term.is_citation and not term.locked}


@dataclass(frozen=True, slots=True)
class Draft:
    """A verified translation of a unit."""

    target: str
    method: str
    score: float | None = None
    flags: tuple[str, ...] = ()
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a unit has no draft."""

    kind: str
    """`no match`, `rejected` (no answer passed verification) or `no answer`."""
    reason: str

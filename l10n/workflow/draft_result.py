"""What a run of drafting did: drafts and units left empty, catalog by catalog, locale by locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from l10n.drafting.ask import Plan


@dataclass(frozen=True, slots=True)
class Left:
    """A unit that stays empty, and why."""

    path: str
    line: int
    source: str
    kind: str
    """`no match`, `rejected`, `no answer`."""
    reason: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one catalog."""

    article: str
    locale: str
    path: str
    units: int
    """How many were to be drafted."""
    methods: Mapping[str, int]
    """Drafts by method: `exact`, `fuzzy`, `assembled`, `copy`, `mt`, `pseudo`."""
    left: tuple[Left, ...] = ()

    @property
    def drafts(self) -> int:
        return sum(self.methods.values())


@dataclass(frozen=True, slots=True)
class LocaleRun:
    """What became of one locale."""

    locale: str
    engine: str
    catalogs: tuple[Drafted, ...] = ()
    problem: str = ""
    """Why it is not complete; empty where the engine answered everything it was asked."""
    plan: Plan = field(default_factory=Plan)
    """In a dry run: what the engine would be asked."""
    destination: str = ""
    """The host the texts go to; empty where they stay here."""
    questions: int = 0
    cached: int = 0
    billed_chars: int = 0
    billed_tokens: int = 0

    @property
    def is_complete(self) -> bool:
        """Every question got an answer, and of those asked in this run at least one could be used."""
        left = [item.kind for catalog in self.catalogs for item in catalog.left]
        useless = self.questions > self.cached and not any(catalog.drafts for catalog in self.catalogs)
        return not self.problem and "no answer" not in left and not (useless and "rejected" in left)

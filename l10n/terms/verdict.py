"""What the termbase asks of a translation, and the verdict on one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from l10n.model import Severity
from l10n.terms.forms import Level
from l10n.terms.termbase import Concept, Status, Term


class Rendering(StrEnum):
    """How a translation renders a concept."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    LOOSE = "loose"
    """By a word of the same stem only, or the term's words in another order: for a person to look at."""
    FORBIDDEN = "forbidden"
    WRONG = "wrong"
    """A do-not-translate term that was changed."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the termbase in a text."""

    concept: Concept
    term: Term
    start: int
    end: int
    """Offsets in the plain text."""
    text: str
    """What stands there; for a term with other words inside it, from its first word to its last."""
    level: Level
    spans: tuple[tuple[int, int], ...] = ()
    """Where each word of the term stands."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What the termbase asks of the translation of a text."""

    concept_id: str
    source_text: str
    """The words of the source, as they stand there first."""
    preferred: str
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    dnt: bool = False
    note: str = ""

    @property
    def line(self) -> str:
        """One line for a translator: `tekort -> deficiency (not: shortage, lack)`."""
        also = f" (or: {', '.join(self.admitted)})" if self.admitted else ""
        never = f" (not: {', '.join(self.forbidden)})" if self.forbidden else ""
        if self.dnt:
            return f"{self.source_text} -> {self.preferred} (do not translate)"
        return f"{self.source_text} -> {self.preferred}{also}{never}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one concept of the source is rendered in the translation."""

    requirement: Requirement
    rendering: Rendering
    source_hits: tuple[Hit, ...]
    target_hits: tuple[Hit, ...] = ()
    """What was found: allowed terms, or the forbidden ones where the rendering is `forbidden`."""
    found: str = ""
    """The text that renders the concept, or the forbidden or changed one."""

    @property
    def concept(self) -> str:
        """The concept's id."""
        return self.requirement.concept_id

    @property
    def terms(self) -> tuple[str, ...]:
        """The allowed terms that were found, as the glossary writes them."""
        return tuple(dict.fromkeys(hit.term.text for hit in self.target_hits if hit.term.status.is_allowed))

    @property
    def is_violation(self) -> bool:
        return self.rendering in (Rendering.FORBIDDEN, Rendering.WRONG, Rendering.MISSING)

    @property
    def severity(self) -> Severity:
        """An error where a forbidden term stands or a do-not-translate term does not; a warning where none was found."""
        if self.rendering in (Rendering.FORBIDDEN, Rendering.WRONG):
            return Severity.ERROR
        return Severity.WARNING if self.rendering is Rendering.MISSING else Severity.INFO

    @property
    def message(self) -> str:
        """What is wrong and what to do."""
        need = self.requirement
        wanted = " or ".join(f"«{text}»" for text in (need.preferred, *need.admitted))
        match self.rendering:
            case Rendering.FORBIDDEN:
                return f"«{self.found}» is not allowed for «{need.source_text}»; write {wanted}."
            case Rendering.WRONG if self.found:
                return f"«{self.found}» must stay exactly «{need.preferred}»."
            case Rendering.WRONG:
                return f"«{need.preferred}» must stand in the translation, exactly like this."
            case Rendering.MISSING:
                return f"«{need.source_text}» asks for {wanted}; the translation has none of them."
            case Rendering.LOOSE:
                return f"«{self.found}» seems to stand for «{need.source_text}»; the glossary has {wanted}."
            case Rendering.ADMITTED:
                return f"«{self.found}» is admitted for «{need.source_text}»; preferred is «{need.preferred}»."
        return f"«{self.found}» renders «{need.source_text}»."

    @property
    def suggestion(self) -> str:
        """Always empty: a corrected sentence needs inflection that only a person is sure of."""
        return ""


def requirement_of(concept: Concept, locale: str) -> Requirement | None:
    """What a concept asks in a locale; None where it has no term there."""
    terms = concept.in_locale(locale)
    allowed = [term for term in terms if term.status.is_allowed]
    forbidden = tuple(term.text for term in terms if not term.status.is_allowed)
    if not allowed and not forbidden:
        return None
    first = next((term for term in allowed if term.status is not Status.ADMITTED), allowed[0] if allowed else None)
    return Requirement(
        concept.id,
        "",
        first.text if first else "",
        tuple(term.text for term in allowed if term is not first),
        forbidden,
        dnt=concept.is_dnt,
        note=first.note if first else "",
    )


def for_text(requirement: Requirement, source_text: str) -> Requirement:
    """The requirement with the words of a source text."""
    return replace(requirement, source_text=source_text)

"""Judging a translation by the termbase: which concepts the source uses, and how the translation renders each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from l10n.locales import Locale
from l10n.model import Severity
from l10n.terms.compiled import compile_locale, entries_of
from l10n.terms.forms import Level
from l10n.terms.match import Index, Occurrence, Places, Text, longest
from l10n.terms.senses import means_concept
from l10n.terms.termbase import Concept, Status, Term, Termbase


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

    @property
    def confidence(self) -> float:
        """How sure the match is, 0 to 1."""
        return (1.0, 0.98, 0.95, 0.9, 0.5)[self.level]


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


class Matcher:
    """A termbase compiled for a source language and the languages of the translations; each is loaded when first used."""

    def __init__(self, termbase: Termbase, *, source_locale: str, cache_dir: Path | None = None) -> None:
        self.termbase = termbase
        self.source_locale = Locale.parse(source_locale)
        self._cache_dir = cache_dir
        self._indexes: dict[str, Index] = {}
        self._needs: dict[str, dict[str, tuple[Requirement, frozenset[int]]]] = {}

    def find(self, text: str, locale: str) -> tuple[Hit, ...]:
        """The terms in a plain text of a locale, longest ones only, in the order of the text."""
        index = self._index(locale)
        taken = Text(text)
        return tuple(_hit(index, taken, one) for one in longest(_kept(index.find(taken))))

    def required(self, source: str, *, target_locale: str, around: str = "") -> tuple[Requirement, ...]:
        """What the termbase asks of the translation of a plain text, in the order of the text.

        `around` is text near it that tells which of two meanings a word has, such as the heading.
        """
        needs = self._needs_of(target_locale)
        return tuple(
            _for_text(needs[concept_id][0], hits[0].text)
            for concept_id, hits in self.concepts(source, around=around).items()
            if concept_id in needs
        )

    def assess(self, source: str, target: str, *, locale: str, around: str = "") -> tuple[Verdict, ...]:
        """One verdict for each concept of the source that has a term in `locale`, in the order of the source; plain texts."""
        needs = self._needs_of(locale)
        sure, unsure = self._spot(source, around)
        used = {key: hits for key, hits in (sure | unsure).items() if key in needs}
        if not used:
            return ()
        index = self._index(locale)
        text = Text(target)
        terms = {number: concept_id for concept_id in used for number in needs[concept_id][1]}
        found = [one for one in _kept(index.find(text)) if one.term in terms]
        claims = _claims(index, found, terms)
        verdicts = (
            self._verdict(index, text, needs[concept_id], hits, claims.get(concept_id, []))
            for concept_id, hits in used.items()
        )
        return tuple(
            verdict for verdict in verdicts if verdict.concept in sure or verdict.rendering is Rendering.FORBIDDEN
        )

    def judge(self, source: str, target: str, *, locale: str, around: str = "") -> Iterator[Verdict]:
        """The verdicts on concepts that are not rendered by their preferred term; see `Verdict.severity`."""
        for verdict in self.assess(source, target, locale=locale, around=around):
            if verdict.rendering is not Rendering.PREFERRED:
                yield verdict

    def _index(self, locale: str) -> Index:
        index = self._indexes.get(locale)
        if index is None:
            entries = entries_of(self.termbase, locale)
            compiled = compile_locale(entries, str(locale), cache_dir=self._cache_dir)
            index = self._indexes[locale] = Index(compiled, entries)
        return index

    def _needs_of(self, locale: str) -> dict[str, tuple[Requirement, frozenset[int]]]:
        """For each concept with a term in the locale: what is asked, and the numbers of its terms in the index."""
        known = self._needs.get(locale)
        if known is None:
            known = self._needs[locale] = {}
            numbers: dict[str, list[int]] = {}
            for number, entry in enumerate(self._index(locale).entries):
                numbers.setdefault(entry.concept.id, []).append(number)
            for concept in self.termbase.concepts:
                if concept.id in numbers and (need := _requirement(concept, locale)):
                    known[concept.id] = (need, frozenset(numbers[concept.id]))
        return known

    def concepts(self, source: str, *, around: str = "") -> dict[str, tuple[Hit, ...]]:
        """The concepts a plain source text uses, by id, each with where; in the order of the text."""
        return self._spot(source, around)[0]

    def _spot(self, source: str, around: str) -> tuple[dict[str, tuple[Hit, ...]], dict[str, tuple[Hit, ...]]]:
        """The concepts a source text uses, and those it only may use.

        The second are compounds of parts nobody knows. Nothing is asked of the translation for them; but where it
        has a term that is forbidden for the concept, both sides together tell that the concept is meant. (Not so
        for a word with another meaning: a forbidden term is often the right one for that meaning.)
        """
        index = self._index(self.source_locale)
        text = Text(source)
        kept = _kept(one for one in index.find(text) if _counts_in_source(one))
        allowed = [one for one in kept if index.entries[one.term].term.status.is_allowed]
        sure: dict[str, list[Hit]] = {}
        unsure: dict[str, list[Hit]] = {}
        for one in longest(allowed):
            entry = index.entries[one.term]
            if means_concept(text, one, entry.term, index.language, around=around):
                hits = sure if one.level < Level.DERIVED else unsure
                hits.setdefault(entry.concept.id, []).append(_hit(index, text, one))
        return (
            {key: tuple(hits) for key, hits in sure.items()},
            {key: tuple(hits) for key, hits in unsure.items() if key not in sure},
        )

    def _verdict(
        self,
        index: Index,
        text: Text,
        need: tuple[Requirement, frozenset[int]],
        source_hits: tuple[Hit, ...],
        claimed: list[Occurrence],
    ) -> Verdict:
        requirement = _for_text(need[0], source_hits[0].text)
        hits = [_hit(index, text, one) for one in claimed]
        allowed = [hit for hit in hits if hit.term.status.is_allowed and hit.level < Level.WEAK]
        forbidden = [hit for hit in hits if not hit.term.status.is_allowed]
        sure = [hit for hit in allowed if hit.level < Level.DERIVED]
        if forbidden and len(sure) < (len(source_hits) if sure else 1):
            return Verdict(requirement, Rendering.FORBIDDEN, source_hits, tuple(forbidden), forbidden[0].text)
        if requirement.dnt:
            changed = _changed(requirement.preferred, text)
            if not allowed or (changed and len(allowed) < len(source_hits)):
                return Verdict(requirement, Rendering.WRONG, source_hits, (), changed)
            return Verdict(requirement, Rendering.PREFERRED, source_hits, tuple(allowed), allowed[0].text)
        if allowed:
            preferred = [hit for hit in allowed if hit.term.status is not Status.ADMITTED]
            rendering = Rendering.PREFERRED if preferred else Rendering.ADMITTED
            return Verdict(requirement, rendering, source_hits, tuple(allowed), (preferred or allowed)[0].text)
        loose = [hit for hit in hits if hit.term.status.is_allowed]
        loose += [
            _hit(index, text, one)
            for one in index.find_loosely(text, need[1])
            if index.entries[one.term].term.status.is_allowed
        ]
        if loose or not requirement.preferred:
            found = loose[0].text if loose else ""
            return Verdict(requirement, Rendering.LOOSE, source_hits, tuple(loose), found)
        return Verdict(requirement, Rendering.MISSING, source_hits)


def compile_termbase(
    termbase: Termbase, *, source_locale: str, target_locales: Iterable[str] = (), cache_dir: Path | None = None
) -> Matcher:
    """Compile a termbase, or load what was compiled from the same terms before; languages named are made ready at once."""
    matcher = Matcher(termbase, source_locale=source_locale, cache_dir=cache_dir)
    for locale in (source_locale, *target_locales):
        matcher.find("", locale)
    return matcher


def _counts_in_source(one: Occurrence) -> bool:
    """True for all but what only resembles a term; a compound of unknown parts stays, as doubtful."""
    return one.level < Level.DERIVED or (one.level == Level.WEAK and one.is_part)


def _kept(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Drop the exclusions, and what each of them covers."""
    found = list(occurrences)
    exclusions = Places()
    for one in found:
        if one.is_exclusion:
            exclusions.add(one)
    return [
        one
        for one in found
        if not one.is_exclusion
        and not any(other.term == one.term and _reaches(other, one) for other in exclusions.near(one))
    ]


def _reaches(exclusion: Occurrence, one: Occurrence) -> bool:
    return all(
        any(mine.start <= piece.start and piece.end <= mine.end for mine in exclusion.pieces) for piece in one.pieces
    )


def _claims(index: Index, found: list[Occurrence], terms: dict[int, str]) -> dict[str, list[Occurrence]]:
    """Give each stretch of the translation to one concept: sure ones first, the longest first."""
    claimed = Places()
    result: dict[str, list[Occurrence]] = {}
    status = {number: index.entries[number].term.status for number in terms}

    def order(one: Occurrence) -> tuple[bool, int, int, bool]:
        return one.level >= Level.WEAK, -one.size, one.level, not status[one.term].is_allowed

    for one in sorted(found, key=order):
        if not status[one.term].is_allowed and one.level >= Level.DERIVED:
            continue
        concept_id = terms[one.term]
        if any(
            _overlaps(one, other) and (terms[other.term] == concept_id or other.size > one.size)
            for other in claimed.near(one)
        ):
            continue
        claimed.add(one)
        result.setdefault(concept_id, []).append(one)
    for kept in result.values():
        kept.sort(key=lambda occurrence: occurrence.start)
    return result


def _overlaps(one: Occurrence, other: Occurrence) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.pieces for b in other.pieces)


def _changed(preferred: str, text: Text) -> str:
    """What stands in the translation in place of a do-not-translate term, where it differs in case only."""
    wanted = [word.key for word in Text(preferred).words]
    keys = [word.key for word in text.words]
    for at in range(len(keys) - len(wanted) + 1):
        if keys[at : at + len(wanted)] == wanted:
            written = text.text[text.words[at].start : text.words[at + len(wanted) - 1].end]
            if written != preferred:
                return written
    return ""


def _hit(index: Index, text: Text, one: Occurrence) -> Hit:
    entry = index.entries[one.term]
    return Hit(
        entry.concept,
        entry.term,
        one.start,
        one.end,
        text.text[one.start : one.end],
        Level(one.level),
        tuple((piece.start, piece.end) for piece in sorted(one.pieces + one.borrowed)),
    )


def _requirement(concept: Concept, locale: str) -> Requirement | None:
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


def _for_text(requirement: Requirement, source_text: str) -> Requirement:
    return replace(requirement, source_text=source_text)

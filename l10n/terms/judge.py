"""Judging a translation by the termbase: which concepts the source uses, and how the translation renders each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from l10n.locales import Locale
from l10n.terms.claims import claimants, claims_of, is_allowed, without_excluded
from l10n.terms.compiled import entries_of
from l10n.terms.compiler import compile_locale
from l10n.terms.forms import Level
from l10n.terms.match import Index
from l10n.terms.occurrence import Occurrence, longest
from l10n.terms.senses import meant
from l10n.terms.termbase import Status, Termbase
from l10n.terms.text import Text
from l10n.terms.verdict import Hit, Rendering, Requirement, Verdict, for_text, requirement_of

_KEPT = 4096
"""So many source texts are remembered."""
_Spotted: TypeAlias = tuple[dict[str, tuple[Hit, ...]], dict[str, tuple[Hit, ...]]]


class Matcher:
    """A termbase compiled for a source language and the languages of the translations; each is loaded when first used."""

    def __init__(self, termbase: Termbase, *, source_locale: str, cache_dir: Path | None = None) -> None:
        self.termbase = termbase
        self.source_locale = Locale.parse(source_locale)
        self._cache_dir = cache_dir
        self._indexes: dict[str, Index] = {}
        self._needs: dict[str, dict[str, tuple[Requirement, frozenset[int]]]] = {}
        self._spotted: dict[tuple[str, str], _Spotted] = {}

    def find(self, text: str, locale: str) -> tuple[Hit, ...]:
        """The terms in a plain text of a locale, longest ones only, in the order of the text."""
        index = self._index(locale)
        taken = Text(text)
        found = index.find(taken) + index.find_by_stem(taken)
        return tuple(_hit(index, taken, one) for one in longest(without_excluded(found)))

    def required(self, source: str, *, target_locale: str, around: str = "") -> tuple[Requirement, ...]:
        """What the termbase asks of the translation of a plain text, in the order of the text.

        `around` is text near it that tells which of two meanings a word has, such as the heading.
        """
        needs = self._needs_of(target_locale)
        return tuple(
            for_text(needs[concept_id][0], hits[0].text)
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
        found = index.find(text)
        claims = claims_of(index, claimants(index, found, terms), terms)
        lost = {
            concept_id for concept_id in used if not any(is_allowed(index, one) for one in claims.get(concept_id, ()))
        }
        numbers = frozenset(number for number, concept_id in terms.items() if concept_id in lost)
        if numbers and (resembling := index.find_by_stem(text, numbers)):
            claims = claims_of(index, claimants(index, found + resembling, terms), terms)
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
                if concept.id in numbers and (need := requirement_of(concept, locale)):
                    known[concept.id] = (need, frozenset(numbers[concept.id]))
        return known

    def concepts(self, source: str, *, around: str = "") -> dict[str, tuple[Hit, ...]]:
        """The concepts a plain source text uses, by id, each with where; in the order of the text."""
        return self._spot(source, around)[0]

    def _spot(self, source: str, around: str) -> _Spotted:
        """What a source text uses; kept, since each locale asks for it anew."""
        known = self._spotted.get((source, around))
        if known is None:
            if len(self._spotted) >= _KEPT:
                self._spotted.clear()
            known = self._spotted[source, around] = self._spot_anew(source, around)
        return known

    def _spot_anew(self, source: str, around: str) -> _Spotted:
        """The concepts a source text uses, and those it only may use.

        The second are compounds of parts nobody knows. Nothing is asked of the translation for them; but where it
        has a term that is forbidden for the concept, both sides together tell that the concept is meant. (Not so
        for a word with another meaning: a forbidden term is often the right one for that meaning.)
        """
        index = self._index(self.source_locale)
        text = Text(source)
        kept = without_excluded(one for one in index.find(text) if _counts_in_source(one))
        allowed = [one for one in kept if index.entries[one.term].term.status.is_allowed]
        sure: dict[str, list[Hit]] = {}
        unsure: dict[str, list[Hit]] = {}
        found = [(one, index.entries[one.term]) for one in longest(allowed)]
        for one in meant(text, found, index.language, around=around):
            hits = sure if one.level < Level.DERIVED else unsure
            hits.setdefault(index.entries[one.term].concept.id, []).append(_hit(index, text, one))
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
        requirement = for_text(need[0], source_hits[0].text)
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

"""Which concept each stretch of a text belongs to: exclusions drop out, and no word is counted for two concepts."""

from __future__ import annotations

from collections.abc import Iterable

from l10n.terms.forms import Level
from l10n.terms.match import Index
from l10n.terms.occurrence import Occurrence, Places


def without_excluded(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
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


def claimants(index: Index, found: list[Occurrence], terms: dict[int, str]) -> list[Occurrence]:
    """The occurrences of these terms, without exclusions and without weak ones that are another concept's term."""
    standing = without_excluded(found)
    words = _words_of_terms(index, standing)
    return [
        one for one in standing if one.term in terms and not (one.level >= Level.WEAK and _is_taken(index, one, words))
    ]


def claims_of(index: Index, found: list[Occurrence], terms: dict[int, str]) -> dict[str, list[Occurrence]]:
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


def is_allowed(index: Index, one: Occurrence) -> bool:
    """True for an occurrence of a term that the glossary allows."""
    return index.entries[one.term].term.status.is_allowed


def _reaches(exclusion: Occurrence, one: Occurrence) -> bool:
    return all(
        any(mine.start <= piece.start and piece.end <= mine.end for mine in exclusion.pieces) for piece in one.pieces
    )


def _words_of_terms(index: Index, standing: list[Occurrence]) -> dict[int, list[tuple[int, str]]]:
    """For each whole word of the text that is a form of a term, by its start: its end and the concept."""
    words: dict[int, list[tuple[int, str]]] = {}
    for one in standing:
        if one.level <= Level.FORM and len(one.pieces) == 1 and not one.is_part:
            words.setdefault(one.pieces[0].start, []).append((one.pieces[0].end, index.entries[one.term].concept.id))
    return words


def _is_taken(index: Index, one: Occurrence, words: dict[int, list[tuple[int, str]]]) -> bool:
    """True where what only resembles a term is a term of another concept (`supplements` for `supplementation`)."""
    if len(one.pieces) != 1:
        return False
    piece, concept_id = one.pieces[0], index.entries[one.term].concept.id
    return any(end >= piece.end and other != concept_id for end, other in words.get(piece.start, ()))


def _overlaps(one: Occurrence, other: Occurrence) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.pieces for b in other.pieces)

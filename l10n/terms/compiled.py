"""A termbase compiled for one language: every form of every term, as plain data that a cache can keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from l10n.terms.termbase import Concept, Term, Termbase

LEVELS = 8
"""A posting is `word * LEVELS + level`."""
EXACTLY = "="
"""Begins the key of a word that may not change."""
PREFIX = "<"
"""Begins the key of a word that may go on (`match = prefix`)."""
PART = "+"
"""Begins the key of a form that stands inside compounds only."""


class Variant(NamedTuple):
    """One way to write a term: its words in order."""

    term: int
    words: tuple[int, ...]
    may_gap: bool = False
    """Other words may stand between its words."""
    is_exclusion: bool = False
    """Not the term but something that looks like it (`exclude`)."""
    function: tuple[bool, ...] = ()
    """Which of the words are articles and prepositions; empty where none is."""
    anchor: int = 0
    """The place of the word by which it is looked up: the one that fewest variants have, no article or preposition."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The index of one language."""

    locale: str
    variants: tuple[Variant, ...]
    postings: dict[str, int | list[int]]
    """Key of a form -> the words it is a form of, with the level (`LEVELS`); a list where they are several."""
    free: dict[int, int]
    """Words that may be found inside compounds, with their length."""
    has_prefixes: bool = False
    """Some words may go on (`match = prefix`)."""
    beginnings: frozenset[str] = frozenset()
    """How the forms begin that may be found inside compounds (`l10n.terms.compounds.SHORTEST` letters)."""
    vocabulary: frozenset[str] = frozenset()
    opaque: frozenset[str] = frozenset()
    """The language's own words, inflected (`l10n.terms.compounds.vocabulary_of`)."""

    def posted(self, key: str) -> Sequence[int]:
        """The postings of a key."""
        found = self.postings.get(key, ())
        return (found,) if isinstance(found, int) else found


class Entry(NamedTuple):
    """A term of the index: the concept, the term, and what its occurrences are compared with."""

    concept: Concept
    term: Term


def entries_of(termbase: Termbase, locale: str) -> tuple[Entry, ...]:
    """The terms of a locale, in the order of the glossary; `Variant.term` counts in it."""
    return tuple(Entry(concept, term) for concept in termbase.concepts for term in concept.in_locale(locale))

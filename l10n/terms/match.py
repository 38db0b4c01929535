"""Finding the terms of one language in a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

from l10n.terms.compiled import LEVELS, Compiled, Entry, Variant
from l10n.terms.forms import Level
from l10n.terms.hyphens import joined, shared_halves
from l10n.terms.language import language_of
from l10n.terms.occurrence import Occurrence, Piece
from l10n.terms.recognise import Found, Recogniser
from l10n.terms.spelling import is_written_as
from l10n.terms.text import Text
from l10n.terms.words import Word, is_break

_Words: TypeAlias = list[tuple[Found, ...]]
"""What each word of a text was recognised as."""


class Index:
    """The terms of one language, ready to be found."""

    def __init__(self, compiled: Compiled, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.language = language_of(compiled.locale)
        self._variants = compiled.variants
        self._recogniser = Recogniser(compiled, self.language)
        self._starts: dict[int, list[Variant]] = {}
        """The variants to verify where a word is found: those of which it is the anchor."""
        for variant in compiled.variants:
            self._starts.setdefault(variant.words[variant.anchor], []).append(variant)

    def find(self, text: Text) -> list[Occurrence]:
        """Every occurrence of every term, inside each other or not, in no order."""
        found = [self._recogniser.recognise(word.key) for word in text.words]
        occurrences = list(self._anchored(text, found))
        occurrences.extend(self._joined(text))
        occurrences.extend(self._sharing(text))
        return _best(occurrences)

    def find_by_stem(self, text: Text, terms: frozenset[int] | None = None) -> list[Occurrence]:
        """The terms (all of them by default) that words of the text only resemble, where the language has better rules."""
        if not self.language.has_rules or not self.language.stemmer:
            return []
        resembling = [self._recogniser.resembling(word.key) for word in text.words]
        if not any(resembling):
            return []
        found = [self._recogniser.recognise(word.key) + weak for word, weak in zip(text.words, resembling, strict=True)]
        return [one for one in _best(list(self._anchored(text, found, terms))) if one.level == Level.WEAK]

    def find_loosely(self, text: Text, terms: frozenset[int]) -> Iterator[Occurrence]:
        """Terms of several words whose words stand near each other in any order."""
        wanted = [variant for term in sorted(terms) for variant in self._loose.get(term, ())]
        if not wanted:
            return
        found = [self._recogniser.recognise(word.key) for word in text.words]
        for variant in wanted:
            content = [word for at, word in enumerate(variant.words) if not (variant.function and variant.function[at])]
            if len(content) < 2:
                continue
            if window := _window(found, content, limit=len(variant.words) + 2 * self.language.gap):
                pieces = tuple(sorted(_piece(text.words[at], hit) for at, hit in window))
                yield Occurrence(variant.term, pieces, Level.WEAK)

    @cached_property
    def _loose(self) -> dict[int, list[Variant]]:
        """By term, the variants whose words may stand apart."""
        found: dict[int, list[Variant]] = {}
        for variant in self._variants:
            if variant.may_gap:
                found.setdefault(variant.term, []).append(variant)
        return found

    def _anchored(self, text: Text, found: _Words, terms: frozenset[int] | None = None) -> Iterator[Occurrence]:
        """The terms whose anchor is among the words, and whose other words stand around it."""
        for at, hits in enumerate(found):
            for hit in hits:
                for variant in self._starts.get(hit.word, ()):
                    if terms is None or variant.term in terms:
                        yield from self._verify(text, found, at, hit, variant)

    def _verify(self, text: Text, found: _Words, at: int, hit: Found, variant: Variant) -> Iterator[Occurrence]:
        chain = self._chain(text, found, at, hit, variant)
        if chain is None:
            return
        owned: list[Piece] = []
        shared: list[Piece] = []
        for link_at, (where, link) in enumerate(chain):
            is_far = link_at > 0 and where - chain[link_at - 1][0] > 1
            (shared if is_far and link.start > 0 else owned).append(_piece(text.words[where], link))
        level = max(link.level for _, link in chain)
        is_part = len(chain) == 1 and (hit.start > 0 or hit.end < len(text.words[at].key))
        occurrence = Occurrence(variant.term, tuple(owned), level, variant.is_exclusion, is_part, tuple(shared))
        if self._is_written(text, occurrence):
            yield occurrence

    def _chain(
        self, text: Text, found: _Words, at: int, hit: Found, variant: Variant
    ) -> list[tuple[int, Found]] | None:
        """The words of a variant around its anchor, in the order of the text; None where one is missing."""
        chain: list[tuple[int, Found]] = [(at, hit)]
        anchor, count = variant.anchor, len(variant.words)
        for step, order in ((-1, range(anchor - 1, -1, -1)), (1, range(anchor + 1, count))):
            here = at
            for position in order:
                next_one = self._next(text, found, here, step, variant, position)
                if next_one is None:
                    return None
                chain.append(next_one)
                here = next_one[0]
        chain.sort(key=lambda link: link[0])
        return chain

    def _next(
        self, text: Text, found: _Words, here: int, step: int, variant: Variant, position: int
    ) -> tuple[int, Found] | None:
        """The next word of a variant, before or behind the word at `here`, over as many words as it may skip."""
        word = variant.words[position]
        skipped, limit = 0, self.language.gap if variant.may_gap else 0
        at = here + step
        while 0 <= at < len(found):
            if is_break(text.gap(min(at, at - step))):
                return None
            for hit in found[at]:
                if hit.word == word:
                    return at, hit
            skips_free = len(variant.words) > 1 and text.words[at].key in self.language.function and skipped < 1
            skipped += 1
            if skipped > limit and not (skips_free and not self.entries[variant.term].concept.is_dnt):
                return None
            at += step
        return None

    def _joined(self, text: Text) -> Iterator[Occurrence]:
        """Terms of one word that the text writes with hyphens (`Vitamin-Mangel`)."""
        for closed, pieces in joined(text):
            for variant in self._of_one_word(closed):
                occurrence = Occurrence(variant.term, pieces, Level.FORM, variant.is_exclusion)
                if self._is_written(text, occurrence):
                    yield occurrence

    def _sharing(self, text: Text) -> Iterator[Occurrence]:
        """Terms of one word that share a half of it with a neighbour (`vitamine- en ijzertekort`)."""
        if not self.language.has_compounds:
            return
        for closed, own, shared in shared_halves(text, self.language.conjunctions):
            for variant in self._of_one_word(closed):
                yield Occurrence(variant.term, (own,), Level.COMPOUND, variant.is_exclusion, borrowed=(shared,))

    def _of_one_word(self, form: str) -> Iterator[Variant]:
        """The variants of one word that this is a form of."""
        for posting in self._recogniser.posted(form):
            word, level = divmod(posting, LEVELS)
            if level <= Level.FORM:
                yield from (variant for variant in self._starts.get(word, ()) if len(variant.words) == 1)

    def _is_written(self, text: Text, occurrence: Occurrence) -> bool:
        return is_written_as(self.entries[occurrence.term].term, text, occurrence, self.language)


def _best(occurrences: list[Occurrence]) -> list[Occurrence]:
    """One occurrence for each term and place: the surest."""
    best: dict[tuple[int, tuple[Piece, ...], bool], Occurrence] = {}
    for one in occurrences:
        key = (one.term, one.pieces, one.is_exclusion)
        if key not in best or one.level < best[key].level:
            best[key] = one
    return list(best.values())


def _piece(word: Word, hit: Found) -> Piece:
    length = hit.end - hit.start
    if hit.start == 0 and length == len(word.key):
        return Piece(word.start, word.end)
    return Piece(word.start + hit.start, min(word.start + hit.end, word.end))


def _window(found: _Words, content: list[int], *, limit: int) -> list[tuple[int, Found]] | None:
    """The first stretch of at most `limit` words that holds all of these words, each at another place."""
    wanted = set(content)
    places = [(at, hit) for at, hits in enumerate(found) for hit in hits if hit.word in wanted]
    for first, (start, _) in enumerate(places):
        seen: dict[int, tuple[int, Found]] = {}
        for at, hit in places[first:]:
            if at - start >= limit:
                break
            seen.setdefault(hit.word, (at, hit))
        if len(seen) == len(wanted) and len({(at, hit.start) for at, hit in seen.values()}) == len(wanted):
            return list(seen.values())
    return None

"""Compiles the terms of a language: every spelling of a term, and every form of its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from l10n.terms import store
from l10n.terms.compiled import EXACTLY, LEVELS, PART, PREFIX, Compiled, Entry, Variant
from l10n.terms.compounds import SHORTEST, vocabulary_of
from l10n.terms.forms import Level, keys_of_term_word
from l10n.terms.language import Language, language_of
from l10n.terms.termbase import Match, Status, Term
from l10n.terms.words import HYPHENS, is_unspaced, words_of

_IDENTIFIER = re.compile(r"([^\W\d_]{1,3})([0-9]{1,3})")
_NEIGHBOURS = 4
"""The same spelling twice in one term comes within so many variants."""


def compile_locale(entries: tuple[Entry, ...], locale: str, *, cache_dir: Path | None = None) -> Compiled:
    """Compile the terms of a locale, or load them from `cache_dir` where the same terms were compiled before.

    A cache that cannot be read is made anew; one that cannot be written is done without.
    """
    if cache_dir is None:
        return _compile(entries, locale)
    path = store.path_of(entries, locale, cache_dir)
    if (kept := store.load(path, locale)) is not None:
        return kept
    compiled = _compile(entries, locale)
    store.save(path, compiled)
    return compiled


def _compile(entries: tuple[Entry, ...], locale: str) -> Compiled:
    language = language_of(locale)
    build = _Build(language)
    for number, entry in enumerate(entries):
        build.add(number, entry.term)
    vocabulary, opaque = vocabulary_of(language) if language.has_compounds else (frozenset(), frozenset())
    return Compiled(
        str(locale),
        _anchored(build.variants),
        {key: found[0] if len(found) == 1 else found for key, found in build.postings.items()},
        build.free,
        any(key.startswith(PREFIX) for key in build.postings),
        _beginnings(build.postings) if language.has_compounds else frozenset(),
        vocabulary,
        opaque,
    )


def _anchored(variants: list[Variant]) -> tuple[Variant, ...]:
    """The variants, each with the rarest of its words as its anchor."""
    shared = Counter(word for variant in variants for word in set(variant.words))

    def anchor(variant: Variant) -> int:
        function = variant.function or (False,) * len(variant.words)
        return min(range(len(variant.words)), key=lambda at: (function[at], shared[variant.words[at]], -at))

    return tuple(variant._replace(anchor=anchor(variant)) for variant in variants)


def _beginnings(postings: Iterable[str]) -> frozenset[str]:
    return frozenset(form[:SHORTEST] for form in (key.removeprefix(PART) for key in postings) if len(form) >= SHORTEST)


class _Build:
    """What grows while the terms of a language are compiled."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.variants: list[Variant] = []
        self.postings: dict[str, list[int]] = {}
        self.free: dict[int, int] = {}
        self._numbers: dict[tuple[str, str, str, bool], int] = {}

    def add(self, number: int, term: Term) -> None:
        """Add a term with its spellings, its `forms` and its `exclude`."""
        match = Match.EXACT if term.status is Status.DNT else term.match
        for text in dict.fromkeys((term.text, *term.forms)):
            for words in _spellings(text, is_fixed=match is Match.EXACT):
                self._variant(number, words, term, match)
        for text in term.exclude:
            self._variant(number, tuple(word.key for word in words_of(text)), term, Match.AUTO, is_exclusion=True)

    def _variant(
        self, number: int, words: tuple[str, ...], term: Term, match: Match, *, is_exclusion: bool = False
    ) -> None:
        if not words:
            return
        last = len(words) - 1
        numbers = tuple(
            self._word(
                word,
                term.pos if at == last else "",
                match if match is not Match.PREFIX or at == last else Match.AUTO,
                at > 0,
            )
            for at, word in enumerate(words)
        )
        gap = len(words) > 1 and match is Match.AUTO and term.status is not Status.FORBIDDEN and not is_exclusion
        gap = gap and not any(is_unspaced(word) for word in words)
        function = tuple(word in self.language.function for word in words)
        function = function if any(function) else ()
        variant = Variant(number, numbers, gap, is_exclusion, function)
        if variant not in self.variants[-_NEIGHBOURS:]:
            self.variants.append(variant)

    def _word(self, word: str, pos: str, match: Match, later: bool) -> int:
        later = later and any(rule.later for rule in self.language.inflect)
        wanted = (word, pos, match.value, later)
        if wanted in self._numbers:
            return self._numbers[wanted]
        number = self._numbers[wanted] = len(self._numbers)
        if match is Match.EXACT:
            self._post(EXACTLY + word, number, Level.EXACT)
            return number
        if match is Match.PREFIX:
            self._post(PREFIX + word, number, Level.FORM)
        if word in self.language.function:
            self._post(word, number, Level.EXACT)
            return number
        for key, level in keys_of_term_word(self.language, word, pos=pos, later=later).items():
            self._post(key, number, level)
        self._post_parts(word, number)
        return number

    def _post_parts(self, word: str, number: int) -> None:
        """File the word as a part of compounds, where the language has them."""
        if not self.language.has_compounds or len(word) < SHORTEST or not word.isalpha():
            return
        self.free[number] = len(word)
        for rule in self.language.inflect:
            if rule.pos == "part":
                for form in rule.apply(word):
                    self._post(PART + form, number, Level.COMPOUND)

    def _post(self, key: str, number: int, level: int) -> None:
        self.postings.setdefault(key, []).append(number * LEVELS + level)


def _spellings(text: str, *, is_fixed: bool) -> Iterator[tuple[str, ...]]:
    """The words of a term, and of its other spellings: without its hyphens, `B 12` for `B12`."""
    words = words_of(text)
    keys = tuple(word.key for word in words)
    yield keys
    if is_fixed or not words:
        return
    gaps = [text[one.end : other.start] for one, other in pairwise(words)]
    if any(gap in HYPHENS for gap in gaps):
        closed = keys[0]
        merged: list[str] = []
        for gap, key in zip(gaps, keys[1:], strict=True):
            if gap in HYPHENS:
                closed += key
            else:
                merged.append(closed)
                closed = key
        yield (*merged, closed)
    for at, key in enumerate(keys):
        if match := _IDENTIFIER.fullmatch(key):
            yield (*keys[:at], match[1], match[2], *keys[at + 1 :])
            break

"""Which words of terms a word of a text may be: the same, a form of it, or one that has it as a part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from l10n.terms.compiled import EXACTLY, LEVELS, PART, PREFIX, Compiled
from l10n.terms.compounds import Splitter
from l10n.terms.forms import Level, keys_of_text_word, stem_keys_of_text_word
from l10n.terms.language import Language

_CACHED_WORDS = 50_000
_SHORTEST_COMPOUND = 6


class Found(NamedTuple):
    """A word of terms in a word of a text."""

    word: int
    level: int
    start: int
    end: int
    """Where in the key of the text's word."""


class Recogniser:
    """Recognises words of a text one by one, and remembers what it was asked."""

    def __init__(self, compiled: Compiled, language: Language) -> None:
        self.posted = compiled.posted
        """The postings of a form (`Compiled.postings`)."""
        self._language = language
        self._postings = compiled.postings
        self._free = compiled.free
        self._has_prefixes = compiled.has_prefixes
        self._splitter = _splitter(compiled, language, self)
        self._known: dict[str, tuple[Found, ...]] = {}
        self._resembling: dict[str, tuple[Found, ...]] = {}

    def recognise(self, key: str) -> tuple[Found, ...]:
        """What the word with this key is a form of, or has inside."""
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _CACHED_WORDS:
                self._known.clear()
            known = self._known[key] = tuple(self._recognise(key))
        return known

    def resembling(self, key: str) -> tuple[Found, ...]:
        """What the word shares only its stem with."""
        known = self._resembling.get(key)
        if known is None:
            if len(self._resembling) >= _CACHED_WORDS:
                self._resembling.clear()
            better = {hit.word for hit in self.recognise(key)}
            words = dict.fromkeys(
                posting // LEVELS
                for form in stem_keys_of_text_word(self._language, key)
                for posting in self.posted(form)
                if posting // LEVELS not in better
            )
            known = self._resembling[key] = tuple(Found(word, Level.WEAK, 0, len(key)) for word in words)
        return known

    def length_of(self, form: str) -> int:
        """How long the word is that this is a form of, where that word may be part of a compound; else 0."""
        if form not in self._postings and f"{PART}{form}" not in self._postings:
            return 0
        found = (*self.posted(form), *self.posted(PART + form))
        return max((self._free.get(one // LEVELS, 0) for one in found if one % LEVELS < Level.DERIVED), default=0)

    def _recognise(self, key: str) -> Iterator[Found]:
        best: dict[int, int] = {}
        for form, worth in (*keys_of_text_word(self._language, key), (EXACTLY + key, Level.EXACT)):
            for posting in self.posted(form):
                word, level = divmod(posting, LEVELS)
                level = max(level, worth)
                if level < best.get(word, LEVELS):
                    best[word] = level
        if self._has_prefixes:
            for end in range(2, len(key)):
                for posting in self.posted(PREFIX + key[:end]):
                    best.setdefault(posting // LEVELS, Level.FORM)
        for word, level in best.items():
            yield Found(word, level, 0, len(key))
        yield from self._parts(key, best)

    def _parts(self, key: str, whole: dict[int, int]) -> Iterator[Found]:
        """The words inside a compound, but those that the whole of it is a form of."""
        if self._splitter is None or len(key) < _SHORTEST_COMPOUND or key.isnumeric():
            return
        for part in self._splitter.parts(key):
            for posting in (*self.posted(part.form), *self.posted(PART + part.form)):
                word, level = divmod(posting, LEVELS)
                if word in self._free and word not in whole and level < Level.DERIVED:
                    yield Found(word, part.level, part.start, part.end)


def _splitter(compiled: Compiled, language: Language, words: Recogniser) -> Splitter | None:
    """What takes the compounds of the language apart; None where it has none."""
    if not language.has_compounds:
        return None
    return Splitter(
        language,
        words.length_of,
        vocabulary=compiled.vocabulary,
        opaque=compiled.opaque,
        beginnings=compiled.beginnings,
    )

"""Finding the terms of one language in a text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n.terms.compiled import EXACTLY, LEVELS, PREFIX, Compiled, Entry, Variant, is_case_exact
from l10n.terms.compounds import Splitter
from l10n.terms.forms import Level, keys_of_text_word, stem_keys_of_text_word
from l10n.terms.language import language_of
from l10n.terms.occurrence import Occurrence, Piece
from l10n.terms.termbase import Status
from l10n.terms.words import HYPHENS, Word, is_break, is_hyphen, signs_around, surface_of, words_of

_CACHED_WORDS = 50_000
_LONGEST_RUN = 4
"""Words joined by hyphens that are looked up as one word too."""


class Text:
    """A text taken apart once."""

    __slots__ = ("text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = words_of(text)

    def word_at(self, offset: int) -> int:
        """The number of the word that holds this character or stands next behind it."""
        return bisect_right(self.words, offset, key=lambda word: word.end)

    def gap(self, at: int) -> str:
        """What stands between word `at` and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]


class _Found(NamedTuple):
    word: int
    level: int
    start: int
    end: int


class Index:
    """The terms of one language, ready to be found."""

    def __init__(self, compiled: Compiled, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.language = language_of(compiled.locale)
        self._postings = compiled.postings
        self._free = compiled.free
        self._variants = compiled.variants
        self._starts: dict[int, list[int]] = {}
        """The variants to verify where a word is found: those of which it is the rarest word."""
        self._anchors: list[int] = []
        self._by_term: dict[int, list[Variant]] = {}
        shared = Counter(word for variant in compiled.variants for word in set(variant.words))
        for number, variant in enumerate(compiled.variants):
            anchor = _anchor(variant, shared)
            self._anchors.append(anchor)
            self._starts.setdefault(variant.words[anchor], []).append(number)
            if variant.may_gap:
                self._by_term.setdefault(variant.term, []).append(variant)
        self._case = [is_case_exact(entry.term, self.language) for entry in entries]
        self._edges = {
            number: edges
            for number, entry in enumerate(entries)
            if not (entry.term.text[:1].isalnum() and entry.term.text[-1:].isalnum())
            and any(edges := signs_around(entry.term.text))
        }
        self._prefixes = compiled.has_prefixes
        self._splitter = (
            Splitter(
                self.language,
                self._length_of,
                vocabulary=compiled.vocabulary,
                opaque=compiled.opaque,
                beginnings=compiled.beginnings,
            )
            if self.language.has_compounds
            else None
        )
        self._cache: dict[str, tuple[_Found, ...]] = {}
        self._by_stem: dict[str, tuple[_Found, ...]] = {}

    def find(self, text: Text) -> list[Occurrence]:
        """Every occurrence of every term, inside each other or not, in no order."""
        found = [self._lookup(word.key) for word in text.words]
        occurrences: list[Occurrence] = []
        for at, hits in enumerate(found):
            for hit in hits:
                for number in self._starts.get(hit.word, ()):
                    occurrences.extend(self._verify(text, found, at, hit, number))
        occurrences.extend(self._joined(text))
        occurrences.extend(self._shared_heads(text))
        return _best(occurrences)

    def find_by_stem(self, text: Text, terms: frozenset[int] | None = None) -> list[Occurrence]:
        """The terms (all of them by default) that words of the text only resemble, where the language has better rules."""
        if not self.language.has_rules or not self.language.stemmer:
            return []
        resembling = [self._lookup_stem(word.key) for word in text.words]
        if not any(resembling):
            return []
        found = [self._lookup(word.key) + weak for word, weak in zip(text.words, resembling, strict=True)]
        occurrences: list[Occurrence] = []
        for at, hits in enumerate(found):
            for hit in hits:
                for number in self._starts.get(hit.word, ()):
                    if terms is None or self._variants[number].term in terms:
                        occurrences.extend(self._verify(text, found, at, hit, number))
        return [one for one in _best(occurrences) if one.level == Level.WEAK]

    def find_loosely(self, text: Text, terms: frozenset[int]) -> Iterator[Occurrence]:
        """Terms of several words whose words stand near each other in any order."""
        wanted = [variant for term in sorted(terms) for variant in self._by_term.get(term, ())]
        if not wanted:
            return
        found = [self._lookup(word.key) for word in text.words]
        for variant in wanted:
            content = [word for at, word in enumerate(variant.words) if not (variant.function and variant.function[at])]
            if len(content) < 2:
                continue
            if window := _window(found, content, limit=len(variant.words) + 2 * self.language.gap):
                pieces = tuple(sorted(_piece(text.words[at], hit) for at, hit in window))
                yield Occurrence(variant.term, pieces, Level.WEAK)

    def _lookup_stem(self, key: str) -> tuple[_Found, ...]:
        known = self._by_stem.get(key)
        if known is None:
            if len(self._by_stem) >= _CACHED_WORDS:
                self._by_stem.clear()
            better = {hit.word for hit in self._lookup(key)}
            words = dict.fromkeys(
                posting // LEVELS
                for form in stem_keys_of_text_word(self.language, key)
                for posting in self._posted(form)
                if posting // LEVELS not in better
            )
            known = self._by_stem[key] = tuple(_Found(word, Level.WEAK, 0, len(key)) for word in words)
        return known

    def _lookup(self, key: str) -> tuple[_Found, ...]:
        known = self._cache.get(key)
        if known is None:
            if len(self._cache) >= _CACHED_WORDS:
                self._cache.clear()
            known = self._cache[key] = tuple(self._recognise(key))
        return known

    def _recognise(self, key: str) -> Iterator[_Found]:
        best: dict[int, int] = {}
        for form, worth in (*keys_of_text_word(self.language, key), (EXACTLY + key, Level.EXACT)):
            for posting in self._posted(form):
                word, level = divmod(posting, LEVELS)
                level = max(level, worth)
                if level < best.get(word, LEVELS):
                    best[word] = level
        if self._prefixes:
            for end in range(2, len(key)):
                for posting in self._posted(PREFIX + key[:end]):
                    best.setdefault(posting // LEVELS, Level.FORM)
        for word, level in best.items():
            yield _Found(word, level, 0, len(key))
        if self._splitter is not None and len(key) > 5 and not key.isnumeric():
            for part in self._splitter.parts(key):
                for posting in (*self._posted(part.form), *self._posted("+" + part.form)):
                    word, level = divmod(posting, LEVELS)
                    if word in self._free and word not in best and level < Level.DERIVED:
                        yield _Found(word, part.level, part.start, part.end)

    def _length_of(self, form: str) -> int:
        """How long the word is that this is a form of, where that word may be part of a compound; else 0."""
        if form not in self._postings and f"+{form}" not in self._postings:
            return 0
        found = (*self._posted(form), *self._posted("+" + form))
        return max((self._free.get(one // LEVELS, 0) for one in found if one % LEVELS < Level.DERIVED), default=0)

    def _posted(self, key: str) -> Sequence[int]:
        found = self._postings.get(key, ())
        return (found,) if isinstance(found, int) else found

    def _verify(
        self, text: Text, found: list[tuple[_Found, ...]], at: int, hit: _Found, number: int
    ) -> Iterator[Occurrence]:
        variant, anchor = self._variants[number], self._anchors[number]
        chain: list[tuple[int, _Found]] = [(at, hit)]
        for step, order in ((-1, range(anchor - 1, -1, -1)), (1, range(anchor + 1, len(variant.words)))):
            here = at
            for position in order:
                next_one = self._next(text, found, here, step, variant, position)
                if next_one is None:
                    return
                chain.append(next_one)
                here = next_one[0]
        chain.sort(key=lambda link: link[0])
        owned: list[Piece] = []
        shared: list[Piece] = []
        for link_at, (where, link) in enumerate(chain):
            is_far = link_at > 0 and where - chain[link_at - 1][0] > 1
            (shared if is_far and link.start > 0 else owned).append(_piece(text.words[where], link))
        pieces = tuple(owned)
        level = max(link.level for _, link in chain)
        is_part = len(chain) == 1 and (hit.start > 0 or hit.end < len(text.words[at].key))
        occurrence = Occurrence(variant.term, pieces, level, variant.is_exclusion, is_part, tuple(shared))
        if self._has_right_case(text, occurrence):
            yield occurrence

    def _next(
        self, text: Text, found: list[tuple[_Found, ...]], here: int, step: int, variant: Variant, position: int
    ) -> tuple[int, _Found] | None:
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
        words = text.words
        for at in range(len(words) - 1):
            closed = words[at].key
            for end in range(at + 1, min(at + _LONGEST_RUN, len(words))):
                if not is_hyphen(text.gap(end - 1)):
                    break
                closed += words[end].key
                for posting in self._posted(closed):
                    word, level = divmod(posting, LEVELS)
                    if level > Level.FORM:
                        continue
                    for number in self._starts.get(word, ()):
                        variant = self._variants[number]
                        pieces = tuple(Piece(one.start, one.end) for one in words[at : end + 1])
                        occurrence = Occurrence(variant.term, pieces, Level.FORM, variant.is_exclusion)
                        if len(variant.words) == 1 and self._has_right_case(text, occurrence):
                            yield occurrence

    def _shared_heads(self, text: Text) -> Iterator[Occurrence]:
        """Terms whose second or first half is shared (`vitamine- en ijzertekort`, `ijzertekort en -overschot`)."""
        if self._splitter is None:
            return
        words = text.words
        for at in range(len(words) - 2):
            if words[at + 1].key not in self.language.conjunctions:
                continue
            before, after = words[at], words[at + 2]
            if text.gap(at)[:1] in HYPHENS and text.gap(at)[:1]:
                whole = ((before.key + after.key[cut:], cut) for cut in range(3, len(after.key) - 2))
                yield from self._halves(text, whole, before, after)
            if text.gap(at + 1)[-1:] and text.gap(at + 1)[-1:] in HYPHENS:
                whole = ((before.key[:cut] + after.key, cut) for cut in range(3, len(before.key) - 2))
                yield from self._halves(text, whole, before, after)

    def _halves(self, text: Text, whole: Iterator[tuple[str, int]], before: Word, after: Word) -> Iterator[Occurrence]:
        for closed, cut in whole:
            for posting in self._posted(closed):
                word, level = divmod(posting, LEVELS)
                if level > Level.FORM:
                    continue
                for number in self._starts.get(word, ()):
                    variant = self._variants[number]
                    if len(variant.words) > 1:
                        continue
                    if closed.startswith(before.key) and closed.endswith(after.key[cut:]):
                        own, shared = Piece(before.start, before.end), Piece(after.start + cut, after.end)
                    else:
                        own, shared = Piece(after.start, after.end), Piece(before.start, before.start + cut)
                    yield Occurrence(variant.term, (own,), Level.COMPOUND, variant.is_exclusion, borrowed=(shared,))

    def _has_right_case(self, text: Text, occurrence: Occurrence) -> bool:
        if occurrence.term in self._edges:
            before, after = self._edges[occurrence.term]
            whole = text.text[: occurrence.start].endswith(before) and text.text.startswith(after, occurrence.end)
            if not whole:
                return False
        if not self._case[occurrence.term]:
            return True
        term = self.entries[occurrence.term].term
        written = text.text[occurrence.start : occurrence.end]
        if term.status is Status.DNT:
            before, after = self._edges.get(occurrence.term, ("", ""))
            return surface_of(before + written + after) == surface_of(term.text)
        return any(surface_of(written).startswith(surface_of(form)) for form in (term.text, *term.forms)) or (
            len(occurrence.pieces) > 1
            and all(
                text.text[piece.start : piece.start + 2] == word.surface[:2]
                for piece, word in zip(occurrence.pieces, words_of(term.text), strict=False)
            )
        )


def _best(occurrences: list[Occurrence]) -> list[Occurrence]:
    """One occurrence for each term and place: the surest."""
    best: dict[tuple[int, tuple[Piece, ...], bool], Occurrence] = {}
    for one in occurrences:
        key = (one.term, one.pieces, one.is_exclusion)
        if key not in best or one.level < best[key].level:
            best[key] = one
    return list(best.values())


def _anchor(variant: Variant, shared: Counter[int]) -> int:
    """The word by which a variant is looked up: the one that fewest variants have, no article or preposition."""
    function = variant.function or (False,) * len(variant.words)
    return min(range(len(variant.words)), key=lambda at: (function[at], shared[variant.words[at]], -at))


def _piece(word: Word, hit: _Found) -> Piece:
    length = hit.end - hit.start
    if hit.start == 0 and length == len(word.key):
        return Piece(word.start, word.end)
    return Piece(word.start + hit.start, min(word.start + hit.end, word.end))


def _window(found: list[tuple[_Found, ...]], content: list[int], *, limit: int) -> list[tuple[int, _Found]] | None:
    """The first stretch of at most `limit` words that holds all of these words, each at another place."""
    wanted = set(content)
    places = [(at, hit) for at, hits in enumerate(found) for hit in hits if hit.word in wanted]
    for first, (start, _) in enumerate(places):
        seen: dict[int, tuple[int, _Found]] = {}
        for at, hit in places[first:]:
            if at - start >= limit:
                break
            seen.setdefault(hit.word, (at, hit))
        if len(seen) == len(wanted) and len({(at, hit.start) for at, hit in seen.values()}) == len(wanted):
            return list(seen.values())
    return None

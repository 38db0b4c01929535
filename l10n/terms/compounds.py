"""Compounds: which words of the glossary a closed compound is made of (`ijzertekort`, `Vitaminmangel`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from l10n.terms.forms import Level
from l10n.terms.language import Language

_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_LONGEST = 60
"""Longer words are not taken apart, so that hostile input costs no more than other input."""
SHORTEST = 3
"""No part of a compound has fewer letters."""
_SURE = 6
"""From this length a term is recognised behind a part nobody knows."""
_LONG = 7
"""From this length a term is recognised in front of a part that may be a word, or behind `Language.transparent`."""


class Part(NamedTuple):
    """A word of the glossary inside a compound."""

    form: str
    start: int
    end: int
    level: int
    """`Level.COMPOUND` where the rest is made of words or very likely is, `Level.WEAK` where it only could be."""
    is_whole: bool
    """The rest is made of words that are known."""


class Splitter:
    """Takes the compounds of one language apart."""

    def __init__(
        self,
        language: Language,
        length: Callable[[str], int],
        *,
        vocabulary: frozenset[str],
        opaque: frozenset[str],
        beginnings: frozenset[str],
    ) -> None:
        """`length` tells for a form of a glossary's word how long that word is, 0 for any other.

        `beginnings` are the first `SHORTEST` letters of those forms; for the rest see `vocabulary_of`.
        """
        self._beginnings = beginnings
        self._language = language
        self._length = length
        self._vocabulary, self._opaque = vocabulary, opaque
        self._known: dict[str, bool] = {}

    def parts(self, word: str) -> list[Part]:
        """The words of the glossary inside a word, none of them the whole of it, the longest where they overlap."""
        if not SHORTEST < len(word) <= _LONGEST or word in self._opaque:
            return []
        found = [part for part in self._candidates(word) if not self._is_hidden(word, part)]
        found.sort(key=lambda part: (part.level, not part.is_whole, part.start - part.end))
        taken: list[Part] = []
        for part in found:
            if all(part.end <= other.start or part.start >= other.end for other in taken):
                taken.append(part)
        return sorted(taken, key=lambda part: part.start)

    def _candidates(self, word: str) -> list[Part]:
        found = []
        for start in range(len(word) - SHORTEST + 1):
            if word[start : start + SHORTEST] not in self._beginnings:
                continue
            for end in range(start + SHORTEST, len(word) + 1):
                form = word[start:end]
                if end - start < len(word) and (length := self._length(form)):
                    left, right = word[:start], word[end:]
                    level = self._level(left, length, right)
                    if level is not None:
                        found.append(Part(form, start, end, level, self._is_left(left) and self._is_right(right)))
        return found

    def _level(self, left: str, length: int, right: str) -> int | None:
        """How sure it is that a form of a word of this length stands between `left` and `right`; None where it does not."""
        if right in self._language.derivations:
            return None
        if self._is_particle(left) and not self._is_transparent(left, length):
            return None
        before = self._is_left(left) or self._is_particle(left)
        after = self._is_right(right)
        if before and after:
            return Level.COMPOUND
        if length < SHORTEST + 1:
            return None
        if not (before or _could_be_word(left)) or not (after or _could_be_word(right)):
            return None
        if after:
            return Level.COMPOUND if length >= _SURE else Level.WEAK
        # Whether a word could be one of the language is known only where its onsets are.
        enough = _SURE - 1 if self._language.onsets else _LONG
        is_start = not left and length >= _SURE - 1
        if is_start and (self._is_noun(right) or (length >= enough and self._is_new_word(right))):
            return Level.COMPOUND
        return Level.WEAK

    def _is_transparent(self, left: str, length: int) -> bool:
        """True for what says more about a word and leaves it the word it is (`onderdosering`, `nabehandeling`)."""
        return length >= _LONG and left in self._language.transparent

    def _is_particle(self, left: str) -> bool:
        """True for what makes another word of a word: `be`, `toe`, and `ge` of a participle (`doorge|bloed`)."""
        particles = self._language.particles
        return left in particles or any(
            left.endswith(last) and left[: -len(last)] in particles for last in ("ge", "be", "ver") if last in particles
        )

    def _is_left(self, left: str) -> bool:
        return (
            not left
            or self.is_word(left)
            or any(left.endswith(link) and self.is_word(left[: -len(link)]) for link in self._language.linking)
        )

    def _is_right(self, right: str) -> bool:
        return (
            not right
            or self.is_word(right)
            or any(right.startswith(link) and self.is_word(right[len(link) :]) for link in self._language.linking)
        )

    def _is_noun(self, right: str) -> bool:
        return len(right) > 5 and right.endswith(self._language.heads)

    def _is_new_word(self, right: str) -> bool:
        """True for what can be a noun nobody knows: long enough, and not an ending."""
        return (
            len(right) > SHORTEST + (not self._language.onsets)
            and right not in self._language.derivations
            and not right.endswith(self._language.endings_of_adjectives)
            and self._begins_well(right)
        )

    def _begins_well(self, word: str) -> bool:
        """True where a word of the language can begin with these consonants."""
        consonants = word[: len(word) - len(word.lstrip(_CONSONANTS))]
        return len(consonants) < 2 or not self._language.onsets or consonants in self._language.onsets

    def is_word(self, word: str) -> bool:
        """True for a word, inflected or not, or a compound of words."""
        if word in self._known:
            return self._known[word]
        if len(self._known) > 50_000:
            self._known.clear()
        self._known[word] = False
        known = (
            word.isnumeric()
            or word in self._vocabulary
            or word in self._opaque
            or (len(word) > 2 and self._length(word) > 0)
        )
        if not known and len(word) >= 2 * SHORTEST:
            known = any(
                (word[:at] in self._vocabulary or self._length(word[:at])) and self._is_right(word[at:])
                for at in range(SHORTEST, len(word) - SHORTEST + 1)
            )
        self._known[word] = known
        return known

    def _is_hidden(self, word: str, part: Part) -> bool:
        """True where the part is only a piece of a longer word that means something else (`zuur` in `zuurstoftekort`)."""
        for start in range(part.start + 1):
            for end in range(part.end, len(word) + 1):
                if (start, end) == (part.start, part.end) or word[start:end] not in self._opaque:
                    continue
                if end - start > _SURE or (self._is_left(word[:start]) and self._is_right(word[end:])):
                    return True
        return False


def _could_be_word(text: str) -> bool:
    return not text or (len(text) >= SHORTEST and any(char in "aeiouyäöüåæø" for char in text))


@lru_cache(maxsize=16)
def vocabulary_of(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """The words compounds of a language are made of, and its words that are none, each with its inflected forms."""
    return _inflected(language, language.parts), _inflected(language, language.opaque)


def _inflected(language: Language, words: frozenset[str]) -> frozenset[str]:
    found = set(words)
    for word in words:
        for rule in language.inflect:
            if rule.pos in ("", "noun", "adjective", "part") and not rule.later:
                found.update(rule.apply(word))
    return frozenset(form for form in found if len(form) > 2)

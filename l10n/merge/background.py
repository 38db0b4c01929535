"""What the sentences of one article have in common: how often its words stand together, apart from two given texts.

A word says little about where a text comes from when many of the article's sentences have it, and so do words that
come together wherever one of them stands: a template. Both are counted over the article's sentences, as bits of one
integer a word, so that «how many other sentences have all of these words» is one operation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from math import log
from typing import TypeAlias

from l10n.merge.normal import normal

_WORD = r"[^\W_]+(?:[.,'’\-][^\W_]+)*"
_END = r"[.!?:;]+(?!\w)|[。！？]"
_WORDS = re.compile(_WORD)
_WORDS_AND_ENDS = re.compile(rf"{_WORD}|{_END}")
_ENDS = frozenset(".!?:;。！？")
"""Good enough boundaries of sentences for counting."""
_TEXTS = 1_000
"""Texts looked at; of a longer article every second, third... one."""
_SENTENCES = 2_000
"""Sentences looked at."""
_PRIOR = 2.0
"""How many sentences a word's own frequency counts for, beside those counted together."""
_FADE = 0.6
"""What each further word counts, of the one before, where nothing shows how they come together."""
_ELSEWHERE = 0.4
"""What it counts that the article has a word, though not at such a place."""


_Marks: TypeAlias = bytearray | list[bytearray | None]
"""What a run of characters says: the one word it is, or its words and the ends of sentences (None), in order."""


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a source in lower case, in order, without punctuation and codes; `1.000` and `B12-tekort` are one each."""
    return _found(_WORDS, _of_unspaced, normal(text).lower())


@lru_cache(maxsize=65536)
def _read(run: str) -> tuple[str, ...]:
    """The words of a run of characters without white space, and the ends of sentences in it."""
    return _found(_WORDS_AND_ENDS, _of_unspaced_with_ends, run.lower())


def _found(spaced: re.Pattern[str], unspaced: Callable[[], re.Pattern[str]], text: str) -> tuple[str, ...]:
    """What a pattern finds; another one where there are scripts that set no space between words."""
    is_spaced = text.isascii() or not any(map(_is_unspaced, text))
    return tuple((spaced if is_spaced else unspaced()).findall(text))


def _is_unspaced(character: str) -> bool:
    return character >= _UNSPACED[0][0] and any(first <= character <= last for first, last in _UNSPACED)


_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: each character counts as a word."""


@cache
def _of_unspaced() -> re.Pattern[str]:
    unspaced = "".join(f"{first}-{last}" for first, last in _UNSPACED)
    return re.compile(rf"[^\W_{unspaced}]+(?:[.,'’\-][^\W_{unspaced}]+)*|[{unspaced}]")


@cache
def _of_unspaced_with_ends() -> re.Pattern[str]:
    return re.compile(f"{_of_unspaced().pattern}|{_END}")


@dataclass(frozen=True, slots=True)
class Background:
    """The sentences of an article, old and new."""

    _having: Mapping[str, int]
    """Word -> the sentences that have it, as bits."""
    _own: Mapping[str, int]
    """Source -> its sentences, as bits."""
    _all: int

    @classmethod
    def of(cls, sources: Iterable[str], vocabulary: Collection[str]) -> Background:
        """Count the words of `vocabulary` in all sources."""
        texts = list(dict.fromkeys(sources))
        texts = texts[:: 1 + len(texts) // _TEXTS]
        runs = [(normal(text) if "<" in text or "&" in text else text).split() for text in texts]
        most = min(_SENTENCES, _count_ends(runs) + len(texts))
        having = {word: bytearray(most + 1) for word in vocabulary}
        telling = _telling(set(chain.from_iterable(runs)), having)
        at = 0
        own: dict[str, int] = {}
        for text, its_runs in zip(texts, runs, strict=True):
            first = at
            for run in its_runs:
                if (found := telling.get(run)) is None:
                    continue
                if isinstance(found, bytearray):
                    found[at] = 1
                    continue
                for sentences in found:
                    if sentences:
                        sentences[at] = 1
                    elif at < most:
                        at += 1
            own[text] = _ones(at + 1 - first) << 8 * first
            at = min(at + 1, most)
        return cls({word: int.from_bytes(sentences, "little") for word, sentences in having.items()}, own, _ones(at))

    def apart_from(self, old: str, new: str) -> Others:
        """The article without two of its texts."""
        rest = self._all & ~(self._own.get(old, 0) | self._own.get(new, 0))
        return Others(self._having, rest, max(1, rest.bit_count()))


def _count_ends(runs: Iterable[Sequence[str]]) -> int:
    together = " ".join(chain.from_iterable(runs))
    return sum(map(together.count, _ENDS))


def _telling(runs: Iterable[str], having: Mapping[str, bytearray]) -> dict[str, _Marks]:
    """What each run of characters says that says anything."""
    telling: dict[str, _Marks] = {}
    for run in runs:
        words = _read(run)
        if len(words) == 1 and words[0][0] not in _ENDS:
            if (sentences := having.get(words[0])) is not None:
                telling[run] = sentences
        elif found := [having.get(word) for word in words if word in having or word[0] in _ENDS]:
            telling[run] = found
    return telling


def _ones(count: int) -> int:
    """A set of the first sentences, each one bit in a byte of its own."""
    return int.from_bytes(b"\1" * count, "little")


@dataclass(frozen=True, slots=True)
class Others:
    """The sentences of an article but those of two texts."""

    _having: Mapping[str, int]
    _sentences: int
    _count: int

    def lack(self, words: Iterable[str]) -> bool:
        """True where no sentence has any of the words."""
        return not any(self._sentences & self._having.get(word, 0) for word in words)

    def known(self, left: Sequence[str], words: Sequence[str], right: Sequence[str]) -> float:
        """How much of `words` other sentences have, beside the same neighbours or at all: 0.0 to 1.0."""
        here = self._sentences
        for word in (*left, *right):
            here &= self._having.get(word, 0)
        known = 0.0
        for word in words:
            having = self._having.get(word, 0)
            known += 1.0 if having & here else _ELSEWHERE if having & self._sentences else 0.0
        return known / len(words)

    def surprise(self, words: Sequence[str]) -> float:
        """How unlikely it is that new text has all these words, in nats.

        Read off the sentences that have them together, common words first: the words of one template cost no more than
        the choice of the template. Where no other sentence has the next word too, the rest is judged by each word's own
        frequency, every further one less, since words do not come independently.
        """
        nats = 0.0
        fade = 1.0
        together, size = self._sentences, self._count
        counts = [((self._sentences & self._having.get(word, 0)).bit_count(), _says(word), word) for word in set(words)]
        for count, says, word in sorted(counts, reverse=True):
            share = (count + 0.3) / (self._count + 1)
            if size:
                together &= self._having.get(word, 0)
                fewer = together.bit_count()
                nats -= log((fewer + _PRIOR * share) / (size + _PRIOR))
                size = fewer
            else:
                nats -= fade * says * log(share)
                fade *= _FADE
        return nats


def weight(words: Iterable[str]) -> float:
    """How much some words say together."""
    return sum(map(_says, words))


@lru_cache(maxsize=65536)
def _says(word: str) -> float:
    """What one word says: short ones are common in the language, whatever this article shows."""
    return 1.0 if len(word) > 4 or not word.isalpha() else 0.3 if len(word) < 4 else 0.6

"""How alike two sources are, judged by the words that are rare in their article.

Two paragraphs of one article share its subject words and every function word without being versions of each other;
so a shared word counts by how rare it is among the units (inverse document frequency) and short words count little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from l10n.merge.normal import lower_words, normal, words

_LONG = 4_000
"""Longer texts are compared by their words alone."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares sources of one article; made once from all of them."""

    rarity: dict[str, float]
    """Weight of each word in lower case."""
    unseen: float
    """Weight of a word that stands in no source."""

    @classmethod
    def of(cls, sources: Iterable[str]) -> Likeness:
        """Weigh the words of the article's sources, old and new together."""
        texts = set(sources)
        counts = Counter(lower_words("\n".join(texts)))
        total = len(texts) + 1
        return cls({word: log(1 + total / count) for word, count in counts.items()}, log(1 + total))

    def weight(self, word: str) -> float:
        """What a shared word says: rare ones most; up to three letters little, however rare."""
        rarity = self.rarity.get(word, self.unseen)
        return rarity * (0.3 if len(word) < 4 and word.isalpha() else 0.6 if len(word) < 5 else 1.0)

    def of_pair(self, old: str, new: str) -> float:
        """0.0 to 1.0; 1.0 for the same words. Symmetric."""
        score = max(self._shared(old, new), _characters(old, new))
        return min(1.0, score)

    def _shared(self, old: str, new: str) -> float:
        mine, yours = Counter(map(str.lower, words(old))), Counter(map(str.lower, words(new)))
        both = mine & yours
        weighed = [sum(self.weight(word) * count for word, count in bag.items()) for bag in (mine, yours, both)]
        if not weighed[2]:
            return 0.0
        dice = 2 * weighed[2] / (weighed[0] + weighed[1])
        # A text that stands within a longer one, in order: a sentence was added or taken away.
        content = sum(1 for word in both if len(word) > 3)
        contained = weighed[2] / min(weighed[0], weighed[1])
        if contained < 0.8 or not content or _in_order(old, new) < 0.8:
            return dice
        return max(dice, contained * (0.85 if content >= 4 else 0.5))


def _in_order(old: str, new: str) -> float:
    """The share of the shorter text's words that stand in the longer one in the same order; 0.0 beside a far longer one."""
    short, long = sorted((words(old), words(new)), key=len)
    return LCSseq.similarity(short, long) / len(short) if len(short) * 8 >= len(long) else 0.0


def _characters(old: str, new: str) -> float:
    """Shared characters in order: a corrected misspelling, an inflected word. Unrelated text reaches about 0.5 of them."""
    if max(len(old), len(new)) > _LONG:
        return 0.0
    ratio = fuzz.ratio(normal(old), normal(new), score_cutoff=45.0) / 100
    return max(0.0, (ratio - 0.45) / 0.55)

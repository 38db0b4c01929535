"""Whether one source is a version of another: the evidence for it against that of new text, as log-odds.

New text of an article is made of what the article is made of: its subject words, its usual phrases. So what two
texts share is evidence only as far as other sentences of the article do not have it too (`Background`), and each
place where they differ is evidence against it: an edit changes a word or two, while another text of the same
template differs wherever the template lets it, and by words that stand there in other sentences. The weights are
those of a logistic regression over generated revisions of several kinds of sites.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, log2
from typing import TypeAlias

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from l10n.merge.background import Background, Others, tokens, weight
from l10n.merge.links import Split
from l10n.model import Key

_ALWAYS = 0.7
_SURPRISE = 0.32
"""For each nat of surprise that new text has the words they share."""
_COMMON = 5.5
"""Times the share of the words in common."""
_SAME = 1.4
"""For a sentence that is the same."""
_LOST = -2.1
"""For a place where old words are gone."""
_TWICE = -0.5
"""For a sentence with words replaced at more than one place: a template's slots have other words."""
_KNOWN = -2.35
"""For a place whose new words other sentences have there too."""
_LONGER = -0.31
"""For each word after the first at one place."""
_SENTENCE = -2.25
"""For one sentence without a partner; more of them count by their logarithm."""

_RESPELT = 77.0
"""Characters in common, in per cent, of two spellings of a word."""
_SENTENCE_PAIRS = 400
"""In texts with more pairs of sentences than this, only those at a similar place are compared."""

_Words: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class Likeness:
    """Compares sources of one article, old with new."""

    olds: Sequence[Key]
    news: Sequence[Key]
    split: Split
    _background: Background | None = None
    _log_odds: dict[tuple[str, str], float] = field(default_factory=dict, repr=False)

    def of_pair(self, old: str, new: str) -> float:
        """How likely one sentence is a version of the other, in texts that belong together: 0.0 to 1.0."""
        return 1 / (1 + exp(-max(-50.0, self._of_sentences(old, new, [tokens(old)], [tokens(new)]))))

    def log_odds(self, old: str, new: str) -> float:
        """The evidence that a text is a version of another, apart from where they stand."""
        if (known := self._log_odds.get((old, new))) is None:
            sentences = (list(map(tokens, self.split(text))) for text in (old, new))
            known = self._log_odds[old, new] = self._of_sentences(old, new, *sentences)
        return known

    @property
    def background(self) -> Background:
        """What the article's sentences have in common; counted at the first question."""
        if self._background is None:
            olds, news = ({key.source for key in keys} for keys in (self.olds, self.news))
            changed = {word for source in olds ^ news for word in tokens(source)}
            self._background = Background.of((key.source for key in (*self.olds, *self.news)), changed)
        return self._background

    def _of_sentences(self, old: str, new: str, mine: list[_Words], yours: list[_Words]) -> float:
        length = sum(map(weight, (*mine, *yours)))
        if not length:
            return -50.0
        others = self.background.apart_from(old, new)
        if len(mine) == len(yours) == 1:
            pairs = [_evidence(others, mine[0], yours[0])]
        else:
            pairs = list(_pairs(others, mine, yours))
        common = 2 * sum(shared for _, shared in pairs) / length
        alone = log2(1 + len(mine) - len(pairs)) + log2(1 + len(yours) - len(pairs))
        return _ALWAYS + _COMMON * common + _SENTENCE * alone + sum(nats for nats, _ in pairs)


def _pairs(others: Others, mine: Sequence[_Words], yours: Sequence[_Words]) -> Iterator[tuple[float, float]]:
    """The evidence of the sentences that belong together: the same ones, then the best of the others."""
    waiting: dict[_Words, list[int]] = defaultdict(list)
    for m in range(len(mine) - 1, -1, -1):
        waiting[mine[m]].append(m)
    left: list[int] = []
    for n, words in enumerate(yours):
        if same := waiting.get(words):
            same.pop()
            yield _evidence(others, words, words)
        else:
            left.append(n)
    rest = sorted(m for places in waiting.values() for m in places)
    scored: list[tuple[float, float, int, int]] = []
    near = len(rest) * len(left) > _SENTENCE_PAIRS
    for at, n in enumerate(left):
        its_words = set(yours[n])
        for m in rest[max(0, at - 5) : at + 6] if near else rest:
            if not its_words.isdisjoint(mine[m]):
                nats, shared = _evidence(others, mine[m], yours[n])
                if nats + _COMMON * 2 * shared / (weight(mine[m]) + weight(yours[n])) > 0:
                    scored.append((nats, shared, m, n))
    used: set[int] = set()
    paired: set[int] = set()
    for nats, shared, m, n in sorted(scored, reverse=True):
        if m not in used and n not in paired:
            used.add(m)
            paired.add(n)
            yield nats, shared


def _evidence(others: Others, mine: _Words, yours: _Words) -> tuple[float, float]:
    """What two sentences show, and the weight of the words they share."""
    if mine == yours:
        return _SURPRISE * others.surprise(mine) + _SAME, weight(mine)
    shared: list[str] = []
    nats = 0.0
    replaced = x = y = 0
    for block in LCSseq.editops(mine, yours).as_matching_blocks():
        before, after = mine[x : block.a], yours[y : block.b]
        if before and after and others.lack(after) and _is_respelt(before, after):
            shared += before
        elif before or after:
            nats += _place(others, shared[-1:], before, after, mine[block.a : block.a + 1])
            replaced += bool(before and after)
        x, y = block.a + block.size, block.b + block.size
        shared += mine[block.a : x]
    if replaced > 1:
        nats += _TWICE
    return nats + _SURPRISE * others.surprise(shared), weight(shared)


def _place(others: Others, left: Sequence[str], before: _Words, after: _Words, right: _Words) -> float:
    """What it says that some words, between those that stayed, have become others."""
    nats = _LONGER * (max(len(before), len(after)) - 1)
    if before:
        nats += _LOST
    if after:
        nats += _KNOWN * others.known(left, after, right)
    return nats


def _is_respelt(before: _Words, after: _Words) -> bool:
    old, new = " ".join(before), " ".join(after)
    return not any(map(str.isdigit, old + new)) and fuzz.ratio(old, new) >= _RESPELT

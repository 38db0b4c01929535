"""Units that are an edited version of one old source: the evidence of the words, of the place and of the competition.

Which pairs are compared: those in one gap between neighbours that agree, and those that share rare words. A pair is
linked where it is more likely than that the unit is new text, or comes from, or became, any other by far: of two old
sources about as alike, neither is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log1p
from typing import TypeAlias

from l10n.merge.background import tokens
from l10n.merge.context import Context
from l10n.merge.found import Found
from l10n.merge.links import How

_Pair: TypeAlias = tuple[int, int]
"""A new position and an old one."""

_SURE = 2.0
"""Log-odds against everything else together that a pair must reach."""
_ALONE = 0.0
"""What it adds to the log-odds that the two are all there is between neighbours that agree."""
_BESIDE = -1.0
"""... that at least one neighbour agrees."""
_FAR = -2.3
"""... that none does, times the logarithm of how many old sources it could be."""
_OBSOLETE = -1.5
"""... that the old source had been removed earlier."""

_ROUNDS = 8
_GAP_PAIRS = 400
_RARE_WORDS = 10
"""A new unit's words that are looked up."""
_COMMON_WORD = 60
"""A word of more old sources than this is not."""
_CANDIDATES = 6
_OF_BEST = 0.4
"""A candidate shares at least this part of what the best one shares."""


def link_versions(found: Found) -> None:
    """Link the pairs that are surely versions of each other, in rounds.

    Each link makes its neighbours' place surer and takes a competitor away.
    """
    candidates = list(_sharing_rare_words(found, found.free_news(), found.free_olds(obsolete=True)))
    for _ in range(_ROUNDS):
        candidates = [(i, j) for i, j in candidates if i not in found.how and j not in found.taken]
        context = found.context()
        pairs = dict.fromkeys((*context.pairs_in_gaps(_GAP_PAIRS), *candidates))
        sure = _surest({(i, j): _log_odds(found, context, i, j) for i, j in pairs})
        if not sure:
            return
        for i, j in sure:
            found.link(i, j, How.EDITED)


def _log_odds(found: Found, context: Context, i: int, j: int) -> float:
    """The evidence that the new unit comes from the old source, and from nowhere else."""
    alike = found.likeness.log_odds(found.olds[j].source, found.news[i].source)
    if context.are_alone(i, j):
        return alike + _ALONE
    if context.agreeing(i, j):
        return alike + _BESIDE
    return alike + _FAR * log1p(context.free_olds) + (_OBSOLETE if j >= found.active else 0.0)


def _surest(odds: Mapping[_Pair, float]) -> list[_Pair]:
    """The pairs more likely than all that speaks against them."""
    weights = {pair: exp(min(300.0, nats)) for pair, nats in odds.items()}
    of_new: dict[int, float] = defaultdict(lambda: 1.0)
    of_old: dict[int, float] = defaultdict(lambda: 1.0)
    for (i, j), weight in weights.items():
        of_new[i] += weight
        of_old[j] += weight
    least = exp(_SURE)
    return [(i, j) for (i, j), weight in weights.items() if weight >= least * (max(of_new[i], of_old[j]) - weight)]


def _sharing_rare_words(found: Found, news: Sequence[int], olds: Sequence[int]) -> Iterable[_Pair]:
    """The old sources that share most with each new unit, rare words counting most."""
    if not news:
        return
    having: dict[str, list[int]] = defaultdict(list)
    for j in olds:
        for word in set(tokens(found.olds[j].source)):
            having[word].append(j)
    for i in news:
        shared = [(len(having[word]), word) for word in set(tokens(found.news[i].source)) if word in having]
        votes: dict[int, float] = defaultdict(float)
        for count, word in sorted(shared)[:_RARE_WORDS]:
            if count <= _COMMON_WORD:
                weight = min(len(word), 5) / (1 + count)
                for j in having[word]:
                    votes[j] += weight
        ranked = sorted(votes, key=lambda j: (-votes[j], abs(j - i), j))[:_CANDIDATES]
        yield from ((i, j) for j in ranked if votes[j] >= _OF_BEST * votes[ranked[0]])

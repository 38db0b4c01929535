"""Units that share whole sentences: a paragraph that was split or joined, or whose sentences moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from l10n.merge.context import Context
from l10n.merge.found import Found
from l10n.merge.links import How, Part
from l10n.merge.normal import normal, words

_SHARED_NEAR = 0.30
"""Of the shorter text, in characters, where a neighbour agrees."""
_SHARED_FAR = 0.60
_LOOKED_AT = 32
"""Places of a sentence that stands in many paragraphs."""

Places = dict[str, list[tuple[int, int]]]
"""Sentence -> the free places it has: old position and number of the sentence."""


def link_whole_sentences(found: Found, *, far: bool) -> None:
    """Link units that share whole sentences with old ones.

    Near: among units with a neighbour in common. Far: anywhere, where the shared sentences are most of the text.
    """
    if not found.free_news():
        return
    used = {(j, part.index) for i in found.sources for j, part in _placed_parts(found, i)}
    places: Places = defaultdict(list)
    for j in set(found.free_olds()) | {j for olds in found.sources.values() for j in olds}:
        for k, sentence in enumerate(found.sentences(found.olds[j])):
            if (j, k) not in used and _says_enough(sentence):
                places[normal(sentence)].append((j, k))
    if far:
        _link_shares(found, _shares(found, places, None), _SHARED_FAR)
    else:
        _link_shares(found, _shares(found, places, found.context()), _SHARED_NEAR)


def _placed_parts(found: Found, i: int) -> Iterable[tuple[int, Part]]:
    position = {found.olds[j]: j for j in found.sources[i]}
    return ((position[part.old], part) for part in found.parts(i) if part.old is not None)


def _says_enough(sentence: str) -> bool:
    """True for a sentence that is not found in two paragraphs by chance."""
    return len(normal(sentence)) >= 15 and len(words(sentence)) >= 4


def _shares(found: Found, places: Places, context: Context | None) -> dict[int, dict[int, int]]:
    """How many characters of whole sentences each free unit shares with each old one; each is used once.

    Takes the places that were used out of `places`.
    """
    shared: dict[int, dict[int, int]] = {}
    for i in found.free_news():
        mine: dict[int, int] = {}
        for sentence in found.sentences(found.news[i]):
            waiting = places.get(normal(sentence), [])
            free = [place for place in waiting[:_LOOKED_AT] if context is None or context.agreeing(i, place[0])]
            if free:
                place = min(free, key=lambda place: place[0] not in mine)
                waiting.remove(place)
                mine[place[0]] = mine.get(place[0], 0) + len(normal(sentence))
        shared[i] = mine
    return shared


def _link_shares(found: Found, shared: Mapping[int, Mapping[int, int]], share: float) -> None:
    """Link units to the old ones they share at least `share` of the shorter text with."""
    takers: dict[int, list[int]] = defaultdict(list)
    for i, olds in found.sources.items():
        for j in olds:
            takers[j].append(i)
    kept: dict[int, list[int]] = {}
    for i, mine in shared.items():
        length = len(normal(found.news[i].source))
        enough = [
            j for j, characters in mine.items() if characters >= share * min(length, len(normal(found.olds[j].source)))
        ]
        if enough:
            kept[i] = sorted(enough, key=lambda j: -mine[j])
            for j in enough:
                takers[j].append(i)
    for i, olds in kept.items():
        if len(olds) == 1 and len(takers[olds[0]]) == 1:
            found.link(i, olds[0], How.EDITED)
        else:
            found.sources[i] = olds
            found.whole[i] = olds[0]
            found.taken.update(olds)
            found.how[i] = How.PARTS
    for divided in (units for units in takers.values() if len(units) > 1):
        found.how |= dict.fromkeys(divided, How.PARTS)

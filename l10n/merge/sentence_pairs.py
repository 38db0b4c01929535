"""The sentences of a unit and those of the old sources it comes from, paired: unchanged ones first, then edited ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from l10n.merge.likeness import Likeness
from l10n.merge.links import Part, Split
from l10n.merge.normal import normal
from l10n.model import Key

_ALIKE = 0.50
"""Likeness of two versions of a sentence within paragraphs that belong together."""
_PAIRS = 400
"""More pairs of edited sentences than this are not all compared, only those at a similar place."""

Claimed: TypeAlias = set[tuple[Key, int]]
"""Old sentences that have a partner."""


@dataclass(frozen=True, slots=True)
class SentencePairs:
    """Pairs sentences; each source is cut once."""

    split: Split
    likeness: Likeness
    _sentences: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _places: dict[Key, dict[str, list[int]]] = field(default_factory=dict, repr=False)

    def sentences(self, key: Key) -> tuple[str, ...]:
        """The sentences of a source, as the splitter cut them."""
        if (found := self._sentences.get(key.source)) is None:
            found = self._sentences[key.source] = self.split(key.source)
        return found

    def unchanged(self, new: Key, olds: Sequence[Key], claimed: Claimed) -> list[Part]:
        """The sentences of a unit, those that did not change with their old ones, which are claimed."""
        places: dict[str, list[tuple[Key, int]]] = defaultdict(list)
        if len(olds) > 1:
            for old in olds:
                for text, found in self._where(old).items():
                    places[text] += ((old, k) for k in found)
        elif olds:
            wanted = {normal(sentence) for sentence in self.sentences(new)}
            here = self._where(olds[0])
            places |= {text: [(olds[0], k) for k in here[text]] for text in wanted if text in here}
        waiting: dict[str, Iterator[tuple[Key, int]]] = {}
        parts = []
        for sentence in self.sentences(new):
            text = normal(sentence)
            if text not in waiting:
                waiting[text] = iter(places.get(text, ()))
            place = next((place for place in waiting[text] if place not in claimed), None)
            if place is None:
                parts.append(Part(sentence))
            else:
                claimed.add(place)
                parts.append(Part(sentence, place[0], place[1], same=True))
        return parts

    def edited(self, parts: Sequence[Part], olds: Sequence[Key], claimed: Claimed, *, surely: bool) -> tuple[Part, ...]:
        """Pair the other sentences with the most alike that are left over in the old sources.

        `surely`: one old source became this one unit, so the only sentence left over on both sides is an edited one.
        """
        holes = [n for n, part in enumerate(parts) if part.old is None]
        if not holes:
            return tuple(parts)
        left = [(old, k) for old in olds for k in range(len(self.sentences(old))) if (old, k) not in claimed]
        filled = list(parts)
        pairs = [(1.0, holes[0], 0)] if surely and len(left) == len(holes) == 1 else self._alike(parts, holes, left)
        for _, n, m in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if filled[n].old is None and left[m] not in claimed:
                claimed.add(left[m])
                filled[n] = Part(filled[n].text, *left[m])
        return tuple(filled)

    def _alike(
        self, parts: Sequence[Part], holes: Sequence[int], left: Sequence[tuple[Key, int]]
    ) -> list[tuple[float, int, int]]:
        near = len(holes) * len(left) > _PAIRS
        pairs = []
        for at, n in enumerate(holes):
            for m in range(max(0, at - 5), min(len(left), at + 6)) if near else range(len(left)):
                old, k = left[m]
                score = self.likeness.of_pair(self.sentences(old)[k], parts[n].text)
                if score >= _ALIKE:
                    pairs.append((score, n, m))
        return pairs

    def _where(self, old: Key) -> dict[str, list[int]]:
        if (places := self._places.get(old)) is None:
            places = self._places[old] = defaultdict(list)
            for k, sentence in enumerate(self.sentences(old)):
                places[normal(sentence)].append(k)
        return places

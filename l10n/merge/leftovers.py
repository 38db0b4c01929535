"""Sentences left over beside a paragraph that was split or joined, and those that moved to the paragraph beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from l10n.merge.found import Found
from l10n.merge.links import How
from l10n.merge.normal import normal, words

_ALIKE_LEFTOVER = 0.82


def link_leftovers(found: Found) -> None:
    """Give a new unit the sentences its neighbour left over, and a unit the old text that was joined to it."""
    left = _Leftovers.of(found)
    left.link_moved_sentences()
    left.link_split_off()
    left.link_joined()


@dataclass(slots=True)
class _Leftovers:
    found: Found
    takers: dict[int, list[int]]
    """Old position -> the new ones that take sentences of it."""
    _of_old: dict[int, tuple[int, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Found) -> _Leftovers:
        takers: dict[int, list[int]] = defaultdict(list)
        for i, olds in found.sources.items():
            for j in olds:
                takers[j].append(i)
        return cls(found, takers)

    def link_moved_sentences(self) -> None:
        """Link a unit to the old paragraph beside its own that a whole sentence came over from."""
        sources = self.found.sources
        for i in sorted(sources):
            holes = {normal(text) for text in self._left_of_new(i)}
            if not holes:
                continue
            beside = {j for neighbour in (i - 1, i + 1) for j in sources.get(neighbour, ())}
            for j in sorted(beside - set(sources[i])):
                if any(normal(text) in holes and len(words(text)) > 2 for text in self._left_of_old(j)):
                    self._add(i, j)

    def link_split_off(self) -> None:
        """Link a free unit to the source of its neighbour that has left over what it says."""
        found = self.found
        for i in found.free_news():
            beside = [j for neighbour in (i - 1, i + 1) for j in found.sources.get(neighbour, ())]
            for j in beside:
                if self._is_leftover(found.news[i].source, self._left_of_old(j)):
                    self._add(i, j)
                    break

    def link_joined(self) -> None:
        """Link a unit that holds what a free old source beside its own said."""
        found = self.found
        for j in found.free_olds():
            for beside in (j - 1, j + 1):
                for i in list(self.takers.get(beside, ())):
                    if j not in found.taken and self._is_leftover(found.olds[j].source, self._left_of_new(i)):
                        self._add(i, j)

    def _is_leftover(self, text: str, left: Sequence[str]) -> bool:
        if not left or len(words(text)) < 3:
            return False
        return self.found.likeness.of_pair("".join(left), text) >= _ALIKE_LEFTOVER

    def _left_of_old(self, j: int) -> list[str]:
        takers = self.takers[j]
        known = self._of_old.get(j)
        if known is None or known[0] != len(takers):
            placed = {(part.old, part.index) for i in takers for part in self.found.parts(i)}
            key = self.found.olds[j]
            left = [sentence for k, sentence in enumerate(self.found.sentences(key)) if (key, k) not in placed]
            known = self._of_old[j] = (len(takers), left)
        return known[1]

    def _left_of_new(self, i: int) -> list[str]:
        return [part.text for part in self.found.parts(i) if part.old is None]

    def _add(self, i: int, j: int) -> None:
        self.found.add_source(i, j)
        self.takers[j].append(i)
        for taker in self.takers[j]:
            self.found.how[taker] = How.PARTS

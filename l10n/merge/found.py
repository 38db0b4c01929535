"""What an alignment has found so far: which old source each new unit comes from, and what is still free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from l10n.merge.context import Context
from l10n.merge.likeness import Likeness
from l10n.merge.links import Alignment, How, Link, Old, Part, Split
from l10n.merge.normal import normal
from l10n.merge.sentence_pairs import Claimed, SentencePairs
from l10n.model import Key, Unit


@dataclass(slots=True)
class Found:
    """The links so far, by position in `news` and `olds`; the steps of the search add to them."""

    olds: list[Key]
    active: int
    """How many of `olds` are in the document; the rest is obsolete."""
    news: list[Key]
    likeness: Likeness
    pairs: SentencePairs
    whole: dict[int, int] = field(default_factory=dict)
    """New position -> the one old position it comes from, or the one that gives most."""
    how: dict[int, How] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    """Old positions some unit comes from."""
    sources: dict[int, list[int]] = field(default_factory=dict)
    """New position -> old positions its sentences come from (PARTS, EDITED), the main one first."""
    _parts: dict[int, tuple[tuple[int, ...], tuple[Part, ...]]] = field(default_factory=dict)

    @classmethod
    def nothing(cls, old: Sequence[Old], new: Sequence[Unit], split: Split) -> Found:
        """Nothing is linked yet."""
        olds = list(dict.fromkeys(item.key for item in old if not item.obsolete))
        active = len(olds)
        if active < len(old):
            olds = list(dict.fromkeys((*olds, *(item.key for item in old if item.obsolete))))
        news = list(dict.fromkeys(unit.key for unit in new))
        likeness = Likeness(olds, news, split)
        return cls(olds, active, news, likeness, SentencePairs(split, likeness))

    def link(self, i: int, j: int, how: How) -> None:
        """Link a new unit to the one old source it comes from."""
        self.whole[i] = j
        self.how[i] = how
        self.taken.add(j)
        if how is How.EDITED:
            self.sources[i] = [j]

    def add_source(self, i: int, j: int) -> None:
        """Let a new unit take sentences of one more old source."""
        self.sources.setdefault(i, []).append(j)
        self.whole.setdefault(i, j)
        self.how[i] = How.PARTS
        self.taken.add(j)

    def context(self) -> Context:
        """What stands around the free units now."""
        free_olds = self.free_olds(obsolete=True)
        active = [j for j in free_olds if j < self.active]
        return Context.of(
            self.whole,
            self.free_news(),
            active,
            news=len(self.news),
            active=self.active,
            obsolete=len(free_olds) - len(active),
        )

    def free_news(self) -> list[int]:
        """Positions of the new units without a link."""
        return [i for i in range(len(self.news)) if i not in self.how]

    def free_olds(self, *, obsolete: bool = False) -> list[int]:
        """Positions of the old sources nothing comes from yet."""
        return [j for j in range(len(self.olds) if obsolete else self.active) if j not in self.taken]

    def sentences(self, key: Key) -> tuple[str, ...]:
        """The sentences of a source, as the splitter cut them."""
        return self.pairs.sentences(key)

    def parts(self, i: int) -> tuple[Part, ...]:
        """The sentences of a unit as its sources stand now."""
        sources = tuple(self.sources[i])
        known = self._parts.get(i)
        if known is None or known[0] != sources:
            known = self._parts[i] = (sources, self._pair(i, self.pairs.unchanged(*self._keys(i), set()), set()))
        return known[1]

    def alignment(self) -> Alignment:
        """The links as they stand; each old sentence goes to one unit, unchanged ones before edited ones."""
        claimed: Claimed = set()
        parts = {i: self.pairs.unchanged(*self._keys(i), claimed) for i in sorted(self.sources)}
        self._fill_from_whole(parts)
        links: dict[Key, Link] = {}
        for i, key in enumerate(self.news):
            if i in parts:
                olds = tuple([self.olds[j] for j in self.sources[i]])
                links[key] = Link(self.how[i], olds, self._pair(i, parts[i], claimed))
            elif i in self.how:
                links[key] = Link(self.how[i], (self.olds[self.whole[i]],))
        return Alignment(MappingProxyType(links))

    def _fill_from_whole(self, parts: Mapping[int, list[Part]]) -> None:
        """Give a sentence of a unit put together from several the old unit that says just this, in use or not."""
        put_together = [i for i in parts if self.how.get(i) is How.PARTS and any(part.old is None for part in parts[i])]
        if not put_together:
            return
        whole = {normal(key.source): key for key in reversed(self.olds)}
        for i in put_together:
            for n, part in enumerate(parts[i]):
                if part.old is None and (old := whole.get(normal(part.text))) and len(self.sentences(old)) == 1:
                    parts[i][n] = Part(part.text, old, 0, same=True)

    def _keys(self, i: int) -> tuple[Key, list[Key]]:
        return self.news[i], [self.olds[j] for j in self.sources[i]]

    def _pair(self, i: int, parts: list[Part], claimed: Claimed) -> tuple[Part, ...]:
        claimed |= {(part.old, part.index) for part in parts if part.old is not None}
        surely = len(self.sources[i]) == 1 and self.how.get(i) is How.EDITED
        return self.pairs.edited(parts, self._keys(i)[1], claimed, surely=surely)

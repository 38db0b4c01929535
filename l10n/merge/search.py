"""The search behind an alignment: links found so far, and the steps that find the next ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from l10n.merge.context import Context
from l10n.merge.likeness import Likeness
from l10n.merge.links import Alignment, How, Link, Old, Part, Split
from l10n.merge.normal import normal, word_set, words
from l10n.merge.sentence_pairs import Claimed, SentencePairs
from l10n.model import Key, Unit

# Likeness a pair must reach, by how many of its two neighbours agree; measured on generated revisions.
_ALIKE = (0.72, 0.60, 0.45)
_ALIKE_ALONE = 0.34  # the only old and the only new text between two neighbours that agree
_ALIKE_OBSOLETE = 0.80
_ALIKE_LEFTOVER = 0.60
_SHARED_NEAR = 0.30  # of the shorter text, in characters
_SHARED_FAR = 0.60
_GAP_PAIRS = 400
_LOOKED_AT = 32  # places of a sentence that stands in many paragraphs
_RARE_WORDS = 10
_POSTINGS = 60


@dataclass(slots=True)
class Search:
    """What is linked so far, by position in `news` and `olds`."""

    olds: list[Key]
    active: int
    """How many of `olds` are in the document; the rest is obsolete."""
    news: list[Key]
    likeness: Likeness
    pairs: SentencePairs
    whole: dict[int, int]
    """New position -> the one old position it comes from (SAME, TEXT or EDITED)."""
    how: dict[int, How]
    taken: set[int]
    """Old positions some unit comes from."""
    sources: dict[int, list[int]]
    """New position -> old positions its sentences come from (PARTS, EDITED), the main one first."""
    _parts: dict[int, tuple[tuple[int, ...], tuple[Part, ...]]] = field(default_factory=dict)
    _left: dict[int, tuple[int, list[str]]] = field(default_factory=dict)

    @classmethod
    def start(cls, old: Sequence[Old], new: Sequence[Unit], split: Split) -> Search:
        olds = list(dict.fromkeys(item.key for item in old if not item.obsolete))
        active = len(olds)
        present = set(olds)
        olds += [key for key in dict.fromkeys(item.key for item in old if item.obsolete) if key not in present]
        news = list(dict.fromkeys(unit.key for unit in new))
        likeness = Likeness.of(key.source for key in (*olds, *news))
        return cls(olds, active, news, likeness, SentencePairs(split, likeness), {}, {}, set(), {})

    def link(self, i: int, j: int, how: How) -> None:
        self.whole[i] = j
        self.how[i] = how
        self.taken.add(j)
        if how is How.EDITED:
            self.sources[i] = [j]

    def _context(self) -> Context:
        return Context.of(
            self.whole, self.taken, self.free_news(), self.free_olds(), news=len(self.news), active=self.active
        )

    def free_news(self) -> list[int]:
        return [i for i in range(len(self.news)) if i not in self.how]

    def free_olds(self, *, obsolete: bool = False) -> list[int]:
        return [j for j in range(len(self.olds) if obsolete else self.active) if j not in self.taken]

    def link_same_keys(self) -> None:
        position = {key: j for j, key in enumerate(self.olds)}
        for i, key in enumerate(self.news):
            if (j := position.get(key)) is not None:
                self.link(i, j, How.SAME)

    def link_same_text(self) -> None:
        """Link the same text under another key: an unused old source first, else a copy of one in use."""
        by_text: dict[str, list[int]] = defaultdict(list)
        for j, key in enumerate(self.olds):
            by_text[normal(key.source)].append(j)
        for i in self.free_news():
            if not (found := by_text.get(normal(self.news[i].source))):
                continue
            free = [j for j in found if j not in self.taken and j < self.active] or [
                j for j in found if j not in self.taken
            ]
            key = self.news[i]

            def distance(j: int, i: int = i, key: Key = key) -> tuple[bool, bool, int]:
                return (self.olds[j].source != key.source, self.olds[j].context != key.context, abs(j - i))

            self.link(i, min(free or found, key=distance), How.TEXT)

    def link_whole_sentences(self, *, far: bool) -> None:
        """Link units that share whole sentences: a paragraph edited, split, joined, or its sentences moved.

        Near: among units with a neighbour in common. Far: anywhere, where the shared sentences are most of the text.
        """
        used = {(j, part.index) for i in self.sources for j, part in self._placed_parts(i)}
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for j in set(self.free_olds()) | {j for found in self.sources.values() for j in found}:
            for k, sentence in enumerate(self.sentences(self.olds[j])):
                if (j, k) not in used and _says_enough(sentence):
                    places[normal(sentence)].append((j, k))
        if far:
            self._link_shares(self._shares(places, None), _SHARED_FAR)
        else:
            self._link_shares(self._shares(places, self._context()), _SHARED_NEAR)

    def _placed_parts(self, i: int) -> Iterable[tuple[int, Part]]:
        position = {self.olds[j]: j for j in self.sources[i]}
        return ((position[part.old], part) for part in self.parts(i) if part.old is not None)

    def _shares(
        self,
        places: Mapping[str, list[tuple[int, int]]],
        context: Context | None,
    ) -> dict[int, dict[int, int]]:
        """How many characters of whole sentences each free unit shares with each old one; each is used once.

        Takes the places that were used out of `places`.
        """
        shared: dict[int, dict[int, int]] = {}
        for i in self.free_news():
            mine: dict[int, int] = {}
            for sentence in self.sentences(self.news[i]):
                waiting = places.get(normal(sentence), [])
                free = [place for place in waiting[:_LOOKED_AT] if context is None or context.agreeing(i, place[0])]
                if free:
                    place = min(free, key=lambda place: place[0] not in mine)
                    waiting.remove(place)
                    mine[place[0]] = mine.get(place[0], 0) + len(normal(sentence))
            shared[i] = mine
        return shared

    def _link_shares(self, shared: Mapping[int, Mapping[int, int]], share: float) -> None:
        """Link units to the old ones they share at least `share` of the shorter text with."""
        takers: dict[int, list[int]] = defaultdict(list)
        for i, found in self.sources.items():
            for j in found:
                takers[j].append(i)
        kept: dict[int, list[int]] = {}
        for i, mine in shared.items():
            length = len(normal(self.news[i].source))
            enough = [
                j
                for j, characters in mine.items()
                if characters >= share * min(length, len(normal(self.olds[j].source)))
            ]
            if enough:
                kept[i] = sorted(enough, key=lambda j: -mine[j])
                for j in enough:
                    takers[j].append(i)
        for i, found in kept.items():
            if len(found) == 1 and len(takers[found[0]]) == 1:
                self.link(i, found[0], How.EDITED)
            else:
                self.sources[i] = found
                self.whole[i] = found[0]
                self.taken.update(found)
                self.how[i] = How.PARTS
        for divided in (found for found in takers.values() if len(found) > 1):
            self.how |= dict.fromkeys(divided, How.PARTS)

    def link_alike(self) -> None:
        """Link what is alike, best pairs first, in rounds: each link makes its neighbours' context surer."""
        likeness: dict[tuple[int, int], float] = {}
        for _ in range(6):
            news, olds = self.free_news(), self.free_olds(obsolete=True)
            if not news or not olds:
                return
            context = self._context()
            ranked = []
            for i, j in self._candidates(news, olds, context):
                if (score := likeness.get((i, j))) is None:
                    score = likeness[i, j] = self.likeness.of_pair(self.olds[j].source, self.news[i].source)
                neighbours = context.agreeing(i, j)
                if score >= self._threshold(i, j, neighbours, context):
                    ranked.append((score + 0.1 * neighbours, i, j))
            linked = False
            for _, i, j in sorted(ranked, key=lambda item: (-item[0], item[1], item[2])):
                if i not in self.how and j not in self.taken:
                    self.link(i, j, How.EDITED)
                    linked = True
            if not linked:
                return

    def _threshold(self, i: int, j: int, neighbours: int, context: Context) -> float:
        if j >= self.active:
            return _ALIKE_OBSOLETE
        if neighbours == 2 and context.is_alone(i, j):
            return _ALIKE_ALONE
        return _ALIKE[neighbours]

    def _candidates(self, news: Sequence[int], olds: Sequence[int], context: Context) -> Iterable[tuple[int, int]]:
        """Pairs worth comparing: those in one small gap, and those that share rare words."""
        pairs = set(context.pairs_in_gaps(_GAP_PAIRS))
        postings: dict[str, list[int]] = defaultdict(list)
        for j in olds:
            for word in word_set(self.olds[j].source):
                postings[word].append(j)
        for i in news:
            found = [word for word in word_set(self.news[i].source) if word in postings]
            found.sort(key=lambda word: (len(postings[word]), word))
            votes: dict[int, float] = defaultdict(float)
            for word in found[:_RARE_WORDS]:
                if len(postings[word]) <= _POSTINGS:
                    weight = self.likeness.weight(word)
                    for j in postings[word]:
                        votes[j] += weight
            best = sorted(votes, key=lambda j: (-votes[j], abs(j - i), j))[:12]
            pairs.update((i, j) for j in best)
        return pairs

    def link_leftovers(self) -> None:
        """Give a new unit the sentences its neighbour left over, and a unit the old text that was joined to it."""
        partner: dict[int, list[int]] = defaultdict(list)
        for i, found in self.sources.items():
            for j in found:
                partner[j].append(i)
        self._link_moved_sentences(partner)
        for i in self.free_news():
            for neighbour in (i - 1, i + 1):
                for j in self.sources.get(neighbour, ()):
                    left = self._left_of_old(j, partner[j])
                    if left and self._is_leftover(self.news[i].source, left):
                        self._add_source(i, j, partner)
                        break
                if i in self.how:
                    break
        for j in self.free_olds():
            for beside in (j - 1, j + 1):
                for i in list(partner.get(beside, ())):
                    left = self._left_of_new(i)
                    if left and j not in self.taken and self._is_leftover(self.olds[j].source, left):
                        self._add_source(i, j, partner)

    def _link_moved_sentences(self, partner: dict[int, list[int]]) -> None:
        """Link a unit to the old paragraph beside its own that a whole sentence came over from."""
        for i in sorted(self.sources):
            holes = {normal(text) for text in self._left_of_new(i)}
            if not holes:
                continue
            beside = {j for neighbour in (i - 1, i + 1) for j in self.sources.get(neighbour, ())}
            for j in sorted(beside - set(self.sources[i])):
                if any(normal(text) in holes and len(words(text)) > 2 for text in self._left_of_old(j, partner[j])):
                    self._add_source(i, j, partner)

    def _is_leftover(self, text: str, left: Sequence[str]) -> bool:
        joined = "".join(left)
        return len(words(text)) >= 3 and self.likeness.of_pair(joined, text) >= _ALIKE_LEFTOVER

    def _left_of_old(self, j: int, takers: Sequence[int]) -> list[str]:
        known = self._left.get(j)
        if known is None or known[0] != len(takers):
            placed = {(part.old, part.index) for i in takers for part in self.parts(i)}
            key = self.olds[j]
            left = [sentence for k, sentence in enumerate(self.sentences(key)) if (key, k) not in placed]
            known = self._left[j] = (len(takers), left)
        return known[1]

    def _left_of_new(self, i: int) -> list[str]:
        return [part.text for part in self.parts(i) if part.old is None]

    def _add_source(self, i: int, j: int, partner: dict[int, list[int]]) -> None:
        self.sources.setdefault(i, []).append(j)
        self.whole.setdefault(i, j)
        partner[j].append(i)
        self.taken.add(j)
        for taker in partner[j]:
            self.how[taker] = How.PARTS

    def alignment(self) -> Alignment:
        """The links as they stand; each old sentence goes to one unit, unchanged ones before edited ones."""
        claimed: Claimed = set()
        parts = {i: self.pairs.unchanged(*self._keys(i), claimed) for i in sorted(self.sources)}
        self._fill_from_whole(parts)
        links: dict[Key, Link] = {}
        for i, how in sorted(self.how.items()):
            olds = self.sources.get(i) or [self.whole[i]]
            filled = self._pair(i, parts[i], claimed) if i in parts else ()
            links[self.news[i]] = Link(how, tuple(self.olds[j] for j in olds), filled)
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

    def sentences(self, key: Key) -> tuple[str, ...]:
        return self.pairs.sentences(key)

    def parts(self, i: int) -> tuple[Part, ...]:
        """The sentences of a unit as its sources stand now."""
        sources = tuple(self.sources[i])
        known = self._parts.get(i)
        if known is None or known[0] != sources:
            known = self._parts[i] = (sources, self._pair(i, self.pairs.unchanged(*self._keys(i), set()), set()))
        return known[1]

    def _keys(self, i: int) -> tuple[Key, list[Key]]:
        return self.news[i], [self.olds[j] for j in self.sources[i]]

    def _pair(self, i: int, parts: list[Part], claimed: Claimed) -> tuple[Part, ...]:
        claimed |= {(part.old, part.index) for part in parts if part.old is not None}
        surely = len(self.sources[i]) == 1 and self.how.get(i) is How.EDITED
        return self.pairs.edited(parts, self._keys(i)[1], claimed, surely=surely)


def _says_enough(sentence: str) -> bool:
    """True for a sentence that is not found in two paragraphs by chance."""
    return len(words(sentence)) >= 4 and len(normal(sentence)) >= 15

"""Alignment: which old source each unit of an article's new version comes from; once per article, for every locale.

The steps, each on what the one before left over: the same key; the same text under another context, code names or
white space; whole sentences that moved between paragraphs; likeness, the more readily the better the neighbours
agree; sentences left over beside a paragraph that was split or joined. A unit that merely resembles another text
gets nothing: a wrong old translation costs more than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from l10n.merge.likeness import Likeness
from l10n.merge.normal import normal, word_set, words
from l10n.model import Catalog, Key, Unit

Split: TypeAlias = Callable[[str], tuple[str, ...]]
"""Cuts inline text of one language into sentences, without loss (`l10n.sentences.split` with its locale)."""


def one_sentence(text: str) -> tuple[str, ...]:
    """Take every text as one sentence: a merge without sentence boundaries."""
    return (text,)


@dataclass(frozen=True, slots=True)
class Old:
    """A source of the article's previous version, or an obsolete one that may come back."""

    key: Key
    obsolete: bool = False


class How(StrEnum):
    """What a unit shares with the old source it comes from."""

    SAME = "same"
    """The key."""
    TEXT = "text"
    """The text a reader sees; context, code names, escapes or white space differ."""
    EDITED = "edited"
    """One old source, edited."""
    PARTS = "parts"
    """Sentences of one or more old sources: the paragraph was split or joined."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a new unit and the old sentence it comes from."""

    text: str
    """The new sentence, inline text, as `Split` cut it."""
    old: Key | None = None
    index: int = 0
    """Which sentence of the old source, counted from 0."""
    same: bool = False
    """The sentence did not change."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a new unit's translation comes from."""

    how: How
    olds: tuple[Key, ...]
    """The old sources, the one that gives most first."""
    parts: tuple[Part, ...] = ()
    """The unit sentence by sentence, for `EDITED` and `PARTS`."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The links of an article's new units; a unit without one is new text."""

    links: Mapping[Key, Link]
    divided: frozenset[Key] = field(default=frozenset())
    """Old sources whose sentences went to more than one unit."""

    def link(self, key: Key) -> Link | None:
        """Where the unit comes from; None for new text."""
        return self.links.get(key)


def old_sources(catalog: Catalog, template: Catalog | None = None) -> tuple[Old, ...]:
    """The sources a catalog has, in the order of the article's previous version, obsolete ones last.

    `template` is the previous template: its order is the article's even where a tool has sorted the catalog. Catalogs
    with the same keys give equal tuples, so that one alignment serves them all.
    """
    active = [entry.key for entry in catalog.active]
    if template is not None:
        place = {entry.key: index for index, entry in enumerate(template.active)}
        if any(key in place for key in active):
            active = _by_place(active, place)
    obsolete = sorted({entry.key for entry in catalog.entries if entry.obsolete} - set(active))
    return (*(Old(key) for key in dict.fromkeys(active)), *(Old(key, obsolete=True) for key in obsolete))


def align(old: Sequence[Old], new: Sequence[Unit], *, split: Split = one_sentence) -> Alignment:
    """Find where each new unit comes from. `old` is in document order; `split` cuts source sentences."""
    search = _Search.start(old, new, split)
    search.link_same_keys()
    search.link_same_text()
    search.link_whole_sentences(far=False)
    search.link_alike()
    search.link_whole_sentences(far=True)
    search.link_leftovers()
    return search.alignment()


def _by_place(keys: Sequence[Key], place: Mapping[Key, int]) -> list[Key]:
    """Sort keys by their place; a key without one stays behind the key it followed."""
    ranked: list[tuple[int, int, Key]] = []
    last = -1
    for index, key in enumerate(keys):
        last = place.get(key, last)
        ranked.append((last, index, key))
    return [key for _, _, key in sorted(ranked)]


# Likeness a pair must reach, by how many of its two neighbours agree; measured on generated revisions.
_ALIKE = (0.72, 0.60, 0.45)
_ALIKE_ALONE = 0.34  # the only old and the only new text between two neighbours that agree
_ALIKE_OBSOLETE = 0.80
_ALIKE_SENTENCE = 0.50
_ALIKE_LEFTOVER = 0.60
_SHARED_NEAR = 0.30  # of the shorter text, in characters
_SHARED_FAR = 0.60
_GAP_PAIRS = 400
_RARE_WORDS = 10
_POSTINGS = 60


@dataclass(slots=True)
class _Search:
    """The state of one alignment: what is linked so far, by position in `news` and `olds`."""

    olds: list[Key]
    active: int
    """How many of `olds` are in the document; the rest is obsolete."""
    news: list[Key]
    split: Split
    likeness: Likeness
    whole: dict[int, int]
    """New position -> the one old position it comes from (SAME, TEXT or EDITED)."""
    how: dict[int, How]
    taken: set[int]
    """Old positions some unit comes from."""
    sources: dict[int, list[int]]
    """New position -> old positions its sentences come from (PARTS, EDITED), the main one first."""
    _sentences: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def start(cls, old: Sequence[Old], new: Sequence[Unit], split: Split) -> _Search:
        olds = list(dict.fromkeys(item.key for item in old if not item.obsolete))
        active = len(olds)
        present = set(olds)
        olds += [key for key in dict.fromkeys(item.key for item in old if item.obsolete) if key not in present]
        news = list(dict.fromkeys(unit.key for unit in new))
        likeness = Likeness.of(key.source for key in (*olds, *news))
        return cls(olds, active, news, split, likeness, {}, {}, set(), {})

    def link(self, i: int, j: int, how: How) -> None:
        self.whole[i] = j
        self.how[i] = how
        self.taken.add(j)
        if how is How.EDITED:
            self.sources[i] = [j]

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
            self._link_shares(self._shares(places, _Context.of(self)), _SHARED_NEAR)

    def _placed_parts(self, i: int) -> Iterable[tuple[int, Part]]:
        position = {self.olds[j]: j for j in self.sources[i]}
        return ((position[part.old], part) for part in self._parts(i) if part.old is not None)

    def _shares(
        self,
        places: Mapping[str, Sequence[tuple[int, int]]],
        context: _Context | None,
    ) -> dict[int, dict[int, int]]:
        """How many characters of whole sentences each free unit shares with each old one; each is used once."""
        used: set[tuple[int, int]] = set()
        shared: dict[int, dict[int, int]] = {}
        for i in self.free_news():
            mine: dict[int, int] = {}
            for sentence in self.sentences(self.news[i]):
                free = [
                    place
                    for place in places.get(normal(sentence), ())
                    if place not in used and (context is None or context.agreeing(i, place[0]))
                ]
                if free:
                    place = min(free, key=lambda place: place[0] not in mine)
                    used.add(place)
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
                continue
            self.sources[i] = found
            self.whole[i] = found[0]
            self.taken.update(found)
            for taker in {i, *(taker for j in found for taker in takers[j])}:
                self.how[taker] = How.PARTS

    def link_alike(self) -> None:
        """Link what is alike, best pairs first, in rounds: each link makes its neighbours' context surer."""
        likeness: dict[tuple[int, int], float] = {}
        for _ in range(6):
            news, olds = self.free_news(), self.free_olds(obsolete=True)
            if not news or not olds:
                return
            context = _Context.of(self)
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

    def _threshold(self, i: int, j: int, neighbours: int, context: _Context) -> float:
        if j >= self.active:
            return _ALIKE_OBSOLETE
        if neighbours == 2 and context.is_alone(i, j):
            return _ALIKE_ALONE
        return _ALIKE[neighbours]

    def _candidates(self, news: Sequence[int], olds: Sequence[int], context: _Context) -> Iterable[tuple[int, int]]:
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
        placed = {(part.old, part.index) for i in takers for part in self._parts(i)}
        key = self.olds[j]
        return [sentence for k, sentence in enumerate(self.sentences(key)) if (key, k) not in placed]

    def _left_of_new(self, i: int) -> list[str]:
        return [part.text for part in self._parts(i) if part.old is None]

    def _add_source(self, i: int, j: int, partner: dict[int, list[int]]) -> None:
        self.sources.setdefault(i, []).append(j)
        self.whole.setdefault(i, j)
        partner[j].append(i)
        self.taken.add(j)
        for taker in partner[j]:
            self.how[taker] = How.PARTS

    def alignment(self) -> Alignment:
        takers: dict[int, int] = defaultdict(int)
        for found in self.sources.values():
            for j in found:
                takers[j] += 1
        claimed: set[tuple[Key, int]] = set()
        links: dict[Key, Link] = {}
        parts = {i: self._exact_parts(i, claimed) for i in self.sources}
        for i, how in sorted(self.how.items()):
            olds = self.sources.get(i) or [self.whole[i]]
            filled = self._fill_parts(i, parts[i], claimed) if i in parts else ()
            links[self.news[i]] = Link(how, tuple(self.olds[j] for j in olds), filled)
        return Alignment(MappingProxyType(links), frozenset(self.olds[j] for j, count in takers.items() if count > 1))

    def sentences(self, key: Key) -> tuple[str, ...]:
        if (found := self._sentences.get(key.source)) is None:
            found = self._sentences[key.source] = self.split(key.source)
        return found

    def _parts(self, i: int) -> tuple[Part, ...]:
        claimed: set[tuple[Key, int]] = set()
        return self._fill_parts(i, self._exact_parts(i, claimed), claimed)

    def _exact_parts(self, i: int, claimed: set[tuple[Key, int]]) -> list[Part]:
        """Pair the sentences of a unit that did not change; `claimed` collects the old ones that are used."""
        places: dict[str, list[tuple[Key, int]]] = defaultdict(list)
        for j in self.sources[i]:
            for k, sentence in enumerate(self.sentences(self.olds[j])):
                places[normal(sentence)].append((self.olds[j], k))
        parts = []
        for sentence in self.sentences(self.news[i]):
            free = next((place for place in places.get(normal(sentence), ()) if place not in claimed), None)
            if free is None:
                parts.append(Part(sentence))
            else:
                claimed.add(free)
                parts.append(Part(sentence, free[0], free[1], same=True))
        return parts

    def _fill_parts(self, i: int, parts: Sequence[Part], claimed: set[tuple[Key, int]]) -> tuple[Part, ...]:
        """Pair the edited sentences with the most alike that are left over in the unit's old sources."""
        left = [
            (self.olds[j], k, sentence)
            for j in self.sources[i]
            for k, sentence in enumerate(self.sentences(self.olds[j]))
            if (self.olds[j], k) not in claimed
        ]
        holes = [n for n, part in enumerate(parts) if part.old is None]
        if not left or not holes:
            return tuple(parts)
        filled = list(parts)
        if len(left) == len(holes) == 1 and len(self.sources[i]) == 1 and self.how.get(i) is How.EDITED:
            pairs = [(1.0, holes[0], 0)]
        else:
            pairs = self._alike_sentences(filled, holes, left)
        for _, n, m in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            key, k, _ = left[m]
            if filled[n].old is None and (key, k) not in claimed:
                claimed.add((key, k))
                filled[n] = Part(filled[n].text, key, k)
        return tuple(filled)

    def _alike_sentences(
        self, parts: Sequence[Part], holes: Sequence[int], left: Sequence[tuple[Key, int, str]]
    ) -> list[tuple[float, int, int]]:
        """Scored pairs of edited sentences; in a very long unit only those at a similar place are compared."""
        near = len(holes) * len(left) > _GAP_PAIRS
        pairs = []
        for at, n in enumerate(holes):
            for m in range(max(0, at - 5), min(len(left), at + 6)) if near else range(len(left)):
                score = self.likeness.of_pair(left[m][2], parts[n].text)
                if score >= _ALIKE_SENTENCE:
                    pairs.append((score, n, m))
        return pairs


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands around each free unit: the linked neighbours on both sides, and the gap between them."""

    search: _Search
    before_new: dict[int, int]
    """Free new position -> old position of the linked unit before it; -1 at the beginning."""
    after_new: dict[int, int]
    before_old: dict[int, int]
    """Free old position -> the linked old position before it; -1 at the beginning."""
    after_old: dict[int, int]
    gap_news: dict[tuple[int, int], list[int]]
    gap_olds: dict[tuple[int, int], list[int]]

    @classmethod
    def of(cls, search: _Search) -> _Context:
        linked = {i: j for i, j in search.whole.items() if j < search.active}
        before_new = _nearest(range(len(search.news)), linked, -1)
        after_new = _nearest(range(len(search.news) - 1, -1, -1), linked, search.active)
        self_linked = {j: j for j in search.taken if j < search.active}
        before_old = _nearest(range(search.active), self_linked, -1)
        after_old = _nearest(range(search.active - 1, -1, -1), self_linked, search.active)
        gap_news: dict[tuple[int, int], list[int]] = defaultdict(list)
        gap_olds: dict[tuple[int, int], list[int]] = defaultdict(list)
        for i in search.free_news():
            gap_news[before_new[i], after_new[i]].append(i)
        for j in search.free_olds():
            gap_olds[before_old[j], after_old[j]].append(j)
        return cls(search, before_new, after_new, before_old, after_old, gap_news, gap_olds)

    def agreeing(self, i: int, j: int) -> int:
        """How many of the two neighbours of the new unit come from the neighbours of the old one."""
        if j >= self.search.active:
            return 0
        return (self.before_new[i] == self.before_old[j]) + (self.after_new[i] == self.after_old[j])

    def is_alone(self, i: int, j: int) -> bool:
        """True where nothing else is free between the neighbours, on either side."""
        gap = (self.before_old[j], self.after_old[j])
        return len(self.gap_news.get(gap, ())) == 1 and len(self.gap_olds.get(gap, ())) == 1

    def pairs_in_gaps(self, limit: int) -> Iterable[tuple[int, int]]:
        for gap, news in self.gap_news.items():
            olds = self.gap_olds.get(gap, ())
            if len(news) * len(olds) <= limit:
                yield from ((i, j) for i in news for j in olds)


def _nearest(positions: Iterable[int], linked: Mapping[int, int], edge: int) -> dict[int, int]:
    nearest: dict[int, int] = {}
    last = edge
    for position in positions:
        nearest[position] = last
        last = linked.get(position, last)
    return nearest


def _says_enough(sentence: str) -> bool:
    """True for a sentence that is not found in two paragraphs by chance."""
    return len(words(sentence)) >= 4 and len(normal(sentence)) >= 15

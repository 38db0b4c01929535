"""Questions to a memory: whole texts that are the same or alike, and texts put together from known sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from l10n.inline import is_compatible
from l10n.memory.index import Index, build_index, open_index
from l10n.memory.segments import Match, Segment, comparable, with_codes_of
from l10n.sentences import are_translations

Split: TypeAlias = Callable[[str], tuple[str, ...]]
"""Cuts inline text of one language into sentences, without loss."""

ASSEMBLED = 0.95
"""The score of a text put together from sentences: each is known, but nobody has read them together."""
_OTHER_CODES = 0.99
"""The score of the same text with other codes."""
_UNSPACED = frozenset("bo dz ja km lo my th zh yue".split())


@dataclass(frozen=True, slots=True)
class Shard:
    """The index of one origin (a TMX file, a locale's catalogs), and that of the sentences within its segments."""

    whole: Index
    sentences: Index


@dataclass(frozen=True, slots=True)
class Memory:
    """Reviewed pairs of one pair of languages."""

    shards: tuple[Shard, ...]
    source_split: Split
    language: str
    """Of the targets."""

    def __len__(self) -> int:
        return sum(len(shard.whole) for shard in self.shards)

    def find(self, text: str, *, limit: int = 5, minimum: float = 0.75) -> tuple[Match, ...]:
        """The matches of inline text that score at least `minimum` (0.3 to 1.0), best first.

        A match of score 1.0 has the very same source. Equal translations are given once.
        """
        form = comparable(text)
        minimum = min(1.0, max(0.3, minimum))
        found: list[Match] = []
        for shard in self.shards:
            same = shard.whole.exact(form)
            found += (_match(text, shard.whole.segment(number), 1.0) for number in same)
            if len(same) < limit and minimum < 1.0:
                near = shard.whole.near(form, limit=limit + len(same), minimum=minimum)
                found += (_match(text, shard.whole.segment(number), score) for score, number in near)
        found.sort(key=lambda match: -match.score)
        best: dict[str, Match] = {}
        for match in found:
            if match.score >= minimum:
                best.setdefault(match.target, match)
        return tuple(best.values())[:limit]

    def answer(self, text: str, *, limit: int = 5, minimum: float = 0.75) -> tuple[Match, ...]:
        """The matches of `find`, and the assembled one among them by its score; equal translations are given once."""
        found = list(self.find(text, limit=limit, minimum=minimum))
        assembled = None if minimum > ASSEMBLED else self.assemble(text)
        if assembled is not None and all(match.target != assembled.target for match in found):
            found.append(assembled)
            found.sort(key=lambda match: -match.score)
        return tuple(found[:limit])

    def assemble(self, text: str) -> Match | None:
        """Put a translation together from the sentences of a text, each known exactly: all of them or nothing."""
        sentences = self.source_split(text)
        pieces: list[str] = []
        for sentence in sentences:
            segment = self._sentence(sentence.strip())
            if segment is None:
                return None
            pieces.append(with_codes_of(sentence, segment).strip())
        space = "" if self.language in _UNSPACED else " "
        separators = [sentence[len(sentence.rstrip()) :] for sentence in sentences]
        target = "".join(
            piece + (space if between in ("", " ") else between)
            for piece, between in zip(pieces, separators, strict=True)
        ).strip()
        if not target or not is_compatible(text, target):
            return None
        return Match(text, target, ASSEMBLED, "assembled")

    def _sentence(self, sentence: str) -> Segment | None:
        form = comparable(sentence)
        for shard in self.shards:
            for index in (shard.whole, shard.sentences):
                for number in index.exact(form):
                    segment = index.segment(number)
                    if is_compatible(sentence, with_codes_of(sentence, segment)):
                        return segment
        return None


def open_shard(folder: Path, name: str) -> Shard | None:
    """Open a stored shard; None where it must be built."""
    whole, sentences = open_index(folder, name), open_index(folder, f"{name}-sentences")
    return None if whole is None or sentences is None else Shard(whole, sentences)


def build_shard(
    folder: Path, name: str, segments: Sequence[Segment], *, source_split: Split, target_split: Split
) -> Shard:
    """Build and store a shard. Raises L10nError where the folder cannot be written."""
    pairs = _sentence_pairs(segments, source_split, target_split)
    return Shard(build_index(folder, name, segments), build_index(folder, f"{name}-sentences", pairs))


def _match(text: str, segment: Segment, score: float) -> Match:
    if segment.source == text:
        return Match(text, segment.target, 1.0, "exact", segment.origin)
    return Match(segment.source, with_codes_of(text, segment), min(score, _OTHER_CODES), "fuzzy", segment.origin)


def _sentence_pairs(segments: Iterable[Segment], source_split: Split, target_split: Split) -> Iterator[Segment]:
    """The sentences of the segments that can surely be told apart in both languages."""
    for segment in segments:
        sources = source_split(segment.source)
        if len(sources) < 2:
            continue
        targets = target_split(segment.target)
        if are_translations(sources, targets):
            for source, target in zip(sources, targets, strict=True):
                yield Segment(source.strip(), target.strip(), segment.origin)

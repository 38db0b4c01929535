"""The index of a memory: which segments share rare words with a text, on the disk as three files, opened by mapping.

Segments are numbered in the order of their sources' lengths, so that everything long enough and short enough for a
match is one range of numbers. Each word of a segment gives one key: the word itself where it is rare, the pair of it
and its successor where it is common; a text's rarest keys are looked up first. Segments that share most of them are
compared character by character. Built once; every file is derived and can be thrown away.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rapidfuzz import fuzz, process

from l10n.exchange.files import write_bytes
from l10n.memory.segments import Segment, comparable, keywords

_FORMAT = 1
"""Counts up when the files change their form."""
_COMMON = 64
"""A word in more segments than this, and than one in two thousand, is looked up together with its successor."""
_BUDGET = 40_000
"""Postings read for one question."""
_COMPARED = 3_000
"""Segments compared character by character for one question."""


@dataclass(frozen=True, slots=True)
class Index:
    """An open index."""

    segments: tuple[list[str], list[str], list[str]]
    """Sources, targets and origins by number."""
    forms: list[str]
    """Comparable forms of the sources, by number; lengths never decrease."""
    vocabulary: dict[str, int]
    common: frozenset[int]
    keys: Sequence[int]
    """Sorted: the number of a word, times 2**32, plus one more than the number of its successor (0 for a rare word)."""
    offsets: Sequence[int]
    postings: Sequence[int]
    lengths: Sequence[int]
    """Length of each form."""

    def __len__(self) -> int:
        return len(self.forms)

    def segment(self, number: int) -> Segment:
        """The segment of a number."""
        sources, targets, origins = self.segments
        return Segment(sources[number], targets[number], origins[number])

    def exact(self, form: str) -> range:
        """The numbers of the segments with this comparable form."""
        low = bisect_left(self.forms, (len(form), form), key=_order)
        high = bisect_right(self.forms, (len(form), form), lo=low, key=_order)
        return range(low, high)

    def near(self, form: str, *, limit: int, minimum: float) -> list[tuple[float, int]]:
        """Scores and numbers of the segments most like a form, best first; scores from `minimum` (above 0) to 1.0.

        The score is the normalized Indel similarity of the forms, so lengths bound it.
        """
        low = bisect_left(self.lengths, int(len(form) * minimum / (2 - minimum)))
        high = bisect_right(self.lengths, int(len(form) * (2 - minimum) / minimum) + 1)
        candidates = self._candidates(form, low, high)
        forms = self.forms
        found = process.extract(
            form, [forms[number] for number in candidates], scorer=fuzz.ratio, score_cutoff=minimum * 100, limit=limit
        )
        return sorted(((score / 100, candidates[at]) for _, score, at in found), key=lambda hit: (-hit[0], hit[1]))

    def _candidates(self, form: str, low: int, high: int) -> list[int]:
        """The numbers in a range that share most of a form's rarest keys; all of them where the range is small."""
        if high - low <= _COMPARED:
            return list(range(low, high))
        runs = []
        for key in set(self._keys_of(form)):
            at = bisect_left(self.keys, key)
            if at < len(self.keys) and self.keys[at] == key:
                start, end = self.offsets[at], self.offsets[at + 1]
                start = bisect_left(self.postings, low, start, end)
                end = bisect_left(self.postings, high, start, end)
                if end > start:
                    runs.append((end - start, start, end))
        runs.sort()
        votes: Counter[int] = Counter()
        left = _BUDGET
        for length, start, end in runs:
            if length > left and votes:
                break
            votes.update(self.postings[start : min(end, start + left)])
            left -= length
        if len(votes) <= _COMPARED:
            return list(votes)
        return _most_voted(votes)

    def _keys_of(self, form: str) -> Iterator[int]:
        numbers = [self.vocabulary.get(word, -1) for word in keywords(form)]
        for at, number in enumerate(numbers):
            if number < 0:
                continue
            if number not in self.common:
                yield number << 32
            else:
                following = numbers[at + 1] if at + 1 < len(numbers) else len(self.vocabulary)
                if following >= 0:
                    yield (number << 32) + following + 1


def _order(form: str) -> tuple[int, str]:
    return (len(form), form)


def _most_voted(votes: Counter[int]) -> list[int]:
    """The numbers with most votes, about as many as are compared."""
    tally = Counter(votes.values())
    taken, least = 0, max(tally)
    for count in sorted(tally, reverse=True):
        if taken and taken + tally[count] > _COMPARED:
            break
        taken += tally[count]
        least = count
    chosen = [number for number, count in votes.items() if count >= least]
    return chosen if len(chosen) <= 2 * _COMPARED else chosen[: 2 * _COMPARED]


def open_index(folder: Path, name: str) -> Index | None:
    """Open a stored index; None where there is none, or one of another format or an unreadable one."""
    try:
        lines = (folder / f"{name}.text").read_bytes().decode("utf-8").split("\n")
        head = lines[0].split(" ")
        if head[:2] != ["l10n-memory", str(_FORMAT)] or head[2:3] != [sys.byteorder]:
            return None
        count, words, common, keys, postings = map(int, head[3:])
        if len(lines) != 1 + 3 * count + words:
            return None
        numbers = _map_numbers(folder / f"{name}.keys", "Q", keys)
        rest = _map_numbers(folder / f"{name}.postings", "I", keys + 1 + postings + count + common)
    except (OSError, ValueError):
        return None
    sources, targets, origins = (
        [_unescape(line) for line in lines[1 + n * count : 1 + (n + 1) * count]] for n in range(3)
    )
    edges = (0, keys + 1, keys + 1 + postings, keys + 1 + postings + count, len(rest))
    offsets, posted, lengths, commons = (rest[a:b] for a, b in pairwise(edges))
    return Index(
        segments=(sources, targets, origins),
        forms=[comparable(source) for source in sources],
        vocabulary={word: number for number, word in enumerate(lines[1 + 3 * count :])},
        common=frozenset(commons),
        keys=numbers,
        offsets=offsets,
        postings=posted,
        lengths=lengths,
    )


def build_index(folder: Path, name: str, segments: Iterable[Segment]) -> Index:
    """Build and store the index of some segments, equal pairs once, and open it.

    Raises L10nError where the folder cannot be written.
    """
    formed = sorted({(len(form := comparable(item.source)), form, item) for item in _distinct(segments)})
    ordered = [item for _, _, item in formed]
    tokens, bounds, vocabulary = _tokens(form for _, form, _ in formed)
    frequency = _frequency(tokens, bounds, len(vocabulary))
    most = max(_COMMON, len(ordered) // 2000)
    common = [number for number, count in enumerate(frequency) if count > most]
    keys, offsets, postings = _postings(tokens, bounds, frozenset(common), len(vocabulary))
    lengths = array("I", (length for length, _, _ in formed))
    head = f"l10n-memory {_FORMAT} {sys.byteorder} {len(ordered)} {len(vocabulary)} {len(common)} {len(keys)} {len(postings)}"
    lines = [head]
    for texts in ([item.source for item in ordered], [item.target for item in ordered], [i.origin for i in ordered]):
        lines += map(_escape, texts)
    lines += vocabulary
    write_bytes(folder / f"{name}.keys", keys.tobytes())
    numbers = (offsets, postings, lengths, array("I", common))
    write_bytes(folder / f"{name}.postings", b"".join(part.tobytes() for part in numbers))
    write_bytes(folder / f"{name}.text", "\n".join(lines).encode("utf-8"))
    index = open_index(folder, name)
    assert index is not None
    return index


def _distinct(segments: Iterable[Segment]) -> Iterable[Segment]:
    """Each pair once, with the first origin."""
    found: dict[tuple[str, str], Segment] = {}
    for segment in segments:
        found.setdefault((segment.source, segment.target), segment)
    return found.values()


def _tokens(forms: Iterable[str]) -> tuple[array[int], array[int], list[str]]:
    """The words of all forms as numbers in a row, where each form's begin, and the words."""
    vocabulary: dict[str, int] = {}
    tokens, bounds = array("I"), array("Q", [0])
    for form in forms:
        tokens.extend([vocabulary.setdefault(word, len(vocabulary)) for word in keywords(form)])
        bounds.append(len(tokens))
    return tokens, bounds, list(vocabulary)


def _frequency(tokens: array[int], bounds: array[int], words: int) -> array[int]:
    """In how many segments each word stands."""
    frequency = array("I", bytes(4 * words))
    for at in range(len(bounds) - 1):
        for number in set(tokens[bounds[at] : bounds[at + 1]]):
            frequency[number] += 1
    return frequency


def _postings(
    tokens: array[int], bounds: array[int], common: frozenset[int], words: int
) -> tuple[array[int], array[int], array[int]]:
    """The sorted keys, where the postings of each begin, and the postings."""
    sizes: dict[int, int] = {}
    for found in _segment_keys(tokens, bounds, common, words):
        for key in found:
            sizes[key] = sizes.get(key, 0) + 1
    keys = array("Q", sorted(sizes))
    offsets = array("I", [0])
    total = 0
    for key in keys:
        size, sizes[key] = sizes[key], total
        total += size
        offsets.append(total)
    postings = array("I", bytes(4 * total))
    for number, found in enumerate(_segment_keys(tokens, bounds, common, words)):
        for key in found:
            place = sizes[key]
            postings[place] = number
            sizes[key] = place + 1
    return keys, offsets, postings


def _segment_keys(tokens: array[int], bounds: array[int], common: frozenset[int], words: int) -> Iterator[set[int]]:
    for at in range(len(bounds) - 1):
        numbers = tokens[bounds[at] : bounds[at + 1]].tolist()
        following = [*numbers[1:], words]
        yield {
            (number << 32) + after + 1 if number in common else number << 32
            for number, after in zip(numbers, following, strict=False)
        }


def _map_numbers(path: Path, code: str, count: int) -> Sequence[int]:
    """Map a file of unsigned numbers. Raises ValueError where it has another size."""
    size = count * array(code).itemsize
    if path.stat().st_size != size:
        raise ValueError(path)
    if not size:
        return array(code)
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast(code)  # type: ignore[call-overload,no-any-return]


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n") if "\n" in text or "\\" in text else text


def _unescape(line: str) -> str:
    if "\\" not in line:
        return line
    return line.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")

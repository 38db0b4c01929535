"""What texts of two languages have in common: numbers, and words that sound alike.

Names, medicines and learned words are much the same in most languages (`paracetamol`, `paracétamol`, `باراسيتامول`).
They are compared by their consonants in classes, as Soundex does, because vowels and spelling vary most and Arabic
does not write them. A word says the more, the fewer texts of its page have it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from l10n.inline import plain

_WORD = re.compile(r"[^\W\d_]{3,}")
_SPELLINGS = (
    (re.compile(r"sch|sh|tch"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th|dt"), "t"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"x"), "ks"),
)
_SOUNDS = {
    "b": "bpбпβπبپ",
    "f": "fvфвφفڤ",
    "k": "ckqgкгхκγχكقغخج",
    "s": "szßсзшщжцσςζسصزش",
    "t": "dtдтδτθدضطتظذث",
    "l": "lлλل",
    "m": "mмμم",
    "n": "nнνن",
    "r": "rрρر",
}
_CLASS = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f'’٬](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d)[.,٫](?=\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_SHORTEST = 3
"""Consonants a word must have to be compared: with fewer, unrelated words agree too often."""
_RARE = 5
"""Units of a page that may have a feature by which another partner is looked for."""
_COMPARED = 4
"""Consonants that are compared; endings differ."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What each pair of texts of two pages has in common."""

    mine: tuple[frozenset[str], ...]
    yours: tuple[frozenset[str], ...]
    weights: dict[str, float]
    places: tuple[dict[str, list[int]], dict[str, list[int]]]
    """Where each rare feature stands, on either page."""

    @classmethod
    def of(cls, sources: Iterable[str], targets: Iterable[str]) -> Evidence:
        """Read the inline texts of two pages."""
        mine, yours = (tuple(_features(text) for text in texts) for texts in (sources, targets))
        return cls(mine, yours, _weights(mine, yours), (_places(mine), _places(yours)))

    def common(self, i: int, j: int) -> float:
        """How much the i-th source and the j-th target have in common; 0 for nothing."""
        return sum(self.weights[feature] for feature in self.mine[i] & self.yours[j])

    def meetings(self) -> Iterator[tuple[int, int]]:
        """The pairs of units that share a feature rare on both pages, each once, in order."""
        here, there = self.places
        yield from sorted(
            {(i, j) for feature in here.keys() & there.keys() for i in here[feature] for j in there[feature]}
        )


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, however they are written: digits of any script, without the separators of thousands."""
    flat = _DECIMAL.sub(".", _THOUSANDS.sub("", plain(text)))
    return Counter(
        "".join("." if digit == "." else str(unicodedata.decimal(digit)) for digit in number)
        for number in _NUMBER.findall(flat)
    )


def _features(text: str) -> frozenset[str]:
    sounds = {_sound(word) for word in _WORD.findall(plain(text).casefold())}
    return frozenset({sound for sound in sounds if len(sound) >= _SHORTEST} | set(numbers(text)))


def _places(side: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, features in enumerate(side):
        for feature in features:
            found.setdefault(feature, []).append(place)
    return {feature: places for feature, places in found.items() if len(places) <= _RARE}


def _weights(mine: Sequence[frozenset[str]], yours: Sequence[frozenset[str]]) -> dict[str, float]:
    """The information of each feature that both pages have: the logarithm of how rare it is on either."""
    here, there = (Counter(feature for features in side for feature in features) for side in (mine, yours))
    count = max(len(mine), len(yours), 2)
    return {
        feature: math.log(count / max(here[feature], there[feature])) / math.log(count)
        for feature in here.keys() & there.keys()
    }


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    for spelling, sound in _SPELLINGS:
        word = spelling.sub(sound, word)
    plain_letters = unicodedata.normalize("NFD", word)
    sounds = "".join(_CLASS.get(letter, "") for letter in plain_letters)
    return re.sub(r"(.)\1+", r"\1", sounds)[:_COMPARED]

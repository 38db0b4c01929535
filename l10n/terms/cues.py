"""Cue words: what must stand near a word for one of its meanings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

FAR = 1_000
"""The distance of what is not there."""
_WHOLE = 3
"""Up to this length a cue is a whole word, above it the beginning of one (`apothe` finds `apotheken`)."""


@dataclass(frozen=True, slots=True)
class Cues:
    """A set of cues, made to be looked for quickly."""

    whole: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()
    lengths: tuple[int, ...] = ()
    """The lengths of the beginnings."""
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Those of several words, by the first letters (`_WHOLE`) of the first."""

    @classmethod
    def of(cls, cues: Iterable[tuple[str, ...]]) -> Cues:
        """Cues of the keys of their words (`l10n.terms.words.phrase_of`)."""
        found = [cue for cue in cues if cue]
        single = [cue[0] for cue in found if len(cue) == 1]
        beginnings = frozenset(word for word in single if len(word) > _WHOLE)
        return cls(
            frozenset(word for word in single if len(word) <= _WHOLE),
            beginnings,
            tuple(sorted({len(word) for word in beginnings})),
            _by_first_letters(cue for cue in found if len(cue) > 1),
        )

    def __bool__(self) -> bool:
        return bool(self.whole or self.beginnings or self.phrases)

    def distance(self, near: Sequence[tuple[str, int]]) -> int:
        """How far away the nearest cue stands among words with their distances, in the order of the text; `FAR` without one."""
        nearest = FAR
        for at, (word, distance) in enumerate(near):
            if distance < nearest and self._has(word):
                nearest = distance
            for phrase in self.phrases.get(word[:_WHOLE], ()):
                if _begins(phrase[0], word) and len(near) - at >= len(phrase):
                    rest = near[at : at + len(phrase)]
                    if all(_begins(cue, one) for cue, (one, _) in zip(phrase, rest, strict=True)):
                        nearest = min(nearest, max(far for _, far in rest))
        return nearest

    def _has(self, word: str) -> bool:
        return word in self.whole or any(word[:length] in self.beginnings for length in self.lengths)


def _by_first_letters(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0][:_WHOLE], []).append(phrase)
    return {letters: tuple(group) for letters, group in found.items()}


def _begins(cue: str, word: str) -> bool:
    return word.startswith(cue) if len(cue) > _WHOLE else word == cue

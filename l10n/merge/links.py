"""The words of an alignment: old sources, and where each unit of the new version comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from l10n.model import Key

Split: TypeAlias = Callable[[str], tuple[str, ...]]
"""Cuts inline text of one language into sentences, without loss (`l10n.sentences.split` with its locale)."""


def one_sentence(text: str) -> tuple[str, ...]:
    """Take every text as one sentence: a merge without sentence boundaries."""
    return (text,)


class Old(NamedTuple):
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


class Link(NamedTuple):
    """Where a new unit's translation comes from."""

    how: How
    olds: tuple[Key, ...]
    """The old sources, the one that gives most first."""
    parts: tuple[Part, ...] = ()
    """The unit sentence by sentence, for `EDITED` and `PARTS`."""


class Alignment(NamedTuple):
    """The links of an article's new units; a unit without one is new text."""

    links: Mapping[Key, Link]

    def link(self, key: Key) -> Link | None:
        """Where the unit comes from; None for new text."""
        return self.links.get(key)

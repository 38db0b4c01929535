"""Words with two meanings: whether a word of the source means the concept, by the words near it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from l10n.terms.compiled import Entry
from l10n.terms.cues import FAR, Cues
from l10n.terms.forms import Level
from l10n.terms.language import Language
from l10n.terms.occurrence import Occurrence
from l10n.terms.termbase import Term
from l10n.terms.text import Text
from l10n.terms.words import HYPHENS, Word, is_break, phrase_of, words_of

_NEAR = 16
"""How many words to either side are read for a cue."""
_PAUSE = 3
_PLAIN_GAP = " \u00a0\u202f\n'’" + HYPHENS


_REACH = 8
"""So many occurrences before and behind one may tell what it means."""
_SENTENCES = 200
"""So many words are looked through for the end of a sentence between two occurrences."""


class Sense(Enum):
    """What the words near an occurrence say about it."""

    OWN = "own"
    """It means the concept."""
    OTHER = "other"
    UNKNOWN = "unknown"
    """They say nothing."""


def meant(
    text: Text, found: Sequence[tuple[Occurrence, Entry]], language: Language, *, around: str = ""
) -> Iterator[Occurrence]:
    """Yield the occurrences that mean their concept: all but those whose surroundings show another meaning.

    A word near two occurrences of a concept tells about the nearer one. An occurrence whose surroundings say nothing
    has the meaning it has in another sentence, else the concept's. `around` is text the unit stands in (its
    heading); its words count as near for a glossary's `context`.
    """
    places: dict[str, list[int]] = {}
    for one, entry in found:
        places.setdefault(entry.concept.id, []).append(one.start)
    senses = [
        _sense(text, one, entry.term, language, others=places[entry.concept.id], around=around) for one, entry in found
    ]
    known: dict[str, set[Sense]] = {}
    for (_, entry), sense in zip(found, senses, strict=True):
        known.setdefault(entry.concept.id, set()).add(sense)
    for at, ((one, entry), sense) in enumerate(zip(found, senses, strict=True)):
        if sense is Sense.UNKNOWN and known[entry.concept.id] == {Sense.UNKNOWN, Sense.OTHER}:
            neighbours = [
                other
                for other, (_, its_entry) in enumerate(found[max(0, at - _REACH) : at + _REACH], max(0, at - _REACH))
                if its_entry.concept is entry.concept and senses[other] is Sense.OTHER
            ]
            if any(_are_apart(text, one, found[other][0]) for other in neighbours):
                continue
        if sense is not Sense.OTHER:
            yield one


def _sense(text: Text, one: Occurrence, term: Term, language: Language, *, others: Sequence[int], around: str) -> Sense:
    """What one occurrence means; `others` are the places of all occurrences of its concept, in order."""
    if term.context:
        return Sense.OWN if _has_context(text, one, term.context, around) else Sense.OTHER
    if len(one.pieces) != 1 or term.pos == "verb":
        return Sense.OWN
    if one.level <= Level.FORM and _is_verb(text, one, language):
        return Sense.OTHER
    homograph = language.homographs.get(phrase_of(term.text)[0])
    if homograph is None:
        return Sense.OWN
    near = _near(text, one, others, linking=language.linking)
    own, other = homograph.own.distance(near), homograph.other.distance(near)
    if own == other == FAR:
        return Sense.UNKNOWN
    return Sense.OWN if own <= other else Sense.OTHER


def _are_apart(text: Text, one: Occurrence, other: Occurrence) -> bool:
    """True where the end of a sentence stands between two occurrences."""
    first, last = sorted((text.word_at(one.start), text.word_at(other.start)))
    return any(is_break(text.gap(at)) for at in range(first, min(last, first + _SENTENCES)))


def _has_context(text: Text, occurrence: Occurrence, context: tuple[str, ...], around: str) -> bool:
    near = _near(text, occurrence) + [(word.key, _NEAR) for word in words_of(around)]
    wanted, unwanted = _context_cues(context)
    if unwanted.distance(near) < FAR:
        return False
    return not wanted or wanted.distance(near) < FAR


@lru_cache(maxsize=10_000)
def _context_cues(context: tuple[str, ...]) -> tuple[Cues, Cues]:
    """The cues of a glossary's `context`, and those it forbids."""
    return (
        Cues.of(phrase_of(cue) for cue in context if not cue.startswith("!")),
        Cues.of(phrase_of(cue[1:]) for cue in context if cue.startswith("!")),
    )


def _near(
    text: Text, occurrence: Occurrence, others: Sequence[int] = (), *, linking: tuple[str, ...] = ()
) -> list[tuple[str, int]]:
    """The words around the term with how far away they are, and what is left of its own word in a compound (0 away).

    A comma or the end of a sentence between the two counts as some words more.
    """
    words = text.words
    first, last = text.word_at(occurrence.start), text.word_at(occurrence.end - 1)
    near = list(_own_words(words[first : last + 1], occurrence, linking))
    at = bisect_left(others, occurrence.start)
    before = text.word_at(others[at - 1]) if at else -1
    at = bisect_right(others, occurrence.start)
    behind = text.word_at(others[at]) if at < len(others) else len(words)
    left = _outwards(text, first, before, -1)
    right = _outwards(text, last, behind, 1)
    return [*reversed(left), *near, *right]


def _own_words(words: Sequence[Word], occurrence: Occurrence, linking: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for word in words:
        if word.start == occurrence.start and occurrence.end == word.end:
            yield word.key, 0
        elif word.start <= occurrence.start and occurrence.end <= word.end:
            yield word.key[: occurrence.start - word.start], 0
            rest = word.key[occurrence.end - word.start :]
            yield rest, 0
            for link in linking:
                if rest.startswith(link):
                    yield rest[len(link) :], 0


def _outwards(text: Text, start: int, rival: int, way: int) -> list[tuple[str, int]]:
    """The words from one on, up to `_NEAR` away, as long as they stand nearer to it than to the next occurrence."""
    words = text.words
    distances: list[int] = []
    distance = 0
    for at in range(start + way, rival, way):
        distance += _step(text, at, at - way)
        if distance > _NEAR:
            break
        distances.append(distance)
    is_met = 0 <= rival < len(words) and len(distances) == abs(rival - start) - 1
    far = distance + _step(text, rival, rival - way) if is_met else 2 * _NEAR + _PAUSE
    return [
        (words[start + way * (1 + number)].key, away) for number, away in enumerate(distances) if away <= far - away
    ]


def _step(text: Text, one: int, other: int) -> int:
    return 1 if not text.gap(min(one, other)).strip(_PLAIN_GAP) else _PAUSE


def _is_verb(text: Text, occurrence: Occurrence, language: Language) -> bool:
    if not language.verb_before:
        return False
    at = text.word_at(occurrence.start)
    before = text.words[at - 1].key if at and not text.gap(at - 1).strip() else ""
    after = text.words[at + 1].key if at + 1 < len(text.words) and not text.gap(at).strip() else ""
    starts = at == 0 or is_break(text.gap(at - 1))
    return (
        before in language.verb_before or after in language.verb_inverted or (starts and after in language.verb_after)
    )

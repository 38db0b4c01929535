"""Words with two meanings: whether a word of the source means the concept, by the words near it."""

from __future__ import annotations

from functools import lru_cache

from l10n.terms.cues import FAR, Cues
from l10n.terms.forms import Level
from l10n.terms.language import Language
from l10n.terms.match import Text
from l10n.terms.occurrence import Occurrence
from l10n.terms.termbase import Term
from l10n.terms.words import HYPHENS, is_break, phrase_of, words_of

_NEAR = 16
"""How many words to either side are read for a cue."""
_PAUSE = 3
_PLAIN_GAP = " \u00a0\u202f\n'’" + HYPHENS


def means_concept(text: Text, occurrence: Occurrence, term: Term, language: Language, *, around: str = "") -> bool:
    """True unless the words near the term show another meaning, or the glossary's `context` is nowhere near.

    `around` is text the unit stands in (its heading); its words count as near.
    """
    if term.context:
        return _has_context(text, occurrence, term.context, around)
    if len(occurrence.pieces) != 1 or term.pos == "verb":
        return True
    if occurrence.level <= Level.FORM and _is_verb(text, occurrence, language):
        return False
    homograph = language.homographs.get(phrase_of(term.text)[0])
    if homograph is None:
        return True
    near = _near(text, occurrence)
    return homograph.own.distance(near) <= homograph.other.distance(near)


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


def _near(text: Text, occurrence: Occurrence) -> list[tuple[str, int]]:
    """The words around the term with how far away they are, and what is left of its own word in a compound (0 away).

    A comma or the end of a sentence between the two counts as some words more.
    """
    words = text.words
    first, last = text.word_at(occurrence.start), text.word_at(occurrence.end - 1)
    near: list[tuple[str, int]] = []
    for at in range(first, last + 1):
        if words[at].start == occurrence.start and occurrence.end == words[at].end:
            near.append((words[at].key, 0))
        elif words[at].start <= occurrence.start and occurrence.end <= words[at].end:
            near.append((words[at].key[: occurrence.start - words[at].start], 0))
            near.append((words[at].key[occurrence.end - words[at].start :], 0))
    for way, start in ((-1, first), (1, last)):
        distance = 0
        for at in range(start + way, -1 if way < 0 else len(words), way):
            distance += 1 if not text.gap(min(at, at - way)).strip(_PLAIN_GAP) else _PAUSE
            if distance > _NEAR:
                break
            if way < 0:
                near.insert(0, (words[at].key, distance))
            else:
                near.append((words[at].key, distance))
    return near


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

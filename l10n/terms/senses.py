"""Words with two meanings: whether a word of the source means the concept, by the words near it."""

from __future__ import annotations

from l10n.terms.forms import Level
from l10n.terms.language import Language
from l10n.terms.match import Occurrence, Text
from l10n.terms.termbase import Term
from l10n.terms.words import is_break, phrase_of

_NEAR = 14
"""How many words to either side are read for a cue."""


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
    if any(_stands(cue, near) for cue in homograph.own):
        return True
    return not any(_stands(cue, near) for cue in homograph.other)


def _has_context(text: Text, occurrence: Occurrence, context: tuple[str, ...], around: str) -> bool:
    near = _near(text, occurrence) + [word.key for word in Text(around).words]
    wanted = [phrase_of(cue) for cue in context if not cue.startswith("!")]
    unwanted = [phrase_of(cue[1:]) for cue in context if cue.startswith("!")]
    if any(_stands(cue, near) for cue in unwanted):
        return False
    return not wanted or any(_stands(cue, near) for cue in wanted)


def _near(text: Text, occurrence: Occurrence) -> list[str]:
    """The words around the term, and what is left of its own word where it is part of a compound."""
    near: list[str] = []
    first = next((at for at, word in enumerate(text.words) if word.end > occurrence.start), 0)
    last = next((at for at in range(len(text.words) - 1, -1, -1) if text.words[at].start < occurrence.end), first)
    for word in text.words[max(0, first - _NEAR) : last + _NEAR + 1]:
        if word.start <= occurrence.start and occurrence.end <= word.end:
            left = word.key[: occurrence.start - word.start]
            right = word.key[occurrence.end - word.start :]
            near.extend(("<" + left if left else "<", ">" + right if right else ">"))
        else:
            near.append(word.key)
    return near


def _stands(cue: tuple[str, ...], near: list[str]) -> bool:
    """True where the words of a cue stand in a row; a cue is the beginning of a word (`wee` finds `weer`), `=` before it the whole."""
    if not cue:
        return False
    return any(
        all(_begins(one, word) for one, word in zip(cue, near[at:], strict=False))
        for at in range(len(near) - len(cue) + 1)
    )


def _begins(cue: str, word: str) -> bool:
    if len(cue) <= 3:
        return word in (cue, "<" + cue, ">" + cue)
    return word.lstrip("<>").startswith(cue)


def _is_verb(text: Text, occurrence: Occurrence, language: Language) -> bool:
    if not language.verb_before:
        return False
    at = next((at for at, word in enumerate(text.words) if word.start == occurrence.start), None)
    if at is None:
        return False
    before = text.words[at - 1].key if at and not text.gap(at - 1).strip() else ""
    after = text.words[at + 1].key if at + 1 < len(text.words) and not text.gap(at).strip() else ""
    starts = at == 0 or is_break(text.gap(at - 1))
    return (
        before in language.verb_before or after in language.verb_inverted or (starts and after in language.verb_after)
    )

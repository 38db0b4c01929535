"""Whether an occurrence is written as its term must be: in its case, and with the signs that belong to it."""

from __future__ import annotations

from l10n.terms.language import Language
from l10n.terms.occurrence import Occurrence
from l10n.terms.termbase import Case, Status, Term
from l10n.terms.text import Text
from l10n.terms.words import key_of, signs_around, surface_of, words_of

_LONGEST_ABBREVIATION = 5


def is_written_as(term: Term, text: Text, occurrence: Occurrence, language: Language) -> bool:
    """True where the occurrence is the term by its signs (`C++`), and by its case where that counts."""
    before, after = _signs(term.text)
    if before and not text.text.endswith(before, 0, occurrence.start):
        return False
    if after and not text.text.startswith(after, occurrence.end):
        return False
    if not is_case_exact(term, language):
        return True
    written = text.text[occurrence.start : occurrence.end]
    if term.status is Status.DNT:
        return surface_of(before + written + after) == surface_of(term.text)
    return any(surface_of(written).startswith(surface_of(form)) for form in (term.text, *term.forms)) or (
        len(occurrence.pieces) > 1
        and all(
            text.text[piece.start : piece.start + 2] == word.surface[:2]
            for piece, word in zip(occurrence.pieces, words_of(term.text), strict=False)
        )
    )


def is_case_exact(term: Term, language: Language) -> bool:
    """True where only the term's own case counts: asked for, or an abbreviation that is a word in lower case (`ALS`)."""
    if term.case is Case.EXACT:
        return True
    if len(term.text) > _LONGEST_ABBREVIATION or not term.text.isupper():
        return False
    key = key_of(term.text)
    return key in language.function or key in language.parts


def _signs(term: str) -> tuple[str, str]:
    """The signs a term begins and ends with; most have none."""
    return ("", "") if term[:1].isalnum() and term[-1:].isalnum() else signs_around(term)

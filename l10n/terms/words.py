"""Words of a text: where they stand, and the key under which a word is compared."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Characters that are inside a word without being letters: combining marks, soft hyphens, joiners (Unicode UAX #29, Extend and Format).
_INSIDE = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u00ad\u200b-\u200f\u2060\ufeff"
_ARABIC = "\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
# Scripts that put no space between words: each character is a token of its own.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(
    rf"[{_UNSPACED}]|[{_ARABIC}][{_ARABIC}{_INSIDE}]*[0-9\u0660-\u0669\u06f0-\u06f9]*"
    rf"|[^\W_{_ARABIC}{_UNSPACED}][^\W_{_ARABIC}{_UNSPACED}{_INSIDE}]*(?:[{_INSIDE}]+[^\W_{_ARABIC}{_UNSPACED}]+)*[{_INSIDE}]*"
)
_CHARACTER = re.compile(f"[{_UNSPACED}]")
_IGNORED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_FOLDED = str.maketrans(
    {
        **dict(zip("أإآٱىؤئ", "اااايوي", strict=True)),
        **dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True)),
        "’": "'",
        "ʼ": "'",
    }
)
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
_SURFACE = str.maketrans({**dict.fromkeys(HYPHENS, "-"), "\u00a0": " ", "\u202f": " ", "\n": " ", "’": "'", "ʼ": "'"})
_BREAK = re.compile(r"[.;:!?\n\ufffc…؟؛]")


class Word(NamedTuple):
    """One word of a text; hyphens and apostrophes end a word (`B12-tekort` has two, `l’humeur` too)."""

    start: int
    end: int
    key: str
    """The comparable word: NFKC, lower case, without soft hyphens, vowel marks and Arabic letter variants."""
    surface: str


def words_of(text: str) -> list[Word]:
    """The words of plain text, in order, with their offsets in that text."""
    return [Word(m.start(), m.end(), key_of(m[0]), m[0]) for m in _WORD.finditer(text)]


def key_of(word: str) -> str:
    """The key of one word; for a phrase use `phrase_of`."""
    if word.isascii():
        return word.lower()
    key = unicodedata.normalize("NFKC", _IGNORED.sub("", word)).casefold()
    # Lower case of the Turkish İ is an i with a dot of its own.
    return unicodedata.normalize("NFC", key).replace("i\u0307", "i").translate(_FOLDED)


def is_unspaced(key: str) -> bool:
    """True for a character of a script without spaces between words, which is a word of its own here."""
    return _CHARACTER.fullmatch(key) is not None


def phrase_of(text: str) -> tuple[str, ...]:
    """The keys of the words of a term, in order."""
    return tuple(word.key for word in words_of(text))


def surface_of(text: str) -> str:
    """Text as it is compared where case counts: hyphens, spaces and apostrophes made one, invisible characters gone."""
    return unicodedata.normalize("NFC", _IGNORED.sub("", text)).translate(_SURFACE)


def signs_around(term: str) -> tuple[str, str]:
    """The signs a term begins and ends with (`C++`, `Na+`): without them it would be another word."""
    words = words_of(term)
    return (term[: words[0].start], term[words[-1].end :]) if words else ("", "")


def is_hyphen(gap: str) -> bool:
    """True where two words are joined by one hyphen and nothing else."""
    return len(gap) == 1 and gap in HYPHENS


def is_break(gap: str) -> bool:
    """True where the text between two words ends a phrase, so that no term reaches over it."""
    return (len(gap) > 1 and _BREAK.search(gap) is not None) or gap in ("\n", "\ufffc")

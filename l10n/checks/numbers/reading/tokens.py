"""Text as tokens for reading numbers: numerals, identifiers, dates, times, words and marks, with what glues them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from l10n.checks.language import Language, fold

TokenKind: TypeAlias = Literal["link", "date", "time", "identifier", "numeral", "word", "mark"]


class Token(NamedTuple):
    """One token; `text` as written, `low` folded for look-ups."""

    kind: TokenKind
    text: str
    low: str
    is_glued: bool
    """No white space stands before it."""
    start: int
    end: int


# Digits of other scripts become ASCII; bidirectional and zero-width characters and soft hyphens say nothing about a value.
_SUBSCRIPTS = {0x2080 + digit: str(digit) for digit in range(10)}
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
)
_SAME = {
    0x2010: "-",
    0x2011: "-",
    0x2212: "-",
    0x2043: "-",
    0x3BC: "µ",
    0x2012: "–",
    0x66A: "%",
    0x2044: "/",
}
_CHARACTERS: dict[int, str | None] = {**_SUBSCRIPTS, **_INVISIBLE, **_SAME}
_PLAIN = re.compile(r"[ -~]*")
_NOT_ASCII_DIGIT = re.compile(r"[^\x00-\x7f]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_TATWEEL = re.compile("\u0640(?=[0-9\u0660-\u0669\u06f0-\u06f9])")
_HIGHEST = 20
"""No vitamin or enzyme that is written with a spoken letter has a higher number."""
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc]")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_POWER = re.compile(rf"(?<=10)\^?([{_SUPERSCRIPTS}]+)")
_SUPERSCRIPT_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789-")
_SPACED_SUPER = re.compile(rf"(?<![kcm]m)(?<!m)[{_SUPERSCRIPTS}]+")

_SHARED = r"""
   (?P<link>(?:https?://|www\.|doi:)\S+ | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8} | 10\.\d{4,9}/\S+)
 | (?P<date>\d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/]|[-.]\d))
 | (?P<phone>(?:\+|\b00|\b0)\d{1,4}(?:[\ \u00a0()/-]{1,2}\d{2,}){1,5}(?!\d) | (?<![\d.,])0\d{8,12}(?!\d))
 | (?P<time>\d{1,2}(?:[:]|\ ?[hH]\ ?)[0-5]\d(?:[:][0-5]\d)?(?![\d/]))
 | (?P<identifier>[^\W\d_]{1,12}\d+[^\W_]*(?:\.\d+)* | [^\W\d_]{1,12}(?:-[^\W\d_]{1,12}){0,2}-\d+(?![.,]\d|[-–]\d)[^\W_]*)
 | (?P<numeral>%s\d+(?:[.,٫٬'’]\d+)*)
 | (?P<glyph>[½⅓⅔¼¾⅕⅖⅛⅜⅙])
 | (?P<abbreviation>(?:[^\W\d_]\.){2,})
 | (?P<word>[^\W\d_]+[²³]?)
 | (?P<mark>°[CFc]|\S)
"""
_GROUPS = r"\d{1,3}(?:[%s]\d{3})+(?!\d)(?:[.,٫]\d+)?|"


@cache
def _pattern(is_spaced: bool) -> re.Pattern[str]:
    """What one token is; with `is_spaced`, a plain space can stand between the thousands of a number."""
    groups = _GROUPS % (r"\u00a0\u202f\u2009\ " if is_spaced else "\u00a0\u202f\u2009")
    return re.compile(_SHARED % groups, re.VERBOSE)


def normalise(text: str) -> str:
    """The text with one spelling of digits and hyphens, without vowel signs of Arabic and without what is invisible."""
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text).translate(_CHARACTERS)
    if any(character in text for character in _SUPERSCRIPTS):
        text = _POWER.sub(lambda match: "^" + match[1].translate(_SUPERSCRIPT_DIGITS), text)
        text = _SPACED_SUPER.sub("", text)
    if _ARABIC.search(text):
        text = _VOWELS.sub("", _TATWEEL.sub(" ", text)).replace("\u0640", "")
    return _NOT_ASCII_DIGIT.sub(lambda match: _ascii_digit(match[0]), text)


@lru_cache(maxsize=512)
def _ascii_digit(character: str) -> str:
    return str(unicodedata.digit(character)) if unicodedata.category(character) == "Nd" else character


def tokenize(text: str, language: Language) -> list[Token]:
    """Take normalised text apart; every character but white space is in exactly one token."""
    pattern = _pattern(language.numerals.is_spaced)
    tokens: list[Token] = []
    position, end = 0, 0
    while match := pattern.search(text, position):
        kind = match.lastgroup or "mark"
        found = match[0]
        if kind == "sep":
            kind = "date"
        if kind == "identifier" and not _is_identifier(found, language):
            head = _LETTERS.match(found)
            assert head is not None
            kind, found = "word", head[0]
        elif kind == "date" and not _is_date(found):
            kind, found = "numeral", re.split("[-/.]", found)[0]
        start = match.start()
        tokens.append(_token(kind, found, is_glued=bool(tokens) and start == end, start=start))
        position = end = start + len(found)
    return tokens


def _token(kind: str, found: str, *, is_glued: bool, start: int) -> Token:
    end = start + len(found)
    match kind:
        case "abbreviation":
            return Token("word", found, fold(found.replace(".", "")), is_glued, start, end)
        case "glyph":
            return Token("mark", found, found, is_glued, start, end)
        case "phone":
            return Token("identifier", found, "phone", is_glued, start, end)
        case "link" | "date" | "time" | "identifier" | "numeral" | "mark" as known:
            return Token(known, found, found, is_glued, start, end)
        case _:
            return Token("word", found, fold(found), is_glued, start, end)


def _is_date(found: str) -> bool:
    """True where the parts can be day, month and year; `5-10-15` is a row of numbers."""
    parts = [int(part) for part in re.split("[-/.]", found)]
    if re.match(r"\d{4}-", found):
        return 1 <= parts[1] <= 12 and 1 <= parts[2] <= 31
    if "-" in found and parts[2] < 100:
        return False
    return 1 <= min(parts[:2]) <= 12 and 1 <= max(parts[:2]) <= 31


def _is_identifier(found: str, language: Language) -> bool:
    """True for B12, PHQ-9, CYP2D6; not for `omega-3`, whose number is an ordinary one, nor for Arabic `wa-250`."""
    letters, hyphen, digits = found.rpartition("-")
    if not hyphen:
        head = _LETTERS.match(found)
        assert head is not None
        letters, digits = head[0], found[head.end() :]
    last = letters.rpartition("-")[2]
    if language.letters and _ARABIC.match(last):
        return _is_spoken_letter(fold(last), digits, language) or not (hyphen or fold(last) in language.proclitics)
    if not hyphen:
        return True
    return any(character.isupper() for character in last[1:]) or (len(last) <= 2 and last.isupper())


def _is_spoken_letter(folded: str, digits: str, language: Language) -> bool:
    """True for the name of a Latin letter before a small number, as in vitamin names; proclitics may stand before it."""
    if not re.fullmatch("[0-9]{1,9}", digits) or int(digits) > _HIGHEST:
        return False
    heads = ("", *language.proclitics)
    return any(folded.startswith(head) and folded[len(head) :] in language.letters for head in heads)

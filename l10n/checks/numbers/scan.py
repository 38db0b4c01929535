"""Reads the numbers of a text: identifiers first, then dates, times, numerals and number words with their units."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from l10n.checks.language import load_language
from l10n.checks.numbers.model import NOTHING, Numbers
from l10n.checks.numbers.reading.cursor import Cursor
from l10n.checks.numbers.reading.digits import (
    keep_clock,
    keep_glyph,
    keep_identifier,
    keep_numeral,
    keep_numeric_date,
)
from l10n.checks.numbers.reading.record import Record
from l10n.checks.numbers.reading.spelled import keep_word
from l10n.checks.numbers.reading.tokens import TokenKind, normalise, tokenize

_READERS: dict[TokenKind, Callable[[Record, int], int]] = {
    "identifier": keep_identifier,
    "date": keep_numeric_date,
    "time": keep_clock,
    "numeral": keep_numeral,
    "word": keep_word,
    "mark": keep_glyph,
}
"""Each keeps what begins at a position and returns where to go on."""


@lru_cache(maxsize=8192)
def scan(text: str, locale: str) -> Numbers:
    """Return what `text` (plain characters) says in numbers, read as `locale` writes them."""
    language = load_language(locale)
    tokens = tokenize(language.phrases.replaced(normalise(text)), language)
    if not tokens:
        return NOTHING
    record = Record(Cursor(tokens, language))
    position = 0
    while position < len(tokens):
        reader = _READERS.get(tokens[position].kind)
        position = max(reader(record, position) if reader is not None else 0, position + 1)
    return record.numbers()

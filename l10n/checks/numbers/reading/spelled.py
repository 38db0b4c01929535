"""Reads what is said in words: numbers, dates, times of day, periods, and units that are named."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from l10n.checks.language import Word, load_language
from l10n.checks.numbers.model import Quantity
from l10n.checks.numbers.reading.calendar import read_day_month, read_month, read_spoken_time
from l10n.checks.numbers.reading.cursor import Cursor
from l10n.checks.numbers.reading.number import keep_number
from l10n.checks.numbers.reading.numerals import read_roman
from l10n.checks.numbers.reading.record import Record
from l10n.checks.numbers.reading.tokens import Token
from l10n.checks.numbers.reading.units import (
    TIME_UNITS,
    begins_unit,
    read_and_half,
    read_noun_and_half,
    read_period,
    read_unit,
)
from l10n.checks.numbers.reading.words import Composed, read_article, read_words, scale

_ROMAN = re.compile(r"([IVX]+)(?:e|ème|eme|er)?")


def keep_word(record: Record, position: int) -> int:
    """Keep what a word, and those that go with it, say in numbers."""
    cursor, token = record.cursor, record.cursor.tokens[position]
    if says_nothing(token.text, token.low, cursor.language.locale):
        return position + 1
    if token.low in cursor.language.months and (end := record.add_date(read_month(cursor, position))):
        return end
    if (spoken := read_spoken_time(cursor, position)) is not None:
        return record.add(spoken[0], position, spoken[1])
    word = cursor.word(position)
    return _keep_other_word(record, position) if word is None else _keep_number_word(record, position, word)


@lru_cache(maxsize=65536)
def says_nothing(text: str, low: str, locale: str) -> bool:
    """True for a word that has no part in any number, date or period that begins with it, whatever follows."""
    cursor = Cursor((Token("word", text, low, is_glued=False, start=0, end=len(text)),), load_language(locale))
    language = cursor.language
    return not (
        cursor.word(0) is not None
        or low in language.months
        or low in language.adverbs
        or any(words[0] == low for words, _ in language.spoken_times)
        or (language.suffixes is not None and language.suffixes.search(low))
        or cursor.is_in(0, "per-words")
        or _ROMAN.fullmatch(text)
        or begins_unit(cursor, 0)
    )


def _keep_number_word(record: Record, position: int, word: Word) -> int:
    cursor = record.cursor
    match word.kind:
        case "article":
            return _keep_article(record, position)
        case "fraction" if _follows_ordinal(record, position):
            return position + 1
        case "fraction" if (end := _keep_one_and_half(record, position)) is not None:
            return end
        case "fraction":
            value, end = scale(cursor, word.value, position + 1 + _is_article_of_scale(cursor, position + 1))
            return keep_number(record, position, end if value != word.value else position + 1, value)
        case "times" | "dual" | "factor":
            text = cursor.text(position, position + 1)
            quantity = Quantity(word.value, text, word.unit, is_weak=word.is_weak)
            return record.read_period(record.add(quantity, position, position + 1))
        case "quantity":
            return _keep_known_quantity(record, position, word)
        case _:
            composed = read_words(cursor, position)
            assert composed is not None
            return _keep_composed(record, position, composed)


def _keep_one_and_half(record: Record, position: int) -> int | None:
    """`litre wa-half`: Arabic, where a noun says by itself that it is one; None where something else is said."""
    cursor = record.cursor
    half, end = read_noun_and_half(cursor, position - 1)
    if not half or end <= position or record.last_before(position) is not None:
        return None
    unit, _ = read_unit(cursor, position - 1)
    return record.add(Quantity(1 + half, cursor.text(position - 1, end), unit), position - 1, end)


def _is_article_of_scale(cursor: Cursor, position: int) -> bool:
    """True for the article of `half a million`."""
    article, word = cursor.word(position), cursor.word(position + 1)
    return article is not None and article.kind == "article" and word is not None and word.value >= 1000


def _keep_composed(record: Record, position: int, composed: Composed) -> int:
    if composed.is_ordinal:
        found = read_day_month(record.cursor, position, int(composed.value), composed.end)
        if end := record.add_date(found):
            return end
    return keep_number(
        record,
        position,
        composed.end,
        composed.value,
        is_weak=composed.is_weak,
        is_ordinal=composed.is_ordinal,
        others=composed.others,
    )


def _keep_article(record: Record, position: int) -> int:
    cursor = record.cursor
    half, after = read_noun_and_half(cursor, position + 1)
    if half and not read_unit(cursor, position + 1)[0]:
        return record.add(Quantity(1 + half, cursor.text(position, after)), position, after)
    composed = read_article(cursor, position)
    if composed is None:
        return position + 1
    is_per = cursor.is_in(position, "per-words") and not cursor.is_in(position - 1, "per-except")
    if composed.is_weak and is_per and record.follows_amount(position):
        unit, end = read_period(cursor, position)
        if unit:
            return record.add_period(unit, end)
    return _keep_composed(record, position, composed)


def _follows_ordinal(record: Record, position: int) -> bool:
    """True right after `first` or `second`: the second quarter of a year is no fraction."""
    last = record.last_before(position)
    return last is not None and (last.is_ordinal or (last.is_weak and not last.unit and last.value > 1))


def _keep_known_quantity(record: Record, position: int, word: Word) -> int:
    """A word that is a quantity in itself (kwartier); a number before it multiplies it (drie kwartier)."""
    value, start = word.value, position
    last = record.last_before(position)
    if last is not None and last.is_ordinal:
        return position + 1
    if last is not None and not last.unit:
        number, start = record.take_last()
        value *= number.value
    text = record.cursor.text(start, position + 1)
    is_weak = start == position and word.is_weak and not record.cursor.is_in(position - 1, "per-words")
    return record.add(Quantity(value, text, word.unit, is_weak=is_weak), start, position + 1)


def _keep_other_word(record: Record, position: int) -> int:
    cursor = record.cursor
    if (unit := cursor.language.adverbs.get(cursor.low(position))) is not None:
        return record.add_period(unit, position + 1)
    for reader in (_keep_suffixed, _keep_roman, Record.read_period):
        if (after := reader(record, position)) > position:
            return after
    unit, end = read_unit(cursor, position)
    if unit in TIME_UNITS:
        record.mentions.add(unit)
        half, after = read_and_half(cursor, end)
        if half:
            return record.add(Quantity(1 + half, cursor.text(position, after), unit), position, after)
    return position + 1


def _keep_suffixed(record: Record, position: int) -> int:
    """`zesjarig`, `dreiwöchig`, `tweemaal`: a number word and a unit in one."""
    language, low = record.cursor.language, record.cursor.low(position)
    if language.suffixes is None or (match := language.suffixes.search(low)) is None or match.start() < 2:
        return position
    head = low[: match.start()]
    word = language.words.get(head)
    if word is None and head in language.lists.get("one", ()):
        word = Word("cardinal", Fraction(1), is_weak=True)
    if word is None or word.kind not in ("cardinal", "fraction", "article", "ordinal"):
        return position
    text, unit = record.cursor.tokens[position].text, language.suffix_units[match[0]]
    quantity = Quantity(word.value, text, unit, is_weak=word.is_weak, is_ordinal=word.kind == "ordinal")
    return record.read_period(record.add(quantity, position, position + 1))


def _keep_roman(record: Record, position: int) -> int:
    """`XIXe siècle`, `siglo XX`: Roman numerals count beside the word for century, others only if both have them."""
    text = record.cursor.tokens[position].text
    match = _ROMAN.fullmatch(text)
    if match is None or not (value := read_roman(match[1])):
        return position
    near = (position + 1, position + 2, position - 1, position - 2)
    is_century = any(record.cursor.is_in(index, "century-words") for index in near)
    if not is_century and len(match[1]) == 1:
        return position
    return record.add(Quantity(Fraction(value), text, is_weak=not is_century), position, position + 1)

"""Reads dates and times of day: `5 maart 2022`, `10/3/2024`, `20.00 uur`, `8 p.m.`."""

from __future__ import annotations

import re
from fractions import Fraction

from l10n.checks.numbers.model import Date, Quantity
from l10n.checks.numbers.reading.cursor import Cursor
from l10n.checks.numbers.reading.units import APOSTROPHES

_YEAR = re.compile("1[5-9][0-9]{2}|20[0-9]{2}")
_HOUR = re.compile(r"(\d{1,2})(?:[.,]([0-5]\d))?")
_BEFORE_MONTH = (".", "de", "of", "del", "-", *APOSTROPHES, "º", "ª", "من")
_BEFORE_YEAR = (".", ",", "de", "del", "of")
_HOUR_SIGNS = ("h", "uhr", "hrs")
_BY_HALF_DAYS = frozenset("en ar af".split())
"""Languages in which a number before `am` or `pm` is surely a time of day."""


def read_numeric_date(cursor: Cursor, position: int) -> Date:
    """The date of a date token, in the order of day and month that CLDR gives the locale."""
    text = cursor.tokens[position].text
    first, second, third = (int(part) for part in re.split("[-/.]", text))
    if re.match(r"\d{4}-", text):
        return Date(first, second, third, text)
    numerals = cursor.language.numerals
    day_first = numerals.day_first or numerals.year_first or "." in text or "-" in text
    day, month = (first, second) if day_first else (second, first)
    if month > 12:
        day, month = month, day
    return Date(third if third > 99 else 2000 + third, month, day, text, swapped=max(first, second) <= 12)


def read_day_month(cursor: Cursor, position: int, day: int, end: int) -> tuple[Date, int] | None:
    """`5 maart 2022`, `5. März`, `1er mai`, `5 de marzo de 2022`; the day's number ends at `end`."""
    if not 1 <= day <= 31:
        return None
    after = end
    while after - end < 3 and (cursor.low(after) in _BEFORE_MONTH or cursor.is_in(after, "ordinal-marks")):
        after += 1
    month = _month(cursor, after)
    if not month:
        return None
    year, after = _read_year(cursor, after + 1)
    return Date(year, month, day, cursor.text(position, after)), after


def read_month(cursor: Cursor, position: int) -> tuple[Date, int] | None:
    """`March 5, 2022`, `maart 2022`; a month's name alone is a word like any other (mei, may, mars)."""
    month = _month(cursor, position)
    if not month:
        return None
    after = position + 1
    while after - position < 3 and cursor.low(after) in (".", "de", "del", "of"):
        after += 1
    if year := _year(cursor, after):
        return Date(year, month, 0, cursor.text(position, after + 1)), after + 1
    token = cursor.at(after)
    if token is None or cursor.language.numerals.day_first or not re.fullmatch("[1-9]|[12][0-9]|3[01]", token.text):
        return None
    day, after = int(token.text), after + 1
    if cursor.is_in(after, "ordinal-marks") and cursor.is_glued(after):
        after += 1
    year, after = _read_year(cursor, after)
    return Date(year, month, day, cursor.text(position, after)), after


def read_clock(cursor: Cursor, position: int) -> tuple[Quantity, int] | None:
    """The time of day of a token such as `8:30` or `8 h 30`; None where it is none (`30:15`)."""
    hour, minute = (int(part) for part in re.findall(r"\d+", cursor.tokens[position].text)[:2])
    return _time(cursor, position, position + 1, hour, minute) if hour <= 24 else None


def read_hour(cursor: Cursor, position: int) -> tuple[Quantity, int] | None:
    """`20.00 uur`, `8 p.m.`, `8 uur 's avonds`, `godz. 20`; a bare `8 uur` may be a duration and is left as one."""
    match = _HOUR.fullmatch(cursor.tokens[position].text)
    if match is None or int(match[1]) > 24:
        return None
    hour, minute, after = int(match[1]), int(match[2] or 0), position + 1
    has_half = cursor.is_in(after, "clock-am") or cursor.is_in(after, "clock-pm")
    is_announced = _is_announced(cursor, position, is_exact=bool(match[2]))
    if match[2]:
        is_time = cursor.is_in(after, "clock-after") or has_half or is_announced
    else:
        is_time = is_announced or cursor.low(after) == "uhr" or (has_half and _language(cursor) in _BY_HALF_DAYS)
    if not is_time and cursor.low(after) == "o" and cursor.low(after + 2) == "clock":
        return _time(cursor, position, after + 3, hour, minute)
    if not is_time and cursor.is_in(after, "clock-after") and cursor.low(after + 1) in (*APOSTROPHES, "s"):
        is_time = bool(_half_of_day(cursor, position, after + 1))
    return _time(cursor, position, after, hour, minute) if is_time else None


def _is_announced(cursor: Cursor, position: int, *, is_exact: bool) -> bool:
    """`godz. 20`, `الساعة 8`; the word may stand a little before `13.00`, where that can be no decimal number."""
    near = position - 2 if cursor.low(position - 1) == "." else position - 1
    if cursor.is_in(near, "clock-before"):
        return True
    is_clock = is_exact and "." in cursor.low(position) and cursor.language.numerals.decimal == ","
    return is_clock and any(cursor.is_in(position - back, "clock-before") for back in range(2, 5))


def read_spoken_time(cursor: Cursor, position: int) -> tuple[Quantity, int] | None:
    """`half negen`, `half past eight`, `kwart over acht`, `Viertel vor neun`: minutes before or after a full hour."""
    for words, offset in cursor.language.spoken_times:
        if all(cursor.low(position + index) == word for index, word in enumerate(words)):
            after = position + len(words)
            hour = _hour_named(cursor, after)
            if hour:
                minutes = (60 * hour + offset) % 720
                text = cursor.text(position, after + 1)
                return Quantity(Fraction(minutes), text, kind="time", others=(Fraction(minutes + 720),)), after + 1
    return None


def read_quarter_after(cursor: Cursor, hour: Fraction, position: int, after: int) -> tuple[Quantity, int] | None:
    """`ocho y cuarto`, `dix heures moins le quart`: minutes named behind a full hour, which ends at `after`."""
    if hour.denominator > 1 or not 1 <= hour <= 12:
        return None
    for words, offset in cursor.language.spoken_after:
        if all(cursor.low(after + index) == word for index, word in enumerate(words)):
            end = after + len(words)
            minutes = (60 * hour + offset) % 720
            return Quantity(minutes, cursor.text(position, end), kind="time", others=(minutes + 720,)), end
    return None


def as_time(quantity: Quantity) -> Quantity:
    """A numeral such as `9.00` or `9` as the time of day it is beside another one (9.00 tot 17.30 uur)."""
    match = _HOUR.fullmatch(quantity.text)
    if match is None or quantity.unit or int(match[1]) > 24:
        return quantity
    hour, minute = int(match[1]), int(match[2] or 0)
    others = (Fraction(60 * (hour % 12 + 12) + minute),) if 1 <= hour <= 12 else ()
    return quantity._replace(value=Fraction(60 * (hour % 24) + minute), kind="time", others=others, is_foreign=False)


def _hour_named(cursor: Cursor, position: int) -> int:
    """The hour of a numeral or number word from 1 to 12, or 0."""
    token, word = cursor.at(position), cursor.word(position)
    if token is not None and re.fullmatch("[1-9]|1[0-2]", token.text):
        return int(token.text)
    return int(word.value) if word is not None and word.kind in ("cardinal", "ordinal") and 1 <= word.value <= 12 else 0


def _time(cursor: Cursor, position: int, after: int, hour: int, minute: int) -> tuple[Quantity, int]:
    if cursor.is_in(after, "clock-after") or cursor.low(after) in _HOUR_SIGNS:
        after += 1
    half = _half_of_day(cursor, position, after)
    if cursor.is_in(after, "clock-am") or cursor.is_in(after, "clock-pm"):
        after += 1
    others: tuple[Fraction, ...] = ()
    if half == "pm" and hour < 12:
        hour += 12
    elif (half == "am" and hour == 12) or hour == 24:
        hour = 0
    elif not half and 1 <= hour <= 12:
        others = (Fraction(60 * (hour % 12 + 12) + minute),)
    value = Fraction(60 * hour + minute)
    return Quantity(value, cursor.text(position, after), kind="time", others=others), after


def _half_of_day(cursor: Cursor, position: int, after: int) -> str:
    """`am` or `pm` where a word nearby says so."""
    for index in (after, after + 1, after + 2, position - 1, position - 2):
        for name in ("am", "pm"):
            if cursor.is_in(index, f"clock-{name}"):
                return name
    return ""


def _month(cursor: Cursor, position: int) -> int:
    token = cursor.at(position)
    return cursor.language.months.get(token.low, 0) if token is not None and token.kind == "word" else 0


def _year(cursor: Cursor, position: int) -> int:
    token = cursor.at(position)
    return int(token.text) if token is not None and _YEAR.fullmatch(token.text) else 0


def _read_year(cursor: Cursor, position: int) -> tuple[int, int]:
    """The year after a day and month, and where it ends; 0 and the position itself where there is none."""
    after = position
    while after - position < 2 and cursor.low(after) in _BEFORE_YEAR:
        after += 1
    year = _year(cursor, after)
    return (year, after + 1) if year else (0, position)


def _language(cursor: Cursor) -> str:
    return cursor.language.locale.partition("-")[0]

"""Reads what is written in digits: numerals, fractions, powers, ordinals, dates, times, identifiers."""

from __future__ import annotations

import re
from fractions import Fraction

from l10n.checks.numbers.model import Identifier, Quantity
from l10n.checks.numbers.reading.calendar import read_clock, read_day_month, read_hour, read_numeric_date
from l10n.checks.numbers.reading.cursor import Cursor
from l10n.checks.numbers.reading.number import keep_number
from l10n.checks.numbers.reading.numerals import read_numeral
from l10n.checks.numbers.reading.record import Record
from l10n.checks.numbers.reading.words import read_part, scale

_GLYPHS = {
    glyph: Fraction(value)
    for glyph, value in zip("½⅓⅔¼¾⅕⅖⅛⅜⅙", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 1/8 3/8 1/6".split(), strict=True)
}
_IDENTIFIER = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*?)-?(\d.*)")
_LONGEST_DAY = 9
"""A day of a month has fewer digits; longer numerals are only read as numbers."""
_LONGEST = 1000
"""Digits that go on for longer are no amount but a name: they are compared character by character."""
_AMOUNT = re.compile(f"[0-9]{{1,{_LONGEST}}}")


def keep_identifier(record: Record, position: int) -> int:
    """Keep an identifier, a telephone number, or a factor (`x2`)."""
    token = record.cursor.tokens[position]
    if token.low == "phone":
        record.identifiers.append(Identifier("phone", _subscriber(token.text), token.text))
        return position + 1
    match = _IDENTIFIER.match(token.text)
    assert match is not None
    letters, digits = match[1].rpartition("-")[2], match[2]
    if letters in ("x", "X") and _AMOUNT.fullmatch(digits):
        return record.add(Quantity(Fraction(int(digits)), token.text, "times"), position, position + 1)
    record.identifiers.append(Identifier(record.cursor.latin(letters), digits.casefold(), token.text))
    return position + 1


def keep_glyph(record: Record, position: int) -> int:
    """Keep a fraction that is one character; other marks say nothing."""
    glyph = _GLYPHS.get(record.cursor.low(position))
    return position if glyph is None else keep_number(record, position, position + 1, glyph)


def keep_numeric_date(record: Record, position: int) -> int:
    """Keep a date in digits."""
    return record.add_date((read_numeric_date(record.cursor, position), position + 1))


def keep_clock(record: Record, position: int) -> int:
    """Keep a time such as `8:30`, or a row of numbers where it can be none."""
    if (found := read_clock(record.cursor, position)) is not None:
        return record.add(found[0], position, found[1])
    return _keep_row(record, position)


def keep_numeral(record: Record, position: int) -> int:
    """Keep a numeral as the time, the date, or the number it is."""
    cursor, text = record.cursor, record.cursor.tokens[position].text
    if len(text) > _LONGEST:
        record.identifiers.append(Identifier("", text, text))
        return position + 1
    if (time := read_hour(cursor, position)) is not None:
        return record.read_period(record.add(time[0], position, time[1]))
    if text.isdigit():
        day = int(text[:_LONGEST_DAY])
        if end := record.add_date(read_day_month(cursor, position, day, position + 1)):
            return end
    reading = read_numeral(text, cursor.language.numerals)
    if reading is None:
        return _keep_row(record, position)
    value, after = scale(cursor, *_fraction_or_power(cursor, position, reading.value))
    end = _ordinal_end(cursor, position + 1, value) if after == position + 1 else 0
    if end and (later := record.add_date(read_day_month(cursor, position, int(value), end))):
        return later
    return keep_number(
        record,
        position,
        end or after,
        value,
        is_foreign=reading.is_foreign,
        others=reading.others,
        is_ordinal=bool(end),
    )


def _keep_row(record: Record, position: int) -> int:
    """A row of numbers in one token, such as `1,2,3` or `3.2.1`."""
    before = record.cursor.low(position - 1)
    for part in re.findall(r"\d+", record.cursor.tokens[position].text):
        record.add(Quantity(Fraction(int(part)), part, before=before), position, position + 1)
    return position + 1


def _fraction_or_power(cursor: Cursor, position: int, value: Fraction) -> tuple[Fraction, int]:
    """`10⁶`, `1/2`, `2½`: what follows a numeral at once and changes its value."""
    after = position + 1
    if cursor.low(after) == "^" and re.fullmatch(r"\d{1,2}", cursor.low(after + 1)):
        return value ** int(cursor.low(after + 1)), after + 2
    if cursor.low(after) in _GLYPHS:
        return value + _GLYPHS[cursor.low(after)], after + 1
    if value < 100 and (part := read_part(cursor, after)) and not cursor.is_glued(after):
        return value * part, after + 1
    if cursor.low(after) == "/" and cursor.is_glued(after) and cursor.is_glued(after + 1):
        top, bottom = cursor.low(position), cursor.low(after + 1)
        if re.fullmatch("[1-9]", top) and re.fullmatch("[2-9]|10", bottom) and int(top) < int(bottom):
            return Fraction(int(top), int(bottom)), after + 2
    return value, after


def _ordinal_end(cursor: Cursor, position: int, value: Fraction) -> int:
    """Where the ending of an ordinal or a decade stops: `3e`, `3rd`, `3.ª`, `1990s`; 0 where there is none."""
    if not cursor.is_glued(position):
        return 0
    low = cursor.low(position)
    if low in ("º", "ª", "°") and cursor.low(position + 1) not in ("C", "F", "c", "f"):
        return position + 1
    if cursor.is_in(position, "ordinal-marks"):
        return position + 1
    if low == "." and cursor.low(position + 1) in ("ª", "º"):
        return position + 2
    return position + 1 if low in ("s", "er", "ers") and value >= 10 and value % 10 == 0 else 0


def _subscriber(text: str) -> str:
    """The digits of a telephone number without its international or trunk prefix."""
    digits = re.sub(r"\D", "", text)
    return digits.removeprefix("00") if not text.startswith("0") or text.startswith("00") else digits[1:]

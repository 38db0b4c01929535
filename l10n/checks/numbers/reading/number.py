"""A number with what belongs to it: its sign, its unit, `and a half`, and the words around it."""

from __future__ import annotations

from fractions import Fraction

from l10n.checks.language import load_units
from l10n.checks.numbers.model import Quantity
from l10n.checks.numbers.reading.calendar import read_quarter_after
from l10n.checks.numbers.reading.cursor import Cursor
from l10n.checks.numbers.reading.record import Record
from l10n.checks.numbers.reading.units import read_and_half, read_noun_and_half, read_unit_of
from l10n.checks.numbers.reading.words import scale

_SIGNS = {"<": "<", ">": ">", "≤": "≤", "≥": "≥", "⩽": "≤", "⩾": "≥"}
_MILLION = 1_000_000
_CURRENCIES = frozenset("€$£")


def keep_number(
    record: Record,
    position: int,
    after: int,
    value: Fraction,
    *,
    is_weak: bool = False,
    is_foreign: bool = False,
    is_ordinal: bool = False,
    others: tuple[Fraction, ...] = (),
) -> int:
    """Keep the number from `position` to before `after` with what belongs to it; return where it and its period end."""
    cursor = record.cursor
    if not is_ordinal:
        value, after = _scaled_half(cursor, value, after)
    unit, half, end = _unit_and_half(cursor, after, value, is_ordinal=is_ordinal)
    if unit in ("", "hour") and not half and (time := read_quarter_after(cursor, value, position, end)) is not None:
        return record.read_period(record.add(time[0], position, time[1]))
    unit = unit or _currency(cursor, position)
    before, noun, sign = cursor.at(position - 1), cursor.at(end), _sign(cursor, position)
    text = cursor.text(position, end)
    said = (-value if sign == "-" else value) + half
    quantity = Quantity(
        said,
        text,
        unit,
        is_weak=(is_weak and not half) or (said == 1 and not unit),
        is_ordinal=is_ordinal,
        others=(*others, *_without_today(cursor, value, unit, text)),
        sign="" if sign == "-" else sign,
        is_foreign=is_foreign,
        before=cursor.latin(before.low) if before is not None else "",
        anchor=_anchor(cursor, position),
        noun=noun.low if noun is not None and noun.kind == "word" else "",
    )
    return record.read_period(record.add(quantity, position, end))


def _scaled_half(cursor: Cursor, value: Fraction, after: int) -> tuple[Fraction, int]:
    """`two and a half million`, `dos millones y medio`: a half of what the scale counts, and where that ends."""
    half, end = read_and_half(cursor, after)
    if not half:
        return value, after
    scaled, behind = scale(cursor, value + half, end)
    if behind > end:
        return scaled, behind
    last = cursor.word(after - 1)
    is_scale = last is not None and last.kind == "cardinal" and last.value >= _MILLION
    return (value + half * last.value, end) if last is not None and is_scale else (value, after)


def _unit_and_half(cursor: Cursor, after: int, value: Fraction, *, is_ordinal: bool) -> tuple[str, Fraction, int]:
    """The unit behind a number, the half on either side of that unit, and where they end."""
    half, after = read_and_half(cursor, after)
    unit, end = ("", after) if is_ordinal else read_unit_of(cursor, after, is_fraction=value.denominator > 1)
    if not half and end > after:
        half, end = read_and_half(cursor, end)
    if not half and not unit and not is_ordinal and value.denominator == 1:
        half, end = read_noun_and_half(cursor, after)
    return unit, half, end


def _currency(cursor: Cursor, position: int) -> str:
    before = cursor.at(position - 1)
    return load_units()[1][before.text] if before is not None and before.text in _CURRENCIES else ""


def _without_today(cursor: Cursor, value: Fraction, unit: str, text: str) -> tuple[Fraction, ...]:
    """What some languages mean by so many days, where they count the first one too: `acht dagen` are a week."""
    counts_today = unit == "day" and str(value) in cursor.language.lists.get("inclusive-days", ())
    return (value - 1,) if counts_today and text[:1].isalpha() else ()


def _anchor(cursor: Cursor, position: int) -> str:
    """The nearest word or identifier before a number, past brackets and the like."""
    for index in range(position - 1, max(-1, position - 4), -1):
        token = cursor.tokens[index]
        if token.kind == "identifier" or (token.kind == "word" and len(token.text) > 3):
            return token.low.casefold()
    return ""


def _sign(cursor: Cursor, position: int) -> str:
    """`<`, `>`, `≤`, `≥` before a number, or a minus that is glued to it and to nothing else."""
    before = cursor.at(position - 1)
    if before is None:
        return ""
    if before.text in _SIGNS:
        return _SIGNS[before.text]
    if before.text == "=" and before.is_glued and cursor.low(position - 2) in ("<", ">"):
        return "≤" if cursor.low(position - 2) == "<" else "≥"
    return "-" if before.text == "-" and cursor.is_glued(position) and not before.is_glued else ""

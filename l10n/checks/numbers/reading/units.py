"""Reads units of measure and periods: `µg`, `pmol per liter`, `international units`, `per day`, `/week`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from l10n.checks.language import load_units
from l10n.checks.numbers.reading.cursor import Cursor

TIME_UNITS = frozenset("second minute hour day week month year".split())
APOSTROPHES = ("'", "’")
_SMALL_WORDS = frozenset("an a of the d de di une un una la le l".split())
"""What may stand between a fraction and its unit: half an hour, quart d'heure, cuarto de hora."""
_SMALL_LISTS = ("per-words", "per-except", "of", "range", "join", "articles")
_ARTICLES = frozenset("la les los las le el".split())
_DAY_SIGNS = frozenset("djt")


def read_unit(cursor: Cursor, position: int) -> tuple[str, int]:
    """The unit at a position with what it is divided by, and where it ends; an empty name where there is none."""
    unit, end = _simple(cursor, position)
    if not unit:
        return "", position
    if (cursor.low(end) == "/" and cursor.is_glued(end)) or cursor.is_in(end, "per-words"):
        per, after = _simple(cursor, end + 1)
        if per and per not in TIME_UNITS and per not in ("times", unit):
            return f"{unit}/{per}", after
    return unit, end


def begins_unit(cursor: Cursor, position: int) -> bool:
    """True for a word that the name of some unit begins with."""
    token = cursor.tokens[position]
    return token.text in load_units()[1] or any(True for _ in _names(cursor, token.low))


def read_unit_of(cursor: Cursor, position: int, *, is_fraction: bool) -> tuple[str, int]:
    """The unit of a number that ends at a position: `10 mg`, `8-year-old`, `half an hour`."""
    start = position
    if cursor.low(start) == "-" and cursor.is_glued(start) and cursor.is_glued(start + 1):
        start += 1
    if is_fraction:
        while (
            start - position < 2
            and cursor.low(start) in (*_SMALL_WORDS, *APOSTROPHES)
            and not _simple(cursor, start)[0]
        ):
            start += 1
    low = cursor.low(start)
    if low in cursor.language.suffix_units and (start > position or cursor.is_glued(start)):
        unit = cursor.language.suffix_units[low]
        return (unit, start + 1) if unit else ("", position)
    unit, end = read_unit(cursor, start)
    return (unit, end) if unit else ("", position)


def read_period(cursor: Cursor, position: int) -> tuple[str, int]:
    """The unit of time in `per dag`, `/day`, `chaque semaine`; an amount of time after it is a quantity instead."""
    if cursor.low(position) == "/" and cursor.is_glued(position):
        unit, end = _simple(cursor, position + 1)
        if not unit and cursor.low(position + 1) in _DAY_SIGNS:
            return "day", position + 2
    elif cursor.is_in(position, "per-words"):
        start = position + 2 if cursor.low(position + 1) in _ARTICLES else position + 1
        unit, end = _simple(cursor, start)
    else:
        return "", position
    return (unit, end) if unit in TIME_UNITS else ("", position)


def read_and_half(cursor: Cursor, position: int) -> tuple[Fraction, int]:
    """`and a half` after a number or a unit."""
    for phrase in cursor.language.and_half:
        end = position
        for word in phrase:
            end += cursor.low(end) == "-" and cursor.is_glued(end)
            if cursor.low(end) != word:
                break
            end += 1
        else:
            return Fraction(1, 2), end
    return Fraction(0), position


def read_noun_and_half(cursor: Cursor, position: int) -> tuple[Fraction, int]:
    """`tablet and a half`, `comprimé et demi`: a half behind what is counted, and where it ends.

    The half of something else (`a tablet and a half glass of water`) is none: nothing but a small word may follow it.
    """
    noun = cursor.at(position)
    if noun is None or noun.kind != "word" or cursor.word(position) is not None:
        return Fraction(0), position
    half, end = read_and_half(cursor, position + 1)
    if half and len(cursor.low(end)) > 2 and noun.low.startswith(cursor.low(end)):  # Arabic: a litre and half a litre
        return half, end + 1
    following = cursor.at(end)
    ends_there = following is None or following.kind != "word" or following.low in cursor.language.adverbs
    is_small = cursor.low(end) in _SMALL_WORDS or any(cursor.is_in(end, name) for name in _SMALL_LISTS)
    if half and (ends_there or is_small):
        return half, end
    return Fraction(0), position


def _names(cursor: Cursor, low: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What may follow a first word to make the name of a unit; the Arabic article (`al-`) is taken off that word."""
    units = cursor.language.units
    for head in ("", *cursor.language.proclitics):
        if (not head or len(head) > 1) and low.startswith(head) and (found := units.get(low[len(head) :])):
            yield from ((words[1:], unit) for words, unit in found)
            return


def _simple(cursor: Cursor, position: int) -> tuple[str, int]:
    token = cursor.at(position)
    if token is None or token.kind not in ("word", "mark", "identifier"):
        return "", position
    is_elided = cursor.is_glued(position + 1) and cursor.low(position + 1) in APOSTROPHES and len(token.text) == 1
    name = load_units()[1].get(token.text)
    if name is not None and not is_elided:
        if token.text == "°" and cursor.low(position + 1) in ("C", "F", "c", "f"):
            return f"°{cursor.low(position + 1).upper()}", position + 2
        return name, position + 1
    if not is_elided:
        for words, unit in _names(cursor, token.low):
            if all(cursor.low(position + index) == word for index, word in enumerate(words, start=1)):
                return unit, position + 1 + len(words)
    return "", position

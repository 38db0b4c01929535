"""Puts number words together: `two hundred and fifty`, `vingt et un`, `trzydzieści pięć`, five-and-twenty in Arabic."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from l10n.checks.language import Word
from l10n.checks.numbers.reading.cursor import Cursor
from l10n.checks.numbers.reading.units import read_unit

_LONGEST_OF = 3
_NUMBER_KINDS = ("cardinal", "ordinal", "weak")


class Composed(NamedTuple):
    """A number in words."""

    value: Fraction
    end: int
    is_ordinal: bool = False
    is_weak: bool = False
    others: tuple[Fraction, ...] = ()


def read_words(cursor: Cursor, position: int) -> Composed | None:
    """Read the number words at a position, or None where no cardinal, ordinal or weak number word stands there."""
    first = cursor.word(position)
    if first is None or first.kind not in _NUMBER_KINDS:
        return None
    if first.kind == "ordinal":
        return Composed(first.value, position + 1, is_ordinal=True, is_weak=first.is_weak)
    sum_, end, used = _Sum(first.value), position + 1, 1
    while (step := _next(cursor, end, sum_)) is not None:
        word, end = step
        used += 1
        if word.kind == "ordinal":
            return Composed(sum_.value, end, is_ordinal=True)
    if used == 1 and sum_.value < 100 and first.kind == "cardinal":
        after = end + 1 if cursor.low(end) == "-" and cursor.is_glued(end) else end
        is_clock = any(words[0] == cursor.low(after) for words, _ in cursor.language.spoken_after)
        if not is_clock and (part := read_part(cursor, after)):
            return Composed(sum_.value * part, after + 1)
    return Composed(sum_.value, end, is_weak=used == 1 and first.is_weak)


def read_article(cursor: Cursor, position: int) -> Composed | None:
    """`a thousand`, `een derde`, `a week`: an article counts only before a scale, a fraction or a unit."""
    after = position + 1
    word = cursor.word(after)
    if word is not None and word.kind in ("cardinal", "weak") and word.value >= 100:
        value, end = scale(cursor, word.value, after + 1)
        return Composed(value, end)
    if word is not None and word.kind == "ordinal" and (part := read_part(cursor, after)):
        return Composed(part, after + 1, others=(word.value,))
    if read_unit(cursor, after)[0] or _leads_to_number(cursor, after):
        return Composed(Fraction(1), after, is_weak=True)
    return None


def _leads_to_number(cursor: Cursor, position: int) -> bool:
    """`een tot twee`, `un à deux`, `een op de tien`: an article that begins a range or a ratio is a number."""
    end = position
    while end < position + _LONGEST_OF and cursor.is_in(end, "of"):
        end += 1
    if end == position and (cursor.is_in(position, "range") or cursor.low(position) in ("-", "–")):
        end += 1
    following, word = cursor.at(end), cursor.word(end)
    return (
        end > position
        and following is not None
        and (following.kind == "numeral" or (word is not None and word.kind == "cardinal" and word.value > 1))
    )


def scale(cursor: Cursor, value: Fraction, position: int) -> tuple[Fraction, int]:
    """Apply the scales that follow a numeral: million, thousand, `mil millones`."""
    while (word := cursor.word(position)) is not None and word.kind == "cardinal" and word.value >= 1000:
        value, position = value * word.value, position + 1
    return value, position


def read_part(cursor: Cursor, position: int) -> Fraction:
    """What an ordinal or a fraction multiplies a small number with (two thirds, een derde, trois quarts), or 0."""
    word = cursor.word(position)
    if word is None or (cursor.is_glued(position) and cursor.low(position - 1) != "-"):
        return Fraction(0)
    if word.kind == "fraction" and word.value.numerator == 1:
        return word.value
    return 1 / word.value if word.kind == "ordinal" and word.value > 2 else Fraction(0)


class _Sum:
    """A number in words as it grows: `total` holds finished thousands, `current` what is below the next scale."""

    def __init__(self, value: Fraction) -> None:
        self.total = value if value >= 1000 else Fraction(0)
        self.current = Fraction(0) if value >= 1000 else value
        self.scale = self.total

    @property
    def value(self) -> Fraction:
        return self.total + self.current

    def multiply(self, scale: Fraction) -> None:
        if scale > self.scale:
            self.total = self.value * scale
        else:
            self.total += self.current * scale
        self.current, self.scale = Fraction(0), scale


def _next(cursor: Cursor, position: int, sum_: _Sum) -> tuple[Word, int] | None:
    """Add the word that continues the number; return it and where it ends, or None where the number is over."""
    gap = position
    if cursor.low(gap) == "-" and cursor.is_glued(gap):
        gap += 1
    has_and = cursor.is_in(gap, "and")
    if has_and:
        gap += 1
    if gap > position and not has_and and not cursor.is_glued(gap):
        return None
    word = cursor.word(gap)
    if word is None or word.value < 1 or read_unit(cursor, gap)[0]:
        return None
    if word.kind not in ("cardinal", "ordinal") and not (has_and or (word.kind == "weak" and word.value >= 100)):
        return None
    if word.value >= 1000 and not has_and and word.kind == "cardinal":
        sum_.multiply(word.value)
    elif word.value == 100 and 1 < sum_.current < 100 and not has_and and word.kind != "ordinal":
        sum_.current *= 100
    elif _adds(cursor, sum_, word.value, has_and=has_and or cursor.low(gap).startswith("و")):
        sum_.current += word.value
    else:
        return None
    return word, gap + 1


def _adds(cursor: Cursor, sum_: _Sum, value: Fraction, *, has_and: bool) -> bool:
    """True where the language lets this value follow what was said so far."""
    language, current = cursor.language, sum_.current
    if value >= 1000:
        return False
    if current == 0:
        return bool(sum_.total)
    if current % 100 == 0:
        return value < 100
    tens, ones = current % 100, current % 10
    if language.is_ones_first:
        return has_and and tens < 10 and value % 10 == 0 and 20 <= value < 100
    if language.is_vigesimal and tens in (60, 80):
        return value < 20
    if has_and and language.locale.partition("-")[0] == "en":
        return False
    return tens >= 20 and ones == 0 and value < 10

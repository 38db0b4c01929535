"""Reads the numbers of a text: identifiers first, then dates, times, numerals and number words with their units."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from l10n.checks.language import Word, load_language, load_units
from l10n.checks.numbers.calendar import (
    as_time,
    read_clock,
    read_day_month,
    read_hour,
    read_month,
    read_numeric_date,
    read_quarter_after,
    read_spoken_time,
)
from l10n.checks.numbers.cursor import Cursor
from l10n.checks.numbers.model import NOTHING, Date, Identifier, Link, Numbers, Quantity
from l10n.checks.numbers.parse import read_numeral, read_roman
from l10n.checks.numbers.tokens import Token, TokenKind, normalise, tokenize
from l10n.checks.numbers.units import TIME_UNITS, begins_unit, read_and_half, read_period, read_unit, read_unit_of
from l10n.checks.numbers.words import Composed, read_article, read_part, read_words, scale

_SIGNS = {"<": "<", ">": ">", "≤": "≤", "≥": "≥", "⩽": "≤", "⩾": "≥"}
_GLYPHS = {
    glyph: Fraction(value)
    for glyph, value in zip("½⅓⅔¼¾⅕⅖⅛⅜⅙", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 1/8 3/8 1/6".split(), strict=True)
}
_DASHES = frozenset("-–—~")
_CURRENCIES = frozenset("€$£")
_ROW = 3
"""So many tokens may stand between two numbers that are told in one breath: 1 hour before or 2 hours after."""
_IDENTIFIER = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*?)-?(\d.*)")
_ROMAN = re.compile(r"([IVX]+)(?:e|ème|eme|er)?")


@lru_cache(maxsize=8192)
def scan(text: str, locale: str) -> Numbers:
    """Return what `text` (plain characters) says in numbers, read as `locale` writes them."""
    language = load_language(locale)
    tokens = tokenize(language.phrases.replaced(normalise(text)), language)
    return _Reader(Cursor(tokens, language)).read() if tokens else NOTHING


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


class _Reader:
    """Walks the tokens once, left to right, and keeps what it reads; each `_read_*` returns the next position."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.quantities: list[Quantity] = []
        self.spans: list[tuple[int, int]] = []
        self.dates: list[Date] = []
        self.identifiers: list[Identifier] = []
        self.periods: set[str] = set()
        self.mentions: set[str] = set()

    def read(self) -> Numbers:
        readers: dict[TokenKind, Callable[[int], int]] = {
            "identifier": self._read_identifier,
            "date": self._read_numeric_date,
            "time": self._read_clock,
            "numeral": self._read_numeral,
            "word": self._read_word,
            "mark": self._read_mark,
        }
        position, tokens = 0, self.cursor.tokens
        while position < len(tokens):
            reader = readers.get(tokens[position].kind)
            position = max(reader(position) if reader is not None else 0, position + 1)
        return Numbers(
            tuple(self._linked()),
            tuple(self.dates),
            tuple(self.identifiers),
            frozenset(self.periods),
            frozenset(self.mentions) | {one.unit for one in self.quantities if one.unit in TIME_UNITS},
            frozenset(token.low for token in tokens if token.kind == "word"),
        )

    # Identifiers, marks, dates, times

    def _read_identifier(self, position: int) -> int:
        token = self.cursor.tokens[position]
        if token.low == "phone":
            self.identifiers.append(Identifier("phone", _subscriber(token.text), token.text))
            return position + 1
        match = _IDENTIFIER.match(token.text)
        assert match is not None
        letters, digits = match[1].rpartition("-")[2], match[2]
        if letters in ("x", "X") and digits.isdigit():
            self._add(Quantity(Fraction(int(digits)), token.text, "times"), position, position + 1)
        else:
            self.identifiers.append(Identifier(self.cursor.latin(letters), digits.casefold(), token.text))
        return position + 1

    def _read_mark(self, position: int) -> int:
        glyph = _GLYPHS.get(self.cursor.low(position))
        return position if glyph is None else self._finish(position, position + 1, glyph)

    def _read_numeric_date(self, position: int) -> int:
        self.dates.append(read_numeric_date(self.cursor, position))
        return position + 1

    def _read_clock(self, position: int) -> int:
        if (found := read_clock(self.cursor, position)) is not None:
            self._add(found[0], position, found[1])
            return found[1]
        return self._read_row(position)

    def _read_row(self, position: int) -> int:
        """A row of numbers in one token, such as `1,2,3` or `3.2.1`."""
        for part in re.findall(r"\d+", self.cursor.tokens[position].text):
            self._add(Quantity(Fraction(int(part)), part, before=self.cursor.low(position - 1)), position, position + 1)
        return position + 1

    def _keep_date(self, found: tuple[Date, int] | None) -> int:
        """Keep a date and return where it ends; 0 where there is none."""
        if found is None:
            return 0
        self.dates.append(found[0])
        return found[1]

    # Numerals

    def _read_numeral(self, position: int) -> int:
        cursor, text = self.cursor, self.cursor.tokens[position].text
        if (time := read_hour(cursor, position)) is not None:
            self._add(time[0], position, time[1])
            return self._read_period(time[1])
        if text.isdigit() and (end := self._keep_date(read_day_month(cursor, position, int(text[:9]), position + 1))):
            return end
        reading = read_numeral(text, cursor.language.numerals)
        if reading is None:
            return self._read_row(position)
        value, after = self._fraction_or_power(position, reading.value)
        value, after = scale(cursor, value, after)
        end = self._ordinal_end(position + 1, value) if after == position + 1 else 0
        if end and (later := self._keep_date(read_day_month(cursor, position, int(value), end))):
            return later
        return self._finish(
            position,
            end or after,
            value,
            is_foreign=reading.is_foreign,
            others=reading.others,
            is_ordinal=bool(end),
        )

    def _fraction_or_power(self, position: int, value: Fraction) -> tuple[Fraction, int]:
        """`10⁶`, `1/2`, `2½`: what follows a numeral at once and changes its value."""
        cursor, after = self.cursor, position + 1
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

    def _ordinal_end(self, position: int, value: Fraction) -> int:
        """Where the ending of an ordinal or a decade stops: `3e`, `3rd`, `3.ª`, `1990s`; 0 where there is none."""
        cursor = self.cursor
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

    # Words

    def _read_word(self, position: int) -> int:
        cursor, token = self.cursor, self.cursor.tokens[position]
        low = token.low
        if says_nothing(token.text, low, cursor.language.locale):
            return position + 1
        if low in cursor.language.months and (end := self._keep_date(read_month(cursor, position))):
            return end
        if (spoken := read_spoken_time(cursor, position)) is not None:
            self._add(spoken[0], position, spoken[1])
            return spoken[1]
        word = cursor.word(position)
        if word is None:
            return self._read_other_word(position)
        match word.kind:
            case "article":
                return self._read_article(position)
            case "fraction" if self._follows_ordinal(position):
                return position + 1
            case "fraction":
                return self._finish(position, position + 1, word.value)
            case "times" | "dual" | "factor":
                self._add(
                    Quantity(word.value, cursor.text(position, position + 1), word.unit, is_weak=word.is_weak),
                    position,
                    position + 1,
                )
                return self._read_period(position + 1)
            case "quantity":
                return self._read_known_quantity(position, word)
            case _:
                composed = read_words(cursor, position)
                assert composed is not None
                return self._keep_composed(position, composed)

    def _keep_composed(self, position: int, composed: Composed) -> int:
        if composed.is_ordinal:
            found = read_day_month(self.cursor, position, int(composed.value), composed.end)
            if end := self._keep_date(found):
                return end
        return self._finish(
            position,
            composed.end,
            composed.value,
            is_weak=composed.is_weak,
            is_ordinal=composed.is_ordinal,
            others=composed.others,
        )

    def _read_article(self, position: int) -> int:
        composed = read_article(self.cursor, position)
        if composed is None:
            return position + 1
        is_per = self.cursor.is_in(position, "per-words") and not self.cursor.is_in(position - 1, "per-except")
        if composed.is_weak and is_per and self._follows_amount(position):
            unit, end = read_period(self.cursor, position)
            if unit:
                return self._keep_period(unit, end)
        return self._keep_composed(position, composed)

    def _follows_ordinal(self, position: int) -> bool:
        """True right after `first` or `second`: the second quarter of a year is no fraction."""
        if not self.quantities or self.spans[-1][1] != position:
            return False
        last = self.quantities[-1]
        return last.is_ordinal or (last.is_weak and not last.unit and last.value > 1)

    def _follows_amount(self, position: int) -> bool:
        """True where something is counted just before, as in `2 tablets a day`; `after a week` is a time."""
        return bool(self.spans) and position - 4 <= self.spans[-1][1] <= position

    def _read_known_quantity(self, position: int, word: Word) -> int:
        """A word that is a quantity in itself (kwartier); a number before it multiplies it (drie kwartier)."""
        value, start = word.value, position
        if self.quantities and self.spans[-1][1] == position and self.quantities[-1].is_ordinal:
            return position + 1
        if self.quantities and self.spans[-1][1] == position and not self.quantities[-1].unit:
            value *= self.quantities.pop().value
            start = self.spans.pop()[0]
        text = self.cursor.text(start, position + 1)
        self._add(Quantity(value, text, word.unit, is_weak=start == position and word.is_weak), start, position + 1)
        return position + 1

    def _read_other_word(self, position: int) -> int:
        cursor = self.cursor
        if (unit := cursor.language.adverbs.get(cursor.low(position))) is not None:
            return self._keep_period(unit, position + 1)
        for reader in (self._read_suffixed, self._read_roman, self._read_period):
            if (after := reader(position)) > position:
                return after
        unit, end = read_unit(cursor, position)
        if unit in TIME_UNITS:
            self.mentions.add(unit)
            half, after = read_and_half(cursor, end)
            if half:
                self._add(Quantity(1 + half, cursor.text(position, after), unit), position, after)
                return after
        return position + 1

    def _read_suffixed(self, position: int) -> int:
        """`zesjarig`, `dreiwöchig`, `tweemaal`: a number word and a unit in one."""
        language, low = self.cursor.language, self.cursor.low(position)
        if language.suffixes is None or (match := language.suffixes.search(low)) is None or match.start() < 2:
            return position
        word = language.words.get(low[: match.start()])
        if word is None and low[: match.start()] in language.lists.get("one", ()):
            word = Word("cardinal", Fraction(1), is_weak=True)
        if word is None or word.kind not in ("cardinal", "fraction", "article"):
            return position
        unit = language.suffix_units[match[0]]
        text = self.cursor.tokens[position].text
        self._add(Quantity(word.value, text, unit, is_weak=word.is_weak), position, position + 1)
        return self._read_period(position + 1)

    def _read_roman(self, position: int) -> int:
        """`XIXe siècle`, `siglo XX`: Roman numerals count beside the word for century, others only if both have them."""
        text = self.cursor.tokens[position].text
        match = _ROMAN.fullmatch(text)
        if match is None or not (value := read_roman(match[1])):
            return position
        near = (position + 1, position + 2, position - 1, position - 2)
        is_century = any(self.cursor.is_in(index, "century-words") for index in near)
        if not is_century and len(match[1]) == 1:
            return position
        self._add(Quantity(Fraction(value), text, is_weak=not is_century), position, position + 1)
        return position + 1

    # What is kept

    def _finish(
        self,
        position: int,
        after: int,
        value: Fraction,
        *,
        is_weak: bool = False,
        is_foreign: bool = False,
        is_ordinal: bool = False,
        others: tuple[Fraction, ...] = (),
    ) -> int:
        """Read what belongs to a number (its unit, `and a half`, its sign), keep it, and read a period after it."""
        cursor = self.cursor
        half, after = read_and_half(cursor, after)
        unit, end = ("", after) if is_ordinal else read_unit_of(cursor, after, is_fraction=value.denominator > 1)
        if not half and end > after:
            half, end = read_and_half(cursor, end)
        if unit in ("", "hour") and not half and (time := read_quarter_after(cursor, value, position, end)) is not None:
            self._add(time[0], position, time[1])
            return self._read_period(time[1])
        before, noun = cursor.at(position - 1), cursor.at(end)
        if not unit and before is not None and before.text in _CURRENCIES:
            unit = load_units()[1][before.text]
        text = cursor.text(position, end)
        if unit == "day" and str(value) in cursor.language.lists.get("inclusive-days", ()) and text[:1].isalpha():
            others = (*others, value - 1)
        sign = self._sign(position)
        value = (-value if sign == "-" else value) + half
        quantity = Quantity(
            value,
            text,
            unit,
            is_weak=is_weak or (value == 1 and not unit),
            is_ordinal=is_ordinal,
            others=others,
            sign="" if sign == "-" else sign,
            is_foreign=is_foreign,
            before=cursor.latin(before.low) if before is not None else "",
            anchor=self._anchor(position),
            noun=noun.low if noun is not None and noun.kind == "word" else "",
        )
        self._add(quantity, position, end)
        return self._read_period(end)

    def _anchor(self, position: int) -> str:
        """The nearest word or identifier before a number, past brackets and the like."""
        for index in range(position - 1, max(-1, position - 4), -1):
            token = self.cursor.tokens[index]
            if token.kind == "identifier" or (token.kind == "word" and len(token.text) > 3):
                return token.low.casefold()
        return ""

    def _sign(self, position: int) -> str:
        """`<`, `>`, `≤`, `≥` before a number, or a minus that is glued to it and to nothing else."""
        before = self.cursor.at(position - 1)
        if before is None:
            return ""
        if before.text in _SIGNS:
            return _SIGNS[before.text]
        if before.text == "=" and before.is_glued and self.cursor.low(position - 2) in ("<", ">"):
            return "≤" if self.cursor.low(position - 2) == "<" else "≥"
        return "-" if before.text == "-" and self.cursor.is_glued(position) and not before.is_glued else ""

    def _read_period(self, position: int) -> int:
        unit, end = read_period(self.cursor, position)
        return self._keep_period(unit, end) if unit else position

    def _keep_period(self, unit: str, end: int) -> int:
        self.periods.add(unit)
        self.mentions.add(unit)
        return end

    def _add(self, quantity: Quantity, start: int, end: int) -> None:
        self.quantities.append(quantity)
        self.spans.append((start, end))

    def _linked(self) -> list[Quantity]:
        """Link neighbours (5-10 mg, from 100 to 300 pmol/l) and give both ends the unit of the last."""
        linked = list(self.quantities)
        for index in range(len(linked) - 2, -1, -1):
            link = self._link(self.spans[index][1], self.spans[index + 1][0])
            if link == "row":
                linked[index] = replace(linked[index], link=link)
            elif link:
                if link == "range" and linked[index].kind == "time":
                    linked[index + 1] = as_time(linked[index + 1])
                one = as_time(linked[index]) if linked[index + 1].kind == "time" else linked[index]
                unit = one.unit or ("" if link == "of" else linked[index + 1].unit)
                is_weak = one.is_weak and link != "range" and unit in ("", "times")
                linked[index] = replace(one, link=link, unit=unit, is_weak=is_weak)
        return linked

    def _link(self, end: int, start: int) -> Link:
        between = [self.cursor.low(index) for index in range(end, start)]
        if not between or len(between) > _ROW:
            return ""
        lists = self.cursor.language.lists
        joins = lists.get("join", frozenset())
        if all(word in _DASHES or word in ("/", "t") or word in lists.get("range", ()) for word in between):
            return "range"
        if between == [","]:
            return "comma"
        if len(between) == 1 and between[0] in joins:
            return "join"
        if all(word in lists.get("of", ()) for word in between):
            return "of"
        return "row" if between[-1] in joins else ""


def _subscriber(text: str) -> str:
    """The digits of a telephone number without its international or trunk prefix."""
    digits = re.sub(r"\D", "", text)
    return digits.removeprefix("00") if not text.startswith("0") or text.startswith("00") else digits[1:]

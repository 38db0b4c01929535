"""Reads the numbers of a text: identifiers first, then dates, times, numerals and number words with their units."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from l10n.checks.language import Language, Word, fold, load_language, load_units
from l10n.checks.numbers.model import NOTHING, Date, Identifier, Link, Numbers, Quantity
from l10n.checks.numbers.parse import read_numeral, read_roman
from l10n.checks.numbers.tokens import Token, normalise, tokenize

_TIME_UNITS = frozenset("second minute hour day week month year".split())
_SIGNS = {"<": "<", ">": ">", "≤": "≤", "≥": "≥", "⩽": "≤", "⩾": "≥"}
_GLYPHS = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅖": "2/5",
    "⅛": "1/8",
    "⅜": "3/8",
    "⅙": "1/6",
}
_DASHES = frozenset("-–—−~")
_CURRENCIES = frozenset("€$£")
_SKIPPED = frozenset("an a of the d de di une un la le l".split())
"""Small words between a fraction and its unit: half an hour, quart d'heure, cuarto de hora."""


@lru_cache(maxsize=8192)
def scan(text: str, locale: str) -> Numbers:
    """Return what `text` (plain characters) says in numbers, read as `locale` writes them."""
    language = load_language(locale)
    text = normalise(text)
    if language.phrases is not None:
        text = language.phrases.sub(lambda match: language.replacements[" ".join(fold(match[0]).split())], text)
    tokens = tokenize(text, language)
    return _Reader(tokens, language).read() if tokens else NOTHING


class _Reader:
    """Walks the tokens once, left to right; each `_read_*` takes a position and returns the next one, or its own
    position where nothing of its kind stands there.
    """

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens = tokens
        self.language = language
        self.units, self.symbols = load_units()
        self.quantities: list[Quantity] = []
        self.spans: list[tuple[int, int]] = []
        self.dates: list[Date] = []
        self.identifiers: list[Identifier] = []
        self.periods: set[str] = set()
        self.mentions: set[str] = set()

    def read(self) -> Numbers:
        position = 0
        while position < len(self.tokens):
            token = self.tokens[position]
            after = position
            match token.kind:
                case "identifier":
                    after = self._read_identifier(position)
                case "date":
                    after = self._read_numeric_date(position)
                case "time":
                    after = self._read_clock(position)
                case "numeral":
                    after = self._read_numeral(position)
                case "word":
                    after = self._read_word(position)
                case "mark":
                    after = self._read_mark(position)
                case _:
                    pass
            position = max(after, position + 1)
        return Numbers(
            tuple(self._linked()),
            tuple(self.dates),
            tuple(self.identifiers),
            frozenset(self.periods),
            frozenset(self.mentions) | {quantity.unit for quantity in self.quantities if quantity.unit in _TIME_UNITS},
            frozenset(token.low for token in self.tokens if token.kind == "word"),
        )

    # What a token is.

    def _at(self, position: int) -> Token | None:
        return self.tokens[position] if 0 <= position < len(self.tokens) else None

    def _low(self, position: int) -> str:
        token = self._at(position)
        return token.low if token is not None else ""

    def _in(self, position: int, name: str) -> bool:
        return self._low(position) in self.language.lists.get(name, ())

    def _text(self, start: int, end: int) -> str:
        parts: list[str] = []
        for index in range(start, min(end, len(self.tokens))):
            token = self.tokens[index]
            parts.append(token.text if token.is_glued or not parts else " " + token.text)
        return "".join(parts)

    # Identifiers and marks.

    def _read_identifier(self, position: int) -> int:
        token = self.tokens[position]
        if token.low == "phone":
            self.identifiers.append(Identifier("phone", _digits(token.text), token.text))
            return position + 1
        match = re.match(r"([^\W\d_]+(?:-[^\W\d_]+)*?)-?(\d.*)", token.text)
        assert match is not None
        letters, digits = match[1].rpartition("-")[2], match[2]
        if letters in ("x", "X") and digits.isdigit():
            self._add(Quantity(Fraction(int(digits)), token.text, "times"), position, position + 1)
            return position + 1
        self.identifiers.append(Identifier(self._latin(letters), digits.casefold(), token.text))
        return position + 1

    def _latin(self, letters: str) -> str:
        folded = fold(letters)
        for candidate in (
            folded,
            *(folded.removeprefix(head) for head in self.language.proclitics if folded.startswith(head)),
        ):
            if candidate in self.language.letters:
                return self.language.letters[candidate].casefold()
        return folded

    def _read_mark(self, position: int) -> int:
        token = self.tokens[position]
        if token.text in _GLYPHS:
            return self._finish(position, position + 1, Fraction(_GLYPHS[token.text]))
        return position + 1

    # Dates and times.

    def _read_numeric_date(self, position: int) -> int:
        token = self.tokens[position]
        first, second, third = (int(part) for part in re.split("[-/.]", token.text))
        if re.match(r"\d{4}-", token.text):
            year, month, day, swapped = first, second, third, False
        else:
            numerals = self.language.numerals
            day_first = numerals.day_first or numerals.year_first or "." in token.text or "-" in token.text
            day, month = (first, second) if day_first else (second, first)
            if month > 12:
                day, month = month, day
            year, swapped = third if third > 99 else 2000 + third, max(first, second) <= 12
        self.dates.append(Date(year, month, day, token.text, swapped))
        return position + 1

    def _month(self, position: int) -> int:
        token = self._at(position)
        if token is None or token.kind != "word":
            return 0
        return self.language.months.get(token.low, 0)

    def _year(self, position: int) -> int:
        token = self._at(position)
        if token is not None and token.kind == "numeral" and re.fullmatch("1[5-9][0-9]{2}|20[0-9]{2}", token.text):
            return int(token.text)
        return 0

    def _read_day_month(self, position: int, day: int, end: int) -> int:
        """`5 maart 2022`, `5. März`, `1er mai`, `5 de marzo de 2022`: `end` is where the day's numeral ends."""
        after = end
        while self._low(after) in (".", "de", "of", "del", "-", "'", "º", "ª") or self._in(after, "ordinal-marks"):
            if after - end >= 3:
                break
            after += 1
        month = self._month(after)
        if not 1 <= day <= 31 or not month:
            return position
        after += 1
        skip = after
        while skip - after < 2 and self._low(skip) in (".", ",", "de", "del", "of"):
            skip += 1
        year = self._year(skip)
        after = skip + 1 if year else after
        self.dates.append(Date(year, month, day, self._text(position, after)))
        return after

    def _read_month(self, position: int) -> int:
        """`March 5, 2022`, `maart 2022`; a month's name alone is a word like any other (mei, may, mars)."""
        month = self._month(position)
        after = position + 1
        if self._low(after) == ".":
            after += 1
        if self._low(after) in ("de", "del", "of"):
            after += 1
        token = self._at(after)
        if token is None or token.kind != "numeral":
            return position
        if year := self._year(after):
            self.dates.append(Date(year, month, 0, self._text(position, after + 1)))
            return after + 1
        if not token.text.isdigit() or not 1 <= int(token.text) <= 31 or self.language.numerals.day_first:
            return position
        day, after = int(token.text), after + 1
        if self._in(after, "ordinal-marks") and self.tokens[after].is_glued:
            after += 1
        comma = after + 1 if self._low(after) == "," else after
        year = self._year(comma)
        after = comma + 1 if year else after
        self.dates.append(Date(year, month, day, self._text(position, after)))
        return after

    def _read_clock(self, position: int) -> int:
        token = self.tokens[position]
        hour, minute = (int(part) for part in re.findall(r"\d+", token.text)[:2])
        if hour > 24:
            end = position + 1
            self._add(Quantity(Fraction(hour), str(hour)), position, end)
            self._add(Quantity(Fraction(minute), str(minute)), position, end)
            return end
        return self._finish_clock(position, position + 1, hour, minute)

    def _finish_clock(self, position: int, after: int, hour: int, minute: int) -> int:
        if self._in(after, "clock-after") or self._low(after) in ("h", "uhr", "hrs"):
            after += 1
        half = self._half_of_day(position, after)
        if half and self._at(after) and (self._in(after, "clock-am") or self._in(after, "clock-pm")):
            after += 1
        others: tuple[Fraction, ...] = ()
        if half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        elif not half and 1 <= hour <= 12:
            others = (Fraction(60 * (hour % 12 + 12) + minute),)
        elif half == "" and hour == 24:
            hour = 0
        value = Fraction(60 * hour + minute)
        self._add(Quantity(value, self._text(position, after), kind="time", others=others), position, after)
        return after

    def _half_of_day(self, position: int, after: int) -> str:
        """`am` or `pm` where the words around say so; an empty string where they do not."""
        for name in ("am", "pm"):
            near = (after, after + 1, after + 2, position - 1, position - 2)
            if any(self._in(index, f"clock-{name}") for index in near):
                return name
        return ""

    # Numerals.

    def _read_numeral(self, position: int) -> int:
        token = self.tokens[position]
        if (after := self._read_hour(position, token)) > position:
            return after
        if token.text.isdigit() and (after := self._read_day_month(position, int(token.text), position + 1)) > position:
            return after
        reading = read_numeral(token.text, self.language.numerals)
        if reading is None:
            for part in re.findall(r"\d+", token.text):
                self._add(Quantity(Fraction(int(part)), part, before=self._low(position - 1)), position, position + 1)
            return position + 1
        value, after = reading.value, position + 1
        if (
            self._low(after) == "^"
            and (power := self._at(after + 1)) is not None
            and re.fullmatch(r"\d{1,2}", power.text)
        ):
            value, after = value ** int(power.text), after + 2
        if fraction := self._slash_fraction(position):
            value, after = fraction, position + 3
        elif self._low(after) in _GLYPHS:
            value, after = value + Fraction(_GLYPHS[self._low(after)]), after + 1
        value, after = self._scaled(value, after)
        glued = self._at(after)
        is_ordinal = False
        if glued is not None and glued.is_glued and after == position + 1:
            if glued.text in ("º", "ª", "°") or self._in(after, "ordinal-marks"):
                after, is_ordinal = after + 1, True
            elif glued.text == "." and self._low(after + 1) in ("ª", "º"):
                after, is_ordinal = after + 2, True
            elif glued.low in ("s", "er", "ers") and value >= 10 and value % 10 == 0:
                after, is_ordinal = after + 1, True
        if is_ordinal and (later := self._read_day_month(position, int(value), after)) > position:
            return later
        return self._finish(
            position, after, value, is_foreign=reading.is_foreign, others=reading.others, is_ordinal=is_ordinal
        )

    def _read_hour(self, position: int, token: Token) -> int:
        """`20.00 uur`, `8 p.m.`, `om 8 uur 's avonds`, `godz. 20`; a bare `8 uur` may be a duration and stays one."""
        after = position + 1
        match = re.fullmatch(r"(\d{1,2})(?:[.,]([0-5]\d))?", token.text)
        if match is None or int(match[1]) > 24:
            return position
        hour, minute = int(match[1]), int(match[2] or 0)
        meridiem = self._in(after, "clock-am") or self._in(after, "clock-pm")
        if match[2] and (self._in(after, "clock-after") or meridiem or self._in(position - 1, "clock-before")):
            return self._finish_clock(position, after, hour, minute)
        if match[2]:
            return position
        if meridiem and self.language.locale.partition("-")[0] in ("en", "ar", "af"):
            return self._finish_clock(position, after, hour, 0)
        if self._low(after) in ("uhr", "o'clock") or self._in(position - 1, "clock-before"):
            return self._finish_clock(position, after, hour, 0)
        if self._low(after) == "o" and self._low(after + 2) == "clock":
            return self._finish_clock(position, after + 3, hour, 0)
        if (
            self._in(after, "clock-after")
            and self._half_of_day(position + 2, after + 1)
            and self._low(after + 1) in ("'", "’", "s")
        ):
            return self._finish_clock(position, after, hour, 0)
        return position

    def _slash_fraction(self, position: int) -> Fraction | None:
        """`1/2`, `3/4`: a small proper fraction; `24/7` and `120/80` are two numbers."""
        first, slash, second = self._at(position), self._at(position + 1), self._at(position + 2)
        if (
            first is None
            or slash is None
            or second is None
            or slash.text != "/"
            or not (slash.is_glued and second.is_glued)
        ):
            return None
        if not re.fullmatch("[1-9]", first.text) or not re.fullmatch("[2-9]|10", second.text):
            return None
        top, bottom = int(first.text), int(second.text)
        return Fraction(top, bottom) if top < bottom else None

    def _scaled(self, value: Fraction, after: int) -> tuple[Fraction, int]:
        """Apply the words that follow: million, thousand, `mil millones`."""
        while (word := self._cardinal(after)) is not None and word.value >= 1000:
            value, after = value * word.value, after + 1
        return value, after

    # Words.

    def _word(self, low: str) -> Word | None:
        words = self.language.words
        if (word := words.get(low)) is not None:
            return word
        for head in self.language.proclitics:
            if low.startswith(head) and (word := words.get(low[len(head) :])) is not None:
                return word if len(low) - len(head) > 2 else None
        return None

    def _cardinal(self, position: int) -> Word | None:
        token = self._at(position)
        if token is None or token.kind != "word":
            return None
        word = self._word(token.low)
        return (
            word
            if word is not None and (word.kind == "cardinal" or (word.kind == "weak" and word.value >= 100))
            else None
        )

    def _read_word(self, position: int) -> int:
        token = self.tokens[position]
        low = token.low
        if low in self.language.months and (after := self._read_month(position)) > position:
            return after
        word = self._word(low)
        if word is None:
            return self._read_other_word(position, token)
        match word.kind:
            case "cardinal" | "weak" | "ordinal":
                return self._read_number_words(position, word)
            case "article":
                return self._read_article(position)
            case "fraction":
                return self._finish(position, position + 1, word.value)
            case "times":
                self._add(Quantity(word.value, token.text, word.unit, is_weak=word.is_weak), position, position + 1)
                return self._read_period(position + 1)
            case "quantity":
                self._add_known_quantity(position, word)
                return position + 1
        return position

    def _add_known_quantity(self, position: int, word: Word) -> None:
        """A word that is a quantity in itself (kwartier); a number before it multiplies it (drie kwartier)."""
        value = word.value
        if self.quantities and self.spans[-1][1] == position and not self.quantities[-1].unit:
            value *= self.quantities.pop().value
            start = self.spans.pop()[0]
        else:
            start = position
        self._add(Quantity(value, self._text(start, position + 1), word.unit), start, position + 1)

    def _read_number_words(self, position: int, first: Word) -> int:
        """Put number words together: `two hundred and fifty`, `vingt et un`, five and twenty in Arabic."""
        if first.kind == "ordinal":
            return self._finish_ordinal(position, position + 1, first.value, is_weak=first.is_weak)
        total, current, after = Fraction(0), first.value, position + 1
        if current >= 1000:
            total, current = current, Fraction(0)
        used, scale = 1, current if current >= 1000 else Fraction(0)
        while True:
            gap = after
            if self._low(gap) == "-" and self.tokens[gap].is_glued:
                gap += 1
            joined = self._in(gap, "and")
            if joined:
                gap += 1
            token = self._at(gap)
            if token is None or token.kind != "word" or (gap > after and not joined and not token.is_glued):
                break
            has_and = joined or (self.language.is_ones_first and token.low.startswith("و"))
            word = self._word(token.low)
            if (
                word is None
                or word.kind not in ("cardinal", "ordinal", "weak")
                or (word.kind == "weak" and word.value < 9)
            ):
                break
            value = word.value
            if value >= 1000 and not joined:
                total, current = (
                    (total + current) * value if value > scale or not total else total + current * value,
                    Fraction(0),
                )
                scale = value
            elif value == 100 and 0 < current < 100 and not joined and word.kind == "cardinal":
                current *= 100
            elif self._adds(current, value, has_and=has_and, is_continued=bool(total)):
                current += value
            else:
                break
            after, used = gap + 1, used + 1
            if word.kind == "ordinal":
                return self._finish_ordinal(position, after, total + current, is_weak=False)
        value = total + current
        is_weak = used == 1 and first.is_weak
        if used == 1 and value < 1000 and self._low(after) and self._is_ordinal_fraction(after):
            return self._finish(position, after + 1, value / self._ordinal_value(after), others=())
        return self._finish(position, after, value, is_weak=is_weak)

    def _adds(self, current: Fraction, value: Fraction, *, has_and: bool, is_continued: bool) -> bool:
        """True where a following number word adds to what stands before it."""
        if value >= 1000 or value < 1:
            return False
        if current == 0:
            return is_continued
        if current % 100 == 0:
            return value < 100 and (has_and or "and" not in self.language.lists or self.language.is_ones_first is False)
        tens, ones = current % 100, current % 10
        if self.language.is_ones_first and has_and:
            return tens < 10 and value % 10 == 0 and 20 <= value < 100
        if self.language.is_vigesimal and tens in (60, 80):
            return value < 20
        return (
            tens >= 20
            and ones == 0
            and value < 10
            and (not has_and or "and" not in self.language.lists or not self._is_english)
        )

    @property
    def _is_english(self) -> bool:
        return self.language.locale.partition("-")[0] == "en"

    def _ordinal_value(self, position: int) -> Fraction:
        word = self._word(self._low(position))
        assert word is not None
        return word.value

    def _is_ordinal_fraction(self, position: int) -> bool:
        """`two thirds`, `een derde`: an ordinal word after a small number makes a fraction."""
        word = self._word(self._low(position))
        return word is not None and word.kind == "ordinal" and word.value > 2 and not self.tokens[position].is_glued

    def _read_article(self, position: int) -> int:
        """`a week`, `une heure et demie`, `a third`: an article counts only before a unit, a scale or a fraction."""
        after = position + 1
        word = self._word(self._low(after))
        if word is not None and word.kind in ("cardinal", "weak") and word.value >= 100:
            value, after = self._scaled(Fraction(word.value), after + 1)
            return self._finish(position, after, value)
        if word is not None and word.kind == "ordinal" and word.value > 2:
            return self._finish(position, after + 1, 1 / word.value, others=(word.value,))
        unit, end = self._unit(after)
        if not unit:
            return position + 1
        if unit in _TIME_UNITS and self._in(position, "per-words") and self._is_after_amount(position):
            self.periods.add(unit)
            self.mentions.add(unit)
            return end
        return self._finish(position, after, Fraction(1), is_weak=True)

    def _is_after_amount(self, position: int) -> bool:
        """True where something is counted just before, as in `2 tablets a day`; `after a week` is a time."""
        return any(position - 4 <= end <= position for _, end in self.spans[-1:])

    def _finish_ordinal(self, position: int, after: int, value: Fraction, *, is_weak: bool) -> int:
        if (later := self._read_day_month(position, int(value), after)) > position:
            return later
        return self._finish(position, after, value, is_weak=is_weak, is_ordinal=True)

    def _read_other_word(self, position: int, token: Token) -> int:
        low = token.low
        if (unit := self.language.adverbs.get(low)) is not None:
            self.periods.add(unit)
            self.mentions.add(unit)
            return position + 1
        if (after := self._read_suffixed(position, low)) > position:
            return after
        if (after := self._read_roman_century(position, token)) > position:
            return after
        if (after := self._read_period(position)) > position:
            return after
        unit, end = self._unit(position)
        if unit in _TIME_UNITS:
            self.mentions.add(unit)
            half, after = self._and_half(end)
            if half:
                self._add(Quantity(1 + half, self._text(position, after), unit), position, after)
                return after
        return position + 1

    def _read_suffixed(self, position: int, low: str) -> int:
        """`zesjarig`, `dreiwöchig`, `tweemaal`: a number word and a unit in one."""
        suffixes = self.language.suffixes
        if suffixes is None or (match := suffixes.search(low)) is None or match.start() < 2:
            return position
        word = self.language.words.get(low[: match.start()])
        if word is None or word.kind not in ("cardinal", "fraction"):
            if low[: match.start()] in self.language.lists.get("one", ()):
                word = Word("cardinal", Fraction(1), is_weak=True)
            else:
                return position
        unit = self.language.suffix_units[match[0]]
        self._add(Quantity(word.value, self.tokens[position].text, unit, is_weak=word.is_weak), position, position + 1)
        return self._read_period(position + 1)

    def _read_roman_century(self, position: int, token: Token) -> int:
        """`XIXe siècle`, `siglo XX`, `XX wieku`: Roman numerals count beside the word for century."""
        match = re.fullmatch(r"([IVX]+)(?:e|ème|eme|er)?", token.text)
        if match is None or not (value := read_roman(match[1])):
            return position
        if any(self._in(index, "century-words") for index in (position + 1, position + 2, position - 1, position - 2)):
            self._add(Quantity(Fraction(value), token.text), position, position + 1)
            return position + 1
        if len(match[1]) > 1:
            self._add(Quantity(Fraction(value), token.text, is_weak=True), position, position + 1)
            return position + 1
        return position

    # Units and periods.

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
        """Read what belongs to a number: its unit, `and a half`, a period, its sign; and add it."""
        half, after = self._and_half(after)
        unit, end = ("", after) if is_ordinal else self._unit_after_number(after, is_fraction=value.denominator > 1)
        if not half and end > after:
            half, end = self._and_half(end)
        sign, value = self._sign(position, value)
        before = self._at(position - 1)
        if not unit and before is not None and before.text in _CURRENCIES:
            unit = self.symbols[before.text]
        noun = self._at(end)
        quantity = Quantity(
            value + half,
            self._text(position, end),
            unit,
            is_weak=is_weak or (value == 1 and not half and not unit),
            others=others,
            sign=sign,
            is_foreign=is_foreign,
            before=self._latin(before.low) if before is not None else "",
            noun=noun.low if noun is not None and noun.kind == "word" else "",
        )
        self._add(quantity, position, end)
        return self._read_period(end)

    def _sign(self, position: int, value: Fraction) -> tuple[str, Fraction]:
        before, earlier = self._at(position - 1), self._at(position - 2)
        here = self._at(position)
        if before is None or here is None:
            return "", value
        if before.text in _SIGNS:
            return _SIGNS[before.text], value
        if before.text == "=" and earlier is not None and earlier.text in "<>" and before.is_glued:
            return "≤" if earlier.text == "<" else "≥", value
        if before.text == "-" and here.is_glued and not before.is_glued:
            return "", -value
        return "", value

    def _and_half(self, position: int) -> tuple[Fraction, int]:
        for phrase in self.language.and_half:
            if all(self._low(position + index) == word for index, word in enumerate(phrase)):
                return Fraction(1, 2), position + len(phrase)
        return Fraction(0), position

    def _unit_after_number(self, position: int, *, is_fraction: bool) -> tuple[str, int]:
        start = position
        token = self._at(start)
        if (
            token is not None
            and token.text == "-"
            and token.is_glued
            and (following := self._at(start + 1))
            and following.is_glued
        ):
            start += 1
        if is_fraction:
            while start - position < 2 and self._low(start) in _SKIPPED | {"'", "’"} and not self._unit(start)[0]:
                start += 1
        if (low := self._low(start)) in self.language.suffix_units and (
            start > position or self.tokens[start].is_glued
        ):
            unit = self.language.suffix_units[low]
            return (unit, start + 1) if unit else ("", position)
        unit, end = self._unit(start)
        return (unit, end) if unit else ("", position)

    def _unit(self, position: int) -> tuple[str, int]:
        """The unit at a position with what it is divided by, and where it ends."""
        unit, end = self._simple_unit(position)
        if not unit:
            return "", position
        slash = self._at(end)
        if slash is not None and slash.text == "/" and slash.is_glued:
            per, after = self._simple_unit(end + 1)
            if per and per not in _TIME_UNITS:
                return f"{unit}/{per}", after
        elif slash is not None and self._in(end, "per-words"):
            per, after = self._simple_unit(end + 1)
            if per and per not in _TIME_UNITS and per != "times" and unit != per:
                return f"{unit}/{per}", after
        return unit, end

    def _simple_unit(self, position: int) -> tuple[str, int]:
        token = self._at(position)
        if token is None or token.kind not in ("word", "mark", "identifier"):
            return "", position
        following = self._at(position + 1)
        has_apostrophe = following is not None and following.is_glued and following.text in ("'", "’")
        if (name := self.symbols.get(token.text)) is not None and not (has_apostrophe and token.text.isalpha()):
            if token.text == "°" and following is not None and following.text in ("C", "F"):
                return f"°{following.text}", position + 2
            return name, position + 1
        for words, unit in self.language.units.get(token.low, ()):
            if all(self._low(position + index) == word for index, word in enumerate(words)):
                if token.low == "j" and has_apostrophe:
                    continue
                return unit, position + len(words)
        return "", position

    def _read_period(self, position: int) -> int:
        """`per dag`, `/day`, `chaque semaine`, `am Tag`; an amount of time after it is a quantity, not a period."""
        token = self._at(position)
        if token is None:
            return position
        if token.text == "/" and token.is_glued:
            unit, end = self._simple_unit(position + 1)
            if not unit and self._low(position + 1) in ("d", "j", "t"):
                unit, end = "day", position + 2
        elif token.low in self.language.lists.get("per-words", ()):
            start = position + 1
            if self._low(start) in ("la", "les", "los", "las", "le"):
                start += 1
            unit, end = self._simple_unit(start)
        else:
            return position
        if unit not in _TIME_UNITS:
            return position
        self.periods.add(unit)
        self.mentions.add(unit)
        return end

    # The row of quantities.

    def _add(self, quantity: Quantity, start: int, end: int) -> None:
        self.quantities.append(quantity)
        self.spans.append((start, end))

    def _linked(self) -> list[Quantity]:
        """Link neighbours (5-10 mg, from 100 to 300 pmol/l) and give both ends the unit of the last."""
        linked = list(self.quantities)
        for index in range(len(linked) - 2, -1, -1):
            link = self._link(self.spans[index][1], self.spans[index + 1][0])
            if not link:
                continue
            unit = linked[index].unit or ("" if link == "of" else linked[index + 1].unit)
            is_weak = linked[index].is_weak and not (link == "range" or (unit and unit != "times"))
            linked[index] = replace(linked[index], link=link, unit=unit, is_weak=is_weak)
        return linked

    def _link(self, end: int, start: int) -> Link:
        between = [self.tokens[index].low for index in range(end, start)]
        if not between or len(between) > 2:
            return ""
        lists = self.language.lists
        if all(word in _DASHES or word in ("/", "t") or word in lists.get("range", ()) for word in between):
            return "range"
        if len(between) == 1 and (between[0] == "," or between[0] in lists.get("join", ())):
            return "join"
        if all(word in lists.get("of", ()) for word in between):
            return "of"
        return ""


def _digits(text: str) -> str:
    """The digits of a telephone number without its international or trunk prefix."""
    digits = re.sub(r"\D", "", text)
    return digits.removeprefix("00") if not text.startswith("0") or text.startswith("00") else digits[1:]

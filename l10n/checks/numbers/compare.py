"""Compares what two texts say in numbers, whatever locale each is written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias
from unicodedata import combining, normalize

from l10n.checks.language import Language, load_language, load_units
from l10n.checks.numbers.model import Date, Identifier, Numbers, Quantity

DifferenceKind: TypeAlias = Literal[
    "lost",
    "lost-one",
    "added",
    "value",
    "unit",
    "unit-lost",
    "unit-added",
    "measure-lost",
    "measure-added",
    "format",
    "order",
    "range",
    "sign",
    "identifier",
    "date",
    "ambiguous-date",
    "period",
    "period-lost",
]

_TIME_UNITS = frozenset("second minute hour day week month year".split())
_MOST = 60
"""So many unmatched numbers are compared in every way; a table with more is beyond help and stays linear."""
_SMALL = 12
"""Numbers up to this one are often written in words."""
_MINUS = frozenset("minus min moins menos below onder unter".split())
_UNSAID = frozenset(["year", "hour", "times"])
"""Units that a language may leave to the reader: she is 45, at 8, 3 times 10."""
_DOSES = frozenset(["mass", "volume", "amount", "percent", "permille", "international unit", "unit", "equivalent"])
_AGED = re.compile(r"\d+s")
"""The over-65s are no seconds."""
_LONG, _ALIKE = 5, 0.8
_FEVER = range(30, 46)
_DAY, _WEEK = ("time", Fraction(86_400)), ("time", Fraction(604_800))
_OPPOSITE = {"<": "down", "≤": "down", ">": "up", "≥": "up"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the numbers of two texts do not share."""

    kind: DifferenceKind
    source: str = ""
    """The words in the source, empty for what was added."""
    target: str = ""
    """The words in the translation, empty for what was lost."""
    value: Fraction | None = None
    """What the translation should say, where a numeral is only written wrongly."""


def compare(source: Numbers, target: Numbers, *, source_locale: str, target_locale: str) -> Iterator[Difference]:
    """Yield every value, unit, date or identifier that the two do not share; nothing where they say the same."""
    wanted, found = list(source.quantities), list(target.quantities)
    yield from _compare_identifiers(source, target, wanted, found)
    dates = _Dates(source, target)
    yield from dates.compare(wanted, found)
    languages = load_language(source_locale), load_language(target_locale)
    matching = _Matching(wanted, found, source, target, languages)
    yield from matching.compare()
    yield from _compare_order(matching.pairs, source.quantities, target.quantities)
    if all(language.has_words for language in languages):
        yield from _compare_periods(source, target)


# Quantities


@lru_cache(maxsize=512)
def _dimension(unit: str) -> tuple[str, Fraction]:
    units, _ = load_units()
    name, _, per = unit.partition("/")
    if name not in units:
        return unit, Fraction(1)
    if per in units:
        return f"{units[name].dimension}/{units[per].dimension}", units[name].factor / units[per].factor
    return units[name].dimension, units[name].factor


def _measure(quantity: Quantity) -> tuple[str, Fraction]:
    """Dimension and value in base units: the key under which equal quantities meet."""
    if quantity.kind == "time":
        return "time of day", quantity.value
    dimension, factor = _dimension(quantity.unit)
    return dimension, quantity.value * factor


class _Matching:
    """Finds the counterpart of every quantity: exact ones first, then looser ones in the order of `_RULES`."""

    def __init__(
        self,
        wanted: list[Quantity],
        found: list[Quantity],
        source: Numbers,
        target: Numbers,
        languages: tuple[Language, Language],
    ) -> None:
        self.wanted = wanted
        self.found = found
        self.source = source
        self.target = target
        self.languages = languages
        self.dimensions = _dimensions(source.quantities), _dimensions(target.quantities)
        self.pairs: list[tuple[Quantity, Quantity]] = []
        self.lost_ones: list[Quantity] = []

    def compare(self) -> Iterator[Difference]:
        self._match_exact()
        for rule in _RULES:
            self._match_by(rule)
        self._match_ratios()
        yield from self._compare_factors()
        self._drop_mentioned()
        for want, have in self.pairs:
            yield from self._compare_pair(want, have)
        yield from self._report()
        for one in self.lost_ones[:1]:
            yield Difference("lost-one", one.text)

    def _match_exact(self) -> None:
        waiting: dict[tuple[str, Fraction], list[Quantity]] = {}
        for have in self.found:
            waiting.setdefault(_measure(have), []).append(have)
        left: list[Quantity] = []
        for want in self.wanted:
            if same := waiting.get(_measure(want)):
                alike = next(
                    (index for index, have in enumerate(same[:_MOST]) if have.is_ordinal == want.is_ordinal), 0
                )
                self.pairs.append((want, same.pop(alike)))
            else:
                left.append(want)
        self.wanted = left
        keep = {id(have) for some in waiting.values() for have in some}
        self.found = [have for have in self.found if id(have) in keep]

    def _match_by(self, rule: Callable[[Quantity, Quantity], bool]) -> None:
        left: list[Quantity] = []
        for want in self.wanted:
            near = self.found[:_MOST]
            index = next((index for index, have in enumerate(near) if rule(want, have) or rule(have, want)), None)
            if index is None:
                left.append(want)
            else:
                self.pairs.append((want, self.found.pop(index)))
        self.wanted = left

    def _match_ratios(self) -> None:
        """`één op de tien` is 10 %: a ratio in one text and a percentage or fraction in the other."""
        self.wanted, self.found = _without_ratios(self.wanted, self.found, self.source)
        self.found, self.wanted = _without_ratios(self.found, self.wanted, self.target)

    def _compare_factors(self) -> Iterator[Difference]:
        """Doubled must not become halved; where only one text says it in such a word, it says nothing."""
        wanted, found = ([one for one in some if _is_factor(one)] for some in (self.wanted[:_MOST], self.found[:_MOST]))
        for want, have in zip(wanted, found, strict=False):
            if "factor" in (want.unit, have.unit):
                yield Difference("value", want.text, have.text)

    def _drop_mentioned(self) -> None:
        self.lost_ones = [want for want in self.wanted if self._is_lost_one(want)]
        self.wanted = [want for want in self.wanted if not _may_be_missing(want, self.target)]
        self.found = [have for have in self.found if not _may_be_missing(have, self.source)]
        if any(_measure(want) == _DAY for want, _ in self.pairs):  # around the clock, seven days a week
            self.wanted = [want for want in self.wanted if _measure(want) not in (_DAY, _WEEK)]
            self.found = [have for have in self.found if _measure(have) not in (_DAY, _WEEK)]
        source_language, target_language = self.languages
        if not target_language.has_words and not self.found:
            self.wanted = [want for want in self.wanted if not _may_be_spelled(want)]
        if not source_language.has_words and not self.wanted:
            self.found = [have for have in self.found if not _may_be_spelled(have)]

    def _is_lost_one(self, want: Quantity) -> bool:
        """True for a digit 1 that the translation does not even say as an article (source 1, part 1)."""
        if want.text != "1" or want.unit or want.link == "of":
            return False
        articles = self.languages[1].lists.get("articles", frozenset())
        return (
            bool(articles)
            and articles.isdisjoint(self.target.words)
            and not any(quantity.value == 1 for quantity in self.target.quantities)
        )

    def _compare_pair(self, want: Quantity, have: Quantity) -> Iterator[Difference]:
        if have.is_foreign and not want.is_foreign:
            yield Difference("format", want.text, have.text, have.value)
        if want.sign and have.sign and _OPPOSITE[want.sign] != _OPPOSITE[have.sign]:
            yield Difference("sign", f"{want.sign} {want.text}", f"{have.sign} {have.text}")
        elif want.value == -have.value and want.value and not self._says_minus(want, have):
            yield Difference("sign", want.text, have.text)
        if want.unit and not have.unit and not self._may_be_unsaid(want, have, self.target, self.languages[1]):
            yield Difference("unit-lost" if _is_dose(want.unit) else "measure-lost", want.text, have.text)
        elif have.unit and not want.unit and not self._may_be_unsaid(have, want, self.source, self.languages[0]):
            yield Difference("unit-added" if _is_dose(have.unit) else "measure-added", want.text, have.text)

    def _may_be_unsaid(self, full: Quantity, bare: Quantity, numbers: Numbers, language: Language) -> bool:
        """True where the unit of `full` goes without saying beside `bare`, or stands elsewhere in that text.

        A list, a range or a table names its unit once (100, 200 and 500 mg); an age, an hour, a body height, a fever
        or a blood pressure may have none.
        """
        if not language.has_words or "time" in (full.kind, bare.kind) or full.is_ordinal or bare.is_ordinal:
            return True
        dimension, _ = _dimension(full.unit)
        if full.unit in _UNSAID or (full.unit not in load_units()[0] and "/" not in full.unit):
            return True
        if dimension in self.dimensions[numbers is self.target] or full.unit in numbers.mentions:
            return True
        if _names_unit(numbers.words, dimension, language):
            return True
        if _is_unit_like(bare.noun, full, language) or _AGED.fullmatch(full.text):
            return True
        if full.unit == "mmHg":
            return any(one.link == "range" for one in numbers.quantities)
        if dimension == "celsius":
            return int(full.value) in _FEVER and full.value.denominator > 1
        return full.unit == "m" and full.value < 3 and full.value.denominator > 1

    def _says_minus(self, want: Quantity, have: Quantity) -> bool:
        numbers = self.target if want.value < have.value else self.source
        minus = _MINUS.union(*(language.lists.get("minus", ()) for language in self.languages))
        return not minus.isdisjoint(numbers.words)

    def _report(self) -> Iterator[Difference]:
        wanted, found = self.wanted, self.found
        for want in list(wanted[:_MOST]):
            same = next((have for have in found[:_MOST] if have.value == want.value), None)
            if same is not None:
                wanted.remove(want)
                found.remove(same)
                yield Difference("unit", want.text, same.text)
        for want, have in zip(wanted, found, strict=False):
            written = _written_elsewhere(want, have)
            yield Difference("value", want.text, have.text, want.value if written else None)
        for want in wanted[len(found) :]:
            yield Difference("lost", want.text)
        for have in found[len(wanted) :]:
            yield Difference("added", "", have.text)


def _bare(one: Quantity, other: Quantity) -> bool:
    """One side names the unit, the other does not."""
    return not one.unit and one.value == other.value and one.kind == other.kind


def _dimensions(quantities: tuple[Quantity, ...]) -> frozenset[str]:
    return frozenset(_dimension(one.unit)[0] for one in quantities if one.unit)


def _is_dose(unit: str) -> bool:
    return "/" in unit or _dimension(unit)[0] in _DOSES


def _is_unit_like(noun: str, full: Quantity, language: Language) -> bool:
    """True where the word after a bare number is the unit in a spelling that nobody listed."""
    if len(noun) < _LONG:
        return False
    forms = {spelled[0] for found in language.units.values() for spelled, unit in found if unit == full.unit}
    forms.update(word for word in full.text.casefold().split() if len(word) >= _LONG)
    return any(SequenceMatcher(None, noun, form).ratio() >= _ALIKE for form in forms)


def _names_unit(words: frozenset[str], dimension: str, language: Language) -> bool:
    """True where a text names a unit of the dimension apart from its numbers: the head of a table, a form not listed."""
    symbols = load_units()[1]
    for word in words:
        if len(word) < 2:
            continue
        names = [name for spelled, name in language.units.get(word, ()) if len(spelled) == 1]
        if word in symbols:
            names.append(symbols[word])
        if any(_dimension(name)[0] == dimension for name in names):
            return True
    return False


def _other_value(one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind or not (one.others or other.others):
        return False
    (dimension, factor), (other_dimension, other_factor) = (
        _dimension(one.unit or other.unit),
        _dimension(other.unit or one.unit),
    )
    return dimension == other_dimension and not {value * factor for value in one.values}.isdisjoint(
        value * other_factor for value in other.values
    )


def _hour(one: Quantity, other: Quantity) -> bool:
    """`8 uur` is a duration or a time of day."""
    if one.kind != "time" or other.kind == "time" or other.unit not in ("hour", ""):
        return False
    return any(value == 60 * other.value or value == 60 * (other.value + 12) for value in one.values)


def _percentage(one: Quantity, other: Quantity) -> bool:
    """`een kwart` is 25 %."""
    return one.unit == "%" and not other.unit and other.value.denominator > 1 and one.value == other.value * 100


def _decade(one: Quantity, other: Quantity) -> bool:
    """`de jaren 90` are the 1990s."""
    return other.value % 10 == 0 and 0 < other.value < 100 and one.value == 1900 + other.value


def _without_sign(one: Quantity, other: Quantity) -> bool:
    return one.value < 0 and one.value == -other.value and (one.unit == other.unit or not one.unit or not other.unit)


def _multiple(one: Quantity, other: Quantity) -> bool:
    """Doubled is twice as much or 100 % more; halved is 50 % less."""
    if one.unit != "factor":
        return False
    if other.unit == "%":
        return other.value == (50 if one.value < 1 else 100 * (one.value - 1))
    return other.unit in ("", "times") and other.value == one.value


def _is_factor(quantity: Quantity) -> bool:
    is_number = quantity.unit in ("factor", "times", "") and not quantity.is_ordinal
    return is_number and quantity.is_weak and quantity.value != 1


_RULES = (_multiple, _bare, _other_value, _hour, _percentage, _decade, _without_sign)


def _without_ratios(
    parts: list[Quantity], others: list[Quantity], numbers: Numbers
) -> tuple[list[Quantity], list[Quantity]]:
    """Both lists without the ratios of `parts` that stand as a percentage or a fraction in `others`."""
    row = numbers.quantities if len(parts) <= _MOST else ()
    for first, second in pairwise(row):
        if first.link != "of" or not second.value or second not in parts:
            continue
        ratio = first.value / second.value
        for other in others[:_MOST]:
            if other.value == (ratio * 100 if other.unit == "%" else ratio):
                parts = [part for part in parts if part is not first and part is not second]
                others = [each for each in others if each is not other]
                break
    return parts, others


def _may_be_missing(quantity: Quantity, other: Numbers) -> bool:
    if quantity.is_weak:
        return True
    if quantity.value != 1:
        return False
    return quantity.unit == "times" or quantity.unit in other.mentions


def _may_be_spelled(quantity: Quantity) -> bool:
    """True for what a language whose number words are unknown may say in words: `twee weken`, `2 weken`."""
    is_word = not any(character.isdigit() for character in quantity.text)
    return is_word or (quantity.value.denominator == 1 and 0 <= quantity.value <= _SMALL)


def _written_elsewhere(want: Quantity, have: Quantity) -> bool:
    """True where the translation has the digits of the source with the wrong separators."""
    digits = [character for character in want.text if character.isdigit()]
    return (
        bool(digits)
        and digits == [character for character in have.text if character.isdigit()]
        and want.text[:1].isdigit()
    )


# Order


def _compare_order(
    pairs: Sequence[tuple[Quantity, Quantity]],
    wanted: Sequence[Quantity],
    found: Sequence[Quantity],
) -> Iterator[Difference]:
    """`from 100 to 300` is not `from 300 to 100`; neither are `first 1 tablet, then 2` and `first 2, then 1`."""
    for link in ("range", "of"):
        there = {_ends(one, two) for one, two in pairwise(found) if one.link == link}
        for one, two in pairwise(wanted):
            ends = _ends(one, two)
            if one.link == link and ends[0] != ends[1] and ends not in there and ends[::-1] in there:
                yield Difference("order", f"{one.text} - {two.text}", f"{two.text} - {one.text}")
                return
    rows = {_ends(one, two) for one, two in pairwise(found) if one.link == "comma"}
    spans = {_ends(one, two) for one, two in pairwise(found)} - rows
    for one, two in pairwise(wanted):
        if one.link == "range" and _ends(one, two) in rows - spans:
            yield Difference("range", f"{one.text} - {two.text}", f"{one.text}, {two.text}")
    yield from _compare_rows(pairs, wanted, found)


def _compare_rows(
    pairs: Sequence[tuple[Quantity, Quantity]],
    wanted: Sequence[Quantity],
    found: Sequence[Quantity],
) -> Iterator[Difference]:
    """Numbers that count the same thing keep their order."""
    place = {id(have): index for index, have in enumerate(found)}
    counterpart = {id(want): have for want, have in pairs if id(have) in place}
    last: dict[str, Quantity] = {}
    for following in wanted:
        later = counterpart.get(id(following))
        if later is None:
            continue
        want = last.get(following.unit)
        last[following.unit] = following
        if want is None or want.value == following.value:
            continue
        have = counterpart[id(want)]
        is_turned = place[id(have)] > place[id(later)] and have.unit == later.unit
        if is_turned and _is_one_row(want, following, later, have):
            yield Difference("order", f"{want.text} ... {following.text}", f"{later.text} ... {have.text}")
            return


def _ends(one: Quantity, two: Quantity) -> tuple[tuple[str, Fraction], tuple[str, Fraction]]:
    return _measure(one), _measure(two)


def _is_one_row(want: Quantity, following: Quantity, first: Quantity, second: Quantity) -> bool:
    """True where two numbers clearly changed places, and did not just move along with what they count.

    `want` and `following` stand in the source; `first` (equal to `following`) and `second` (equal to `want`) in the
    translation, in that order.
    """
    if "of" in (want.link, first.link) or want.kind == "time":
        return False
    if want.link == "row" and first.link == "row":
        return True
    if want.unit:
        stayed = _is_cognate(want.anchor, first.anchor) or _is_cognate(following.anchor, second.anchor)
        moved = _is_cognate(want.anchor, second.anchor) or _is_cognate(following.anchor, first.anchor)
        return stayed and not moved
    return _same_noun(want.noun, following.noun) and _same_noun(first.noun, second.noun)


def _is_cognate(one: str, other: str) -> bool:
    """True for words that are much alike in two languages (zink and Zink, magnesium and magnésium), and identifiers."""
    one, other = _unaccented(one), _unaccented(other)
    return bool(one) and (one == other or (len(one) > 3 and one[:4] == other[:4]))


def _unaccented(word: str) -> str:
    return "".join(character for character in normalize("NFD", word) if not combining(character))


def _same_noun(one: str, two: str) -> bool:
    """True for `tablet` and `tabletten`, and where only one of two numbers has a noun (1 tablet en 's avonds 2)."""
    if one and two:
        return len(one) > 3 and one[:4] == two[:4]
    return len(one or two) > 4


# Identifiers


def _compare_identifiers(
    source: Numbers, target: Numbers, wanted: list[Quantity], found: list[Quantity]
) -> Iterator[Difference]:
    """Identifiers must be there, however often; removes the numbers that turn out to belong to one (`B 12`)."""
    want = {(one.letters, one.digits): one for one in source.identifiers}
    have = {(one.letters, one.digits): one for one in target.identifiers}
    lost = [one for key, one in want.items() if key not in have][:_MOST]
    added = [one for key, one in have.items() if key not in want][:_MOST]
    lost = [
        one for one in lost if not _take_spelled(one, found, many=one.digits) and not _take_transliterated(one, added)
    ]
    added = [one for one in added if not _take_spelled(one, wanted, many=one.digits)]
    for index, one in enumerate(lost):
        yield Difference("identifier", one.text, added[index].text if index < len(added) else "")
    for one in added[len(lost) :]:
        yield Difference("identifier", "", one.text)


def _take_spelled(identifier: Identifier, numbers: list[Quantity], *, many: str) -> bool:
    """True where the other text writes it apart: `B 12`, `omega 3`; takes that number out of `numbers`."""
    is_found = False
    for number in list(numbers):
        if str(number.value) != many or number.unit:
            continue
        if number.before == identifier.letters or (not is_found and len(identifier.letters) > 1):
            numbers.remove(number)
            is_found = True
            if number.before != identifier.letters:
                break
    return is_found


def _take_transliterated(identifier: Identifier, added: list[Identifier]) -> bool:
    """True where the other text has the same digits after letters of another script; takes it out of `added`."""
    for other in added:
        if other.digits == identifier.digits and other.letters.isascii() != identifier.letters.isascii():
            added.remove(other)
            return True
        if _is_same_phone(identifier, other):
            added.remove(other)
            return True
    return False


def _is_same_phone(one: Identifier, other: Identifier) -> bool:
    if one.letters != "phone" or other.letters != "phone":
        return False
    return one.digits.endswith(other.digits) or other.digits.endswith(one.digits)


# Dates


class _Dates:
    """Compares dates; one that only one side could read is looked for among the other's numbers."""

    def __init__(self, source: Numbers, target: Numbers) -> None:
        self.wanted = list(source.dates)
        self.found = list(target.dates)

    def compare(self, wanted: list[Quantity], found: list[Quantity]) -> Iterator[Difference]:
        yield from self._match()
        self.wanted, self.found = self.wanted[:_MOST], self.found[:_MOST]
        self.wanted = [date for date in self.wanted if not _take_parts(date, found)]
        self.found = [date for date in self.found if not _take_parts(date, wanted)]
        for want, have in zip(self.wanted, self.found, strict=False):
            yield Difference("date", want.text, have.text)
        for want in self.wanted[len(self.found) :]:
            yield Difference("lost", want.text)
        for have in self.found[len(self.wanted) :]:
            yield Difference("added", "", have.text)

    def _match(self) -> Iterator[Difference]:
        for want in list(self.wanted[:_MOST]):
            for have in self.found[:_MOST]:
                parts = (want.year, want.month, want.day)
                if parts == (have.year, have.month, have.day):
                    break
                if have.swapped and parts == (have.year, have.day, have.month):
                    yield Difference("ambiguous-date", want.text, have.text)
                    break
                is_numeric = not any(character.isalpha() for character in have.text)
                if (
                    want.swapped
                    and is_numeric
                    and (have.year, have.month, have.day) == (want.year, want.day, want.month)
                ):
                    yield Difference("ambiguous-date", want.text, have.text)
                    break
            else:
                continue
            self.wanted.remove(want)
            self.found.remove(have)


def _take_parts(date: Date, numbers: list[Quantity]) -> bool:
    """True where day and year stand among the numbers (the month's name is in a form nobody listed)."""
    parts = [part for part in (date.day, date.year) if part]
    taken: list[Quantity] = []
    for part in parts:
        match = next((number for number in numbers if number.value == part and number not in taken), None)
        if match is None:
            return False
        taken.append(match)
    for number in taken:
        numbers.remove(number)
    return bool(parts)


# Periods


def _compare_periods(source: Numbers, target: Numbers) -> Iterator[Difference]:
    """`per dag` must not become `per week`: a period that is gone while another came is a changed dose."""
    lost = source.periods - target.mentions
    if not lost or _is_said_otherwise(lost, target):
        return
    came = target.mentions - source.mentions
    name = ", ".join(sorted(lost))
    if came:
        yield Difference("period", name, ", ".join(sorted(came)))
    elif source.quantities:
        yield Difference("period-lost", name)


def _is_said_otherwise(lost: frozenset[str], target: Numbers) -> bool:
    """`per dag` as `every 24 hours`, `per jaar` as `every 12 months`."""
    for unit in lost:
        dimension, factor = _dimension(unit)
        if not any(_measure(quantity) == (dimension, factor) for quantity in target.quantities):
            return False
    return True

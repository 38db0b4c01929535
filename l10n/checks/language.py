"""What the checks know of a language: its numerals from CLDR, its words from one data file in `languages/`.

A language without a file still has CLDR's digits, separators and month names; a new language is one file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

Table: TypeAlias = Mapping[str, object]
WordKind: TypeAlias = Literal[
    "cardinal", "ordinal", "fraction", "times", "weak", "quantity", "dual", "article", "factor"
]

_SPACES = "\u00a0\u202f\u2009 "
# Letters that Arabic spells in several ways, and signs that carry no letter (Unicode Arabic block).
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc]")
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")


class Word(NamedTuple):
    """What a word says about numbers."""

    kind: WordKind
    value: Fraction
    unit: str = ""
    is_weak: bool = False


class Unit(NamedTuple):
    """A unit of measure: values convert within one dimension only."""

    dimension: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Numerals:
    """How a locale writes numbers, from CLDR (`numbers/symbols`)."""

    decimal: str
    group: str
    is_spaced: bool
    """Thousands are set apart by a space, which many type as a plain one."""
    is_lenient: bool = False
    """Both decimal marks are in use; neither is a fault."""
    secondary: int = 3
    """Digits in a group that is not the last: 2 in India (1,00,000)."""
    day_first: bool = True
    year_first: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """The compiled tables of one locale."""

    locale: str
    numerals: Numerals
    words: Mapping[str, Word]
    units: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First word of a unit's name to its full names (as folded words), longest first."""
    months: Mapping[str, int]
    suffixes: re.Pattern[str] | None
    suffix_units: Mapping[str, str]
    adverbs: Mapping[str, str]
    phrases: re.Pattern[str] | None
    replacements: Mapping[str, str]
    letters: Mapping[str, str]
    """Names of Latin letters in another script, for identifiers such as B12."""
    proclitics: tuple[str, ...]
    lists: Mapping[str, frozenset[str]]
    """Small sets of words by name: `and`, `of`, `range`, `join`, `per`, `ordinal-marks`, `am`, `pm`, ..."""
    and_half: tuple[tuple[str, ...], ...]
    spoken_times: tuple[tuple[tuple[str, ...], int], ...]
    """Words before an hour and the minutes they add: (`half`, `past`) is 30; the longest first."""
    spoken_after: tuple[tuple[tuple[str, ...], int], ...]
    """Words behind an hour and the minutes they add: (`y`, `cuarto`) is 15."""
    is_ones_first: bool
    is_vigesimal: bool
    table: Table = field(repr=False)
    """The data file as it is, for other checks."""
    has_words: bool = True

    def fold(self, text: str) -> str:
        return fold(text)


def fold(text: str) -> str:
    """Case-folded, and Arabic in its plain letters; `STRASSE` is `strasse`, `أسبوعًا` is `اسبوعا`."""
    folded = text.casefold() if text != "ß" else text
    if _HAS_ARABIC.search(folded):
        folded = _MARKS.sub("", folded).translate(_ARABIC)
    return folded


@lru_cache(maxsize=64)
def load_language(locale: str) -> Language:
    """Return the tables of a locale; one without a data file has CLDR's alone."""
    table = _read_table(locale.partition("-")[0].casefold())
    builder = _Builder(locale, table)
    return builder.build()


@lru_cache(maxsize=1)
def load_units() -> tuple[Mapping[str, Unit], Mapping[str, str]]:
    """Return the units by name, and the names by symbol (exact case)."""
    table = tomllib.loads(files("l10n.checks").joinpath("languages/units.toml").read_text("utf-8"))
    units, symbols = {}, {}
    for name, (dimension, factor, spelled) in table["units"].items():
        units[name] = Unit(dimension, Fraction(factor))
        symbols.update(dict.fromkeys((symbol for symbol in spelled.split()), name))
    return units, symbols


def forms(value: object) -> tuple[str, ...]:
    """The forms of a table's value: a string of words, or a list of phrases."""
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return ()


def section(table: Table, name: str) -> Table:
    """A table within the data file, empty where it is missing."""
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def _read_table(language: str) -> Table:
    if not re.fullmatch("[a-z]{2,8}", language) or language == "units":
        return {}
    resource = files("l10n.checks").joinpath(f"languages/{language}.toml")
    return tomllib.loads(resource.read_text("utf-8")) if resource.is_file() else {}


class _Builder:
    """Compiles one data file; the steps fill `words` and `phrases`, `build` returns the frozen result."""

    def __init__(self, locale: str, table: Table) -> None:
        self.locale = locale
        self.table = table
        self.compose = section(table, "compose")
        self.words: dict[str, Word] = {}
        self.replacements: dict[str, str] = {}

    def build(self) -> Language:
        self._add_cardinals()
        self._add_ordinals()
        self._add_other_words()
        for phrase, replacement in section(self.table, "phrases").items():
            self.replacements[fold(phrase)] = str(replacement)
        months = _months(self.locale, section(self.table, "months"))
        for key, value in section(self.table, "months").items():
            name = next((name for name, number in months.items() if number == int(key)), "")
            self.replacements.update({fold(form): name for form in forms(value) if " " in form})
        suffixes = {
            fold(form): unit for unit, value in section(self.table, "suffixes").items() for form in forms(value)
        }
        return Language(
            locale=self.locale,
            numerals=_numerals(self.locale, section(self.table, "format")),
            words=self.words,
            units=self._units(),
            months=months,
            suffixes=_ending(suffixes),
            suffix_units=suffixes,
            adverbs={
                fold(form): unit for unit, value in section(self.table, "adverbs").items() for form in forms(value)
            },
            phrases=_alternation(self.replacements),
            replacements=self.replacements,
            letters=self._letters(),
            proclitics=tuple(
                sorted((fold(form) for form in forms(self.compose.get("proclitics"))), key=len, reverse=True)
            ),
            lists=self._lists(),
            and_half=tuple(tuple(fold(phrase).split()) for phrase in forms(self.compose.get("and-half"))),
            spoken_times=self._spoken_times("spoken"),
            spoken_after=self._spoken_times("spoken-after"),
            is_ones_first=self.compose.get("ones-first") is True,
            is_vigesimal=self.compose.get("vigesimal") is True,
            table=self.table,
            has_words=bool(self.table),
        )

    def _put(self, form: str, word: Word) -> None:
        """File a form; one of several words becomes a phrase that is read as its digits."""
        folded = fold(form)
        if " " in folded or "-" in folded:
            self.replacements[folded] = str(word.value)
        else:
            self.words[folded] = word

    def _add_cardinals(self) -> None:
        cardinals = [(int(key), forms(value)) for key, value in section(self.table, "cardinals").items()]
        for value, spelled in cardinals:
            for form in spelled:
                self._put(form, Word("cardinal", Fraction(value), is_weak=value == 1))
        glue = forms(self.compose.get("glue"))
        if not glue:
            return
        small = dict(_glued_below_hundred(cardinals, glue, str(self.compose.get("one", ""))))
        below = {form: value for value, spelled in cardinals if 0 < value < 100 for form in spelled} | small
        for form, value in (small | dict(self._glued_large(below))).items():
            self._put(form, Word("cardinal", Fraction(value)))
        for half in forms(self.compose.get("halves")):
            for form, value in below.items():
                if value <= 20:
                    self._put(form + half, Word("fraction", Fraction(2 * value + 1, 2)))
        if ending := forms(self.compose.get("ordinal")):
            for form, word in tuple(self.words.items()):
                if word.kind == "cardinal" and 20 <= word.value <= 100:
                    for suffix in ending:
                        self._put(form + suffix, Word("ordinal", word.value))

    def _glued_large(self, below: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        hundred, thousand = str(self.compose.get("hundred", "")), str(self.compose.get("thousand", ""))
        joiner, one = str(self.compose.get("joiner", "")), str(self.compose.get("one", ""))
        heads = {"": 1, one: 1} | {form: value for form, value in below.items() if 1 < value < 20}
        for head, count in heads.items():
            yield head + hundred, 100 * count
            for form, value in below.items():
                yield f"{head}{hundred}{form}", 100 * count + value
                yield f"{head}{hundred}{joiner}{form}", 100 * count + value
        hundreds = {head + hundred: 100 * count for head, count in heads.items() if count < 10}
        for head, count in ({"": 1, one: 1} | dict(below) | hundreds).items():
            yield head + thousand, 1000 * count

    def _add_ordinals(self) -> None:
        for key, value in section(self.table, "ordinals").items():
            for form in forms(value):
                self._put(form, Word("ordinal", Fraction(int(key)), is_weak=int(key) == 1))

    def _add_other_words(self) -> None:
        kinds: tuple[tuple[str, WordKind], ...] = (
            ("fractions", "fraction"),
            ("times", "times"),
            ("weak", "weak"),
            ("factors", "factor"),
        )
        for name, kind in kinds:
            for key, value in section(self.table, name).items():
                for form in forms(value):
                    known = self.words.get(fold(form))
                    if kind == "weak" and known is not None:
                        self.words[fold(form)] = known._replace(is_weak=True)
                    elif kind == "fraction" and known is not None and known.kind == "ordinal":
                        continue
                    else:
                        unit: str = kind if kind in ("times", "factor") else ""
                        self._put(
                            form, Word(kind, Fraction(key), unit, is_weak=kind in ("weak", "factor") or key == "1")
                        )
        for key, value in section(self.table, "quantities").items():
            number, _, unit = key.partition(" ")
            for form in forms(value):
                self._put(form, Word("quantity", Fraction(number), unit, is_weak=unit == "month"))
        for unit, value in section(self.table, "duals").items():
            for form in forms(value):
                self._put(form, Word("dual", Fraction(2), unit))
        for form in forms(self.compose.get("articles")):
            known = self.words.get(fold(form))
            if known is None or known.kind == "weak":
                self._put(form, Word("article", Fraction(1), is_weak=True))

    def _units(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for unit, value in section(self.table, "units").items():
            for form in forms(value):
                words = tuple(fold(form).split())
                names.setdefault(words[0], []).append((words, unit))
        return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in names.items()}

    def _spoken_times(self, name: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        spoken = section(section(self.table, "clock"), name)
        found = [
            (tuple(fold(phrase).split()), int(offset)) for offset, value in spoken.items() for phrase in forms(value)
        ]
        return tuple(sorted(found, key=lambda item: -len(item[0])))

    def _letters(self) -> dict[str, str]:
        return {fold(form): letter for letter, value in section(self.table, "letters").items() for form in forms(value)}

    def _lists(self) -> dict[str, frozenset[str]]:
        named: dict[str, object] = dict(self.compose)
        for name in ("clock", "century", "per"):
            for key, value in section(self.table, name).items():
                named[f"{name}-{key}"] = value
        return {name: frozenset(fold(form) for form in forms(value)) for name, value in named.items()}


def _glued_below_hundred(
    cardinals: Iterable[tuple[int, tuple[str, ...]]], glue: tuple[str, ...], one: str
) -> Iterator[tuple[str, int]]:
    ones = [(value, form) for value, spelled in cardinals if 0 < value < 10 for form in spelled] + (
        [(1, one)] if one else []
    )
    tens = [(value, form) for value, spelled in cardinals if 20 <= value < 100 for form in spelled]
    for pattern in glue:
        for unit, small in ones:
            for ten, large in tens:
                yield pattern.format(one=small, ten=large), ten + unit


def _numerals(locale: str, override: Table) -> Numerals:
    from babel import Locale as CldrLocale  # CLDR is loaded when a number is first read, not on `--help`
    from babel.core import UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        cldr = CldrLocale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        try:
            cldr = CldrLocale.parse(locale.partition("-")[0])
        except (UnknownLocaleError, ValueError):
            return Numerals(".", ",", is_spaced=True, is_lenient=True)
    decimal = str(override.get("decimal") or get_decimal_symbol(cldr))
    group = str(override.get("group") or get_group_symbol(cldr))
    pattern = cldr.date_formats["short"].pattern
    order = "".join(dict.fromkeys(character for character in pattern if character in "dMy"))
    return Numerals(
        decimal,
        group,
        is_spaced=group in _SPACES or cldr.language == "es",
        is_lenient=override.get("lenient") is True,
        secondary=int(cldr.decimal_formats[None].grouping[1]),
        day_first=order.find("d") < order.find("M"),
        year_first=order.startswith("y"),
    )


def _months(locale: str, extra: Table) -> dict[str, int]:
    from babel import Locale as CldrLocale
    from babel.core import UnknownLocaleError

    months: dict[str, int] = {}
    try:
        cldr = CldrLocale.parse(locale.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return months
    for usage in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for number, name in cldr.months[usage][width].items():
                folded = fold(str(name)).rstrip(".")
                if re.fullmatch(r"[^\W\d_]{3,}", folded):
                    months[folded] = number
    for key, value in extra.items():
        months.update(dict.fromkeys((fold(form) for form in forms(value) if " " not in form), int(key)))
    return months


def _ending(suffixes: Mapping[str, str]) -> re.Pattern[str] | None:
    if not suffixes:
        return None
    longest_first = sorted(suffixes, key=lambda suffix: (-len(suffix), suffix))
    return re.compile("(?:" + "|".join(map(re.escape, longest_first)) + r")\Z")


def _any_spelling(word: str) -> str:
    """A pattern for a folded word in every spelling that folds to it (Arabic alef, ya and ha)."""
    return "".join({"ا": "[اأإآٱ]", "ي": "[يى]", "ه": "[هة]"}.get(letter) or re.escape(letter) for letter in word)


def _alternation(phrases: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    if not longest_first:
        return None
    spelled = (r"\s+".join(map(_any_spelling, phrase.split())) for phrase in longest_first)
    return re.compile(r"(?<!\w)(?:" + "|".join(spelled) + r")(?!\w)", re.IGNORECASE)

"""The tables of one language, ready for look-ups; each is made when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeAlias

from l10n.checks.language.cldr import Numerals, months_of, numerals_of
from l10n.checks.language.datafile import Table, fold, folded_forms, forms, read_table, section
from l10n.checks.language.phrases import Phrases
from l10n.checks.language.words import NumberWords

_TOKEN = re.compile(r"\w+|[^\w\s]")
SpokenTimes: TypeAlias = tuple[tuple[tuple[str, ...], int], ...]
"""Words (folded) and the minutes they add to an hour; the longest first."""


@lru_cache(maxsize=64)
def load_language(locale: str) -> Language:
    """Return the tables of a locale; one without a data file has CLDR's alone."""
    return Language(locale, read_table(locale.partition("-")[0].casefold()))


@dataclass(frozen=True, eq=False)
class Language:
    """The tables of one locale."""

    locale: str
    table: Table = field(repr=False)
    """The data file as it is, for other checks."""

    @property
    def has_words(self) -> bool:
        """False where the number words of the language are unknown."""
        return bool(self.table)

    @cached_property
    def numerals(self) -> Numerals:
        return numerals_of(self.locale, self.table)

    @cached_property
    def months(self) -> Mapping[str, int]:
        """1 to 12 by name."""
        return months_of(self.locale, self.table)

    @cached_property
    def words(self) -> NumberWords:
        return NumberWords(self.table)

    @cached_property
    def phrases(self) -> Phrases:
        replacements = dict(self.words.phrases)
        replacements |= {fold(phrase): str(meaning) for phrase, meaning in section(self.table, "phrases").items()}
        for key, value in section(self.table, "months").items():
            if spaced := [fold(form) for form in forms(value) if " " in form]:
                name = next((name for name, number in self.months.items() if number == int(key)), "")
                replacements.update(dict.fromkeys(spaced, name))
        return Phrases(replacements, self.words.glue)

    @cached_property
    def units(self) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """First word of a unit's name to its full names (as folded words), longest first."""
        names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, unit in folded_forms(section(self.table, "units")):
            words = tuple(form.split())
            names.setdefault(words[0], []).append((words, unit))
        return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in names.items()}

    @cached_property
    def suffix_units(self) -> Mapping[str, str]:
        """What an ending of a number word counts: `-jarig`, `-maal`."""
        return dict(folded_forms(section(self.table, "suffixes")))

    @cached_property
    def suffixes(self) -> re.Pattern[str] | None:
        """The longest such ending of a word; None where the language has none."""
        if not self.suffix_units:
            return None
        longest_first = sorted(self.suffix_units, key=lambda suffix: (-len(suffix), suffix))
        return re.compile("(?:" + "|".join(map(re.escape, longest_first)) + r")\Z")

    @cached_property
    def adverbs(self) -> Mapping[str, str]:
        """Words that are a period by themselves: `daily`."""
        return dict(folded_forms(section(self.table, "adverbs")))

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Names of Latin letters in another script, for identifiers such as B12."""
        return dict(folded_forms(section(self.table, "letters")))

    @cached_property
    def lists(self) -> Mapping[str, frozenset[str]]:
        """Small sets of words by name: `and`, `of`, `range`, `join`, `per-words`, `ordinal-marks`, `clock-am`, ..."""
        named: dict[str, object] = dict(self._compose)
        for name in ("clock", "century", "per"):
            for key, value in section(self.table, name).items():
                named[f"{name}-{key}"] = value
        return {name: frozenset(fold(form) for form in forms(value)) for name, value in named.items()}

    @cached_property
    def proclitics(self) -> tuple[str, ...]:
        """What may stand before a word without a space; the longest first."""
        return tuple(sorted(map(fold, forms(self._compose.get("proclitics"))), key=len, reverse=True))

    @cached_property
    def and_half(self) -> tuple[tuple[str, ...], ...]:
        """Words after a number that add a half."""
        return tuple(tuple(_TOKEN.findall(fold(phrase))) for phrase in forms(self._compose.get("and-half")))

    @cached_property
    def spoken_times(self) -> SpokenTimes:
        """Words before an hour and the minutes they add: (`half`, `past`) is 30."""
        return self._spoken("spoken")

    @cached_property
    def spoken_after(self) -> SpokenTimes:
        """Words behind an hour and the minutes they add: (`y`, `cuarto`) is 15."""
        return self._spoken("spoken-after")

    @cached_property
    def is_ones_first(self) -> bool:
        """Five-and-twenty."""
        return self._compose.get("ones-first") is True

    @cached_property
    def is_vigesimal(self) -> bool:
        """Sixty and eighty go on to nineteen more: soixante-quinze."""
        return self._compose.get("vigesimal") is True

    @property
    def _compose(self) -> Table:
        return section(self.table, "compose")

    def _spoken(self, name: str) -> SpokenTimes:
        spoken = section(section(self.table, "clock"), name)
        found = [(tuple(form.split()), int(offset)) for form, offset in folded_forms(spoken)]
        return tuple(sorted(found, key=lambda item: -len(item[0])))

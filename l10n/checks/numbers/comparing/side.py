"""One of the two texts: what it says in numbers, in which language, and what it may leave unsaid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from l10n.checks.language import Language, load_units
from l10n.checks.numbers.comparing.measure import dimension_of
from l10n.checks.numbers.model import Numbers, Quantity

_UNSAID = frozenset(["year", "hour", "times"])
"""Units that a language may leave to the reader: she is 45, at 8, 3 times 10."""
_AGED = re.compile(r"\d+s")
"""The over-65s are no seconds."""
_LONG, _ALIKE = 5, 0.8
_FEVER = range(30, 46)


@dataclass(frozen=True, eq=False)
class Side:
    """A text on one side of the comparison."""

    numbers: Numbers
    language: Language

    @cached_property
    def dimensions(self) -> frozenset[str]:
        """What its quantities measure."""
        return frozenset(dimension_of(one.unit)[0] for one in self.numbers.quantities if one.unit)

    def says_any(self, words: frozenset[str]) -> bool:
        """True where one of these folded words stands in the text."""
        return not words.isdisjoint(self.numbers.words)

    def may_leave_unsaid(self, full: Quantity, bare: Quantity) -> bool:
        """True where the unit of `full` goes without saying beside `bare`, or stands elsewhere in this text.

        A list, a range or a table names its unit once (100, 200 and 500 mg); an age, an hour, a body height, a fever
        or a blood pressure may have none.
        """
        if not self.language.has_words or "time" in (full.kind, bare.kind) or full.is_ordinal or bare.is_ordinal:
            return True
        if full.unit in _UNSAID or (full.unit not in load_units()[0] and "/" not in full.unit):
            return True
        return self._says_elsewhere(full, bare) or self._is_understood(full)

    def _says_elsewhere(self, full: Quantity, bare: Quantity) -> bool:
        dimension, _ = dimension_of(full.unit)
        if dimension in self.dimensions or full.unit in self.numbers.mentions:
            return True
        return self._names_unit_of(dimension) or self._is_unit_like(bare.noun, full)

    def _names_unit_of(self, dimension: str) -> bool:
        """True where the text names such a unit apart from its numbers: the head of a table, a form not listed."""
        symbols = load_units()[1]
        for word in self.numbers.words:
            if len(word) < 2:
                continue
            names = [name for spelled, name in self.language.units.get(word, ()) if len(spelled) == 1]
            if word in symbols:
                names.append(symbols[word])
            if any(dimension_of(name)[0] == dimension for name in names):
                return True
        return False

    def _is_unit_like(self, noun: str, full: Quantity) -> bool:
        """True where the word after a bare number is the unit in a spelling that nobody listed."""
        if len(noun) < _LONG:
            return False
        forms = {spelled[0] for found in self.language.units.values() for spelled, unit in found if unit == full.unit}
        forms.update(word for word in full.text.casefold().split() if len(word) >= _LONG)
        return any(SequenceMatcher(None, noun, form).ratio() >= _ALIKE for form in forms)

    def _is_understood(self, full: Quantity) -> bool:
        """True for what any reader takes for an age, a blood pressure, a fever or a body height."""
        if _AGED.fullmatch(full.text):
            return True
        if full.unit == "mmHg":
            return any(one.link == "range" for one in self.numbers.quantities)
        if dimension_of(full.unit)[0] == "celsius":
            return int(full.value) in _FEVER and full.value.denominator > 1
        return full.unit == "m" and full.value < 3 and full.value.denominator > 1

"""The words of a language that say something about numbers, as its data file lists them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from l10n.checks.language.datafile import Table, fold, forms, section
from l10n.checks.language.glued import Glue, glue_of

WordKind: TypeAlias = Literal[
    "cardinal", "ordinal", "fraction", "times", "weak", "quantity", "dual", "article", "factor"
]
_COUNTED: tuple[tuple[str, WordKind], ...] = (
    ("fractions", "fraction"),
    ("times", "times"),
    ("weak", "weak"),
    ("factors", "factor"),
)


class Word(NamedTuple):
    """What a word says about numbers."""

    kind: WordKind
    value: Fraction
    unit: str = ""
    is_weak: bool = False


class NumberWords:
    """What each word says: the listed ones, and those that the language makes of them, which are read when asked for."""

    def __init__(self, table: Table) -> None:
        self.glue: Glue | None = glue_of(section(table, "cardinals"), section(table, "compose"))
        self.phrases: dict[str, str] = {}
        """Forms of several words, and the digits they stand for."""
        self._listed: dict[str, Word] = {}
        for form, word in _cardinals_and_ordinals(table):
            self._put(form, word)
        for form, word in _counted(table):
            self._put_counted(form, word)
        for form, word in _with_unit(table):
            self._put(form, word)
        for form in forms(section(table, "compose").get("articles")):
            known = self.get(fold(form))
            if known is None or known.kind == "weak":
                self._put(form, Word("article", Fraction(1), is_weak=True))

    def get(self, form: str) -> Word | None:
        """What a folded word says, or None."""
        word = self._listed.get(form)
        if word is not None or self.glue is None:
            return word
        found = self.glue.read(form)
        return None if found is None else Word(*found)

    def _put(self, form: str, word: Word) -> None:
        """File a form; one of several words becomes a phrase that is read as its digits."""
        folded = fold(form)
        if " " in folded or "-" in folded:
            self.phrases[folded] = str(word.value)
        else:
            self._listed[folded] = word

    def _put_counted(self, form: str, word: Word) -> None:
        """A weak form of a known word makes that word weak; a fraction that is an ordinal as well stays an ordinal."""
        folded = fold(form)
        known = self.get(folded)
        if word.kind == "weak" and known is not None:
            self._listed[folded] = known._replace(is_weak=True)
        elif word.kind != "fraction" or known is None or known.kind != "ordinal":
            self._put(form, word)


def _cardinals_and_ordinals(table: Table) -> Iterator[tuple[str, Word]]:
    kinds: tuple[tuple[str, WordKind], ...] = (("cardinals", "cardinal"), ("ordinals", "ordinal"))
    for name, kind in kinds:
        for key, value in section(table, name).items():
            for form in forms(value):
                yield form, Word(kind, Fraction(int(key)), is_weak=int(key) == 1)


def _counted(table: Table) -> Iterator[tuple[str, Word]]:
    for name, kind in _COUNTED:
        unit: str = kind if kind in ("times", "factor") else ""
        for key, value in section(table, name).items():
            for form in forms(value):
                yield form, Word(kind, Fraction(key), unit, is_weak=kind in ("weak", "factor") or key == "1")


def _with_unit(table: Table) -> Iterator[tuple[str, Word]]:
    for key, value in section(table, "quantities").items():
        number, _, unit = key.partition(" ")
        for form in forms(value):
            yield form, Word("quantity", Fraction(number), unit, is_weak=unit == "month")
    for unit, value in section(table, "duals").items():
        for form in forms(value):
            yield form, Word("dual", Fraction(2), unit)

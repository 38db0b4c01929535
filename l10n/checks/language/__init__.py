"""What the checks know of a language: its numerals from CLDR, its words from one data file in `languages/`.

A language without a file still has CLDR's digits, separators and month names; a new language is one file.
"""

from l10n.checks.language.cldr import Numerals
from l10n.checks.language.datafile import Table, fold, forms, section
from l10n.checks.language.tables import Language, load_language
from l10n.checks.language.units import Unit, load_units
from l10n.checks.language.words import Word, WordKind

__all__ = [
    "Language",
    "Numerals",
    "Table",
    "Unit",
    "Word",
    "WordKind",
    "fold",
    "forms",
    "load_language",
    "load_units",
    "section",
]

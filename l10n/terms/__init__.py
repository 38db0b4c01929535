"""The glossary: which terms a text uses and whether a translation renders them as the termbase asks."""

from l10n.terms.judge import Hit, Matcher, Rendering, Requirement, Verdict, compile_termbase
from l10n.terms.table import read_table, rows_of, termbase_of, write_table
from l10n.terms.termbase import Case, Concept, Match, Status, Term, Termbase, joined

__all__ = [
    "Case",
    "Concept",
    "Hit",
    "Match",
    "Matcher",
    "Rendering",
    "Requirement",
    "Status",
    "Term",
    "Termbase",
    "Verdict",
    "compile_termbase",
    "joined",
    "read_table",
    "rows_of",
    "termbase_of",
    "write_table",
]

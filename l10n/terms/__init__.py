"""The glossary: which terms a text uses and whether a translation renders them as the termbase asks."""

from l10n.terms.judge import Matcher, compile_termbase
from l10n.terms.table import read_table, rows_of, termbase_of, write_table
from l10n.terms.termbase import Case, Concept, Match, Status, Term, Termbase, joined
from l10n.terms.verdict import Hit, Rendering, Requirement, Verdict

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

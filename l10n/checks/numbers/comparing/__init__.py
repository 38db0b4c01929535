"""The steps of comparing what two texts say in numbers; `l10n.checks.numbers.compare` takes them in order."""

MOST = 60
"""So many unmatched numbers are compared in every way; a table with more is beyond help and stays linear."""

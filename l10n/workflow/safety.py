"""The dangerous differences of two sources, as merge is given them: the safety facts of inline text."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def safety_changes(old: str, new: str, *, locale: str) -> tuple[str, ...]:
    """Return what an edit of inline text changed in numbers, units, negations and comparisons, one line each."""
    from l10n.checks.safety import safety_changes as changes_of_text
    from l10n.inline import plain

    return changes_of_text(plain(old), plain(new), locale)


def prepare(locale: str) -> None:
    """Load what the facts of a language are found with."""
    from l10n.checks.safety import safety_facts

    safety_facts("", locale)

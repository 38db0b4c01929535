"""Random values for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from l10n.model import Entry


def random_entries(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[Entry]:
    """Entries whose fields come from these strategies; every other field has its default, not any value of its type."""
    return st.fixed_dictionaries(fields).map(lambda values: Entry(**values))  # type: ignore[arg-type]

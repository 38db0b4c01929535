"""Catalogs in which an editor dropped every `fuzzy` flag: the flags back where nobody has read the text."""

from __future__ import annotations

from dataclasses import replace

from l10n.model import Catalog


def with_judged_drafts(catalog: Catalog) -> Catalog:
    """Return the catalog with a state of its own for each obsolete entry that has a draft line and is not fuzzy.

    Another program made it obsolete. It is settled as an active entry would be: where other entries are fuzzy, a person
    cleared the flag; where none is, and the text stands as a machine wrote it, nothing shows that.
    """
    entries = catalog.entries
    if not any(entry.obsolete and entry.comments and not entry.fuzzy and entry.draft for entry in entries):
        return catalog
    flags_are_kept = any(entry.fuzzy for entry in catalog.active)
    return replace(
        catalog,
        entries=tuple(
            entry
            if not entry.obsolete or entry.fuzzy or not entry.draft
            else entry.without_notes("draft")
            if flags_are_kept or not entry.is_untouched_draft
            else entry._replace(fuzzy=True)
            for entry in entries
        ),
    )


def with_lost_flags(catalog: Catalog) -> Catalog:
    """Return the catalog with `fuzzy` on what lost it (`Catalog.lost_fuzzy`).

    Only the catalog as it was saved shows that; before its entries go into another one they say it themselves.
    """
    if not (lost := catalog.lost_fuzzy):
        return catalog
    return replace(
        catalog,
        entries=tuple(
            entry._replace(fuzzy=True) if entry.key in lost and not entry.obsolete else entry
            for entry in catalog.entries
        ),
    )

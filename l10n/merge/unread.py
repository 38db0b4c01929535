"""Catalogs in which an editor dropped every `fuzzy` flag: the flags back where nobody has read the text."""

from __future__ import annotations

from dataclasses import replace

from l10n.model import Catalog


def with_lost_flags(catalog: Catalog) -> Catalog:
    """Return the catalog with `fuzzy` on what lost it (`Catalog.lost_fuzzy`).

    Only the catalog as it was saved shows that; before its entries go into another one they say it themselves.
    """
    if not (lost := catalog.lost_fuzzy):
        return catalog
    return replace(
        catalog,
        entries=tuple(
            replace(entry, fuzzy=True) if entry.key in lost and not entry.obsolete else entry
            for entry in catalog.entries
        ),
    )

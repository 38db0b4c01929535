"""The check `lost-fuzzy`: texts that lost their mark all at once, without a person who read them."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import CatalogView, Context, Remark, catalog_check
from l10n.model import Severity


@catalog_check("lost-fuzzy", Severity.ERROR)
def lost_fuzzy(view: CatalogView, context: Context) -> Iterator[Remark]:
    """Machine drafts did not lose the flag `fuzzy` all at once.

    Some editors (OmegaT) drop the flag from every entry when they save, so that nothing shows whether a person
    read the drafts. Where no entry is fuzzy any more and drafts or imported texts stand as they were made, they
    stay unreviewed, and stale translations with them, until `l10n review accept` confirms them. A text that was
    edited is its editor's own.
    """
    lost = view.catalog.lost_fuzzy
    if not lost:
        return
    count = (
        "1 text lost the flag fuzzy and stands"
        if len(lost) == 1
        else f"{len(lost)} texts lost the flag fuzzy and stand"
    )
    yield Remark(
        f"{count} unedited: an editor may have dropped the flag when it saved. Read what is not reviewed, then confirm "
        "it with `l10n review accept`."
    )

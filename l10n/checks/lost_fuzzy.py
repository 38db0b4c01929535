"""The check `lost-fuzzy`: drafts that lost their mark all at once, without a person who read them."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import CatalogView, Context, Remark, catalog_check
from l10n.model import Severity


@catalog_check("lost-fuzzy", Severity.ERROR)
def lost_fuzzy(view: CatalogView, context: Context) -> Iterator[Remark]:
    """Machine drafts did not lose the flag `fuzzy` all at once.

    Some editors (OmegaT) drop the flag from every entry when they save, so that nothing shows whether a person
    read the drafts. Where not one draft was edited this is an error, and the drafts stay drafts until
    `l10n review accept` confirms them. Where some were edited it is a warning: the others may have been read, or not.
    """
    if lost := view.catalog.lost_fuzzy:
        yield Remark(
            f"All {len(lost)} machine drafts lost the flag fuzzy and none was edited: an editor dropped it when it"
            " saved. Read them, then confirm them with `l10n review accept`."
        )
        return
    active = view.catalog.active
    drafted = [entry for entry in active if entry.draft is not None and entry.target]
    untouched = [entry for entry in drafted if entry.is_untouched_draft]
    if len(untouched) < 2 or len(untouched) == len(drafted) or any(entry.fuzzy for entry in active):
        return
    yield Remark(
        f"No entry is fuzzy, though {len(untouched)} of {len(drafted)} machine drafts stand as the machine wrote"
        " them. If your editor drops the flag when it saves, look at these again.",
        severity=Severity.WARNING,
    )

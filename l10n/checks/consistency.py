"""The check `consistency`: one text, one translation."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import CatalogView, Context, Pair, Remark, catalog_check
from l10n.model import Severity


@catalog_check("consistency", Severity.INFO)
def consistency(view: CatalogView, context: Context) -> Iterator[Remark]:
    """Texts that are the same but for case, white space and codes are translated the same way within an article.

    A heading, its entry in the table of contents and a button often repeat each other; a reader notices when the
    translations differ. Entries with a context of their own (msgctxt) are left alone: they differ on purpose.
    """
    first: dict[str, Pair] = {}
    for pair in view.pairs:
        if not pair.target or pair.entry.context or pair.entry.fuzzy:
            continue
        earlier = first.setdefault(_norm(pair.source_text), pair)
        if earlier is not pair and _norm(earlier.target_text) != _norm(pair.target_text):
            yield Remark(
                f"The same text is translated «{earlier.target_text}» elsewhere in this article"
                f"{f' (line {earlier.entry.line})' if earlier.entry.line else ''}.",
                entry=pair.entry,
            )


def _norm(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".:")

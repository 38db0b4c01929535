"""Merge many articles: processes share what merges as text, and one writes, in the order of the articles.

What a catalog gets from other articles depends on how these stood before the run: that is looked up first, and every
merge that needs more of it is made by the first process, in its turn. So the result is that of one process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.project import Article
from l10n.workflow.merge import Merged, Merger, Proposal
from l10n.workflow.parallel import in_turns, process_count

MANY = 20
"""From so many articles on whose catalogs are to be merged, several processes share them."""


def merge_many(
    merger: Merger, articles: Sequence[Article], locales: Sequence[Locale], *, dry_run: bool = False
) -> Iterator[Merged | L10nError]:
    """Bring the catalogs of each article up to it, article by article; yield what became of each, or why it cannot be."""
    new = [article for article in articles if not all(merger.settled(article, locale) for locale in locales)]
    shared: list[Article] = merger.prepare(new, locales) if process_count(len(new), least=MANY) > 1 else []
    proposed = dict.fromkeys(shared)
    proposals = in_turns(partial(_propose, merger, locales), shared, least=MANY)
    for article in articles:
        found: Sequence[Proposal | None] = next(proposals) if article in proposed else [None] * len(locales)
        for locale, proposal in zip(locales, found, strict=True):
            try:
                yield merger.merge(article, locale, dry_run=dry_run, proposal=proposal)
            except L10nError as error:
                yield error


def _propose(merger: Merger, locales: Sequence[Locale], article: Article) -> list[Proposal | None]:
    return [merger.propose(article, locale) for locale in locales]

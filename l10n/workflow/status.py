"""Status: how far each article is in each locale, and whether its page may be published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from l10n.locales import Locale
from l10n.project import Article
from l10n.workflow.gate import Verdict, judge
from l10n.workflow.reading import Reader


def status(reader: Reader, articles: Sequence[Article], locales: Sequence[Locale]) -> Iterator[Verdict]:
    """Yield the gate's verdict on each article in each locale; nothing is written."""
    for article in articles:
        for locale in locales:
            yield judge(reader, article, locale)
    reader.memo.save()

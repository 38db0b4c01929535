"""Status: how far each article is in each locale, and whether its page may be published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.project import Article
from l10n.workflow.gate import Verdict, judge
from l10n.workflow.gate_many import judge_ahead
from l10n.workflow.reading import Reader


def status(
    reader: Reader, articles: Sequence[Article], locales: Sequence[Locale], *, failed: Callable[[L10nError], None]
) -> Iterator[Verdict]:
    """Yield the gate's verdict on each article in each locale; nothing of the project is written.

    An article or catalog that cannot be read is handed to `failed`.
    """
    places = [(article, locale) for article in articles for locale in locales]
    judge_ahead(reader, places)
    for article, locale in places:
        try:
            verdict = judge(reader, article, locale)
        except L10nError as error:
            failed(error)
            continue
        yield verdict
    reader.memo.save()

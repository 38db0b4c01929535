"""Withdrawing: pages that no longer pass, or whose article or locale is no more, leave the output folder."""

from __future__ import annotations

from l10n.exchange.files import remove
from l10n.locales import Locale
from l10n.project import Article
from l10n.workflow.moves import Moves
from l10n.workflow.reading import Reader

_PAGES = "pages"


def withdraw(reader: Reader, article: Article, locale: Locale) -> bool:
    """Remove the page of an article that is held, or cannot be judged or written; return whether there was one."""
    return remove(reader.project.output_path(article.name, locale))


def withdraw_strays(reader: Reader, *, dry_run: bool) -> list[str]:
    """Remove pages of articles and locales that are no more; return their paths.

    Known are the pages that earlier builds wrote, and those whose catalog still stands though its article does not.
    Other files in the output folder are not touched.
    """
    project, memo = reader.project, reader.memo
    locales = (*project.config.locales, project.config.source_locale)
    expected = {project.output_path(article.name, locale) for article in project.articles for locale in locales}
    known = memo.recall(_PAGES, _PAGES)
    strays = {project.root / str(path) for path in known} if isinstance(known, list) else set()
    for locale in project.config.locales:
        strays |= {project.output_path(name, locale) for name in Moves(reader, locale).gone()}
    strays = {path for path in strays - expected if path.is_file()}
    if not dry_run:
        for path in strays:
            remove(path)
        memo.remember(_PAGES, _PAGES, sorted(project.relative(path) for path in expected if path.is_file()))
    return sorted(project.relative(path) for path in strays)

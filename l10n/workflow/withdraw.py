"""Withdrawing: pages that no longer pass, or whose article or locale is no more, leave the output folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from l10n.errors import L10nError
from l10n.exchange.files import remove
from l10n.locales import Locale
from l10n.project import Article
from l10n.workflow.moves import Moves
from l10n.workflow.reading import Reader

_PAGES = "pages"


def withdraw(reader: Reader, article: Article, locale: Locale) -> bool:
    """Remove the page of an article that is held, or cannot be judged or written; return whether there was one.

    Raises L10nError where it cannot be removed: it is public still.
    """
    return _remove(reader, reader.project.output_path(article.name, locale))


def withdraw_strays(reader: Reader, *, failed: Callable[[L10nError], None], dry_run: bool) -> list[str]:
    """Remove pages of articles and locales that are no more; return their paths.

    One that cannot be removed is handed to `failed`, and tried again by the next run.

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
        kept = set()
        for path in sorted(strays):
            try:
                _remove(reader, path)
            except L10nError as error:
                failed(error)
                kept.add(path)
        strays -= kept
        standing = sorted(project.relative(path) for path in expected | kept if path.is_file())
        memo.remember(_PAGES, _PAGES, standing)
    return sorted(project.relative(path) for path in strays)


def _remove(reader: Reader, path: Path) -> bool:
    try:
        return remove(path)
    except L10nError as error:
        raise L10nError(
            f"The page cannot be withdrawn and is public still. {error.message}",
            where=reader.project.relative(path),
            hint=error.hint,
        ) from error

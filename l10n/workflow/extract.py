"""Extract: articles become PO templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from l10n.exchange.files import write_bytes
from l10n.project import Article
from l10n.workflow.catalogs import template
from l10n.workflow.memo import stamps
from l10n.workflow.reading import Reader


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one article."""

    article: str
    path: str
    """The template, relative to the project."""
    units: int
    changed: bool
    """Whether the template was (or, in a dry run, would be) written."""
    warnings: tuple[str, ...] = ()
    """What the author of the page should look at, each with its place."""


def extract(reader: Reader, articles: Sequence[Article], *, dry_run: bool = False) -> Iterator[Extracted]:
    """Write the template of each article. Raises L10nError for an article that must be refused."""
    for article in articles:
        yield extract_article(reader, article, dry_run=dry_run)


def extract_article(reader: Reader, article: Article, *, dry_run: bool) -> Extracted:
    """Write the template of one article, atomically and only where it changed."""
    project, memo = reader.project, reader.memo
    path = project.template_path(article.name)
    name, stamp = f"extract {article.name}", stamps([article.path])
    known = memo.recall(name, memo.fingerprint(article, [path]))
    if isinstance(known, dict):
        return Extracted(
            article.name, project.relative(path), known["units"], changed=False, warnings=tuple(known["warnings"])
        )
    units = reader.units(article)
    data = template(project, article, units)
    if dry_run:
        changed = not path.is_file() or path.read_bytes() != data
    else:
        changed = write_bytes(path, data, derived=True)
    warnings = reader.page(article).warnings
    if not dry_run and stamp == stamps([article.path]):
        memo.remember(name, memo.fingerprint(article, [path]), {"units": len(units), "warnings": warnings})
    return Extracted(article.name, project.relative(path), len(units), changed, warnings)

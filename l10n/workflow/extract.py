"""Extract: articles become PO templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from l10n.exchange.po import format_po, write_po
from l10n.formats.base import Remark
from l10n.project import Article
from l10n.workflow.catalogs import template
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
    project = reader.project
    units = reader.units(article)
    catalog = template(project, article, units)
    path = project.template_path(article.name)
    if dry_run:
        changed = not path.is_file() or path.read_bytes() != format_po(catalog)
    else:
        changed = write_po(path, catalog, derived=True)
    document = reader.document(article)
    return Extracted(
        article=article.name,
        path=project.relative(path),
        units=len(units),
        changed=changed,
        warnings=tuple(_warning(document.path, remark) for remark in document.warnings),
    )


def _warning(path: str, remark: Remark) -> str:
    place = f"{path}:{remark.line}" if remark.line else path
    return f"{place}: {remark.message} {remark.hint}".rstrip()

"""`l10n extract`."""

from __future__ import annotations

import click

from l10n.cli.options import Shared, articles_argument, shared_options
from l10n.errors import L10nError


@click.command("extract")
@articles_argument
@click.option("--audit", is_flag=True, help="List every string of the pages as extracted, excluded or unknown.")
@shared_options
@click.pass_context
def command(ctx: click.Context, shared: Shared, articles: tuple[str, ...], audit: bool) -> None:
    """Split articles into units: one PO template each.

    Reads every article, proves that putting the units back as they came gives the file's own bytes, and writes
    locales/ARTICLE.pot. The article itself is never changed.
    """
    if audit:
        _audit(shared, articles)
        return
    from l10n.cli.output import Failures
    from l10n.workflow.extract import extract_article
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.project()
    chosen = project.select_articles(articles)
    reader = Reader(project)
    results, failures = [], Failures()
    with shared.lock(project):
        for article in output.progress(chosen, "Extracting"):
            try:
                result = extract_article(reader, article, dry_run=shared.dry_run)
            except L10nError as error:
                failures(error)
                continue
            results.append(result)
            for warning in result.warnings:
                output.warn(warning)
            verb = ("would write" if shared.dry_run else "wrote") if result.changed else "unchanged:"
            output.result(f"{result.article}: {result.units} units; {verb} {result.path}")
    output.json(
        {
            "articles": [
                {
                    "article": result.article,
                    "path": result.path,
                    "units": result.units,
                    "changed": result.changed,
                    "warnings": list(result.warnings),
                }
                for result in results
            ]
        }
    )
    ctx.exit(failures.exit_code)


def _audit(shared: Shared, articles: tuple[str, ...]) -> None:
    from l10n.formats.html import audit
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.project()
    reader = Reader(project)
    documents = []
    for article in project.select_articles(articles):
        items = audit(reader.document(article))
        path = project.relative(article.path)
        known = sum(item.status != "unknown" for item in items)
        coverage = 100.0 * known / len(items) if items else 100.0
        for item in items:
            if item.status != "extracted" or shared.verbose:
                reason = f" ({item.rule})" if item.rule else ""
                output.result(f"{path}:{item.line}: {item.status}{reason}: {item.place}: {item.text[:100]}")
        extracted = sum(item.status == "extracted" for item in items)
        output.result(
            f"{article.name}: {len(items)} strings, {extracted} extracted, {known - extracted} excluded by a rule, "
            f"{len(items) - known} unknown; coverage {coverage:.1f} %"
        )
        documents.append(
            {
                "article": article.name,
                "coverage": round(coverage, 2),
                "strings": [
                    {
                        "line": item.line,
                        "status": item.status,
                        "rule": item.rule,
                        "place": item.place,
                        "text": item.text,
                    }
                    for item in items
                ],
            }
        )
    output.json({"articles": documents})

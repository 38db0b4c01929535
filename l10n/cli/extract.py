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
        ctx.exit(_audit(shared, articles))
    from l10n.cli.output import Failures
    from l10n.workflow.extract import extract
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.project()
    chosen = project.select_articles(articles)
    reader = Reader(project)
    results, failures = [], Failures()
    with shared.lock(project):
        extracted = extract(reader, chosen, dry_run=shared.dry_run)
        for result in output.progress(extracted, "Extracting", total=len(chosen)):
            if isinstance(result, L10nError):
                failures(result)
                continue
            results.append(result)
            for warning in result.warnings:
                output.warn(warning)
            verb = ("would write" if shared.dry_run else "wrote") if result.changed else "unchanged:"
            noun = "unit" if result.units == 1 else "units"
            output.result(f"{result.article}: {result.units} {noun}; {verb} {result.path}")
    reader.memo.save()
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


def _audit(shared: Shared, articles: tuple[str, ...]) -> int:
    """Print the audit of each article; return the exit code."""
    from collections import Counter

    from l10n.cli.output import Failures
    from l10n.formats.base import Status
    from l10n.formats.html import audit
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.project()
    reader = Reader(project)
    documents = []
    failures = Failures()
    for article in project.select_articles(articles):
        try:
            found = audit(reader.document(article))
        except L10nError as error:
            failures(error)
            continue
        path = project.relative(article.path)
        counts = Counter(item.status for item in found.items)
        for item in found.items:
            if item.status is not Status.EXTRACTED or shared.verbose:
                rule = f" ({item.rule})" if item.rule else ""
                output.result(f"{path}:{item.line}: {item.status}{rule}: {item.place}: {item.text[:100]}")
        output.result(
            f"{article.name}: {len(found.items)} strings, {counts[Status.EXTRACTED]} extracted, "
            f"{counts[Status.EXCLUDED]} excluded by a rule, {counts[Status.UNKNOWN]} unknown; "
            f"coverage {found.coverage:.1%}"
        )
        documents.append(
            {
                "article": article.name,
                "coverage": round(100 * found.coverage, 2),
                "strings": [
                    {
                        "line": item.line,
                        "status": item.status.value,
                        "rule": item.rule,
                        "place": item.place,
                        "text": item.text,
                    }
                    for item in found.items
                ],
            }
        )
    output.json({"articles": documents})
    return failures.exit_code

"""`l10n build`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10n.cli.options import Shared, articles_argument, shared_options

if TYPE_CHECKING:
    from l10n.cli.output import Output
    from l10n.workflow.build import Built


@click.command("build")
@articles_argument
@click.option("--strict", is_flag=True, help="Let warnings hold a page too, and end with 3 for every page held.")
@shared_options
@click.pass_context
def command(ctx: click.Context, shared: Shared, articles: tuple[str, ...], strict: bool) -> None:
    """Run all steps: extract, merge, check, export.

    A second run changes nothing and says so. Machine drafts are made by `l10n draft`, never here. Exit code 3 where
    an error of a check holds a page; a page held only because it is unfinished is normal. With --dry-run pages are
    judged by the PO files as they stand.
    """
    from l10n.cli.merge import merged_json
    from l10n.cli.output import Failures
    from l10n.cli.verdicts import exit_code, exported_json
    from l10n.workflow.build import build
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.judging_project()
    chosen, locales = project.select_articles(articles), shared.locales(project)
    built, failures = [], Failures()
    strays: list[str] = []
    with shared.lock(project):
        reader = Reader(project)
        steps = build(
            reader, chosen, locales, failed=failures, withdrawn=strays.append, strict=strict, dry_run=shared.dry_run
        )
        for result in output.progress(steps, "Building", total=len(chosen)):
            built.append(result)
            _print(output, result, dry_run=shared.dry_run)
    for path in strays:
        output.result(f"{path}: {'would be ' if shared.dry_run else ''}withdrawn (its article or locale is no more)")
    pages = [page for result in built for page in result.exported]
    held = sum(page.verdict is not None and not page.verdict.is_open for page in pages)
    changed = any(result.changed for result in built) or bool(strays)
    output.result(
        f"{len(pages) - held} page{'s' if len(pages) - held != 1 else ''} published, {held} held"
        + (f", {failures.count} could not be built" if failures.count else "")
        + ("." if changed else "; nothing changed since the last build.")
    )
    output.json(
        {
            "changed": changed,
            "catalogs": [merged_json(merged) for result in built for merged in result.merged],
            "pages": [exported_json(page) for page in pages],
            "withdrawn": [*(path for result in built for path in result.withdrawn), *strays],
        }
    )
    ctx.exit(failures.exit_code or exit_code(pages, strict=strict))


def _print(output: Output, built: Built, *, dry_run: bool) -> None:
    from l10n.cli.merge import merged_line
    from l10n.cli.verdicts import print_exported, withdrawn_line

    for warning in built.extracted.warnings if built.extracted else ():
        output.warn(warning)
    if built.extracted and built.extracted.changed:
        output.result(f"{'would write' if dry_run else 'wrote'} {built.extracted.path}")
    for merged in built.merged:
        if merged.changed:
            output.result(merged_line(merged, dry_run=dry_run))
    for page in built.exported:
        print_exported(output, page, dry_run=dry_run)
    for path in built.withdrawn:
        output.result(withdrawn_line(path))

"""`l10n merge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10n.cli.options import Shared, articles_argument, shared_options
from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.workflow.merge import Merged


@click.command("merge")
@articles_argument
@shared_options
@click.pass_context
def command(ctx: click.Context, shared: Shared, articles: tuple[str, ...]) -> None:
    """Bring the PO files up to their articles.

    A translation whose source is the same stays reviewed; one whose source was edited becomes stale, with the old
    source and what changed beside it; one whose source is gone becomes obsolete and comes back when the source
    does. Reviewed text is never overwritten.
    """
    from l10n.cli.output import Failures
    from l10n.workflow.merge import Merger
    from l10n.workflow.merge_many import merge_many
    from l10n.workflow.reading import Reader
    from l10n.workflow.terms import terms_in_use

    output, project = shared.output, shared.judging_project()
    reader = Reader(project)
    terms_in_use(reader)
    merger = Merger(reader)
    chosen, locales = project.select_articles(articles), shared.locales(project)
    results, failures = [], Failures()
    with shared.lock(project):
        merges = merge_many(merger, chosen, locales, dry_run=shared.dry_run)
        for merged in output.progress(merges, "Merging", total=len(chosen) * len(locales)):
            if isinstance(merged, L10nError):
                failures(merged)
                continue
            results.append(merged)
            output.result(merged_line(merged, dry_run=shared.dry_run))
        if not (articles or shared.dry_run or failures.exit_code):
            for path in merger.finish():
                output.result(f"removed {path} (its translations went along with the article)")
        reader.memo.save()
    output.json({"catalogs": [merged_json(merged) for merged in results]})
    ctx.exit(failures.exit_code)


def merged_line(merged: Merged, *, dry_run: bool) -> str:
    """One line on what a merge did to a catalog."""
    verb = ("would write" if dry_run else "wrote") if merged.changed else "unchanged:"
    news = [
        f"{count} {word}"
        for count, word in (
            (merged.new, "new"),
            (merged.became_stale, "became stale"),
            (merged.retired, "became obsolete"),
            (merged.returned, "came back"),
        )
        if count
    ]
    if merged.was_blank:
        news.insert(0, "the file was empty")
    return f"{verb} {merged.path}" + (f" ({', '.join(news)})" if news else "")


def merged_json(merged: Merged) -> dict[str, object]:
    """One catalog after the merge."""
    return {
        "article": merged.article,
        "locale": merged.locale,
        "path": merged.path,
        "changed": merged.changed,
        "units": {state.value: count for state, count in merged.counts.items()},
        "new": merged.new,
        "became_stale": merged.became_stale,
        "became_obsolete": merged.retired,
        "came_back": merged.returned,
        "was_empty": merged.was_blank,
    }

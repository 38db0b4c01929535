"""`l10n cache`."""

from __future__ import annotations

import click

from l10n.cli.options import Shared, shared_options


@click.group("cache")
def command() -> None:
    """Show or clear the kept answers of engines.

    A text that an engine answered is not sent again. The cache is no memory: that holds reviewed translations only.
    """


@command.command("stats")
@shared_options
def stats_command(shared: Shared) -> None:
    """Show how many answers of each engine are kept."""
    from l10n.workflow.draft import cache_path, open_cache

    output, project = shared.output, shared.project()
    with open_cache(project, persistent=cache_path(project).is_file()) as cache:
        stats = cache.stats()
    if stats:
        rows = [(item.engine, f"{item.answers:,}", f"{item.chars:,}") for item in stats]
        output.table(("engine", "answers", "characters saved"), rows, right=(1, 2))
    else:
        output.result("The cache is empty.")
    output.json({"cache": [{"engine": item.engine, "answers": item.answers, "chars": item.chars} for item in stats]})


@command.command("clear")
@click.option("--engine", default="", metavar="NAME", help="Forget the answers of this engine only.")
@shared_options
def clear_command(shared: Shared, engine: str) -> None:
    """Forget kept answers; they will be asked, and paid, again."""
    from l10n.workflow.draft import cache_path, open_cache

    output, project = shared.output, shared.project()
    with open_cache(project, persistent=cache_path(project).is_file()) as cache:
        known = sum(item.answers for item in cache.stats() if engine in ("", item.engine))
        count = known if shared.dry_run else cache.clear(engine)
    output.result(f"{'would forget' if shared.dry_run else 'forgot'} {count:,} answers")
    output.json({"cleared": count})

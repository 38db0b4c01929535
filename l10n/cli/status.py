"""`l10n status`."""

from __future__ import annotations

import click

from l10n.cli.options import Shared, articles_argument, shared_options


@click.command("status")
@articles_argument
@shared_options
@click.pass_context
def command(ctx: click.Context, shared: Shared, articles: tuple[str, ...]) -> None:
    """Show how far each article is in each locale, and what holds its page.

    A machine's draft never counts as translated: a page is published when every unit is reviewed by a person and
    no error of a check stands.
    """
    from l10n.cli.output import Failures
    from l10n.cli.verdicts import STATUS_HEADINGS, verdict_json, verdict_row
    from l10n.workflow.reading import Reader
    from l10n.workflow.status import status

    output, project = shared.output, shared.judging_project()
    chosen = project.select_articles(articles)
    failures = Failures()
    verdicts = list(status(Reader(project), chosen, shared.locales(project), failed=failures))
    output.table(STATUS_HEADINGS, (verdict_row(verdict) for verdict in verdicts), right=range(2, 8))
    for verdict in verdicts:
        for reason in verdict.reasons:
            output.result(f"{verdict.article} {verdict.locale}: {reason}")
    output.json({"articles": [verdict_json(verdict) for verdict in verdicts]})
    ctx.exit(failures.exit_code)

"""`l10n review`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from l10n.cli.options import ONE_LOCALE, Shared, articles_argument, shared_options, shared_options_with
from l10n.errors import UsageError
from l10n.notes import read_notes

if TYPE_CHECKING:
    from l10n.workflow.review import Accepted, Waiting


@click.group("review")
def command() -> None:
    """List what waits for a person, and accept what is good.

    A translator may as well clear the fuzzy flag in any PO editor. `l10n review accept` does the same on the
    command line, and refuses what breaks a check.
    """


@command.command("list")
@articles_argument
@click.option("--limit", type=click.IntRange(min=1), help="Show this many for each catalog.")
@shared_options
@click.pass_context
def list_command(ctx: click.Context, shared: Shared, articles: tuple[str, ...], limit: int | None) -> None:
    """List drafts and stale translations, the most dangerous first.

    Each has an id for `l10n review accept --id` and the line of the PO file where a person can edit it.
    """
    from l10n.cli.output import Failures
    from l10n.workflow.reading import Reader
    from l10n.workflow.review import waiting

    output, project = shared.output, shared.judging_project()
    chosen, failures = project.select_articles(articles), Failures()
    found = list(waiting(Reader(project), chosen, shared.locales(project), failed=failures))
    counts: Counter[str] = Counter()
    shown = []
    for item in found:
        counts[item.path] += 1
        if limit is None or counts[item.path] <= limit:
            shown.append(item)
            _print(output.result, item)
    output.result(
        f"{len(found)} translation{'s' if len(found) != 1 else ''} wait{'s' if len(found) == 1 else ''} for a person."
    )
    output.json({"count": len(found), "waiting": [_json(item) for item in shown]})
    ctx.exit(failures.exit_code)


@command.command("accept")
@articles_argument
@click.option(
    "--id", "ids", multiple=True, metavar="ID", help="Accept this one (the first digits are enough); repeatable."
)
@click.option(
    "--all", "everything", is_flag=True, help="Accept all drafts and stale translations of the catalogs named."
)
@shared_options_with(locale=ONE_LOCALE)
@click.pass_context
def accept_command(
    ctx: click.Context, shared: Shared, articles: tuple[str, ...], ids: tuple[str, ...], everything: bool
) -> None:
    """Accept translations: they become reviewed and may be published.

    This is your word as a person that you read them. What breaks a check stays as it was (exit code 3).
    """
    if bool(ids) == everything:
        raise UsageError("Say which: --id ID (repeatable) or --all.", hint="`l10n review list` shows the ids.")
    from l10n.cli.output import Failures
    from l10n.workflow.reading import Reader
    from l10n.workflow.review import accept, waiting

    output, project = shared.output, shared.judging_project()
    locale = shared.one_locale(project, example="l10n review accept -l en --id 3f2a91c0")
    reader, chosen = Reader(project), project.select_articles(articles)
    results: list[Accepted] = []
    failures = Failures()
    with shared.lock(project):
        found = list(waiting(reader, chosen, [locale], failed=failures))
        wanted = found if everything else [_find(prefix, found) for prefix in dict.fromkeys(ids)]
        for article in chosen:
            mine = [item for item in wanted if item.article == article.name]
            if mine:
                results += accept(reader, article, locale, mine, dry_run=shared.dry_run)
    for result in results:
        item = result.waiting
        verb = "refused" if not result.is_accepted else "would accept" if shared.dry_run else "accepted"
        output.result(f"{item.path}:{item.entry.line}: {verb} {item.id}")
        for finding in result.errors:
            output.result(f"  {finding.check}: {finding.message}")
    refused = sum(not result.is_accepted for result in results)
    output.result(f"{len(results) - refused} accepted, {refused} refused.")
    output.json(
        {
            "accepted": [_json(result.waiting) for result in results if result.is_accepted],
            "refused": [
                _json(result.waiting) | {"errors": [finding.message for finding in result.errors]}
                for result in results
                if not result.is_accepted
            ],
        }
    )
    ctx.exit(failures.exit_code or (3 if refused else 0))


def _find(prefix: str, found: list[Waiting]) -> Waiting:
    matches = [item for item in found if item.id.startswith(prefix.lower())]
    if len(matches) != 1:
        problem = "fits several translations" if matches else "fits no translation that waits"
        raise UsageError(
            f"The id «{prefix}» {problem}.", hint="`l10n review list` shows the ids; name the article too."
        )
    return matches[0]


_TOLD = ("changed", "conflict")
"""The comments of an entry that say why a person must look at it; safety notes are bound to a text."""


def _print(line: object, item: Waiting) -> None:
    assert callable(line)
    risks = f" [{', '.join(item.risks)}]" if item.risks else ""
    line(f"{item.path}:{item.entry.line}: {item.id} {item.state}{risks}")
    for note in read_notes(item.entry.comments):
        if note.kind in _TOLD or note.warns_of(item.entry.target):
            line(f"  {note.kind}: {note.body}")
    if item.entry.previous:
        line(f"  was: {item.entry.previous}")
    line(f"  src: {item.entry.source}")
    line(f"  tgt: {item.entry.target}")


def _json(item: Waiting) -> dict[str, object]:
    return {
        "id": item.id,
        "article": item.article,
        "locale": item.locale,
        "path": item.path,
        "line": item.entry.line,
        "state": item.state.value,
        "risks": list(item.risks),
        "notes": [{"kind": note.kind, "text": note.body} for note in read_notes(item.entry.comments)],
        "source": item.entry.source,
        "previous": item.entry.previous,
        "target": item.entry.target,
    }

"""`l10n memory`."""

from __future__ import annotations

from pathlib import Path

import click

from l10n.cli.options import ONE_LOCALE, Shared, shared_options, shared_options_with


@click.group("memory")
def command() -> None:
    """What people reviewed before: look it up, take it in, give it away.

    The memory holds the reviewed pairs of all catalogs and those of the TMX files in memory/. Machine drafts are
    never in it. `l10n draft` draws on it.
    """


@command.command("find")
@click.argument("text")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="At most this many matches.")
@click.option("--minimum", default=0.75, show_default=True, type=click.FloatRange(0.3, 1.0), help="The lowest score.")
@shared_options
def find(shared: Shared, text: str, limit: int, minimum: float) -> None:
    """Show reviewed translations of TEXT or of texts like it, best first.

    TEXT is written as in a PO file: codes as <strong>, the character < as &lt;.
    """
    from l10n.workflow.memory import open_memory

    output, project = shared.output, shared.project()
    results = []
    for locale in shared.locales(project):
        matches = open_memory(project, locale).answer(text, limit=limit, minimum=minimum)
        for match in matches:
            origin = f" ({match.origin})" if match.origin else ""
            output.result(f"{locale}  {match.score:.2f}  {match.method}{origin}\n  {match.source}\n  {match.target}")
        results += [
            {
                "locale": locale,
                "score": round(match.score, 4),
                "method": match.method,
                "source": match.source,
                "target": match.target,
                "origin": match.origin,
            }
            for match in matches
        ]
    if not results:
        output.note("Nothing like it has been reviewed.")
    output.json({"matches": results})


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@shared_options
def import_(shared: Shared, files: tuple[Path, ...]) -> None:
    """Take TMX files into the project's memory, one file a locale in memory/."""
    from l10n.workflow.memory import import_tmx

    output, project = shared.output, shared.project()
    results = []
    with shared.lock(project):
        for file in files:
            for path, count in import_tmx(project, shared.locales(project), file, dry_run=shared.dry_run).items():
                verb = "would write" if shared.dry_run else "wrote"
                output.result(f"{verb} {project.relative(path)} ({count} pairs)")
                results.append({"path": project.relative(path), "pairs": count})
    output.json({"files": results})


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@shared_options_with(locale=ONE_LOCALE)
def export(shared: Shared, file: Path) -> None:
    """Write the reviewed pairs of one locale's catalogs to a TMX FILE."""
    from l10n.workflow.memory import export_tmx

    output, project = shared.output, shared.project()
    locale = shared.one_locale(project, example="l10n memory export -l en en.tmx")
    count = export_tmx(project, locale, file, dry_run=shared.dry_run)
    output.result(f"{'would write' if shared.dry_run else 'wrote'} {file} ({count} pairs)")
    output.json({"path": str(file), "pairs": count})


@command.command("stats")
@shared_options
def stats(shared: Shared) -> None:
    """Count the reviewed pairs the memory knows, by locale and origin."""
    from l10n.workflow.memory import memory_stats

    output, project = shared.output, shared.project()
    found = [memory_stats(project, locale) for locale in shared.locales(project)]
    rows = [[item.locale, str(item.catalogs), str(sum(item.files.values())), str(item.sentences)] for item in found]
    output.table(["locale", "reviewed", "from TMX", "sentences"], rows, right=(1, 2, 3))
    output.json(
        {
            "locales": [
                {"locale": item.locale, "catalogs": item.catalogs, "files": item.files, "sentences": item.sentences}
                for item in found
            ]
        }
    )

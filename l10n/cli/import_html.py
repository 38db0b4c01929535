"""`l10n import-html`."""

from __future__ import annotations

from pathlib import Path

import click

from l10n.cli.options import ONE_LOCALE, Shared, shared_options_with

_SHOWN = 60
"""Characters of a text in a list."""


@click.command("import-html")
@click.argument("source")
@click.argument("translated", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@shared_options_with(locale=ONE_LOCALE)
def command(shared: Shared, source: str, translated: Path) -> None:
    """Fill a catalog from a page that was translated before.

    SOURCE is an article of the project, TRANSLATED the same page in the locale that -l names. Texts that surely
    belong together are filled in as fuzzy, for a person to confirm; the others are listed. A translation that is
    there already is never touched.
    """
    from l10n.workflow.import_html import import_html
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.judging_project()
    locale = shared.one_locale(project, example="l10n import-html article.html page.html -l en")
    (article,) = project.select_articles([source])
    with shared.lock(project):
        done = import_html(Reader(project), article, translated, locale, dry_run=shared.dry_run)
    verb = "would write" if shared.dry_run else "wrote" if done.filled else "unchanged:"
    output.result(f"{verb} {done.path} ({done.filled} to confirm, {done.kept} were translated already)")
    if done.is_by_chance:
        output.warn(
            "The two pages have little in common, so nothing was filled in. Is it the same article, in that language?"
        )
    for pair in done.doubtful:
        output.result(f"doubtful ({pair.doubt}): «{_short(pair.source.source)}» = «{_short(pair.target)}»")
    for unit in done.missing:
        output.result(f"not in the translation: «{_short(unit.source)}»")
    for unit in done.extra:
        output.result(f"only in the translation: «{_short(unit.source)}»")
    output.json(
        {
            "path": done.path,
            "filled": done.filled,
            "kept": done.kept,
            "doubtful": [
                {"source": pair.source.source, "target": pair.target, "doubt": pair.doubt} for pair in done.doubtful
            ],
            "missing": [unit.source for unit in done.missing],
            "extra": [unit.source for unit in done.extra],
        }
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"

"""`l10n init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("-l", "--locale", "locales", multiple=True, metavar="TAG", help="A locale to translate into; repeatable.")
@click.option("--source-locale", default="nl", show_default=True, metavar="TAG", help="The language of the articles.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be made; write nothing.")
def command(folder: Path, locales: tuple[str, ...], source_locale: str, dry_run: bool) -> None:
    """Begin a project: a [tool.l10n] table in pyproject.toml, folders for articles and terms.

    Nothing that exists is overwritten; the rest of an existing pyproject.toml keeps its bytes.
    """
    from l10n.cli.output import Output
    from l10n.workflow.init import init

    output = Output()
    result = init(folder, source_locale, locales, dry_run=dry_run)
    verb = "would make" if dry_run else "made"
    for name in result.created:
        output.result(f"{verb} {name}")
    if result.config not in result.created:
        output.result(f"{'would add' if dry_run else 'added'} [tool.l10n] to {result.config}")
    output.note("Next: put HTML articles into source/ and run `l10n build`.")

"""`l10n git-merge`."""

from __future__ import annotations

from pathlib import Path

import click

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("git-merge")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.argument("path", required=False, default="")
def command(base: Path, ours: Path, theirs: Path, path: str) -> None:
    """Merge PO files for git, entry by entry.

    Git calls it; this line sets it up in a repository:

    \b
      git config merge.l10n.driver "l10n git-merge %O %A %B %P"
      echo "*.po merge=l10n" >> .gitattributes

    Two different translations of one source become a stale entry with both texts; no conflict marker is written.
    Exit code 0 where the file was merged, 1 where one of the versions is no PO file.
    """  # noqa: D301  (click reads \b)
    from l10n.cli.output import Output
    from l10n.workflow.git_merge import git_merge

    output = Output()
    conflicts = git_merge(base, ours, theirs, name=path)
    for conflict in conflicts:
        output.note(f"{path or ours}: «{conflict.key.source[:70]}» has two translations; choose one (entry is fuzzy).")

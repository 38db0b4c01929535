"""The command line as a user calls it, and what it left in a folder."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from l10n.cli import cli


def run(*words: str) -> Result:
    """Run a command; it ends by itself, with or without success."""
    done = CliRunner().invoke(cli, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def tree(folder: Path) -> dict[str, bytes]:
    """Every file but what l10n keeps for itself, by its path in the folder."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".l10n" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

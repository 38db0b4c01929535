"""The documentation: every command has its help on the page of commands, and what the README shows is what happens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from l10n.cli import cli
from tests.sessions import check_page

ROOT = Path(__file__).parent.parent
COMMANDS = ROOT / "docs" / "commands.md"
HEAD = """# Commands

What `l10n COMMAND --help` says. Shared by all commands that work on a project: `-l`, `--config`, `-n`, `--format`, `-q`,
`-v`. Exit codes: 0 fine, 1 could not do it, 2 wrong usage, 3 the content is not good enough, 130 interrupted.
"""


def helps(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """The help of a command and of those below it."""
    settings = {**command.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            below = command.get_command(context, inner)
            assert below is not None
            yield from helps(below, inner, context)


def page() -> str:
    parts = [f"## {name}\n\n```\n{text}\n```\n" for name, text in helps(cli, "l10n")]
    return HEAD + "\n" + "\n".join(parts)


def test_the_page_of_commands_is_what_help_says() -> None:
    if os.environ.get("UPDATE_SESSIONS") == "1":
        COMMANDS.write_text(page(), "utf-8")
    assert COMMANDS.read_text("utf-8") == page(), "run UPDATE_SESSIONS=1 pytest tests/test_docs.py"


def test_every_command_says_what_it_does() -> None:
    for name, text in helps(cli, "l10n"):
        lines = text.split("\n")
        assert lines[2].strip().endswith((".", ":")) or lines[3].strip(), f"{name} --help says nothing"


@pytest.mark.parametrize("name", ["README.md", "docs/editors.md"])
def test_what_the_page_shows_is_what_happens(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    for part in ("source", "locales", "glossary"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    check_page(ROOT / name, tmp_path)

"""Console sessions in Markdown: each `$ command` is run and must print what stands under it.

A line `...` stands for any lines, and `...` inside a line for any characters. `[exit N]` ends the output of a command
that does not exit with 0. Commands beginning with `l10n` run in this process, others in a shell; of `make`, `make build`
builds the project and nothing else is run. With
`UPDATE_SESSIONS=1` in the environment the files are rewritten with what the commands print.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from l10n.cli import cli

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One command and what it should print."""

    command: str
    expected: str
    start: int
    """Where the expected output begins in the page."""


def steps(text: str) -> list[Step]:
    """The commands of a page's console blocks, in order."""
    found: list[Step] = []
    for block in _BLOCK.finditer(text):
        starts = [match.start() for match in re.finditer(r"^\$ ", block[1], re.MULTILINE)]
        for start, end in zip(starts, [*starts[1:], len(block[1])], strict=True):
            command, _, expected = block[1][start + 2 : end].partition("\n")
            found.append(Step(command, expected, block.start(1) + end - len(expected)))
    return found


def run(command: str, folder: Path) -> str:
    """Run a command in a folder; return stdout and stderr as a terminal shows them, and the exit code if not 0."""
    words = shlex.split(command, comments=True)
    if words[0] == "l10n":
        before = Path.cwd()
        os.chdir(folder)
        try:
            result = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "110"}).invoke(cli, words[1:], prog_name="l10n")
        finally:
            os.chdir(before)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        output, code = result.output, result.exit_code
    else:
        env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        output, code = done.stdout, done.returncode
    output = output.replace(str(folder), "/project").replace(str(folder.parent), "")
    if output and not output.endswith("\n"):
        output += "\n"
    return output + (f"[exit {code}]\n" if code else "")


def matches(expected: str, actual: str) -> bool:
    """True where the actual output is what the page shows, `...` standing for anything."""
    pattern = ""
    for line in expected.rstrip("\n").split("\n"):
        if line == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part.rstrip()) for part in line.split("...")) + r"[ ]*\n"
    return re.fullmatch(pattern, actual or "\n") is not None


def check_page(path: Path, folder: Path) -> None:
    """Run every command of a page in a folder; with UPDATE_SESSIONS=1 write what they print into the page."""
    text = path.read_text("utf-8")
    update = os.environ.get("UPDATE_SESSIONS") == "1"
    pieces, position = [], 0
    for step in steps(text):
        if step.command.startswith("make "):
            if step.command == "make build":
                run("l10n build", folder)
            continue
        actual = run(step.command, folder)
        if matches(step.expected, actual):
            continue
        assert update, f"{path.name}: $ {step.command}\n{actual}\n--- the page has ---\n{step.expected}"
        pieces += [text[position : step.start], actual]
        position = step.start + len(step.expected)
    if pieces:
        path.write_text("".join(pieces) + text[position:], "utf-8")

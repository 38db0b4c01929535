"""Printing: results on stdout, notes and progress on stderr; the only place that prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import click

from l10n.errors import L10nError, UsageError

T = TypeVar("T")


class Output(NamedTuple):
    """How this run prints."""

    as_json: bool = False
    quiet: bool = False
    verbose: int = 0

    def result(self, text: str) -> None:
        """Print a line of the result; nothing where the result is JSON."""
        if not self.as_json:
            sys.stdout.write(f"{text}\n")

    def json(self, document: object) -> None:
        """Print the one JSON document of the result, where JSON was asked for."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))

    def note(self, text: str) -> None:
        """Say something beside the result, on stderr; nothing under --quiet."""
        if not self.quiet:
            say(text)

    def detail(self, text: str) -> None:
        """Say something that only --verbose asks for, on stderr."""
        if self.verbose and not self.quiet:
            say(text)

    def warn(self, text: str) -> None:
        """Say on stderr what the user should know even where all went well."""
        say(f"{paint('warning:', 'yellow', err=True)} {text}")

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Print a table; the columns in `right` are aligned to the right. Nothing where the result is JSON."""
        if self.as_json:
            return
        rows = [list(row) for row in rows]
        widths = [max(_width(row[i]) for row in [list(headings), *rows]) for i in range(len(headings))]
        for number, row in enumerate([list(headings), *rows]):
            cells = [
                " " * (widths[i] - _width(cell)) + cell if i in right else cell + " " * (widths[i] - _width(cell))
                for i, cell in enumerate(row)
            ]
            line = "  ".join(cells).rstrip()
            click.echo(paint(line, "bold") if number == 0 else line)

    def progress(self, items: Iterable[T], title: str, *, total: int) -> Iterator[T]:
        """Yield the items, with a bar on a terminal and nothing elsewhere (the steps print their own lines)."""
        if self.quiet or self.as_json or total < 2 or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console
        from rich.progress import Progress

        # Lines go above the bar whole, and those of a stdout that is no terminal go where they are sent.
        console = Console(stderr=True, soft_wrap=True)
        with Progress(console=console, transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
            yield from bar.track(items, total=total, description=title)


class Failures:
    """Prints what goes wrong with one article and lets the run go on with the others.

    A mistake in the configuration is no article's own: it ends the run.
    """

    def __init__(self) -> None:
        self.exit_code = 0
        self.count = 0
        self._printed: set[tuple[str, str]] = set()

    def __call__(self, error: L10nError) -> None:
        if isinstance(error, UsageError):
            raise error
        self.add(error)

    def add(self, error: L10nError) -> None:
        """Print any error and go on; the same one is printed once, however many articles and locales it concerns."""
        if (error.where, error.message) not in self._printed:
            self._printed.add((error.where, error.message))
            print_error(error)
        self.count += 1
        self.exit_code = max(self.exit_code, error.exit_code)


def print_error(error: L10nError) -> None:
    """Print an error on stderr: where, what, and what to do."""
    place = f"{error.where}: " if error.where else ""
    say(f"{paint('error:', 'red', err=True)} {place}{error.message}")
    if error.hint:
        say(f"  {error.hint}")


def say(text: str) -> None:
    """Print a line on stderr, behind what was printed on stdout before it."""
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def paint(text: str, style: str, *, err: bool = False) -> str:
    """Colour text for a terminal; plain where NO_COLOR is set or the stream is no terminal."""
    stream = sys.stderr if err else sys.stdout
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return text
    return click.style(text, bold=True) if style == "bold" else click.style(text, fg=style)


def _width(text: str) -> int:
    """Columns on a terminal: wide East Asian characters take two, combining marks none."""
    import unicodedata

    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )

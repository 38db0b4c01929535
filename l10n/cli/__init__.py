"""The command line: parse, call one workflow function, print. Every command is a file of its own, loaded when named."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from typing import cast

import click

from l10n import __version__
from l10n.errors import L10nError

# The order is the order of the work; `l10n` alone prints it.
_COMMANDS: dict[str, tuple[str, ...]] = {
    "The way of an article": ("init", "extract", "merge", "draft", "check", "review", "export"),
    "All of it, and where it stands": ("build", "status"),
    "Terms, memory, engines": ("glossary", "memory", "engines", "cache"),
    "Exchange": ("import-html", "git-merge"),
}


_SYSTEM = "The system refused this; look at the disk, the permissions and where the output goes."


class _Commands(click.Group):
    """The commands, each imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for names in _COMMANDS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"l10n.cli.{cmd_name.replace('-', '_')}")
        return cast("click.Command", module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in _COMMANDS.items():
            with formatter.section(title):
                commands = ((name, self.get_command(ctx, name)) for name in names)
                formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in commands if command])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            if near:
                raise click.UsageError(f"{error.message} Did you mean {near[0]!r}?", ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> object:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except L10nError as error:
            from l10n.cli.output import print_error

            print_error(error)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # who reads the output has seen enough; click ends the run quietly
            from l10n.cli.output import print_error

            _give_up_stdout()
            place = str(error.filename or "")
            print_error(L10nError(f"{error.strerror or error}.", where=place, hint=_SYSTEM))
            ctx.exit(L10nError.exit_code)
        except KeyboardInterrupt:
            click.echo("Interrupted. What was written is whole; run the command again to go on.", err=True)
            ctx.exit(130)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="l10n")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Localize HTML articles with PO files.

    Articles in source/ are split into units, one PO file for each article and locale. Translators edit the PO
    files; what is reviewed and passes the checks is put back into the page, and not a byte outside the translated
    text changes. `l10n build` runs all steps.

    Exit codes: 0 fine, 1 could not do it, 2 wrong usage, 3 the content is not good enough, 130 interrupted.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _give_up_stdout() -> None:
    """Send nowhere what stdout does not take, so that the end of the run does not fail on it again."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def main() -> None:
    """Run the command line; the entry point of `l10n` and `python -m l10n`."""
    if sys.stdout is None:  # closed by the caller
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # Units and entries live as long as the run and hold no cycles: to look for these over and over would take a tenth of it.
    gc.set_threshold(100_000, 50, 50)
    try:
        cli(prog_name="l10n")
    finally:
        gc.freeze()  # what is left goes with the process; nobody need look for cycles in it once more

"""The options that every command shares, parsed into one value."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec, TypeVar

import click

from l10n.errors import L10nError, UsageError

if TYPE_CHECKING:
    from l10n.cli.output import Output
    from l10n.locales import Locale
    from l10n.project import Project

P = ParamSpec("P")
R = TypeVar("R")


class Shared(NamedTuple):
    """What the shared options say."""

    config: Path | None
    locale_tags: tuple[str, ...]
    dry_run: bool
    format: str
    quiet: bool
    verbose: int

    def project(self) -> Project:
        """Open the project the options name. Raises L10nError where there is none."""
        from l10n.project import Project

        return Project.open(self.config, keeps=not self.dry_run)

    def judging_project(self) -> Project:
        """Open the project for a command that goes by its terms; see `mind_terms`."""
        project = self.project()
        self.mind_terms(project)
        return project

    def mind_terms(self, project: Project) -> None:
        """Say so where the project's glossary is not there. Raises UsageError where the very file is named."""
        if project.lacks_glossary:
            self.output.warn(
                f"{project.relative(project.config.file)}: tool.l10n.paths.glossary finds no file, so no terms are "
                f'checked: «{project.config.paths.glossary}». Mend it, or set glossary = "" for a project without one.'
            )

    def project_around(self) -> Project | None:
        """The project that --config names or the current folder is in; None where there is none."""
        from l10n.config import find_config

        if self.config is None:
            try:
                find_config(Path.cwd())
            except L10nError:
                return None
        return self.project()

    def locales(self, project: Project) -> tuple[Locale, ...]:
        """The locales named with -l, or all of the project's. Raises UsageError for one that is not configured."""
        if not project.config.locales:
            self.output.warn(
                f"{project.relative(project.config.file)}: tool.l10n.locales names no locale to translate into."
            )
        return project.select_locales(self.locale_tags)

    def one_locale(self, project: Project, *, example: str) -> Locale:
        """The one locale named with -l. Raises UsageError, with an example, where it is none or several."""
        if len(self.locale_tags) != 1:
            raise UsageError("Name one locale with -l.", hint=example)
        return self.locales(project)[0]

    def lock(self, project: Project) -> AbstractContextManager[None]:
        """Hold the project's lock while files are written; a dry run writes none and needs none."""
        from contextlib import nullcontext

        from l10n.exchange.files import exclusive

        return nullcontext() if self.dry_run else exclusive(project.cache)

    @property
    def output(self) -> Output:
        """Where results, notes and progress go."""
        from l10n.cli.output import Output

        return Output(as_json=self.format == "json", quiet=self.quiet, verbose=self.verbose)


def shared_options(function: Callable[Concatenate[Shared, P], R]) -> Callable[P, R]:
    """Add -l, --config, -n, --format, -q and -v to a command, and pass their values as its first argument."""
    return _shared_options(function, "A locale; repeatable. Default: all.")


def shared_options_with(locale: str) -> Callable[[Callable[Concatenate[Shared, P], R]], Callable[P, R]]:
    """The same for a command that takes -l in its own way, which the help `locale` tells."""
    return lambda function: _shared_options(function, locale)


ONE_LOCALE = "The locale: one, required."
"""The help of -l for commands that call `Shared.one_locale`."""


def _shared_options(function: Callable[Concatenate[Shared, P], R], locale_help: str) -> Callable[P, R]:
    from functools import wraps

    @click.option("-l", "--locale", "locale_tags", multiple=True, metavar="TAG", help=locale_help)
    @click.option(
        "--config", type=click.Path(path_type=Path, dir_okay=False), help="The configuration file (pyproject.toml)."
    )
    @click.option("-n", "--dry-run", is_flag=True, help="Say what would be done; write nothing.")
    @click.option(
        "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How results are printed."
    )
    @click.option("-q", "--quiet", is_flag=True, help="Print results and errors only.")
    @click.option("-v", "--verbose", count=True, help="Say more.")
    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        values = dict(kwargs)
        shared = Shared(
            config=values.pop("config"),  # type: ignore[arg-type]
            locale_tags=values.pop("locale_tags"),  # type: ignore[arg-type]
            dry_run=values.pop("dry_run"),  # type: ignore[arg-type]
            format=values.pop("format_"),  # type: ignore[arg-type]
            quiet=values.pop("quiet"),  # type: ignore[arg-type]
            verbose=values.pop("verbose"),  # type: ignore[arg-type]
        )
        return function(shared, *args, **values)  # type: ignore[arg-type]

    return wrapper


articles_argument = click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
"""Articles by name (`guides/b12`) or source path; all of them where none is named."""

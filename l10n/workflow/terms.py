"""The project's terminology: read from its files, compiled, and put beside each unit for the translator."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.exchange.files import read_bytes
from l10n.inline import plain
from l10n.locales import Locale
from l10n.model import Unit
from l10n.project import Project

if TYPE_CHECKING:
    from l10n.terms import Matcher, Termbase
    from l10n.workflow.reading import Reader


def load_termbase(paths: Iterable[tuple[Path, str]]) -> Termbase:
    """Read and join glossary files, CSV or TBX; each comes with the name that messages use.

    Raises L10nError naming file, row and column.
    """
    from l10n.terms import joined, read_table, termbase_of

    termbases = []
    for path, name in paths:
        data = read_bytes(path)
        if path.suffix.lower() in (".tbx", ".xml"):
            from l10n.exchange.tbx import read_tbx

            termbases.append(termbase_of(read_tbx(data, name=name), name=name))
        else:
            termbases.append(read_table(data, name=name))
    return joined(termbases)


def project_termbase(project: Project) -> Termbase:
    """The termbase of a project; empty where it has no glossary files. Raises L10nError where one cannot be read."""
    return load_termbase((path, project.relative(path)) for path in project.glossary_files)


def project_matcher(project: Project) -> Matcher:
    """The termbase of a project, compiled; the compiled form is cached by content."""
    from l10n.terms import compile_termbase

    return compile_termbase(
        project_termbase(project),
        source_locale=project.config.source_locale,
        cache_dir=project.kept("terms"),
    )


def files_matcher(paths: Iterable[Path], *, source_locale: str, locales: Iterable[str] = ()) -> Matcher:
    """Glossary files compiled, outside of any project; the compiled form is cached by content in the user's folder."""
    from l10n.terms import compile_termbase

    return compile_termbase(
        load_termbase((path, str(path)) for path in paths),
        source_locale=Locale.parse(source_locale),
        target_locales=[Locale.parse(locale) for locale in sorted(locales)],
        cache_dir=user_cache() / "terms",
    )


def user_cache() -> Path:
    """Where a user's own caches are kept (XDG Base Directory Specification: an absolute `XDG_CACHE_HOME`, else `~/.cache`)."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else Path(os.path.expanduser("~"), ".cache")) / "l10n"


def terms_in_use(reader: Reader) -> Matcher | None:
    """The project's compiled termbase; None where it has no glossary, so that nothing of it is loaded."""
    return reader.matcher() if reader.project.glossary_files else None


def term_comments(reader: Reader, locale: Locale) -> Callable[[Unit], tuple[str, ...]] | None:
    """Return a function that gives a unit's lines about terms: `term: tekort -> deficiency (not: shortage)`.

    None where the project has no glossary.
    """
    matcher = terms_in_use(reader)
    if matcher is None:
        return None

    def comments(unit: Unit) -> tuple[str, ...]:
        needs = matcher.required(plain(unit.source), target_locale=locale, around=unit.section)
        return tuple(f"term: {need.line}" for need in needs)

    return comments

"""The units of an article as they were read before: kept by the content of the page and everything that reads it."""

from __future__ import annotations

import json
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path

from l10n.errors import L10nError
from l10n.exchange.files import cache_folder, read_bytes, write_bytes
from l10n.model import Unit
from l10n.project import Article, Project
from l10n.workflow.memo import program


def recall_units(project: Project, article: Article) -> tuple[Unit, ...] | None:
    """The units of a page whose content, reader and options are the same as when they were kept; None otherwise."""
    try:
        kept = json.loads(_path(project, article).read_bytes())
        if kept["of"] != _origin(project, article):
            return None
        return tuple(
            Unit(source, context, kind, section, anchor, tuple(comments), tuple(ordered), markup, tuple(locales))
            for source, context, kind, section, anchor, comments, ordered, markup, locales in kept["units"]
        )
    except (OSError, ValueError, KeyError, TypeError, L10nError):
        return None


def keep_units(project: Project, article: Article, units: tuple[Unit, ...]) -> None:
    """Keep the units of a page for the next run; a folder that cannot be written costs time, not the run."""
    try:
        kept = {"of": _origin(project, article), "units": [astuple(unit) for unit in units]}
        data = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        path = _path(project, article)
        cache_folder(project.cache)
        write_bytes(path, data, derived=True)
    except (OSError, ValueError, L10nError):
        return


def _path(project: Project, article: Article) -> Path:
    return project.cache / "units" / f"{sha256(article.name.encode()).hexdigest()[:32]}.json"


def _origin(project: Project, article: Article) -> str:
    """A hash of all that the units derive from."""
    config = project.config
    reader = f"{program()} {config.source_locale} {config.html} {project.relative(article.path)}"
    return sha256(reader.encode() + b"\0" + read_bytes(article.path)).hexdigest()

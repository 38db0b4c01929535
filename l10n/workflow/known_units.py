"""The units of an article as they were read before: kept by the content of the page and everything that reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

from l10n.errors import L10nError
from l10n.exchange.files import cache_folder, read_bytes, write_bytes
from l10n.model import Unit
from l10n.project import Article, Project
from l10n.workflow.memo import program

_values = attrgetter(*(field.name for field in fields(Unit)))


@dataclass(frozen=True)
class KnownUnits:
    """What the pages of a project were found to hold."""

    project: Project

    def recall(self, article: Article) -> tuple[Unit, ...] | None:
        """The units of a page that is read as it was when they were kept; None where it is another or read otherwise."""
        try:
            kept = json.loads(self._path(article).read_bytes())
            if kept["of"] != self._origin(article):
                return None
            return tuple(
                Unit(source, context, kind, section, anchor, tuple(comments), tuple(ordered), markup, tuple(locales))
                for source, context, kind, section, anchor, comments, ordered, markup, locales in kept["units"]
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, article: Article, units: tuple[Unit, ...]) -> None:
        """Keep the units of a page for the next run; a folder that cannot be written costs time, not the run."""
        kept = {"of": self._origin(article), "units": [_values(unit) for unit in units]}
        try:
            cache_folder(self.project.cache)
            data = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
            write_bytes(self._path(article), data, derived=True)
        except (OSError, ValueError, L10nError):
            return

    def _path(self, article: Article) -> Path:
        return self.project.cache / "units" / f"{sha256(article.name.encode()).hexdigest()[:32]}.json"

    def _origin(self, article: Article) -> str:
        """A hash of all that the units derive from."""
        name = self.project.relative(article.path)
        return sha256(f"{self._reader} {name}".encode() + b"\0" + read_bytes(article.path)).hexdigest()

    @cached_property
    def _reader(self) -> str:
        """The program and the whole configuration: which part of it a page is read by is not for this place to know."""
        return f"{program()} {sha256(read_bytes(self.project.config.file)).hexdigest()}"

"""What the checks found in a catalog, kept by all it derives from: what did not change is not judged again.

Kept is what was found before a baseline takes its part, so that a baseline may change without a catalog being judged.
Two results are kept of each catalog: that of the checks the configuration chooses, and that of the last choice on a
command line. One cannot be told from the other, because a check may see which others ran.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from l10n import __version__
from l10n.locales import Locale
from l10n.model import Finding, Severity
from l10n.project import Article
from l10n.workflow.kept import columns, rows, sealed, unsealed
from l10n.workflow.memo import program, stamps
from l10n.workflow.reading import Reader

if TYPE_CHECKING:
    from l10n.checks.base import Check
    from l10n.checks.run import Judged
    from l10n.exchange.store import Store

_FIELDS = tuple(field.name for field in fields(Finding))
_SEVERITY = _FIELDS.index("severity")
_values = attrgetter(*_FIELDS)

Row: TypeAlias = tuple[Any, ...]
"""The values of a finding and of its waiver: what travels between processes and is kept."""


class Found(NamedTuple):
    """A finding, waived or not."""

    finding: Finding
    reason: str = ""
    """Why a person accepted it; empty where it stands."""


def rows_of(judged: Iterable[Judged]) -> list[Row]:
    """What was found, as values."""
    return [(*_values(one.finding), one.reason) for one in judged]


def found_in(rows: Iterable[Row]) -> list[Found]:
    """What these rows say was found; raises ValueError or TypeError where they say nothing of the kind."""
    return [_found(*row) for row in rows]


def _found(*values: Any) -> Found:
    *of_finding, reason = values
    of_finding[_SEVERITY] = Severity(of_finding[_SEVERITY])
    return Found(Finding(*of_finding), reason)


@dataclass(frozen=True)
class KnownFindings:
    """What these checks found in the catalogs of a project before."""

    reader: Reader
    checks: Sequence[Check]
    by_hand: bool = False
    """The checks were chosen on the command line."""

    def origin(self, article: Article, locale: Locale) -> bytes:
        """A hash of all that is found derives from, as it stands now: to be asked for before any of it is read."""
        page = self.reader.memo.pin(article)
        catalog = stamps([self.reader.project.catalog_path(article.name, locale)])
        return sha256(f"{self._shared} {page} {catalog}".encode(errors="surrogateescape")).digest()

    def recall(self, article: Article, locale: Locale, origin: bytes) -> list[Found] | None:
        """What was found in a catalog; None where it is not known, or derives from something else."""
        kept = self._store.get(self._name(article, locale))
        said = unsealed(kept, origin) if kept else None
        if said is None:
            return None
        try:
            count, values = said
            return found_in(rows(count, values))
        except (ValueError, TypeError, IndexError):
            return None

    def keep(self, article: Article, locale: Locale, origin: bytes, said: Sequence[Row]) -> None:
        """Keep what was found in a catalog for the next run."""
        try:
            kept = sealed((len(said), columns(said)), origin)
        except TypeError:
            return  # a text that is no Unicode: such a catalog is judged every time
        self._store.put(self._name(article, locale), kept)

    def forget_others(self) -> None:
        """Let go of what was found in catalogs that the project no longer has."""
        project = self.reader.project
        names = [_name(article, locale) for article in project.articles for locale in project.config.locales]
        self._store.forget_others({*names, *map(_by_hand, names)})

    def _name(self, article: Article, locale: Locale) -> str:
        name = _name(article, locale)
        return _by_hand(name) if self.by_hand else name

    @cached_property
    def _store(self) -> Store:
        from l10n.exchange.store import Store

        project = self.reader.project
        return Store(project.cache, "findings.sqlite3", writes=project.keeps)

    @cached_property
    def _shared(self) -> str:
        """What every result derives from: the program, the checks, the configuration as it was read, the terms."""
        from l10n.checks.registry import load_checks

        project, registry = self.reader.project, load_checks()
        terms = stamps(project.glossary_files)
        names = " ".join([*registry.checks, "of", *(check.name for check in self.checks)])
        others = stamps(_files(registry.modules))
        origin = f"{__version__} {program()} {names} {others} {project.config!r} {terms}"
        return sha256(origin.encode(errors="surrogateescape")).hexdigest()


def _name(article: Article, locale: Locale) -> str:
    return f"{article.name} {locale}"


def _by_hand(name: str) -> str:
    return f"{name} by hand"


def _files(modules: Iterable[str]) -> list[str]:
    """The files of the packages that these modules are in: a check of another package may be edited where it stands."""
    files: list[str] = []
    for name in sorted({module.partition(".")[0] for module in modules}):
        package = sys.modules.get(name)
        for base in getattr(package, "__path__", ()):
            for folder, folders, names in os.walk(base):
                folders[:] = sorted(set(folders) - {"__pycache__"})
                files += [os.path.join(folder, name) for name in sorted(names)]
        files += [file for file in [getattr(package, "__file__", None)] if file]
    return files

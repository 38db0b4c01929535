"""What a page was found to hold, kept by the content of the page and everything that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from l10n.exchange.files import read_bytes
from l10n.model import Unit
from l10n.project import Article, Project
from l10n.workflow.kept import columns, rows, sealed, unsealed
from l10n.workflow.memo import program

_LISTS = tuple(Unit._fields.index(name) for name in ("comments", "ordered", "locale_filter"))


class Page(NamedTuple):
    """What an article holds for the steps that need not know how it is written."""

    units: tuple[Unit, ...]
    """In document order, every occurrence: equal keys may repeat."""
    warnings: tuple[str, ...] = ()
    """What its author should look at, each with its place."""


class Keeping(Protocol):
    """What keeps values by name; see `l10n.exchange.store`."""

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, value: bytes) -> None: ...


@dataclass(frozen=True)
class KnownPages:
    """The pages of a project as they were read before."""

    project: Project
    keeping: Keeping | None = None
    """Where they are kept; by default in the project's cache folder."""

    def recall(self, article: Article, data: bytes) -> Page | None:
        """What a page with this content holds; None where it is not known, or was read otherwise."""
        kept = self._store.get(article.name)
        said = unsealed(kept, self._origin(article, data)) if kept else None
        if said is None:
            return None
        try:
            count, values, warnings = said
            return Page(_units(count, values), tuple(warnings))
        except (ValueError, TypeError, IndexError):
            return None

    def keep(self, article: Article, data: bytes, page: Page) -> None:
        """Keep what a page with this content holds for the next run."""
        try:
            value = (len(page.units), columns(page.units), page.warnings)
            self.put(article, sealed(value, self._origin(article, data)))
        except TypeError:
            return  # a path or a text that is no Unicode: such a page is read every time

    def put(self, article: Article, kept: bytes) -> None:
        """Keep what `keep` kept elsewhere."""
        self._store.put(article.name, kept)

    def _origin(self, article: Article, data: bytes) -> bytes:
        """A hash of all that is derived from."""
        name = self.project.relative(article.path)
        return sha256(f"{self._reader} {name}\0".encode(errors="surrogateescape") + data).digest()

    @cached_property
    def _reader(self) -> str:
        """The program and the whole configuration: which part of it a page is read by is not for this place to know."""
        return f"{program()} {sha256(read_bytes(self.project.config.file)).hexdigest()}"

    @cached_property
    def _store(self) -> Keeping:
        if self.keeping is not None:
            return self.keeping
        from l10n.exchange.store import Store

        return Store(self.project.cache, "pages.sqlite3", writes=self.project.keeps)


def _units(count: int, values: list[list[Any]]) -> tuple[Unit, ...]:
    """The units of columns; raises TypeError or ValueError where these are none."""
    if count:
        for index in _LISTS:
            values[index] = [tuple(items) for items in values[index]]
    return tuple(map(Unit._make, rows(count, values)))

"""What a page was found to hold, kept by the content of the page and everything that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

import orjson

from l10n.exchange.files import read_bytes
from l10n.model import Unit
from l10n.project import Article, Project
from l10n.workflow.memo import program

_LISTS = tuple(Unit._fields.index(name) for name in ("comments", "ordered", "locale_filter"))

_HASH = sha256().digest_size


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
        if kept is None:
            return None
        origin, said = kept[:_HASH], kept[_HASH:]
        if origin != self._origin(article, data) or said[:_HASH] != sha256(said[_HASH:]).digest():
            return None
        try:
            count, columns, warnings = orjson.loads(said[_HASH:])
            return Page(_units(count, columns), tuple(warnings))
        except (ValueError, TypeError, IndexError):
            return None

    def keep(self, article: Article, data: bytes, page: Page) -> None:
        """Keep what a page with this content holds for the next run."""
        try:
            kept = orjson.dumps((len(page.units), _columns(page.units), page.warnings))
        except TypeError:
            return  # a path or a text that is no Unicode: such a page is read every time
        self.put(article, self._origin(article, data) + sha256(kept).digest() + kept)

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


def _columns(units: tuple[Unit, ...]) -> list[object]:
    """The values of units field by field; where all units say the same, it is said once, in a list of one."""
    return [values[:1] if values.count(values[0]) == len(values) else values for values in zip(*units, strict=True)]


def _units(count: int, columns: list[list[Any]]) -> tuple[Unit, ...]:
    """The units of columns; raises TypeError or ValueError where these are none."""
    if not count:
        return ()
    whole = [values * count if len(values) == 1 else values for values in columns]
    for index in _LISTS:
        whole[index] = [tuple(items) for items in whole[index]]
    return tuple(map(Unit._make, zip(*whole, strict=True)))

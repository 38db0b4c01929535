"""Reading in a process that shares the work of another, which alone writes what is kept for the next run."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from l10n.project import Article
from l10n.workflow.reading import Reader

if TYPE_CHECKING:
    from l10n.exchange.store import Store


class Apart:
    """A reader that knows the pages kept by earlier runs, and hands over each one it had to read itself.

    Its store is opened where it is first asked for, so that each process has a connection of its own.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader.apart(self)
        self._page = b""

    def done_with(self, article: Article) -> bytes:
        """Let go of an article; return its page as a store keeps it, empty where that is not news."""
        self.reader.forget(article)
        page, self._page = self._page, b""
        return page

    def get(self, name: str) -> bytes | None:
        """A page as it was kept before."""
        return self._store.get(name)

    def put(self, name: str, value: bytes) -> None:
        """Keep a page until it is handed over."""
        self._page = value

    @cached_property
    def _store(self) -> Store:
        from l10n.exchange.store import Store

        return Store(self.reader.project.cache, "pages.sqlite3", writes=False)

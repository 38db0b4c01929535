"""Values kept between two runs, by name, in one SQLite file of the cache folder.

Everything in it can be derived again: a file that cannot be opened, read or written costs time, not the run.
"""

from __future__ import annotations

import contextlib
import sqlite3
import weakref
from pathlib import Path

from l10n.exchange.files import cache_folder


class Store:
    """The values of one file. What was put is on the disk once the store is closed, at the latest when the run ends."""

    def __init__(self, folder: Path, name: str) -> None:
        """`folder` is the project's cache folder, which is made where it is missing; `name` the file's."""
        self._connection = _open(folder, name)
        if self._connection is not None:
            self._finalizer = weakref.finalize(self, _close, self._connection)

    def get(self, name: str) -> str | None:
        """The value of this name; None where there is none."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return None
        return row[0] if row and isinstance(row[0], str) else None

    def put(self, name: str, value: str) -> None:
        """Keep a value under this name, in the place of an older one."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error, UnicodeError):
                self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))


def _open(folder: Path, name: str) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            connection = sqlite3.connect(cache_folder(folder) / name, timeout=1)
        except (OSError, sqlite3.Error):
            return None
        try:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT)")
            return connection
        except sqlite3.OperationalError:  # read-only, or busy for longer than a run that only saves time may wait
            connection.close()
            return None
        except sqlite3.Error:
            connection.close()
            with contextlib.suppress(OSError):
                (folder / name).unlink()  # not a database any more
    return None


def _close(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        connection.commit()
    connection.close()

"""Values kept between two runs, by name, in one SQLite file of the cache folder.

Everything in it can be derived again: a file that cannot be opened, read or written costs time, not the run.
"""

from __future__ import annotations

import contextlib
import sqlite3
import weakref
from collections.abc import Collection
from pathlib import Path

from l10n.exchange.files import cache_folder


class Store:
    """The values of one file. What was put is in it at the latest when the run ends, whole or not at all.

    It is not flushed to the disk: after a power cut, whoever reads a value has to tell whether it is what was put.
    """

    def __init__(self, folder: Path, name: str, *, writes: bool = True) -> None:
        """`folder` is the project's cache folder, which is made where it is missing; `name` the file's.

        A store is used by one thread, and may end in another (threads of the engines collect garbage too).
        Without `writes`, what is there is read, and what is put is gone with the run.
        """
        self._new: dict[str, bytes] = {}
        self._writes = writes
        self._connection = _open(folder, name) if writes else _open_to_read(folder / name)
        if self._connection is not None and writes:
            weakref.finalize(self, _close, self._connection, self._new)

    def get(self, name: str) -> bytes | None:
        """The value of this name; None where there is none."""
        if name in self._new or self._connection is None:
            return self._new.get(name)
        try:
            row = self._connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return None
        return row[0] if row and isinstance(row[0], bytes) else None

    def put(self, name: str, value: bytes) -> None:
        """Keep a value under this name, in the place of an older one."""
        self._new[name] = value
        if self._writes and self._connection is not None and len(self._new) >= _MANY:
            _write(self._connection, self._new)

    def forget_others(self, names: Collection[str]) -> None:
        """Let go of every value that has none of these names."""
        if not self._writes or self._connection is None:
            return
        with contextlib.suppress(sqlite3.Error, UnicodeError), self._connection as connection:
            others = [row for row in connection.execute("SELECT name FROM kept") if row[0] not in names]
            connection.executemany("DELETE FROM kept WHERE name = ?", others)


_MANY = 250
"""So many values wait to be written together: a transaction is as short as it can be, and there are few."""


def _open(folder: Path, name: str) -> sqlite3.Connection | None:
    for _ in range(2):
        try:
            connection = sqlite3.connect(cache_folder(folder) / name, timeout=1, check_same_thread=False)
        except (OSError, sqlite3.Error):
            return None
        try:
            connection.execute("PRAGMA synchronous = OFF")  # a power cut may leave anything, a killed run does not
            connection.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB)")
            return connection
        except sqlite3.OperationalError:  # read-only, or busy for longer than a run that only saves time may wait
            connection.close()
            return None
        except sqlite3.Error:
            connection.close()
            with contextlib.suppress(OSError):
                (folder / name).unlink()  # not a database any more
    return None


def _open_to_read(file: Path) -> sqlite3.Connection | None:
    if not file.is_file():
        return None
    try:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=1, check_same_thread=False)
    except (sqlite3.Error, ValueError):
        return None


def _write(connection: sqlite3.Connection, values: dict[str, bytes]) -> None:
    with contextlib.suppress(sqlite3.Error, UnicodeError), connection:
        connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", values.items())
    values.clear()


def _close(connection: sqlite3.Connection, values: dict[str, bytes]) -> None:
    _write(connection, values)
    connection.close()

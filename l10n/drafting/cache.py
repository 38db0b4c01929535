"""The cache of answers: what an engine said, kept so that nothing is asked or paid twice.

The key holds everything that changes an answer; the value is the engine's own words, so that better repair runs
again without a request. Failures are never kept. It is no translation memory: that holds reviewed text only.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from l10n.engine import Answer, Capabilities, Query, Terms
from l10n.errors import L10nError
from l10n.locales import Locale

_SCHEMA = 1


def cache_key(
    query: Query, form: str, *, engine: str, version: str, capabilities: Capabilities, source: Locale, target: Locale
) -> str:
    """The SHA-256 of everything that may change the answer to a query; its `id` does not."""
    parts: dict[str, object] = {
        "schema": _SCHEMA,
        "engine": engine,
        "version": version,
        "source": source,
        "target": target,
        "form": form,
        "text": query.text,
        "problem": query.problem,
    }
    if capabilities.terms is not Terms.NONE:
        parts["terms"] = sorted(
            [t.source, t.target, *t.admitted, "", *t.forbidden, str(t.locked), t.note] for t in query.terms
        )
    if capabilities.context:
        parts["context"] = [query.title, query.before, query.after, [[e.source, e.target] for e in query.examples]]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class CacheStats:
    """How much one engine has in the cache."""

    engine: str
    answers: int
    chars: int
    """Characters of the texts that need not be sent again."""


class Cache:
    """Answers by key, in one SQLite file; `None` as path keeps them in memory for one run.

    Used by one thread. Each `store` is one transaction, so an interrupt loses nothing that was stored.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def find(self, keys: Iterable[str]) -> dict[str, tuple[Answer, ...]]:
        """The answers known for these keys, each with an empty `id`."""
        found = {}
        for key in dict.fromkeys(keys):
            row = self._connection.execute("SELECT answers FROM answers WHERE key = ?", (key,)).fetchone()
            if row is not None and (answers := _decode(row[0])):
                found[key] = answers
        return found

    def store(self, engine: str, answers: Mapping[str, tuple[Answer, ...]], chars: Mapping[str, int]) -> None:
        """Keep the answers of one batch by key; `chars` are the characters that were sent for each key."""
        now = int(time.time())
        rows = [(key, engine, now, chars.get(key, 0), _encode(values)) for key, values in answers.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", rows)

    def was_noticed(self, engine: str, host: str) -> bool:
        """Whether the privacy notice for this engine and host was shown before."""
        query = "SELECT 1 FROM notices WHERE engine = ? AND host = ?"
        return self._connection.execute(query, (engine, host)).fetchone() is not None

    def note_notice(self, engine: str, host: str) -> None:
        """Remember that the privacy notice was shown."""
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO notices VALUES (?, ?)", (engine, host))

    def stats(self) -> tuple[CacheStats, ...]:
        rows = self._connection.execute(
            "SELECT engine, count(*), sum(chars) FROM answers GROUP BY engine ORDER BY engine"
        )
        return tuple(CacheStats(engine, count, chars) for engine, count, chars in rows)

    def clear(self, engine: str = "") -> int:
        """Forget the answers of one engine, or all of them; return how many."""
        with self._connection:
            if engine:
                return self._connection.execute("DELETE FROM answers WHERE engine = ?", (engine,)).rowcount
            return self._connection.execute("DELETE FROM answers").rowcount


def _open(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _prepare(sqlite3.connect(":memory:"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepare(sqlite3.connect(path, timeout=30))
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # Not a database any more: everything in it can be asked again, so it is set aside.
            path.replace(path.with_name(path.name + ".broken"))
            return _prepare(sqlite3.connect(path, timeout=30))
    except (OSError, sqlite3.OperationalError) as error:
        raise L10nError(
            f"The cache of drafts cannot be opened: {error}",
            where=str(path),
            hint="Run with --no-cache, or mend the folder's permissions.",
        ) from error


def _prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, engine TEXT, created INTEGER, chars INTEGER, answers TEXT) WITHOUT ROWID"
            )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS notices (engine TEXT, host TEXT, PRIMARY KEY (engine, host))"
            )
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _encode(answers: tuple[Answer, ...]) -> str:
    return json.dumps([{**asdict(answer), "id": ""} for answer in answers])


def _decode(text: str) -> tuple[Answer, ...]:
    try:
        return tuple(Answer(**{**item, "flags": tuple(item["flags"])}) for item in json.loads(text))
    except (ValueError, TypeError, KeyError):
        return ()

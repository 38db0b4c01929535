"""The memo: what the last run found, so that a run with nothing to do reads file stats only.

Everything in it can be derived again; it is keyed by size and time of every file it derives from, the program's own
files among them, and a memo that cannot be read is no memo.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from l10n import __version__
from l10n.exchange.files import cache_folder, write_bytes
from l10n.project import Article, Project

_FILE = "memo.json"


@dataclass
class Memo:
    """Remembered JSON values by name, each valid for one fingerprint."""

    project: Project
    _changed: bool = field(default=False, init=False)
    _pinned: dict[str, str] = field(default_factory=dict, init=False)

    @cached_property
    def _records(self) -> dict[str, dict[str, object]]:
        try:
            records = json.loads((self.project.cache / _FILE).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return records if isinstance(records, dict) else {}

    @cached_property
    def _shared(self) -> str:
        """The files that every result derives from: the program, the configuration, the terms."""
        config = self.project.config
        paths = [config.file, *self.project.glossary_files, *self.project.files(config.paths.memory)]
        if config.check.baseline:
            paths.append(self.project.root / config.check.baseline)
        return sha256(f"{__version__} {program()} {stamps(paths)}".encode()).hexdigest()

    def pin(self, article: Article) -> str:
        """An article is about to be read, once in this run: what is found derives from it as it stands now.

        Whoever saves it later is heard by the next run. Return what `stamps` says of it.
        """
        return self._pinned.setdefault(article.name, stamps([article.path]))

    def fingerprint(self, article: Article, paths: Iterable[Path]) -> str:
        """What a result about an article derives from; `paths` are the other files, there or not."""
        stamp = self._pinned.get(article.name) or stamps([article.path])
        return sha256(f"{self._shared} {stamp} {stamps(paths)}".encode()).hexdigest()

    def has(self, name: str) -> bool:
        """Whether anything was remembered under this name, whatever it derives from."""
        return name in self._records

    def recall(self, name: str, fingerprint: str) -> object:
        """Return what was remembered under this name, or None where it derives from something else."""
        record = self._records.get(name)
        if isinstance(record, dict) and record.get("of") == fingerprint:
            return record.get("value")
        return None

    def remember(self, name: str, fingerprint: str, value: object) -> None:
        """Remember a JSON value; `save` writes it."""
        record: dict[str, object] = {"of": fingerprint, "value": value}
        if self._records.get(name) != record:
            self._records[name] = record
            self._changed = True

    def save(self) -> None:
        """Write the memo, not in a dry run; a folder that cannot be written costs time, not the run."""
        from l10n.errors import L10nError

        if not self._changed or not self.project.keeps:
            return
        try:
            data = json.dumps(self._records, ensure_ascii=False, separators=(",", ":")).encode()
            write_bytes(cache_folder(self.project.cache) / _FILE, data, derived=True)
        except (L10nError, OSError, ValueError):
            return
        self._changed = False


def stamps(paths: Iterable[str | Path]) -> str:
    """Size and time of each file, or that it is not there."""
    return " ".join(f"{path}:{_stamp(path)}" for path in paths)


def _stamp(path: str | Path) -> str:
    try:
        stat = os.stat(path)
    except OSError:
        return "-"
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}"


@cache
def program() -> str:
    """A hash of the program's own files, by size and time: an edited rule makes everything remembered old.

    So does any package that is installed, updated or removed beside it: it may bring a check, or read a file.
    """
    package = os.path.dirname(os.path.dirname(__file__))
    files = [
        os.path.join(folder, name)
        for folder, folders, names in os.walk(package)
        for name in names
        if name.endswith((".py", ".so", ".pyd", ".toml", ".txt", ".csv"))
    ]
    installed = [folder for folder in sys.path if os.path.basename(folder) in _INSTALLED]
    return sha256(stamps([*installed, *sorted(files)]).encode()).hexdigest()


_INSTALLED = ("site-packages", "dist-packages")
"""The folders of installed packages; each change of a package is a change of its folder."""

"""How the catalogs stood that a run brings texts to and takes them from, kept until such a run has ended well.

A run that is killed leaves some of them merged and others not, and what moved cannot be told from these any more. The
next run judges by how they stood, and merges those that nobody has saved since from there once more: so both together
make what one undisturbed run makes.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from l10n.errors import L10nError
from l10n.exchange.files import append_line, cache_folder, remove, write_bytes
from l10n.locales import Locale
from l10n.project import Project

_FOLDER = "unfinished"


@dataclass(frozen=True)
class Unfinished:
    """The catalogs of one locale as they stood, by article. Empty where the last run ended well, or moved nothing.

    What cannot be read counts for nothing, and what cannot be written is known to this run alone.
    """

    project: Project
    locale: Locale

    def __contains__(self, name: str) -> bool:
        return name in self.catalogs

    @cached_property
    def catalogs(self) -> dict[str, bytes | None]:
        """The bytes of each catalog; None where there was none."""
        try:
            record = json.loads(zlib.decompress(self._path.read_bytes()))
            if record["catalog"] != self.project.config.paths.catalog:
                return {}
            found = record["stood"].items()
            return {name: None if text is None else text.encode("latin-1") for name, text in found}
        except (OSError, ValueError, RecursionError, zlib.error, KeyError, TypeError, AttributeError):
            return {}

    def keep(self, catalogs: Mapping[str, bytes | None]) -> None:
        """Keep how catalogs stand, before the first of them is written; of one that is kept already nothing changes."""
        new = {name: data for name, data in catalogs.items() if name not in self.catalogs}
        is_first = not self.catalogs
        if is_first:
            self._written.clear()
        self.catalogs.update(new)
        if not (new and self.project.keeps):
            return
        stood = {name: None if data is None else data.decode("latin-1") for name, data in self.catalogs.items()}
        record = {"catalog": self.project.config.paths.catalog, "stood": stood}
        with contextlib.suppress(L10nError, OSError):
            cache_folder(self.project.cache)
            if is_first:
                remove(self._writes)
            write_bytes(self._path, zlib.compress(json.dumps(record).encode(), 1))

    def will_write(self, name: str, version: str) -> None:
        """A run is about to write a catalog; `version` is its SHA-256, empty where it is made of what a person saved."""
        if name not in self.catalogs:
            return
        self._written.setdefault(name, set()).add(version)
        if self.project.keeps and self._path.exists():
            with contextlib.suppress(L10nError):
                append_line(self._writes, json.dumps([name, version]))

    def was_written(self, name: str) -> bool:
        """True where a run has merged the catalog since it stood so."""
        return name in self._written

    def is_untouched(self, name: str, data: bytes | None) -> bool:
        """True where a catalog is as it stood, or as a run has made it of that: no person has saved it since.

        One that is no more counts as it stood: what it held may be nowhere else.
        """
        if data is None or data == self.catalogs[name]:
            return True
        return sha256(data).hexdigest() in self._written.get(name, ())

    def end(self) -> None:
        """Forget everything: what moved has arrived."""
        self.catalogs.clear()
        self._written.clear()
        with contextlib.suppress(L10nError):
            remove(self._path)
            remove(self._writes)

    @cached_property
    def _written(self) -> dict[str, set[str]]:
        """The versions that runs have written of each catalog."""
        written: dict[str, set[str]] = {}
        with contextlib.suppress(OSError):
            for line in self._writes.read_bytes().splitlines():
                with contextlib.suppress(ValueError, TypeError, RecursionError):  # of a run that was killed as it wrote
                    name, version = json.loads(line)
                    written.setdefault(name, set()).add(version)
        return written

    @property
    def _path(self) -> Path:
        return self.project.cache / _FOLDER / self.locale

    @property
    def _writes(self) -> Path:
        return self._path.with_name(f"{self.locale}.writes")

"""What the checks found in a catalog, kept for as long as everything it derives from stays as it is."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson

from l10n.exchange.store import Store
from l10n.locales import Locale
from l10n.model import Finding, Severity
from l10n.project import Article
from l10n.workflow.checked import Judgement
from l10n.workflow.kept import opened, sealed
from l10n.workflow.memo import stamps
from l10n.workflow.reading import Reader

if TYPE_CHECKING:
    from l10n.checks.base import Check

_FIELDS = tuple(Finding.__dataclass_fields__)
_QUICK = 1
"""The findings of a catalog repeat each other; the quickest compression leaves a tenth."""


@dataclass(frozen=True)
class KnownFindings:
    """The findings of a project's catalogs as these checks made them before; a baseline is not applied to them yet."""

    reader: Reader
    checks: Sequence[Check]

    def origin(self, article: Article, locale: Locale) -> bytes:
        """A hash of all that the findings of a catalog derive from, to be asked for before anything of it is read."""
        path = self.reader.project.catalog_path(article.name, locale)
        return sha256(f"{self._by} {self.reader.memo.fingerprint(article, [path])}".encode()).digest()

    def recall(self, article: Article, locale: Locale, origin: bytes) -> list[Judgement] | None:
        """What was found in a catalog; None where that is not known."""
        value = opened(self._store.get(_name(article, locale)), origin)
        if value is None:
            return None
        try:
            return [_judgement(*one) for one in orjson.loads(zlib.decompress(value))]
        except (zlib.error, ValueError, TypeError):
            return None

    def keep(self, article: Article, locale: Locale, origin: bytes, judgements: Sequence[Judgement]) -> None:
        """Keep what was found in a catalog that had this origin."""
        try:
            value = orjson.dumps([(*_values(finding), reason) for finding, reason in judgements])
        except TypeError:
            return  # a text that is no Unicode: such a catalog is checked every time
        self._store.put(_name(article, locale), sealed(origin, zlib.compress(value, _QUICK)))

    @cached_property
    def _by(self) -> str:
        """The checks, and the files of those that are not the program's own."""
        modules = {function.__module__ for check in self.checks for function in _functions(check)}
        others = sorted(name for name in modules if not name.startswith("l10n."))
        files = [getattr(sys.modules.get(name), "__file__", None) or "" for name in others]
        return f"{' '.join(check.name for check in self.checks)} {stamps(files)}"

    @cached_property
    def _store(self) -> Store:
        project = self.reader.project
        return Store(project.cache, "findings.sqlite3", writes=project.keeps)


def _functions(check: Check) -> Iterator[Callable[..., object]]:
    yield from (function for function in (check.of_pair, check.of_catalog, check.of_findings) if function is not None)


def _values(finding: Finding) -> Iterator[object]:
    return (getattr(finding, name) for name in _FIELDS)


def _judgement(check: str, severity: str, *values: object) -> Judgement:
    *rest, reason = values
    return Finding(check, Severity(severity), *rest), reason  # type: ignore[arg-type, return-value]


def _name(article: Article, locale: Locale) -> str:
    return f"{locale} {article.name}"

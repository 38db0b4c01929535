"""Merge: catalogs follow their articles, and nothing a person wrote is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from l10n.exchange.files import ChangedError, read_bytes, write_bytes
from l10n.exchange.po import format_po, message_lines
from l10n.locales import Locale
from l10n.merge.align import Alignment, Old, align, old_sources
from l10n.merge.reconcile import reconcile
from l10n.model import Catalog, Entry, Key, State, Unit
from l10n.project import Article
from l10n.sentences import split
from l10n.workflow.catalogs import describe, empty_catalog
from l10n.workflow.moves import Moves, retire
from l10n.workflow.reading import Reader
from l10n.workflow.safety import safety_changes
from l10n.workflow.terms import term_comments

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one catalog."""

    article: str
    locale: str
    path: str
    changed: bool
    """Whether the catalog was (or, in a dry run, would be) written."""
    digest: str
    """The SHA-256 of the catalog as the merge left it."""
    counts: dict[State, int]
    """Entries by state after the merge."""
    new: int = 0
    """Units that had no entry before and have no translation yet."""
    became_stale: int = 0
    """Translations whose source changed in this merge."""
    retired: int = 0
    """Translations whose source is gone; kept as obsolete."""
    returned: int = 0
    """Translations that were obsolete and are in use again."""

    was_blank: bool = False
    """The file was there and held nothing."""

    def settled(self) -> Merged:
        """What the next merge says where nothing has changed since."""
        return replace(self, changed=False, new=0, became_stale=0, retired=0, returned=0, was_blank=False)


def merged_from_json(values: Mapping[str, Any]) -> Merged:
    """Read what `asdict` made of a merge."""
    return Merged(**{**values, "counts": {State(name): count for name, count in values["counts"].items()}})


@dataclass(slots=True)
class _Current:
    """What the locales of one article share that take the same units of it; articles are merged one after the other."""

    units: Sequence[Unit]
    entries: dict[Key, Entry] = field(default_factory=dict)
    """The untranslated entry of each unit, without its terms."""
    alignments: dict[tuple[Old, ...], Alignment] = field(default_factory=dict)


@dataclass(slots=True)
class Merger:
    """Merges the catalogs of a run; catalogs with the same old sources share one alignment."""

    reader: Reader
    _moves: dict[Locale, Moves] = field(default_factory=dict, repr=False)
    _terms: dict[Locale, Callable[[Unit], tuple[str, ...]]] = field(default_factory=dict, repr=False)
    _current: _Current = field(default_factory=lambda: _Current(()), repr=False)

    def merge(self, article: Article, locale: Locale, *, dry_run: bool = False) -> Merged:
        """Bring one catalog up to its article; a catalog that somebody saves meanwhile is merged anew.

        Raises L10nError where article or catalog cannot be read; the catalog is then left as it was.
        """
        memo, name = self.reader.memo, _name(article, locale)
        path = self.reader.project.catalog_path(article.name, locale)
        for attempt in range(_ATTEMPTS):
            origin, fingerprint = memo.fingerprint(article, ()), memo.fingerprint(article, (path,))
            if (known := self._recall(name, fingerprint, article, locale)) is not None:
                return known
            before = self.reader.catalog(article.name, locale)
            try:
                merged = self._merge(before, article, locale, dry_run=dry_run)
            except ChangedError:
                if attempt == _ATTEMPTS - 1:
                    raise
                continue
            if not dry_run and origin == memo.fingerprint(article, ()):
                self._remember(name, article, path, merged)
            return merged
        raise AssertionError("unreachable")

    def _recall(self, name: str, fingerprint: str, article: Article, locale: Locale) -> Merged | None:
        """The last merge of the catalog, where this one would find and do the same."""
        known = self.reader.memo.recall(name, fingerprint)
        if not isinstance(known, dict):
            return None
        merged = merged_from_json(known)
        if merged.counts[State.UNTRANSLATED]:
            lines = message_lines(read_bytes(self.reader.project.catalog_path(article.name, locale)), obsolete=False)
            if self._moves_of(locale).may_arrive(article.name, lines):
                return None
        return merged

    def _is_settled(self, article: Article, locale: Locale) -> bool:
        memo, path = self.reader.memo, self.reader.project.catalog_path(article.name, locale)
        return memo.recall(_name(article, locale), memo.fingerprint(article, (path,))) is not None

    def _remember(self, name: str, article: Article, path: Path, merged: Merged) -> None:
        """Remember a merge, unless somebody has saved the catalog since."""
        fingerprint = self.reader.memo.fingerprint(article, (path,))
        if merged.changed and sha256(read_bytes(path)).hexdigest() != merged.digest:
            return
        self.reader.memo.remember(name, fingerprint, asdict(merged.settled()))

    def _merge(self, before: Catalog | None, article: Article, locale: Locale, *, dry_run: bool) -> Merged:
        project = self.reader.project
        path = project.catalog_path(article.name, locale)
        was_blank = before is not None and not before.entries and not before.header
        old = _with_language(before or empty_catalog(project, article, locale), locale)
        if was_blank:
            old = replace(empty_catalog(project, article, locale), path=old.path, version=old.version)
        after = self._reconcile(old.settled(), article, locale)
        after = replace(after, locale=old.locale)
        data = format_po(after)
        digest = sha256(data).hexdigest()
        if digest != old.version and not dry_run:
            write_bytes(path, data, version=old.version)
        return replace(_summary(article.name, locale, project.relative(path), digest, old, after), was_blank=was_blank)

    def _reconcile(self, catalog: Catalog, article: Article, locale: Locale) -> Catalog:
        project = self.reader.project
        source_locale = project.config.source_locale
        units = self.reader.units(article, locale)
        if self._current.units is not units:
            self._current = _Current(units)
        catalog, arrived = self._moves_of(locale).bring(article, catalog, units)
        return reconcile(
            catalog,
            units,
            self._alignment(catalog),
            safety=partial(safety_changes, locale=source_locale),
            source_split=partial(split, locale=source_locale),
            target_split=partial(split, locale=locale),
            fresh=partial(self._fresh, article, locale),
            elsewhere=arrived.get,
        )

    def _fresh(self, article: Article, locale: Locale, unit: Unit) -> Entry:
        """The untranslated entry of a unit."""
        entries = self._current.entries
        entry = entries.get(unit.key)
        if entry is None:
            entry = entries[unit.key] = describe(self.reader.project, article, unit)
        terms = self._terms_of(locale)(unit)
        return replace(entry, extracted=(*entry.extracted, *terms)) if terms else entry

    def _terms_of(self, locale: Locale) -> Callable[[Unit], tuple[str, ...]]:
        if locale not in self._terms:
            self._terms[locale] = term_comments(self.reader, locale)
        return self._terms[locale]

    def finish(self) -> list[str]:
        """After every article was merged: remove the catalogs of renamed articles, which went along; return them."""
        return retire(self._moves.values())

    def _moves_of(self, locale: Locale) -> Moves:
        if locale not in self._moves:
            self._moves[locale] = Moves(self.reader, locale, self._is_settled)
        return self._moves[locale]

    def _alignment(self, catalog: Catalog) -> Alignment:
        olds, units = old_sources(catalog), self._current.units
        alignments = self._current.alignments
        if olds not in alignments:
            split_source = partial(split, locale=self.reader.project.config.source_locale)
            alignments[olds] = align(olds, units, split=split_source)
        return alignments[olds]


def _with_language(catalog: Catalog, locale: Locale) -> Catalog:
    """The catalog with its language in the header, which `pot2po` and others empty."""
    if catalog.locale:
        return catalog
    header = dict(catalog.header) | {"Language": locale.gettext}
    return replace(catalog, locale=locale.gettext, header=tuple(header.items()))


def _name(article: Article, locale: Locale) -> str:
    return f"merge {article.name} {locale}"


def _summary(article: str, locale: str, path: str, digest: str, before: Catalog, after: Catalog) -> Merged:
    was, now = before.states(), after.states()
    was_obsolete = {entry.key for entry in before.entries if entry.obsolete}
    is_obsolete = {entry.key for entry in after.entries if entry.obsolete}
    counts = Counter(now.values())
    stale = [key for key, state in now.items() if state is State.STALE and was.get(key) is not State.STALE]
    return Merged(
        article=article,
        locale=locale,
        path=path,
        changed=digest != before.version,
        digest=digest,
        counts={state: counts[state] for state in State} | {State.OBSOLETE: len(is_obsolete)},
        new=sum(state is State.UNTRANSLATED and key not in was for key, state in now.items()),
        became_stale=len(stale),
        retired=len(is_obsolete - was_obsolete),
        returned=sum(key in was_obsolete for key in now),
    )

"""Merge: catalogs follow their articles, and nothing a person wrote is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from l10n.errors import L10nError
from l10n.exchange.files import ChangedError, read_bytes, write_bytes
from l10n.exchange.first_lines import untranslated_lines
from l10n.exchange.po import format_po, parse_po
from l10n.exchange.po_blocks import read_blocks, source_side
from l10n.locales import Locale
from l10n.merge.reconcile import reconcile
from l10n.model import Catalog, Entry, Key, State, Unit
from l10n.project import Article
from l10n.sentences import split
from l10n.workflow import safety
from l10n.workflow.catalogs import empty_catalog
from l10n.workflow.merged import Merged, merged_from_json, merged_to_json, summary
from l10n.workflow.moves import Moves, retire
from l10n.workflow.pass_through import Passed, pass_through
from l10n.workflow.reading import Reader
from l10n.workflow.source_side import Aligned, SourceSide
from l10n.workflow.standing import Own
from l10n.workflow.terms import term_comments

__all__ = ["Merged", "Merger", "Proposal"]

_ATTEMPTS = 3


class Proposal(NamedTuple):
    """A catalog as it would be merged. A tuple, because it travels between processes."""

    data: bytes
    """The file, where it would change."""
    version: str
    """The SHA-256 of the file that was merged."""
    merged: Merged
    has_other_texts: bool
    """True where texts came or left."""


@dataclass(slots=True)
class Merger:
    """Merges the catalogs of a run; catalogs with the same old sources share one alignment."""

    reader: Reader
    _moves: dict[Locale, Moves] = field(default_factory=dict, repr=False)
    _terms: dict[Locale, Callable[[Unit], tuple[str, ...]] | None] = field(default_factory=dict, repr=False)
    _lines: dict[str, frozenset[bytes]] = field(default_factory=dict, repr=False)
    _settled: dict[tuple[str, Locale], Merged | None] = field(default_factory=dict, repr=False)
    _article: SourceSide | None = field(default=None, repr=False)
    """Of the units that were merged last; articles are merged one after the other."""

    def merge(
        self, article: Article, locale: Locale, *, dry_run: bool = False, proposal: Proposal | None = None
    ) -> Merged:
        """Bring one catalog up to its article; a catalog that somebody saves meanwhile is merged anew.

        `proposal` is what `propose` made of it, maybe in another process.
        Raises L10nError where article or catalog cannot be read; the catalog is then left as it was.
        """
        path = self.reader.project.catalog_path(article.name, locale)
        for attempt in range(_ATTEMPTS):
            known = self._recall(article, locale)
            if known is not None:
                return known
            if proposal is not None and _version(path) != proposal.version:
                proposal = None  # somebody has saved it since
            if proposal is None:
                own = self._moves_of(locale).own(article)
                passed = self._pass_through(article, locale, own) or self._merge_whole(article, locale, own)
                proposal = self._proposal(article, locale, own, passed)
            try:
                if proposal.merged.changed and not dry_run:
                    self._moves_of(locale).will_write(article, proposal.merged.digest, other=proposal.has_other_texts)
                    write_bytes(path, proposal.data, version=proposal.version)
            except ChangedError:
                if attempt == _ATTEMPTS - 1:
                    raise
                proposal = None
                continue
            if not dry_run:
                self._remember(article, locale, path, proposal.merged)
            return proposal.merged
        raise AssertionError("unreachable")

    def prepare(self, articles: Sequence[Article], locales: Sequence[Locale]) -> list[Article]:
        """Look up what every merge needs, before processes share them; return the articles that can be read.

        None where that fails already: who merges the first article says why.
        """
        safety.prepare(self.reader.project.config.source_locale)
        try:
            for locale in locales:
                self._terms_of(locale)
                self._moves_of(locale).look_around()
        except L10nError:
            return []
        readable = []
        for article in articles:
            with contextlib.suppress(L10nError):  # which is said in its turn
                for locale in locales:
                    self.reader.units(article, locale)
                readable.append(article)
        return readable

    def propose(self, article: Article, locale: Locale) -> Proposal | None:
        """Merge a catalog as text and write nothing; None where that takes a closer look, or there is nothing to do.

        Nothing is read but the catalog, if `prepare` was asked for the article before.
        """
        if self.settled(article, locale):
            return None
        try:
            own = self._moves_of(locale).own(article)
            passed = self._pass_through(article, locale, own)
        except L10nError:
            return None  # who merges it says what is wrong
        return self._proposal(article, locale, own, passed) if passed else None

    def is_unfinished(self, article: Article, locales: Sequence[Locale]) -> bool:
        """True where a run moved texts from or to the article and did not end well."""
        return any(article.name in self._moves_of(locale).unfinished for locale in locales)

    def settled(self, article: Article, locale: Locale) -> Merged | None:
        """The last merge of a catalog, where it was made with the article and the catalog as both stood at first sight,
        in a run that ended well or moved nothing.
        """
        place = article.name, locale
        if place not in self._settled:
            self._settled[place] = self._as_it_stands(article, locale)
        return self._settled[place]

    def _as_it_stands(self, article: Article, locale: Locale) -> Merged | None:
        if article.name in self._moves_of(locale).unfinished:
            return None
        memo, path = self.reader.memo, self.reader.project.catalog_path(article.name, locale)
        known = memo.recall(_name(article, locale), memo.fingerprint(article, (path,)))
        return merged_from_json(known) if isinstance(known, dict) else None

    def _recall(self, article: Article, locale: Locale) -> Merged | None:
        """The last merge of the catalog, where this one would find and do the same."""
        merged = self._as_it_stands(article, locale)
        if merged is not None and merged.counts[State.UNTRANSLATED]:
            lines = untranslated_lines(read_bytes(self.reader.project.catalog_path(article.name, locale)))
            if self._moves_of(locale).may_arrive(article.name, lines):
                return None
        return merged

    def _remember(self, article: Article, locale: Locale, path: Path, merged: Merged) -> None:
        """Remember a merge, unless somebody has saved the catalog since."""
        fingerprint = self.reader.memo.fingerprint(article, (path,))
        if _version(path) == merged.digest:
            self.reader.memo.remember(_name(article, locale), fingerprint, merged_to_json(merged.settled()))

    def _proposal(self, article: Article, locale: Locale, own: Own, passed: Passed) -> Proposal:
        before, after = passed.before, replace(passed.after, version=sha256(passed.data).hexdigest())
        name = self._file(article, locale)
        merged = summary(article.name, locale, name, before, after, passed.untouched)
        merged = merged._replace(was_blank=True) if passed.was_blank else merged
        version = before.version
        if own.is_again:
            version = _digest(own.now)
            merged = merged._replace(changed=True) if after.version != version else merged.settled()
        other = {entry.key for entry in before.active} != {entry.key for entry in after.active}
        return Proposal(passed.data if merged.changed else b"", version, merged, other)

    def _pass_through(self, article: Article, locale: Locale, own: Own) -> Passed | None:
        """Merge the file as text; None where it has not the shape for that, or something comes from another article."""
        side = self._side(article, locale)
        if not side.known or own.data is None or own.is_edited:
            return None
        blocks = read_blocks(own.data, self._file(article, locale), side.known)
        if blocks is None:
            return None
        plain, others = blocks.targets, {entry.key for entry in blocks.others if entry.target}
        arrived = [unit for key, unit in side.by_key.items() if key not in plain and key not in others]
        if self._moves_of(locale).may_bring(article, arrived):
            return None
        return pass_through(
            blocks if blocks.header.locale else blocks._replace(header=_with_language(blocks.header, locale)),
            side,
            place=partial(self._place, side, locale) if self._terms_of(locale) else side.sides.__getitem__,
            merge=partial(self._reconcile, side, locale, {}),
        )

    def _merge_whole(self, article: Article, locale: Locale, own: Own) -> Passed:
        side, name = self._side(article, locale), self._file(article, locale)
        before = parse_po(own.data, name=name) if own.data is not None else None
        was_blank = before is not None and not before.entries and not before.header
        old = _with_language(before or self._empty(article, locale, own), locale)
        if was_blank:
            old = replace(self._empty(article, locale, own), path=old.path, version=old.version)
        catalog, arrived = self._moves_of(locale).bring(article, old.settled(), side.units)
        active = [entry.key for entry in catalog.active]
        aligned = side.aligned(active, [entry.key for entry in catalog.entries if entry.obsolete and entry.target])
        after = self._reconcile(side, locale, arrived, catalog, side.units, aligned)
        after = replace(after, locale=old.locale)
        return Passed(format_po(after), old, after, was_blank=was_blank)

    def _empty(self, article: Article, locale: Locale, own: Own) -> Catalog:
        """A new catalog; one that is made again keeps its date."""
        empty = empty_catalog(self.reader.project, article, locale)
        if own.now is None or not own.is_again:
            return empty
        return replace(empty, header=parse_po(own.now, name=self._file(article, locale)).header)

    def _file(self, article: Article, locale: Locale) -> str:
        """The catalog's path in messages."""
        return self.reader.project.relative(self.reader.project.catalog_path(article.name, locale))

    def _reconcile(
        self,
        side: SourceSide,
        locale: Locale,
        arrived: Mapping[Key, Entry],
        catalog: Catalog,
        units: Sequence[Unit],
        aligned: Aligned,
    ) -> Catalog:
        source_locale = self.reader.project.config.source_locale
        return reconcile(
            catalog,
            units,
            aligned.alignment,
            safety=partial(safety.safety_changes, locale=source_locale),
            source_split=partial(split, locale=source_locale),
            target_split=partial(split, locale=locale),
            fresh=partial(self._fresh, side, locale),
            elsewhere=arrived.get,
            told=aligned.told,
        )

    def _side(self, article: Article, locale: Locale) -> SourceSide:
        units = self.reader.units(article, locale)
        if self._article is None or self._article.units is not units:
            self._article = SourceSide(self.reader.project, article, units)
        return self._article

    def _fresh(self, side: SourceSide, locale: Locale, unit: Unit) -> Entry:
        """The untranslated entry of a unit."""
        entry, terms_of = side.entry(unit), self._terms_of(locale)
        terms = terms_of(unit) if terms_of else ()
        return entry._replace(extracted=(*entry.extracted, *terms)) if terms else entry

    def _place(self, side: SourceSide, locale: Locale, key: Key) -> str:
        """The source side of a unit's entry as it is written, with its terms."""
        unit = side.by_key[key]
        fresh = self._fresh(side, locale, unit)
        return side.sides[key] if fresh is side.entry(unit) else source_side(fresh)

    def _terms_of(self, locale: Locale) -> Callable[[Unit], tuple[str, ...]] | None:
        """What the glossary asks of a unit; None where the project has none."""
        if locale not in self._terms:
            self._terms[locale] = term_comments(self.reader, locale)
        return self._terms[locale]

    def finish(self) -> list[str]:
        """After every article was merged: remove the catalogs of renamed articles, which went along; return them."""
        return retire(self._moves.values())

    def _moves_of(self, locale: Locale) -> Moves:
        if locale not in self._moves:
            self._moves[locale] = Moves(self.reader, locale, self.settled, self._lines)
        return self._moves[locale]


def _version(path: Path) -> str:
    """The SHA-256 of a catalog as it stands; empty where there is none."""
    return _digest(read_bytes(path) if path.is_file() else None)


def _digest(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()


def _with_language(catalog: Catalog, locale: Locale) -> Catalog:
    """The catalog with its language in the header, which `pot2po` and others empty."""
    if catalog.locale:
        return catalog
    header = dict(catalog.header) | {"Language": locale.gettext}
    return replace(catalog, locale=locale.gettext, header=tuple(header.items()))


def _name(article: Article, locale: Locale) -> str:
    return f"merge {article.name} {locale}"

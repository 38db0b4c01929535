"""An existing translated page becomes a catalog: what is certain is filled in, for a person to confirm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from l10n.bitext import Bitext, UnitPair, align_pages
from l10n.exchange.files import read_bytes
from l10n.exchange.po import write_po
from l10n.formats.html import read
from l10n.locales import Locale
from l10n.merge.notes import IMPORTED
from l10n.model import Catalog, Entry, Key, Unit
from l10n.notes import Note, text_hash
from l10n.project import Article
from l10n.workflow.merge import Merger
from l10n.workflow.reading import Reader


@dataclass(frozen=True, slots=True)
class Imported:
    """What an existing translation gave to a catalog."""

    path: str
    """The catalog."""
    filled: int
    """Entries that were untranslated and now have a text to confirm."""
    kept: int
    """Entries that had a translation, which was left alone."""
    doubtful: tuple[UnitPair, ...]
    """Pairs a person should look at; nothing was filled in for them."""
    missing: tuple[Unit, ...]
    """Units the translated page does not have."""
    extra: tuple[Unit, ...]
    """Units of the translated page that nothing in the source corresponds to."""


def import_html(
    reader: Reader, article: Article, translated: Path, locale: Locale, *, dry_run: bool = False
) -> Imported:
    """Fill the untranslated entries of a catalog from a translated page, as stale: fuzzy, with a note that says whence.

    The catalog is merged with its article first. No translation that is there is touched. Raises L10nError where one of
    the pages or the catalog cannot be read.
    """
    project = reader.project
    name = project.relative(translated)
    page = read(read_bytes(translated), path=name, options=project.config.html, locale=locale)
    bitext = align_pages(reader.document(article).units, page.units)
    if not dry_run:
        Merger(reader).merge(article, locale)
    catalog = reader.catalog(article.name, locale) or Catalog(locale)
    placed = {pair.source.key for pair in bitext.pairs if not pair.doubt}
    merged, filled, kept = _fill(catalog, bitext, name, reader.units(article))
    if filled and not dry_run:
        write_po(project.catalog_path(article.name, locale), merged)
    return Imported(
        path=project.relative(project.catalog_path(article.name, locale)),
        filled=filled,
        kept=kept,
        doubtful=tuple({pair.source.key: pair for pair in bitext.pairs if pair.source.key not in placed}.values()),
        missing=tuple({unit.key: unit for unit in bitext.missing if unit.key not in placed}.values()),
        extra=bitext.extra,
    )


def _fill(catalog: Catalog, bitext: Bitext, name: str, units: tuple[Unit, ...]) -> tuple[Catalog, int, int]:
    """Return the catalog with its untranslated entries filled, how many that were, and how many had a text."""
    certain: dict[Key, str] = {}
    for pair in bitext.pairs:
        if not pair.doubt:
            certain.setdefault(pair.source.key, pair.target)
    known = {entry.key: entry for entry in catalog.active}
    filled = sum(unit.key in certain and not _target(known, unit.key) for unit in units)
    kept = sum(bool(_target(known, unit.key)) for unit in units)
    entries = tuple(
        _filled(entry, certain[entry.key], name)
        if not entry.obsolete and not entry.target and entry.key in certain
        else entry
        for entry in catalog.entries
    )
    return replace(catalog, entries=entries), filled, kept


def _filled(entry: Entry, target: str, name: str) -> Entry:
    note = Note(IMPORTED, f"from {name}; compare and confirm", text_hash(target))
    return replace(entry, target=target, fuzzy=True).with_notes(note)


def _target(known: dict[Key, Entry], key: Key) -> str:
    return known[key].target if key in known else ""

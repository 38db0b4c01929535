"""An existing translated page becomes a catalog: what is certain is filled in, for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.bitext import UnitPair, align_pages
from l10n.errors import L10nError
from l10n.exchange.files import read_bytes
from l10n.exchange.po import write_po
from l10n.formats.html import read
from l10n.identification import is_close, strange_language, wrong_script
from l10n.inline import plain
from l10n.locales import Locale
from l10n.merge.notes import IMPORTED
from l10n.model import Catalog, Entry, Key, Unit
from l10n.notes import Note, text_hash
from l10n.project import Article
from l10n.sentences import are_translations, split
from l10n.workflow.merge import Merger
from l10n.workflow.reading import Reader
from l10n.workflow.segments import sentence_units

_FEW_WORDS = 3
"""Words of a text that may read the same in two languages: names and the like."""


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
    is_by_chance: bool = False
    """Nothing was filled in, because the pages have no more in common than any two pages."""


def import_html(
    reader: Reader, article: Article, translated: Path, locale: Locale, *, dry_run: bool = False
) -> Imported:
    """Fill the untranslated entries of a catalog from a translated page, as stale: fuzzy, with a note that says whence.

    The catalog is merged with its article first. No translation that is there is touched. Raises L10nError where one of
    the pages or the catalog cannot be read, or where the page is in another language.
    """
    project = reader.project
    name = project.relative(translated)
    page = read(read_bytes(translated), path=name, options=project.config.html, locale=locale)
    sources = reader.document(article).units
    _refuse_other_languages(sources, page.units, project.config.source_locale, locale, name)
    bitext = align_pages(sources, page.units)
    pairs = bitext.pairs
    if project.config.segmentation == "sentence":
        pairs = tuple(piece for pair in pairs for piece in _by_sentence(pair, project.config.source_locale, locale))
    if not dry_run:
        Merger(reader).merge(article, locale)
    catalog = reader.catalog(article.name, locale) or Catalog(locale)
    placed = {pair.source.key for pair in pairs if not pair.doubt}
    merged, filled, kept = _fill(catalog, pairs, name, reader.units(article, locale))
    if filled and not dry_run:
        write_po(project.catalog_path(article.name, locale), merged)
    return Imported(
        path=project.relative(project.catalog_path(article.name, locale)),
        filled=filled,
        kept=kept,
        doubtful=tuple({pair.source.key: pair for pair in pairs if pair.source.key not in placed}.values()),
        missing=tuple({unit.key: unit for unit in bitext.missing if unit.key not in placed}.values()),
        extra=bitext.extra,
        is_by_chance=bitext.is_by_chance,
    )


def _refuse_other_languages(
    sources: Sequence[Unit], targets: Sequence[Unit], source_locale: Locale, locale: Locale, name: str
) -> None:
    """Raise L10nError where the page is empty, the source itself, or plainly in another language than the locale's."""
    if not targets:
        raise L10nError("The page has no text to translate.", where=name, hint="Is it an HTML page?")
    mine, yours = (" ".join(plain(unit.source) for unit in units) for units in (sources, targets))
    hint = "Name the page in that language, or its own with -l."
    if reason := wrong_script(mine, yours, locale) or strange_language(yours, source=source_locale, target=locale):
        raise L10nError(f"The page is not in «{locale}»: {reason[0].lower()}{reason[1:]}", where=name, hint=hint)
    sentences = {unit.source for unit in targets if len(plain(unit.source).split()) > _FEW_WORDS}
    same = sentences.intersection(unit.source for unit in sources)
    if len(same) * 2 > len(sentences) and not is_close(source_locale, locale):
        raise L10nError("Most of the page reads the same as the article: it is not translated.", where=name, hint=hint)


def _by_sentence(pair: UnitPair, source_locale: Locale, locale: Locale) -> Iterator[UnitPair]:
    """The pair taken apart as the catalog has it; whole and in doubt where its sentences do not surely correspond."""
    units = tuple(sentence_units((pair.source,), source_locale))
    targets = split(pair.target, locale)
    if len(units) < 2 or pair.doubt:
        yield from (pair,) if len(units) < 2 else (UnitPair(unit, pair.target, pair.doubt) for unit in units)
    elif are_translations(split(pair.source.source, source_locale), targets):
        yield from (UnitPair(unit, target.strip()) for unit, target in zip(units, targets, strict=True))
    else:
        yield from (UnitPair(unit, pair.target, "other sentences") for unit in units)


def _fill(catalog: Catalog, pairs: Iterable[UnitPair], name: str, units: tuple[Unit, ...]) -> tuple[Catalog, int, int]:
    """Return the catalog with its untranslated entries filled, how many that were, and how many had a text."""
    certain: dict[Key, str] = {}
    for pair in pairs:
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
    return entry._replace(target=target, fuzzy=True).with_notes(note)


def _target(known: dict[Key, Entry], key: Key) -> str:
    return known[key].target if key in known else ""

"""Review: what waits for a person, and the person's word that a text is good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from l10n.errors import L10nError, UsageError
from l10n.exchange.po import write_po
from l10n.locales import Locale
from l10n.model import Catalog, Entry, Finding, Key, Severity, State
from l10n.notes import text_hash
from l10n.project import Article
from l10n.workflow.reading import Reader


@dataclass(frozen=True, slots=True)
class Waiting:
    """One translation that waits for a person."""

    article: str
    locale: str
    path: str
    entry: Entry
    state: State
    risks: tuple[str, ...] = ()
    """Why it should be looked at early: numbers, terms, negation, a low score."""

    @property
    def id(self) -> str:
        """What `l10n review accept --id` takes; stays the same while the source does."""
        return entry_id(self.entry)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of one translation that a person accepted."""

    waiting: Waiting
    errors: tuple[Finding, ...] = ()
    """Errors that stand; the translation then stays as it was."""

    @property
    def is_accepted(self) -> bool:
        return not self.errors


def entry_id(entry: Entry) -> str:
    """Eight hexadecimal digits that name an entry of a catalog."""
    return text_hash(entry.context, entry.source)[:8]


def waiting(
    reader: Reader,
    articles: Sequence[Article],
    locales: Sequence[Locale],
    *,
    failed: Callable[[L10nError], None],
) -> Iterator[Waiting]:
    """Yield drafts and stale translations, for each catalog the most dangerous first.

    A catalog that cannot be read is handed to `failed`.
    """
    from l10n.drafting.risk import review_order

    for article in articles:
        for locale in locales:
            try:
                catalog = reader.catalog(article.name, locale)
            except L10nError as error:
                failed(error)
                continue
            if catalog is None:
                continue
            states = catalog.states()
            entries = [entry for entry in catalog.active if states[entry.key] in (State.DRAFT, State.STALE)]
            for risk in review_order(entries, locale=locale, source_locale=reader.project.config.source_locale):
                yield Waiting(
                    article.name, locale, catalog.path, risk.entry, states[risk.entry.key], tuple(risk.reasons)
                )


def accept(
    reader: Reader, article: Article, locale: Locale, chosen: Iterable[Waiting], *, dry_run: bool = False
) -> list[Accepted]:
    """Make translations reviewed, on the word of the person who runs the command.

    One that breaks a check (an error) is refused and stays as it was, as does one whose source changed in a number
    or a negation while its translation did not; a waiver in the PO file lifts that. Raises ChangedError where the
    catalog was saved meanwhile.
    """
    from l10n.workflow.check import check_article

    catalog = reader.catalog(article.name, locale)
    if catalog is None:
        raise UsageError(f"{article.name} has no catalog in {locale}.", hint="Run `l10n merge` first.")
    by_key = {item.entry.key: item for item in chosen}
    settled = {entry.key: _settle(entry) for entry in catalog.active if entry.key in by_key}
    tentative = _with(catalog, {key: settled[key]._replace(comments=_blocking(by_key[key].entry)) for key in settled})
    errors: dict[tuple[str, int], list[Finding]] = {}
    for finding in check_article(reader, article, locale, tentative):
        if finding.severity is Severity.ERROR:
            errors.setdefault((finding.source, finding.line), []).append(finding)
    results = [Accepted(item, tuple(errors.get((item.entry.source, item.entry.line), ()))) for item in by_key.values()]
    good = {result.waiting.entry.key: settled[result.waiting.entry.key] for result in results if result.is_accepted}
    if good and not dry_run:
        write_po(reader.project.catalog_path(article.name, locale), _with(catalog, good))
    return results


def _settle(entry: Entry) -> Entry:
    plain = entry._replace(fuzzy=False, previous="", previous_context="")
    return plain.without_notes("draft", "changed", "safety", "imported", "conflict")


def _blocking(entry: Entry) -> tuple[str, ...]:
    """Without the draft line, so that accepting is no lost flag; with the safety line, so that its check speaks."""
    return entry.without_notes("draft").comments


def _with(catalog: Catalog, changed: dict[Key, Entry]) -> Catalog:
    entries = tuple(entry if entry.obsolete else changed.get(entry.key, entry) for entry in catalog.entries)
    return replace(catalog, entries=entries)

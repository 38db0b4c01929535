"""Draft: the empty units of the catalogs get proposals of a machine, each verified, marked fuzzy and signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from l10n.drafting.ask import Asker
from l10n.drafting.budget import Budget
from l10n.drafting.cache import Cache
from l10n.drafting.job import Draft, Failure, Job
from l10n.drafting.options import DraftOptions
from l10n.drafting.pipeline import Outcome, draft, drafted, is_to_draft, rehearse
from l10n.drafting.retry import Clock
from l10n.engine import Engine, Memory, Network
from l10n.errors import L10nError
from l10n.exchange.files import ChangedError, exclusive
from l10n.exchange.po import write_po
from l10n.locales import Locale
from l10n.model import Catalog, Entry, Key
from l10n.project import Article, Project
from l10n.workflow.draft_engines import chosen_engines, privacy_notice
from l10n.workflow.draft_jobs import jobs_of
from l10n.workflow.draft_result import Drafted, Left, LocaleRun
from l10n.workflow.memory import open_memory
from l10n.workflow.reading import Reader
from l10n.workflow.standard import standard_of
from l10n.workflow.terms import terms_in_use

if TYPE_CHECKING:
    from l10n.terms import Matcher

_ATTEMPTS = 3
"""How often a catalog that somebody saves meanwhile is read anew."""


def _raise(error: L10nError) -> None:
    raise error


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts with the options of one run; the budget is one for all locales."""

    reader: Reader
    options: DraftOptions
    cache: Cache
    budget: Budget
    environ: Mapping[str, str]
    engine: str = ""
    """The engine asked for on the command line; empty takes the configuration's."""
    redraft: bool = False
    dry_run: bool = False
    stop: Event = field(default_factory=Event)
    """Set from outside to end the run; what is drafted by then is written."""
    notify: Callable[[str], None] = lambda text: None
    """Told once what is sent where, before a remote engine is used for the first time."""
    progress: Callable[[str, int], None] = lambda locale, answered: None
    failed: Callable[[L10nError], None] = _raise
    """Told of an article or catalog that cannot be read or written; the others go on."""

    def draft(self, articles: Sequence[Article], locale: Locale) -> LocaleRun:
        """Draft one locale of these articles and write its catalogs.

        An entry that somebody filled meanwhile is left as it is. Raises EngineError where the engine cannot be used
        here, and L10nError where the memory or the glossary cannot be read.
        """
        config = self.reader.project.config
        name, source = self.engine or self.options.engines.get(locale, self.options.engine), config.source_locale
        memory = open_memory(self.reader.project, locale)
        engines = chosen_engines(config, name, self.environ, memory, memory_first=self.options.memory)
        if not engines[-1].supports(source, locale):
            return LocaleRun(locale, name, problem=f"The engine {name} does not translate {source} into {locale}.")
        matcher = terms_in_use(self.reader)
        examples = memory if engines[-1].capabilities.context and self.options.context else None
        found = [self._open(article, locale, matcher, examples) for article in articles]
        opened = [item for item in found if item is not None]
        jobs = [job for _, _, keyed in opened for job in keyed.values()]
        askers = [self._asker(engine, source, locale) for engine in engines]
        standard = standard_of(matcher, source, locale)
        outcome = rehearse(jobs, askers, standard) if self.dry_run else draft(jobs, askers, standard)
        return self._account(name, locale, self._write(opened, outcome, locale), outcome, askers[-1])

    def _account(
        self, name: str, locale: Locale, catalogs: tuple[Drafted, ...], outcome: Outcome, asker: Asker
    ) -> LocaleRun:
        """What became of a locale, with what the engine asked for had to do with it."""
        is_unfinished = any(item.kind == "no answer" for catalog in catalogs for item in catalog.left)
        return LocaleRun(
            locale,
            name,
            catalogs,
            problem=asker.reason if is_unfinished or self.stop.is_set() else "",
            plan=outcome.plan,
            destination=asker.engine.destination,
            questions=asker.receipt.asked,
            cached=asker.receipt.cached,
            billed_chars=asker.receipt.billed_chars,
            billed_tokens=asker.receipt.billed_tokens,
        )

    def _asker(self, engine: Engine, source: Locale, target: Locale) -> Asker:
        def notice() -> None:
            if engine.capabilities.network is Network.REMOTE and not self.cache.was_noticed(
                engine.name, engine.destination
            ):
                self.notify(privacy_notice(engine, context=self.options.context))
                self.cache.note_notice(engine.name, engine.destination)

        return Asker(
            engine,
            source,
            target,
            self.cache,
            # The memory costs nothing.
            Budget() if engine.capabilities.looks_up else self.budget,
            self.options,
            Clock(wait=self.stop.wait),
            self.stop,
            before_first=notice,
            progress=lambda answered: self.progress(target, answered),
        )

    def _open(
        self, article: Article, locale: Locale, matcher: Matcher | None, memory: Memory | None
    ) -> tuple[Article, Catalog, dict[Key, Job]] | None:
        try:
            catalog = self.reader.catalog(article.name, locale)
            if catalog is None:
                return None
            units = {unit.key: unit for unit in self.reader.units(article)}
        except L10nError as error:
            self.failed(error)
            return None
        source = self.reader.project.config.source_locale
        jobs = jobs_of(catalog, units, matcher, source, locale, memory=memory, redraft=self.redraft)
        return article, catalog, jobs

    def _write(
        self, opened: Sequence[tuple[Article, Catalog, dict[Key, Job]]], outcome: Outcome, locale: Locale
    ) -> tuple[Drafted, ...]:
        results = iter(zip(outcome.results, outcome.engines, strict=True))
        done = []
        for article, catalog, jobs in opened:
            mine = {key: next(results) for key in jobs}
            drafts = {key: (result, engine) for key, (result, engine) in mine.items() if isinstance(result, Draft)}
            if drafts and not self.dry_run:
                try:
                    catalog = self._fill(article, locale, drafts) or catalog
                except L10nError as error:
                    self.failed(error)
                    continue
            lines = {entry.key: entry.line for entry in catalog.active}
            left = tuple(
                Left(catalog.path, lines.get(key, 0), key.source, result.kind, result.reason)
                for key, (result, _) in mine.items()
                if isinstance(result, Failure)
            )
            methods = Counter(result.method for result, _ in drafts.values())
            done.append(Drafted(article.name, locale, catalog.path, len(jobs), dict(methods), left))
        return tuple(done)

    def _fill(self, article: Article, locale: Locale, drafts: Mapping[Key, tuple[Draft, str]]) -> Catalog | None:
        """Put the drafts into the catalog as it stands on the disk now; return what stands there then."""
        project = self.reader.project
        with exclusive(project.cache):
            for attempt in range(_ATTEMPTS):
                catalog = self.reader.catalog(article.name, locale)
                if catalog is None:
                    break
                try:
                    write_po(project.catalog_path(article.name, locale), filled(catalog, drafts, redraft=self.redraft))
                except ChangedError:
                    if attempt == _ATTEMPTS - 1:
                        raise
                else:
                    break
            return self.reader.catalog(article.name, locale)


def filled(catalog: Catalog, drafts: Mapping[Key, tuple[Draft, str]], *, redraft: bool = False) -> Catalog:
    """The catalog with the drafts in its empty entries.

    Drafts that lost `fuzzy` all at once get it back: beside a fuzzy entry they would pass for reviewed.
    """
    lost = catalog.lost_fuzzy

    def fill(entry: Entry) -> Entry:
        if not entry.obsolete and entry.key in lost:
            return entry._replace(fuzzy=True)
        if entry.key in drafts and is_to_draft(entry, redraft=redraft):
            return drafted(entry, *drafts[entry.key])
        return entry

    return replace(catalog, entries=tuple(fill(entry) for entry in catalog.entries))


def open_cache(project: Project, *, persistent: bool = True) -> Cache:
    """The project's cache of answers, or one that ends with the run."""
    return Cache(cache_path(project) if persistent else None)


def cache_path(project: Project) -> Path:
    """Where the answers of engines are kept."""
    return project.kept("drafts.sqlite3")

"""Draft: the empty units of the catalogs get proposals of a machine, each verified, marked fuzzy and signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from l10n.drafting.ask import Asker, Plan
from l10n.drafting.budget import Budget
from l10n.drafting.cache import Cache
from l10n.drafting.job import Draft, Failure, Job
from l10n.drafting.options import DraftOptions
from l10n.drafting.pipeline import Outcome, draft, drafted, is_to_draft, rehearse
from l10n.drafting.retry import Clock
from l10n.engine import Engine, Example, FatalError, Memory, Network, Setup, Terms
from l10n.errors import L10nError
from l10n.exchange.files import ChangedError, exclusive
from l10n.exchange.po import write_po
from l10n.inline import plain
from l10n.locales import Locale
from l10n.model import Catalog, Entry, Key, Unit
from l10n.project import Article, Project
from l10n.workflow.memory import open_memory
from l10n.workflow.reading import Reader
from l10n.workflow.standard import standard_of, terms_of

if TYPE_CHECKING:
    pass

_NEIGHBOUR_CHARS = 300
_ATTEMPTS = 3
"""How often a catalog that somebody saves meanwhile is read anew."""


@dataclass(frozen=True, slots=True)
class Left:
    """A unit that stays empty, and why."""

    path: str
    line: int
    source: str
    kind: str
    """`no match`, `rejected`, `no answer`."""
    reason: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one catalog."""

    article: str
    locale: str
    path: str
    units: int
    """How many were to be drafted."""
    methods: Mapping[str, int]
    """Drafts by method: `exact`, `fuzzy`, `assembled`, `copy`, `mt`, `pseudo`."""
    left: tuple[Left, ...] = ()

    @property
    def drafts(self) -> int:
        return sum(self.methods.values())


@dataclass(frozen=True, slots=True)
class LocaleRun:
    """What became of one locale."""

    locale: str
    engine: str
    catalogs: tuple[Drafted, ...] = ()
    problem: str = ""
    """Why it is not complete; empty where the engine answered everything it was asked."""
    plan: Plan = field(default_factory=Plan)
    """In a dry run: what the engine would be asked."""
    destination: str = ""
    """The host the texts go to; empty where they stay here."""
    questions: int = 0
    cached: int = 0
    billed_chars: int = 0
    billed_tokens: int = 0

    @property
    def is_complete(self) -> bool:
        """Every question got an answer, and of those asked in this run at least one could be used."""
        left = [item.kind for catalog in self.catalogs for item in catalog.left]
        useless = self.questions > self.cached and not any(catalog.drafts for catalog in self.catalogs)
        return not self.problem and "no answer" not in left and not (useless and "rejected" in left)


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
        name = self.engine or self.options.engines.get(locale, self.options.engine)
        source = self.reader.project.config.source_locale
        memory = open_memory(self.reader.project, locale)
        engines = self._engines(name, memory)
        if not engines[-1].supports(source, locale):
            return LocaleRun(locale, name, problem=f"The engine {name} does not translate {source} into {locale}.")
        examples = memory if engines[-1].capabilities.context and self.options.context else None
        found = [self._open(article, locale, examples) for article in articles]
        opened = [item for item in found if item is not None]
        jobs = [job for _, _, keyed in opened for job in keyed.values()]
        askers = [self._asker(engine, source, locale) for engine in engines]
        last = askers[-1]
        standard = standard_of(self.reader.matcher(), source, locale)
        outcome = rehearse(jobs, askers, standard) if self.dry_run else draft(jobs, askers, standard)
        catalogs = self._write(opened, outcome, locale)
        unfinished = any(item.kind == "no answer" for catalog in catalogs for item in catalog.left)
        return LocaleRun(
            locale,
            name,
            catalogs,
            problem=last.reason if unfinished or self.stop.is_set() else "",
            plan=outcome.plan,
            destination=last.engine.destination,
            questions=last.receipt.asked,
            cached=last.receipt.cached,
            billed_chars=last.receipt.billed_chars,
            billed_tokens=last.receipt.billed_tokens,
        )

    def _engines(self, name: str, memory: Memory) -> list[Engine]:
        """The memory and the engine asked for. Raises L10nError where that one cannot be used here."""
        config = self.reader.project.config
        names = [name] if name == "memory" or not self.options.memory else ["memory", name]
        engines = [create(config.engines, each, self.environ, str(config.file), memory) for each in names]
        if reason := engines[-1].unavailable():
            raise FatalError(f"The engine {name} cannot be used: {reason}", hint="`l10n engines` lists those that can.")
        return engines

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
        self, article: Article, locale: Locale, memory: Memory | None
    ) -> tuple[Article, Catalog, dict[Key, Job]] | None:
        try:
            catalog = self.reader.catalog(article.name, locale)
            if catalog is None:
                return None
            units = {unit.key: unit for unit in self.reader.units(article)}
        except L10nError as error:
            self.failed(error)
            return None
        return article, catalog, self._jobs(catalog, units, locale, memory)

    def _jobs(
        self, catalog: Catalog, units: Mapping[Key, Unit], locale: Locale, memory: Memory | None
    ) -> dict[Key, Job]:
        """What is to be drafted in a catalog, in its order."""
        entries = catalog.active
        matcher = self.reader.matcher()
        source = self.reader.project.config.source_locale
        title = next((plain(u.source) for u in units.values() if u.kind in ("h1", "title")), "")
        jobs = {}
        for number, entry in enumerate(entries):
            if not is_to_draft(entry, redraft=self.redraft):
                continue
            unit = units.get(entry.key)
            jobs[entry.key] = Job(
                entry.source,
                terms=terms_of(matcher, entry.source, source, locale, unit.section if unit else ""),
                before=plain(entries[number - 1].source)[-_NEIGHBOUR_CHARS:] if number else "",
                after=plain(entries[number + 1].source)[:_NEIGHBOUR_CHARS] if number + 1 < len(entries) else "",
                title=title,
                examples=_examples(memory, entry.source) if memory else (),
                ordered=unit.ordered if unit else (),
            )
        return jobs

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
            return replace(entry, fuzzy=True)
        if entry.key in drafts and is_to_draft(entry, redraft=redraft):
            return drafted(entry, *drafts[entry.key])
        return entry

    return replace(catalog, entries=tuple(fill(entry) for entry in catalog.entries))


def open_cache(project: Project, *, persistent: bool = True) -> Cache:
    """The project's cache of answers, or one that ends with the run."""
    return Cache(cache_path(project) if persistent else None)


def cache_path(project: Project) -> Path:
    """Where the answers of engines are kept."""
    return project.cache / "drafts.sqlite3"


def create(
    tables: Mapping[str, Mapping[str, object]],
    name: str,
    environ: Mapping[str, str],
    where: str,
    memory: Memory | None = None,
) -> Engine:
    """Make an engine with its table of the configuration. Raises UsageError."""
    from l10n.engines.base import create_engine

    return create_engine(Setup(name, tables.get(name, {}), environ, memory, where))


def privacy_notice(engine: Engine, *, context: bool) -> str:
    """What is sent where, in a few plain sentences."""
    capabilities = engine.capabilities
    sent = ["the text of the units"]
    if capabilities.terms in (Terms.PROMPT, Terms.NATIVE):
        sent.append("the glossary's terms in them")
    if capabilities.context and context:
        sent.append("the title and the neighbouring texts")
        if capabilities.terms is Terms.PROMPT:
            sent.append("similar pairs people reviewed")
    text = (
        f"The engine {engine.name} sends to {engine.destination}: {', '.join(sent)}. "
        "Not sent: attributes, addresses of links, file names."
    )
    return f"{text} {engine.notice}".rstrip()


def _examples(memory: Memory, source: str) -> tuple[Example, ...]:
    """Similar reviewed pairs, for engines that learn from them."""
    return tuple(Example(match.source, match.target) for match in memory.find(source, limit=2, minimum=0.5))

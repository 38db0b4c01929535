"""Checking catalogs: in a project, on the way to the gate, or any PO file on its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import L10nError, UsageError
from l10n.exchange.files import read_bytes
from l10n.exchange.po import read_foreign_po
from l10n.locales import Locale
from l10n.model import Catalog, Finding, Severity, State
from l10n.project import Article, Project
from l10n.workflow.reading import Reader

if TYPE_CHECKING:
    from l10n.checks.base import CatalogView, Check, Context, TermMatcher
    from l10n.checks.options import CheckOptions
    from l10n.checks.run import Judged


@dataclass(frozen=True, slots=True)
class Checked:
    """What a run of checks found."""

    findings: tuple[Finding, ...] = ()
    """Those that stand, in the order of files and entries."""
    waived: tuple[tuple[Finding, str], ...] = ()
    """Findings a person accepted, each with the reason."""
    known: tuple[Finding, ...] = ()
    """Findings of the baseline."""
    files: int = 0
    warnings: tuple[str, ...] = ()
    """What the user should know beside the findings: a plug-in that could not be loaded."""

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def fails(self, *, strict: bool) -> bool:
        """True where an error stands, or under `strict` a warning."""
        return bool(self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which checks run, beyond what the configuration says."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: frozenset[str] = field(default_factory=frozenset)
    """Fingerprints of known findings, see `l10n.checks.baseline`."""


_ALL = Selection()


def check_article(reader: Reader, article: Article, locale: Locale, catalog: Catalog) -> Iterator[Finding]:
    """Yield the findings that hold back an article: those about reviewed entries, and about the catalog as a whole.

    Drafts and stale entries hold the page by their state, so that what is wrong with them is no news yet. Findings
    of the configured baseline are left out. Works on a catalog in memory.
    """
    config = reader.project.config
    baseline = config.check.baseline
    known = load_baseline(reader.project.root / baseline) if baseline else frozenset()
    view = _view(reader, article, locale, catalog, states=(State.REVIEWED,))
    checked = _run([view], _chosen(config.check, _ALL), _context(reader), known)
    yield from checked.findings


def prove_options(project: Project) -> None:
    """Raise UsageError where the configuration names a check, severity or baseline that does not exist."""
    config = project.config.check
    _chosen(config, _ALL)
    if config.baseline:
        load_baseline(project.root / config.baseline)


def load_baseline(path: Path) -> frozenset[str]:
    """Read a baseline file. Raises UsageError where it is missing, and L10nError where it is malformed."""
    from l10n.checks.baseline import parse_baseline

    if not path.is_file():
        raise UsageError(
            "The baseline does not exist.", where=str(path), hint="`l10n check --write-baseline FILE` makes one."
        )
    return parse_baseline(read_bytes(path), where=str(path))


def check_project(
    reader: Reader,
    places: Iterable[tuple[Article, Locale]],
    selection: Selection = _ALL,
    *,
    failed: Callable[[L10nError], None],
) -> Checked:
    """Check the catalogs of these articles and locales, drafts and stale entries too.

    An article or a catalog that cannot be read is handed to `failed`. Raises UsageError for a check that does not exist.
    """
    checks = _chosen(reader.project.config.check, selection)
    views = []
    for article, locale in places:
        try:
            catalog = reader.catalog(article.name, locale)
            if catalog is not None:
                views.append(_view(reader, article, locale, catalog))
        except L10nError as error:
            failed(error)
    known = selection.baseline
    if not known and (configured := reader.project.config.check.baseline):
        known = load_baseline(reader.project.root / configured)
    return _run(views, checks, _context(reader), known)


def find_catalogs(project: Project, paths: Sequence[Path]) -> list[tuple[Article, Locale]]:
    """The article and locale of each file, where all of them are catalogs of the project; else nothing."""
    known = {
        project.catalog_path(article.name, locale).resolve(): (article, locale)
        for article in project.articles
        for locale in project.config.locales
    }
    found = [known.get(path.resolve()) for path in paths]
    return [] if None in found else [place for place in found if place is not None]


def check_files(
    paths: Iterable[Path],
    *,
    locale: str = "",
    source_locale: str = "",
    glossary: Sequence[Path] = (),
    options: CheckOptions | None = None,
    selection: Selection = _ALL,
    failed: Callable[[L10nError], None],
) -> Checked:
    """Check PO files by themselves.

    The language of each is its header's `Language` unless `locale` says otherwise; that of the source is
    `source_locale`, or else the header's `X-Source-Language`, or else Dutch. A file that cannot be read or does not say its
    language is handed to `failed`.
    """
    from l10n.checks.base import Context
    from l10n.checks.options import CheckOptions
    from l10n.checks.run import view_catalog

    options = options or CheckOptions()
    checks = _chosen(options, selection)
    catalogs = []
    for path in paths:
        try:
            catalogs.append(_catalog(path, locale))
        except L10nError as error:
            failed(error)
    sources = [source_locale or _source_locale(catalog) for catalog in catalogs]
    checked: list[Checked] = []
    for source in dict.fromkeys(sources):
        own = [catalog for catalog, each in zip(catalogs, sources, strict=True) if each == source]
        context = Context(options, _matcher(glossary, source, {catalog.locale for catalog in own}))
        views = [view_catalog(catalog, source_locale=source) for catalog in own]
        checked.append(_run(views, checks, context, selection.baseline))
    return _joined(checked, [catalog.path for catalog in catalogs])


def _view(
    reader: Reader, article: Article, locale: Locale, catalog: Catalog, *, states: Collection[State] | None = None
) -> CatalogView:
    from l10n.checks.run import view_catalog

    return view_catalog(
        catalog if catalog.locale == locale else replace(catalog, locale=str(locale)),
        source_locale=reader.project.config.source_locale,
        article=article.name,
        units={unit.key: unit for unit in reader.units(article)},
        states=states,
    )


def _context(reader: Reader) -> Context:
    from l10n.checks.base import Context
    from l10n.workflow.terms import terms_in_use

    return Context(reader.project.config.check, terms_in_use(reader))


def _chosen(options: CheckOptions, selection: Selection) -> tuple[Check, ...]:
    from l10n.checks.registry import load_checks

    for name, severity in options.severity.items():
        load_checks().get(name)
        if severity not in tuple(Severity):
            raise UsageError(
                f"The check {name} cannot have the severity «{severity}».", hint="Use error, warning or info."
            )
    return load_checks().choose(select=selection.select or options.select, ignore=(*selection.ignore, *options.ignore))


def _run(views: Sequence[CatalogView], checks: Sequence[Check], context: Context, known: frozenset[str]) -> Checked:
    from l10n.checks.baseline import fingerprint
    from l10n.checks.registry import load_checks
    from l10n.checks.run import judge

    standing: list[Finding] = []
    waived: list[tuple[Finding, str]] = []
    old: list[Finding] = []
    judged: Judged
    for judged in judge(views, checks, context):
        if judged.waiver is not None:
            waived.append((judged.finding, judged.waiver.reason))
        elif known and fingerprint(judged.finding) in known:
            old.append(judged.finding)
        else:
            standing.append(judged.finding)
    return Checked(tuple(standing), tuple(waived), tuple(old), len(views), load_checks().broken)


def _joined(parts: Sequence[Checked], order: Sequence[str]) -> Checked:
    """One result, its findings in the order the files were named."""
    place = {path: index for index, path in reversed(list(enumerate(order)))}
    findings = sorted((finding for part in parts for finding in part.findings), key=lambda one: place[one.path])
    return Checked(
        tuple(findings),
        tuple(one for part in parts for one in part.waived),
        tuple(one for part in parts for one in part.known),
        len(order),
        parts[0].warnings if parts else (),
    )


def _catalog(path: Path, locale: str) -> Catalog:
    catalog = read_foreign_po(path)
    tag = locale or catalog.locale
    if not tag:
        raise UsageError(
            "The file does not say its language.",
            where=str(path),
            hint="Name it with -l, or fill in the header's Language.",
        )
    try:
        return replace(catalog, locale=str(Locale.parse(tag.partition("@")[0])))
    except UsageError as error:
        raise UsageError(error.message, where=str(path), hint=error.hint) from None


def _source_locale(catalog: Catalog) -> str:
    tag = dict(catalog.header).get("X-Source-Language", "")
    return str(Locale.parse(tag)) if tag else "nl"


def _matcher(glossary: Sequence[Path], source_locale: str, locales: Collection[str]) -> TermMatcher | None:
    if not glossary:
        return None
    from l10n.workflow.terms import files_matcher

    return files_matcher(glossary, source_locale=source_locale, locales=locales)

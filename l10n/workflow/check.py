"""Checking catalogs: in a project, on the way to the gate, or any PO file on its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import L10nError, UsageError
from l10n.exchange.files import read_bytes
from l10n.exchange.po import read_foreign_po
from l10n.locales import Locale
from l10n.model import Catalog, Finding, Severity, State
from l10n.project import Article, Project
from l10n.workflow.judging import context_of, judge_many, view_of
from l10n.workflow.known_findings import Found, KnownFindings, found_in
from l10n.workflow.reading import Reader

if TYPE_CHECKING:
    from l10n.checks.base import CatalogView, Check, Context, TermMatcher
    from l10n.checks.options import CheckOptions


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
    is_for_baseline: bool = False
    """What is found becomes a baseline: the configured one, which it may replace, takes no part."""


_ALL = Selection()


def check_article(reader: Reader, article: Article, locale: Locale, catalog: Catalog) -> Iterator[Finding]:
    """Yield the findings that hold back an article: those about reviewed entries, and about the catalog as a whole.

    Drafts and stale entries hold the page by their state, so that what is wrong with them is no news yet. Findings
    of the configured baseline are left out. Works on a catalog in memory.
    """
    config = reader.project.config
    baseline = config.check.baseline
    known = load_baseline(reader.project.root / baseline) if baseline else frozenset()
    view = view_of(reader, article, locale, catalog, states=(State.REVIEWED,))
    checked = _run([view], _chosen(config.check, _ALL), context_of(reader), known)
    yield from checked.findings


def prove_options(project: Project) -> None:
    """Raise UsageError where the configuration names a check, severity or baseline that does not exist."""
    config = project.config.check
    _chosen(config, _ALL)
    if config.baseline:
        load_baseline(project.root / config.baseline)


def load_baseline(path: Path) -> frozenset[str]:
    """Read a baseline file. Raises UsageError where it is missing or malformed."""
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
    places = [place for place in places if reader.project.catalog_path(place[0].name, place[1]).is_file()]
    known = KnownFindings(reader, checks, by_hand=bool(selection.select or selection.ignore))
    origins = {place: known.origin(*place) for place in places}
    results = {place: known.recall(*place, origin) for place, origin in origins.items()}
    new = [place for place in places if results[place] is None]
    if new or not places:  # else the glossary is known to be sound
        for place, answer in zip(new, judge_many(reader, new, checks), strict=True):
            if isinstance(answer, L10nError):
                failed(answer)
            elif answer is not None:
                known.keep(*place, origins[place], answer)
                results[place] = found_in(answer)
        known.forget_others()
    told = [result for place in places if (result := results[place]) is not None]
    baseline = selection.baseline
    if not (baseline or selection.is_for_baseline) and (configured := reader.project.config.check.baseline):
        baseline = load_baseline(reader.project.root / configured)
    return _sorted_out(chain.from_iterable(told), baseline, files=len(told))


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
    from l10n.checks.run import judge

    found = (Found(one.finding, one.reason) for one in judge(views, checks, context))
    return _sorted_out(found, known, files=len(views))


def _sorted_out(results: Iterable[Found], known: frozenset[str], *, files: int) -> Checked:
    """What stands of what was found, and what does not."""
    from l10n.checks.baseline import fingerprint
    from l10n.checks.registry import load_checks

    standing: list[Finding] = []
    waived: list[tuple[Finding, str]] = []
    old: list[Finding] = []
    for finding, reason in results:
        if reason:
            waived.append((finding, reason))
        elif known and fingerprint(finding) in known:
            old.append(finding)
        else:
            standing.append(finding)
    return Checked(tuple(standing), tuple(waived), tuple(old), files, load_checks().broken)


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

"""Checking the catalogs of a project, all of them or one on the way to the gate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.model import Catalog, Finding, State
from l10n.project import Article, Project
from l10n.workflow.checked import (
    ALL,
    Checked,
    Judgement,
    Selection,
    choose,
    judgements_of,
    load_baseline,
    run,
    sorted_out,
)
from l10n.workflow.known_findings import KnownFindings
from l10n.workflow.parallel import in_turns
from l10n.workflow.reading import Reader

if TYPE_CHECKING:
    from l10n.checks.base import CatalogView, Check, Context


MANY = 8
"""From so many catalogs on that are to be checked, several processes share them: one takes longer than a process to start."""


def check_article(reader: Reader, article: Article, locale: Locale, catalog: Catalog) -> Iterator[Finding]:
    """Yield the findings that hold back an article: those about reviewed entries, and about the catalog as a whole.

    Drafts and stale entries hold the page by their state, so that what is wrong with them is no news yet. Findings
    of the configured baseline are left out. Works on a catalog in memory.
    """
    config = reader.project.config
    baseline = config.check.baseline
    known = load_baseline(reader.project.root / baseline) if baseline else frozenset()
    view = _view(reader, article, locale, catalog, states=(State.REVIEWED,))
    checked = run([view], choose(config.check, ALL), _context(reader), known)
    yield from checked.findings


def prove_options(project: Project) -> None:
    """Raise UsageError where the configuration names a check, severity or baseline that does not exist."""
    config = project.config.check
    choose(config, ALL)
    if config.baseline:
        load_baseline(project.root / config.baseline)


def check_project(
    reader: Reader,
    places: Iterable[tuple[Article, Locale]],
    selection: Selection = ALL,
    *,
    failed: Callable[[L10nError], None],
) -> Checked:
    """Check the catalogs of these articles and locales, drafts and stale entries too.

    What the configured checks found in a catalog before is known for as long as nothing changed that it derives from;
    many catalogs are shared by several processes. An article or a catalog that cannot be read is handed to `failed`.
    Raises UsageError for a check that does not exist.
    """
    config, places = reader.project.config.check, list(places)
    checks = choose(config, selection)
    baseline = selection.baseline
    if not baseline and config.baseline:
        baseline = load_baseline(reader.project.root / config.baseline)
    known = KnownFindings(reader, checks)
    is_kept = not (selection.select or selection.ignore)
    origins = {place: known.origin(*place) for place in places} if is_kept else {}
    found = {place: known.recall(*place, origin) for place, origin in origins.items()}
    new = [place for place in places if found.get(place) is None]
    # With a reader of its own: processes cannot share what keeps the pages.
    answers: Iterator[list[Judgement] | L10nError | None] = iter(())
    if new:
        answers = in_turns(_Judge(Reader(reader.project), checks, _context(reader)), new, least=MANY)
    judgements: list[Judgement] = []
    files = 0
    for place in places:
        answer = found.get(place)
        if answer is None:
            made = next(answers)
            if isinstance(made, L10nError):
                failed(made)
            if made is None or isinstance(made, L10nError):
                continue
            answer = made
            if is_kept:
                known.keep(*place, origins[place], answer)
        judgements += answer
        files += 1
    return sorted_out(judgements, baseline, files)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Checks one catalog after the other, in whatever process."""

    reader: Reader
    checks: Sequence[Check]
    context: Context

    def __call__(self, place: tuple[Article, Locale]) -> list[Judgement] | L10nError | None:
        """What is found in a catalog, why it cannot be read, or None where there is none."""
        article, locale = place
        try:
            catalog = self.reader.catalog(article.name, locale)
            if catalog is None:
                return None
            view = _view(self.reader, article, locale, catalog)
        except L10nError as error:
            return error
        return list(judgements_of([view], self.checks, self.context))


def find_catalogs(project: Project, paths: Sequence[Path]) -> list[tuple[Article, Locale]]:
    """The article and locale of each file, where all of them are catalogs of the project; else nothing."""
    known = {
        project.catalog_path(article.name, locale).resolve(): (article, locale)
        for article in project.articles
        for locale in project.config.locales
    }
    found = [known.get(path.resolve()) for path in paths]
    return [] if None in found else [place for place in found if place is not None]


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

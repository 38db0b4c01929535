"""The glossary's own work: list it, find where a concept is used, lint it, take it in and give it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import L10nError, UsageError
from l10n.exchange.files import write_bytes
from l10n.inline import plain
from l10n.locales import Locale
from l10n.model import Severity, State
from l10n.project import Article, Project
from l10n.workflow.own_files import refuse_own
from l10n.workflow.reading import Reader
from l10n.workflow.terms import load_termbase, project_termbase

if TYPE_CHECKING:
    from l10n.terms import Concept, Matcher, Termbase
    from l10n.terms.lint import Doubt

FORMATS = ("csv", "tbx", "martif")


@dataclass(frozen=True, slots=True)
class Rendering:
    """How one translation renders a concept."""

    locale: Locale
    target: str
    state: State
    how: str
    """`preferred`, `admitted`, `loose`, `forbidden`, `wrong`, `missing`; empty where there is no translation."""
    found: str = ""
    """The words that render it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A unit that uses a concept, with its translations."""

    concept: str
    article: str
    source: str
    """Inline text."""
    anchor: str
    found: str
    """The words of the source."""
    renderings: tuple[Rendering, ...] = ()


def find_concepts(project: Project, query: str) -> tuple[Concept, ...]:
    """The concepts with this id, or with a term like this in any language, in any inflection.

    Raises UsageError where there is none.
    """
    from l10n.terms import Matcher

    termbase = project_termbase(project)
    if concept := termbase.get(query):
        return (concept,)
    matcher = Matcher(termbase, source_locale=project.config.source_locale)
    found = {
        hit.concept.id: hit.concept
        for lang in termbase.locales
        for hit in matcher.find(query, lang)
        if hit.end - hit.start == len(query.strip())
    }
    if not found:
        folded = query.casefold()
        found = {
            concept.id: concept for concept in termbase if any(folded in term.text.casefold() for term in concept.terms)
        }
    if not found:
        raise UsageError(f"No concept has a term like «{query}».", hint="`l10n glossary list` shows all of them.")
    return tuple(found.values())


def uses(
    reader: Reader, concepts: Sequence[Concept], articles: Sequence[Article], locales: Sequence[Locale]
) -> Iterator[Use]:
    """Yield every unit that uses one of the concepts: what a change of their terms would touch."""
    matcher = reader.matcher()
    wanted = {concept.id for concept in concepts}
    for article in articles:
        catalogs = {locale: reader.catalog(article.name, locale) for locale in locales}
        entries = {
            locale: ({entry.key: entry for entry in catalog.active}, catalog.states())
            for locale, catalog in catalogs.items()
            if catalog is not None
        }
        for unit in reader.units(article):
            text = plain(unit.source)
            needs = matcher.concepts(text, around=unit.section)
            for concept_id in wanted & needs.keys():
                renderings = tuple(
                    _rendering(matcher, concept_id, text, locale, entry.target, states[unit.key], unit.section)
                    for locale, (known, states) in entries.items()
                    if (entry := known.get(unit.key)) is not None
                )
                found = needs[concept_id][0].text
                yield Use(concept_id, article.name, unit.source, unit.anchor, found, renderings)


def lint_glossary(termbase: Termbase, *, reader: Reader) -> Iterator[Doubt]:
    """Yield what is wrong or doubtful in a project's glossary, with the compounds its articles use."""
    from l10n.terms.lint import lint

    project = reader.project
    texts = (plain(unit.source) for article in project.articles for unit in reader.units(article))
    config = project.config
    yield from lint(termbase, source_locale=config.source_locale, locales=config.locales, texts=texts)


def lint_files(termbase: Termbase, *, source_locale: str, locales: Sequence[str] = ()) -> Iterator[Doubt]:
    """Yield what is wrong or doubtful in a termbase outside of a project; without `locales`, its own ones count."""
    from l10n.terms.lint import lint

    source = Locale.parse(source_locale)
    named = [Locale.parse(tag) for tag in locales] or [locale for locale in termbase.locales if locale != source]
    yield from lint(termbase, source_locale=source, locales=named)


def has_errors(doubts: Sequence[Doubt], *, strict: bool) -> bool:
    """True where the glossary should not be used as it is."""
    worst = Severity.WARNING if strict else Severity.ERROR
    return any(doubt.severity.rank <= worst.rank for doubt in doubts)


def import_glossary(
    project: Project, file: Path, *, to: Path | None, replace_file: bool, dry_run: bool
) -> tuple[Path, int]:
    """Read a CSV or TBX file and write it as a long CSV table into the project; return the file and its concepts.

    Raises L10nError where a file stands there already and `replace_file` is not given, and UsageError where the
    project has a file of another kind there.
    """
    from l10n.terms import write_table

    termbase = load_termbase([(file, file.name)])
    target = to or _glossary_folder(project) / f"{file.stem}.csv"
    if target.resolve() == file.resolve():
        raise UsageError("The file is part of the glossary already.", where=project.relative(file))
    refuse_own(project, target, but="glossary")
    if target.exists() and not replace_file:
        raise L10nError(
            "There is a glossary of this name.",
            where=project.relative(target),
            hint="Choose another name with --to, or write over it with --force.",
        )
    if not dry_run:
        write_bytes(target, write_table(termbase))
    return target, len(termbase)


def export_glossary(
    termbase: Termbase, file: Path, *, source_locale: str, format_name: str = "", dry_run: bool = False
) -> int:
    """Write a termbase as CSV, TBX (ISO 30042:2019) or MARTIF; return how many concepts it has.

    Without `format_name` the file's extension decides. Raises UsageError where it does not.
    """
    format_name = format_name or {".csv": "csv", ".tbx": "tbx", ".xml": "martif"}.get(file.suffix.lower(), "")
    if format_name not in FORMATS:
        raise UsageError(f"«{file.name}» names no format.", hint="End it in .csv or .tbx, or say --as csv|tbx|martif.")
    data = _written(termbase, format_name, source_locale)
    if not dry_run:
        write_bytes(file, data)
    return len(termbase)


def known_locales(termbase: Termbase, tags: Sequence[str]) -> tuple[Locale, ...]:
    """The locales of these tags. Raises UsageError for one that the termbase has no term for."""
    locales = tuple(dict.fromkeys(Locale.parse(tag) for tag in tags))
    for locale in locales:
        if not any(f"{locale}-".startswith(f"{known}-") for known in termbase.locales):
            raise UsageError(
                f"The glossary has no term in «{locale}».", hint=f"It has: {', '.join(termbase.locales) or 'none'}."
            )
    return locales


def in_locales(termbase: Termbase, locales: Sequence[str]) -> Termbase:
    """The termbase with the terms of these locales only; concepts without any are left out."""
    kept = []
    for concept in termbase:
        terms = tuple(term for term in concept.terms if any(term in concept.in_locale(locale) for locale in locales))
        if terms:
            kept.append(replace(concept, terms=terms))
    return replace(termbase, concepts=tuple(kept))


def _rendering(
    matcher: Matcher, concept_id: str, source: str, locale: Locale, target: str, state: State, around: str
) -> Rendering:
    if not target:
        return Rendering(locale, "", state, "")
    for verdict in matcher.assess(source, plain(target), locale=locale, around=around):
        if verdict.concept == concept_id:
            return Rendering(locale, target, state, verdict.rendering.value, verdict.found)
    return Rendering(locale, target, state, "")


def _glossary_folder(project: Project) -> Path:
    from l10n.project import glob_base

    return project.root / glob_base(project.config.paths.glossary or "glossary/*.csv")


def _written(termbase: Termbase, format_name: str, source_locale: str) -> bytes:
    from l10n.terms import rows_of, write_table

    if format_name == "csv":
        return write_table(termbase)
    from l10n.exchange.tbx import write_martif, write_tbx

    write = write_tbx if format_name == "tbx" else write_martif
    return write(rows_of(termbase), source_locale=source_locale)

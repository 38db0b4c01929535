"""Export: reviewed translations become pages; what is not good enough is held, with the reasons."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from l10n.errors import L10nError, UsageError
from l10n.exchange.files import differs, read_bytes, write_bytes
from l10n.locales import Locale
from l10n.project import Article, Project, glob_base
from l10n.workflow.gate import Verdict, judge, publishable, unsafe
from l10n.workflow.gate_many import judge_ahead
from l10n.workflow.judging import Place
from l10n.workflow.reading import Reader
from l10n.workflow.segments import block_states, block_targets
from l10n.workflow.withdraw import withdraw


class Outcome(StrEnum):
    """What became of a page."""

    PUBLISHED = "published"
    WRITTEN = "written"
    """A preview, which no gate has passed."""
    UNCHANGED = "unchanged"
    HELD = "held"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Exported:
    """One article in one locale after the export."""

    article: str
    locale: str
    path: str
    """The page, relative to the project."""
    outcome: Outcome
    verdict: Verdict | None = None
    """What the gate said; None for the source locale and for previews, which pass no gate."""


TOGETHER = 120
"""So many pages are judged before the first of them is written: enough for several processes to share."""


class Refused(NamedTuple):
    """A page that could not be judged or written."""

    error: L10nError
    withdrawn: str = ""
    """The page that was published before and is no more, relative to the project."""


def export_pages(
    reader: Reader, places: Sequence[Place], *, strict: bool = False, dry_run: bool = False
) -> Iterator[Exported | Refused]:
    """Publish or hold these pages; yield in their order what became of each."""
    source = reader.project.config.source_locale
    for start in range(0, len(places), TOGETHER):
        group = places[start : start + TOGETHER]
        judge_ahead(reader, [(article, locale) for article, locale in group if locale != source], strict=strict)
        for article, locale in group:
            path = reader.project.output_path(article.name, locale)
            stood = path.is_file()
            try:
                yield export_page(reader, article, locale, strict=strict, dry_run=dry_run)
            except L10nError as error:
                yield Refused(error, reader.project.relative(path) if stood and not path.is_file() else "")


def export_page(
    reader: Reader, article: Article, locale: Locale, *, strict: bool = False, dry_run: bool = False
) -> Exported:
    """Publish one page if the gate lets it pass; otherwise hold it, and withdraw the page published before.

    A page that is held, or that cannot be written, does not stay in the output folder in an older form: its source
    may have changed for a reason. A page that stands as it was written is not made again while nothing it derives from
    changes. Raises L10nError where the article or catalog cannot be read or the result would not be safe.
    """
    project = reader.project
    path = _output(project, project.output_path(article.name, locale))
    if locale == project.config.source_locale:
        return _put(reader, article, locale, path, read_bytes(article.path), None, dry_run=dry_run)
    memo, name = reader.memo, f"page {article.name} {locale}"
    inputs = [project.catalog_path(article.name, locale)]
    origin = memo.fingerprint(article, inputs)
    with _withdrawing(reader, article, locale, dry_run=dry_run):
        verdict = judge(reader, article, locale, strict=strict)
    if not verdict.is_open:
        there = path.is_file()
        if there and not dry_run:
            withdraw(reader, article, locale)
        outcome = Outcome.WITHDRAWN if there else Outcome.HELD
        verdict = replace(verdict, is_written=there and dry_run)
        return Exported(article.name, locale, project.relative(path), outcome, verdict)
    if memo.recall(name, memo.fingerprint(article, [*inputs, path])) is not None:
        return Exported(article.name, locale, project.relative(path), Outcome.UNCHANGED, verdict)
    with _withdrawing(reader, article, locale, dry_run=dry_run):
        data = render(reader, article, locale)
        if origin != memo.fingerprint(article, inputs):
            raise L10nError(
                "Somebody saved the article or its catalog while its page was made.",
                where=project.relative(inputs[0]),
                hint="Run the command again.",
            )
    verdict = replace(verdict, is_written=verdict.is_written or not dry_run)
    exported = _put(reader, article, locale, path, data, verdict, dry_run=dry_run)
    if not dry_run:
        whole = memo.fingerprint(article, [*inputs, path])
        if origin == memo.fingerprint(article, inputs) and read_bytes(path) == data:
            memo.remember(name, whole, True)
    return exported


@contextlib.contextmanager
def _withdrawing(reader: Reader, article: Article, locale: Locale, *, dry_run: bool) -> Iterator[None]:
    """Withdraw the page that was published before where this one cannot be judged or written."""
    try:
        yield
    except UsageError:
        raise  # the configuration's mistake says nothing about the page
    except L10nError as error:
        if not dry_run:
            try:
                withdraw(reader, article, locale)
            except L10nError as other:
                raise L10nError(f"{error.message} {other.message}", where=error.where, hint=error.hint) from error
        raise


def render(reader: Reader, article: Article, locale: Locale) -> bytes:
    """The bytes of a page with its reviewed translations; what is not reviewed stays in the source language.

    Raises L10nError, with PO file and line, for a translation that cannot be written into a page.
    """
    from l10n.formats.html import write

    document = reader.document(article)
    catalog = reader.catalog(article.name, locale)
    targets = {}
    if catalog is not None:
        for finding in unsafe(catalog, reader.units(article, locale)):
            raise L10nError(finding.message, where=f"{finding.path}:{finding.line}")
        targets = publishable(catalog)
    config = reader.project.config
    if config.segmentation == "sentence":
        targets = block_targets(document.units, targets, locale=locale, source_locale=config.source_locale)
    return write(document, targets, locale=locale, source_locale=config.source_locale)


def preview_pages(reader: Reader, places: Sequence[Place], *, dry_run: bool = False) -> Iterator[Exported | Refused]:
    """Write previews of these pages; yield in their order what became of each."""
    for article, locale in places:
        try:
            yield preview_page(reader, article, locale, dry_run=dry_run)
        except L10nError as error:
            yield Refused(error)


def preview_page(reader: Reader, article: Article, locale: Locale, *, dry_run: bool = False) -> Exported:
    """Write a preview: everything that has a text, with drafts and missing translations marked."""
    from l10n.formats.html import preview, problems

    project = reader.project
    document = reader.document(article)
    catalog = reader.catalog(article.name, locale)
    targets = {}
    if catalog is not None:
        states = catalog.states()
        usable = {unit.key: unit for unit in reader.units(article, locale)}
        targets = {
            entry.key: (entry.target, states[entry.key])
            for entry in catalog.active
            if entry.target and entry.key in usable and not any(problems(usable[entry.key], entry.target))
        }
    source_locale = project.config.source_locale
    if project.config.segmentation == "sentence":
        targets = block_states(document.units, targets, locale=locale, source_locale=source_locale)
    data = preview(document, targets, locale=locale, source_locale=source_locale)
    path = _output(project, project.preview_path(article.name, locale))
    exported = _put(reader, article, locale, path, data, None, dry_run=dry_run, outcome=Outcome.WRITTEN)
    if not dry_run:
        copy_assets(project, locale, project.config.paths.preview)
    return exported


def copy_assets(project: Project, locale: Locale, pattern: str) -> int:
    """Copy the files the pages use beside the pages of a locale; return how many changed."""
    base = glob_base(project.config.paths.source)
    folder = pattern.partition("{article}")[0].replace("{locale}", locale)
    written = 0
    for path in project.files(project.config.paths.assets):
        try:
            name = path.relative_to(project.root / base)
        except ValueError:
            name = path.relative_to(project.root)
        written += write_bytes(_output(project, project.root / folder / name), read_bytes(path))
    return written


def _put(
    reader: Reader,
    article: Article,
    locale: Locale,
    path: Path,
    data: bytes,
    verdict: Verdict | None,
    *,
    dry_run: bool,
    outcome: Outcome = Outcome.PUBLISHED,
) -> Exported:
    if dry_run:
        changed = differs(path, data)
    else:
        changed = write_bytes(path, data)
    return Exported(
        article.name, locale, reader.project.relative(path), outcome if changed else Outcome.UNCHANGED, verdict
    )


def _output(project: Project, path: Path) -> Path:
    """Refuse a place where an input stands: sources and catalogs are never overwritten by a page."""
    if path.resolve() in project.sources:
        raise L10nError(
            "The page would overwrite its own source.",
            where=project.relative(path),
            hint="Mend tool.l10n.paths.output.",
        )
    return path

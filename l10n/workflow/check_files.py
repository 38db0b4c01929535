"""Checking PO files by themselves, without a project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import L10nError, UsageError
from l10n.exchange.po import read_foreign_po
from l10n.locales import Locale
from l10n.model import Catalog
from l10n.workflow.checked import ALL, Checked, Selection, choose, run

if TYPE_CHECKING:
    from l10n.checks.base import TermMatcher
    from l10n.checks.options import CheckOptions


def check_files(
    paths: Iterable[Path],
    *,
    locale: str = "",
    source_locale: str = "",
    glossary: Sequence[Path] = (),
    options: CheckOptions | None = None,
    selection: Selection = ALL,
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
    checks = choose(options, selection)
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
        checked.append(run(views, checks, context, selection.baseline))
    return _joined(checked, [catalog.path for catalog in catalogs])


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

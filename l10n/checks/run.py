"""Runs checks over catalogs: completes remarks to findings, applies waivers, in the order of the article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from l10n.checks.base import CatalogView, Check, Context, Pair, Remark
from l10n.model import Catalog, Entry, Finding, Key, Severity, State, Unit
from l10n.notes import Waiver

_NO_ENTRY = Entry(source="")
"""Stands for the catalog as a whole."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and why it does not stand where a person waived it."""

    finding: Finding
    waiver: Waiver | None = None

    @property
    def stands(self) -> bool:
        return self.waiver is None

    @property
    def reason(self) -> str:
        """Why a person waived it; empty where it stands."""
        return self.waiver.reason if self.waiver else ""


def view_catalog(
    catalog: Catalog,
    *,
    source_locale: str,
    article: str = "",
    units: Mapping[Key, Unit] | None = None,
    states: Collection[State] | None = None,
) -> CatalogView:
    """Prepare a catalog for checking; with `states`, only the entries in these states are looked at one by one."""
    of_entry = catalog.states() if states is not None else {}
    pairs = tuple(
        Pair(
            entry,
            locale=catalog.locale,
            source_locale=source_locale,
            article=article,
            path=catalog.path,
            unit=units.get(entry.key) if units is not None else None,
        )
        for entry in catalog.active
        if states is None or of_entry[entry.key] in states
    )
    return CatalogView(catalog, source_locale, article, pairs)


def judge(views: Iterable[CatalogView], checks: Sequence[Check], context: Context) -> Iterator[Judged]:
    """Yield every finding, waived ones too, catalog by catalog, entry by entry, sorted by the names of the checks.

    An entry that is stale (its source changed since) yields warnings at most: its state holds the page, and a
    translation of the old text cannot agree with the new one.
    """
    checks = sorted(checks, key=lambda check: check.name)
    names = frozenset(check.name for check in checks)
    for view in views:
        general, of_entries = _catalog_findings(view, checks, context)
        yield from (Judged(finding) for finding in general)
        for pair in view.pairs:
            findings = of_entries.pop(pair.entry.key, [])
            for check in checks:
                if check.of_pair is not None and (pair.target or check.sees_untranslated):
                    findings += _completed(check, check.of_pair(pair, context), pair, context)
            for check in checks:
                if check.of_findings is not None and pair.entry.comments:
                    findings += _completed(check, check.of_findings(pair, tuple(findings), names), pair, context)
            yield from (Judged(finding, _waiver(pair, finding)) for finding in findings)
        for left in of_entries.values():
            yield from (Judged(finding) for finding in left)


def _catalog_findings(
    view: CatalogView, checks: Sequence[Check], context: Context
) -> tuple[list[Finding], dict[Key, list[Finding]]]:
    """The findings about the catalog as a whole, and those about its entries."""
    general: list[Finding] = []
    of_entries: dict[Key, list[Finding]] = {}
    for check in checks:
        if check.of_catalog is None:
            continue
        for remark in check.of_catalog(view, context):
            if remark.entry is None:
                pair = Pair(_NO_ENTRY, view.locale, view.source_locale, view.article, view.path)
                general.append(_finding(check, remark, pair, context))
            else:
                pair = Pair(remark.entry, view.locale, view.source_locale, view.article, view.path)
                of_entries.setdefault(remark.entry.key, []).append(_finding(check, remark, pair, context))
    return general, of_entries


def _completed(check: Check, remarks: Iterable[Remark], pair: Pair, context: Context) -> list[Finding]:
    return [_finding(check, remark, pair, context) for remark in remarks]


def _finding(check: Check, remark: Remark, pair: Pair, context: Context) -> Finding:
    own = context.options.severity.get(check.name)
    severity = Severity(own) if own else remark.severity or check.severity
    if severity is Severity.ERROR and _is_stale(pair):
        severity = Severity.WARNING
    return Finding(
        check=check.name,
        severity=severity,
        message=remark.message,
        path=pair.path,
        line=pair.entry.line,
        article=pair.article,
        locale=pair.locale,
        source=pair.source,
        target=pair.target,
        concept=remark.concept,
        suggestion=remark.suggestion,
    )


def _is_stale(pair: Pair) -> bool:
    return pair.entry.fuzzy and bool(pair.entry.previous) and pair.entry.previous != pair.entry.source


def _waiver(pair: Pair, finding: Finding) -> Waiver | None:
    """The waiver that lifts a finding: it has a reason, and these very texts are what it was given for."""
    if finding.check == "waiver":
        return None
    for waiver in pair.entry.waivers:
        if waiver.check == finding.check and waiver.reason and waiver.holds_for(pair.source, pair.target):
            return waiver
    return None

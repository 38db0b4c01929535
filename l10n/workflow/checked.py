"""What a run of checks found, and which checks run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from l10n.errors import UsageError
from l10n.exchange.files import read_bytes
from l10n.model import Finding, Severity

if TYPE_CHECKING:
    from l10n.checks.base import CatalogView, Check, Context
    from l10n.checks.options import CheckOptions

Judgement: TypeAlias = tuple[Finding, str | None]
"""A finding, and the reason where a person waived it."""


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


ALL = Selection()


def load_baseline(path: Path) -> frozenset[str]:
    """Read a baseline file. Raises UsageError where it is missing, and L10nError where it is malformed."""
    from l10n.checks.baseline import parse_baseline

    if not path.is_file():
        raise UsageError(
            "The baseline does not exist.", where=str(path), hint="`l10n check --write-baseline FILE` makes one."
        )
    return parse_baseline(read_bytes(path), where=str(path))


def choose(options: CheckOptions, selection: Selection) -> tuple[Check, ...]:
    """The checks to run. Raises UsageError where the configuration or the selection names one that does not exist."""
    from l10n.checks.registry import load_checks

    for name, severity in options.severity.items():
        load_checks().get(name)
        if severity not in tuple(Severity):
            raise UsageError(
                f"The check {name} cannot have the severity «{severity}».", hint="Use error, warning or info."
            )
    return load_checks().choose(select=selection.select or options.select, ignore=(*selection.ignore, *options.ignore))


def run(views: Sequence[CatalogView], checks: Sequence[Check], context: Context, baseline: frozenset[str]) -> Checked:
    """Run checks over catalogs; findings whose fingerprint is in `baseline` are known ones."""
    return sorted_out(judgements_of(views, checks, context), baseline, len(views))


def judgements_of(views: Sequence[CatalogView], checks: Sequence[Check], context: Context) -> Iterator[Judgement]:
    """Yield what checks find in catalogs, waived or not."""
    from l10n.checks.run import judge

    for judged in judge(views, checks, context):
        yield judged.finding, judged.waiver.reason if judged.waiver else None


def sorted_out(judgements: Iterable[Judgement], baseline: frozenset[str], files: int) -> Checked:
    """Tell findings that stand from waived and from known ones."""
    from l10n.checks.baseline import fingerprint
    from l10n.checks.registry import load_checks

    standing: list[Finding] = []
    waived: list[tuple[Finding, str]] = []
    old: list[Finding] = []
    for finding, reason in judgements:
        if reason is not None:
            waived.append((finding, reason))
        elif baseline and fingerprint(finding) in baseline:
            old.append(finding)
        else:
            standing.append(finding)
    return Checked(tuple(standing), tuple(waived), tuple(old), files, load_checks().broken)

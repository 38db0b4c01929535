"""The check `waiver`: what a person accepted is still there, and says why."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Pair, Remark, findings_check
from l10n.checks.registry import load_checks
from l10n.model import Finding, Severity
from l10n.notes import read_notes


@findings_check("waiver", Severity.WARNING)
def waiver(pair: Pair, findings: tuple[Finding, ...], ran: frozenset[str]) -> Iterator[Remark]:
    """Every waiver has a reason, names a check, still holds, and is still needed.

    A reviewer accepts a finding with a translator comment, `# l10n-ok: CHECK reason`. The next merge binds it to the
    text; when source or translation changes afterwards, it no longer holds and can go. A waiver of a check that did
    not run (`--select`, `--ignore`) is left alone.
    """
    if any(note.kind == "ok" and not note.body for note in read_notes(pair.entry.comments)):
        yield Remark("A waiver names no check. Write `l10n-ok: CHECK reason`.")
    found = {finding.check for finding in findings}
    for one in pair.entry.waivers:
        if one.check not in ran and one.check not in load_checks().checks:
            yield Remark(
                f"The waiver names a check «{one.check}», which does not exist; `l10n check --list` shows all."
            )
        elif not one.reason:
            yield Remark(f"The waiver of {one.check} gives no reason, so it does not hold. Write why after the name.")
        elif not one.holds_for(pair.source, pair.target):
            yield Remark(
                f"The waiver of {one.check} was given for another text and no longer holds. Remove it, or write it anew.",
                severity=Severity.INFO,
            )
        elif one.check in ran and one.check not in found:
            yield Remark(f"The waiver of {one.check} is not needed: that check finds nothing. Remove it.")

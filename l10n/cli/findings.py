"""How findings are shown: as text, as JSON, as annotations of a GitHub workflow."""

from __future__ import annotations

from l10n.cli.output import paint
from l10n.inline import plain
from l10n.model import Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_WIDTH = 110


def text_lines(finding: Finding, *, waived: str = "") -> list[str]:
    """Where, how bad, what; then both texts, shortened, and the corrected one where the check knows it."""
    severity = paint(finding.severity.value, _COLOURS[finding.severity])
    reason = f" (waived: {waived})" if waived else ""
    lines = [f"{place(finding)}{severity}: {finding.check}: {finding.message}{reason}"]
    if finding.source:
        lines.append(f"    source: {_short(finding.source)}")
    if finding.target:
        lines.append(f"    target: {_short(finding.target)}")
    if finding.suggestion:
        lines.append(f"    better: {_short(finding.suggestion)}")
    return lines


def place(finding: Finding) -> str:
    """`file:line: `, as editors and terminals understand it; a finding about a whole file has no line."""
    if not finding.path:
        return ""
    return f"{finding.path}:{finding.line}: " if finding.line else f"{finding.path}: "


def github_line(finding: Finding) -> str:
    """A workflow command: GitHub shows it beside the line (docs: workflow commands, "Setting an error message")."""
    properties = f"file={_property(finding.path)}"
    if finding.line:
        properties += f",line={finding.line}"
    title = _property(f"l10n {finding.check}")
    message = finding.message
    if finding.source:
        message += f"\nsource: {plain(finding.source)}\ntarget: {plain(finding.target)}"
    return f"::{_ANNOTATIONS[finding.severity]} {properties},title={title}::{_data(message)}"


def finding_json(finding: Finding) -> dict[str, object]:
    """The finding with stable names; `concept` and `suggestion` only where there is one."""
    document: dict[str, object] = {
        "check": finding.check,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "article": finding.article,
        "locale": finding.locale,
        "source": finding.source,
        "target": finding.target,
    }
    if finding.concept:
        document["concept"] = finding.concept
    if finding.suggestion:
        document["suggestion"] = finding.suggestion
    return document


def _short(text: str) -> str:
    text = " ".join(text.split("\n"))
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1].rstrip() + "…"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from l10n.model import Finding, Severity
from l10n.notes import text_hash

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A check, as SARIF describes it."""

    id: str
    severity: Severity
    explanation: str
    """The first line is its title."""


def to_sarif(
    findings: Iterable[Finding],
    waived: Iterable[tuple[Finding, str]],
    rules: Sequence[Rule],
    *,
    version: str,
) -> dict[str, object]:
    """Return one SARIF log as a JSON object; a waived finding is a suppressed result, with its reason."""
    index = {rule.id: number for number, rule in enumerate(rules)}
    results = [_result(finding, index) for finding in findings]
    for finding, reason in waived:
        suppression = {"kind": "inSource", "status": "accepted", "justification": reason}
        results.append(_result(finding, index) | {"suppressions": [suppression]})
    driver = {"name": "l10n", "version": version, "rules": [_rule(rule) for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, object]:
    title, _, rest = rule.explanation.partition("\n")
    return {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": rest.strip() or title},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(finding.path.replace("\\", "/"), safe="/:")}}
    if finding.line:
        place["region"] = {"startLine": finding.line}
    properties = {
        name: value
        for name, value in (
            ("article", finding.article),
            ("locale", finding.locale),
            ("source", finding.source),
            ("target", finding.target),
            ("concept", finding.concept),
            ("suggestion", finding.suggestion),
        )
        if value
    }
    result: dict[str, object] = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {
            "l10n/v1": text_hash(finding.check, finding.locale, finding.source, finding.target, finding.message)
        },
        "properties": properties,
    }
    if finding.check in index:
        result["ruleIndex"] = index[finding.check]
    return result

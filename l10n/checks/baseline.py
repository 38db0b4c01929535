"""A baseline: the findings an existing project lives with, so that only new ones are reported."""

from __future__ import annotations

import json
from collections.abc import Iterable

from l10n.errors import UsageError
from l10n.model import Finding
from l10n.notes import text_hash

_VERSION = 1


def fingerprint(finding: Finding) -> str:
    """What makes a finding the same one next time: the check, the language, both texts and the message, not the line."""
    return f"{finding.check}:{text_hash(finding.locale, finding.source, finding.target, finding.message)}"


def format_baseline(findings: Iterable[Finding]) -> bytes:
    """The bytes of a baseline file: JSON, sorted, each known finding with what a reader needs to recognise it."""
    known = {fingerprint(finding): {"path": finding.path, "message": finding.message} for finding in findings}
    document = {"version": _VERSION, "findings": dict(sorted(known.items()))}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def parse_baseline(data: bytes, *, where: str) -> frozenset[str]:
    """Return the fingerprints of a baseline file's bytes. Raises UsageError naming `where` if they are none."""
    try:
        document = json.loads(data)
        findings = document["findings"]
        if document["version"] != _VERSION or not isinstance(findings, dict):
            raise ValueError("no baseline of this version")
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"This is no baseline file: {error}", where=where, hint="Write it anew with `l10n check --write-baseline`."
        ) from error
    return frozenset(str(name) for name in findings)

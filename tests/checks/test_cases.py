"""Every check, case by case: `cases/NAME.toml` says what the check NAME lets pass and what it reports."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from l10n.checks.base import Context
from l10n.checks.registry import load_checks
from l10n.checks.run import judge, view_catalog
from l10n.model import Catalog, Entry, Finding
from l10n.notes import text_hash

_FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    check: str
    why: str
    locale: str
    source: str
    target: str
    is_good: bool
    says: list[str] = field(default_factory=list)
    severity: str = ""
    suggestion: str | None = None
    source_locale: str = "nl"
    fuzzy: bool = False
    comments: list[str] = field(default_factory=list)


def _cases() -> Iterator[Case]:
    for path in sorted(_FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for key, cases in table.items():
            for case in cases:
                yield Case(check=path.stem, is_good=key == "ok", **case)


def _find(case: Case) -> list[Finding]:
    marks = {"{target-hash}": text_hash(case.target)}
    comments = tuple(_filled(line, marks) for line in case.comments)
    entry = Entry(case.source, case.target, fuzzy=case.fuzzy, comments=comments)
    view = view_catalog(Catalog(case.locale, (entry,)), source_locale=case.source_locale)
    names = [case.check] if case.check != "waiver" else ["waiver", "numbers"]
    judged = judge([view], load_checks().choose(select=names), Context())
    return [one.finding for one in judged if one.stands and one.finding.check == case.check]


def _filled(line: str, marks: dict[str, str]) -> str:
    for mark, value in marks.items():
        line = line.replace(mark, value)
    return line


@pytest.mark.parametrize("case", list(_cases()), ids=lambda case: f"{case.check}: {case.why}")
def test_the_check_says_what_its_cases_say(case: Case) -> None:
    found = _find(case)
    messages = [finding.message for finding in found]
    if case.is_good:
        assert messages == []
        return
    assert len(messages) == len(case.says), messages
    for expected, message in zip(case.says, messages, strict=True):
        assert expected in message
    if case.severity:
        assert {finding.severity.value for finding in found} == {case.severity}
    if case.suggestion is not None:
        assert found[0].suggestion == case.suggestion


def test_every_check_has_cases_or_a_test_of_its_own() -> None:
    of_catalogs = {"consistency", "language", "lost-fuzzy", "terms", "term-consistency"}
    ours = {name for name, check in load_checks().checks.items() if name not in of_catalogs}
    assert ours == {path.stem for path in _FOLDER.glob("*.toml")}

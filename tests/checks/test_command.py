"""`l10n check` as people meet it, and the formats that machines read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli
from tests.sessions import check_page

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.mark.parametrize(
    "page", [*sorted((HERE / "sessions").glob("*.md")), ROOT / "docs" / "checks.md"], ids=lambda page: page.stem
)
def test_what_the_page_shows_is_what_happens(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(HERE / "demo", folder)
    check_page(page, folder)


def test_sarif_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(HERE / "demo" / "leaflet.po", tmp_path / "my leaflet.po")
    result = CliRunner().invoke(cli, ["check", "my leaflet.po", "--format", "sarif"])
    assert result.exit_code == 3
    log = json.loads(result.stdout)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert rules == sorted(rules)
    for found in run["results"]:
        assert rules[found["ruleIndex"]] == found["ruleId"]
        assert found["level"] in ("error", "warning", "note")
        place = found["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "my%20leaflet.po"
        assert place["region"]["startLine"] >= 1
    (suppressed,) = [found for found in run["results"] if "suppressions" in found]
    assert suppressed["suppressions"][0]["justification"] == "the English tablets are smaller"


def test_json_is_one_document_with_the_fields_promised(tmp_path: Path) -> None:
    shutil.copy(HERE / "demo" / "leaflet.po", tmp_path)
    result = CliRunner().invoke(cli, ["check", str(tmp_path / "leaflet.po"), "--format", "json"])
    findings = json.loads(result.stdout)["findings"]
    fields = {"check", "severity", "message", "path", "line", "article", "locale", "source", "target"}
    assert findings
    for finding in findings:
        assert fields <= set(finding) <= fields | {"concept", "suggestion"}
    assert {finding["locale"] for finding in findings} == {"en"}


def test_github_annotations_escape_what_would_end_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    head = 'msgid ""\nmsgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    Path("a,b.po").write_text(head + 'msgid "20 %\\n::error::x"\nmsgstr "30 %\\n::error::x"\n', "utf-8")
    result = CliRunner().invoke(cli, ["check", "a,b.po", "--format", "github", "--select", "numbers"])
    (line,) = result.stdout.splitlines()
    assert line.startswith("::error file=a%2Cb.po,line=4,title=l10n numbers::«20 %25» became «30 %25»")
    assert "%0A::error::x" in line


@pytest.mark.parametrize(
    ("language", "hint"), [("", "Name it with -l"), ("not a tag", "BCP 47"), ("nl", "")], ids=["none", "bad", "good"]
)
def test_a_file_must_say_its_language(tmp_path: Path, language: str, hint: str) -> None:
    file = tmp_path / "a.po"
    file.write_text(f'msgid ""\nmsgstr "Language: {language}\\nContent-Type: text/plain; charset=UTF-8\\n"\n', "utf-8")
    result = CliRunner().invoke(cli, ["check", str(file)])
    assert result.exit_code == (2 if hint else 0)
    assert hint in result.stderr


def test_each_file_has_its_own_languages_and_the_findings_follow_the_order_of_the_files(tmp_path: Path) -> None:
    for name, language, source in (("b", "de", "nl"), ("a", "nl", "en"), ("c", "fr", "nl")):
        head = f'msgid ""\nmsgstr "Language: {language}\\nX-Source-Language: {source}\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        (tmp_path / f"{name}.po").write_text(head + 'msgid "1.000 mg"\nmsgstr "10 mg"\n', "utf-8")
    names = [str(tmp_path / f"{name}.po") for name in "bac"]
    result = CliRunner().invoke(cli, ["check", *names, "--format", "json", "--select", "numbers"])
    assert [finding["path"] for finding in json.loads(result.stdout)["findings"]] == names

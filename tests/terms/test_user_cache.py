"""Glossary files outside of a project: compiled once, kept in the user's cache folder, and done without where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli
from l10n.workflow.terms import files_matcher, user_cache

TABLE = "concept_id,lang,term,status\nx,nl,tekort,\nx,en,deficiency,\nx,en,shortage,forbidden\n"


@pytest.fixture
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "terms.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_the_compiled_form_is_kept_by_content(glossary: Path) -> None:
    files_matcher([glossary], source_locale="nl", locales=["en"])
    kept = sorted((user_cache() / "terms").iterdir())
    assert [path.name.split("-")[1] for path in kept] == ["en", "nl"]
    times = [path.stat().st_mtime_ns for path in kept]
    files_matcher([glossary], source_locale="nl", locales=["en"])
    assert [path.stat().st_mtime_ns for path in kept] == times


def test_a_folder_that_cannot_be_written_is_done_without(glossary: Path) -> None:
    (glossary.parent / "cache").write_text("a file stands here", "utf-8")
    matcher = files_matcher([glossary], source_locale="nl", locales=["en"])
    (verdict,) = matcher.judge("Een tekort.", "A shortage.", locale="en")
    assert verdict.found == "shortage"


@pytest.mark.parametrize("named", ["", "relative"])
def test_without_an_absolute_folder_it_is_the_home_folder(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_cache() == tmp_path / ".cache" / "l10n"


def test_lint_and_export_take_a_glossary_from_anywhere(glossary: Path) -> None:
    run = CliRunner().invoke(cli, ["glossary", "lint", "--glossary", "terms.csv", "-l", "de"])
    assert run.exit_code == 0
    assert "There is no term in de." in run.output
    run = CliRunner().invoke(cli, ["glossary", "export", "out.tbx", "--glossary", "terms.csv"])
    assert run.exit_code == 0
    assert "deficiency" in (glossary.parent / "out.tbx").read_text("utf-8")

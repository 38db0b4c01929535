"""Where the glossary stands: one that was asked for and is not there does not go unnoticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command import run, tree

DEMO = Path(__file__).parent.parent / "cli" / "demo"
CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en"]\n'
JUDGING = [
    ["build"],
    ["merge"],
    ["export"],
    ["check"],
    ["status"],
    ["draft"],
    ["review", "list"],
    ["check", "locales/en/advies.po"],
]
WARNING = "tool.l10n.paths.glossary finds no file"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    configure(None)
    assert run("build").exit_code == 0
    return tmp_path


def configure(glossary: str | None) -> None:
    paths = "" if glossary is None else f'[tool.l10n.paths]\nglossary = "{glossary}"\n'
    Path("pyproject.toml").write_text(CONFIG + paths, "utf-8")


@pytest.mark.parametrize("command", [*JUDGING, ["glossary", "list"], ["glossary", "lint"]], ids=" ".join)
def test_a_named_file_that_is_missing_ends_the_run_before_anything_is_changed(folder: Path, command: list[str]) -> None:
    configure("glossary/termen.csv")
    Path("source/advies.html").write_text("<p>Neem 20 mg ijzer.</p>\n", "utf-8")
    before = tree(folder)
    done = run(*command)
    assert done.exit_code == 2, done.output
    assert "The glossary does not exist: «glossary/termen.csv»." in done.output
    assert tree(folder) == before


def test_a_missing_glossary_can_be_imported(folder: Path) -> None:
    configure("glossary/termen.csv")
    Path("termen.csv").write_text("nl,en\nijzer,iron\n", "utf-8")
    assert run("glossary", "import", "termen.csv").exit_code == 0
    assert run("build").exit_code == 0


@pytest.mark.parametrize("command", JUDGING, ids=" ".join)
def test_a_pattern_that_finds_nothing_is_told_once(folder: Path, command: list[str]) -> None:
    configure("glossary/*.csv")
    Path("glossary").rename("glosary")
    done = run(*command)
    assert done.exit_code == 0
    assert done.output.count(WARNING) == 1


@pytest.mark.parametrize("command", JUDGING, ids=" ".join)
def test_the_default_pattern_is_told_of_only_where_the_folder_is_there(folder: Path, command: list[str]) -> None:
    Path("glossary/terms.csv").rename("glossary/terms.txt")
    assert run(*command).output.count(WARNING) == 1
    shutil.rmtree("glossary")
    assert WARNING not in run(*command).output


def test_no_glossary_is_a_choice(folder: Path) -> None:
    configure("")
    assert WARNING not in run("build").output


@pytest.mark.parametrize("name", ["terms.CSV", "terms.Csv", "TERMS.CSV"])
@pytest.mark.parametrize("pattern", [None, "glossary/*.csv", "glossary/*.CSV"])
def test_capitals_in_the_extension_make_no_difference(folder: Path, name: str, pattern: str | None) -> None:
    before = run("glossary", "list").output
    Path("glossary/terms.csv").rename(f"glossary/{name}")
    configure(pattern)
    assert run("glossary", "list").output == before


def test_capitals_of_tbx_make_no_difference(folder: Path) -> None:
    before = run("glossary", "list").output
    run("glossary", "export", "terms.tbx")
    Path("terms.tbx").rename("glossary/TERMS.TBX")
    Path("glossary/terms.csv").unlink()
    configure("glossary/*.tbx")
    assert run("glossary", "list").output == before


@pytest.mark.parametrize("content", ["", "\ufeff", "\n \n"])
@pytest.mark.parametrize("name", ["empty.csv", "empty.tbx"])
def test_an_empty_file_is_an_error_of_that_file(folder: Path, name: str, content: str) -> None:
    Path("glossary", name).write_text(content, "utf-8")
    configure("glossary/*.[ct][sb][vx]")
    for command in ("merge", "build", "check", "draft"):
        done = run(command)
        assert done.exit_code == 1, done.output
        assert f"error: glossary/{name}:" in done.output
        assert "empty" in done.output or name == "empty.tbx"


def test_lint_says_where_there_is_nothing_to_read(folder: Path) -> None:
    Path("glossary/terms.csv").write_text("concept_id,lang,term,status\n", "utf-8")
    assert run("glossary", "lint").output == "There is no term in glossary/terms.csv.\n"
    Path("glossary/terms.csv").unlink()
    assert run("glossary", "lint").output == "There is no glossary: no file was read.\n"

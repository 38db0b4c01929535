"""What `-l` does at the commands that do not take it as the others do."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.command import run

DEMO = Path(__file__).parent / "demo"
ONE = (["memory", "export", "out.tmx"], ["import-html", "advies", "page.html"], ["review", "accept", "--all"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text("<p>Read this.</p>", "utf-8")
    run("merge")
    return tmp_path


@pytest.mark.parametrize("command", ONE, ids=" ".join)
@pytest.mark.parametrize("locales", [(), ("-l", "en", "-l", "ar")], ids=["none", "two"])
def test_one_locale_is_required(folder: Path, command: list[str], locales: tuple[str, ...]) -> None:
    for config in (Path("pyproject.toml").read_text(), '[tool.l10n]\nlocales = ["en"]\n'):
        Path("pyproject.toml").write_text(config)
        done = run(*command, *locales)
        assert done.exit_code == 2
        assert "Name one locale with -l.\n  l10n " in done.output


@pytest.mark.parametrize("command", ONE, ids=" ".join)
def test_help_says_that_one_locale_is_required(command: list[str]) -> None:
    words = command[:1] if command[0] == "import-html" else command[:2]
    assert "The locale: one, required." in run(*words, "--help").output


def languages(path: str) -> set[str]:
    with open(path, encoding="utf-8", newline="") as stream:
        return {row["lang"] for row in csv.DictReader(stream)}


@pytest.mark.parametrize("source", [(), ("--glossary", "../terms.csv")], ids=["project", "file"])
def test_a_glossary_is_given_out_in_the_locales_named(folder: Path, source: tuple[str, ...]) -> None:
    Path("glossary/terms.csv").write_text("nl,en,de\nijzer,iron,Eisen\n,\n", "utf-8")
    shutil.copy("glossary/terms.csv", "../terms.csv")
    assert run("glossary", "export", "all.csv", *source).exit_code == 0
    assert languages("all.csv") == {"nl", "en", "de"}
    assert run("glossary", "export", "some.csv", "-l", "en", *source).exit_code == 0
    assert languages("some.csv") == {"nl", "en"}
    assert run("glossary", "export", "some.csv", "-l", "de-AT", "-l", "nl", *source).exit_code == 0
    assert languages("some.csv") == {"nl", "de"}
    for tag, words in (("zz", "The glossary has no term in «zz»."), ("e n", "is not a language tag")):
        done = run("glossary", "export", "none.csv", "-l", tag, *source)
        assert done.exit_code == 2
        assert words in done.output
        assert not Path("none.csv").exists()

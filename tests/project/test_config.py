"""Configuration: what is wrong is named with its key, and a near miss gets a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.config import find_config, load_config
from l10n.errors import L10nError
from l10n.project import Project


def load(folder: Path, text: str) -> Path:
    file = folder / "pyproject.toml"
    file.write_text(text, "utf-8")
    return file


TWO = '[tool.l10n]\nlocales = ["en", "ar"]\n[tool.l10n.paths]\n'


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[tool.l10n\n", "TOML"),
        ("[tool.other]\n", "no [tool.l10n] table"),
        ('[tool.l10n]\nlocale = ["en"]\n', "«locales»"),
        ("[tool.l10n]\nlocales = 3\n", "list"),
        ('[tool.l10n]\nlocales = ["e n"]\n', "language tag"),
        ('[tool.l10n]\nlocales = ["nl"]\n', "source locale"),
        ("[tool.l10n]\nsource-locale = 1\n", "string"),
        ('[tool.l10n.paths]\nsourse = "x"\n', "«source»"),
        ("[tool.l10n.paths]\nsource = 1\n", "a string"),
        ('[tool.l10n.paths]\ncatalog = "po/{article}.po"\n', "{locale}"),
        ('[tool.l10n.paths]\noutput = "../{locale}/{article}.html"\n', "leaves"),
        ('[tool.l10n.paths]\noutput = "/{locale}/{article}.html"\n', "leaves"),
        ("[tool.l10n]\npaths = 3\n", "table"),
        ("[tool]\nl10n = 3\n", "table"),
        (
            f'{TWO}output = "locales/{{locale}}/{{article}}.po"\n',
            "catalog and tool.l10n.paths.output name the same file",
        ),
        (f'{TWO}template = "locales/ar/{{article}}.po"\n', "«locales/ar/x.po»"),
        (f'{TWO}preview = "./public/{{locale}}/{{article}}.html"\n', "«public/en/x.html»"),
        (f'{TWO}output = "source/{{locale}}/{{article}}.html"\n', "reads as articles"),
        (f'{TWO}source = "**/*.html"\n', "reads as articles"),
        (f'{TWO}source = "[s-]*/**/*.ht?l"\noutput = "site/{{locale}}/x/{{article}}.html"\n', "reads as articles"),
        ("[tool.l10n]\nengines = { deepl = 3 }\n", "table"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(L10nError) as caught:
        load_config(load(tmp_path, text))
    assert word in str(caught.value)
    assert str(tmp_path) in caught.value.where


@pytest.mark.parametrize(
    "paths",
    [
        'source = "*.html"\noutput = "{locale}/{article}.html"\n',
        'source = "nl/**/*.html"\noutput = "{locale}/{article}.html"\n',
        'source = "content/*/*.html"\noutput = "content/{article}.{locale}.html"\n',
        'source = "content/**/*.nl.html"\noutput = "content/{locale}/{article}.html"\n',
    ],
)
def test_places_that_are_apart_are_fine(tmp_path: Path, paths: str) -> None:
    assert load_config(load(tmp_path, TWO + paths)).locales == ("en", "ar")


def test_a_file_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = load(tmp_path, '[tool.l10n]\nlocales = ["en"]\n')
    (tmp_path / "source").mkdir()
    try:
        (tmp_path / "source" / "caf\udce9.html").touch()
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    with pytest.raises(L10nError, match="not in UTF-8") as caught:
        _ = Project.open(file).articles
    assert caught.value.where == r"source/caf\udce9.html"


def test_a_link_that_leads_round_is_not_followed(tmp_path: Path) -> None:
    file = load(tmp_path, '[tool.l10n]\nlocales = ["en"]\n')
    (tmp_path / "source" / "deep").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    for name in ("source/a.html", "elsewhere/b.html"):
        (tmp_path / name).touch()
    (tmp_path / "source" / "deep" / "round").symlink_to("..")
    (tmp_path / "source" / "linked").symlink_to("../elsewhere")
    assert [article.name for article in Project.open(file).articles] == ["a", "linked/b"]


def test_the_nearest_project_above_is_found(tmp_path: Path) -> None:
    file = load(tmp_path, '[tool.l10n]\nlocales = ["pt_br", "ar"]\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text("[project]\n", "utf-8")
    assert find_config(inner) == file
    assert load_config(file).locales == ("pt-BR", "ar")


def test_no_project_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(L10nError, match="l10n init"):
        find_config(tmp_path)


def test_two_files_with_one_name_are_refused(tmp_path: Path) -> None:
    file = load(tmp_path, '[tool.l10n.paths]\nsource = "source/**/*.htm*"\n')
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.html").touch()
    (tmp_path / "source" / "a.htm").touch()
    with pytest.raises(L10nError, match="Two files claim"):
        _ = Project.open(file).articles


def test_articles_are_named_by_their_path(tmp_path: Path) -> None:
    file = load(tmp_path, '[tool.l10n]\nlocales = ["en"]\n')
    for name in ("b", "a", "deep/er/c", "met spatie"):
        path = tmp_path / "source" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    project = Project.open(file)
    assert [article.name for article in project.articles] == ["a", "b", "deep/er/c", "met spatie"]
    assert project.relative(project.catalog_path("deep/er/c", "en")) == "locales/en/deep/er/c.po"
    assert project.reference(project.articles[-1], "kop 1") == "source/met%20spatie.html#kop%201"
    with pytest.raises(L10nError, match="«deep/er/c»"):
        project.select_articles(["deep/er/d"])

"""What can no longer be stood by leaves the output folder, is told, and keeps no other page from its turn."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from l10n.exchange.po import read_po, write_po
from l10n.workflow import withdraw
from tests import command

CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en"]\n'
SAID = {
    "Neem 2 pillen per dag als het niet over gaat.": "Take 2 pills a day if it does not go away.",
    "Neem 3 pillen per dag als het niet over gaat.": "Take 3 pills a day if it does not go away.",
}
PAGES = ["public/en/a.html", "public/en/g/b.html", "public/en/z.html"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles with a dose, published."""
    (tmp_path / "source" / "g").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    for name in ("a", "g/b", "z"):
        page = f"<!DOCTYPE html>\n<html lang=nl>\n<p>{next(iter(SAID))}</p>\n"
        (tmp_path / "source" / f"{name}.html").write_text(page, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("merge")
    for path in Path("locales").rglob("*.po"):
        catalog = read_po(path)
        write_po(
            path, replace(catalog, entries=tuple(one._replace(target=SAID[one.source]) for one in catalog.entries))
        )
    assert run("build")[0] == 0
    assert standing() == PAGES
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = command.run(*words)
    return done.exit_code, done.output


def standing() -> list[str]:
    return sorted(path.as_posix() for path in Path("public").rglob("*.html"))


def change(name: str, old: str, new: str) -> None:
    path = Path(name)
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_a_page_that_cannot_be_withdrawn_keeps_no_other_from_being(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in Path("source").rglob("*.html"):
        change(path.as_posix(), "Neem 2", "Neem 3")
    remove = withdraw.remove

    def stuck(path: Path) -> bool:
        if path.name == "b.html":
            raise withdraw.L10nError("The file cannot be removed: Permission denied.", where=str(path), hint="Look.")
        return remove(path)

    monkeypatch.setattr(withdraw, "remove", stuck)
    code, output = run("build")
    assert code == 1
    assert standing() == ["public/en/g/b.html"]
    assert output.count("public/en/g/b.html: The page cannot be withdrawn and is public still.") == 1
    assert "1 could not be built" in output
    monkeypatch.undo()
    os.chdir(project)
    assert run("build")[0] == 0
    assert standing() == []


@pytest.mark.parametrize("name", ["build", "export"])
def test_a_page_is_withdrawn_in_words_where_its_catalog_cannot_be_read(project: Path, name: str) -> None:
    with Path("locales/en/a.po").open("a", encoding="utf-8") as stream:
        stream.write('"x')
    code, output = run(name)
    assert code == 1
    assert "public/en/a.html: withdrawn (it cannot be judged as it stands)" in output
    assert "nothing changed" not in output
    assert standing() == PAGES[1:]


def test_an_article_that_cannot_be_read_is_one_failure_in_however_many_languages(project: Path) -> None:
    change("pyproject.toml", '["en"]', '["en", "de", "fr"]')
    Path("source/a.html").write_bytes(b"\x89PNG")
    code, output = run("build")
    assert code == 1
    assert "1 could not be built" in output
    assert standing() == PAGES[1:]


def test_what_was_withdrawn_is_told_to_programs(project: Path) -> None:
    Path("locales/en/a.po").write_text('msgid "no end\n', encoding="utf-8")
    told = json.loads(command.run("build", "--format", "json").stdout)
    assert told["withdrawn"] == ["public/en/a.html"]
    assert told["changed"] is True


@pytest.mark.parametrize("content", ["", " \n", "<!DOCTYPE html>\n<html lang=nl>\n"])
def test_an_article_without_a_text_is_no_page_for_readers(project: Path, content: str) -> None:
    Path("source/a.html").write_text(content, encoding="utf-8")
    _, output = run("build")
    assert "the article has no text; remove it if that is meant" in output
    assert standing() == PAGES[1:]


def test_a_page_of_pictures_is_a_page(project: Path) -> None:
    Path("source/p.html").write_text("<!DOCTYPE html>\n<html lang=nl><img src=x.png>\n", encoding="utf-8")
    run("build")
    assert "public/en/p.html" in standing()


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_removed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def closed(path: object = ".") -> object:
        if str(path).endswith("source/g"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", closed)
    code, output = run("build")
    assert code == 1
    assert "source/g: The folder cannot be read: Permission denied." in output
    assert standing() == PAGES


@pytest.mark.parametrize(
    "texts",
    [
        {"header": "de", "target": "Nehmen Sie 2 Pillen am Tag, wenn es nicht von selbst weggeht."},
        {"header": "", "target": "Nehmen Sie 2 Pillen am Tag, wenn es nicht von selbst weggeht und das auch so ist."},
        {"header": "en", "target": next(iter(SAID))},
    ],
)
def test_a_catalog_in_another_language_is_not_published(project: Path, texts: dict[str, str]) -> None:
    path = Path("locales/en/a.po")
    catalog = read_po(path)
    header = tuple((name, texts["header"] if name == "Language" else value) for name, value in catalog.header)
    entries = tuple(one._replace(target=texts["target"]) for one in catalog.entries)
    write_po(path, replace(catalog, header=header, entries=entries))
    code, output = run("build")
    assert code == 3
    assert "language:" in output
    assert standing() == PAGES[1:]

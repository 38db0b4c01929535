"""What moves between articles is judged by the catalogs as they stood, whatever the order of the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.exchange.po import read_po
from l10n.project import Project
from l10n.workflow.merge import Merger
from l10n.workflow.merge_many import merge_many
from l10n.workflow.reading import Reader
from tests.moving_site import (
    CONFIG,
    LOCALES,
    MOVES,
    dateless,
    edit,
    edited,
    files,
    merge,
    save,
    site,
    stopped,
    texts,
    without_waiting,
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_waiting(monkeypatch)


@pytest.mark.parametrize("taker", ["a", "z"])
def test_an_article_that_is_split_takes_edited_texts_along_too(tmp_path: Path, taker: str) -> None:
    before = {"b": texts(0, 1, 2, 3, 4, 5)}
    site(tmp_path, before, {"b": texts(0, 1, 2), taker: [*texts(3, 4), *edited(texts(5))]})
    merge(tmp_path)
    taken = read_po(tmp_path / f"locales/en/{taker}.po").entries
    assert [bool(entry.target) for entry in taken] == [True, True, True]
    assert [entry.fuzzy for entry in taken] == [False, False, True]


@pytest.mark.parametrize("waiting", ["a", "z"])
def test_a_text_that_waits_elsewhere_gets_the_translation_that_its_edited_twin_leaves(
    tmp_path: Path, waiting: str
) -> None:
    def ready(folder: Path) -> Path:
        save(folder, {"m": texts(0, 1), waiting: texts(1, 2)})
        (folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
        merge(folder)
        for path in (folder / "locales").glob("*/m.po"):
            edit(path, lambda entry: entry._replace(target=entry.source.replace("e", "é")))
        merge(folder)
        save(folder, {"m": [*texts(0), *edited(texts(1))], waiting: texts(1, 2)})
        return folder

    whole = ready(tmp_path / "whole")
    merge(whole)
    for locale in ("en", "fr"):
        found = read_po(whole / "locales" / locale / f"{waiting}.po")
        assert [bool(entry.target) for entry in found.entries] == [True, False]
    made = files(whole)
    merge(whole)
    assert files(whole) == made
    for steps in range(100):
        folder = ready(tmp_path / str(steps))
        is_stopped = stopped(folder, steps)
        merge(folder)
        assert dateless(files(folder)) == dateless(made)
        if not is_stopped:
            return


def test_a_text_that_was_removed_is_found_though_it_still_stands_there_in_another_context(tmp_path: Path) -> None:
    config = CONFIG + '[tool.l10n.html]\ncontext = { "b:only-child" = "menu" }\n'
    save(tmp_path, {"a": [*texts(0, 1), "<b>Thee</b>", "Thee"], "z": texts(2)})
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    merge(tmp_path)
    for path in (tmp_path / "locales").glob("*/a.po"):
        edit(path, lambda entry: entry._replace(target="Tea" if not entry.context else "The tea"))
    save(tmp_path, {"a": [*texts(0, 1), "<b>Thee</b>"], "z": texts(2)})
    merge(tmp_path)
    save(tmp_path, {"a": [*texts(0), "<b>Thee</b>"], "z": [*texts(2), "Thee"]})
    merge(tmp_path)
    made = files(tmp_path)
    assert [entry.target for entry in read_po(tmp_path / "locales/en/z.po").entries] == ["", "Tea"]
    merge(tmp_path)
    assert files(tmp_path) == made


def test_an_article_says_which_catalog_it_waits_for(tmp_path: Path) -> None:
    folder = site(tmp_path, *MOVES["split"])
    broken = folder / "locales/en/b.po"
    broken.write_bytes(broken.read_bytes() + b'msgid "no end\n')
    before = files(folder)
    reader = Reader(Project.open(folder / "pyproject.toml"))
    errors = [one for one in merge_many(Merger(reader), reader.project.articles, LOCALES) if isinstance(one, L10nError)]
    assert [error.where.partition(":")[0] for error in errors] == ["locales/en/b.po", "locales/en/z.po"]
    assert errors[0].where in errors[1].message
    assert {name: data for name, data in files(folder).items() if "/en/" in name} == {
        name: data for name, data in before.items() if "/en/" in name
    }

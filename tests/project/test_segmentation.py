"""Segmentation: a unit may be a sentence, and the way back to blocks loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli
from l10n.exchange.po import read_po, write_po
from l10n.model import Catalog

DEMO = Path(__file__).parent.parent / "cli" / "demo"
PAGE = """<!DOCTYPE html><html lang="nl"><title>IJzer</title>
<p>Neem <b>nooit</b> meer.  Vraag het je arts.
Wacht niet.</p><p>Rust uit.</p></html>
"""
TEXTS = {
    "IJzer": "Iron",
    "Neem <b>nooit</b> meer.": "Take <b>never</b> more.",
    "Vraag het je arts.": "Ask your doctor.",
    "Wacht niet.": "Do not wait.",
    "Rust uit.": "Rest.",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DEMO, tmp_path, dirs_exist_ok=True)
    (tmp_path / "source" / "advies.html").write_text(PAGE, "utf-8")
    configure(tmp_path, "sentence")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(folder: Path, segmentation: str) -> None:
    text = f'[tool.l10n]\nlocales = ["en"]\nsegmentation = "{segmentation}"\n'
    (folder / "pyproject.toml").write_text(text, "utf-8")


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def fill(path: Path) -> Catalog:
    from dataclasses import replace

    catalog = read_po(path)
    entries = tuple(entry._replace(target=TEXTS[entry.source]) for entry in catalog.entries)
    write_po(path, replace(catalog, entries=entries))
    return catalog


def test_each_sentence_is_an_entry(project: Path) -> None:
    run("merge")
    catalog = fill(project / "locales/en/advies.po")
    assert [entry.source for entry in catalog.entries] == list(TEXTS)


def test_the_page_has_its_blocks_again(project: Path) -> None:
    run("merge")
    fill(project / "locales/en/advies.po")
    assert "published" in run("build")
    page = (project / "public/en/advies.html").read_text("utf-8")
    assert "<p>Take <b>never</b> more. Ask your doctor. Do not wait.</p><p>Rest.</p>" in page


def test_reviewed_work_goes_along_to_blocks_and_back(project: Path) -> None:
    run("merge")
    fill(project / "locales/en/advies.po")
    run("build")
    page = (project / "public/en/advies.html").read_bytes()
    for segmentation in ("block", "sentence"):
        configure(project, segmentation)
        assert "1 page published, 0 held" in run("build")
        assert (project / "public/en/advies.html").read_bytes() == page


def test_a_preview_marks_what_is_missing(project: Path) -> None:
    run("merge")
    assert "written" in run("export", "--preview")

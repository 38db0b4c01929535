"""A real browser reads the published pages: every text is there in its language and direction, no Dutch is left."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from l10n.exchange.po import read_po
from l10n.inline import plain
from l10n.locales import Locale
from l10n.project import Project
from l10n.workflow.export import render
from l10n.workflow.reading import Reader

ROOT = Path(__file__).parent.parent
BROWSER = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --dump-dom"
).split()

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed: pages are not read by a browser")


def in_browser(page: Path, profile: Path) -> str:
    """The page as the browser has it after loading."""
    assert BROWSER is not None
    command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", page.as_uri()]
    return subprocess.run(command, capture_output=True, check=True, timeout=120, text=True).stdout


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_page_is_complete(locale: str, tmp_path: Path) -> None:
    project = Project.open(ROOT / "pyproject.toml")
    article = project.articles[0]
    page = tmp_path / "page.html"
    page.write_bytes(render(Reader(project), article, Locale(locale)))
    tree = html.document_fromstring(in_browser(page, tmp_path / "profile"))

    assert tree.get("lang") == locale
    assert tree.get("dir", "ltr") == Locale(locale).direction
    seen = " ".join(tree.text_content().split())
    values = " ".join(value for element in tree.iter() for value in element.attrib.values())
    for entry in read_po(project.catalog_path(article.name, locale)).active:
        for run in re.split("[\ufffc\n]", plain(entry.target)):
            assert " ".join(run.split()) in seen or run.strip() in values, run
    for unit in Reader(project).units(article):
        if len(unit.source.split()) > 6:
            assert " ".join(plain(unit.source).split()) not in seen

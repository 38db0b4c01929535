"""The page about the glossary shows what the commands print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sessions import check_page

HERE = Path(__file__).parent


def test_the_page_about_the_glossary_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    folder = tmp_path / "demo"
    shutil.copytree(HERE / "demo", folder)
    check_page(HERE.parents[1] / "docs" / "glossary.md", folder)

"""`l10n memory` and `l10n import-html` on a tiny project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sessions import check_page

HERE = Path(__file__).parent
PAGES = sorted((HERE / "sessions").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_session(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    folder = tmp_path / "demo"
    shutil.copytree(HERE / "demo", folder)
    check_page(page, folder)

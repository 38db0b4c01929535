"""The pages on merge and memory show what the commands print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sessions import check_page

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["merge", "memory"])
def test_page(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    folder = tmp_path / "demo"
    shutil.copytree(ROOT / "tests" / "memory" / "demo", folder)
    check_page(ROOT / "docs" / f"{name}.md", folder)

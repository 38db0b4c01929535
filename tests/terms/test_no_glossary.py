"""A project without a glossary: nothing is asked of any text, and nothing of the terms is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import sys
from l10n.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
loaded = sorted(name for name in sys.modules if name.startswith("l10n.terms"))
assert not loaded, loaded
"""


@pytest.mark.parametrize("command", ["merge", "build", "check", "draft"])
def test_no_command_loads_the_terms(tmp_path: Path, command: str) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "blad.html").write_text("<html lang=nl><p>Neem 2 tabletten.</p></html>", "utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.l10n]\nsource-locale = "nl"\nlocales = ["en"]\n', "utf-8")
    steps = ["build", command] if command in ("check", "draft") else [command]
    for step in steps:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, step], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

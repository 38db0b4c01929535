"""A terminal gets a bar, and what is sent elsewhere gets the results, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")
HERE = Path(__file__).parent


def test_results_go_where_stdout_goes_though_stderr_is_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(HERE / "demo", folder)
    name = "een-lange-naam-die-in-geen-smalle-regel-past"
    shutil.copy(folder / "source" / "advies.html", folder / "source" / f"{name}.html")
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "l10n", "build"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, "COLUMNS": "30", "TERM": "xterm"},
            check=True,
            text=True,
        )
        shown = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert f"wrote locales/en/{name}.po (4 new)\n" in done.stdout
    assert done.stdout.endswith("0 pages published, 4 held.\n")
    assert "\x1b" not in done.stdout
    assert "Building" in shown
    assert "published" not in shown

"""A dry run writes nothing at all, not even what the next run could use."""

from __future__ import annotations

import gc
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli

HERE = Path(__file__).parent
COMMANDS = [line for line in (HERE / "dry_runs.txt").read_text("utf-8").splitlines() if not line.startswith("#")]

TRANSLATED = """<!doctype html>
<html lang="en">
<title>Advice on iron</title>
<h1>Advice on iron</h1>
<p>Never take more than <strong>20&nbsp;mg</strong> of iron a day.</p>
"""


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with its size and time; of folders the time alone."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        stat = path.lstat()
        found[str(path)] = (0 if path.is_dir() else stat.st_size, stat.st_mtime_ns)
    return found


@pytest.mark.parametrize("state", ["new", "built", "built, nothing kept", "edited"])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_written(command: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(HERE / "demo", folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    article = folder / "source" / "advies.html"
    (tmp_path / "page.html").write_text(TRANSLATED, "utf-8")
    if state != "new":
        assert CliRunner().invoke(cli, ["build"]).exit_code == 0
    if state == "built, nothing kept":
        shutil.rmtree(folder / ".l10n")
    if state == "edited":
        assert CliRunner().invoke(cli, ["draft"]).exit_code == 0
        article.write_bytes(article.read_bytes().replace(b"20", b"200"))
    gc.collect()  # what the runs before kept is on the disk when they are gone
    before = tree(folder)
    result = CliRunner().invoke(cli, [*shlex.split(command), "-n"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 3), result.output
    assert tree(folder) == before

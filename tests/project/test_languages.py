"""Any language tag makes a project: also one that the tables of the outside libraries do not have."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli
from l10n.exchange.po import read_po

PAGE = '<html lang="nl"><h1>Angst</h1><p>Je huisarts kan je helpen: bel 0900 1234 of neem 1,5 tablet.</p></html>\n'


@pytest.mark.parametrize(
    ("tag", "plural"),
    [
        ("de", "nplurals=2; plural=(n != 1);"),
        ("pt-BR", "nplurals=2; plural=(n > 1);"),
        ("de-x-leicht", "nplurals=2; plural=(n != 1);"),
        ("srn", None),
        ("li", None),
        ("tlh", None),
        ("klingon", None),
    ],
)
def test_a_language_is_merged_and_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str, plural: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "pyproject.toml").write_text(f'[tool.l10n]\nlocales = ["{tag}"]\n', "utf-8")
    for command in (["merge"], ["build"], ["check"], ["draft"], ["status"]):
        done = CliRunner().invoke(cli, command)
        assert done.exit_code == 0, done.output
    path = tmp_path / "locales" / tag / "a.po"
    header = dict(read_po(path).header)
    assert header["Language"] == tag.replace("-", "_")
    assert header.get("Plural-Forms") == plural
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], check=True)

"""`l10n init` says each thing it made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli import cli

FOLDERS = "source/ glossary/ glossary/terms.csv".split()


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    ("before", "first", "last"),
    [
        (None, ["{} pyproject.toml"], []),
        ("", [], ["{} [tool.l10n] to pyproject.toml"]),
        ('[project]\nname = "x"\n', [], ["{} [tool.l10n] to pyproject.toml"]),
    ],
)
def test_what_was_made_is_said_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    before: str | None,
    first: list[str],
    last: list[str],
    *,
    dry_run: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    if before is not None:
        Path("pyproject.toml").write_text(before)
    made, added = ("would make", "would add") if dry_run else ("made", "added")
    done = CliRunner().invoke(cli, ["init", "-l", "en", *(["-n"] if dry_run else [])])
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        *(line.format(made) for line in first),
        *(f"{made} {name}" for name in FOLDERS),
        *(line.format(added) for line in last),
    ]

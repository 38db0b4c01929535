"""What is kept of a check may be spoiled, out of reach or old: that costs time, and never a finding or a failure."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.checks.baseline import format_baseline
from l10n.cli import cli
from l10n.errors import L10nError
from l10n.workflow.check import Checked
from l10n.workflow.kept import sealed
from tests.checked_site import (
    ALL,
    SELECTIONS,
    afresh,
    check,
    make_site,
    note_judged,
    translate_it,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return note_judged(monkeypatch)


def test_an_error_is_told_every_time(folder: Path) -> None:
    first = check(folder)
    (folder / "locales/fr/a.po").write_text('msgid "no end\n', encoding="utf-8")
    (folder / "source" / "b.html").write_bytes(b"\x89PNG")
    for _ in range(2):
        failures: list[str] = []
        found = check(folder, failures=failures)
        assert [one.split(":")[0] for one in failures] == ["locales/fr/a.po", "source/b.html", "source/b.html"]
        assert found.findings == tuple(one for one in first.findings if one.path == "locales/en/a.po")
        assert found.files == 1


def test_a_catalog_that_is_not_there_is_nothing(folder: Path, judged: list[str]) -> None:
    (folder / "locales/en/b.po").unlink()
    assert check(folder).files == 3
    judged.clear()
    assert check(folder).files == 3
    assert judged == []


def test_a_glossary_that_cannot_be_read_ends_every_run_after_what_else_is_wrong(folder: Path) -> None:
    check(folder)
    (folder / "locales/fr/a.po").write_text('msgid "no end\n', encoding="utf-8")
    (folder / "glossary" / "terms.csv").write_bytes(b"\xff\xfe\x00")
    for _ in range(2):
        failures: list[str] = []
        with pytest.raises(L10nError, match=r"terms\.csv"):
            check(folder, failures=failures)
        assert [one.split(":")[0] for one in failures] == ["locales/fr/a.po"]


def test_a_glossary_that_cannot_be_read_is_told_where_there_is_no_catalog_yet(folder: Path) -> None:
    shutil.rmtree(folder / "locales")
    assert check(folder) == Checked()
    (folder / "glossary" / "terms.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(L10nError, match=r"terms\.csv"):
        check(folder)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0 cut off", b"\xff" * 5000])
def test_a_memory_that_is_spoiled_is_none(folder: Path, damage: bytes) -> None:
    first = check(folder)
    (folder / ".l10n" / "findings.sqlite3").write_bytes(damage)
    assert check(folder) == first
    assert check(folder) == first


@pytest.mark.parametrize(
    "value", [None, [], {}, "text", [1], [1, []], [2, [["a"]]], [1, [["a"], ["b"]]], [1, [["x"]] * 12], [1, [1] * 12]]
)
def test_a_value_that_no_run_kept_is_none(folder: Path, value: object) -> None:
    first = check(folder)
    with sqlite3.connect(folder / ".l10n" / "findings.sqlite3") as connection:
        for name, kept in connection.execute("SELECT name, value FROM kept").fetchall():
            connection.execute("UPDATE kept SET value = ? WHERE name = ?", (sealed(value, kept[:32]), name))
    connection.close()
    assert check(folder) == first


@pytest.mark.parametrize("length", [0, 1, 32, 40, 64, 100])
def test_a_value_that_is_cut_off_is_none(folder: Path, judged: list[str], length: int) -> None:
    first = check(folder)
    with sqlite3.connect(folder / ".l10n" / "findings.sqlite3") as connection:
        connection.execute("UPDATE kept SET value = substr(value, 1, ?)", (length,))
    connection.close()
    judged.clear()
    assert check(folder) == first
    assert sorted(judged) == sorted(ALL)


def test_a_value_that_is_not_what_was_kept_is_none(folder: Path, judged: list[str]) -> None:
    first = check(folder)
    with sqlite3.connect(folder / ".l10n" / "findings.sqlite3") as connection:
        for name, kept in connection.execute("SELECT name, value FROM kept").fetchall():
            connection.execute("UPDATE kept SET value = ? WHERE name = ?", (kept.replace(b"mg", b"kg"), name))
    connection.close()
    judged.clear()
    assert check(folder) == first
    assert sorted(judged) == ["locales/en/a.po", "locales/fr/a.po"]


def test_a_folder_that_cannot_be_written_costs_time_only(folder: Path) -> None:
    (folder / ".l10n").write_text("a file\n", encoding="utf-8")
    assert check(folder) == check(folder) == afresh(folder)
    assert (folder / ".l10n").read_text("utf-8") == "a file\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder")
def test_a_project_that_is_for_reading_is_checked_by_what_is_remembered(folder: Path, judged: list[str]) -> None:
    first = check(folder)
    for path in (folder / ".l10n").iterdir():
        path.chmod(0o400)
    (folder / ".l10n").chmod(0o500)
    try:
        judged.clear()
        assert check(folder) == first
        assert judged == []
        translate_it(folder)
        assert check(folder) == afresh(folder)
    finally:
        (folder / ".l10n").chmod(0o700)


def test_a_run_beside_one_that_keeps_its_findings_waits_for_nobody(folder: Path) -> None:
    first = check(folder)
    other = sqlite3.connect(folder / ".l10n" / "findings.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    translate_it(folder)
    assert check(folder) == afresh(folder)
    other.execute("COMMIT")
    other.close()
    assert check(folder) == afresh(folder) != first


def test_what_the_project_no_longer_has_is_forgotten(folder: Path) -> None:
    check(folder)
    check(folder, SELECTIONS[1])
    assert len(names(folder)) == 8
    (folder / "source" / "a.html").rename(folder / "source" / "c.html")
    for locale in ("en", "fr"):
        (folder / "locales" / locale / "a.po").rename(folder / "locales" / locale / "c.po")
    check(folder)
    assert names(folder) == {"b en", "b en by hand", "b fr", "b fr by hand", "c en", "c fr"}


def names(folder: Path) -> set[str]:
    connection = sqlite3.connect(folder / ".l10n" / "findings.sqlite3")
    found = {name for (name,) in connection.execute("SELECT name FROM kept")}
    connection.close()
    return found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "-q",
        "-v --show-waived",
        "--format json --show-waived",
        "--format sarif",
        "--format github --strict",
        "--select numbers,terms --strict",
        "--ignore numbers --format json",
        "--baseline known.json --format json --show-waived",
        "--write-baseline new.json",
        "b -l fr --show-waived",
        "locales/fr/a.po locales/en/b.po locales/fr/a.po --format json",
    ],
)
def test_what_is_printed_is_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    (folder / "known.json").write_bytes(format_baseline(check(folder).findings[:1]))
    monkeypatch.chdir(folder)
    said = []
    for keeps in (False, True, True):
        if not keeps:
            shutil.rmtree(folder / ".l10n")
        (folder / "new.json").unlink(missing_ok=True)
        result = CliRunner().invoke(cli, ["check", *words.split()])
        written = (folder / "new.json").read_bytes() if "new.json" in words else b""
        said.append((result.exit_code, result.stdout, result.stderr, written))
    assert said[0] == said[1] == said[2]
    assert any(said[0][1:])

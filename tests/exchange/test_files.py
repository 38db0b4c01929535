"""Files: whole or not at all, one run at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.exchange.files import exclusive, read_bytes, remove, write_bytes


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    assert write_bytes(path, b"x")
    assert not write_bytes(path, b"x")
    assert write_bytes(path, b"y")
    assert path.read_bytes() == b"y"


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("日" * 83 + ".html")
    assert write_bytes(path, b"x")
    assert path.read_bytes() == b"x"


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    write_bytes(tmp_path / "b.txt", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "link.txt").symlink_to(real)
    write_bytes(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(L10nError, match="does not exist"):
        read_bytes(tmp_path / "none")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(L10nError, match="cannot be written"):
        write_bytes(tmp_path / "x" / "y", b"z")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(L10nError, match="cannot be written"):
        write_bytes(tmp_path / "x", b"z")
    tmp_path.chmod(0o700)


def test_remove_says_whether_there_was_a_file(tmp_path: Path) -> None:
    write_bytes(tmp_path / "x", b"z")
    assert remove(tmp_path / "x")
    assert not remove(tmp_path / "x")


def test_two_runs_do_not_interleave(tmp_path: Path) -> None:
    program = "import sys, pathlib; from l10n.exchange.files import exclusive\nwith exclusive(pathlib.Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(L10nError, match="Another l10n run"), exclusive(tmp_path, wait=0.1):
            pass
        other.kill()
    with exclusive(tmp_path, wait=5):
        pass


@pytest.mark.skipif(os.name != "posix", reason="only POSIX tells of a process whether it lives without ending it")
def test_what_killed_runs_left_behind_is_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    kept = [f".a.po.{os.getpid()}-0.tmp", f".b.po.{ended.pid}-1.tmp", ".c.tmp", f"d.po.{ended.pid}-2.tmp"]
    left = f".a.po.{ended.pid}-0.tmp"
    for name in [*kept, left]:
        (tmp_path / name).write_bytes(b"half")
        hours_ago = time.time() - 7200
        os.utime(tmp_path / name, (hours_ago, hours_ago))
    os.utime(tmp_path / kept[1])  # just now
    write_bytes(tmp_path / "a.po", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, "a.po"])

"""What is kept between two runs, and what a dry run leaves alone."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

from l10n.exchange.store import Store


def put(folder: Path, name: str, value: bytes, *, writes: bool = True) -> None:
    store = Store(folder, "kept.sqlite3", writes=writes)
    store.put(name, value)
    assert store.get(name) == value


def get(folder: Path, name: str, *, writes: bool = True) -> bytes | None:
    return Store(folder, "kept.sqlite3", writes=writes).get(name)


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    put(tmp_path / "cache", "a", "één".encode())
    gc.collect()
    assert get(tmp_path / "cache", "a") == "één".encode()


def test_a_dry_run_reads_and_leaves_everything_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    put(folder, "b", b"two", writes=False)
    assert not folder.exists()
    put(folder, "a", b"one")
    gc.collect()
    put(folder, "a", b"other", writes=False)
    gc.collect()
    assert get(folder, "a", writes=False) == b"one"
    assert get(folder, "b") is None


def test_a_file_that_is_no_database_keeps_nothing_in_a_dry_run(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite3").write_bytes(b"no database at all, but long enough to look like one")
    assert get(tmp_path, "a", writes=False) is None
    assert (tmp_path / "kept.sqlite3").read_bytes().startswith(b"no database")


@pytest.mark.parametrize("writes", [True, False])
def test_what_nobody_names_any_more_is_forgotten(tmp_path: Path, writes: bool) -> None:
    for name in "abc":
        put(tmp_path, name, b"value")
    Store(tmp_path, "kept.sqlite3", writes=writes).forget_others({"a", "c", "d"})
    assert [get(tmp_path, name) for name in "abc"] == [b"value", None if writes else b"value", b"value"]


@pytest.mark.filterwarnings("error")
def test_a_store_may_end_in_another_thread(tmp_path: Path) -> None:
    made: list[Store] = []

    def work() -> None:
        store = Store(tmp_path, "kept.sqlite3")
        store.put("a", b"one")
        made.append(store)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    made.clear()
    gc.collect()
    assert get(tmp_path, "a") == b"one"

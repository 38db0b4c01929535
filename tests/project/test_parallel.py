"""Several processes share the articles of a large site; nobody sees it but by the clock."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from l10n.project import Project
from l10n.workflow import extract as extraction
from l10n.workflow.parallel import in_turns
from l10n.workflow.reading import Reader

CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en"]\n'


def site(folder: Path, pages: int) -> Path:
    (folder / "source").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    for number in range(pages):
        text = f"<html lang=nl><p>Neem {number} druppels &amp; <b>meer</b> niet.</p>" * (number % 5 + 1)
        (folder / "source" / f"a{number:03}.html").write_text(text, encoding="utf-8")
    return folder


def l10n(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "l10n", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def templates(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "locales").glob("*.pot")}


def test_results_come_in_order() -> None:
    def work(item: int) -> tuple[int, int]:
        time.sleep(0.02 if item % 3 == 0 else 0)
        return item * item, os.getpid()

    found = list(in_turns(work, range(20), least=2, processes=3))
    assert [result for result, _ in found] == [item * item for item in range(20)]
    assert len({process for _, process in found}) == (3 if sys.platform == "linux" else 1)


def test_few_items_start_no_process() -> None:
    found = set(in_turns(lambda _item: os.getpid(), range(5), least=6, processes=2))
    assert found == {os.getpid()}


def test_an_error_is_raised_in_its_turn() -> None:
    def work(item: int) -> int:
        if item == 4:
            raise ValueError("four")
        return item

    found: list[int] = []
    with pytest.raises(ValueError, match="four"):
        found.extend(in_turns(work, range(9), least=2, processes=2))
    assert found == [0, 1, 2, 3]


def test_an_error_that_cannot_travel_is_raised_all_the_same() -> None:
    class TwoWordsError(Exception):
        def __init__(self, one: str, two: str) -> None:
            super().__init__(f"{one} {two}")

    def work(item: int) -> int:
        if item == 4:
            raise TwoWordsError("item", "four")
        return item

    with pytest.raises(TwoWordsError, match="item four"):
        list(in_turns(work, range(9), least=2, processes=2))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")
def test_what_a_killed_process_leaves_undone_is_done_all_the_same() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if item == 5 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert list(in_turns(work, range(12), least=2, processes=2)) == list(range(12))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")
def test_where_the_system_has_no_more_processes_all_is_done_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, forked = os.fork, []

    def scarce() -> int:
        if forked:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        forked.append(fork())
        return forked[0]

    monkeypatch.setattr(os, "fork", scarce)
    found = list(in_turns(lambda item: (item, os.getpid()), range(12), least=2, processes=3))
    assert [item for item, _ in found] == list(range(12))
    assert len(forked) == 1
    assert {process for _, process in found} == {os.getpid(), *forked}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")
def test_what_cannot_travel_is_found_here() -> None:
    def work(item: int) -> object:
        return (lambda: item) if item == 3 else item  # a function cannot be sent

    found = list(in_turns(work, range(8), least=2, processes=2))
    assert callable(found.pop(3))
    assert found == [0, 1, 2, 4, 5, 6, 7]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")
def test_nobody_goes_on_working_when_nobody_listens(tmp_path: Path) -> None:
    def work(item: int) -> int:
        (tmp_path / str(item)).touch()
        time.sleep(0.1)
        return item

    results = in_turns(work, range(60), least=2, processes=2)
    assert next(results) == 0  # comes with the answers to 2, 4 and 6
    results.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) <= 12


def test_extraction_is_the_same_with_many_processes_and_with_one(tmp_path: Path) -> None:
    many, one = site(tmp_path / "many", extraction.MANY + 10), site(tmp_path / "one", extraction.MANY + 10)
    (many / "source" / "a007.html").write_bytes(b"\xff\xfe\x00")
    (one / "source" / "a007.html").write_bytes(b"\xff\xfe\x00")
    said = [l10n(many, "extract")]
    # A part of the articles first, so that too few are left for more than one process.
    said.append(l10n(one, "extract", *(f"a{number:03}" for number in range(100))))
    said.append(l10n(one, "extract"))
    assert templates(many) == templates(one)
    assert len(templates(many)) == extraction.MANY + 9
    assert said[0].returncode == said[2].returncode == 1
    assert said[0].stderr == said[2].stderr
    again = l10n(many, "extract")
    assert again.stdout.count("unchanged:") == extraction.MANY + 9


@pytest.mark.parametrize("processes", [1, 3])
def test_a_template_that_is_overwritten_during_a_run_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    folder = site(tmp_path, 12)
    monkeypatch.setattr(extraction, "MANY", 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(processes)), raising=False)

    def extract() -> None:
        reader = Reader(Project.open(folder / "pyproject.toml"))
        for result in extraction.extract(reader, reader.project.articles):
            assert isinstance(result, extraction.Extracted)
            if not (folder / "done").exists():
                time.sleep(0.3)  # as long as the others need
                for name in templates(folder):
                    (folder / "locales" / name).write_text("# older\n", encoding="utf-8")
                (folder / "done").touch()
        reader.memo.save()

    extract()
    extract()
    assert all(data.startswith(b"# Template of") for data in templates(folder).values())


@pytest.mark.skipif(sys.platform != "linux", reason="processes are used on Linux only")
def test_an_interrupted_run_leaves_whole_files_and_no_process(tmp_path: Path) -> None:
    folder = site(tmp_path, 1500)
    run = subprocess.Popen(
        [sys.executable, "-m", "l10n", "extract"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode in (130, 0)  # 0 where it was done already
    assert "Traceback" not in errors
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
    assert not list((folder / "locales").glob(".*.tmp"))
    assert all(data.endswith(b'msgstr ""\n') for data in templates(folder).values())

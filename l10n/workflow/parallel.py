"""Articles are independent: where many are to be worked on, several processes take turns.

Each process gets its share at the beginning and sends its results through a pipe of its own, so that nobody waits for
a queue: where the run is killed, the pipes break and the processes end.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Generic, TypeAlias, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_Answer: TypeAlias = tuple[Result] | None


def in_turns(
    work: Callable[[Item], Result], items: Sequence[Item], *, least: int, processes: int | None = None
) -> Iterator[Result]:
    """Yield `work(item)` for every item, in their order.

    From `least` items on, `processes` (default: one for each processor that is ours, at most 8) share them, where the system has
    processes that begin as a copy of this one. Results travel between them. What a process has left undone, because it died
    or `work` raised an error, is done here in its turn, so that errors are those of one process.
    """
    count = process_count(len(items), least=least, processes=processes)
    if count < 2:
        yield from map(work, items)
        return
    yield from _Crew(work, items, count)


def in_turns_after_first(
    make: Callable[[], Callable[[Item], Result]], items: Sequence[Item], *, processes: int | None = None
) -> Iterator[Result]:
    """Yield the work on every item, in their order; the first is worked on before processes share the others.

    What it looked up is then in the memory of all. `make` is asked for the work on it and for that on the others, so that
    what belongs to one process, such as a connection, is not shared.
    """
    yield from map(make(), items[:1])
    yield from in_turns(make(), items[1:], least=2, processes=processes)


def process_count(items: int, *, least: int, processes: int | None = None) -> int:
    """How many processes share so many items."""
    if sys.platform != "linux" or items < least:
        return 1
    return min(processes or min(len(os.sched_getaffinity(0)), _MOST), items)


_MOST = 8
_PARTS = 10
_TOGETHER = 50
"""A tenth of a share's answers travel together, at most so many: to be woken for each would cost the first process as much
as to read it, and to wait for all would leave it idle."""


class _Crew(Generic[Item, Result]):
    """Processes at work, each a copy of this one that ends when its share is done."""

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item], count: int) -> None:
        self._work, self._items = work, items
        self._pipes: list[BinaryIO | None] = []
        self._answers: list[deque[_Answer[Result]]] = [deque() for _ in range(count)]
        self._processes: list[int] = []
        for number in range(count):
            ours, theirs = os.pipe()
            try:
                process = os.fork()
            except OSError:  # no more processes for now: its share is done here
                os.close(ours)
                os.close(theirs)
                self._pipes.append(None)
                continue
            if not process:
                try:
                    for pipe in self._pipes:
                        if pipe is not None:
                            pipe.close()
                    os.close(ours)
                    _share(work, items[number::count], theirs)
                finally:
                    os._exit(0)  # nothing of what the first process has to do at its end
            os.close(theirs)
            self._pipes.append(os.fdopen(ours, "rb"))
            self._processes.append(process)

    def __iter__(self) -> Iterator[Result]:
        try:
            for index, item in enumerate(self._items):
                yield self._result(index % len(self._pipes), item)
        finally:
            for pipe in self._pipes:
                if pipe is not None:
                    pipe.close()
            for process in self._processes:
                os.waitpid(process, 0)

    def _result(self, number: int, item: Item) -> Result:
        pipe, answers = self._pipes[number], self._answers[number]
        if pipe is not None and not answers:
            try:
                answers += pickle.load(pipe)  # noqa: S301  (from a copy of this process)
            except (EOFError, OSError, pickle.UnpicklingError):  # it has died, maybe while it wrote
                pipe.close()
                self._pipes[number] = None
        if not answers:
            return self._work(item)
        answer = answers.popleft()
        return self._work(item) if answer is None else answer[0]


def _share(work: Callable[[Item], Result], items: Sequence[Item], pipe: int) -> None:
    """Work on one share, until it is done or nobody listens; an interruption is for the first process to deal with."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    heard = select.poll()
    heard.register(pipe, 0)
    answers: list[_Answer[Result]] = []
    together = min(_TOGETHER, 1 + len(items) // _PARTS)
    with contextlib.suppress(OSError), os.fdopen(pipe, "wb") as stream:
        for item in items:
            if heard.poll(0):
                return
            try:
                answers.append((work(item),))
            except Exception:  # the first process meets it again, and raises it
                answers.append(None)
            if len(answers) == together:
                pickle.dump(answers, stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
                answers = []
        if answers:
            pickle.dump(answers, stream, pickle.HIGHEST_PROTOCOL)

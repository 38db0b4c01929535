"""Patience with a service: what is tried again and when, how often at a time, and when to leave it alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TypeVar

from l10n.engine import EngineError, FatalError, TransientError

T = TypeVar("T")


class StoppedError(Exception):
    """The run was interrupted while a request waited for its next attempt."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the drafting rules see it; tests pass their own."""

    now: Callable[[], float] = time.monotonic
    wait: Callable[[float], bool] = lambda seconds: Event().wait(seconds)
    """Wait so many seconds; True where the run was stopped meanwhile."""
    jitter: Callable[[float], float] = lambda limit: random.uniform(0, limit)  # noqa: S311 - no secret hangs on it


@dataclass(slots=True)
class Breaker:
    """Opens after so many failures in a row and stays open for the run."""

    limit: int = 5
    failures: int = 0
    reason: str = ""
    """Why the engine is left alone; empty while it is in use."""
    _lock: Lock = field(default_factory=Lock, repr=False)

    def succeeded(self) -> None:
        with self._lock:
            self.failures = 0

    def failed(self, error: EngineError) -> None:
        """Count a failure; a fatal one opens the breaker at once."""
        with self._lock:
            self.failures += 1
            if self.reason:
                return
            if isinstance(error, FatalError):
                self.reason = str(error)
            elif self.failures >= self.limit:
                self.reason = f"{self.failures} requests in a row failed, the last one so: {error}"


@dataclass(slots=True)
class Pace:
    """Keeps the beginnings of two requests `interval` seconds apart, over all threads."""

    interval: float
    clock: Clock
    _next: float = 0.0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def wait(self) -> None:
        """Wait for the next free moment. Raises StoppedError."""
        if self.interval <= 0:
            return
        with self._lock:
            now = self.clock.now()
            start = max(now, self._next)
            self._next = start + self.interval + self.clock.jitter(self.interval * 0.2)
        if start > now and self.clock.wait(start - now):
            raise StoppedError


def persist(
    attempt: Callable[[], T],
    *,
    tries: int,
    max_wait: float,
    breaker: Breaker,
    pace: Pace,
    clock: Clock,
    base: float = 1.0,
    counts: Callable[[EngineError], bool] = lambda error: True,
) -> T:
    """Call `attempt` until it succeeds, at most `tries` times, and return its result.

    Only a TransientError is tried again, after a random pause below `base` * 2^n seconds ("full jitter"), never less than the
    server's Retry-After (RFC 9110, section 10.2.3). A server that asks for more than `max_wait` makes it fatal. Raises the last
    EngineError, or StoppedError. `counts` says which failures the breaker hears of.
    """
    for number in range(1, tries + 1):
        pace.wait()
        try:
            result = attempt()
        except EngineError as error:
            if isinstance(error, TransientError) and (error.retry_after or 0) > max_wait:
                error = FatalError(
                    f"{error.message} The server asks to wait {error.retry_after:.0f} s.",
                    hint="Run the command again later.",
                )
            if counts(error):
                breaker.failed(error)
            if not isinstance(error, TransientError) or number == tries or breaker.reason:
                raise error from error.__cause__
            pause = max(clock.jitter(min(max_wait, base * 2**number)), error.retry_after or 0)
            if clock.wait(pause):
                raise StoppedError from error
        else:
            breaker.succeeded()
            return result
    raise AssertionError("tries is at least 1")

"""The budget of a run: what may be sent, counted before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock


class BudgetError(Exception):
    """The next request would exceed the budget; the message says which limit."""


@dataclass(slots=True)
class Budget:
    """Counts characters and requests; 0 sets no limit. Safe to use from several threads."""

    max_chars: int = 0
    max_requests: int = 0
    chars: int = 0
    """Characters sent so far, repeated requests included."""
    requests: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def spend(self, chars: int) -> None:
        """Count a request with this many characters. Raises BudgetError, counting nothing, where it is one too many."""
        with self._lock:
            if self.max_requests and self.requests + 1 > self.max_requests:
                raise BudgetError(f"the limit of {self.max_requests} requests is reached")
            if self.max_chars and self.chars + chars > self.max_chars:
                raise BudgetError(f"the limit of {self.max_chars} characters is reached")
            self.requests += 1
            self.chars += chars

    def give_back(self, chars: int) -> None:
        """Take a request with this many characters out of the count again: it was not sent."""
        with self._lock:
            self.requests -= 1
            self.chars -= chars

"""The options of machine drafts, as `[tool.l10n.draft]` gives them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """Which engine drafts, and how much it may cost."""

    engine: str = "memory"
    """The engine's name; `l10n engines` lists them."""
    engines: dict[str, str] = field(default_factory=dict)
    """Another engine for some locales: `{ af = "apertium" }`."""
    memory: bool = True
    """Look into the reviewed pairs first, whatever the engine."""
    context: bool = True
    """Send the neighbouring texts and the article's title to engines that use them."""
    cache: bool = True
    """Keep the answers of engines, so that nothing is asked twice."""
    minimum_score: float = 0.3
    """Engines that tell how sure they are (0 to 1) must reach this; below it the unit stays empty."""
    max_chars: int = 0
    """Characters that may be sent in one run; 0 sets no limit."""
    max_requests: int = 0
    """Requests that may be sent in one run, repeated ones included; 0 sets no limit."""
    tries: int = 4
    """How often a request is sent at most, when it fails in a way that may pass."""
    max_wait: float = 60.0
    """The longest pause before a request is sent again, in seconds; a server that asks for more ends the run."""
    failures: int = 5
    """Failed requests in a row after which the engine is left alone."""

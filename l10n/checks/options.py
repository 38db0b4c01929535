"""The options of the checks, as `[tool.l10n.check]` gives them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Which checks run, how severe they are, and what they let pass."""

    select: tuple[str, ...] = ()
    """Names of the checks to run; empty runs all of them."""
    ignore: tuple[str, ...] = ()
    """Names of checks that do not run."""
    severity: dict[str, str] = field(default_factory=dict)
    """A severity of your own per check: `error`, `warning` or `info`."""
    same: tuple[str, ...] = ()
    """Texts that are the same in every language (names, brands); `echo` lets them pass."""
    baseline: str = ""
    """A file with known findings that are not reported again; see `l10n check --write-baseline`."""

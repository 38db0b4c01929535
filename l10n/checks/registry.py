"""Finds the checks: built-in ones and those of other packages come through the entry-point group `l10n.checks`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from l10n.checks.base import Check
from l10n.errors import L10nError, UsageError

GROUP = "l10n.checks"
_OURS = "l10n."


@dataclass(frozen=True, slots=True)
class Registry:
    """The checks by name, and what could not be loaded."""

    checks: Mapping[str, Check]
    broken: tuple[str, ...] = ()
    """One sentence for each plug-in that could not be loaded; never a reason to stop."""
    modules: tuple[str, ...] = ()
    """The modules of other packages that bring checks."""

    def choose(self, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Check, ...]:
        """The checks with these names (all where none is named) but the ignored ones, sorted by name.

        Raises UsageError for a name that no check has.
        """
        select, ignore = tuple(select), tuple(ignore)
        for name in (*select, *ignore):
            self.get(name)
        return tuple(
            check for name, check in self.checks.items() if (not select or name in select) and name not in ignore
        )

    def get(self, name: str) -> Check:
        """The check of this name. Raises UsageError where there is none."""
        check = self.checks.get(name)
        if check is None:
            near = get_close_matches(name, self.checks, n=1)
            hint = f"Did you mean «{near[0]}»?" if near else "`l10n check --list` shows all names."
            raise UsageError(f"There is no check «{name}».", hint=hint)
        return check


@lru_cache(maxsize=1)
def load_checks() -> Registry:
    """Load every check that is installed; two of one name keep the built-in one.

    Raises L10nError where not even the built-in ones are there: a gate without checks would let everything pass.
    """
    registry = collect(entry_points(group=GROUP))
    if not registry.checks:
        raise L10nError("No checks are installed.", hint="Install the package again: its entry points are missing.")
    return registry


def collect(found: Iterable[EntryPoint]) -> Registry:
    """Load checks from entry points, ours first."""
    checks: dict[str, Check] = {}
    broken: list[str] = []
    modules: list[str] = []
    for point in sorted(found, key=lambda point: (not point.value.startswith(_OURS), point.name, point.value)):
        try:
            check = point.load()
        except Exception as error:  # a plug-in may fail in any way; it is named, and the others run
            broken.append(f"The check «{point.name}» ({point.value}) cannot be loaded: {type(error).__name__}: {error}")
            continue
        if not isinstance(check, Check):
            broken.append(f"The check «{point.name}» ({point.value}) is no check; decorate it with @pair_check.")
        elif check.name in checks:
            if checks[check.name] is not check:
                broken.append(f"The check «{check.name}» ({point.value}) has the name of another check.")
        else:
            checks[check.name] = check
            if not point.value.startswith(_OURS):
                modules.append(point.module)
    return Registry(dict(sorted(checks.items())), tuple(broken), tuple(modules))

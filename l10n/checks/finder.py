"""Find the forms of a data file in a text: words, phrases and patterns, each of a group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from l10n.checks.language import fold

_FIRST = ("neutral", "idle")


@dataclass(frozen=True, slots=True)
class Finder:
    """One pattern for all words of a kind of table; a longer phrase wins over a shorter one, whatever its group."""

    pattern: re.Pattern[str]
    groups: dict[str, str]
    wild: dict[str, str]
    """The group of each named part of the pattern, which holds the forms that are patterns."""

    def find(self, folded: str) -> Iterator[tuple[str, str, int, int]]:
        """Yield group, words, start and end of every find in folded text."""
        for match in self.pattern.finditer(folded):
            words = " ".join(match[0].split())
            group = self.wild[match.lastgroup] if match.lastgroup else self.groups[words]
            yield group, words, match.start(), match.end()


def spelled(form: str) -> str:
    """Return the pattern of a form: `*` stands for any letters, `?` for one; after `~` stands a pattern as it is."""
    if form.startswith("~"):
        return form[1:]
    return re.escape(fold(form)).replace(r"\*", r"\w*").replace(r"\?", r"\w")


def compile_forms(groups: dict[str, tuple[str, ...]], *, signs: str = "(?!)") -> Finder | None:
    """Compile the forms of each group: longer ones first, then the patterns; None where there are none.

    The patterns of a neutral group come before all others, so that they win where both begin alike.
    """
    plain: dict[str, str] = {}
    wild: dict[str, list[str]] = {}
    for group, members in groups.items():
        for form in members:
            if form.startswith("~") or "*" in form or "?" in form:
                wild.setdefault(group, []).append(spelled(form))
            else:
                plain[" ".join(fold(form).split())] = group
    if not plain and not wild:
        return None
    longest_first = sorted(plain, key=lambda form: (-len(form), form))
    names = {"sign": "sign"} | {f"wild{place}": group for place, group in enumerate(wild)}
    patterns = [
        (group in _FIRST, f"(?P<{name}>{'|'.join(wild[group])})") for name, group in names.items() if group in wild
    ]
    words = [pattern for is_first, pattern in patterns if is_first]
    words += [r"\s+".join(map(re.escape, form.split())) for form in longest_first]
    words += [pattern for is_first, pattern in patterns if not is_first]
    return Finder(re.compile(rf"(?P<sign>{signs})|(?<!\w)(?:{'|'.join(words)})(?!\w)"), plain, names)


def compile_any(members: tuple[str, ...]) -> re.Pattern[str] | None:
    """Compile forms of one kind; None where there are none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(spelled, members))})(?!\w)") if members else None

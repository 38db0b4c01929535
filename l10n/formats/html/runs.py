"""Running text as it is collected: a list of pieces in which what belongs together becomes one."""

from __future__ import annotations

from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.stack import Scope

OFF = "l10n:off"
"""The rule of what stands between the comments of that name, and the name of the first of them as a piece."""

_TEXT, _LOCKED, _HIDDEN = Part.TEXT, Part.LOCKED, Part.HIDDEN


def add(run: list[Piece], part: Part, start: int, end: int, scope: Scope, name: str = "") -> None:
    """Add a piece to a run; locked text that follows locked text, and scripts that follow scripts, become one."""
    last = run[-1] if run else None
    if last is None or last.end != start:
        run.append(Piece(part, start, end, name, scope))
    elif last.name == OFF and scope.excluded:
        last.end = end
        if part is _LOCKED:
            last.part, last.name = part, ""
    elif last.name == name and last.part is _merging(part, scope):
        last.end = end
    else:
        run.append(Piece(part, start, end, name, scope))


def _merging(part: Part, scope: Scope) -> Part | None:
    """The part of a piece that one of `part` may be added to."""
    if scope.excluded and (part is _LOCKED or part is _TEXT):
        return _LOCKED
    return _HIDDEN if part is _HIDDEN else None

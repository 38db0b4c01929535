"""How neighbouring quantities hang together: 5-10 mg, from 100 to 300 pmol/l, 1 of 10; they share unit and kind."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.checks.numbers.model import Link, Quantity
from l10n.checks.numbers.reading.calendar import as_time
from l10n.checks.numbers.reading.cursor import Cursor

_DASHES = frozenset("-–—~")
_ROW = 3
"""So many tokens may stand between two numbers that are told in one breath: 1 hour before or 2 hours after."""


def linked(cursor: Cursor, quantities: Sequence[Quantity], spans: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The quantities, each with its link to the next; both ends of a range get the unit of the last."""
    row = list(quantities)
    for index in range(len(row) - 2, -1, -1):
        link = _link(cursor, spans[index][1], spans[index + 1][0])
        if link == "row":
            row[index] = row[index]._replace(link=link)
        elif link:
            row[index], row[index + 1] = _joined(row[index], row[index + 1], link)
    return row


def _joined(one: Quantity, two: Quantity, link: Link) -> tuple[Quantity, Quantity]:
    if link == "range" and one.kind == "time":
        two = as_time(two)
    one = as_time(one) if two.kind == "time" else one
    unit = one.unit or ("" if link == "of" else two.unit)
    is_weak = one.is_weak and link != "range" and unit in ("", "times")
    return one._replace(link=link, unit=unit, is_weak=is_weak), two


def _link(cursor: Cursor, end: int, start: int) -> Link:
    between = [cursor.low(index) for index in range(end, start)]
    if not between or len(between) > _ROW:
        return ""
    lists = cursor.language.lists
    joins = lists.get("join", frozenset())
    if all(word in _DASHES or word in ("/", "t") or word in lists.get("range", ()) for word in between):
        return "range"
    if between == [","]:
        return "comma"
    if len(between) == 1 and between[0] in joins:
        return "join"
    if all(word in lists.get("of", ()) for word in between):
        return "of"
    return "row" if between[-1] in joins else ""

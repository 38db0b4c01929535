"""The check `markup`: inline codes of the source, each as often, well nested, around something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import inline
from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.inline import Tag, TagKind
from l10n.model import Severity


@pair_check("markup", Severity.ERROR)
def markup(pair: Pair, context: Context) -> Iterator[Remark]:
    """The translation has the inline codes of its source, each as often, and well nested.

    A code may move with its words. One that is missing, added, misspelled or badly nested would break the page,
    and markup of its own never comes from a translation; a page with such an entry is not published. A pair of
    codes that lost the words between them (an empty link) is a warning.
    """
    if pair.unit is not None and not pair.unit.markup:
        return
    ordered = pair.unit.ordered if pair.unit is not None else ()
    is_clean = True
    for problem in inline.compare(pair.source, pair.target, ordered=ordered):
        is_clean = False
        yield Remark(f"{problem.message} {problem.hint}".strip(), suggestion=_repaired(pair, ordered))
    if is_clean:
        emptied = _empty_pairs(pair.target) - _empty_pairs(pair.source)
        for name in sorted(emptied):
            yield Remark(
                f"<{name}></{name}> stands around nothing; put it around the words it belongs to.",
                severity=Severity.WARNING,
            )


def _empty_pairs(text: str) -> set[str]:
    """Names of pairs without a visible character between opening and closing code."""
    open_codes: list[tuple[str, int]] = []
    empty: set[str] = set()
    seen = 0
    for part in inline.parse(text) if "<" in text else ():
        if not isinstance(part, Tag):
            seen += bool(part.strip())
        elif part.kind is TagKind.OPEN:
            open_codes.append((part.name, seen))
        elif part.kind is TagKind.STANDALONE:
            seen += 1
        elif open_codes and open_codes[-1][0] == part.name and open_codes.pop()[1] == seen:
            empty.add(part.name)
    return empty


def _repaired(pair: Pair, ordered: tuple[str, ...]) -> str:
    """The translation mended where only spelling is at fault: spaces or upper case inside a code, a lost slash."""
    names = {tag.name for tag in inline.tags(pair.source)}
    alone = {tag.name for tag in inline.tags(pair.source) if tag.kind is TagKind.STANDALONE}

    def mend(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name not in names:
            return match[0]
        if name in alone:
            return f"<{name}/>"
        return f"</{name}>" if match["close"] else f"<{name}>"

    mended = re.sub(r"<\s*(?P<close>/?)\s*(?P<name>[A-Za-z][A-Za-z0-9:._-]{0,40})\s*/?\s*>", mend, pair.target)
    if mended != pair.target and inline.is_compatible(pair.source, mended, ordered=ordered):
        return mended
    return ""

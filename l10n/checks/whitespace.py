"""The check `whitespace`: white space at the edges, doubled inside, or no longer held together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.model import Severity

_DOUBLED = re.compile(r"(?<=\S) {2,}(?=\S)")
_HELD = re.compile("(?<![0-9.,])([0-9][0-9.,]*)[\u00a0\u202f]([^\\W\\d_]|[%°])")


@pair_check("whitespace", Severity.WARNING)
def whitespace(pair: Pair, context: Context) -> Iterator[Remark]:
    """White space at the edges is that of the source; none is doubled; a number still holds on to its unit.

    Where the source keeps a number and its unit together with a no-break space and the translation puts a plain one
    between the same two, the line may break there: this informs only.
    """
    if not pair.target.strip():
        return
    source, target = pair.source, pair.target
    lead, trail = _edges(source)
    if (lead, trail) != _edges(target):
        yield Remark(
            "The white space at the edges is not that of the source.", suggestion=f"{lead}{target.strip()}{trail}"
        )
    if _DOUBLED.search(target) and not _DOUBLED.search(source):
        yield Remark("The translation has a doubled space.", suggestion=_DOUBLED.sub(" ", target))
    if "\t" in target and "\t" not in source:
        yield Remark("The translation has a tab.", suggestion=target.replace("\t", " "))
    for match in _HELD.finditer(pair.source_text):
        loose = f"{match[1]} {match[2]}"
        if loose in pair.target_text:
            yield Remark(
                f"The source holds «{match[0]}» together with a no-break space, the translation does not.",
                severity=Severity.INFO,
                suggestion=target.replace(loose, f"{match[1]}\u00a0{match[2]}") if target.count(loose) == 1 else "",
            )


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

"""Units that did not change: the same key, or the same text under another context, code names or white space."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from l10n.merge.found import Found
from l10n.merge.links import How
from l10n.merge.normal import normal


def link_same_keys(found: Found) -> None:
    """Link the units whose key is an old one."""
    position = {key: j for j, key in enumerate(found.olds)}
    for i, key in enumerate(found.news):
        if (j := position.get(key)) is not None:
            found.link(i, j, How.SAME)


def link_same_text(found: Found) -> None:
    """Link the same text under another key: an unused old source first, else a copy of one in use."""
    news = found.free_news()
    if not news:
        return
    wanted = {i: normal(found.news[i].source) for i in news}
    lengths = set(map(len, wanted.values()))
    by_text: dict[str, list[int]] = defaultdict(list)
    for j, key in enumerate(found.olds):
        if len(key.source) in lengths or not _is_normal(key.source):
            by_text[normal(key.source)].append(j)
    for i, text in wanted.items():
        if same := by_text.get(text):
            free = [j for j in same if j not in found.taken]
            free = [j for j in free if j < found.active] or free
            found.link(i, min(free or same, key=partial(_distance, found, i)), How.TEXT)


def _distance(found: Found, i: int, j: int) -> tuple[bool, bool, int]:
    old, new = found.olds[j], found.news[i]
    return (old.source != new.source, old.context != new.context, abs(j - i))


def _is_normal(source: str) -> bool:
    """True where `normal` surely gives back what it gets: no codes, no escapes, no white space but single blanks."""
    return (
        "<" not in source
        and "&" not in source
        and "  " not in source
        and source.isprintable()
        and source == source.strip()
    )

"""The merge of a catalog whose file has the shape we write: what the merge leaves alone passes as text, the rest is merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n.exchange.po_blocks import Blocks, format_blocks, plain_block, plain_entry
from l10n.exchange.po_lines import format_entry
from l10n.merge.untouched import untouched
from l10n.model import Catalog, Entry, Key, Unit
from l10n.workflow.source_side import Aligned, SourceSide


class Passed(NamedTuple):
    """A catalog after its merge."""

    data: bytes
    """The whole file."""
    before: Catalog
    """What was merged: the catalog without the entries that were left alone."""
    after: Catalog
    untouched: int = 0
    """How many entries were left alone."""
    was_blank: bool = False
    """The file was there and held nothing."""


def pass_through(
    blocks: Blocks,
    article: SourceSide,
    *,
    place: Callable[[Key], str],
    merge: Callable[[Catalog, Sequence[Unit], Aligned], Catalog],
) -> Passed:
    """Merge a catalog with its article; the bytes are those of a merge of the whole catalog.

    `place` gives the source side of a unit's entry as it is written; `merge` merges some entries with some of the units.
    """
    aligned = article.aligned(blocks.active, [entry.key for entry in blocks.others if entry.obsolete and entry.target])
    plain = blocks.targets
    alone = untouched(plain.keys(), (entry.key for entry in blocks.others), article.by_key.keys(), aligned.givers)
    before = replace(
        blocks.header,
        entries=tuple(
            one if isinstance(one, Entry) else plain_entry(one, plain[one])
            for one in blocks.entries
            if isinstance(one, Entry) or one not in alone
        ),
    )
    units = [unit for key, unit in article.by_key.items() if key not in alone]
    after = merge(before.settled(), units, aligned)
    merged = {entry.key: entry for entry in after.entries if not entry.obsolete}
    texts = [
        plain_block(place(key), plain[key]) if key in alone else format_entry(merged[key]) for key in article.by_key
    ]
    texts += [format_entry(entry) for entry in after.entries if entry.obsolete]
    return Passed(format_blocks(after, texts), before, after, len(alone))

"""What there is to draft in a catalog: its empty entries, each with what an engine may be told about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from l10n.drafting.job import Job
from l10n.drafting.pipeline import is_to_draft
from l10n.engine import Example, Memory
from l10n.inline import plain
from l10n.locales import Locale
from l10n.model import Catalog, Entry, Key, Unit
from l10n.workflow.standard import terms_of

if TYPE_CHECKING:
    from l10n.terms import Matcher

_NEIGHBOUR_CHARS = 300


def jobs_of(
    catalog: Catalog,
    units: Mapping[Key, Unit],
    matcher: Matcher | None,
    source: Locale,
    target: Locale,
    *,
    memory: Memory | None,
    redraft: bool,
) -> dict[Key, Job]:
    """What is to be drafted in a catalog, in its order; with a memory, each job has similar reviewed pairs."""
    title = next((plain(unit.source) for unit in units.values() if unit.kind in ("h1", "title")), "")
    jobs = {}
    for before, entry, after in _with_neighbours(catalog.active):
        if not is_to_draft(entry, redraft=redraft):
            continue
        unit = units.get(entry.key)
        jobs[entry.key] = Job(
            entry.source,
            terms=terms_of(matcher, entry.source, source, target, unit.section if unit else ""),
            before=plain(before.source)[-_NEIGHBOUR_CHARS:] if before else "",
            after=plain(after.source)[:_NEIGHBOUR_CHARS] if after else "",
            title=title,
            examples=_examples(memory, entry.source) if memory else (),
            ordered=unit.ordered if unit else (),
        )
    return jobs


def _with_neighbours(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry | None, Entry, Entry | None]]:
    return zip((None, *entries[:-1]), entries, (*entries[1:], None), strict=True)


def _examples(memory: Memory, source: str) -> tuple[Example, ...]:
    """Similar reviewed pairs, for engines that learn from them."""
    return tuple(Example(match.source, match.target) for match in memory.find(source, limit=2, minimum=0.5))

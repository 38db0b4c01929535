"""What a merge did to one catalog: counted for the reader, and remembered as JSON for the next run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from l10n.model import Catalog, State


class Merged(NamedTuple):
    """What became of one catalog."""

    article: str
    locale: str
    path: str
    changed: bool
    """Whether the catalog was (or, in a dry run, would be) written."""
    digest: str
    """The SHA-256 of the catalog as the merge left it."""
    counts: dict[State, int]
    """Entries by state after the merge."""
    new: int = 0
    """Units that had no entry before and have no translation yet."""
    became_stale: int = 0
    """Translations whose source changed in this merge."""
    retired: int = 0
    """Translations whose source is gone; kept as obsolete."""
    returned: int = 0
    """Translations that were obsolete and are in use again."""

    was_blank: bool = False
    """The file was there and held nothing."""

    def settled(self) -> Merged:
        """What the next merge says where nothing has changed since."""
        return self._replace(changed=False, new=0, became_stale=0, retired=0, returned=0, was_blank=False)


def merged_to_json(merged: Merged) -> dict[str, object]:
    """What is remembered of a merge."""
    return merged._asdict()


def merged_from_json(values: Mapping[str, Any]) -> Merged:
    """Read what was remembered of a merge."""
    return Merged(**{**values, "counts": {State(name): count for name, count in values["counts"].items()}})


def summary(article: str, locale: str, path: str, before: Catalog, after: Catalog, untouched: int = 0) -> Merged:
    """Compare a catalog before and after; `untouched` are the reviewed entries, left alone, that are in neither.

    `before` and `after` have the digests of their files as `version`.
    """
    was, now = before.states(), after.states()
    was_obsolete = {entry.key for entry in before.entries if entry.obsolete}
    is_obsolete = {entry.key for entry in after.entries if entry.obsolete}
    counts = Counter(now.values())
    counts[State.REVIEWED] += untouched
    counts[State.OBSOLETE] = len(is_obsolete)
    return Merged(
        article=article,
        locale=locale,
        path=path,
        changed=after.version != before.version,
        digest=after.version,
        counts={state: counts[state] for state in State},
        new=sum(state is State.UNTRANSLATED and key not in was for key, state in now.items()),
        became_stale=sum(state is State.STALE and was.get(key) is not State.STALE for key, state in now.items()),
        retired=len(is_obsolete - was_obsolete),
        returned=sum(key in was_obsolete for key in now),
    )

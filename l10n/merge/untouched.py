"""What a merge leaves alone, whatever it does to the others: a translation of a text that stays, with nothing beside it.

`reconcile` keeps such an entry as it is but for its place in the article; no other entry of the catalog is needed for
that, and it is needed for no other, unless a unit takes its text or some of its sentences from there too.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from l10n.merge.links import Alignment, How
from l10n.model import Key


def untouched(
    plain: AbstractSet[Key], others: Iterable[Key], units: AbstractSet[Key], givers: AbstractSet[Key]
) -> frozenset[Key]:
    """The keys of the entries that a merge leaves alone.

    `plain` are the keys of reviewed entries that have a translation and neither comments, flags nor an old source;
    `others` those of all other entries, obsolete ones among them; `givers` what `givers` makes of the alignment.
    """
    return frozenset((plain & units) - givers - frozenset(others))


def givers(alignment: Alignment) -> frozenset[Key]:
    """The old sources that units with another text or another key take something from."""
    found: set[Key] = set()
    for link in alignment.links.values():
        if link.how is not How.SAME:
            found.update(link.olds)
            found.update(part.old for part in link.parts if part.old is not None)
    return frozenset(found)

"""Alignment: which old source each unit of an article's new version comes from; once per article, for every locale.

The steps, each on what the one before left over: the same key, and the same text under another context, code names or
white space (`equal`); whole sentences that moved between paragraphs (`shares`); edited versions, by the evidence of
words, place and competition (`versions`); sentences left over beside a paragraph that was split or joined
(`leftovers`). A unit that merely resembles another text gets nothing: a wrong old translation costs more than none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from l10n.merge.equal import link_same_keys, link_same_text
from l10n.merge.found import Found
from l10n.merge.leftovers import link_leftovers
from l10n.merge.links import Alignment, Old, Split, one_sentence
from l10n.merge.shares import link_whole_sentences
from l10n.merge.versions import link_versions
from l10n.model import Catalog, Key, Unit

__all__ = ["Alignment", "Old", "align", "old_sources"]


def old_sources(catalog: Catalog, template: Catalog | None = None) -> tuple[Old, ...]:
    """The sources a catalog has, in the order of the article's previous version, obsolete ones last.

    `template` is the previous template: its order is the article's even where a tool has sorted the catalog. Catalogs
    with the same keys give equal tuples, so that one alignment serves them all.
    """
    active = [entry.key for entry in catalog.active]
    if template is not None:
        place = {entry.key: index for index, entry in enumerate(template.active)}
        if any(key in place for key in active):
            active = _by_place(active, place)
    obsolete = sorted({entry.key for entry in catalog.entries if entry.obsolete and entry.target} - set(active))
    return (*(Old(key) for key in dict.fromkeys(active)), *(Old(key, obsolete=True) for key in obsolete))


def align(old: Sequence[Old], new: Sequence[Unit], *, split: Split = one_sentence) -> Alignment:
    """Find where each new unit comes from. `old` is in document order; `split` cuts source sentences."""
    found = Found.nothing(old, new, split)
    link_same_keys(found)
    link_same_text(found)
    if len(found.how) < len(found.news):
        link_whole_sentences(found, far=False)
        link_versions(found)
        link_whole_sentences(found, far=True)
        link_leftovers(found)
    return found.alignment()


def _by_place(keys: Sequence[Key], place: Mapping[Key, int]) -> list[Key]:
    """Sort keys by their place; a key without one stays behind the key it followed."""
    ranked: list[tuple[int, int, Key]] = []
    last = -1
    for index, key in enumerate(keys):
        last = place.get(key, last)
        ranked.append((last, index, key))
    return [key for _, _, key in sorted(ranked)]

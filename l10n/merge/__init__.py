"""Merge: an article's new units take over the translations of its old ones, and nothing a person wrote is lost."""

from l10n.merge.align import align, old_sources
from l10n.merge.links import Alignment, How, Link, Old, Part, Split, one_sentence
from l10n.merge.reconcile import fresh_entry, no_dangers, reconcile
from l10n.merge.renames import Succession, follow_renames, take_along

__all__ = [
    "Alignment",
    "How",
    "Link",
    "Old",
    "Part",
    "Split",
    "Succession",
    "align",
    "follow_renames",
    "fresh_entry",
    "no_dangers",
    "old_sources",
    "one_sentence",
    "reconcile",
    "take_along",
]

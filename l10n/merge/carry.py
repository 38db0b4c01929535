"""One translation carried from an old source to the unit that comes from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from l10n.inline import is_compatible
from l10n.merge.changes import change_line, sentence_changes, word_changes
from l10n.merge.codes import carry
from l10n.merge.links import Link, Part, Split
from l10n.merge.notes import (
    CHANGED,
    CONFLICT,
    IMPORTED,
    SAFETY,
    Safety,
    is_open_danger,
    made_for,
    mark_stale,
    open_dangers,
    rebind,
    reviewed_for,
    with_words,
    words_of_people,
)
from l10n.merge.pieces import cut, join, separator
from l10n.model import Entry, Key, State, Unit

Told: TypeAlias = dict[tuple[str, Key], tuple[str, ...]]
"""What changed, by the old source and the key of the unit that comes from it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the merge of one catalog needs to know besides the texts."""

    safety: Safety
    source_split: Split
    target_split: Split
    language: str
    """Of the target, `en`."""
    told: Told = field(default_factory=dict, repr=False)
    """What this alignment's edits were found to be, in this catalog or another."""
    _cuts: dict[Key, tuple[str, ...] | None] = field(default_factory=dict, repr=False)

    def cut(self, entry: Entry) -> tuple[str, ...] | None:
        """An entry's translation, one piece for each sentence of its source; None where that is not sure."""
        if entry.key not in self._cuts:
            self._cuts[entry.key] = cut(entry.target, self.source_split(entry.source), self.target_split)
        return self._cuts[entry.key]

    def tell(self, entry: Entry, unit: Unit, link: Link) -> tuple[str, ...]:
        """What changed between the source of an entry and the unit that comes from it, sentence by sentence."""
        pair = (entry.source, unit.key)
        if pair not in self.told:
            self.told[pair] = sentence_changes(link, entry.source, unit.source, self.source_split)
        return self.told[pair]


def keep(entry: Entry, fresh: Entry) -> Entry:
    """Return the entry of an unchanged source: everything a person wrote, with what `fresh` says about its place.

    Notes that have done their work go: what changed, once a person has confirmed or rewritten the translation. A
    safety note stays as long as the text is the one it warns of.
    """
    kept = _placed(entry, fresh)
    if kept.target and not kept.fuzzy and not kept.comments:
        return _settled(kept)
    if not kept.target:
        return _settled(kept._replace(fuzzy=False) if kept.fuzzy else kept, SAFETY)
    if kept.fuzzy:
        return kept
    if any(line.startswith("l10n-") for line in kept.comments):
        if is_open_danger(kept):
            return kept.without_notes(IMPORTED, CONFLICT)
        return _settled(kept, CHANGED, SAFETY, IMPORTED, CONFLICT)
    return _settled(kept)


def _dangers_of_unknown(entry: Entry) -> tuple[str, ...]:
    """What a safety note warns of, where the source that the translation was made for is gone and cannot tell."""
    return () if entry.previous else open_dangers(entry)


def _settled(entry: Entry, *kinds: str) -> Entry:
    """The entry without a previous source and without notes of these kinds."""
    if entry.previous or entry.previous_context:
        entry = entry._replace(previous="", previous_context="")
    return entry.without_notes(*kinds) if kinds else entry


def restore(entry: Entry, fresh: Entry) -> Entry:
    """Return the reviewed entry of a source that has come back, out of the stale one its translation went to."""
    back = entry._replace(fuzzy=False, previous="", previous_context="").without_notes(CHANGED, SAFETY)
    return _placed(back._replace(source=fresh.source, context=fresh.context), fresh)


def carry_same_text(entry: Entry, state: State, unit: Unit, fresh: Entry, rules: Rules, *, is_copy: bool) -> Entry:
    """Carry an entry to a unit that reads the same; its state stays where each code has one certain successor.

    `is_copy`: the old place is still there, and this one is new with a context of its own: a person looks at it.
    """
    carried = carry(entry.source, unit.source, entry.target, ordered=unit.ordered)
    moved = _moved(entry, carried.target, fresh)
    if not moved.target:
        return keep(moved, fresh)
    base = made_for(entry)
    dangers = rules.safety(base, unit.source) or _dangers_of_unknown(entry)
    if is_copy and not moved.fuzzy:
        return mark_stale(moved, base, ("the same text in another context",), dangers)
    if carried.certain:
        return keep(rebind(moved, entry), fresh)
    changes = word_changes(base, unit.source) or ("codes in another place",)
    if not is_compatible(unit.source, carried.target, ordered=unit.ordered):
        changes = (*changes, "mend the codes")
    reviewed = _proof(entry, state) if moved.target == entry.target else None
    return mark_stale(moved, base, (change_line(changes),), dangers, reviewed=reviewed)


def carry_edited(entry: Entry, state: State, unit: Unit, fresh: Entry, link: Link, rules: Rules) -> Entry:
    """Carry an entry to the edited version of its source, as stale; an untouched machine draft is let go.

    Where sentences were removed or put in another order, and the translation can be cut surely, it follows.
    """
    if not entry.target or (state is State.DRAFT and entry.is_untouched_draft):
        return with_words(fresh, words_of_people(entry))
    base = made_for(entry)
    target = entry.target
    if base == entry.source:
        target = _follow(entry, unit, link.parts, rules)
        changes = rules.tell(entry, unit, link)
    else:
        target = carry(entry.source, unit.source, target, ordered=unit.ordered).target
        changes = word_changes(base, unit.source)
    reviewed = _proof(entry, state) if target == entry.target else None
    dangers = rules.safety(base, unit.source) or _dangers_of_unknown(entry)
    moved = _moved(entry, target, fresh)
    if ("<" in unit.source or "<" in target) and not is_compatible(unit.source, target, ordered=unit.ordered):
        changes = (*changes, "mend the codes")
    return mark_stale(moved, base, (change_line(changes),), dangers, reviewed=reviewed)


def _follow(entry: Entry, unit: Unit, parts: Sequence[Part], rules: Rules) -> str:
    """The old translation, sentence by sentence in the order of the new source, or whole where nothing moved."""
    sentences = rules.source_split(entry.source)
    order = [part.index for part in parts if part.old is not None]
    rearranged = len(order) == len(parts) and order != list(range(len(sentences)))
    if len(sentences) > 1 and rearranged and (pieces := rules.cut(entry)):
        chosen = [carry(sentences[part.index], part.text, pieces[part.index]).target for part in parts]
        target = join(chosen, [separator(part.text) for part in parts], rules.language)
        if is_compatible(unit.source, target, ordered=unit.ordered):
            return target
    return carry(entry.source, unit.source, entry.target, ordered=unit.ordered).target


def _proof(entry: Entry, state: State) -> Key | None:
    return entry.key if state is State.REVIEWED else reviewed_for(entry)


def _moved(entry: Entry, target: str, fresh: Entry) -> Entry:
    """The entry with this translation under the key of `fresh`, and with everything about its place from there."""
    return Entry(
        fresh.source,
        target,
        fresh.context,
        entry.fuzzy,
        entry.previous,
        entry.previous_context,
        entry.comments,
        fresh.extracted,
        fresh.reference,
        _with_flags(entry, fresh),
    )


def _placed(entry: Entry, fresh: Entry) -> Entry:
    """The entry with everything about its place in the article taken from `fresh`."""
    flags = _with_flags(entry, fresh)
    if (entry.extracted, entry.reference, entry.flags, entry.obsolete) == (
        fresh.extracted,
        fresh.reference,
        flags,
        False,
    ):
        return entry
    return entry._replace(extracted=fresh.extracted, reference=fresh.reference, flags=flags, obsolete=False)


def _with_flags(entry: Entry, fresh: Entry) -> tuple[str, ...]:
    return (*entry.flags, *(flag for flag in fresh.flags if flag not in entry.flags)) if fresh.flags else entry.flags

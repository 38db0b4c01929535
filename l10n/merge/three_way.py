"""Two versions of a catalog and their common ancestor, merged entry by entry: what a git merge driver does.

One side's change wins where the other changed nothing; two different translations of one source are a conflict, which
becomes a stale entry: our text, theirs beside it in a comment. No conflict marker is ever written into the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from l10n.merge.notes import CONFLICT, one_line
from l10n.merge.unread import with_lost_flags
from l10n.model import Catalog, Entry, Key
from l10n.notes import Note, read_notes, words_hash

T = TypeVar("T")

_MACHINE = ("draft", "changed", "safety", "imported", "conflict")
"""Kinds of notes that belong to a translation; waivers and other lines are people's own."""
_DATED = ("PO-Revision-Date", "Last-Translator", "X-Generator")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people translated one source differently."""

    key: Key
    ours: str
    theirs: str


def merge_catalogs(base: Catalog, ours: Catalog, theirs: Catalog) -> tuple[Catalog, tuple[Conflict, ...]]:
    """Merge two versions of a catalog; the conflicts are stale entries in the result.

    A reviewed translation beats a machine's draft. An entry that one side removed (its source is gone) while the other
    changed its translation stays as obsolete, and the change also goes to the stale entry the translation moved to.
    """
    was, mine, yours = (_index(with_lost_flags(side)) for side in (base, ours, theirs))
    conflicts: list[Conflict] = []
    merged: dict[Key, Entry] = {}
    for key in (*mine, *(key for key in yours if key not in mine)):
        entry = _merge_entry(was.get(key), mine.get(key), yours.get(key), conflicts)
        if entry is not None:
            merged[key] = entry
    _follow(was, mine, yours, merged)
    order = _order(base, ours, theirs)
    active = [merged[key] for key in order if key in merged and not merged[key].obsolete]
    obsolete = [entry for entry in merged.values() if entry.obsolete]
    catalog = replace(
        ours,
        entries=(*active, *obsolete),
        header=_header(base, ours, theirs),
        header_comment=_changed(base.header_comment, ours.header_comment, theirs.header_comment),
    )
    return catalog, tuple(conflicts)


def _index(catalog: Catalog) -> dict[Key, Entry]:
    found: dict[Key, Entry] = {}
    for entry in catalog.entries:
        if entry.key not in found or found[entry.key].obsolete:
            found[entry.key] = entry
    return found


def _changed(was: T, mine: T, yours: T) -> T:
    """The value of the side that changed it; ours where both did."""
    return yours if mine == was else mine


def _merge_entry(was: Entry | None, mine: Entry | None, yours: Entry | None, conflicts: list[Conflict]) -> Entry | None:
    if mine is None or yours is None:
        return _merge_one_sided(was, mine or yours)
    old = was or Entry(mine.source, context=mine.context, obsolete=mine.obsolete and yours.obsolete)
    chosen, conflict = _choose(old, mine, yours)
    notes = [line for line in chosen.comments if _is_machine(line)]
    if conflict:
        conflicts.append(Conflict(mine.key, mine.target, yours.target))
        notes.append(Note(CONFLICT, f"the other version is «{_in_one_line(yours.target)}»").line)
    notes += [line for line in (*mine.comments, *yours.comments) if _is_new_danger(line, chosen.target, old)]
    return chosen._replace(
        fuzzy=chosen.fuzzy or conflict,
        comments=(*_merge_lines(old.comments, mine.comments, yours.comments), *dict.fromkeys(notes)),
        flags=tuple(dict.fromkeys(_merge_lines(old.flags, mine.flags, yours.flags))),
        extracted=_changed(old.extracted, mine.extracted, yours.extracted),
        reference=_changed(old.reference, mine.reference, yours.reference),
        obsolete=_changed(old.obsolete, mine.obsolete, yours.obsolete),
    )


def _in_one_line(text: str) -> str:
    """The text as it stands in a PO string, so that it can be copied back as it was."""
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return escaped if escaped.isprintable() and " text=" not in escaped else one_line(escaped)


def _is_new_danger(line: str, target: str, was: Entry) -> bool:
    """A safety note of either side that speaks of the text taken; one that stood before and was removed is gone."""
    return line not in was.comments and any(note.warns_of(target) for note in read_notes([line]))


def _merge_one_sided(was: Entry | None, present: Entry | None) -> Entry | None:
    """An entry that one side does not have: added by the other, or removed; what the other retired stays so."""
    if was is None or present is None:
        return present
    is_retired = present.obsolete and not was.obsolete
    if present.target and (is_retired or _translation(present) != _translation(was)):
        return present._replace(obsolete=True, previous="", previous_context="", extracted=(), reference="")
    return None


def _choose(was: Entry, mine: Entry, yours: Entry) -> tuple[Entry, bool]:
    """The side whose translation is taken, and whether that is a conflict."""
    if _translation(yours) == _translation(was):
        return mine, False
    if _translation(mine) == _translation(was):
        return yours, False
    if mine.target == yours.target:
        return (yours if mine.fuzzy and not yours.fuzzy else mine), False
    for one, other in ((mine, yours), (yours, mine)):
        if not other.target or (other.fuzzy and other.is_untouched_draft):
            return one, False
    return mine, True


def _translation(entry: Entry) -> tuple[str, bool, str, tuple[str, ...]]:
    """What a person or a machine said about the translation, to see whether a side changed it."""
    return entry.target, entry.fuzzy, entry.previous, tuple(line for line in entry.comments if _is_machine(line))


def _is_machine(line: str) -> bool:
    return any(note.kind in _MACHINE for note in read_notes([line]))


def _merge_lines(was: Sequence[str], mine: Sequence[str], yours: Sequence[str]) -> tuple[str, ...]:
    """Lines of both sides without those that one side removed; in our order, theirs last."""
    kept = [line for line in mine if line in yours or line not in was]
    kept += [line for line in yours if line not in mine and line not in was]
    return tuple(line for line in kept if not _is_machine(line))


def _follow(was: dict[Key, Entry], mine: dict[Key, Entry], yours: dict[Key, Entry], merged: dict[Key, Entry]) -> None:
    """Where one side's source edit carried a translation on, let the other side's new translation follow; in place."""
    for carrying, other in ((mine, yours), (yours, mine)):
        for key, old in was.items():
            new = other.get(key)
            if key in carrying or new is None or not new.target or new.target == old.target:
                continue
            for heir in carrying.values():
                if heir.fuzzy and heir.previous == key.source and heir.target == old.target and heir.key in merged:
                    merged[heir.key] = _retranslated(merged[heir.key], new.target)


def _retranslated(heir: Entry, target: str) -> Entry:
    """The stale entry with another translation of the old source: what changed and is dangerous holds for that too."""
    notes = [note._replace(text="") for note in read_notes(heir.comments) if note.kind == "changed"]
    notes += [
        note._replace(text=words_hash(target)) for note in read_notes(heir.comments) if note.warns_of(heir.target)
    ]
    return heir._replace(target=target).with_notes(*notes)


def _order(base: Catalog, ours: Catalog, theirs: Catalog) -> list[Key]:
    """The active keys in the order of the side that changed it; the other side's own keys behind their neighbours."""
    was, mine, yours = ([entry.key for entry in catalog.active] for catalog in (base, ours, theirs))
    shared = set(was) & set(mine) & set(yours)
    if [key for key in mine if key in shared] == [key for key in was if key in shared]:
        mine, yours = yours, mine
    followers: dict[Key | None, list[Key]] = {}
    known, last = set(mine), None
    for key in yours:
        if key in known:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    order = list(followers.get(None, ()))
    for key in mine:
        order += (key, *followers.get(key, ()))
    return order


def _header(base: Catalog, ours: Catalog, theirs: Catalog) -> tuple[tuple[str, str], ...]:
    """Fields of both sides, each as the side that changed it says; date and editor are those of the later side."""
    was, mine, yours = dict(base.header), dict(ours.header), dict(theirs.header)
    later = yours if yours.get(_DATED[0], "") > mine.get(_DATED[0], "") else mine
    fields: dict[str, str] = {}
    for name in (*mine, *(name for name in yours if name not in mine)):
        if name in _DATED and name in later:
            fields[name] = later[name]
        elif name in mine and name in yours:
            fields[name] = _changed(was.get(name, ""), mine[name], yours[name])
        elif name not in was or (mine.get(name) or yours.get(name)) != was[name]:
            fields[name] = mine.get(name) or yours.get(name, "")
    return tuple(fields.items())

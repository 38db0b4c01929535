"""What other programs did to an entry when they merged (`msgmerge`, `pot2po`), explained as a merge of ours does."""

from __future__ import annotations

import re
from collections import Counter

from l10n.inline import plain
from l10n.merge.carry import Rules
from l10n.merge.changes import change_line, word_changes
from l10n.merge.notes import CHANGED, CONFLICT, IMPORTED, SAFETY, UNKNOWN, find_note, mark_stale, safety_note
from l10n.model import Entry
from l10n.notes import Note

_NUMBER = re.compile(r"\d+")


def explain(entry: Entry, rules: Rules) -> Entry:
    """Add what changed to a stale entry another program has made, which says only that it is one.

    Where it did not keep the old source, what the new one says that matters is named, to be compared.
    """
    if not entry.fuzzy or not entry.target or entry.is_marked_changed or entry.draft is not None:
        return entry
    if any(find_note(entry, kind) for kind in (CHANGED, CONFLICT, IMPORTED)) or entry.previous == entry.source:
        return entry
    if not entry.previous:
        return _mark_unknown(entry, rules)
    changes = word_changes(entry.previous, entry.source)
    if not changes:
        return entry
    return mark_stale(entry, entry.previous, (change_line(changes),), rules.safety(entry.previous, entry.source))


def question(entry: Entry, rules: Rules) -> Entry:
    """Warn of a dangerous change where `fuzzy` went, the old source stayed, and nothing shows a new translation.

    That is what is left when somebody clears the flags of a file that another program merged. A translation whose
    digits are those of the new source and were not those of the old one has followed.
    """
    if entry.fuzzy or entry.obsolete or not entry.previous or entry.previous == entry.source or not entry.target:
        return entry
    if find_note(entry, CHANGED) or find_note(entry, SAFETY):
        return entry
    if not (dangers := rules.safety(entry.previous, entry.source)) or _has_followed(entry):
        return entry
    return entry.with_notes(
        Note(CHANGED, change_line(word_changes(entry.previous, entry.source))), safety_note(dangers, entry.target)
    )


def _mark_unknown(entry: Entry, rules: Rules) -> Entry:
    """Say what to compare. A person may have set the flag and may clear it again, so it is no safety change."""
    if not (said := [line.removesuffix(" added") for line in rules.safety("", entry.source)]):
        return entry
    return entry.with_notes(Note(CHANGED, f"{UNKNOWN}; compare {', '.join(said)}"))


def _has_followed(entry: Entry) -> bool:
    old, new, target = (_digits(text) for text in (entry.previous, entry.source, entry.target))
    return old != new == target


def _digits(text: str) -> Counter[int]:
    return Counter(int(digits) for digits in _NUMBER.findall(plain(text)))

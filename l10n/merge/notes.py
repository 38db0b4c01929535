"""The lines merge writes and keeps among the translator comments: what changed, what is dangerous, what was waived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from l10n.model import Entry, Key
from l10n.notes import Note, find_waivers, read_notes, text_hash, words_hash

Safety: TypeAlias = Callable[[str, str], tuple[str, ...]]
"""Names the dangerous differences of two sources (numbers, negation, ...), one readable line each."""

CHANGED = "changed"
SAFETY = "safety"
UNKNOWN = "the old source is not known"
"""How the note of a change begins where nothing shows that the source did change: a person may have set `fuzzy`."""
CONFLICT = "conflict"
IMPORTED = "imported"
ALSO = "also"


def find_note(entry: Entry, kind: str) -> Note | None:
    """The last note of a kind, or None."""
    if not entry.comments:
        return None
    found = read_notes(entry.comments, kind)
    return found[-1] if found else None


def made_for(entry: Entry) -> str:
    """The source an entry's translation was made for: its own, or the previous one where that is still open."""
    return entry.previous if entry.previous and (entry.fuzzy or is_open_danger(entry)) else entry.source


def is_open_danger(entry: Entry) -> bool:
    """True where a safety note speaks of the very text that stands there."""
    note = find_note(entry, SAFETY)
    return note is not None and note.warns_of(entry.target)


def open_dangers(entry: Entry) -> tuple[str, ...]:
    """What the safety note says that speaks of the very text that stands there."""
    note = find_note(entry, SAFETY)
    return (note.body,) if note is not None and note.warns_of(entry.target) else ()


def safety_note(dangers: Sequence[str], target: str) -> Note:
    """The note that warns of this translation as long as it says the same."""
    return Note(SAFETY, one_line("; ".join(dangers)), words_hash(target))


def reviewed_for(entry: Entry) -> Key | None:
    """The key that a stale entry's translation, untouched since, had been reviewed for; None where nothing shows it."""
    note = find_note(entry, CHANGED)
    if note is None or not note.text or not entry.fuzzy or not entry.previous:
        return None
    for context in dict.fromkeys((entry.context, entry.previous_context, "")):
        if note.text == text_hash(context, entry.previous, entry.target):
            return Key(context, entry.previous)
    return None


def mark_stale(
    entry: Entry, old: str, changes: Sequence[str], dangers: Sequence[str], *, reviewed: Key | None = None
) -> Entry:
    """Return the entry as a stale one: fuzzy, made for `old`, with what changed and what of that is dangerous.

    `reviewed` is the key that exactly this text had been reviewed for, if any: it is reviewed again when that returns.
    """
    body = one_line("; ".join(changes)) or "the text around the codes"
    proof = text_hash(reviewed.context, reviewed.source, entry.target) if reviewed and entry.target else ""
    lines = [Note(CHANGED, body, proof).line]
    if dangers and entry.target:
        lines.append(safety_note(dangers, entry.target).line)
    settled = () if entry.fuzzy else (IMPORTED, CONFLICT)
    kept = without_notes(entry.comments, CHANGED, SAFETY, "draft", *settled)
    return entry._replace(fuzzy=bool(entry.target), previous=old, comments=(*kept, *lines))


def without_notes(comments: tuple[str, ...], *kinds: str) -> tuple[str, ...]:
    """The comments without the lines of these kinds."""
    if not comments:
        return ()
    beginnings = tuple(f"l10n-{kind}:" for kind in kinds)
    return tuple(line for line in comments if not line.startswith(beginnings))


def one_line(text: str) -> str:
    """White space collapsed, and nothing that could be taken for the hash of a note."""
    return " ".join((text.replace(" text=", " text =") if " text=" in text else text).split())


def words_of_people(entry: Entry) -> tuple[str, ...]:
    """The comments that do not speak of the entry's own text: what people wrote, and translations kept as a note."""
    if not entry.comments:
        return ()
    said = tuple(line for line in entry.comments if not read_notes([line]) or read_notes([line], ALSO))
    return said if any(line.strip() for line in said) else ()


def with_words(entry: Entry, words: Sequence[str]) -> Entry:
    """The entry with these comments, unless it has them."""
    more = [line for line in words if line not in entry.comments]
    return entry._replace(comments=(*entry.comments, *more)) if more else entry


def beside(entry: Entry) -> tuple[str, ...]:
    """The comments of a second entry that stay beside another translation: all but what we noted about its text."""
    kept = without_notes(bind_waivers(entry).comments, CHANGED, SAFETY, IMPORTED, "draft")
    return tuple(f"l10n-{ALSO}:{line[14:]}" if line.startswith(f"l10n-{CONFLICT}:") else line for line in kept)


def bind_waivers(entry: Entry) -> Entry:
    """Bind each waiver that a person wrote to the texts it stands beside; others are left as they are."""
    if not entry.target or not any(line.startswith("l10n-ok:") for line in entry.comments):
        return entry
    bound = text_hash(entry.source, entry.target)
    return entry._replace(comments=tuple(_bind(line, bound) for line in entry.comments))


def rebind(entry: Entry, old: Entry) -> Entry:
    """Bind to `entry` the notes that held for `old`, whose text is the same but for its codes."""
    before = (text_hash(old.target), text_hash(old.source, old.target), words_hash(old.target))
    after = (text_hash(entry.target), text_hash(entry.source, entry.target), words_hash(entry.target))
    if before == after:
        return entry
    comments = tuple(
        line if not line.startswith("l10n-") else _swap_all(line, before, after) for line in entry.comments
    )
    return entry._replace(comments=comments)


def _bind(line: str, bound: str) -> str:
    waivers = find_waivers([line])
    return waivers[0]._replace(text=bound).note.line if waivers and not waivers[0].text else line


def _swap_all(line: str, before: Sequence[str], after: Sequence[str]) -> str:
    for one, other in zip(before, after, strict=True):
        line = line.replace(f" text={one}", f" text={other}")
    return line

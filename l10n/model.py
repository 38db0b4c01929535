"""The words of localization: units, entries, catalogs, findings; frozen values without any input or output.

Every `source` and `target` here is inline text as `l10n.inline` defines it: `<strong>` for an inline code,
`&lt;` and `&amp;` for the characters, everything else as itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from l10n.notes import Draft, Note, Waiver, find_draft, find_waivers, read_notes, text_hash


class Key(NamedTuple):
    """What a translation is filed under: gettext's msgctxt (mostly empty) and msgid."""

    context: str
    source: str


_new_key = tuple.__new__
"""A key is asked for so often that the checks of `Key.__new__` count."""


class State(StrEnum):
    """How far the translation of a unit is."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    STALE = "stale"
    REVIEWED = "reviewed"
    OBSOLETE = "obsolete"


class Unit(NamedTuple):
    """The smallest translatable thing of an article, as its format found it.

    A tuple, because units are by far the most frequent value of a run.
    """

    source: str
    """The text to translate; never empty, without white space at its edges."""
    context: str = ""
    """gettext's msgctxt: only where the author or a project rule asks for one."""
    kind: str = "p"
    """The block's tag name (`p`, `li`, `h2`), `tag@attribute`, `meta:NAME`, `title`, `json-ld:KEY`."""
    section: str = ""
    """The heading the unit stands under, as plain text."""
    anchor: str = ""
    """The id nearest before or around the unit: `page.html#anchor` brings a reader there."""
    comments: tuple[str, ...] = ()
    """Lines for the translator: what each code stands for, the author's notes, invisible characters."""
    ordered: tuple[str, ...] = ()
    """Names of locked codes that must keep their order, such as the two halves of a template statement."""
    markup: bool = True
    """False where the place holds plain text (an attribute, a meta value, a JSON-LD string)."""
    locale_filter: tuple[str, ...] = ()
    """ITS 2.0 Locale Filter: language ranges the unit is for, or with a leading `!` is not for; empty: for all."""

    @property
    def key(self) -> Key:
        return _new_key(Key, (self.context, self.source))

    def applies_to(self, locale: str) -> bool:
        """True where the unit is to be translated into `locale` (extended filtering of RFC 4647, `*-CH` included)."""
        wanted = [item for item in self.locale_filter if not item.startswith("!")]
        unwanted = [item[1:] for item in self.locale_filter if item.startswith("!")]
        if any(_is_in_range(locale, item) for item in unwanted):
            return False
        return not wanted or any(_is_in_range(locale, item) for item in wanted)


def _is_in_range(locale: str, language_range: str) -> bool:
    """RFC 4647, section 3.3.2: each subtag of the range is found in order, others may stand between."""
    subtags = locale.lower().split("-")
    first, *rest = language_range.lower().split("-")
    if first not in ("*", subtags[0]):
        return False
    position = 1
    for subtag in rest:
        if subtag == "*":
            continue
        while position < len(subtags) and subtags[position] != subtag:
            if len(subtags[position]) == 1:
                return False
            position += 1
        if position == len(subtags):
            return False
        position += 1
    return True


class Entry(NamedTuple):
    """One entry of a PO file."""

    source: str
    target: str = ""
    context: str = ""
    fuzzy: bool = False
    previous: str = ""
    """The source this translation was made for (`#| msgid`), where that was another one."""
    previous_context: str = ""
    comments: tuple[str, ...] = ()
    """Translator comments (`# `), line by line; ours begin with `l10n-`, see `l10n.notes`."""
    extracted: tuple[str, ...] = ()
    """Extracted comments (`#.`), made anew at every merge."""
    reference: str = ""
    """`#:`, a URI reference relative to the project: `source/page.html#anchor`."""
    flags: tuple[str, ...] = ()
    """Flags other than `fuzzy`, as they came (`no-wrap`)."""
    obsolete: bool = False
    line: int = 0
    """Where the entry stands in its file, counted from 1; 0 where it has not been written yet. No part of what it says:
    entries that differ in nothing else are equal."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-1])

    @property
    def key(self) -> Key:
        return _new_key(Key, (self.context, self.source))

    @property
    def draft(self) -> Draft | None:
        """The machine's line about this translation, whether or not a person edited the text since."""
        return find_draft(self.comments) if self.comments else None

    @property
    def is_untouched_draft(self) -> bool:
        """A machine wrote this very text."""
        draft = self.draft
        return draft is not None and bool(self.target) and draft.text == text_hash(self.target)

    @property
    def is_untouched_import(self) -> bool:
        """The text stands as `l10n import-html` took it from a translated page."""
        texts = {note.text for note in read_notes(self.comments) if note.kind == "imported"}
        return bool(texts) and bool(self.target) and text_hash(self.target) in texts

    @property
    def is_marked_changed(self) -> bool:
        """A merge wrote beside the text what changed in its source, and no merge has seen it confirmed since."""
        return any(line.startswith("l10n-changed:") for line in self.comments)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        return find_waivers(self.comments)

    @property
    def state(self) -> State:
        """The state by this entry alone; a catalog whose drafts all lost `fuzzy` says more (`Catalog.state_of`)."""
        if self.obsolete:
            return State.OBSOLETE
        if not self.target:
            return State.UNTRANSLATED
        if not self.fuzzy:
            return State.REVIEWED
        return State.DRAFT if self.draft is not None else State.STALE

    def with_notes(self, *notes: Note) -> Entry:
        """Return the entry with each note added, in place of an earlier note of the same kind."""
        kinds = tuple(f"l10n-{note.kind}:" for note in notes)
        kept = tuple(line for line in self.comments if not line.startswith(kinds))
        return self._replace(comments=kept + tuple(note.line for note in notes))

    def without_notes(self, *kinds: str) -> Entry:
        """Return the entry without its `l10n-KIND:` lines of the kinds named."""
        prefixes = tuple(f"l10n-{kind}:" for kind in kinds)
        return self._replace(comments=tuple(line for line in self.comments if not line.startswith(prefixes)))


@dataclass(frozen=True, slots=True)
class Catalog:
    """One article in one locale: one PO file (or the template, where `locale` is empty)."""

    locale: str
    entries: tuple[Entry, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    """Header fields in their order (`Language`, `X-...`)."""
    header_comment: str = ""
    path: str = ""
    """Where it was read from, relative to the project; for messages."""
    newline: str = field(default="\n", compare=False)
    version: str = field(default="", compare=False)
    """The SHA-256 of the bytes it was read from; writing refuses where the file has another one by then."""

    @property
    def active(self) -> tuple[Entry, ...]:
        """The entries that are not obsolete, in the order of the article."""
        return tuple(entry for entry in self.entries if not entry.obsolete)

    @property
    def lost_fuzzy(self) -> frozenset[Key]:
        """Entries that lost `fuzzy` all at once, so that nothing shows that a person read them.

        Some editors (OmegaT) drop the flag from every entry when they save. Where no entry is fuzzy any more and
        texts stand as a machine or an import left them, these are not reviewed until someone confirms them, and
        neither are translations whose source changed: the editor cannot have told them apart. An edited text is a
        person's own, but it vouches for no other.
        """
        active = self.active
        if any(entry.fuzzy for entry in active):
            return frozenset()
        noted = [entry for entry in active if entry.comments and entry.target]
        if not any(entry.is_untouched_draft or entry.is_untouched_import for entry in noted):
            return frozenset()
        return frozenset(
            entry.key
            for entry in noted
            if (entry.is_untouched_draft or entry.is_untouched_import or entry.is_marked_changed)
        )

    def settled(self) -> Catalog:
        """The catalog without the draft lines of texts that a person confirmed by clearing `fuzzy`.

        What is settled stays settled: later, drafts that all lose the flag at once are told from these. Where the
        flag was lost on all at once, nothing is settled.
        """
        if not any(entry.comments for entry in self.entries):
            return self
        lost = self.lost_fuzzy
        entries = tuple(
            entry.without_notes("draft")
            if entry.comments
            and entry.target
            and not (entry.fuzzy or entry.obsolete)
            and entry.key not in lost
            and entry.draft is not None
            else entry
            for entry in self.entries
        )
        return self if entries == self.entries else replace(self, entries=entries)

    def states(self) -> dict[Key, State]:
        """The state of every entry that is not obsolete."""
        lost = self.lost_fuzzy
        return {entry.key: _unread(entry) if entry.key in lost else entry.state for entry in self.active}


def _unread(entry: Entry) -> State:
    return State.DRAFT if entry.is_untouched_draft else State.STALE


class Severity(StrEnum):
    """What a finding does: an error holds the page back, a warning does so under --strict."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for information: for sorting, worst first."""
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports about one entry, or (with an empty source) about a whole catalog."""

    check: str
    severity: Severity
    message: str
    """What is wrong and what to do, one or two sentences."""
    path: str = ""
    line: int = 0
    article: str = ""
    locale: str = ""
    source: str = ""
    target: str = ""
    concept: str = ""
    """The glossary concept, for findings about terms."""
    suggestion: str = ""
    """A corrected target text, where the check is sure of one."""

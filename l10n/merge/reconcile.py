"""The merge of one catalog with the article's new units: what a person wrote is kept, whatever happened to the source.

The state of a carried translation is that of its old entry only where the text is provably the same; otherwise it is
stale: fuzzy, with the source it was made for as `previous`, and a note of what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n.merge.carry import Rules, Told, carry_edited, carry_same_text, keep, restore
from l10n.merge.explain import explain, question
from l10n.merge.links import Alignment, How, Split, one_sentence
from l10n.merge.notes import ALSO, Safety, beside, bind_waivers, one_line, reviewed_for, with_words, words_of_people
from l10n.merge.parts import assemble, best_takers
from l10n.merge.unread import with_judged_drafts, with_lost_flags
from l10n.model import Catalog, Entry, Key, State, Unit
from l10n.notes import Note


def fresh_entry(unit: Unit) -> Entry:
    """The untranslated entry of a unit, with the unit's own comments."""
    return Entry(unit.source, context=unit.context, extracted=unit.comments)


def no_dangers(_old: str, _new: str) -> tuple[str, ...]:
    """Name no dangerous changes: a merge without the safety rules."""
    return ()


def reconcile(
    catalog: Catalog,
    units: Sequence[Unit],
    alignment: Alignment,
    *,
    safety: Safety = no_dangers,
    source_split: Split = one_sentence,
    target_split: Split = one_sentence,
    fresh: Callable[[Unit], Entry] = fresh_entry,
    elsewhere: Callable[[Key], Entry | None] = lambda _key: None,
    told: Told | None = None,
) -> Catalog:
    """Return the catalog for the article's new units: one entry a unit, in document order, then the obsolete ones.

    `alignment` comes from `align(old_sources(catalog), units)`. `safety` names dangerous differences of two sources.
    The splitters cut source and target text into sentences. `fresh` makes the empty entry of a unit, with reference
    and extracted comments. `elsewhere` gives the entry of a unit that has moved here from another article. `told` keeps
    what the edits of this alignment were found to be, for the catalogs of other locales; it is added to.
    """
    language = catalog.locale.replace("_", "-").partition("-")[0]
    rules = Rules(safety, source_split, target_split, language, {} if told is None else told)
    catalog = with_judged_drafts(catalog)
    flagged = with_lost_flags(catalog) if _may_have_lost_fuzzy(catalog) else catalog
    lost = frozenset() if flagged is catalog else catalog.lost_fuzzy
    new = _distinct(units)
    moved = [entry for key in new if (entry := elsewhere(key)) is not None]
    merge = _Merge.start(flagged, moved, alignment, rules)
    entries = [explain(merge.entry(key, unit, fresh(unit), elsewhere), rules) for key, unit in new.items()]
    merged = replace(catalog, entries=(*entries, *merge.obsolete(entries)))
    return _without_flags(lost, merged) if lost else merged


def _distinct(units: Iterable[Unit]) -> dict[Key, Unit]:
    first: dict[Key, Unit] = {}
    for unit in units:
        first.setdefault(unit.key, unit)
    return first


class _Merge(NamedTuple):
    entries: Mapping[Key, Entry]
    returning: Mapping[Key, Entry]
    """Stale entries by the key their translation had been reviewed for, from other articles too."""
    alignment: Alignment
    takers: Mapping[Key, Key]
    rules: Rules
    carried: dict[Key, str]
    """Old keys whose entry lives on elsewhere -> the translation that does."""

    @classmethod
    def start(cls, catalog: Catalog, moved: Sequence[Entry], alignment: Alignment, rules: Rules) -> _Merge:
        entries = _by_key(catalog.entries)
        candidates = (*moved, *reversed(entries.values()))
        proven = ((reviewed_for(entry), entry) for entry in candidates if entry.fuzzy and entry.previous)
        returning = {key: entry for key, entry in proven if key is not None}
        return cls(entries, returning, alignment, best_takers(alignment), rules, {})

    def state(self, entry: Entry) -> State:
        """The state of an old entry; of an obsolete one, what it will be when it comes back."""
        return entry._replace(obsolete=False).state if entry.obsolete else entry.state

    def entry(self, key: Key, unit: Unit, fresh: Entry, elsewhere: Callable[[Key], Entry | None]) -> Entry:
        """The entry of one unit: its own, or the nearest that holds a translation for it."""
        found = self._nearest(key, unit, fresh, elsewhere)
        own = self.entries.get(key)
        return found if own is None or own.target else with_words(found, words_of_people(own))

    def _nearest(self, key: Key, unit: Unit, fresh: Entry, elsewhere: Callable[[Key], Entry | None]) -> Entry:
        own = self.entries.get(key)
        if own is not None and own.target:
            self.carried[key] = own.target
            return keep(question(own, self.rules), fresh)
        if (stale := self.returning.get(key)) is not None:
            self.carried[stale.key] = stale.target
            return restore(stale, fresh)
        link = self.alignment.link(key)
        old = self.entries.get(link.olds[0]) if link is not None else None
        if link is not None and link.how is How.TEXT and old is not None and old.target:
            in_use = self.alignment.link(old.key) is not None
            is_copy = in_use and old.context != unit.context
            same = carry_same_text(old, self.state(old), unit, fresh, self.rules, is_copy=is_copy)
            self.carried[old.key] = old.target if same.state is not State.STALE else same.target
            return same
        if (moved := elsewhere(key)) is not None and moved.target:
            return keep(question(bind_waivers(moved), self.rules), fresh)
        if own is not None and not own.obsolete:
            return keep(own, fresh)
        if link is not None and link.how is How.EDITED and old is not None:
            edited = carry_edited(old, self.state(old), unit, fresh, link, self.rules)
            self.carried[old.key] = edited.target
            return edited
        if link is not None and link.how is How.PARTS:
            return assemble(unit, fresh, link, self._lookup, self.takers, self.rules)
        if link is not None and link.how is How.TEXT and old is not None and self.alignment.link(old.key) is None:
            return with_words(fresh, words_of_people(old))
        return fresh

    def obsolete(self, entries: Sequence[Entry]) -> Iterable[Entry]:
        """Old entries whose translation stands nowhere else as it was; untouched drafts only where they were removed.

        None without a translation: gettext drops them.
        """
        active = {entry.key for entry in entries}
        said = {line for entry in entries for line in entry.comments}
        for key, entry in self.entries.items():
            if key in active or not entry.target or self.carried.get(key) == entry.target:
                continue
            is_let_go = key in self.carried and entry.is_untouched_draft and self.state(entry) is State.DRAFT
            if is_let_go and said.issuperset(words_of_people(entry)):
                continue
            yield entry._replace(obsolete=True, extracted=(), reference="", line=0)

    def _lookup(self, key: Key) -> tuple[Entry, State] | None:
        entry = self.entries.get(key)
        return None if entry is None else (entry, self.state(entry))


def _may_have_lost_fuzzy(catalog: Catalog) -> bool:
    """False, without a look into the notes, where no draft can have lost its flag."""
    active = [entry for entry in catalog.entries if not entry.obsolete]
    return not any(entry.fuzzy for entry in active) and any(entry.comments for entry in active)


def _by_key(entries: Iterable[Entry]) -> dict[Key, Entry]:
    """One entry a key, active ones before obsolete ones; another translation of the same key stays as a comment."""
    found: dict[Key, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.obsolete):
        key = entry.key
        first = found.get(key)
        if first is None:
            found[key] = bind_waivers(entry) if entry.comments else entry
            continue
        if not first.target:
            first, entry = entry._replace(obsolete=first.obsolete), first
        lines = [line for line in beside(entry) if line not in first.comments]
        is_draft = entry.fuzzy and entry.is_untouched_draft
        if entry.target and entry.target != first.target and not is_draft:
            lines.append(Note(ALSO, f"translated as «{one_line(entry.target)}» too").line)
        found[key] = bind_waivers(first._replace(comments=(*first.comments, *dict.fromkeys(lines))))
    return found


def _without_flags(lost: frozenset[Key], after: Catalog) -> Catalog:
    """The file as it was saved, where it still shows by itself what lost its flag; otherwise the flags stay."""
    stripped = replace(
        after,
        entries=tuple(
            entry._replace(fuzzy=False) if entry.key in lost and not entry.obsolete else entry
            for entry in after.entries
        ),
    )
    fuzzy = {entry.key for entry in after.active if entry.fuzzy}
    return stripped if fuzzy == lost == stripped.lost_fuzzy else after

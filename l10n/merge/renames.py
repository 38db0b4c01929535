"""Articles that were renamed, split or joined: which catalogs go along with which article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n.merge.normal import normal
from l10n.merge.unread import with_lost_flags
from l10n.model import Catalog, Entry, Key, Unit

_SHARE = 0.3
"""How much of either article's own text must be the other's."""
_COMMON = 3
"""A text that stands in more old articles than this (a menu, a footer) shows nothing."""


class Succession(NamedTuple):
    """Where the text of the old articles went."""

    sources: Mapping[str, tuple[str, ...]]
    """New article -> the other old articles whose catalogs it takes along, the one it has most text of first."""
    gone: frozenset[str]
    """Old articles that are no more and whose catalogs have gone along with another."""


def follow_renames(old: Mapping[str, Sequence[Key]], new: Mapping[str, Sequence[Unit]]) -> Succession:
    """Find the articles that were renamed, split or joined.

    `old` has the keys of every article of the last merge, `new` the units of every article there is now. An article
    takes another's catalogs along where text that vanished there has come here: at least three tenths of what vanished
    there, or of what came here, by length, and more than one unit of it unless the old article is gone and this one is
    new. Text that stands in more than three old articles does not count.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    for name, keys in old.items():
        for key in keys:
            homes[normal(key.source)].add(name)
    now = {name: {normal(unit.source) for unit in units} for name, units in new.items()}
    vanished = {
        name: {
            text
            for key in keys
            if (text := normal(key.source)) not in now.get(name, ()) and len(homes[text]) <= _COMMON
        }
        for name, keys in old.items()
    }
    sources: dict[str, tuple[str, ...]] = {}
    for name, texts in now.items():
        had = {normal(key.source) for key in old.get(name, ())}
        came = {text for text in texts if text not in had}
        moved: Counter[str] = Counter()
        count: Counter[str] = Counter()
        for text in came:
            for home in homes.get(text, ()):
                if home != name and text in vanished[home]:
                    moved[home] += len(text)
                    count[home] += 1
        arrived = sum(map(len, came)) or 1
        found = [
            home
            for home, length in sorted(moved.items(), key=lambda item: (-item[1], item[0]))
            if (count[home] > 1 or (home not in new and name not in old))
            and length >= _SHARE * min(arrived, sum(map(len, vanished[home])) or 1)
        ]
        if found:
            sources[name] = tuple(found)
    followed = {home for found in sources.values() for home in found}
    return Succession(sources, frozenset(home for home in followed if home not in new))


def take_along(own: Catalog, other: Catalog, *, still_there: Collection[Key] = ()) -> Catalog:
    """Add the entries of another article's catalog to `own`; of two with one key the better wins, and of equals the own.

    `still_there` are the keys the other article still has; they stay with it, as do its obsolete entries. Without any,
    the other article is gone and everything comes along; what the merge does not use of it becomes obsolete. The second
    of two entries with one key comes along as an obsolete one, of which the merge keeps what the first does not say.
    """
    own, other = with_lost_flags(own), with_lost_flags(other).settled()
    entries: dict[Key, Entry] = {}
    mine_first = sorted(own.entries, key=lambda entry: entry.obsolete)
    seconds = [entry for entry in mine_first if entries.setdefault(entry.key, entry) is not entry]
    for entry in other.entries:
        if still_there and (entry.obsolete or entry.key in still_there):
            continue
        mine = entries.get(entry.key)
        if mine is None:
            entries[entry.key] = entry
        elif _worth(entry) > _worth(mine):
            entries[entry.key] = entry
            seconds.append(mine)
        else:
            seconds.append(entry)
    beside = (entry._replace(obsolete=True) for entry in seconds)
    return replace(own, entries=(*entries.values(), *beside))


def with_edits(stood: Catalog, now: Catalog) -> Catalog:
    """A catalog as it stood, with every translation that was saved in it since.

    In use is what was in use; what the catalog did not have is as it is now.
    """
    later: dict[Key, Entry] = {}
    for entry in sorted(now.entries, key=lambda entry: entry.obsolete):
        if entry.target:
            later.setdefault(entry.key, entry)
    entries = [later.get(entry.key, entry)._replace(obsolete=entry.obsolete) for entry in stood.entries]
    had = {entry.key for entry in stood.entries}
    return replace(stood, entries=(*entries, *(entry for entry in now.entries if entry.key not in had)))


def _worth(entry: Entry) -> tuple[int, bool]:
    """What a translation is worth beside another one: a reviewed one most, then a person's, a machine's, none."""
    if not entry.target:
        worth = 0
    elif not entry.fuzzy:
        worth = 3
    else:
        worth = 1 if entry.is_untouched_draft else 2
    return worth, not entry.obsolete

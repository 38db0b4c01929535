"""What the catalogs of one article have in common, whatever their locale: made once, for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from l10n.exchange.po_blocks import source_sides
from l10n.merge.align import align
from l10n.merge.carry import Told
from l10n.merge.links import Alignment, Old
from l10n.merge.untouched import givers
from l10n.model import Entry, Key, Unit
from l10n.project import Article, Project
from l10n.sentences import split
from l10n.workflow.catalogs import describe, template


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where the units come from that had these old sources."""

    alignment: Alignment
    givers: frozenset[Key]
    told: Told = field(default_factory=dict, repr=False)


@dataclass
class SourceSide:
    """The new source of an article: its units, each key once, and how it compares to the old ones."""

    project: Project
    article: Article
    units: Sequence[Unit]
    _entries: dict[Key, Entry] = field(default_factory=dict, repr=False)
    _aligned: dict[tuple[tuple[Key, ...], tuple[Key, ...]], Aligned] = field(default_factory=dict, repr=False)

    @cached_property
    def by_key(self) -> dict[Key, Unit]:
        return {unit.key: unit for unit in self.units}

    @cached_property
    def sides(self) -> dict[Key, str]:
        """The source side of each unit's entry as a file has it, without its terms; empty where one cannot be told."""
        texts = source_sides(template(self.project, self.article, self.units))
        return dict(zip(self.by_key, texts, strict=True)) if len(texts) == len(self.by_key) else {}

    @cached_property
    def known(self) -> dict[str, Key]:
        """Source sides that need no reading: those of the units, and whatever the files read so far had."""
        return {text: key for key, text in self.sides.items()}

    def entry(self, unit: Unit) -> Entry:
        """The untranslated entry of a unit, without its terms."""
        entry = self._entries.get(unit.key)
        if entry is None:
            entry = self._entries[unit.key] = describe(self.project, self.article, unit)
        return entry

    def aligned(self, active: Sequence[Key], obsolete: Sequence[Key]) -> Aligned:
        """Where the units come from: the keys of a catalog in its order, and those that are obsolete."""
        keys = (tuple(active), tuple(sorted(set(obsolete).difference(active))))
        found = self._aligned.get(keys)
        if found is None:
            olds = (*map(Old, dict.fromkeys(active)), *(Old(key, obsolete=True) for key in keys[1]))
            alignment = align(olds, self.units, split=partial(split, locale=self.project.config.source_locale))
            found = self._aligned[keys] = Aligned(alignment, givers(alignment))
        return found

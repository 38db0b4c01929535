"""Text that moved between articles, and articles that were renamed, split or joined: their catalogs go along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from l10n.exchange.files import read_bytes, remove
from l10n.exchange.po import message_line, message_lines, read_po
from l10n.locales import Locale
from l10n.merge.renames import follow_renames, take_along
from l10n.model import Catalog, Entry, Key, Unit
from l10n.project import Article
from l10n.workflow.reading import Reader


@dataclass(frozen=True)
class Moves:
    """What came to the articles of one locale from others; looked up only for text that an article did not have.

    It reads the catalogs as they stood before the first one was merged, so it must be asked before each is written.
    """

    reader: Reader
    locale: Locale
    followed: set[str] = field(default_factory=set)
    """Articles that are no more and whose catalogs went along whole."""
    _read: dict[str, Catalog] = field(default_factory=dict, repr=False)
    _keys: dict[str, frozenset[Key]] = field(default_factory=dict, repr=False)
    """What each article has now."""

    def bring(self, article: Article, own: Catalog, units: Iterable[Unit]) -> tuple[Catalog, Mapping[Key, Entry]]:
        """Return the article's catalog with what other catalogs gave it, and single entries that moved here.

        A renamed, split or joined article takes whole catalogs along; a paragraph that left one article and appears
        in another takes its entry along. Text that still stands in the other article is no move.
        """
        had = {entry.key for entry in own.entries if entry.target}
        arrived = [unit for unit in units if unit.key not in had]
        if not self.is_arriving(article, [unit.key for unit in arrived]):
            return own, {}
        homes = self._homes([unit.key for unit in arrived], article.name)
        others = {name: self._catalog(name) for name in homes}
        olds = {name: [entry.key for entry in catalog.active] for name, catalog in others.items()}
        if own.entries:
            olds[article.name] = [entry.key for entry in own.active]
        news = {item.name: self.reader.units(item) for item in self._articles if item.name in {*homes, article.name}}
        succession = follow_renames(olds, news)
        for name in succession.sources.get(article.name, ()):
            still_there = {unit.key for unit in news.get(name, ())}
            own = take_along(own, others[name], still_there=still_there)
            if name in succession.gone:
                self.followed.add(name)
        return own, self._single_moves(arrived, others, news)

    def is_arriving(self, article: Article, keys: Iterable[Key]) -> bool:
        """True where another article had one of these texts and has it no longer."""
        homes = self._homes(keys, article.name)
        return any(self._has_left(key, name) for name, found in homes.items() for key in found)

    def gone(self) -> dict[str, Path]:
        """Catalogs of articles that are no more, by article name."""
        names = {article.name for article in self._articles}
        return {name: path for name, path in self._paths.items() if name not in names}

    def _single_moves(
        self, arrived: Iterable[Unit], others: Mapping[str, Catalog], news: Mapping[str, tuple[Unit, ...]]
    ) -> dict[Key, Entry]:
        there = {name: {unit.key for unit in news.get(name, ())} for name in others}
        moved: dict[Key, Entry] = {}
        wanted = {unit.key for unit in arrived}
        for name, catalog in sorted(others.items()):
            for entry in catalog.entries:
                if entry.target and entry.key in wanted and entry.key not in there[name] and entry.key not in moved:
                    moved[entry.key] = Entry(
                        entry.source, entry.target, entry.context, fuzzy=entry.fuzzy, comments=entry.comments
                    )
        return moved

    def _homes(self, keys: Iterable[Key], own: str) -> dict[str, list[Key]]:
        """The other articles whose catalogs hold some of these texts, and which."""
        homes: dict[str, list[Key]] = {}
        if set(self._paths) - {own}:
            for key in keys:
                for name in self._index.get(message_line(key.source), ()):
                    if name != own:
                        homes.setdefault(name, []).append(key)
        return homes

    def _has_left(self, key: Key, name: str) -> bool:
        """True where an article that had this text has it no longer."""
        if name not in self._keys:
            article = next((article for article in self._articles if article.name == name), None)
            self._keys[name] = frozenset(unit.key for unit in self.reader.units(article)) if article else frozenset()
        return key not in self._keys[name]

    @cached_property
    def _articles(self) -> tuple[Article, ...]:
        return self.reader.project.articles

    @cached_property
    def _paths(self) -> dict[str, Path]:
        return self.reader.project.catalogs(self.locale)

    @cached_property
    def _index(self) -> dict[bytes, list[str]]:
        """First line of each message -> the articles whose catalogs have it; no catalog is parsed for this."""
        index: dict[bytes, list[str]] = {}
        for name, path in self._paths.items():
            for line in set(message_lines(read_bytes(path))):
                index.setdefault(line, []).append(name)
        return index

    def _catalog(self, name: str) -> Catalog:
        if name not in self._read:
            path = self._paths[name]
            self._read[name] = read_po(path, name=self.reader.project.relative(path))
        return self._read[name]


def retire(moves: Iterable[Moves]) -> list[str]:
    """Remove the catalogs that went along whole with their articles' new names; return their paths.

    To be called when every article has been merged, so that both halves of a split article have taken theirs. The
    template goes with the last catalog.
    """
    removed = []
    for move in moves:
        project = move.reader.project
        for name in sorted(move.followed):
            paths = [project.catalog_path(name, move.locale)]
            if not any(
                project.catalog_path(name, locale).exists()
                for locale in project.config.locales
                if locale != move.locale
            ):
                paths.append(project.template_path(name))
            removed += [project.relative(path) for path in paths if remove(path)]
    return removed

"""Text that moved between articles, and articles that were renamed, split or joined: their catalogs go along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from l10n.errors import L10nError
from l10n.exchange.files import read_bytes, remove
from l10n.exchange.first_lines import message_line, message_lines
from l10n.exchange.po import read_po
from l10n.locales import Locale
from l10n.merge.renames import follow_renames, take_along
from l10n.merge.unread import with_lost_flags
from l10n.model import Catalog, Entry, Key, State, Unit
from l10n.project import Article
from l10n.workflow.merged import Merged
from l10n.workflow.reading import Reader

_FEW = 4
"""More articles than this that have one text need not be known by name."""


@dataclass(frozen=True)
class Moves:
    """What came to the articles of one locale from others; looked up only for text that an article did not have.

    It reads the catalogs as they stood before the first one was merged, so it must be asked before each is written.
    """

    reader: Reader
    locale: Locale
    settled: Callable[[Article, Locale], Merged | None] = lambda _article, _locale: None
    """The last merge of a catalog, where it was made with the article and the catalog as both stand."""
    lines: dict[str, frozenset[bytes]] = field(default_factory=dict, repr=False)
    """The first line of each unit's message, by article; the moves of all locales may share it."""
    followed: set[str] = field(default_factory=set)
    """Articles that are no more and whose catalogs went along whole."""
    _read: dict[str, Catalog] = field(default_factory=dict, repr=False)

    def bring(self, article: Article, own: Catalog, units: Iterable[Unit]) -> tuple[Catalog, Mapping[Key, Entry]]:
        """Return the article's catalog with what other catalogs gave it, and single entries that moved here.

        A renamed, split or joined article takes whole catalogs along; a paragraph that left one article and appears
        in another takes its entry along. Text that still stands in the other article is no move.
        """
        had = {entry.key for entry in own.entries if entry.target}
        arrived = [unit for unit in units if unit.key not in had]
        lines = [message_line(unit.source) for unit in arrived]
        if not self.may_arrive(article.name, lines):
            return own, {}
        homes = self._homes(article.name, lines)
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

    def look_around(self) -> None:
        """Read what left the articles now, before any catalog is written."""
        _ = self._left

    def may_bring(self, article: Article, arrived: Iterable[Unit]) -> bool:
        """True where `bring` has to look closely for these units, of which the article's own catalog has no text."""
        return self.may_arrive(article.name, (message_line(unit.source) for unit in arrived))

    def may_arrive(self, own: str, lines: Iterable[bytes]) -> bool:
        """True where another article had a text that begins with one of these lines, and has it no longer."""
        return any(name != own for line in lines for name in self._left.get(line, ()))

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
            for entry in with_lost_flags(catalog).settled().entries:
                if entry.target and entry.key in wanted and entry.key not in there[name] and entry.key not in moved:
                    moved[entry.key] = entry._replace(extracted=(), reference="", flags=(), obsolete=False, line=0)
        return moved

    def _homes(self, own: str, lines: Iterable[bytes]) -> list[str]:
        """The other articles that these texts have left, and for each text a few that have it still.

        A text that many articles have shows nothing (`follow_renames`), and a few are many enough.
        """
        lines = list(lines)
        names = [name for line in lines for name in self._left.get(line, ())]
        names += [name for line in lines for name in self._standing.get(line, ())]
        articles = {article.name: article for article in self._articles}
        others = [name for name in dict.fromkeys(names) if name != own]
        return [name for name in others if name not in articles or self._can_be_read(articles[name])]

    @cached_property
    def _articles(self) -> tuple[Article, ...]:
        return self.reader.project.articles

    @cached_property
    def _paths(self) -> dict[str, Path]:
        return self.reader.project.catalogs(self.locale)

    @cached_property
    def _left(self) -> dict[bytes, list[str]]:
        """First line of each message that an article has no longer -> the articles whose catalogs still have it."""
        articles = {article.name: article for article in self._articles}
        left: dict[bytes, list[str]] = {}
        for name, path in self._paths.items():
            article = articles.get(name)
            settled = self.settled(article, self.locale) if article else None
            if settled and not settled.counts[State.OBSOLETE]:
                continue
            data = read_bytes(path)
            lines = message_lines(data, obsolete=True)
            if article is None:
                lines |= message_lines(data, obsolete=False)
            elif settled is None and self._can_be_read(article):
                lines |= message_lines(data, obsolete=False)
                lines -= self._lines_of(article)
            for line in lines:
                left.setdefault(line, []).append(name)
        return left

    def _can_be_read(self, article: Article) -> bool:
        """False for an article that is refused, which is said in its turn: what has left it is not known."""
        try:
            self.reader.units(article)
        except L10nError:
            return False
        return True

    def _lines_of(self, article: Article) -> frozenset[bytes]:
        """The first line of each unit's message."""
        if article.name not in self.lines:
            self.lines[article.name] = frozenset(message_line(unit.source) for unit in self.reader.units(article))
        return self.lines[article.name]

    @cached_property
    def _standing(self) -> dict[bytes, list[str]]:
        """First line of each message -> a few of the articles whose catalogs have it; no catalog is parsed for this."""
        index: dict[bytes, list[str]] = {}
        for name, path in self._paths.items():
            for line in message_lines(read_bytes(path), obsolete=False):
                names = index.setdefault(line, [])
                if len(names) <= _FEW:
                    names.append(name)
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

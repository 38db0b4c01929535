"""Text that moved between articles, and articles that were renamed, split or joined: their catalogs go along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from l10n.errors import L10nError
from l10n.exchange.files import remove, write_bytes
from l10n.exchange.first_lines import message_line
from l10n.locales import Locale
from l10n.merge.renames import follow_renames, take_along
from l10n.merge.unread import with_lost_flags
from l10n.model import Catalog, Entry, Key, Unit
from l10n.project import Article
from l10n.workflow.merged import Merged
from l10n.workflow.reading import Reader
from l10n.workflow.standing import Own, Standing
from l10n.workflow.unfinished import Unfinished


@dataclass(frozen=True)
class Moves:
    """What came to the articles of one locale from others; looked up only for text that an article did not have.

    It judges by the catalogs as they stood before the first one was merged, so `will_write` must be told of each that
    is written.
    """

    reader: Reader
    locale: Locale
    settled: Callable[[Article, Locale], Merged | None] = lambda _article, _locale: None
    """The last merge of a catalog, where it was made with the article and the catalog as both stand."""
    lines: dict[str, frozenset[bytes]] = field(default_factory=dict, repr=False)
    """The first line of each unit's message, by article; the moves of all locales may share it."""
    followed: set[str] = field(default_factory=set)
    """Articles that are no more and whose catalogs went along whole."""

    def own(self, article: Article) -> Own:
        """The catalog that is to be merged with an article."""
        return self._standing.own(article.name)

    def bring(self, article: Article, own: Catalog, units: Iterable[Unit]) -> tuple[Catalog, Mapping[Key, Entry]]:
        """Return the article's catalog with what other catalogs gave it, and single entries that moved here.

        A renamed, split or joined article takes whole catalogs along; a paragraph that left one article and appears
        in another takes its entry along. Text that still stands in the other article is no move.
        """
        name, standing = article.name, self._standing
        arrived = _without_text(units, own)
        is_edited = standing.is_edited(name)
        before = standing.before(name) if is_edited else own
        wanted = [*_without_text(units, before), *arrived] if is_edited else arrived
        lines = [message_line(unit.source) for unit in wanted]
        if not standing.has_left(name, lines):
            return own, {}
        homes = self._homes(name, lines)
        others = self._others(article, homes)
        olds = {home: [entry.key for entry in catalog.active] for home, catalog in others.items()}
        if before.entries:
            olds[name] = [entry.key for entry in before.active]
        news = {
            known: self.reader.units(standing.articles[known]) for known in (name, *homes) if known in standing.articles
        }
        succession = follow_renames(olds, news)
        has_taken = is_edited and self.unfinished.was_written(name)
        for home in succession.sources.get(name, ()):
            is_gone = home in succession.gone
            if is_gone:
                self.followed.add(home)
            if not has_taken or (is_gone and standing.is_edited(home)):
                still_there = {unit.key for unit in news.get(home, ())}
                own = take_along(own, others[home], still_there=still_there)
        return own, _single_moves(arrived, others, news)

    def will_write(self, article: Article, version: str, *, other: bool) -> None:
        """A catalog is about to be written, with `other` texts or the same; `version` is the SHA-256 it will have."""
        if other:
            self._standing.keep()
        self.unfinished.will_write(article.name, "" if self._standing.is_edited(article.name) else version)

    def look_around(self) -> None:
        """Read what left the articles now, before any catalog is written."""
        _ = self._standing.left

    def may_bring(self, article: Article, arrived: Iterable[Unit]) -> bool:
        """True where `bring` has to look closely for these units, of which the article's own catalog has no text."""
        return self.may_arrive(article.name, (message_line(unit.source) for unit in arrived))

    def may_arrive(self, own: str, lines: Iterable[bytes]) -> bool:
        """True where another article had a text that begins with one of these lines, and has it no longer."""
        return self._standing.has_left(own, lines)

    def gone(self) -> dict[str, Path]:
        """Catalogs of articles that are no more, by article name."""
        names = {article.name for article in self.reader.project.articles}
        paths = self.reader.project.catalogs(self.locale)
        return {name: path for name, path in paths.items() if name not in names}

    def put_back(self) -> None:
        """Write again what a run that did not end well removed, where it goes along with no article any more."""
        for name, data in self.unfinished.catalogs.items():
            path = self.reader.project.catalog_path(name, self.locale)
            if data is not None and not (name in self._standing.articles or name in self.followed or path.exists()):
                write_bytes(path, data)

    @cached_property
    def unfinished(self) -> Unfinished:
        """What a run that did not end well has left, and what this one would."""
        return Unfinished(self.reader.project, self.locale)

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self.reader, self.locale, self.settled, self.lines, self.unfinished)

    def _homes(self, own: str, lines: Iterable[bytes]) -> list[str]:
        """The other articles that these texts have left, and for each text a few that have it still.

        A text that many articles have shows nothing (`follow_renames`), and a few are many enough.
        """
        standing, lines = self._standing, list(lines)
        names = [name for line in lines for name in standing.left.get(line, ())]
        names += [name for line in lines for name in standing.holders.get(line, ())]
        articles = standing.articles
        others = [name for name in dict.fromkeys(names) if name != own]
        return [name for name in others if name not in articles or standing.can_be_read(articles[name])]

    def _others(self, article: Article, homes: Iterable[str]) -> dict[str, Catalog]:
        """The catalogs that an article's texts come from. Raises L10nError where one of them is malformed."""
        try:
            return {name: self._standing.catalog(name) for name in homes}
        except L10nError as error:
            project = self.reader.project
            raise L10nError(
                f"Text may have come here from a catalog that cannot be read: {error.where}: {error.message}",
                where=project.relative(project.catalog_path(article.name, self.locale)),
                hint="Mend that file and run the command again; this one is left as it is until then.",
            ) from error


def _without_text(units: Iterable[Unit], catalog: Catalog) -> list[Unit]:
    """The units that a catalog has no translation of."""
    had = {entry.key for entry in catalog.entries if entry.target}
    return [unit for unit in units if unit.key not in had]


def _single_moves(
    arrived: Iterable[Unit], others: Mapping[str, Catalog], news: Mapping[str, Sequence[Unit]]
) -> dict[Key, Entry]:
    there = {name: {unit.key for unit in news.get(name, ())} for name in others}
    moved: dict[Key, Entry] = {}
    wanted = {unit.key for unit in arrived}
    for name, catalog in sorted(others.items()):
        for entry in with_lost_flags(catalog).settled().entries:
            if entry.target and entry.key in wanted and entry.key not in there[name] and entry.key not in moved:
                moved[entry.key] = entry._replace(extracted=(), reference="", flags=(), obsolete=False, line=0)
    return moved


def retire(moves: Iterable[Moves]) -> list[str]:
    """Remove the catalogs that went along whole with their articles' new names; return their paths.

    To be called when every article has been merged, so that both halves of a split article have taken theirs. The
    template goes with the last catalog. What moved has arrived then: how the catalogs stood is no longer kept.
    """
    moves, removed = list(moves), []
    for move in moves:
        move.put_back()
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
    for move in moves:
        move.unfinished.end()
    return removed

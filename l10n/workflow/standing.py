"""The catalogs of one locale as they stood before the first one was merged, in this run or in one that did not end well."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from l10n.errors import L10nError
from l10n.exchange.files import read_bytes
from l10n.exchange.first_lines import empty_lines, message_line, message_lines
from l10n.exchange.po import parse_po
from l10n.locales import Locale
from l10n.merge.renames import with_edits
from l10n.model import Catalog, State
from l10n.project import Article
from l10n.workflow.merged import Merged
from l10n.workflow.reading import Reader
from l10n.workflow.unfinished import Unfinished

_FEW = 4
"""More articles than this that have one text need not be known by name."""


class Own(NamedTuple):
    """What the merge of an article begins with."""

    data: bytes | None
    """Its catalog; None where there is none."""
    now: bytes | None
    """The file as it is: the same, or what a run that did not end well has made of it."""
    is_edited: bool = False
    """True where a person has saved the file since such a run began."""

    @property
    def is_again(self) -> bool:
        """True where the file is what a run that did not end well has made of `data`."""
        return self.now is not self.data


@dataclass(frozen=True)
class Standing:
    """What the catalogs hold, told by the first lines of their messages as long as nobody needs more."""

    reader: Reader
    locale: Locale
    settled: Callable[[Article, Locale], Merged | None]
    """The last merge of a catalog, where it was made with the article and the catalog as both stand."""
    lines: dict[str, frozenset[bytes]] = field(repr=False)
    """The first line of each unit's message, by article; all locales may share it."""
    unfinished: Unfinished
    _read: dict[str, Catalog] = field(default_factory=dict, repr=False)
    _is_kept: list[bool] = field(default_factory=list, repr=False)
    _came: dict[str, frozenset[bytes]] = field(default_factory=dict, repr=False)
    """First lines of the messages of articles that are to be merged of which their catalogs have no translation."""

    def own(self, name: str) -> Own:
        """What to merge with an article: what nobody has saved since a run wrote it is merged from how it stood."""
        now = self._now(name)
        if name not in self.unfinished:
            return Own(now, now)
        if self.unfinished.is_untouched(name, now):
            stood = self.unfinished.catalogs[name]
            return Own(now if now == stood else stood, now)
        return Own(now, now, is_edited=True)

    def is_edited(self, name: str) -> bool:
        """True where a person has saved a catalog since a run began that did not end well."""
        return name in self.unfinished and not self.unfinished.is_untouched(name, self._now(name))

    def before(self, name: str) -> Catalog:
        """A catalog without what was saved since."""
        data = self.unfinished.catalogs[name]
        return Catalog("") if data is None else parse_po(data, name=self._name(name))

    def catalog(self, name: str) -> Catalog:
        """A catalog as it stood, with what a person has saved in it since. Raises L10nError where it is malformed."""
        if name not in self._read:
            catalog, *later = [parse_po(data, name=self._name(name)) for data in self._files(name)] or [Catalog("")]
            self._read[name] = with_edits(catalog, later[0]) if later else catalog
        return self._read[name]

    def can_be_read(self, article: Article) -> bool:
        """False for an article that is refused, which is said in its turn: what has left it is not known."""
        try:
            self.reader.units(article)
        except L10nError:
            return False
        return True

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles there are now, by name."""
        return {article.name: article for article in self.reader.project.articles}

    @cached_property
    def left(self) -> dict[bytes, list[str]]:
        """First line of each message that an article has no longer -> the articles whose catalogs still have it."""
        left: dict[bytes, list[str]] = {}
        for name in self._paths:
            article = self.articles.get(name)
            settled = self.settled(article, self.locale) if article else None
            if settled and not settled.counts[State.OBSOLETE]:
                continue
            files = self._files(name)
            lines = _lines(files, obsolete=True)
            if article is None:
                lines |= _lines(files, obsolete=False)
            elif name in self._unsettled:
                active = _lines(files, obsolete=False)
                self._came.setdefault(name, self._came_to(article, active, files))
                lines |= active - self._lines_of(article)
            for line in lines:
                left.setdefault(line, []).append(name)
        return left

    @cached_property
    def holders(self) -> dict[bytes, list[str]]:
        """First line of each message -> a few of the articles whose catalogs have it; no catalog is parsed for this."""
        index: dict[bytes, list[str]] = {}
        for name in self._paths:
            for line in _lines(self._files(name), obsolete=False):
                names = index.setdefault(line, [])
                if len(names) <= _FEW:
                    names.append(name)
        return index

    def has_left(self, own: str, lines: Iterable[bytes]) -> bool:
        """True where another article had a text that begins with one of these lines, and has it no longer."""
        return any(name != own for line in lines for name in self.left.get(line, ()))

    def keep(self) -> None:
        """Before the first catalog is written: see what left, and keep how those stand that moves are judged by."""
        if not self._is_kept:
            self._is_kept.append(True)
            self.unfinished.keep(self._moving if self.left else {})

    @cached_property
    def _moving(self) -> dict[str, bytes | None]:
        """The catalogs that have, had or get a text of those that come to an article with texts that left others."""
        texts: set[bytes] = set()
        for name, article in self._unsettled.items():
            if name not in self._came:
                files = self._files(name) if name in self._paths else ()
                self._came[name] = self._came_to(article, _lines(files, obsolete=False), files)
        for name in self._waiting:
            self._came[name] = frozenset().union(*map(empty_lines, self._files(name)))
        for name, came in self._came.items():
            if came and self.has_left(name, came):
                texts |= came
        had = {name for text in texts for name in self.left.get(text, ())}
        moving = sorted(name for name in had if name not in self.articles)
        moving += [
            name
            for name, article in self._unsettled.items()
            if name in had or not texts.isdisjoint(self._lines_of(article))
        ]
        moving += [name for name in self._waiting if not texts.isdisjoint(self._came[name])]
        return {name: self._now(name) for name in moving}

    def _came_to(self, article: Article, active: set[bytes], files: Iterable[bytes]) -> frozenset[bytes]:
        lines = self._lines_of(article)
        return lines.difference(active).union(*(lines & empty_lines(data) for data in files))

    @cached_property
    def _unsettled(self) -> dict[str, Article]:
        """The articles whose catalogs are to be merged, as far as they can be read."""
        return {
            name: article
            for name, article in self.articles.items()
            if not self.settled(article, self.locale) and self.can_be_read(article)
        }

    @cached_property
    def _waiting(self) -> tuple[str, ...]:
        """The articles whose catalogs are as they should be but for texts without a translation, which may arrive."""
        settled = {name: self.settled(article, self.locale) for name, article in self.articles.items()}
        return tuple(name for name, merged in settled.items() if merged and merged.counts[State.UNTRANSLATED])

    @cached_property
    def _paths(self) -> dict[str, Path]:
        paths = dict(self.reader.project.catalogs(self.locale))
        for name, data in self.unfinished.catalogs.items():
            if data is not None:
                paths.setdefault(name, self._path(name))
        return paths

    def _files(self, name: str) -> tuple[bytes, ...]:
        """A catalog as it stood; after it the file as it is, where a person has saved it since or its article is gone."""
        if name not in self.unfinished:
            return (read_bytes(self._paths[name]),)
        stood, now = self.unfinished.catalogs[name], self._now(name)
        is_ours = name in self.articles and self.unfinished.is_untouched(name, now)
        return tuple(data for data in ((stood,) if is_ours or now == stood else (stood, now)) if data is not None)

    def _now(self, name: str) -> bytes | None:
        path = self._path(name)
        return read_bytes(path) if path.is_file() else None

    def _path(self, name: str) -> Path:
        return self.reader.project.catalog_path(name, self.locale)

    def _name(self, name: str) -> str:
        """The path in messages."""
        return self.reader.project.relative(self._path(name))

    def _lines_of(self, article: Article) -> frozenset[bytes]:
        """The first line of each unit's message."""
        if article.name not in self.lines:
            self.lines[article.name] = frozenset(message_line(unit.source) for unit in self.reader.units(article))
        return self.lines[article.name]


def _lines(files: Iterable[bytes], *, obsolete: bool) -> set[bytes]:
    lines: set[bytes] = set()
    for data in files:
        lines |= message_lines(data, obsolete=obsolete)
    return lines

"""Reading a project's inputs: each article, catalog and termbase is read once in a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from l10n.errors import L10nError
from l10n.exchange.files import read_bytes
from l10n.exchange.po import read_po
from l10n.locales import Locale
from l10n.model import Catalog, Unit
from l10n.project import Article, Project
from l10n.workflow.known_pages import Keeping, KnownPages, Page
from l10n.workflow.memo import Memo, stamps

if TYPE_CHECKING:
    from l10n.formats.base import Remark
    from l10n.formats.html import HtmlDocument
    from l10n.terms import Matcher


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what a run needs, once."""

    project: Project
    keeping: Keeping | None = field(default=None, repr=False)
    """Where pages are kept for the next run; by default in the project's cache folder."""
    known: KnownPages = field(init=False, repr=False)
    memo: Memo = field(init=False, repr=False)
    _documents: dict[str, HtmlDocument] = field(default_factory=dict, repr=False)
    """The one that was read last: the steps of an article follow each other, and a document takes much memory."""
    _pages: dict[str, Page] = field(default_factory=dict, repr=False)
    _units: dict[tuple[str, str], tuple[Unit, ...]] = field(default_factory=dict, repr=False)
    _matchers: list[Matcher] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "memo", Memo(self.project))
        object.__setattr__(self, "known", KnownPages(self.project, self.keeping))

    def apart(self, keeping: Keeping) -> Reader:
        """A reader for another process: it has the memo and the compiled termbase of this one and reads all else itself."""
        other = Reader(self.project, keeping)
        object.__setattr__(other, "memo", self.memo)
        other._matchers.extend(self._matchers)
        return other

    def document(self, article: Article) -> HtmlDocument:
        """Read an article. Raises L10nError where it must be refused, or is no longer what this run read of it before."""
        if article.name not in self._documents:
            pinned, data = self.memo.pin(article), read_bytes(article.path)
            if stamps([article.path]) != pinned:
                raise L10nError(
                    "Somebody saved the article while this run was working on it.",
                    where=self.project.relative(article.path),
                    hint="Run the command again.",
                )
            self._read(article, data)
        return self._documents[article.name]

    def page(self, article: Article) -> Page:
        """What an article holds; one that was read before in just this way is not read again."""
        if article.name not in self._pages:
            self.memo.pin(article)
            data = read_bytes(article.path)
            page = self.known.recall(article, data)
            if page is None:
                document = self._read(article, data)
                page = Page(document.units, tuple(_warning(document.path, remark) for remark in document.warnings))
                self.known.keep(article, data, page)
            self._pages[article.name] = page
        return self._pages[article.name]

    def units(self, article: Article, locale: Locale | None = None) -> tuple[Unit, ...]:
        """The units of an article in document order, each key once (a title repeats its heading).

        With a locale, only those that the author wants translated into it (ITS Locale Filter).
        """
        known = self._units.get((article.name, locale or ""))
        if known is None:
            known = self._units[article.name, locale or ""] = self._read_units(article, locale)
        return known

    def forget(self, article: Article) -> None:
        """Let go of what an article holds, where no later step asks for it."""
        self._documents.pop(article.name, None)
        self._pages.pop(article.name, None)
        for key in [key for key in self._units if key[0] == article.name]:
            del self._units[key]

    def _read_units(self, article: Article, locale: Locale | None) -> tuple[Unit, ...]:
        units: Iterable[Unit] = self.page(article).units
        if locale is not None:
            if not any(unit.locale_filter for unit in units):
                return self.units(article)
            units = tuple(unit for unit in units if unit.applies_to(locale))
        config = self.project.config
        if config.segmentation == "sentence":
            from l10n.workflow.segments import sentence_units

            units = tuple(sentence_units(units, config.source_locale))
        return unique_units(units)

    def _read(self, article: Article, data: bytes) -> HtmlDocument:
        from l10n.formats.html import read

        config = self.project.config
        path = self.project.relative(article.path)
        document = read(data, path=path, options=config.html, locale=config.source_locale)
        self._documents.clear()
        self._documents[article.name] = document
        return document

    def matcher(self) -> Matcher:
        """The project's compiled termbase."""
        if not self._matchers:
            from l10n.workflow.terms import project_matcher

            self._matchers.append(project_matcher(self.project))
        return self._matchers[0]

    def catalog(self, article: str, locale: str) -> Catalog | None:
        """Read a catalog, or return None where there is none yet. Raises L10nError where it is malformed."""
        path = self.project.catalog_path(article, locale)
        if not path.is_file():
            return None
        return read_po(path, name=self.project.relative(path))


_key = itemgetter(*map(Unit._fields.index, ("source", "context")))
_place = itemgetter(*map(Unit._fields.index, ("kind", "comments", "ordered")))


def unique_units(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """One unit for each key, where it stands first; its `kind` names every kind of place it stands in."""
    unique: dict[tuple[str, str], Unit] = {}
    for unit in units:
        key = _key(unit)
        first = unique.setdefault(key, unit)
        if first is not unit:
            unique[key] = _both(first, unit)
    return tuple(unique.values())


def _both(first: Unit, other: Unit) -> Unit:
    """A unit that tells of two places."""
    if _place(other) == _place(first):
        return first
    comments, ordered = first.comments, first.ordered
    kinds = first.kind.split(" ")
    if other.kind in kinds and other.comments == comments and other.ordered == ordered:
        return first
    return first._replace(
        kind=" ".join(dict.fromkeys([*kinds, other.kind])),
        comments=tuple(dict.fromkeys([*comments, *other.comments])),
        ordered=tuple(dict.fromkeys([*ordered, *other.ordered])),
    )


def _warning(path: str, remark: Remark) -> str:
    place = f"{path}:{remark.line}" if remark.line else path
    return f"{place}: {remark.message} {remark.hint}".rstrip()

"""Judging the catalogs of a project by checks; processes share them where they are many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.model import Catalog, State
from l10n.project import Article
from l10n.workflow.apart import Apart
from l10n.workflow.known_findings import Row, rows_of
from l10n.workflow.parallel import in_turns_after_first
from l10n.workflow.reading import Reader

if TYPE_CHECKING:
    from l10n.checks.base import CatalogView, Check, Context

MANY = 40
"""From so many catalogs on that are to be judged, several processes share them.

Each process looks up anew what the judging of others has looked up. Two processes take as long as one for 10 catalogs of
40 texts, and a quarter less for 40; but they take more of a processor, which is missed where others are at work.
"""

Place: TypeAlias = tuple[Article, Locale]
Share: TypeAlias = tuple[Article, Sequence[Locale]]
_Answer: TypeAlias = list[Row] | L10nError | None


def judge_many(reader: Reader, places: Sequence[Place], checks: Sequence[Check]) -> Iterator[_Answer]:
    """Judge the catalogs of these articles and locales, drafts and stale entries too; yield what was found in each.

    None stands for a catalog that is not there, and an error for one that cannot be read, or whose article cannot.
    Raises L10nError where the glossary cannot be read, after the errors of the catalogs.
    """
    try:
        context = context_of(reader)
    except L10nError:
        for article, locale in places:
            yield _error(reader, article, locale)
        raise
    shares = by_article(places)
    processes = None if len(places) >= MANY else 1
    work = in_turns_after_first(partial(_Work, reader, checks, context), shares, processes=processes)
    for (article, _), judged in zip(shares, work, strict=True):
        if judged.page:
            reader.known.put(article, judged.page)
        yield from judged.answers


def by_article(places: Iterable[Place]) -> list[Share]:
    """Each article with its locales, in the order of the places: its page is then read once."""
    return [(article, [locale for _, locale in group]) for article, group in groupby(places, lambda place: place[0])]


def view_of(
    reader: Reader, article: Article, locale: Locale, catalog: Catalog, *, states: Collection[State] | None = None
) -> CatalogView:
    """A catalog beside its article, as checks see it; with `states`, only the entries in these states."""
    from l10n.checks.run import view_catalog

    return view_catalog(
        catalog if catalog.locale == locale else replace(catalog, locale=str(locale)),
        source_locale=reader.project.config.source_locale,
        article=article.name,
        units={unit.key: unit for unit in reader.units(article)},
        states=states,
    )


def context_of(reader: Reader) -> Context:
    """What checks need besides the texts. Raises L10nError where the glossary cannot be read."""
    from l10n.checks.base import Context
    from l10n.workflow.terms import terms_in_use

    return Context(reader.project.config.check, terms_in_use(reader))


class _Judged(NamedTuple):
    """What the work on an article has to say to the process that keeps the stores."""

    answers: list[_Answer]
    page: bytes
    """The page as its store keeps it; empty where that is not news."""


class _Work:
    """Judging in whatever process."""

    def __init__(self, reader: Reader, checks: Sequence[Check], context: Context) -> None:
        self._checks, self._context = checks, context
        self._apart = Apart(reader)

    def __call__(self, share: Share) -> _Judged:
        article, locales = share
        answers = [self._judge(article, locale) for locale in locales]
        return _Judged(answers, self._apart.done_with(article))

    def _judge(self, article: Article, locale: Locale) -> _Answer:
        from l10n.checks.run import judge

        reader = self._apart.reader
        try:
            catalog = reader.catalog(article.name, locale)
            if catalog is None:
                return None
            view = view_of(reader, article, locale, catalog)
        except L10nError as error:
            return error
        return rows_of(judge([view], self._checks, self._context))


def _error(reader: Reader, article: Article, locale: Locale) -> L10nError | None:
    """Why a catalog or its article cannot be read."""
    try:
        if reader.catalog(article.name, locale) is not None:
            reader.units(article)
    except L10nError as error:
        return error
    return None

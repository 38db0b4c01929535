"""Extract: articles become PO templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n.errors import L10nError
from l10n.exchange.files import differs, write_bytes
from l10n.project import Article
from l10n.workflow.apart import Apart
from l10n.workflow.catalogs import template
from l10n.workflow.parallel import in_turns
from l10n.workflow.reading import Reader

MANY = 200
"""From so many articles on that are to be read, several processes share them."""


class Extracted(NamedTuple):
    """What became of one article."""

    article: str
    path: str
    """The template, relative to the project."""
    units: int
    changed: bool
    """Whether the template was (or, in a dry run, would be) written."""
    warnings: tuple[str, ...] = ()
    """What the author of the page should look at, each with its place."""


def extract(reader: Reader, articles: Sequence[Article], *, dry_run: bool = False) -> Iterator[Extracted | L10nError]:
    """Write the template of each article; yield in their order what became of each, or why it must be refused."""
    known = {article: _known(reader, article) for article in articles}
    new = [article for article in articles if known[article] is None]
    for article in new:
        reader.memo.pin(article)
    if new:
        import l10n.formats.html  # noqa: F401 once for all processes, and so is this
        from l10n.workflow.memo import program

        program()
    done = in_turns(_Work(reader, dry_run=dry_run), new, least=MANY)
    for article in articles:
        result = known[article]
        if result is None:
            answer = next(done)
            if isinstance(answer, L10nError):
                yield answer
                continue
            result = answer.extracted
            if not dry_run:
                if answer.kept:
                    reader.known.put(article, answer.kept)
                _remember(reader, article, answer)
        yield result


class _Answer(NamedTuple):
    """What the work on an article has to say to the process that keeps the store and the memo.

    A tuple, because it travels between processes.
    """

    extracted: Extracted
    fingerprint: str
    """What it derives from: the page as it was read, the template as it was written."""
    kept: bytes = b""
    """The page as the store keeps it; empty where that is not news."""


class _Work:
    """Extraction in whatever process."""

    def __init__(self, reader: Reader, *, dry_run: bool) -> None:
        self._dry_run = dry_run
        self._apart = Apart(reader)

    def __call__(self, article: Article) -> _Answer | L10nError:
        try:
            answer = _extract(self._apart.reader, article, dry_run=self._dry_run)
        except L10nError as error:
            self._apart.done_with(article)
            return error
        return answer._replace(kept=self._apart.done_with(article))


def _known(reader: Reader, article: Article) -> Extracted | None:
    """What the last run found, where nothing that it derives from has changed since."""
    project, memo = reader.project, reader.memo
    name = _name(article)
    if not memo.has(name):
        return None
    path = project.template_path(article.name)
    known = memo.recall(name, memo.fingerprint(article, [path]))
    if not isinstance(known, dict):
        return None
    warnings = tuple(known["warnings"])
    return Extracted(article.name, project.relative(path), known["units"], changed=False, warnings=warnings)


def _extract(reader: Reader, article: Article, *, dry_run: bool) -> _Answer:
    project = reader.project
    path = project.template_path(article.name)
    units, warnings = reader.units(article), reader.page(article).warnings
    data = template(project, article, units)
    if dry_run:
        changed = differs(path, data)
    else:
        changed = write_bytes(path, data, derived=True)
    extracted = Extracted(article.name, project.relative(path), len(units), changed, warnings)
    return _Answer(extracted, reader.memo.fingerprint(article, [path]))


def _remember(reader: Reader, article: Article, answer: _Answer) -> None:
    """For the next run, as long as page and template are those of this one."""
    value = {"units": answer.extracted.units, "warnings": answer.extracted.warnings}
    reader.memo.remember(_name(article), answer.fingerprint, value)


def _name(article: Article) -> str:
    return f"extract {article.name}"

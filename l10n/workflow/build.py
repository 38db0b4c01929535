"""Build: extract, merge, check and export, for every article and locale; nothing to do is nothing done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.project import Article
from l10n.workflow.check import prove_options
from l10n.workflow.export import TOGETHER, Exported, Outcome, Refused, copy_assets, export_pages
from l10n.workflow.extract import Extracted, extract
from l10n.workflow.gate import verdict_from_json, verdict_to_json
from l10n.workflow.merge import Merger
from l10n.workflow.merge_many import merge_many
from l10n.workflow.merged import Merged, merged_from_json, merged_to_json
from l10n.workflow.reading import Reader
from l10n.workflow.terms import terms_in_use
from l10n.workflow.withdraw import withdraw, withdraw_strays


@dataclass(frozen=True, slots=True)
class Built:
    """One article after all steps."""

    article: str
    extracted: Extracted | None = None
    """None where the article had to be refused."""
    merged: tuple[Merged, ...] = ()
    exported: tuple[Exported, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Pages that were published before and could not be judged or written now."""

    @property
    def changed(self) -> bool:
        """Whether any file was (or, in a dry run, would be) written or withdrawn."""
        return (
            (self.extracted is not None and self.extracted.changed)
            or any(merged.changed for merged in self.merged)
            or any(page.outcome in (Outcome.PUBLISHED, Outcome.WITHDRAWN) for page in self.exported)
            or bool(self.withdrawn)
        )


def build(
    reader: Reader,
    articles: Sequence[Article],
    locales: Sequence[Locale],
    *,
    failed: Callable[[L10nError], None],
    withdrawn: Callable[[str], None] = lambda _path: None,
    strict: bool = False,
    dry_run: bool = False,
) -> Iterator[Built]:
    """Run all steps and yield what became of each article, in their order; idempotent: a second run changes nothing.

    The articles go from step to step in groups, which several processes may share. An article or catalog that cannot be
    read is handed to `failed` and left as it is, its page is withdrawn, and the others go on. Pages whose article or locale
    is no more are withdrawn too, and their paths handed to `withdrawn`. In a dry run the pages are judged by the catalogs
    as they stand, not as the merge would leave them. Raises L10nError where the glossary cannot be read.
    """
    run = _Run(Merger(reader), locales, failed, strict=strict, dry_run=dry_run)
    whole = len(articles) == len(reader.project.articles)
    together = max(TOGETHER // max(len(locales), 1), 1)
    for start in range(0, len(articles), together):
        yield from run.build(articles[start : start + together])
    if whole and run.all_well:
        for path in withdraw_strays(reader, failed=failed, dry_run=dry_run):
            withdrawn(path)
    if not dry_run:
        if whole and run.all_well:
            run.merger.finish()
        reader.memo.save()
        for locale in locales:
            copy_assets(reader.project, locale, reader.project.config.paths.output)


@dataclass(slots=True)
class _Run:
    """One run: what all groups of articles have in common."""

    merger: Merger
    locales: Sequence[Locale]
    failed: Callable[[L10nError], None]
    _: KW_ONLY
    strict: bool
    dry_run: bool
    all_well: bool = True
    """Every article so far could be built."""
    _is_proven: bool = False

    def build(self, articles: Sequence[Article]) -> Iterator[Built]:
        """Run all steps for these articles; yield what became of each."""
        known = {article: self._recall(article) for article in articles}
        new = [article for article in articles if known[article] is None]
        if new:
            self._prove()
        memo = self.merger.reader.memo
        inputs = {article: memo.fingerprint(article, ()) for article in new}
        steps = self._steps(new)
        for article in articles:
            built = known[article]
            if built is None:
                built = next(steps)
                complete = built.extracted is not None and len(built.exported) == len(self.locales)
                self.all_well = self.all_well and complete
                if complete and not self.dry_run and inputs[article] == memo.fingerprint(article, ()):
                    self._remember(article, built)
            yield built

    def _prove(self) -> None:
        """What no page could be judged by ends the run before anything is written."""
        if not self._is_proven:
            terms_in_use(self.merger.reader)
            prove_options(self.merger.reader.project)
            self._is_proven = True

    def _steps(self, articles: Sequence[Article]) -> Iterator[Built]:
        reader, dry_run = self.merger.reader, self.dry_run
        extracted = list(extract(reader, articles, dry_run=dry_run))
        read = [article for article, answer in zip(articles, extracted, strict=True) if isinstance(answer, Extracted)]
        merges = merge_many(self.merger, read, self.locales, dry_run=dry_run)
        merged = {(article, locale): next(merges) for article in read for locale in self.locales}
        places = [place for place, answer in merged.items() if isinstance(answer, Merged)]
        pages = export_pages(reader, places, strict=self.strict, dry_run=dry_run)
        for article, answer in zip(articles, extracted, strict=True):
            if isinstance(answer, L10nError):
                self.failed(answer)
                gone = [self._withdraw(article, locale) for locale in self.locales]
                yield Built(article.name, withdrawn=tuple(path for path in gone if path))
                continue
            done: list[Merged] = []
            became: list[Exported | Refused] = []
            for locale in self.locales:
                result = merged[article, locale]
                if isinstance(result, Merged):
                    done.append(result)
                    became.append(next(pages))
                else:
                    became.append(Refused(result, self._withdraw(article, locale)))
            exported = tuple(page for page in became if isinstance(page, Exported))
            refused = [page for page in became if isinstance(page, Refused)]
            yield Built(article.name, answer, tuple(done), exported, self._told(refused))

    def _told(self, refused: Sequence[Refused]) -> tuple[str, ...]:
        """Say why pages could not be built; return those that were withdrawn."""
        for page in refused:
            self.failed(page.error)
        return tuple(page.withdrawn for page in refused if page.withdrawn)

    def _withdraw(self, article: Article, locale: Locale) -> str:
        """The page that stood and is no more, relative to the project."""
        project = self.merger.reader.project
        try:
            is_gone = not self.dry_run and withdraw(self.merger.reader, article, locale)
        except L10nError as error:
            self.failed(error)
            return ""
        return project.relative(project.output_path(article.name, locale)) if is_gone else ""

    def _recall(self, article: Article) -> Built | None:
        """What the last run found, where nothing that it derives from or wrote has changed since."""
        if self.merger.is_unfinished(article, self.locales):
            return None
        memo = self.merger.reader.memo
        known = memo.recall(self._name(article), memo.fingerprint(article, self._files(article)))
        return _from_json(known) if isinstance(known, dict) else None

    def _remember(self, article: Article, built: Built) -> None:
        memo = self.merger.reader.memo
        fingerprint = memo.fingerprint(article, self._files(article))
        if _is_undisturbed(self.merger.reader, built):
            memo.remember(self._name(article), fingerprint, _to_json(built))

    def _name(self, article: Article) -> str:
        return f"build {article.name} {' '.join(self.locales)}{' strict' if self.strict else ''}"

    def _files(self, article: Article) -> list[Path]:
        """Everything a build of an article reads or writes beside the article itself."""
        project = self.merger.reader.project
        files = [project.template_path(article.name)]
        for locale in self.locales:
            files += [project.catalog_path(article.name, locale), project.output_path(article.name, locale)]
        return files


def _is_undisturbed(reader: Reader, built: Built) -> bool:
    """Nobody saved a catalog since the merge left it."""
    return all(
        sha256((reader.project.root / merged.path).read_bytes()).hexdigest() == merged.digest for merged in built.merged
    )


def _to_json(built: Built) -> dict[str, object]:
    """What the next run says where nothing changed."""
    assert built.extracted is not None
    return {
        "article": built.article,
        "extracted": built.extracted._asdict() | {"changed": False, "warnings": list(built.extracted.warnings)},
        "merged": [merged_to_json(merged.settled()) for merged in built.merged],
        "exported": [
            {
                "article": page.article,
                "locale": page.locale,
                "path": page.path,
                "outcome": _settled(page.outcome).value,
                "verdict": verdict_to_json(page.verdict) if page.verdict else None,
            }
            for page in built.exported
        ],
    }


def _settled(outcome: Outcome) -> Outcome:
    return {Outcome.PUBLISHED: Outcome.UNCHANGED, Outcome.WITHDRAWN: Outcome.HELD}.get(outcome, outcome)


def _from_json(values: dict[str, Any]) -> Built:
    extracted = Extracted(**{**values["extracted"], "warnings": tuple(values["extracted"]["warnings"])})
    merged = tuple(map(merged_from_json, values["merged"]))
    exported = tuple(
        Exported(
            **{
                **item,
                "outcome": Outcome(item["outcome"]),
                "verdict": verdict_from_json(item["verdict"]) if item["verdict"] else None,
            }
        )
        for item in values["exported"]
    )
    return Built(values["article"], extracted, merged, exported)

"""Build: extract, merge, check and export, for every article and locale; nothing to do is nothing done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.project import Article
from l10n.workflow.check import prove_options
from l10n.workflow.export import Exported, Outcome, copy_assets, export_page
from l10n.workflow.extract import Extracted, extract_article
from l10n.workflow.gate import verdict_from_json, verdict_to_json
from l10n.workflow.merge import Merger
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

    @property
    def changed(self) -> bool:
        """Whether any file was (or, in a dry run, would be) written or withdrawn."""
        return (
            (self.extracted is not None and self.extracted.changed)
            or any(merged.changed for merged in self.merged)
            or any(page.outcome in (Outcome.PUBLISHED, Outcome.WITHDRAWN) for page in self.exported)
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
    """Run all steps, one article after the other; idempotent: a second run changes nothing.

    An article or catalog that cannot be read is handed to `failed` and left as it is, its page is withdrawn, and the
    others go on. Pages whose article or locale is no more are withdrawn too, and their paths handed to `withdrawn`. In a
    dry run the pages are judged by the catalogs as they stand, not as the merge would leave them. Raises L10nError where
    the glossary cannot be read.
    """
    merger = Merger(reader)
    all_well, is_proven = True, False
    whole = len(articles) == len(reader.project.articles)
    for article in articles:
        name = f"build {article.name} {' '.join(locales)}{' strict' if strict else ''}"
        files = _files(reader, article, locales)
        inputs = reader.memo.fingerprint(article, ())
        known = reader.memo.recall(name, reader.memo.fingerprint(article, files))
        if isinstance(known, dict) and not merger.is_unfinished(article, locales):
            yield _from_json(known)
            continue
        if not is_proven:  # what no page could be judged by ends the run before anything is written
            terms_in_use(reader)
            prove_options(reader.project)
            is_proven = True
        built = _build(merger, article, locales, failed=failed, strict=strict, dry_run=dry_run)
        complete = built.extracted is not None and len(built.exported) == len(locales)
        all_well = all_well and complete
        calm = complete and not dry_run and inputs == reader.memo.fingerprint(article, ())
        if calm and _is_undisturbed(reader, built):
            reader.memo.remember(name, reader.memo.fingerprint(article, files), _to_json(built))
        yield built
    if whole and all_well:
        for path in withdraw_strays(reader, dry_run=dry_run):
            withdrawn(path)
    if not dry_run:
        if whole and all_well:
            merger.finish()
        reader.memo.save()
        for locale in locales:
            copy_assets(reader.project, locale, reader.project.config.paths.output)


def _build(
    merger: Merger,
    article: Article,
    locales: Sequence[Locale],
    *,
    failed: Callable[[L10nError], None],
    strict: bool,
    dry_run: bool,
) -> Built:
    reader = merger.reader
    merged, exported = [], []
    try:
        extracted = extract_article(reader, article, dry_run=dry_run)
    except L10nError as error:
        failed(error)
        for locale in locales if not dry_run else ():
            withdraw(reader, article, locale)
        return Built(article.name)
    for locale in locales:
        try:
            merged.append(merger.merge(article, locale, dry_run=dry_run))
            exported.append(export_page(reader, article, locale, strict=strict, dry_run=dry_run))
        except L10nError as error:
            failed(error)
            if not dry_run:
                withdraw(reader, article, locale)
    return Built(article.name, extracted, tuple(merged), tuple(exported))


def _is_undisturbed(reader: Reader, built: Built) -> bool:
    """Nobody saved a catalog since the merge left it."""
    return all(
        sha256((reader.project.root / merged.path).read_bytes()).hexdigest() == merged.digest for merged in built.merged
    )


def _files(reader: Reader, article: Article, locales: Sequence[Locale]) -> list[Path]:
    """Everything a build of an article reads or writes beside the article itself."""
    project = reader.project
    files = [project.template_path(article.name)]
    for locale in locales:
        files += [project.catalog_path(article.name, locale), project.output_path(article.name, locale)]
    return files


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

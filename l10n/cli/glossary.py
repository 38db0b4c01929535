"""`l10n glossary`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10n.cli.options import Shared, articles_argument, shared_options, shared_options_with

if TYPE_CHECKING:
    from l10n.terms import Concept, Termbase
    from l10n.terms.lint import Doubt
    from l10n.workflow.glossary import Use


glossary_option = click.option(
    "--glossary",
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A glossary (CSV, TBX) from anywhere, in place of the project's; repeatable.",
)
source_locale_option = click.option(
    "--source-locale", default="nl", metavar="TAG", help="The language of the source, with --glossary. Default: nl."
)


@click.group("glossary")
def command() -> None:
    """Work with the terminology of the project.

    The glossary is one CSV or TBX file or several, named by tool.l10n.paths.glossary. Only `import` writes there: a
    new file or, with --force, one in the place of an older one.
    """


@command.command("list")
@shared_options
def list_command(shared: Shared) -> None:
    """Show every concept with its terms; -l limits the languages."""
    from l10n.workflow.glossary import in_locales
    from l10n.workflow.terms import project_termbase

    output, project = shared.output, shared.judging_project()
    locales = (project.config.source_locale, *shared.locales(project))
    termbase = in_locales(project_termbase(project), locales)
    rows = ((concept.id, *(_terms_of(concept, locale) for locale in locales)) for concept in termbase)
    output.table(("concept", *locales), rows)
    output.json({"concepts": [_concept_json(concept) for concept in termbase]})


@command.command("find")
@click.argument("term")
@articles_argument
@shared_options
def find_command(shared: Shared, term: str, articles: tuple[str, ...]) -> None:
    """Show every unit that uses TERM's concept, with its translations: what changing the term would touch.

    TERM is a term in any language and inflection, or the id of a concept.
    """
    from l10n.workflow.glossary import find_concepts, uses
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.judging_project()
    locales = shared.locales(project)
    concepts = find_concepts(project, term)
    found = list(uses(Reader(project), concepts, project.select_articles(articles), locales))
    for concept in concepts:
        output.result(f"{concept.id}: {_terms_of(concept, project.config.source_locale)}")
        for locale in locales:
            if terms := _terms_of(concept, locale):
                output.result(f"  {locale}: {terms}")
    for use in found:
        output.result(f"\n{use.article}{'#' + use.anchor if use.anchor else ''} ({use.concept}: {use.found})")
        output.result(f"  {use.source}")
        for one in use.renderings:
            shown = f"{one.how}: {one.found}" if one.found else one.how
            output.result(f"  {one.locale} [{one.state}{', ' + shown if shown else ''}] {one.target}".rstrip())
    output.result(f"\n{len(found)} {'unit' if len(found) == 1 else 'units'}")
    output.json(
        {"concepts": [_concept_json(concept) for concept in concepts], "uses": [_use_json(use) for use in found]}
    )


@command.command("lint")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@glossary_option
@source_locale_option
@shared_options
@click.pass_context
def lint_command(
    context: click.Context, shared: Shared, strict: bool, files: tuple[Path, ...], source_locale: str
) -> None:
    """Show what is wrong or doubtful: contradictions, terms two concepts share, missing locales, compounds to review.

    Exit code 3 where an error stands.
    """
    from l10n.workflow.glossary import has_errors

    output = shared.output
    found, termbase = _doubts_in_files(shared, files, source_locale) if files else _doubts_in_project(shared)
    doubts = sorted(found, key=lambda doubt: (doubt.severity.rank, doubt.rule))
    for doubt in doubts:
        place = f"{doubt.where}: " if doubt.where else ""
        about = f"{doubt.rule}, {doubt.concept}" if doubt.concept else doubt.rule
        output.result(f"{place}{doubt.severity}: {doubt.message} [{about}]")
    if not doubts:
        output.result(_nothing_to_say(termbase))
    output.json({"doubts": [_doubt_json(doubt) for doubt in doubts]})
    if has_errors(doubts, strict=strict):
        context.exit(3)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@shared_options
def import_command(shared: Shared, file: Path, to: Path | None, force: bool) -> None:
    """Take a glossary in: CSV (long or wide) or TBX becomes a table in the project's glossary folder."""
    from l10n.workflow.glossary import import_glossary

    output, project = shared.output, shared.project()
    target, count = import_glossary(project, file, to=to, replace_file=force, dry_run=shared.dry_run)
    output.result(f"{'would write' if shared.dry_run else 'wrote'} {project.relative(target)}: {count} concepts")
    output.json({"file": project.relative(target), "concepts": count})


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--as",
    "format_name",
    type=click.Choice(["csv", "tbx", "martif"]),
    help="The format, where the file's extension does not tell: tbx is ISO 30042:2019, martif the older TBX.",
)
@glossary_option
@source_locale_option
@shared_options_with(
    locale="A locale to give out beside the source's; repeatable. Default: every language of the glossary."
)
def export_command(
    shared: Shared, file: Path, format_name: str | None, files: tuple[Path, ...], source_locale: str
) -> None:
    """Give the glossary out as one CSV or TBX file."""
    from l10n.locales import Locale
    from l10n.workflow.glossary import export_glossary, in_locales, known_locales
    from l10n.workflow.own_files import refuse_input, refuse_own
    from l10n.workflow.terms import load_termbase, project_termbase

    output = shared.output
    refuse_input(file, files)
    if files:
        if (around := shared.project_around()) is not None:
            refuse_own(around, file)
        termbase, source = load_termbase((path, str(path)) for path in files), Locale.parse(source_locale)
    else:
        project = shared.judging_project()
        refuse_own(project, file)
        termbase, source = project_termbase(project), project.config.source_locale
    if shared.locale_tags:
        termbase = in_locales(termbase, (source, *known_locales(termbase, shared.locale_tags)))
    count = export_glossary(termbase, file, source_locale=source, format_name=format_name or "", dry_run=shared.dry_run)
    output.result(f"{'would write' if shared.dry_run else 'wrote'} {file}: {count} concepts")
    output.json({"file": str(file), "concepts": count})


def _doubts_in_project(shared: Shared) -> tuple[Iterator[Doubt], Termbase]:
    from l10n.workflow.glossary import lint_glossary
    from l10n.workflow.reading import Reader
    from l10n.workflow.terms import project_termbase

    project = shared.project()
    termbase = project_termbase(project)
    return lint_glossary(termbase, reader=Reader(project)), termbase


def _doubts_in_files(shared: Shared, files: tuple[Path, ...], source_locale: str) -> tuple[Iterator[Doubt], Termbase]:
    from l10n.workflow.glossary import lint_files
    from l10n.workflow.terms import load_termbase

    termbase = load_termbase((path, str(path)) for path in files)
    return lint_files(termbase, source_locale=source_locale, locales=shared.locale_tags), termbase


def _nothing_to_say(termbase: Termbase) -> str:
    """What lint says where there is no doubt: that all is well, or that it has read nothing."""
    if len(termbase):
        return "Nothing to say about the glossary."
    return f"There is no term in {termbase.name}." if termbase.name else "There is no glossary: no file was read."


_MARKS = {"preferred": "", "dnt": "=", "admitted": "~", "forbidden": "!"}


def _terms_of(concept: Concept, locale: str) -> str:
    """`deficiency, ~lack, !shortage`: `~` admitted, `!` forbidden, `=` not translated."""
    return ", ".join(_MARKS[term.status] + term.text for term in concept.in_locale(locale))


def _concept_json(concept: Concept) -> dict[str, object]:
    return {
        "id": concept.id,
        "domain": concept.domain,
        "terms": [{"lang": term.lang, "term": term.text, "status": term.status} for term in concept.terms],
    }


def _use_json(use: Use) -> dict[str, object]:
    return {
        "concept": use.concept,
        "article": use.article,
        "anchor": use.anchor,
        "source": use.source,
        "found": use.found,
        "translations": [
            {"locale": one.locale, "state": one.state, "target": one.target, "rendering": one.how, "found": one.found}
            for one in use.renderings
        ],
    }


def _doubt_json(doubt: Doubt) -> dict[str, object]:
    return {
        "rule": doubt.rule,
        "severity": doubt.severity,
        "concept": doubt.concept,
        "message": doubt.message,
        "where": doubt.where,
    }

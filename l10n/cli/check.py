"""`l10n check`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10n.cli.options import Shared
from l10n.cli.output import Failures, Output
from l10n.errors import UsageError

if TYPE_CHECKING:
    from l10n.workflow.check import Checked, Selection

_SUFFIXES = (".po", ".pot")
_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}


def _names(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """`--select a,b --select c` is a, b and c."""
    return tuple(name.strip() for part in value for name in part.split(",") if name.strip())


@click.command("check")
@click.argument("names", nargs=-1, metavar="[ARTICLE | FILE.po]...")
@click.option("-l", "--locale", "locale_tags", multiple=True, metavar="TAG", help="A locale; repeatable in a project.")
@click.option("--source-locale", default="", metavar="TAG", help="The language of the source, for files. Default: nl.")
@click.option(
    "--glossary",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A glossary (CSV, TBX) for files; repeatable.",
)
@click.option("--select", multiple=True, callback=_names, metavar="A,B", help="Run these checks only.")
@click.option("--ignore", multiple=True, callback=_names, metavar="A,B", help="Leave these checks out.")
@click.option("--strict", is_flag=True, help="Warnings count as errors do.")
@click.option("--show-waived", is_flag=True, help="Show what people accepted, with their reasons.")
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Leave out the findings this file knows."
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the findings to a file, as known from now on.",
)
@click.option("--list", "list_checks", is_flag=True, help="List the checks.")
@click.option("--explain", metavar="CHECK", help="Say what a check reports, and why.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How findings are printed.",
)
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="The configuration file.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings and errors only, one line each.")
@click.option("-v", "--verbose", count=True, help="Show remarks (severity info) too.")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    locale_tags: tuple[str, ...],
    source_locale: str,
    glossary: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    show_waived: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    list_checks: bool,
    explain: str | None,
    format_: str,
    config: Path | None,
    quiet: bool,
    verbose: int,
) -> None:
    """Check translations: numbers and doses, terms, markup, negation, punctuation and more.

    In a project it checks every catalog, or those of the articles named. Given PO files it needs no project: the
    language stands in the file, or comes with -l. Exit code 3 means that an error stands (with --strict, a warning).

    \b
    l10n check                                    everything in this project
    l10n check guides/b12 -l de                   one article in one locale
    l10n check shop.po --glossary terms.csv       a file from anywhere
    l10n check --explain numbers                  what a check does

    A finding that is right as it is can be accepted in the PO file, with a reason:

    \b
    # l10n-ok: numbers the leaflet gives this dose in milligrams
    """  # noqa: D301  (click reads \b)
    from l10n.workflow.check import Selection, load_baseline

    output = Output(as_json=format_ == "json", quiet=quiet, verbose=verbose)
    if list_checks:
        _list(output)
    elif explain:
        _explain(output, explain)
    else:
        shared = Shared(config, locale_tags, False, format_, quiet, verbose)
        if write_baseline is not None:
            _refuse_target(shared, write_baseline, [*_files(names), *glossary])
        is_replaced = baseline and write_baseline and baseline.resolve() == write_baseline.resolve()
        known = load_baseline(baseline) if baseline and not is_replaced else frozenset()
        selection = Selection(select, ignore, known, is_for_baseline=write_baseline is not None)
        failures = Failures()
        checked = _check(shared, names, source_locale, glossary, selection, failures)
        for warning in checked.warnings:
            output.warn(warning)
        if write_baseline is not None:
            _write_baseline(output, write_baseline, checked)
            return
        _print(output, format_, checked, show_waived=show_waived)
        ctx.exit(failures.exit_code or (3 if checked.fails(strict=strict) else 0))


def _check(
    shared: Shared,
    names: tuple[str, ...],
    source_locale: str,
    glossary: tuple[Path, ...],
    selection: Selection,
    failures: Failures,
) -> Checked:
    """Check the files where PO files are named, else the project."""
    from l10n.workflow.check import check_files, check_project, find_catalogs
    from l10n.workflow.reading import Reader

    files = _files(names)
    if files and len(files) < len(names):
        raise UsageError("Name either PO files or articles, not both at once.")
    if files:
        project = None if glossary or source_locale else shared.project_around()
        if project is not None and (own := find_catalogs(project, files)):
            shared.mind_terms(project)
            return check_project(Reader(project), own, selection, failed=failures)
        if len(shared.locale_tags) > 1:
            raise UsageError("A file is in one language; name one.", hint="l10n check FILE.po -l de")
        tag = shared.locale_tags[0] if shared.locale_tags else ""
        return check_files(
            files, locale=tag, source_locale=source_locale, glossary=glossary, selection=selection, failed=failures.add
        )
    if glossary or source_locale:
        raise UsageError(
            "--glossary and --source-locale are for PO files.",
            hint="A project names them in its configuration (paths.glossary, source-locale).",
        )
    project = shared.judging_project()
    articles, locales = project.select_articles(names), shared.locales(project)
    places = [(article, locale) for article in articles for locale in locales]
    return check_project(Reader(project), places, selection, failed=failures)


def _list(output: Output) -> None:
    from l10n.checks.registry import load_checks

    registry = load_checks()
    for warning in registry.broken:
        output.warn(warning)
    checks = registry.checks.values()
    output.table(
        ("check", "severity", "reports where this does not hold"), ([c.name, c.severity, c.title] for c in checks)
    )
    output.json({"checks": [{"check": c.name, "severity": c.severity, "title": c.title} for c in checks]})


def _explain(output: Output, name: str) -> None:
    from l10n.checks.registry import load_checks

    check = load_checks().get(name)
    output.result(f"{check.name} ({check.severity})\n\n{check.explanation}")
    output.json({"check": check.name, "severity": check.severity, "explanation": check.explanation})


def _files(names: Iterable[str]) -> list[Path]:
    """The PO files among what was named."""
    return [Path(name) for name in names if name.lower().endswith(_SUFFIXES)]


def _refuse_target(shared: Shared, path: Path, inputs: Iterable[Path]) -> None:
    from l10n.workflow.own_files import refuse_input, refuse_own

    refuse_input(path, inputs)
    project = shared.project_around()
    if project is not None:
        refuse_own(project, path, but="baseline")


def _write_baseline(output: Output, path: Path, checked: Checked) -> None:
    from l10n.checks.baseline import format_baseline
    from l10n.exchange.files import write_bytes

    known = (*checked.findings, *checked.known)
    written = write_bytes(path, format_baseline(known))
    output.result(f"{path}: {_counted(len(known), 'finding')} {'written' if written else 'known already'}.")
    output.json({"baseline": str(path), "findings": len(known)})


def _print(output: Output, format_: str, checked: Checked, *, show_waived: bool) -> None:
    from l10n.cli.findings import finding_json, github_line, text_lines
    from l10n.model import Severity

    if format_ == "json":
        document: dict[str, object] = {"findings": [finding_json(finding) for finding in checked.findings]}
        if show_waived:
            document["waived"] = [{**finding_json(one), "reason": reason} for one, reason in checked.waived]
        output.json(document)
    elif format_ == "sarif":
        click.echo(json.dumps(_sarif(checked), ensure_ascii=False, indent=2))
    elif format_ == "github":
        for finding in checked.findings:
            output.result(github_line(finding))
    else:
        for finding in checked.findings:
            if output.verbose or finding.severity is not Severity.INFO:
                _print_text(output, text_lines(finding))
        if show_waived:
            for finding, reason in checked.waived:
                _print_text(output, text_lines(finding, waived=reason))
        output.note(_summary(checked, is_verbose=bool(output.verbose)))


def _print_text(output: Output, lines: list[str]) -> None:
    for line in lines[:1] if output.quiet else lines:
        output.result(line)


def _sarif(checked: Checked) -> dict[str, object]:
    from l10n import __version__
    from l10n.checks.registry import load_checks
    from l10n.exchange.sarif import Rule, to_sarif

    rules = [Rule(check.name, check.severity, check.explanation) for check in load_checks().checks.values()]
    return to_sarif(checked.findings, checked.waived, rules, version=__version__)


def _summary(checked: Checked, *, is_verbose: bool) -> str:
    from l10n.model import Severity

    counts = [
        _counted(checked.count(severity), _NOUNS[severity.value]) for severity in Severity if checked.count(severity)
    ]
    if checked.count(Severity.INFO) and not is_verbose:
        counts[-1] += " (-v shows them)"
    beside = [f"{len(checked.waived)} waived"] if checked.waived else []
    beside += [f"{len(checked.known)} in the baseline"] if checked.known else []
    found = ", ".join(counts + beside) or "nothing found"
    return f"{_counted(checked.files, 'catalog')} checked: {found}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"

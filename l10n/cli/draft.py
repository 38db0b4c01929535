"""`l10n draft`."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

from l10n.cli.options import Shared, articles_argument, shared_options

if TYPE_CHECKING:
    from types import FrameType

    from l10n.cli.output import Output
    from l10n.drafting.budget import Budget
    from l10n.workflow.draft_result import Drafted, LocaleRun

_METHODS = ("exact", "fuzzy", "assembled", "copy", "mt", "pseudo")
_PROGRESS_SECONDS = 5.0


@click.command("draft")
@articles_argument
@click.option("--engine", default="", metavar="NAME", help="The engine; default: the configuration's, else memory.")
@click.option("--redraft", is_flag=True, help="Make drafts anew that nobody touched.")
@click.option("--max-chars", type=click.IntRange(min=1), help="Send at most this many characters.")
@click.option("--max-requests", type=click.IntRange(min=1), help="Send at most this many requests.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep answers of earlier runs.")
@click.option("--no-memory", is_flag=True, help="Ask the engine without looking into reviewed translations first.")
@shared_options
@click.pass_context
def command(
    ctx: click.Context,
    shared: Shared,
    articles: tuple[str, ...],
    engine: str,
    redraft: bool,
    max_chars: int | None,
    max_requests: int | None,
    no_cache: bool,
    no_memory: bool,
) -> None:
    """Fill empty units with drafts of a machine.

    Every draft is verified (markup, numbers, links, language), marked fuzzy and signed; what fails stays empty. The
    default engine looks into reviewed translations and sends nothing; `l10n engines` lists the others. A draft never
    counts as translated and is never published. With --dry-run nothing is sent: you see what it would cost.

    Exit codes: 0 fine, 1 the engine could not be used or stopped before the end, 2 wrong usage, 130 interrupted.
    """
    from dataclasses import replace

    from l10n.cli.output import Failures
    from l10n.drafting.budget import Budget
    from l10n.engine import EngineError
    from l10n.errors import L10nError, UsageError
    from l10n.workflow.draft import Drafter, open_cache
    from l10n.workflow.reading import Reader

    output, project = shared.output, shared.judging_project()
    options = project.config.draft
    options = replace(
        options,
        max_chars=max_chars or options.max_chars,
        max_requests=max_requests or options.max_requests,
        cache=options.cache and not no_cache,
        memory=options.memory and not no_memory,
    )
    budget = Budget(options.max_chars, options.max_requests)
    chosen, locales = project.select_articles(articles), shared.locales(project)
    runs: list[LocaleRun] = []
    failures = Failures()
    with open_cache(project, persistent=options.cache) as cache, _interrupt() as stop:
        drafter = Drafter(
            Reader(project),
            options,
            cache,
            budget,
            os.environ,
            engine=engine,
            redraft=redraft,
            dry_run=shared.dry_run,
            stop=stop,
            notify=output.warn,
            progress=_progress(output),
            failed=failures,
        )
        for locale in locales:
            try:
                run = drafter.draft(chosen, locale)
            except (UsageError, EngineError):
                raise
            except L10nError as error:
                failures(error)
                continue
            runs.append(run)
            _print(output, run, budget, dry_run=shared.dry_run)
            if stop.is_set():
                break
    output.json(_json(runs, budget))
    if stop.is_set():
        output.warn("Interrupted. What was answered is kept; run the command again to go on.")
        ctx.exit(130)
    ctx.exit(failures.exit_code or (0 if all(run.is_complete for run in runs) else 1))


@contextmanager
def _interrupt() -> Iterator[Event]:
    """Turn the first Ctrl-C into an orderly end; the second one is immediate."""
    stop = Event()

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    try:
        before = signal.signal(signal.SIGINT, interrupted)
    except ValueError:  # not in the main thread: whoever runs us there minds the signals
        yield stop
        return
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _progress(output: Output) -> Callable[[str, int], None]:
    """Say now and then how far the engine is."""
    counts: Counter[str] = Counter()
    last = [time.monotonic()]

    def report(locale: str, answered: int) -> None:
        counts[locale] += answered
        if time.monotonic() - last[0] >= _PROGRESS_SECONDS:
            last[0] = time.monotonic()
            output.note(f"{locale}: {counts[locale]} texts answered")

    return report


def _print(output: Output, run: LocaleRun, budget: Budget, *, dry_run: bool) -> None:
    for catalog in run.catalogs:
        output.result(_line(catalog, dry_run=dry_run))
        for item in catalog.left:
            if item.kind != "no match":
                output.detail(f"  {item.path}:{item.line}: {item.kind}: {item.reason}")
    if not run.catalogs and not run.problem:
        output.result(f"{run.locale}: no catalog yet; run `l10n merge` first.")
    left = Counter(item.kind for catalog in run.catalogs for item in catalog.left)
    if dry_run and run.engine != "memory":
        plan = run.plan
        output.result(
            f"{run.locale}: {run.engine} would be asked {_count(plan.questions, 'text')}, {plan.cached} of them known: "
            f"{_count(plan.requests, 'request')} with {plan.chars:,} characters (about {round(plan.chars / 3.5):,} tokens, an estimate)"
            + (f" to {run.destination}" if run.destination else "")
        )
    elif run.questions and run.engine != "memory":
        billed = [f"{run.billed_chars:,} characters billed"] if run.billed_chars else []
        billed += [f"{run.billed_tokens:,} tokens billed"] if run.billed_tokens else []
        output.result(
            f"{run.locale}: {run.engine} was asked {_count(run.questions, 'text')}, {run.cached} of them known; in this run "
            + ", ".join([_count(budget.requests, "request"), f"{budget.chars:,} characters sent", *billed])
        )
    if left["no match"] and run.engine == "memory":
        output.result(
            f"{run.locale}: {left['no match']} not drafted: no match. For machine translation: `l10n engines`."
        )
    if left["rejected"]:
        output.result(f"{run.locale}: {left['rejected']} not drafted: no answer passed verification (-v shows why).")
    if run.problem:
        output.warn(f"{run.locale}: {run.problem}")
    elif left["no answer"]:
        reasons = Counter(item.reason for catalog in run.catalogs for item in catalog.left if item.kind == "no answer")
        output.warn(f"{run.locale}: {left['no answer']} got no answer: {reasons.most_common(1)[0][0]}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _line(catalog: Drafted, *, dry_run: bool) -> str:
    if not catalog.units:
        return f"{catalog.path}: nothing to draft"
    parts = [f"{catalog.methods[method]} {method}" for method in _METHODS if catalog.methods.get(method)]
    parts += [f"{count} {method}" for method, count in sorted(catalog.methods.items()) if method not in _METHODS]
    verb = "can be drafted without an engine's help" if dry_run else "drafted"
    detail = f" ({', '.join(parts)})" if parts else ""
    return f"{catalog.path}: {catalog.drafts} of {catalog.units} empty units {verb}{detail}, {len(catalog.left)} left"


def _json(runs: list[LocaleRun], budget: Budget) -> dict[str, object]:
    return {
        "catalogs": [
            {
                "article": catalog.article,
                "locale": catalog.locale,
                "path": catalog.path,
                "units": catalog.units,
                "drafted": catalog.drafts,
                "methods": dict(sorted(catalog.methods.items())),
                "left": [
                    {"line": item.line, "source": item.source, "kind": item.kind, "reason": item.reason}
                    for item in catalog.left
                ],
            }
            for run in runs
            for catalog in run.catalogs
        ],
        "locales": [
            {
                "locale": run.locale,
                "engine": run.engine,
                "complete": run.is_complete,
                "problem": run.problem,
                "destination": run.destination,
                "questions": run.questions,
                "cached": run.cached,
                "billed_chars": run.billed_chars,
                "billed_tokens": run.billed_tokens,
                "plan": {
                    "questions": run.plan.questions,
                    "cached": run.plan.cached,
                    "requests": run.plan.requests,
                    "chars": run.plan.chars,
                },
            }
            for run in runs
        ],
        "sent": {"requests": budget.requests, "chars": budget.chars},
    }

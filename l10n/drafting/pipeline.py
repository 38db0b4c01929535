"""Drafting the empty units of one locale: what needs no translation, then the memory, then the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from l10n import inline
from l10n.drafting.ask import Asker, Plan
from l10n.drafting.job import Draft, Failure, Job
from l10n.drafting.repair import climb, plan
from l10n.drafting.verify import Standard, verify
from l10n.model import Entry
from l10n.notes import Draft as DraftNote
from l10n.notes import text_hash


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each job, in their order."""

    results: tuple[Draft | Failure, ...]
    engines: tuple[str, ...]
    """The name of the engine that made the draft, by job; empty where there is none."""
    plan: Plan = field(default_factory=Plan)
    """What the last engine would cost; only from `rehearse`."""


def is_to_draft(entry: Entry, *, redraft: bool = False) -> bool:
    """Whether a machine may fill this entry: it is empty, or (with `redraft`) a draft that nobody touched."""
    if entry.obsolete:
        return False
    return not entry.target or (redraft and entry.fuzzy and entry.is_untouched_draft)


def draft(jobs: Sequence[Job], askers: Sequence[Asker], standard: Standard) -> Outcome:
    """Draft each job with the first engine that has a verified translation; nothing is raised for a unit's sake."""
    outcome = _copies(jobs, standard)
    for asker in askers:
        outcome = _fill(outcome, jobs, asker, standard)
    return outcome


def rehearse(jobs: Sequence[Job], askers: Sequence[Asker], standard: Standard) -> Outcome:
    """The same without asking the last engine, unless it only looks up: say what it would cost. No connection is made."""
    *first, last = askers
    if last.engine.capabilities.looks_up:
        return draft(jobs, askers, standard)
    outcome = draft(jobs, first, standard)
    left = [job for job, result in zip(jobs, outcome.results, strict=True) if isinstance(result, Failure)]
    return replace(outcome, plan=plan(last, left))


def drafted(entry: Entry, draft: Draft, engine: str) -> Entry:
    """The entry with a draft: fuzzy, with the line that says who made it, never taken for a person's work."""
    score = "" if draft.score is None else f"{draft.score:.2f}"
    note = DraftNote(engine, draft.method, text_hash(draft.target), score, draft.flags).note
    return entry._replace(target=draft.target, fuzzy=True, previous=draft.previous, previous_context="").with_notes(
        note
    )


def _fill(outcome: Outcome, jobs: Sequence[Job], asker: Asker, standard: Standard) -> Outcome:
    open_ = [number for number, result in enumerate(outcome.results) if isinstance(result, Failure)]
    if not open_:
        return outcome
    measure = replace(standard, translates=asker.engine.capabilities.translates)
    results, engines = list(outcome.results), list(outcome.engines)
    for number, result in zip(open_, climb(asker, [jobs[number] for number in open_], measure), strict=True):
        results[number] = result
        engines[number] = asker.engine.name if isinstance(result, Draft) else ""
    return replace(outcome, results=tuple(results), engines=tuple(engines))


def _copies(jobs: Sequence[Job], standard: Standard) -> Outcome:
    """Units that are the same in every language are their own translation."""
    results: list[Draft | Failure] = []
    for job in jobs:
        if _is_copy(job, standard):
            results.append(Draft(job.source, "copy", 1.0))
        else:
            results.append(Failure("no match", "no match"))
    engines = tuple("l10n" if isinstance(result, Draft) else "" for result in results)
    return Outcome(tuple(results), engines)


_SAME = re.compile(r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]{1,4}-?[0-9]+\b")
_SEPARATOR = re.compile(r"[0-9][.,\u00a0\u202f ][0-9]")


def _is_copy(job: Job, standard: Standard) -> bool:
    """No words but addresses, identifiers (B12) and locked terms, and no number that is written otherwise there."""
    text = inline.plain(job.source)
    bare = _SAME.sub(" ", text)
    for word in sorted(job.locked, key=len, reverse=True):
        bare = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", bare)
    if any(character.isalpha() for character in bare):
        return False
    if _SEPARATOR.search(text) and not standard.judges:
        return False
    judged = (flaw for judge in standard.judges for flaw in judge(job.source, job.source))
    structure = verify(job.source, job.source, replace(standard, translates=False))
    return not any(flaw.fatal for flaw in (*structure, *judged))

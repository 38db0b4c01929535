"""What came back for a unit: made a draft, mended where that is certain, verified, and the best of it kept."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.drafting.ask import Answers, Asker, Question
from l10n.drafting.case import Case
from l10n.drafting.job import Draft, Job
from l10n.drafting.mask import Form, MaskError
from l10n.drafting.verify import Flaw, Standard, verify
from l10n.engine import Answer


def settle(
    case: Case, form: Form, questions: Sequence[Question], answers: Answers, asker: Asker, standard: Standard
) -> None:
    """Take the best of what came back; a draft that passed before is only replaced by a better one."""
    missing = next((question.key for question in questions if question.key not in answers.found), None)
    if missing is not None:
        if case.best is None and not case.flaws:
            case.unanswered = answers.failed[missing]
        return
    alternatives = [answers.found[question.key] for question in questions]
    chosen = [[parts[0] for parts in alternatives]] if len(questions) > 1 else [[one] for one in alternatives[0]]
    for parts in chosen:
        draft, flaws = _candidate(case.job, form, parts, asker, standard)
        if draft is None:
            if case.best is None:
                case.flaws = flaws
                case.rejected = _read(form, parts)
        elif case.best is None or len(flaws) < len(case.flaws):
            case.best, case.flaws = draft, flaws
        if case.best is not None and not case.flaws:
            break


def _candidate(
    job: Job, form: Form, parts: Sequence[Answer], asker: Asker, standard: Standard
) -> tuple[Draft | None, tuple[Flaw, ...]]:
    scores = [part.score for part in parts if part.score is not None]
    score = min(scores) if scores else None
    try:
        target = form.restore([part.text for part in parts])
    except MaskError as error:
        return None, (Flaw("codes", str(error)),)
    target, flaws, mended = _mended(job, target, standard)
    if score is not None and score < asker.options.minimum_score and not asker.engine.capabilities.looks_up:
        flaws += (Flaw("uncertain", f"The engine is sure of {score:.0%} of the text only.", again=False),)
    if any(flaw.fatal for flaw in flaws):
        return None, flaws
    marks = [form.flag, mended, *(flag for part in parts for flag in part.flags), *(flaw.kind for flaw in flaws)]
    flags = tuple(dict.fromkeys(flag for flag in marks if flag))
    return Draft(target, parts[0].method, score, flags, parts[0].previous), flaws


def _mended(job: Job, target: str, standard: Standard) -> tuple[str, tuple[Flaw, ...], str]:
    """The target with every certain correction made, the flaws that are left, and the flag that tells of it."""
    flaws = tuple(verify(job.source, target, standard, ordered=job.ordered))
    flag = ""
    while suggestion := next((flaw.suggestion for flaw in flaws if flaw.suggestion), ""):
        after = tuple(verify(job.source, suggestion, standard, ordered=job.ordered))
        if len(after) >= len(flaws):
            break
        target, flaws, flag = suggestion, after, "corrected"
    return target, flaws, flag


def _read(form: Form, parts: Sequence[Answer]) -> str:
    try:
        return form.restore([part.text for part in parts])
    except MaskError:
        return ""

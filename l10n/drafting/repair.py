"""The ladder of repair: a unit is asked for in other ways until its draft passes verification, or stays empty.

1. in the form the engine handles best; token spelling, escaping and outer white space are put right on the way back;
2. once more: told what was wrong, or with other placeholders;
3. a lost pair of codes is put back around its text, where that, asked for alone, stands in the draft exactly once;
4. the runs between the codes one by one: right by construction, with worse grammar (flag `pieces`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from l10n.drafting.ask import Asker, Plan, Question
from l10n.drafting.case import Case
from l10n.drafting.job import Draft, Failure, Job
from l10n.drafting.mask import Form
from l10n.drafting.rungs import first, rungs_of
from l10n.drafting.settle import settle
from l10n.drafting.verify import Standard
from l10n.engine import Query


def climb(asker: Asker, jobs: Sequence[Job], standard: Standard) -> list[Draft | Failure]:
    """Draft each job with one engine; the results are in the order of the jobs."""
    cases = [Case(job) for job in jobs]
    for rung in rungs_of(asker):
        asked = [(case, *step) for case in cases if not case.is_settled and (step := rung(case, asker)) is not None]
        if not asked:
            continue
        rounds = [(case, form, _questions(asker, case.job, form, problem)) for case, form, problem in asked]
        answers = asker.ask([question for _, _, questions in rounds for question in questions])
        for case, form, questions in rounds:
            case.forms.add(form.name)
            settle(case, form, questions, answers, asker, standard)
        if asker.reason:
            break
    return [case.result for case in cases]


def plan(asker: Asker, jobs: Iterable[Job]) -> Plan:
    """What the first rung would cost; nothing is sent."""
    questions: list[Question] = []
    for job in jobs:
        if (step := first(Case(job), asker)) is not None:
            questions += _questions(asker, job, step[0], "")
    return asker.plan(questions)


def _questions(asker: Asker, job: Job, form: Form, problem: str) -> list[Question]:
    capabilities = asker.engine.capabilities
    context = capabilities.context and asker.options.context
    return [
        asker.question(
            Query(
                "",
                text,
                terms=job.terms,
                before=job.before if context else "",
                after=job.after if context else "",
                examples=job.examples if context else (),
                title=job.title if context else "",
                problem=problem,
            ),
            form.name,
        )
        for text in form.texts
    ]

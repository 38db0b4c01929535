"""The ladder of repair: a unit is asked for in other ways until its draft passes verification, or stays empty.

1. in the form the engine handles best; token spelling, escaping and outer white space are put right on the way back;
2. once more: told what was wrong, or with other placeholders;
3. a lost pair of codes is put back around its text, where that, asked for alone, stands in the draft exactly once;
4. the runs between the codes one by one: right by construction, with worse grammar (flag `pieces`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from l10n import inline
from l10n.drafting import mask
from l10n.drafting.ask import Answers, Asker, Plan, Question
from l10n.drafting.mask import Form, MaskError
from l10n.drafting.verify import Flaw, Standard, verify
from l10n.engine import Answer, Example, Query, Tags, Term, Terms
from l10n.inline import Tag, TagKind


@dataclass(frozen=True, slots=True)
class Job:
    """A unit to draft, with what an engine may be told about it."""

    source: str
    terms: tuple[Term, ...] = ()
    before: str = ""
    after: str = ""
    title: str = ""
    examples: tuple[Example, ...] = ()
    ordered: Collection[str] = ()
    """Names of codes that must keep their order."""

    @property
    def locked(self) -> tuple[str, ...]:
        """The words that must come back as they are."""
        return tuple(term.source for term in self.terms if term.locked)

    @property
    def forced(self) -> dict[str, str]:
        """Words in their dictionary form whose required translation can take their place as it is."""
        return {term.source: term.target for term in self.terms if term.is_citation and not term.locked}


@dataclass(frozen=True, slots=True)
class Draft:
    """A verified translation of a unit."""

    target: str
    method: str
    score: float | None = None
    flags: tuple[str, ...] = ()
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a unit has no draft."""

    kind: str
    """`no match`, `rejected` (no answer passed verification) or `no answer`."""
    reason: str


@dataclass(slots=True)
class _Case:
    """One unit on its way down the ladder."""

    job: Job
    best: Draft | None = None
    flaws: tuple[Flaw, ...] = ()
    """Those of the best draft, or of the last answer where none passed."""
    rejected: str = ""
    """The last answer that could be read but did not pass."""
    unanswered: str = ""
    forms: set[str] = field(default_factory=set)

    @property
    def is_settled(self) -> bool:
        if self.unanswered:
            return True
        return self.best is not None and not any(flaw.again for flaw in self.flaws)

    @property
    def result(self) -> Draft | Failure:
        if self.best is not None:
            return self.best
        if self.unanswered:
            return Failure("no match" if self.unanswered == "no match" else "no answer", self.unanswered)
        fatal = next((flaw for flaw in self.flaws if flaw.fatal), None)
        return Failure("rejected", fatal.message if fatal else "The unit cannot be put to this engine safely.")


_Rung = Callable[[_Case, Asker], tuple[Form, str] | None]
"""Gives the form to ask a case in and what was wrong before, or None where this rung does not fit the case."""


def climb(asker: Asker, jobs: Sequence[Job], standard: Standard) -> list[Draft | Failure]:
    """Draft each job with one engine; the results are in the order of the jobs."""
    cases = [_Case(job) for job in jobs]
    for rung in _rungs(asker):
        asked = [(case, *step) for case in cases if not case.is_settled and (step := rung(case, asker)) is not None]
        if not asked:
            continue
        rounds = [(case, form, _questions(asker, case.job, form, problem)) for case, form, problem in asked]
        answers = asker.ask([question for _, _, questions in rounds for question in questions])
        for case, form, questions in rounds:
            case.forms.add(form.name)
            _settle(case, form, questions, answers, asker, standard)
        if asker.reason:
            break
    return [case.result for case in cases]


def plan(asker: Asker, jobs: Iterable[Job]) -> Plan:
    """What the first rung would cost; nothing is sent."""
    questions: list[Question] = []
    for job in jobs:
        if (step := _first(_Case(job), asker)) is not None:
            questions += _questions(asker, job, step[0], "")
    return asker.plan(questions)


def _rungs(asker: Asker) -> tuple[_Rung, ...]:
    return (_first,) if asker.engine.capabilities.looks_up else (_first, _again, _inner, _pieces)


def _first(case: _Case, asker: Asker) -> tuple[Form, str] | None:
    capabilities, job = asker.engine.capabilities, case.job
    forced = job.forced if capabilities.terms is Terms.WRAPPED else {}

    def ask(text: str) -> Form | None:
        return mask.whole(text, capabilities.tags, job.locked, forced)

    form = ask(job.source)
    if form is not None and len(form.texts[0]) > capabilities.max_chars:
        form = mask.split(job.source, asker.source, capabilities.max_chars, ask)
    return (form, "") if form else None


def _again(case: _Case, asker: Asker) -> tuple[Form, str] | None:
    capabilities, job = asker.engine.capabilities, case.job
    if capabilities.corrects:
        first = _first(case, asker)
        return (first[0], " ".join(flaw.message for flaw in case.flaws if flaw.again)) if first and case.flaws else None
    if capabilities.tags is Tags.CODES or not (inline.tags(job.source) or job.locked):
        return None
    if case.best is not None and not any(flaw.kind == "moved" and flaw.again for flaw in case.flaws):
        return None
    forms = mask.token_forms(job.source, job.locked)
    if capabilities.tags is not Tags.NONE:
        forms = tuple(mask.escaped(form) for form in forms)
    return _fitting((form for form in forms if form.name not in case.forms), asker)


def _inner(case: _Case, asker: Asker) -> tuple[Form, str] | None:
    """Ask for the text of pairs that were lost, to put the codes back around it."""
    if case.best is not None or not case.rejected or not case.flaws:
        return None
    if any(flaw.kind != "codes" for flaw in case.flaws if flaw.fatal):
        return None
    lost = _lost_pairs(case.job.source, case.rejected)
    if not lost:
        return None
    tags, rejected = asker.engine.capabilities.tags, case.rejected
    texts = tuple(inner if tags is Tags.NONE else inline.escape(inner) for _, inner in lost)

    def restore(answers: Sequence[str]) -> str:
        target = rejected
        for (name, _), answer in zip(lost, answers, strict=True):
            target = _wrap(target, name, inline.plain(answer).strip())
        return target

    return _fitting([Form("inner", texts, restore, flag="code-replaced")], asker)


def _pieces(case: _Case, asker: Asker) -> tuple[Form, str] | None:
    if case.best is not None:
        return None
    form = mask.pieces(case.job.source, asker.engine.capabilities.tags, case.job.locked)
    return _fitting([form] if form else [], asker)


def _fitting(forms: Iterable[Form], asker: Asker) -> tuple[Form, str] | None:
    limit = asker.engine.capabilities.max_chars
    return next(((form, "") for form in forms if all(len(text) <= limit for text in form.texts)), None)


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


def _settle(
    case: _Case, form: Form, questions: Sequence[Question], answers: Answers, asker: Asker, standard: Standard
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


def _lost_pairs(source: str, target: str) -> list[tuple[str, str]]:
    """Name and plain text of each pair that is missing altogether in `target` and holds nothing but text."""
    content = inline.parse(source)
    there = {tag.name for tag in inline.tags(target)}
    lost = []
    for index, part in enumerate(content[:-2]):
        text, close = content[index + 1], content[index + 2]
        if (
            isinstance(part, Tag)
            and part.kind is TagKind.OPEN
            and part.name not in there
            and isinstance(text, str)
            and isinstance(close, Tag)
            and close.kind is TagKind.CLOSE
            and text.strip()
        ):
            lost.append((part.name, text))
    return lost


def _wrap(target: str, name: str, inner: str) -> str:
    """Put the pair `name` around `inner`, where that stands in one run of `target` exactly once as a word."""
    if not inner:
        raise MaskError(f"<{name}> was lost.")
    pattern = re.compile(rf"(?<!\w){re.escape(inner)}(?!\w)", re.IGNORECASE)
    content = inline.parse(target)
    places = [
        (index, match)
        for index, part in enumerate(content)
        if isinstance(part, str)
        for match in pattern.finditer(part)
    ]
    if len(places) != 1:
        raise MaskError(f"<{name}> was lost.")
    index, match = places[0]
    run = match.string
    middle = (run[: match.start()], Tag(name, TagKind.OPEN), match[0], Tag(name, TagKind.CLOSE), run[match.end() :])
    return inline.render([*content[:index], *(part for part in middle if part), *content[index + 1 :]])

"""The rungs of the ladder: in which form a unit is asked for next, and whether that fits what came of it so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from l10n import inline
from l10n.drafting import mask
from l10n.drafting.ask import Asker
from l10n.drafting.case import Case
from l10n.drafting.lost_pairs import lost_pairs, wrap
from l10n.drafting.mask import Form
from l10n.drafting.pieces import pieces
from l10n.engine import Tags, Terms

Rung: TypeAlias = Callable[[Case, Asker], tuple[Form, str] | None]
"""Gives the form to ask a case in and what was wrong before, or None where this rung does not fit the case."""


def rungs_of(asker: Asker) -> tuple[Rung, ...]:
    """The rungs for an engine, top down; one that only looks texts up answers the same however it is asked."""
    return (first,) if asker.engine.capabilities.looks_up else (first, _again, _inner, _pieces)


def first(case: Case, asker: Asker) -> tuple[Form, str] | None:
    """Ask for the whole text as the engine handles it best; for a text that is too long, sentence by sentence."""
    capabilities, job = asker.engine.capabilities, case.job
    forced = job.forced if capabilities.terms is Terms.WRAPPED else {}

    def ask(text: str) -> Form | None:
        return mask.whole(text, capabilities.tags, job.locked, forced)

    form = ask(job.source)
    if form is not None and len(form.texts[0]) > capabilities.max_chars:
        form = mask.split(job.source, asker.source, capabilities.max_chars, ask)
    return (form, "") if form else None


def _again(case: Case, asker: Asker) -> tuple[Form, str] | None:
    """Tell an engine that can correct itself what was wrong; ask another with other placeholders."""
    capabilities, job = asker.engine.capabilities, case.job
    if capabilities.corrects:
        step = first(case, asker)
        return (step[0], " ".join(flaw.message for flaw in case.flaws if flaw.again)) if step and case.flaws else None
    if capabilities.tags is Tags.CODES or not (inline.tags(job.source) or job.locked):
        return None
    if case.best is not None and not any(flaw.kind == "moved" and flaw.again for flaw in case.flaws):
        return None
    forms = mask.token_forms(job.source, job.locked)
    if capabilities.tags is not Tags.NONE:
        forms = tuple(mask.escaped(form) for form in forms)
    return _fitting((form for form in forms if form.name not in case.forms), asker)


def _inner(case: Case, asker: Asker) -> tuple[Form, str] | None:
    """Ask for the text of pairs that were lost, to put the codes back around it."""
    if case.best is not None or not case.rejected or not case.flaws:
        return None
    if any(flaw.kind != "codes" for flaw in case.flaws if flaw.fatal):
        return None
    lost = lost_pairs(case.job.source, case.rejected)
    if not lost:
        return None
    tags, rejected = asker.engine.capabilities.tags, case.rejected
    texts = tuple(text if tags is Tags.NONE else inline.escape(text) for _, text in lost)

    def restore(answers: Sequence[str]) -> str:
        target = rejected
        for (name, _), answer in zip(lost, answers, strict=True):
            target = wrap(target, name, inline.plain(answer).strip())
        return target

    return _fitting([Form("inner", texts, restore, flag="code-replaced")], asker)


def _pieces(case: Case, asker: Asker) -> tuple[Form, str] | None:
    """Ask for the runs between the codes one by one."""
    if case.best is not None:
        return None
    form = pieces(case.job.source, asker.engine.capabilities.tags, case.job.locked)
    return _fitting([form] if form else [], asker)


def _fitting(forms: Iterable[Form], asker: Asker) -> tuple[Form, str] | None:
    limit = asker.engine.capabilities.max_chars
    return next(((form, "") for form in forms if all(len(text) <= limit for text in form.texts)), None)

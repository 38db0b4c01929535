"""What drafts are measured by in this project: its checks of numbers and polarity, and its termbase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from l10n.drafting.verify import Flaw, Judge, Standard
from l10n.engine import Term
from l10n.inline import plain
from l10n.locales import Locale
from l10n.model import Entry, Severity

if TYPE_CHECKING:
    from l10n.checks.base import Check
    from l10n.terms import Matcher

_JUDGING_CHECKS = ("numbers", "negation", "comparison")


def standard_of(matcher: Matcher | None, source: Locale, target: Locale) -> Standard:
    """What the checks say about numbers and polarity spoils or marks a draft; what the termbase says marks it.

    Without a termbase nothing is said about terms.
    """
    from l10n.checks.registry import load_checks

    checks = load_checks().checks
    judges = [_judge(checks[name], source, target) for name in _JUDGING_CHECKS if name in checks]
    if matcher is not None:
        judges.append(_term_judge(matcher, target))
    return Standard(source, target, tuple(judges))


def _term_judge(matcher: Matcher, target: Locale) -> Judge:
    def judge(source_text: str, target_text: str) -> Iterator[Flaw]:
        for verdict in matcher.judge(plain(source_text), plain(target_text), locale=target):
            if verdict.is_violation:
                # A brand or substance under another name is no draft at all; another wrong term is easily mended.
                yield Flaw("terms", verdict.message, fatal=verdict.requirement.dnt)

    return judge


def _judge(check: Check, source: Locale, target: Locale) -> Judge:
    from l10n.checks.base import Context, Pair

    def judge(source_text: str, target_text: str) -> Iterator[Flaw]:
        pair = Pair(Entry(source_text, target_text), locale=target, source_locale=source)
        for remark in check.of_pair(pair, Context()) if check.of_pair else ():
            severity = remark.severity or check.severity
            yield Flaw(check.name, remark.message, fatal=severity is Severity.ERROR, suggestion=remark.suggestion)

    return judge


def terms_of(
    matcher: Matcher | None, source: str, source_locale: Locale, target: Locale, section: str
) -> tuple[Term, ...]:
    """The terms of a unit with their required translations, each form of the source once; none without a termbase."""
    if matcher is None:
        return ()
    text = plain(source)
    needs = {need.concept_id: need for need in matcher.required(text, target_locale=target, around=section)}
    terms: dict[tuple[str, str], Term] = {}
    for hit in matcher.find(text, source_locale):
        need = needs.get(hit.concept.id)
        if need is not None:
            terms[hit.concept.id, hit.text] = Term(
                hit.text,
                need.preferred,
                concept=need.concept_id,
                admitted=need.admitted,
                forbidden=need.forbidden,
                locked=need.dnt,
                is_citation=hit.text.casefold() == hit.term.text.casefold(),
                note=hit.term.note,
            )
    return tuple(terms.values())

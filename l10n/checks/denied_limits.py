"""Where a limit to a number says what a negation says elsewhere: at most two for not more than two."""

from __future__ import annotations

from l10n.checks.polarity import Bound, find_comparisons, find_negations


def replaces_negation(text: str, locale: str, *, denial: str, denial_locale: str) -> bool:
    """True where a limit of the text may stand for a negation of the denial.

    Either the negation turned a limit over there (`never more than 2`) and the text sets the same without it, or the
    text has more limits than the denial. A limit that both set alike (`under 12 years`) stands for nothing.
    """
    limits, others = find_comparisons(text, locale), find_comparisons(denial, denial_locale)
    firm = [one.bound for one in limits if not one.is_soft]
    if len(firm) > len(others):
        return True
    bounds = set(firm or [one.bound for one in limits]) - _turned(text, locale)
    return bool(bounds & _turned(denial, denial_locale))


def _turned(text: str, locale: str) -> set[Bound]:
    """The bounds of a text that a negation turned round, or that are said with one."""
    denying = set(find_negations(text, locale).strong)
    return {
        one.bound
        for one in find_comparisons(text, locale)
        if one.bound != one.plain or not denying.isdisjoint(one.words.split())
    }

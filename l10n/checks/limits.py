"""Where a limit to a number says what a negation says elsewhere: at most two for not more than two."""

from __future__ import annotations

import re

from l10n.checks.language import fold
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
    bounds = set(firm or [one.bound for one in limits]) - turned_bounds(text, locale)
    return bool(bounds & turned_bounds(denial, denial_locale))


def turned_bounds(text: str, locale: str) -> set[Bound]:
    """The bounds of a text that a negation turned round."""
    folded = bare = fold(text)
    for words in dict.fromkeys(find_negations(text, locale).strong):
        bare = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " " * len(words), bare)
    turned, plain = find_comparisons(folded, locale), find_comparisons(bare, locale)
    if len(turned) != len(plain):
        return set()
    return {one.bound for one, other in zip(turned, plain, strict=True) if one.bound != other.bound}

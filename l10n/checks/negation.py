"""The check `negation`: a lost or added "not" turns advice into its opposite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.checks.polarity import Negations, aligned, find_comparisons, find_negations, has_polarity
from l10n.model import Severity

_WITH_NEGATION = frozenset(["only"])
"""What some languages say with a negation and the same word: nothing but."""


@pair_check("negation", Severity.WARNING)
def negation(pair: Pair, context: Context) -> Iterator[Remark]:
    """A sentence that denies something in the source denies it in the translation, and no other sentence does.

    Every language has its own words (not, kein, aucun, nie, لا) and its own ways around them: sugar-free for
    `zonder suiker`, unable for `kan niet`, avoid for `neem geen`. What the language's data file lists as such an
    equivalent counts as well; `niet alleen ... maar ook` (not only) is no negation. It compares sentence by
    sentence, and only languages whose words of negation are known.
    """
    if not (has_polarity(pair.source_locale) and has_polarity(pair.locale)):
        return
    for source, target in aligned(pair.source_text, pair.target_text):
        wanted, found = find_negations(source, pair.source_locale), find_negations(target, pair.locale)
        if _is_lost(wanted, found, is_limit=_limits(target, pair.locale)):
            yield Remark(f"«{_words(wanted.strong)}» has no counterpart in the translation; is the negation lost?")
        elif _is_added(wanted, found, is_limit=_limits(source, pair.source_locale)):
            yield Remark(f"«{_words(found.strong)}» has no counterpart in the source; was a negation added?")


def _is_lost(wanted: Negations, found: Negations, *, is_limit: bool) -> bool:
    """True where the translation denies less often than the source, and nothing stands for what is missing.

    A soft word stands for a lost negation only where the source does not say the same: `stop` says nothing in place
    of `do not stop`.
    """
    missing = wanted.claims - found.reach - max(0, found.neutral - wanted.neutral)
    if wanted.is_doubled and len(found.soft) < len(wanted.soft):
        missing -= 1  # not uncommon: both negative words went
    if not wanted.strong or missing <= 0:
        return False
    spare = _spare(found, wanted) + is_limit
    if found.strong:
        return missing > spare
    is_affirmed = bool(found.affirming) and len(wanted.strong) + len(wanted.soft) > 1
    return not (spare or is_affirmed)


def _is_added(wanted: Negations, found: Negations, *, is_limit: bool) -> bool:
    """True where only the translation denies, and no soft word of the source has become that negation."""
    if not found.strong or wanted.strong or is_limit or wanted.neutral > found.neutral:
        return False
    is_resolved = found.is_doubled and len(wanted.soft) < len(found.soft)
    is_affirmed = bool(wanted.affirming) and len(found.strong) + len(found.soft) > 1
    return not (_spare(wanted, found, ignore=_WITH_NEGATION) or is_resolved or is_affirmed)


def _spare(one: Negations, other: Negations, *, ignore: frozenset[str] = frozenset()) -> int:
    """How many soft words of one text do not meet a word of their kind in the other."""
    shared = Counter(kind for kind in one.kinds if kind) & Counter(kind for kind in other.kinds if kind not in ignore)
    return len(one.soft) - shared.total()


def _limits(text: str, locale: str) -> bool:
    """True where the text sets a limit to a number: `at most two` says what `not more than two` does."""
    return any(not one.is_soft for one in find_comparisons(text, locale))


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(words))

"""The check `negation`: a lost or added "not" turns advice into its opposite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.checks.denied_limits import replaces_negation
from l10n.checks.polarity import Negations, find_negations, has_polarity
from l10n.checks.side_by_side import aligned
from l10n.model import Severity

_WITH_NEGATION = frozenset(["only", "until"])
"""What some languages say with a negation and the same word: nothing but, not until."""
_WITH_ORDER = frozenset(["until"])
"""What stands for a negation only beside a word of order: not before for until."""
_EXCEPTIONS = frozenset(["unless", "except", "only", "unasked"])
"""What stands for unless: only if told so, not on your own initiative."""


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
        sides = (source, pair.source_locale), (target, pair.locale)
        if _is_lost(wanted, found) and not _has_limit_for(*sides):
            yield Remark(f"«{_words(wanted.strong)}» has no counterpart in the translation; is the negation lost?")
        elif _is_added(wanted, found) and not _has_limit_for(*reversed(sides)):
            yield Remark(f"«{_words(found.strong)}» has no counterpart in the source; was a negation added?")
        elif _lacks_exception(wanted, found):
            yield Remark(f"«{_exceptions(wanted)}» has no counterpart in the translation; is the exception lost?")
        elif _lacks_exception(found, wanted):
            yield Remark(f"«{_exceptions(found)}» has no counterpart in the source; was an exception added?")


def _is_lost(wanted: Negations, found: Negations) -> bool:
    """True where the translation denies less often than the source, and nothing stands for what is missing.

    A soft word stands for a lost negation only where the source does not say the same: `stop` says nothing in place
    of `do not stop`.
    """
    missing = wanted.claims - found.reach - max(0, found.neutral - wanted.neutral)
    if wanted.is_doubled and len(found.soft) < len(wanted.soft):
        missing -= 1  # not uncommon: both negative words went
    if not wanted.strong or missing <= 0:
        return False
    spare = _spare(found, wanted, ignore=frozenset() if wanted.conditions else _WITH_ORDER)
    return missing > spare if found.strong else not (spare or _is_affirmed(wanted, found))


def _is_added(wanted: Negations, found: Negations) -> bool:
    """True where only the translation denies, and no soft word of the source has become that negation."""
    if not found.strong or wanted.strong or wanted.neutral > found.neutral:
        return False
    is_resolved = found.is_doubled and len(wanted.soft) < len(found.soft)
    return not (_spare(wanted, found, met=_WITH_NEGATION) or is_resolved or _is_affirmed(found, wanted))


def _is_affirmed(denial: Negations, other: Negations) -> bool:
    """True where two words of a denial are one positive word of the other text: never without is always."""
    if denial.is_conditional and other.conditions:
        return True
    return bool(other.affirming) and len(denial.strong) + _spare(denial, other) > 1


def _lacks_exception(one: Negations, other: Negations) -> bool:
    """True where one text says unless, and the other neither that nor only, nor denies once more."""
    return "unless" in one.kinds and _EXCEPTIONS.isdisjoint(other.kinds) and other.claims <= one.claims


def _spare(
    one: Negations, other: Negations, *, ignore: frozenset[str] = frozenset(), met: frozenset[str] = frozenset()
) -> int:
    """How many soft words of one text do not meet a word of their kind in the other.

    Words of the kinds to ignore do not count; those of the kinds `met` meet none.
    """
    kinds = [kind for kind in one.kinds if kind not in ignore]
    shared = Counter(kind for kind in kinds if kind) & Counter(kind for kind in other.kinds if kind not in met)
    return len(kinds) - shared.total()


def _has_limit_for(denial: tuple[str, str], other: tuple[str, str]) -> bool:
    """True where a limit of the other text says what the denial says with a negation."""
    return replaces_negation(*other, denial=denial[0], denial_locale=denial[1])


def _exceptions(found: Negations) -> str:
    return _words(tuple(words for words, kind in zip(found.soft, found.kinds, strict=True) if kind == "unless"))


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(words))

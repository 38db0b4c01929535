"""The check `negation`: a lost or added "not" turns advice into its opposite."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.checks.polarity import aligned, find_comparisons, find_negations, has_polarity
from l10n.model import Severity


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
        is_lost = wanted.strong and not (found.strong or found.soft)
        is_added = found.strong and not (wanted.strong or wanted.soft)
        if is_lost and not _limits(target, pair.locale):
            yield Remark(f"«{_words(wanted.strong)}» has no counterpart in the translation; is the negation lost?")
        elif is_added and not _limits(source, pair.source_locale):
            yield Remark(f"«{_words(found.strong)}» has no counterpart in the source; was a negation added?")


def _limits(text: str, locale: str) -> bool:
    """True where the text sets a limit to a number: `at most two` says what `not more than two` does."""
    return any(not one.is_soft for one in find_comparisons(text, locale))


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(words))

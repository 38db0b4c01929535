"""The check `comparison`: at most must not become at least, nor disappear beside its number."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.checks.direction import find_swapped, find_turned
from l10n.checks.polarity import Comparison, aligned, find_comparisons, has_polarity
from l10n.model import Severity


@pair_check("comparison", Severity.WARNING)
def comparison(pair: Pair, context: Context) -> Iterator[Remark]:
    """A limit beside a number stays a limit, and on the same side.

    `maximaal 2`, `niet meer dan 2`, `minder dan 2` and `<` bound a number from above, `minimaal`, `ten minste`,
    `ouder dan` and `>` from below. One that turned round, was lost or was added is reported with its words. `tot`,
    `binnen` or `from` are too vague to be missed, but may stand for a stronger word. A sentence that says higher where its source says
    lower, after the meal for before it, left for right, evening for morning took the other side and is reported as well; so are
    two values that changed places between such sides.
    """
    if not (has_polarity(pair.source_locale) and has_polarity(pair.locale)):
        return
    for source, target in aligned(pair.source_text, pair.target_text):
        wanted, found = find_comparisons(source, pair.source_locale), find_comparisons(target, pair.locale)
        yield from _differences(wanted, found)
        for words, turned in find_turned(source, target, source_locale=pair.source_locale, target_locale=pair.locale):
            yield Remark(f"«{words}» became «{turned}», its opposite.")
        for values, swapped in find_swapped(
            source, target, source_locale=pair.source_locale, target_locale=pair.locale
        ):
            yield Remark(f"«{values}» became «{swapped}»: the values changed places.")


def _differences(wanted: tuple[Comparison, ...], found: tuple[Comparison, ...]) -> Iterator[Remark]:
    want = {one.bound: one for one in reversed(wanted) if not one.is_soft}
    have = {one.bound: one for one in reversed(found) if not one.is_soft}
    lost = [one for bound, one in want.items() if bound not in {each.bound for each in found}]
    added = [one for bound, one in have.items() if bound not in {each.bound for each in wanted}]
    turned = [one for bound, one in have.items() if bound not in want]
    for one in lost:
        other = next((each for each in turned if each.bound != one.bound), None)
        if other is not None:
            yield Remark(f"«{one.words}» became «{other.words}»: the limit turned round.")
            added = [each for each in added if each is not other]
        else:
            yield Remark(f"«{one.words}» has no counterpart in the translation; is the limit lost?")
    for one in added:
        yield Remark(f"«{one.words}» has no counterpart in the source; was a limit added?")

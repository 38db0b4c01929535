"""The check `comparison`: at most must not become at least, nor disappear beside its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.checks.direction import find_swapped, find_turned
from l10n.checks.polarity import Bound, Comparison, denies, find_comparisons, has_polarity
from l10n.checks.side_by_side import aligned
from l10n.model import Severity

_Read: TypeAlias = tuple[Bound, Comparison]


@pair_check("comparison", Severity.WARNING)
def comparison(pair: Pair, context: Context) -> Iterator[Remark]:
    """A limit beside a number stays a limit, and on the same side.

    `maximaal 2`, `niet meer dan 2`, `minder dan 2` and `<` bound a number from above, `minimaal`, `ten minste`,
    `ouder dan` and `>` from below. One that turned round, was lost or was added is reported with its words. `tot`,
    `binnen` or `from` are too vague to be missed, but may stand for a stronger word. A sentence that says higher where
    its source says lower, after the meal or the operation for before it, left for right, evening for morning, safe for
    dangerous, allowed for forbidden took the other side and is reported as well; so are two values that changed places
    between such sides.
    """
    if not (has_polarity(pair.source_locale) and has_polarity(pair.locale)):
        return
    for source, target in aligned(pair.source_text, pair.target_text):
        wanted, found = find_comparisons(source, pair.source_locale), find_comparisons(target, pair.locale)
        may_turn = any(one.can_turn for one in (*wanted, *found))
        both_deny = may_turn and denies(source, pair.source_locale) and denies(target, pair.locale)
        yield from _differences(wanted, found, both_deny=both_deny)
        for words, turned in find_turned(source, target, source_locale=pair.source_locale, target_locale=pair.locale):
            yield Remark(f"«{words}» became «{turned}», its opposite.")
        for values, swapped in find_swapped(
            source, target, source_locale=pair.source_locale, target_locale=pair.locale
        ):
            yield Remark(f"«{values}» became «{swapped}»: the values changed places.")


def _differences(wanted: Sequence[Comparison], found: Sequence[Comparison], *, both_deny: bool) -> Iterator[Remark]:
    """Compare the limits as they stand where both texts deny, else as a negation may have turned them."""
    if both_deny and sum(one.can_turn for one in wanted) == sum(one.can_turn for one in found):
        yield from _compare(_read(wanted, "plain"), _read(found, "plain"))
        return
    remarks = _compare(_read(wanted, "bound"), _read(found, "bound"))
    if remarks and (both_deny or _compare(_read(wanted, "turned"), _read(found, "turned"))):
        yield from remarks


def _read(limits: Sequence[Comparison], reading: Literal["bound", "turned", "plain"]) -> list[_Read]:
    return [(getattr(one, reading), one) for one in limits]


def _compare(wanted: Sequence[_Read], found: Sequence[_Read]) -> list[Remark]:
    want = {bound: one for bound, one in reversed(wanted) if not one.is_soft}
    have = {bound: one for bound, one in reversed(found) if not one.is_soft}
    turned = [one for bound, one in have.items() if bound not in want]
    if len(want) == len(have) == len(turned) == 1 and _same_value(*want.values(), *turned):
        return [_turned(*want.values(), *turned)]
    lost = [one for bound, one in want.items() if bound not in {bound for bound, _ in found}]
    added = [one for bound, one in have.items() if bound not in {bound for bound, _ in wanted}]
    remarks = []
    for one in lost:
        if turned:
            remarks.append(_turned(one, turned[0]))
            added = [each for each in added if each is not turned[0]]
        else:
            remarks.append(Remark(f"«{one.words}» has no counterpart in the translation; is the limit lost?"))
    remarks += [Remark(f"«{one.words}» has no counterpart in the source; was a limit added?") for one in added]
    return remarks


def _same_value(one: Comparison, other: Comparison) -> bool:
    """True where both bound one number, so that no vaguer word beside another number can stand for either."""
    return one.value == other.value != ""


def _turned(one: Comparison, other: Comparison) -> Remark:
    return Remark(f"«{one.words}» became «{other.words}»: the limit turned round.")

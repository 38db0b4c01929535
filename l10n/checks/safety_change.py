"""The check `safety-change`: the source changed in a number or a negation, the translation did not."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.model import Severity
from l10n.notes import read_notes


@pair_check("safety-change", Severity.ERROR)
def safety_change(pair: Pair, context: Context) -> Iterator[Remark]:
    """A translation is not taken for reviewed while its source changed in a number, dose, negation or comparison.

    Merge writes a line `# l10n-safety: ...` when such a change makes a translation stale. If somebody then clears
    `fuzzy` without changing one letter or digit of the translation, it most likely still says the old dose. Change
    the translation, or waive the check with the reason why the old text is right.
    """
    if pair.entry.fuzzy:
        return
    for note in read_notes(pair.entry.comments):
        if note.warns_of(pair.target):
            yield Remark(
                f"The source changed ({note.body}) and the translation did not. Change it, or waive this with a reason."
            )

"""The check `untranslated`: entries without a translation."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.model import Severity


@pair_check("untranslated", Severity.INFO, sees_untranslated=True)
def untranslated(pair: Pair, context: Context) -> Iterator[Remark]:
    """The entry has a translation.

    An unfinished page is held by the state of its entries, whether or not this check runs; so it only informs. A
    translation of nothing but white space is a warning: no editor shows it as missing.
    """
    if not pair.target:
        yield Remark("There is no translation yet.")
    elif not pair.target_text.strip():
        yield Remark("The translation is white space only.", severity=Severity.WARNING)

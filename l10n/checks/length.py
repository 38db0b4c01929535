"""The check `length`: a translation so short or so long that half a text may be missing, or another one be there."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.model import Severity

_SHORTEST, _LONGEST = 0.35, 2.8
"""Bounds of the ratio of characters; translations between alphabetic scripts lie between 0.6 and 1.7."""
_ENOUGH = 60
"""Shorter sources vary too much."""
_DENSE = frozenset("zh ja ko yue wuu".split())


@pair_check("length", Severity.INFO)
def length(pair: Pair, context: Context) -> Iterator[Remark]:
    """The translation is about as long as its source.

    Only sources of 60 characters and more, and not between scripts of letters and of syllables or words. A ratio
    outside 0.35 to 2.8 mostly means that a sentence is missing, or that the translation belongs elsewhere.
    """
    if (pair.locale.partition("-")[0] in _DENSE) != (pair.source_locale.partition("-")[0] in _DENSE):
        return
    source, target = len(pair.source_text.strip()), len(pair.target_text.strip())
    if source >= _ENOUGH and target and not _SHORTEST <= target / source <= _LONGEST:
        yield Remark(f"The translation has {target} characters, the source {source}; is something missing or added?")

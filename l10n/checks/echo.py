"""The check `echo`: the translation is the source again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.addresses import without_addresses
from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.inline import PLACEHOLDER
from l10n.model import Severity

_WORD = re.compile(r"[^\W\d_]{2,}")


@pair_check("echo", Severity.WARNING)
def echo(pair: Pair, context: Context) -> Iterator[Remark]:
    """The translation says something else than the source, letter by letter, where the source has words.

    A text left in the source language looks finished and is not. Names, brands and words that are the same in both
    languages are common in short texts, so only a text of two words or more in lower case is reported; list the
    others in `tool.l10n.check.same`, or waive them.
    """
    if pair.locale.partition("-")[0] == pair.source_locale.partition("-")[0]:
        return
    source, target = _bare(pair.source_text), _bare(pair.target_text)
    if not source or source.casefold() != target.casefold() or source in map(_bare, context.options.same):
        return
    remaining = without_addresses(source)
    lower = [word for word in _WORD.findall(remaining) if word[0].islower() or not _has_case(word)]
    if len(lower) >= 2:
        yield Remark("The translation is the same as the source.")


def _bare(text: str) -> str:
    return " ".join(text.replace(PLACEHOLDER, " ").split())


def _has_case(word: str) -> bool:
    return word.lower() != word.upper()

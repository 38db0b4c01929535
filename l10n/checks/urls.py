"""The check `urls`: web and mail addresses in the text are kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.model import Severity

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"“”]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}|\b10\.\d{4,9}/[^\s<>\"]+"
)
_HINT = re.compile(r"//|@|www\.|10\.\d")
_TRAILING = ".,;:!?)]}'’»”、。،؛؟"


@pair_check("urls", Severity.WARNING)
def urls(pair: Pair, context: Context) -> Iterator[Remark]:
    """Every web address, mail address and DOI in the text is in the translation as it is.

    Addresses in links are not in the text and cannot change. Where a page has a version in the reader's language,
    waive the finding for that entry and say so.
    """
    if not _HINT.search(pair.source_text + pair.target_text):
        return
    wanted, found = _addresses(pair.source_text), _addresses(pair.target_text)
    for address in wanted - found:
        yield Remark(f"«{address}» is in the source but not in the translation.")
    for address in found - wanted:
        yield Remark(f"«{address}» is in the translation but not in the source.")


def _addresses(text: str) -> Counter[str]:
    return Counter(match[0].rstrip(_TRAILING) for match in _ADDRESS.finditer(text))

"""The gate of many pages: processes share the judging, before each page is asked about in its turn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from l10n.errors import L10nError
from l10n.workflow import gate
from l10n.workflow.apart import Apart
from l10n.workflow.judging import MANY, Place, Share, by_article
from l10n.workflow.parallel import in_turns_after_first, process_count
from l10n.workflow.reading import Reader
from l10n.workflow.terms import terms_in_use


def judge_ahead(reader: Reader, places: Sequence[Place], *, strict: bool = False) -> None:
    """Let processes judge these pages where they are many, so that `gate.judge` knows the verdicts.

    What cannot be judged is left to it, which says why, and so is whatever somebody saves from now on.
    """
    new = [place for place in places if gate.known_verdict(reader, *place, strict=strict) is None]
    if process_count(len(new), least=MANY) < 2:
        return
    try:
        terms_in_use(reader)  # compiled once, for all processes
    except L10nError:
        return
    shares = by_article(new)
    for article, _ in shares:
        reader.memo.pin(article)
    work = in_turns_after_first(lambda: partial(_judge, Apart(reader), strict), shares)
    for (article, locales), judged in zip(shares, work, strict=True):
        if judged.page:
            reader.known.put(article, judged.page)
        for locale, verdict in zip(locales, judged.verdicts, strict=True):
            if verdict is not None:
                gate.remember(reader, article, locale, *verdict, strict=strict)


class _Judged(NamedTuple):
    """What the work on an article has to say to the process that keeps store and memo."""

    verdicts: list[tuple[gate.Verdict, str] | None]
    """Each with what it derives from."""
    page: bytes


def _judge(apart: Apart, strict: bool, share: Share) -> _Judged:
    article, locales = share
    verdicts: list[tuple[gate.Verdict, str] | None] = []
    for locale in locales:
        try:
            verdicts.append(gate.judge_anew(apart.reader, article, locale, strict=strict))
        except L10nError:
            verdicts.append(None)
    return _Judged(verdicts, apart.done_with(article))

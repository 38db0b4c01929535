"""Bitext: the units of a page and of its existing translation, aligned by structure, length and numbers.

Two versions of one page have the same headings, paragraphs and list items in the same order, with here and there one
more or one less. So the sequences are aligned as Gale and Church (1993) align sentences: the cost of a pair grows with
how unusual its lengths are, and falls where numbers, codes and words that sound alike agree; units of different kinds
do not pair. Whether the two are versions of one page at all is judged by what the pairs have in common beyond chance.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from l10n.bitext.chance import has_little_in_common
from l10n.bitext.codes import with_codes_of
from l10n.bitext.doubts import doubts_of_place, is_sure
from l10n.bitext.table import Table
from l10n.inline import is_compatible, plain
from l10n.model import Unit

_UNUSUAL, _RATHER_UNUSUAL = 2.6, 1.5
"""Standard deviations of length beyond which a pair is uncertain: one that has something in common, and another."""
_UNEVEN = 0.8
"""The same where the number of sentences differs: one may be left out, added, or another unit's."""
_OFTEN = 3
"""Pairs of two kinds from which on these stand for each other."""
_SENTENCE_END = re.compile(r"[.!?؟。！？।](?=[\s»”\")]|$)")


@dataclass(frozen=True, slots=True)
class UnitPair:
    """A unit and what stands in its place in the translated page."""

    source: Unit
    target: str
    """Inline text, its codes named as in the source where they can be."""
    doubt: str = ""
    """Why a person should look before using it; empty where it is certain."""


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two pages side by side."""

    pairs: tuple[UnitPair, ...]
    missing: tuple[Unit, ...] = ()
    """Units without a counterpart in the translated page."""
    extra: tuple[Unit, ...] = ()
    """Units of the translated page that nothing in the source corresponds to."""
    is_by_chance: bool = False
    """The pairs have no more in common than those of any two pages: every pair is in doubt."""


def align_pages(sources: Sequence[Unit], targets: Sequence[Unit]) -> Bitext:
    """Align the units of two versions of a page, both in document order."""
    table = Table.of(sources, targets)
    path = table.best_path()
    aligned = [(i, j) for i, j in path if i is not None and j is not None]
    doubts = doubts_of_place(table, path)
    if is_by_chance := has_little_in_common(table, aligned):
        doubts = dict.fromkeys(aligned, "the pages have little in common")
    kin, is_partly = _kin(table, aligned), _is_partly_untranslated(table, aligned)
    pairs = tuple(_pair(table, i, j, doubts.get((i, j), ""), kin=kin, is_partly=is_partly) for i, j in aligned)
    missing = tuple(sources[i] for i, j in path if i is not None and j is None)
    extra = tuple(targets[j] for i, j in path if i is None and j is not None)
    return Bitext(pairs, missing, extra, is_by_chance)


def _pair(
    table: Table, i: int, j: int, doubt_of_place: str, *, kin: frozenset[tuple[str, str]], is_partly: bool
) -> UnitPair:
    source, target = table.sources[i], table.targets[j]
    text, doubt = with_codes_of(source.source, target.source), doubt_of_place
    unusual, sentences = (
        table.unusual(i, j),
        [len(_SENTENCE_END.findall(plain(side.source))) for side in (source, target)],
    )
    if not is_compatible(source.source, text, ordered=source.ordered):
        doubt = "other codes"
    elif source.kind != target.kind and (source.kind, target.kind) not in kin:
        doubt = f"{source.kind} here, {target.kind} there"
    elif table.numbers[0][i] != table.numbers[1][j]:
        doubt = "other numbers"
    elif source.source == text and (len(text.split()) > 3 or is_partly) and re.search(r"[^\W\d_]{2}", plain(text)):
        doubt = "not translated"
    elif unusual > (_UNUSUAL if is_sure(table, i, j) else _RATHER_UNUSUAL):
        doubt = "much longer or shorter than expected"
    elif sentences[0] != sentences[1] and (unusual > _UNEVEN or not is_sure(table, i, j)):
        doubt = "other sentences"
    return UnitPair(source, text, doubt)


def _kin(table: Table, aligned: Iterable[tuple[int, int]]) -> frozenset[tuple[str, str]]:
    """Kinds that stand for each other throughout the two pages: `p` for `div`, `h2` for `h3`."""
    found = Counter((table.sources[i].kind, table.targets[j].kind) for i, j in aligned)
    often = {pair for pair, count in found.items() if count >= _OFTEN}
    return frozenset(often | {pair for pair in found if pair in table.levels})


def _is_partly_untranslated(table: Table, aligned: Iterable[tuple[int, int]]) -> bool:
    """True where whole sentences read the same on both pages."""
    return any(
        table.sources[i].source == table.targets[j].source and len(plain(table.sources[i].source).split()) > 3
        for i, j in aligned
    )

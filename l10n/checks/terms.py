"""Terms are rendered as the glossary asks, in every inflection and compound."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from l10n.checks.base import CatalogView, Context, Pair, Remark, catalog_check, pair_check
from l10n.model import Entry, Severity


@pair_check("terms", Severity.WARNING)
def terms(pair: Pair, context: Context) -> Iterator[Remark]:
    """The terms of the source are rendered by terms of the glossary.

    Error: a forbidden term stands in the translation, or a do-not-translate term was changed. Warning: the source
    uses a concept of the glossary, and no allowed term for it was found. Information: an admitted term instead of
    the preferred one, or a word that only resembles one. A term counts in any inflection, in compounds, and with
    other words between its words.
    """
    if context.terms is None:
        return
    around = pair.unit.section if pair.unit else ""
    for verdict in context.terms.judge(pair.source_text, pair.target_text, locale=pair.locale, around=around):
        yield Remark(verdict.message, severity=verdict.severity, concept=verdict.concept, suggestion=verdict.suggestion)


@catalog_check("term-consistency", Severity.INFO)
def term_consistency(view: CatalogView, context: Context) -> Iterator[Remark]:
    """One term for one concept within an article.

    Information, where the translations of an article use two allowed terms for the same concept: readers may take
    them for two things. Reported at each entry that does not use the term the article uses most.
    """
    if not isinstance(context.terms, Assessor):
        return
    uses: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for pair in view.pairs:
        if pair.target_text:
            for assessment in context.terms.assess(pair.source_text, pair.target_text, locale=view.locale):
                uses[assessment.concept].extend((term, pair.entry) for term in assessment.terms)
    for concept, found in uses.items():
        counts = Counter(term for term, _ in found)
        if len(counts) < 2:
            continue
        usual = counts.most_common(1)[0][0]
        for term, entry in dict.fromkeys(found):
            if term != usual:
                yield Remark(
                    f"«{term}» stands here for what the article mostly calls «{usual}»; use one term for one concept.",
                    concept=concept,
                    entry=entry,
                )


class Assessment(Protocol):
    """How one concept of a source text is rendered."""

    @property
    def concept(self) -> str: ...
    @property
    def terms(self) -> tuple[str, ...]:
        """The allowed terms of the glossary that were found, without repetition."""


@runtime_checkable
class Assessor(Protocol):
    """A term matcher that also tells what was rendered well; `l10n.terms.Matcher` does."""

    def assess(self, source: str, target: str, *, locale: str) -> Iterable[Assessment]: ...

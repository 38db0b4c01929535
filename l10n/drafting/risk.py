"""Which drafts a reviewer should read first: those where a mistake would hurt most or is most likely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from l10n import inline
from l10n.model import Entry

# Words that turn a sentence around or bound a dose, by language of the source.
_TURNING = {
    language: frozenset(words.split())
    for language, words in {
        "nl": "niet geen nooit zonder niemand niets nergens noch behalve tenzij meer minder hoger lager hoogstens minstens maximaal minimaal maximum minimum boven onder minste hoogste alleen",
        "en": "not no never without none nobody nothing neither nor except unless more less fewer higher lower most least maximum minimum above below only",
        "de": "nicht kein keine keinen keiner nie ohne niemand nichts weder noch außer mehr weniger höher niedriger höchstens mindestens maximal minimal über unter nur",
        "fr": "pas jamais sans aucun aucune rien ni sauf plus moins maximum minimum dessus dessous seulement",
    }.items()
}
_NUMBER = re.compile(r"(?<![\w-])[0-9٠-٩]")
"""A number, not the digits of a name such as B12 or PHQ-9."""
_WORD = re.compile(r"[^\W\d_]+")

_TERM_FLAGS = frozenset({"terms", "term-forced"})


@dataclass(frozen=True, slots=True)
class Risk:
    """How urgently an entry wants a reader, and why."""

    entry: Entry
    weight: float
    reasons: tuple[str, ...]
    """`numbers`, `negation`, `terms`, `flags`, `score`; the heaviest first."""


def review_order(
    entries: Iterable[Entry],
    *,
    locale: str,
    source_locale: str = "nl",
    has_terms: Callable[[str], bool] | None = None,
) -> tuple[Risk, ...]:
    """The entries with the riskiest first; equal ones keep the order of the article.

    `has_terms` says whether a plain source text has glossary terms; without it the flags of the drafts tell.
    """
    weighed = [risk(entry, source_locale=source_locale, has_terms=has_terms) for entry in entries]
    return tuple(sorted(weighed, key=lambda item: -item.weight))


def risk(entry: Entry, *, source_locale: str = "nl", has_terms: Callable[[str], bool] | None = None) -> Risk:
    """Weigh one entry by its source and its draft line."""
    text = inline.plain(entry.source)
    turning = _TURNING.get(source_locale.partition("-")[0], frozenset())
    draft = entry.draft
    flags = draft.flags if draft else ()
    weights = {
        "numbers": 4.0 * bool(_NUMBER.search(text)),
        "negation": 3.0 * any(word in turning for word in _WORD.findall(text.casefold())),
        "terms": 2.0 * (bool(_TERM_FLAGS.intersection(flags)) or (has_terms is not None and has_terms(text))),
        "flags": 2.0 * bool(flags),
        "score": 3.0 * (1 - _score(draft.score)) if draft else 0.0,
    }
    heaviest = sorted((item for item in weights.items() if item[1] > 0), key=lambda item: -item[1])
    return Risk(entry, sum(weights.values()), tuple(name for name, _ in heaviest))


def _score(text: str) -> float:
    """The score of a draft line; half of it where the engine gave none."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.5

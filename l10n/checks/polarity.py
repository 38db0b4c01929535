"""Negation and comparison in a text, word by word, from the language's data file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from l10n.checks.language import Language, fold, forms, load_language, section

Bound: TypeAlias = Literal["upper", "lower"]
"""`upper` for at most, less than, below; `lower` for at least, more than, above."""

_BOUNDS: dict[str, Bound] = {"max": "upper", "less": "upper", "min": "lower", "more": "lower"}
_GROUPS = (*_BOUNDS, "soft-max", "soft-min")
_OTHER: dict[Bound, Bound] = {"upper": "lower", "lower": "upper"}
_SIGNS: dict[str, Bound] = {"<": "upper", "≤": "upper", ">": "lower", "≥": "lower", "+": "lower"}
_SENTENCE_END = re.compile(
    r"(?<=[^\W\d_]{4}[.!?؟。])[\"'»”’)\]]*\s+(?=[^\W_a-z])|(?<=[!?؟。])[\"'»”’)\]]*\s*(?=[^\W_])"
)
_WORD = re.compile(r"[0-9]|[^\W\d_]+")
_NEAR = 40
"""A comparison counts where a number stands within so many characters."""
_REACH = 45
"""A negation turns a comparison that follows within so many characters: do not take more than two."""


@dataclass(frozen=True, slots=True)
class Negations:
    """The words of negation in a text."""

    strong: tuple[str, ...] = ()
    """not, no, never, without: each a claim of its own."""
    soft: tuple[str, ...] = ()
    """What another language may say instead: unable, sugar-free, avoid, only, too little."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison beside a number."""

    words: str
    bound: Bound
    is_soft: bool = False
    """Too vague to be missed (to, within, from), enough to stand for a stronger one."""


@dataclass(frozen=True, slots=True)
class _Finder:
    """One pattern for all words of a kind of table; a longer phrase wins over a shorter one, whatever its group."""

    pattern: re.Pattern[str]
    groups: dict[str, str]

    def find(self, folded: str) -> Iterator[tuple[str, str, int, int]]:
        """Yield group, words, start and end of every find in folded text."""
        for match in self.pattern.finditer(folded):
            words = " ".join(match[0].split())
            yield (match["sign"] and "sign") or self.groups.get(words, "soft"), words, match.start(), match.end()


@dataclass(frozen=True, slots=True)
class _Patterns:
    negation: _Finder | None
    comparison: _Finder | None
    numbers: frozenset[str]


def has_polarity(locale: str) -> bool:
    """True where the language's words of negation are known."""
    return _patterns(locale).negation is not None


@lru_cache(maxsize=8192)
def find_negations(text: str, locale: str) -> Negations:
    """Return the words of negation in plain text; `not only` and its like are none."""
    pattern = _patterns(locale).negation
    if pattern is None:
        return Negations()
    found: dict[str, list[str]] = {"strong": [], "soft": [], "neutral": []}
    for group, words, _, _ in pattern.find(fold(text)):
        found[group].append(words)
    return Negations(tuple(found["strong"]), tuple(found["soft"]))


@lru_cache(maxsize=8192)
def find_comparisons(text: str, locale: str) -> tuple[Comparison, ...]:
    """Return the comparisons beside a number in plain text, in order."""
    patterns = _patterns(locale)
    if patterns.comparison is None:
        return ()
    folded = fold(text)
    found = []
    for group, words, start, end in patterns.comparison.find(folded):
        is_preposition = group in ("more", "less") and " " not in words
        if not _has_number(folded, start, end, patterns.numbers, is_preposition=is_preposition):
            continue
        if group == "sign":
            found.append(Comparison(words, _SIGNS[words]))
            continue
        bound = _BOUNDS[group.removeprefix("soft-")]
        if group in ("more", "less") and _is_negated(folded, start, patterns):
            bound = _OTHER[bound]
        found.append(Comparison(words, bound, group.startswith("soft-")))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Split plain text where a sentence surely ends; abbreviations and ordinals are left together."""
    parts, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        parts.append(text[start : match.start()])
        start = match.end()
    parts.append(text[start:])
    return parts


def aligned(source: str, target: str) -> Iterable[tuple[str, str]]:
    """The sentences of both texts side by side, or the whole texts where their number differs."""
    first, second = sentences(source), sentences(target)
    return zip(first, second, strict=True) if len(first) == len(second) else ((source, target),)


def _is_negated(text: str, position: int, patterns: _Patterns) -> bool:
    if patterns.negation is None:
        return False
    reach = re.split(r"[.;:!?،؛]", text[max(0, position - _REACH) : position])[-1]
    return any(group == "strong" for group, *_ in patterns.negation.find(reach))


def _has_number(text: str, start: int, end: int, numbers: frozenset[str], *, is_preposition: bool) -> bool:
    """True where a number stands near; after a single word such as `under` it must follow within two words."""
    after = _WORD.findall(text[end : end + _NEAR])
    if is_preposition:
        return any(word[0].isdigit() or word in numbers for word in after[:2])
    words = after + _WORD.findall(text[max(0, start - _NEAR) : start])
    return any(word[0].isdigit() or word in numbers for word in words)


@lru_cache(maxsize=64)
def _patterns(locale: str) -> _Patterns:
    language = load_language(locale)
    negation, comparison = section(language.table, "negation"), section(language.table, "comparison")
    return _Patterns(
        negation=_finder(
            {
                "neutral": forms(negation.get("neutral")),
                "strong": forms(negation.get("strong")) + forms(negation.get("phrases")),
                "soft": forms(negation.get("soft")),
            }
        ),
        comparison=_finder({name: forms(comparison.get(name)) for name in _GROUPS}, signs="[<>≤≥]|(?<=[0-9])[+]"),
        numbers=_number_words(language),
    )


def _number_words(language: Language) -> frozenset[str]:
    kinds = ("cardinal", "fraction", "quantity", "dual", "times", "weak")
    words = language.words.items()
    return frozenset(form for form, word in words if word.kind in kinds and not (word.is_weak and word.value == 1))


def _finder(groups: dict[str, tuple[str, ...]], *, signs: str = "(?!)") -> _Finder | None:
    """Compile the forms of each group; a form with `*`, `?` or a leading `~` (a pattern as it is) counts as soft."""
    plain: dict[str, str] = {}
    wild: list[str] = []
    for group, members in groups.items():
        for form in members:
            if form.startswith("~"):
                wild.append(form[1:])
            elif "*" in form or "?" in form:
                wild.append(re.escape(fold(form)).replace(r"\*", r"\w*").replace(r"\?", r"\w"))
            else:
                plain[" ".join(fold(form).split())] = group
    if not plain and not wild:
        return None
    longest_first = sorted(plain, key=lambda form: (-len(form), form))
    words = [r"\s+".join(map(re.escape, form.split())) for form in longest_first] + wild
    return _Finder(re.compile(rf"(?P<sign>{signs})|(?<!\w)(?:{'|'.join(words)})(?!\w)"), plain)

"""The number that a word of comparison bounds: how much it is, and whether it counts years of age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from l10n.checks.language import Table, Word, fold, forms, load_language, section

_COUNTING = ("cardinal", "fraction", "quantity", "dual", "times")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_NEAR = 40
"""A comparison counts where a number stands within so many characters."""
_BESIDE = 2
"""The words between which `a week` is one week."""
_AGES = ("year", "month")
_PERIODS = ("hour", "day", "week", "times", *_AGES)


class Bounded(NamedTuple):
    """The number beside a word of comparison."""

    value: str
    """`12` for `12` and `twelve`."""
    is_age: bool = False
    """It counts years or months, as an age does."""


class _Words(NamedTuple):
    counted: re.Pattern[str]
    """What `a` and `one` count: a unit of time or measure, times, a dose."""
    alone: frozenset[str]
    """What says one without a number, where a language has no article: `tydzień`."""
    ages: frozenset[str]
    joins: frozenset[str]


def bounded(text: str, start: int, end: int, locale: str, *, reach: int) -> Bounded | None:
    """Return the number that words at a place in folded text bound: within `reach` words behind, or near where it is 0."""
    after = _WORD.findall(text[end : end + _NEAR])
    if reach:
        return _first(after, locale, reach)
    before = _WORD.findall(text[max(0, start - _NEAR) : start])
    if text[start:end].partition(" ")[0] in _words(locale).joins:
        return _last(before, after, locale) or _first(after, locale, len(after))
    return _first(after, locale, len(after)) or _last(before, after, locale)


def _first(after: Sequence[str], locale: str, reach: int) -> Bounded | None:
    read = (_number(after, place, locale, distance=place) for place in range(min(reach, len(after))))
    return next(filter(None, read), None)


def _last(before: Sequence[str], after: Sequence[str], locale: str) -> Bounded | None:
    tokens, last = (*before, *after[:1]), len(before) - 1
    read = (_number(tokens, last - distance, locale, distance=distance) for distance in range(last + 1))
    return next(filter(None, read), None)


def _number(tokens: Sequence[str], place: int, locale: str, *, distance: int) -> Bounded | None:
    """What the word at a place counts, so many words from the comparison; `a` and `one` do so only beside it."""
    token, words = tokens[place], _words(locale)
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    is_age = following in words.ages
    if token[0].isdigit():
        return Bounded(token.replace(",", "."), is_age)
    previous = tokens[place - 1] if place else ""
    word = load_language(locale).words.get(token)
    if word is None:
        is_one = distance == 0 and token in words.alone and not _is_number(previous, locale)
        return Bounded("1", token in words.ages) if is_one else None
    if not _counts(word) and not (distance < _BESIDE and _is_one(word, previous, following, locale)):
        return None
    return Bounded(str(word.value), is_age or word.unit in _AGES)


def _counts(word: Word) -> bool:
    """True for a word that counts something; `one` may be an article."""
    return word.kind in _COUNTING and not (word.is_weak and word.value == 1)


def _is_one(word: Word, previous: str, following: str, locale: str) -> bool:
    """True for once, one dose and a week; `an injection a week` is a rate."""
    if word.value != 1:
        return False
    before, after = (_words(locale).counted.fullmatch(token) is not None for token in (previous, following))
    if word.kind == "article":
        return after and not (before or _is_number(previous, locale))
    return word.kind == "times" or before or after


def _is_number(token: str, locale: str) -> bool:
    return token[:1].isdigit() or load_language(locale).words.get(token) is not None


@lru_cache(maxsize=64)
def _words(locale: str) -> _Words:
    language = load_language(locale)
    units = section(language.table, "units")
    doses = forms(section(language.table, "comparison").get("doses"))
    names = {fold(form) for value in units.values() for form in forms(value)} | set(map(fold, doses))
    spelled = (re.escape(name).replace(r"\*", r"\w*") for name in sorted(names) if " " not in name)
    ages, periods = (_forms(units, names) for names in (_AGES, _PERIODS))
    return _Words(
        re.compile("|".join(spelled) or "(?!)"),
        frozenset() if language.lists.get("articles") else periods,
        ages,
        language.lists.get("join", frozenset()),
    )


def _forms(units: Table, names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(form) for name in names for form in forms(units.get(name)))

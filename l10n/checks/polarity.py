"""Negation and comparison in a text, word by word, from the language's data file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from l10n.checks.finder import Finder, compile_any, compile_forms
from l10n.checks.language import fold, forms, load_language, section
from l10n.checks.limits import bounded

Bound: TypeAlias = Literal["upper", "lower"]
"""`upper` for at most, less than, below; `lower` for at least, more than, above."""

_BOUNDS: dict[str, Bound] = {"max": "upper", "less": "upper", "min": "lower", "more": "lower"}
_GROUPS = ("neutral", *_BOUNDS, "soft-max", "soft-min", "soft-more", "soft-less")
_OTHER: dict[Bound, Bound] = {"upper": "lower", "lower": "upper"}
_SIGNS: dict[str, Bound] = {"<": "upper", "≤": "upper", ">": "lower", "≥": "lower", "+": "lower"}
_WORD = re.compile(r"[0-9]|[^\W\d_]+")
_CLAUSE_END = re.compile(r"[.;:!?،؛]")
_OTHERS = ("neutral", "idle", "particle", "affirm", "condition")
_ROLES = ("again", "clause", "closing", "without")
_OPPOSITES = frozenset(["un", "danger", "few", "rare", "miss", "free", "needless", "bad", "excluded", "scant"])
"""The kinds of soft words that a negation turns into something positive: not uncommon is common."""
_REACH = 45
"""A negation turns a comparison that follows within so many characters: do not take more than two."""


class Negations(NamedTuple):
    """The words of negation in a text."""

    strong: tuple[str, ...] = ()
    """not, no, never, without: each a claim of its own."""
    soft: tuple[str, ...] = ()
    """What another language may say instead: unable, sugar-free, avoid, only, too little."""
    kinds: tuple[str, ...] = ()
    """What each soft word is about, the same in all languages: stop, avoid, forbid, only, ...; empty for others."""
    neutral: int = 0
    """How many words of negation are none here (not only)."""
    claims: int = 0
    """How many strong words deny something of their own: `geen vlees en geen vis` is one denial told twice."""
    reach: int = 0
    """How many denials the text can stand for: `not meat or fish` denies both."""
    is_doubled: bool = False
    """A strong word stands at one with an opposite (not uncommon): a positive word may say both."""
    affirming: tuple[str, ...] = ()
    """What may stand for two negations: always for never without, keep on for do not stop."""
    is_conditional: bool = False
    """A strong word beside a without: not without asking, which is as much as after asking."""
    conditions: int = 0
    """How many words set an order: before, first, until."""


class Comparison(NamedTuple):
    """One comparison beside a number."""

    words: str
    plain: Bound
    """What the words say by themselves."""
    turned: Bound
    """What a negation before them makes of it: the other bound for `not ... more than`."""
    value: str = ""
    """The number beside them, as far as it is one word: `12`."""
    is_soft: bool = False
    """Too vague to be missed (to, within, from), enough to stand for a stronger one."""
    can_turn: bool = False
    """A negation before them would turn them: more than, less than."""
    is_kept: bool = False
    """A negation before them rather leaves them: not for people younger than 12, only after more than 3 days."""

    @property
    def bound(self) -> Bound:
        """The bound that the text most likely means."""
        return self.plain if self.is_kept else self.turned


class _Patterns(NamedTuple):
    negation: Finder | None
    comparison: Finder | None
    turning: re.Pattern[str] | None
    """Soft words of negation that turn a limit as a strong one does."""
    only: re.Pattern[str] | None
    """`only ... more than` may say what `not ... without` does."""
    ages: re.Pattern[str] | None
    """Comparisons that tell the age of people."""
    roles: dict[str, frozenset[str]]
    """Words of negation with a part of their own: `join` and `again` go on with a list, `closing` ends a clause that
    denies already (before a word of `clause`), `without` denies a condition."""


def has_polarity(locale: str) -> bool:
    """True where the language's words of negation are known."""
    return _patterns(locale).negation is not None


@lru_cache(maxsize=8192)
def find_negations(text: str, locale: str) -> Negations:
    """Return the words of negation in plain text; `not only` and its like are none."""
    patterns = _patterns(locale)
    if patterns.negation is None:
        return Negations()
    folded = fold(text)
    roles = patterns.roles
    limits = _limits(folded, locale, patterns)
    strong: list[str] = []
    soft: list[tuple[str, str]] = []
    found: dict[str, list[str]] = {name: [] for name in _OTHERS}
    repeated, joined, is_doubled, is_open, last = 0, 0, False, False, ("", "", 0)
    for name, words, start, end in patterns.negation.find(folded):
        group, _, kind = name.partition("-")
        if group in _OTHERS:
            found[group].append(words)
            is_open = is_open or group in ("neutral", "idle")
            continue
        if (start, end) == limits.get(start) or (group == "soft" and end <= limits.get(start, (0, 0))[1]):
            continue
        if is_open and words in roles["closing"] and _is_closed(folded, end, roles["clause"]):
            is_open = False
            if len(strong) == 1:
                joined = _count(folded[last[2] : start], roles["join"])
            continue
        between = _WORD.findall(folded[last[2] : start]) if last[0] else []
        if group == "soft":
            soft.append((words, kind))
        else:
            is_open = True
            strong.append(words)
            if len(strong) > 1:
                is_apart = bool(between or folded[last[2] : start].strip())
                repeated += is_apart and _continues(folded, start, roles["again"])
            else:
                joined = _count(re.split(_CLAUSE_END, folded[end:])[0], roles["join"])
        if {group, last[0]} == {"strong", "soft"} and len(between) <= 1 and (kind or last[1]) in _OPPOSITES:
            is_doubled = True
        last = (group, kind, end)
    soft += [(words, "") for words in found["particle"][len(strong) :]]
    return Negations(
        tuple(strong),
        tuple(words for words, _ in soft),
        kinds=tuple(kind for _, kind in soft),
        neutral=len(found["neutral"]),
        claims=len(strong) - repeated,
        reach=len(strong) + joined,
        is_doubled=is_doubled,
        affirming=tuple(found["affirm"]),
        is_conditional=len(strong) > 1 and any(words in roles["without"] for words in strong),
        conditions=len(found["condition"]),
    )


@lru_cache(maxsize=8192)
def find_comparisons(text: str, locale: str) -> tuple[Comparison, ...]:
    """Return the comparisons beside a number in plain text, in order."""
    patterns = _patterns(locale)
    if patterns.comparison is None:
        return ()
    folded = fold(text)
    found = []
    for group, words, start, end in patterns.comparison.find(folded):
        is_soft, kind = group.startswith("soft-"), group.removeprefix("soft-")
        if kind == "neutral":
            continue
        is_preposition = (is_soft or kind in ("more", "less")) and " " not in words
        number = bounded(folded, start, end, locale, reach=2 * is_preposition)
        if number is None:
            continue
        plain = _SIGNS[words] if kind == "sign" else _BOUNDS[kind]
        can_turn = kind in ("more", "less")
        clause = re.split(_CLAUSE_END, folded[max(0, start - _REACH) : start])[-1]
        is_only = can_turn and _has(patterns.only, clause)
        is_turned = can_turn and (is_only or _has_negation(clause, patterns))
        is_kept = is_only or number.is_age or _has(patterns.ages, words)
        turned = _OTHER[plain] if is_turned else plain
        found.append(Comparison(words, plain, turned, number.value, is_soft, can_turn, is_kept))
    return tuple(found)


def denies(text: str, locale: str) -> bool:
    """True where plain text has a word that denies, or one that turns a limit as well (avoid, unsuitable)."""
    patterns, folded = _patterns(locale), fold(text)
    return _has_negation(folded, patterns)


@lru_cache(maxsize=8192)
def is_denied(text: str, position: int, locale: str) -> bool:
    """True where a word of negation stands before the word at a position, or one word earlier (`not so high`)."""
    patterns = _patterns(locale)
    if patterns.negation is None:
        return False
    folded = fold(text)
    return any(
        group in ("strong", "neutral") and start <= position and len(_WORD.findall(folded[end:position])) <= 1
        for group, _, start, end in patterns.negation.find(folded)
    )


def _continues(text: str, position: int, joins: frozenset[str]) -> bool:
    """True where the word at a position goes on with a list: `en geen`, `, geen`."""
    before = text[max(0, position - _REACH) : position].rstrip()
    return before.endswith(",") or any(before.endswith(f" {word}") for word in joins)


def _count(text: str, words: frozenset[str]) -> int:
    return sum(word in words for word in _WORD.findall(text))


def _is_closed(text: str, position: int, clauses: frozenset[str]) -> bool:
    """True where a clause ends at a position."""
    found = _WORD.search(text, position)
    return found is None or bool(text[position : found.start()].strip()) or found[0] in clauses


def _limits(folded: str, locale: str, patterns: _Patterns) -> dict[int, tuple[int, int]]:
    """Where a limit to a number stands, for each of its places: `less than 2` denies nothing."""
    if patterns.comparison is None:
        return {}
    return {
        place: (start, end)
        for group, words, start, end in patterns.comparison.find(folded)
        if group in _BOUNDS and bounded(folded, start, end, locale, reach=2 * (" " not in words)) is not None
        for place in range(start, end)
    }


def _has_negation(folded: str, patterns: _Patterns) -> bool:
    if patterns.negation is None:
        return False
    return _has(patterns.turning, folded) or any(group == "strong" for group, *_ in patterns.negation.find(folded))


def _has(pattern: re.Pattern[str] | None, folded: str) -> bool:
    return pattern is not None and pattern.search(folded) is not None


@lru_cache(maxsize=64)
def _patterns(locale: str) -> _Patterns:
    language = load_language(locale)
    negation, comparison = section(language.table, "negation"), section(language.table, "comparison")
    joins = frozenset(forms(negation.get("join"))) or language.lists.get("join", frozenset())
    roles = {name: frozenset(map(fold, forms(negation.get(name)))) for name in _ROLES}
    return _Patterns(
        negation=compile_forms(
            {name: forms(negation.get(name)) for name in _OTHERS}
            | {"strong": forms(negation.get("strong")) + forms(negation.get("phrases"))}
            | {f"soft-{kind}": forms(value) for kind, value in section(language.table, "negation-kinds").items()}
        ),
        comparison=compile_forms({name: forms(comparison.get(name)) for name in _GROUPS}, signs="[<>≤≥]|(?<=[0-9])[+]"),
        turning=compile_any(forms(comparison.get("turning"))),
        only=compile_any(forms(comparison.get("only"))),
        ages=compile_any(forms(comparison.get("ages"))),
        roles=roles | {"join": joins, "again": joins | roles["again"], "clause": joins | roles["clause"]},
    )

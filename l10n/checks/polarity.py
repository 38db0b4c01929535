"""Negation and comparison in a text, word by word, from the language's data file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from l10n.checks.language import Word, fold, forms, load_language, section
from l10n.checks.language.words import NumberWords

Bound: TypeAlias = Literal["upper", "lower"]
"""`upper` for at most, less than, below; `lower` for at least, more than, above."""

_BOUNDS: dict[str, Bound] = {"max": "upper", "less": "upper", "min": "lower", "more": "lower"}
_GROUPS = (*_BOUNDS, "soft-max", "soft-min")
_OTHER: dict[Bound, Bound] = {"upper": "lower", "lower": "upper"}
_SIGNS: dict[str, Bound] = {"<": "upper", "≤": "upper", ">": "lower", "≥": "lower", "+": "lower"}
_LIKELY_END = re.compile(r"(?<=[.!?؟۔])[\"')»”]*\s+(?=\w)")
_SENTENCE_END = re.compile(
    r"(?<=[^\W\d_]{4}[.!?؟。])[\"'»”’)\]]*\s+(?=[^\W_a-z])|(?<=[!?؟。])[\"'»”’)\]]*\s*(?=[^\W_])"
)
_COUNTING = ("cardinal", "fraction", "quantity", "dual", "times", "weak")
_WORD = re.compile(r"[0-9]|[^\W\d_]+")
_NEAR = 40
"""A comparison counts where a number stands within so many characters."""
_CLAUSE_END = re.compile(r"[.;:!?،؛]")
_OTHERS = ("neutral", "idle", "particle", "affirm", "condition")
_ROLES = ("again", "clause", "closing", "without")
_FIRST = ("neutral", "idle")
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
    bound: Bound
    is_soft: bool = False
    """Too vague to be missed (to, within, from), enough to stand for a stronger one."""


@dataclass(frozen=True, slots=True)
class Finder:
    """One pattern for all words of a kind of table; a longer phrase wins over a shorter one, whatever its group."""

    pattern: re.Pattern[str]
    groups: dict[str, str]
    wild: dict[str, str]
    """The group of the forms that are patterns, by the name they have in the pattern."""

    def find(self, folded: str) -> Iterator[tuple[str, str, int, int]]:
        """Yield group, words, start and end of every find in folded text."""
        for match in self.pattern.finditer(folded):
            words = " ".join(match[0].split())
            yield self.wild.get(match.lastgroup or "") or self.groups[words], words, match.start(), match.end()


class _Patterns(NamedTuple):
    negation: Finder | None
    comparison: Finder | None
    numbers: NumberWords
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
    limits = _limits(folded, patterns)
    strong: list[str] = []
    soft: list[tuple[str, str]] = []
    found: dict[str, list[str]] = {name: [] for name in _OTHERS}
    repeated, joined, is_doubled, is_open, last = 0, 0, False, False, ("", "", 0)
    for name, words, start, end in patterns.negation.find(folded):
        group, _, kind = name.partition("-")
        if group in _OTHERS:
            found[group].append(words)
            is_open = is_open or group in _FIRST
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
    """The sentences of both texts side by side, or the whole texts where their number differs.

    Sentences are told apart at every likely end where both texts have as many, else at the sure ones: what is sure in one
    language (`jaar.`) may be only likely in the other (`age.`).
    """
    for split in (_likely_sentences, sentences):
        first, second = split(source), split(target)
        if len(first) == len(second):
            return zip(first, second, strict=True)
    return ((source, target),)


def _likely_sentences(text: str) -> list[str]:
    parts, start = [], 0
    for match in _LIKELY_END.finditer(text):
        if not text[match.end()].islower():
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return parts


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


def _limits(folded: str, patterns: _Patterns) -> dict[int, tuple[int, int]]:
    """Where a limit to a number stands, for each of its places: `less than 2` denies nothing."""
    if patterns.comparison is None:
        return {}
    return {
        place: (start, end)
        for group, words, start, end in patterns.comparison.find(folded)
        if group in _BOUNDS and _has_number(folded, start, end, patterns.numbers, is_preposition=" " not in words)
        for place in range(start, end)
    }


def _is_negated(text: str, position: int, patterns: _Patterns) -> bool:
    if patterns.negation is None:
        return False
    reach = re.split(r"[.;:!?،؛]", text[max(0, position - _REACH) : position])[-1]
    return any(group == "strong" for group, *_ in patterns.negation.find(reach))


def _has_number(text: str, start: int, end: int, numbers: NumberWords, *, is_preposition: bool) -> bool:
    """True where a number stands near; after a single word such as `under` it must follow within two words."""
    after = _WORD.findall(text[end : end + _NEAR])
    words = after[:2] if is_preposition else after + _WORD.findall(text[max(0, start - _NEAR) : start])
    return any(word[0].isdigit() or _counts(numbers.get(word)) for word in words)


def _counts(word: Word | None) -> bool:
    """True for a word that counts something; `one` may be an article."""
    return word is not None and word.kind in _COUNTING and not (word.is_weak and word.value == 1)


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
        numbers=language.words,
        roles=roles | {"join": joins, "again": joins | roles["again"], "clause": joins | roles["clause"]},
    )


def _spelled(form: str) -> str:
    """The pattern of a form: `*` stands for any letters, `?` for one; after `~` stands a pattern as it is."""
    if form.startswith("~"):
        return form[1:]
    return re.escape(fold(form)).replace(r"\*", r"\w*").replace(r"\?", r"\w")


def compile_forms(groups: dict[str, tuple[str, ...]], *, signs: str = "(?!)") -> Finder | None:
    """Compile the forms of each group: longer ones first, then the patterns (with `*`, `?` or a leading `~`).

    The patterns of a neutral group come before all others, so that they win where both begin alike.
    """
    plain: dict[str, str] = {}
    wild: dict[str, list[str]] = {}
    for group, members in groups.items():
        for form in members:
            if form.startswith("~") or "*" in form or "?" in form:
                wild.setdefault(group, []).append(_spelled(form))
            else:
                plain[" ".join(fold(form).split())] = group
    if not plain and not wild:
        return None
    named = {f"wild{number}": group for number, group in enumerate(wild)}
    patterns = [(group in _FIRST, f"(?P<{name}>{'|'.join(wild[group])})") for name, group in named.items()]
    longest_first = sorted(plain, key=lambda form: (-len(form), form))
    words = [pattern for is_first, pattern in patterns if is_first]
    words += [r"\s+".join(map(re.escape, form.split())) for form in longest_first]
    words += [pattern for is_first, pattern in patterns if not is_first]
    pattern = rf"(?P<sign>{signs})|(?<!\w)(?:{'|'.join(words)})(?!\w)"
    return Finder(re.compile(pattern), plain, named | {"sign": "sign"})

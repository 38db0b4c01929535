"""What in one text bears on safety (numbers with units, negations, comparisons), and how that changed in an edit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from l10n.checks.language import fold, forms, load_language, load_units, section
from l10n.checks.numbers.model import Quantity
from l10n.checks.numbers.scan import scan
from l10n.checks.polarity import find_comparisons

_END = re.compile(r"(?<=[.!?;:؟。؛])[\"'»”’)\]]*\s+")
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"\w+")


class SafetyFacts(NamedTuple):
    """The facts of one text that a reader's health may hang on; each a readable string, in the order of the text."""

    numbers: tuple[str, ...] = ()
    """Values with their canonical unit: `1000 µg`, `0.5 mg`, `3`."""
    identifiers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    """`day` for `per day` and `daily`, sorted."""
    negations: tuple[str, ...] = ()
    """Every word of negation, also one within a comparison or beside `alleen`."""
    comparisons: tuple[str, ...] = ()
    """Every word of comparison, beside a number or not."""


class _Words(NamedTuple):
    """The words of a language that count between two versions of one text."""

    negation: re.Pattern[str] | None
    comparison: re.Pattern[str] | None
    opposites: tuple[tuple[str, str], ...]
    """Each side the forms of single words; each pair in both directions."""
    opposite: re.Pattern[str] | None
    """Any word that has an opposite."""


def safety_facts(text: str, locale: str) -> SafetyFacts:
    """Return the facts of plain text written in `locale` (BCP 47)."""
    numbers, words, folded = scan(text, locale), _words(locale), fold(text)
    signs = (one.words for one in find_comparisons(text, locale) if not _WORD.search(one.words))
    return SafetyFacts(
        tuple(_number(quantity) for quantity in numbers.quantities if _counts(quantity)),
        tuple(identifier.text for identifier in numbers.identifiers),
        tuple(date.text for date in numbers.dates),
        tuple(sorted(numbers.periods)),
        _found(words.negation, folded),
        (*_found(words.comparison, folded), *signs),
    )


def safety_changes(old: str, new: str, locale: str) -> tuple[str, ...]:
    """Return what an edit of plain text changed in these facts, one readable line each; empty for a harmless edit.

    `number 1000 µg -> 10000 µg`, `negation «niet» removed`, `comparison «maximaal» -> «minimaal»`. Both texts are one
    language's, so every word counts that could; the sentences that changed are compared one by one where they are as
    many, so that a negation is missed where it was although another sentence has got one.
    """
    if old == new:
        return ()
    return tuple(
        line for before, after in _changed_sentences(old, new) for line in _sentence_changes(before, after, locale)
    )


def _changed_sentences(old: str, new: str) -> Iterable[tuple[str, str]]:
    before, after = _END.split(old), _END.split(new)
    gone, come = _without(before, after), _without(after, before)
    return zip(gone, come, strict=True) if len(gone) == len(come) else (("\n".join(gone), "\n".join(come)),)


def _without(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """The texts that the others do not have, as often."""
    left = Counter(others)
    kept = []
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            kept.append(text)
    return kept


def _sentence_changes(old: str, new: str, locale: str) -> Iterator[str]:
    lines = list(_fact_changes(old, new, locale))
    said = set(_WORD.findall(" ".join(lines)))
    yield from lines
    for left, right in _opposites(old, new, locale):
        if not said & {left, right}:
            yield f"opposite «{left}» -> «{right}»"


def _fact_changes(old: str, new: str, locale: str) -> Iterator[str]:
    before, after = safety_facts(old, locale), safety_facts(new, locale)
    yield from _changes("number", before.numbers, after.numbers, quote=False)
    yield from _changes("identifier", before.identifiers, after.identifiers, quote=False)
    yield from _changes("date", before.dates, after.dates, quote=False)
    yield from _changes("period", before.periods, after.periods, quote=False)
    yield from _changes("negation", before.negations, after.negations, quote=True)
    yield from _changes("comparison", before.comparisons, after.comparisons, quote=True)
    yield from _moved_negation(old, new, locale)


def _opposites(old: str, new: str, locale: str) -> Iterator[tuple[str, str]]:
    """Words that gave way to their opposite, as they stood and as they stand."""
    words = _words(locale)
    if words.opposite is None:
        return
    before, after = _RUN.findall(fold(old)), _RUN.findall(fold(new))
    gone = list(filter(words.opposite.fullmatch, _surplus(before, after)))
    come = list(filter(words.opposite.fullmatch, _surplus(after, before))) if gone else ()
    if come:
        for one, other in words.opposites:
            if (mine := _either(one)) and (yours := _either(other)):
                yield from zip(filter(mine.fullmatch, gone), filter(yours.fullmatch, come), strict=False)


def _moved_negation(old: str, new: str, locale: str) -> Iterator[str]:
    """The same words, the negation beside another of them."""
    pattern = _words(locale).negation
    if pattern is None:
        return
    before, after = fold(old), fold(new)
    found = _found(pattern, before)
    if found and found == _found(pattern, after) and _WORD.findall(before) != _WORD.findall(after):
        mine, yours = (_WORD.findall(pattern.sub(" ", text)) for text in (before, after))
        if mine == yours:
            yield f"negation «{found[0]}» moved"


def _surplus(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """What the texts have more often than the others, in the order in which each first stands."""
    have = Counter(others)
    return [text for text, count in Counter(texts).items() for _ in range(count - have.get(text, 0))]


def _changes(kind: str, old: Sequence[str], new: Sequence[str], *, quote: bool) -> Iterator[str]:
    """Pair what went with what came, in order; say `order` where only the order changed."""
    if old == new:
        return
    gone, come = _surplus(old, new), _surplus(new, old)
    mark = "«{}»" if quote else "{}"
    if not gone and not come and kind in ("number", "comparison"):
        yield f"{kind} order {', '.join(old)} -> {', '.join(new)}"
    for left, right in zip(gone, come, strict=False):
        yield f"{kind} {mark.format(left)} -> {mark.format(right)}"
    for left in gone[len(come) :]:
        yield f"{kind} {mark.format(left)} removed"
    for right in come[len(gone) :]:
        yield f"{kind} {mark.format(right)} added"


def _number(quantity: Quantity) -> str:
    if quantity.kind == "time":
        hour, minute = divmod(int(quantity.value), 60)
        return f"{hour}:{minute:02}"
    value = quantity.value
    written = str(value.numerator) if value.denominator == 1 else f"{float(value):.10g}"
    sign = f"{quantity.sign} " if quantity.sign else ""
    return f"{sign}{written} {_unit(quantity.unit)}".strip()


def _unit(unit: str) -> str:
    return "" if unit not in load_units()[0] and "/" not in unit else unit


def _counts(quantity: Quantity) -> bool:
    """A bare `one` may be an article; with a unit (`a week`), or as another number (`double`), it says how much."""
    return not quantity.is_weak or bool(_unit(quantity.unit)) or quantity.value != 1


@lru_cache(maxsize=64)
def _words(locale: str) -> _Words:
    table = load_language(locale).table
    negation, comparison, safety = (section(table, name) for name in ("negation", "comparison", "safety"))
    compared = (form for name in ("max", "min", "more", "less") for form in forms(comparison.get(name)))
    pairs = [form.split("|") for form in forms(safety.get("opposites"))]
    return _Words(
        _pattern((*forms(negation.get("strong")), *forms(negation.get("phrases")), *forms(safety.get("negation")))),
        _pattern((*compared, *forms(safety.get("comparison")))),
        tuple(pair for one, other in pairs for pair in ((one, other), (other, one))),
        _pattern(word for pair in pairs for side in pair for word in side.split()),
    )


@lru_cache(maxsize=1_000)
def _either(words: str) -> re.Pattern[str] | None:
    """The pattern of the words of one side, compiled when a text has such a word."""
    return _pattern(words.split())


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all forms, longer ones first; `*` stands for any letters, a form with a leading `~` is left out."""
    known = {" ".join(fold(form).split()) for form in words if not form.startswith("~")}
    if not known:
        return None
    longest_first = sorted(known, key=lambda form: (-len(form), form))
    spelled = (re.escape(form).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)")


def _found(pattern: re.Pattern[str] | None, folded: str) -> tuple[str, ...]:
    return () if pattern is None else tuple(" ".join(words.split()) for words in pattern.findall(folded))

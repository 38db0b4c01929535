"""Verification: what must be true of a machine's text before it may stand in a catalog; cheap and without judgement.

A flaw either spoils a draft (`fatal`: it is never written) or is something the reviewer is told (`flag`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from l10n import inline
from l10n.drafting.brackets import REMNANT
from l10n.identification import is_close, strange_language, wrong_script
from l10n.inline import Tag, TagKind
from l10n.locales import Locale


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a draft."""

    kind: str
    """`codes`, `emptied`, `moved`, `links`, `echo`, `language`, `length`, `error-text`, `characters`, `remnant`, `empty`, or what a judge names."""
    message: str
    """One sentence; an engine that can correct itself is told it."""
    fatal: bool = True
    again: bool = True
    """Whether asking once more is worth a request."""
    suggestion: str = ""
    """The whole target (inline text) without this flaw, where that is certain."""


Judge = Callable[[str, str], Iterable[Flaw]]
"""Compares source and target, both inline text, in one respect: numbers, negation, terms."""


@dataclass(frozen=True, slots=True)
class Standard:
    """What drafts of one locale are measured by."""

    source: Locale
    target: Locale
    judges: tuple[Judge, ...] = ()
    translates: bool = True
    """False for pseudo-localization: only the structure is verified."""


def verify(source: str, target: str, standard: Standard, *, ordered: Collection[str] = ()) -> Iterator[Flaw]:
    """Yield what is wrong with `target` as a draft for `source`, both inline text. Nothing means: it may be written."""
    plain_source, plain_target = inline.plain(source), inline.plain(target)
    if not plain_target.strip() and plain_source.strip():
        yield Flaw("empty", "The translation is empty.")
        return
    yield from _codes(source, target, ordered)
    yield from _characters(plain_source, plain_target)
    yield from _links(plain_source, plain_target)
    if not standard.translates:
        return
    yield from _error_text(plain_source, plain_target)
    yield from _length(plain_source, plain_target, standard)
    yield from _language(plain_source, plain_target, standard)
    yield from _moved(source, target)
    for judge in standard.judges:
        yield from judge(source, target)


def _codes(source: str, target: str, ordered: Collection[str]) -> Iterator[Flaw]:
    for problem in inline.compare(source, target, ordered=ordered):
        yield Flaw("codes", f"{problem.message} {problem.hint}".strip())
    filled = Counter(_filled_pairs(source))
    for name, count in (filled - Counter(_filled_pairs(target))).items():
        if count and f"<{name}>" in target:
            yield Flaw("emptied", f"<{name}> has text in the source but not in the translation.")


def _filled_pairs(text: str) -> Iterator[str]:
    """The name of each pair that has something inside."""
    stack: list[tuple[str, int]] = []
    seen = 0
    for part in inline.parse(text):
        if isinstance(part, str):
            seen += bool(part.strip())
        elif part.kind is TagKind.STANDALONE:
            seen += 1
        elif part.kind is TagKind.OPEN:
            stack.append((part.name, seen))
        elif stack and stack[-1][0] == part.name:
            name, before = stack.pop()
            if seen > before:
                yield name


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MARKUP = re.compile(r"</?[A-Za-z!?][^<>]{0,200}>")


def _characters(source: str, target: str) -> Iterator[Flaw]:
    for character in dict.fromkeys(target):
        if _is_suspect(character) and character not in source:
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            yield Flaw("characters", f"The translation holds the character {name}.")
            break
    for pattern, what in (
        (REMNANT, "a piece of a placeholder"),
        (_ENTITY, "a character reference"),
        (_MARKUP, "markup"),
    ):
        extra = Counter(pattern.findall(target)) - Counter(pattern.findall(source))
        if extra:
            yield Flaw("remnant", f"The translation holds {what} that the source has not: «{next(iter(extra))}».")


def _is_suspect(character: str) -> bool:
    """Control characters, U+FFFD, unassigned and private ones, and the invisible ones that reorder text."""
    if character in "\t\n\u00a0\u200c\u200d\u200e\u200f\u061c":
        return False
    return (
        character in "\ufffd\ufeff"
        or unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs")
        or "\u202a" <= character <= "\u202e"
        or "\u2066" <= character <= "\u2069"
    )


_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"«»]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def _links(source: str, target: str) -> Iterator[Flaw]:
    wanted = Counter(link.rstrip(".,;:!?)") for link in _LINK.findall(source))
    found = Counter(link.rstrip(".,;:!?)") for link in _LINK.findall(target))
    for link in (wanted - found) | (found - wanted):
        place = "is not in the translation" if wanted[link] > found[link] else "is not in the source"
        yield Flaw("links", f"The address {link} {place}.")
        return


_ERROR_TEXT = re.compile(
    r"MYMEMORY WARNING|QUERY LENGTH LIMIT|INVALID (?:SOURCE|TARGET) LANGUAGE|NO QUERY SPECIFIED|IS AN INVALID TARGET|AUTOMATED QUERIES"
    r"|QUOTA EXCEEDED|RATE LIMIT|TOO MANY REQUESTS|ERROR [45][0-9][0-9]\b|\b[45][0-9][0-9] (?:SERVER ERROR|BAD GATEWAY|FORBIDDEN|SERVICE UNAVAILABLE|GATEWAY TIME)"
    r"|INTERNAL SERVER ERROR|ACCESS DENIED|CAPTCHA|ENABLE JAVASCRIPT|<!DOCTYPE|AS AN AI (?:LANGUAGE )?MODEL"
    r"|^(?:HERE IS|SURE|CERTAINLY)\b.{0,40}TRANSLAT|^TRANSLATION:"
)  # fmt: skip


def _error_text(source: str, target: str) -> Iterator[Flaw]:
    match = _ERROR_TEXT.search(target.upper())
    if match and match[0] not in source.upper():
        yield Flaw(
            "error-text",
            f"This is an error message, not a translation: «{target[match.start() : match.start() + 40]}».",
        )


def _length(source: str, target: str, standard: Standard) -> Iterator[Flaw]:
    """A translation is between 0.35 and 3 times as long, counted in letters; short ones have more room.

    Scripts that write a syllable or a word with one character need fewer.
    """
    long, short = _letters(source), _letters(target)
    dense = standard.target.language in ("zh", "ja", "ko", "yue", "wuu")
    lowest, highest = (0.1, 2.0) if dense else (0.35, 3.0)
    if short < long * lowest - 2:
        yield Flaw("length", f"The translation is too short: {short} letters for {long}.")
    elif short > long * highest + 25:
        yield Flaw("length", f"The translation is too long: {short} letters for {long}.")


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


_WORD = re.compile(r"[^\W\d_]{2,}")


def _language(source: str, target: str, standard: Standard) -> Iterator[Flaw]:
    if standard.source.language == standard.target.language:
        return
    if problem := wrong_script(source, target, standard.target):
        yield Flaw("language", problem)
        return
    if _folded(source) == _folded(target):
        words = len(_WORD.findall(source))
        if words >= (9 if is_close(standard.source, standard.target) else 4):
            yield Flaw("echo", "The translation is the source text.")
        elif words:
            yield Flaw("echo", "The translation is the source text.", fatal=False, again=False)
        return
    if problem := strange_language(target, source=standard.source, target=standard.target):
        yield Flaw("language", problem)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(html.unescape(text).casefold()))


def _moved(source: str, target: str) -> Iterator[Flaw]:
    """Report a code that stood between words and now stands at an edge, as services do that lose track of it."""
    before, after = _edges(source), _edges(target)
    for tag, (in_front, behind) in before.items():
        if tag not in after or tag.kind is TagKind.CLOSE:
            continue
        alone = tag.kind is TagKind.STANDALONE
        front, back = after[tag]
        if in_front and behind and (not front or (alone and not back)):
            edge = "beginning" if not front else "end"
            yield Flaw(
                "moved",
                f"{tag.text} stands between words in the source, at the {edge} in the translation.",
                fatal=False,
                again=alone,
            )
            return


def _edges(text: str) -> dict[Tag, tuple[bool, bool]]:
    """For each code that occurs once: whether words stand before it and after it."""
    content = inline.parse(text)
    counts = Counter(part for part in content if isinstance(part, Tag))
    has_words = [isinstance(part, str) and any(map(str.isalnum, part)) for part in content]
    first = has_words.index(True) if True in has_words else len(content)
    last = len(content) - 1 - has_words[::-1].index(True) if True in has_words else -1
    return {
        part: (index > first, index < last)
        for index, part in enumerate(content)
        if isinstance(part, Tag) and counts[part] == 1
    }

"""A termbase compiled for one language: every form of every term, as plain data that a cache can keep."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from l10n.errors import L10nError
from l10n.terms.compounds import SHORTEST, vocabulary_of
from l10n.terms.forms import Level, keys_of_term_word
from l10n.terms.language import Language, language_of
from l10n.terms.termbase import Case, Concept, Match, Status, Term, Termbase, digest_of
from l10n.terms.words import HYPHENS, is_unspaced, key_of, words_of

LEVELS = 8
"""A posting is `word * LEVELS + level`."""
EXACTLY = "="
"""Begins the key of a word that may not change."""
PREFIX = "<"
"""Begins the key of a word that may go on (`match = prefix`)."""

_KEPT = 4
"""How many compiled glossaries of one locale are kept."""
_IDENTIFIER = re.compile(r"([^\W\d_]{1,3})([0-9]{1,3})")


class Variant(NamedTuple):
    """One way to write a term: its words in order."""

    term: int
    words: tuple[int, ...]
    may_gap: bool = False
    """Other words may stand between its words."""
    is_exclusion: bool = False
    """Not the term but something that looks like it (`exclude`)."""
    function: tuple[bool, ...] = ()
    """Which of the words are articles and prepositions; empty where none is."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The index of one language."""

    locale: str
    variants: tuple[Variant, ...]
    postings: dict[str, int | list[int]]
    """Key of a form -> the words it is a form of, with the level (`LEVELS`); a list where they are several."""
    free: dict[int, int]
    """Words that may be found inside compounds, with their length."""
    has_prefixes: bool = False
    """Some words may go on (`match = prefix`)."""
    beginnings: frozenset[str] = frozenset()
    """How the forms begin that may be found inside compounds (`l10n.terms.compounds.SHORTEST` letters)."""
    vocabulary: frozenset[str] = frozenset()
    opaque: frozenset[str] = frozenset()
    """The language's own words, inflected (`l10n.terms.compounds.vocabulary_of`)."""


class Entry(NamedTuple):
    """A term of the index: the concept, the term, and what its occurrences are compared with."""

    concept: Concept
    term: Term


def entries_of(termbase: Termbase, locale: str) -> tuple[Entry, ...]:
    """The terms of a locale, in the order of the glossary; `Variant.term` counts in it."""
    return tuple(Entry(concept, term) for concept in termbase.concepts for term in concept.in_locale(locale))


def compile_locale(entries: tuple[Entry, ...], locale: str, *, cache_dir: Path | None = None) -> Compiled:
    """Compile the terms of a locale, or load them from `cache_dir` where the same terms were compiled before.

    A cache that cannot be read is made anew; one that cannot be written is done without.
    """
    if cache_dir is None:
        return _compile(entries, locale)
    digest = digest_of([_rules_digest(), locale, *(_signature(entry) for entry in entries)])
    path = cache_dir / f"terms-{locale}-{digest[:16]}.json"
    if (kept := _load(path, locale)) is not None:
        return kept
    compiled = _compile(entries, locale)
    _store(path, compiled)
    return compiled


def _compile(entries: tuple[Entry, ...], locale: str) -> Compiled:
    language = language_of(locale)
    build = _Build(language)
    for number, entry in enumerate(entries):
        build.add(number, entry.term)
    vocabulary, opaque = vocabulary_of(language) if language.has_compounds else (frozenset(), frozenset())
    return Compiled(
        str(locale),
        tuple(build.variants),
        {key: found[0] if len(found) == 1 else found for key, found in build.postings.items()},
        build.free,
        any(key.startswith(PREFIX) for key in build.postings),
        _beginnings(build.postings) if language.has_compounds else frozenset(),
        vocabulary,
        opaque,
    )


def _beginnings(postings: Iterable[str]) -> frozenset[str]:
    return frozenset(form[:SHORTEST] for form in (key.removeprefix("+") for key in postings) if len(form) >= SHORTEST)


def _signature(entry: Entry) -> str:
    """What the compiled form of a term depends on."""
    concept, term = entry
    fields = (concept.id, term.text, term.status, term.pos, term.match, term.case)
    return "\0".join((*fields, "\1".join(term.forms), "\1".join(term.exclude)))


class _Build:
    """What grows while the terms of a language are compiled."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.variants: list[Variant] = []
        self.postings: dict[str, list[int]] = {}
        self.free: dict[int, int] = {}
        self._numbers: dict[tuple[str, str, str, bool], int] = {}

    def add(self, number: int, term: Term) -> None:
        """Add a term with its spellings, its `forms` and its `exclude`."""
        match = Match.EXACT if term.status is Status.DNT else term.match
        for text in dict.fromkeys((term.text, *term.forms)):
            for words in _spellings(text, is_fixed=match is Match.EXACT):
                self._variant(number, words, term, match)
        for text in term.exclude:
            self._variant(number, tuple(word.key for word in words_of(text)), term, Match.AUTO, is_exclusion=True)

    def _variant(
        self, number: int, words: tuple[str, ...], term: Term, match: Match, *, is_exclusion: bool = False
    ) -> None:
        if not words:
            return
        last = len(words) - 1
        numbers = tuple(
            self._word(
                word,
                term.pos if at == last else "",
                match if match is not Match.PREFIX or at == last else Match.AUTO,
                at > 0,
            )
            for at, word in enumerate(words)
        )
        gap = len(words) > 1 and match is Match.AUTO and term.status is not Status.FORBIDDEN and not is_exclusion
        gap = gap and not any(is_unspaced(word) for word in words)
        function = tuple(word in self.language.function for word in words)
        function = function if any(function) else ()
        variant = Variant(number, numbers, gap, is_exclusion, function)
        if variant not in self.variants[-4:]:
            self.variants.append(variant)

    def _word(self, word: str, pos: str, match: Match, later: bool) -> int:
        later = later and any(rule.later for rule in self.language.inflect)
        wanted = (word, pos, match.value, later)
        if wanted in self._numbers:
            return self._numbers[wanted]
        number = self._numbers[wanted] = len(self._numbers)
        if match is Match.EXACT:
            self._post(EXACTLY + word, number, Level.EXACT)
            return number
        if match is Match.PREFIX:
            self._post(PREFIX + word, number, Level.FORM)
        if word in self.language.function:
            self._post(word, number, Level.EXACT)
            return number
        for key, level in keys_of_term_word(self.language, word, pos=pos, later=later).items():
            self._post(key, number, level)
        if self.language.has_compounds and len(word) > 2 and word.isalpha():
            self.free[number] = len(word)
            for rule in self.language.inflect:
                if rule.pos == "part":
                    for form in rule.apply(word):
                        self._post("+" + form, number, Level.COMPOUND)
        return number

    def _post(self, key: str, number: int, level: int) -> None:
        self.postings.setdefault(key, []).append(number * LEVELS + level)


def _spellings(text: str, *, is_fixed: bool) -> Iterator[tuple[str, ...]]:
    """The words of a term, and of its other spellings: without its hyphens, `B 12` for `B12`."""
    words = words_of(text)
    keys = tuple(word.key for word in words)
    yield keys
    if is_fixed or not words:
        return
    gaps = [text[one.end : other.start] for one, other in pairwise(words)]
    if any(gap in HYPHENS for gap in gaps):
        closed = keys[0]
        merged: list[str] = []
        for gap, key in zip(gaps, keys[1:], strict=True):
            if gap in HYPHENS:
                closed += key
            else:
                merged.append(closed)
                closed = key
        yield (*merged, closed)
    for at, key in enumerate(keys):
        if match := _IDENTIFIER.fullmatch(key):
            yield (*keys[:at], match[1], match[2], *keys[at + 1 :])
            break


def _load(path: Path, locale: str) -> Compiled | None:
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() != checksum:
            return None
        stored = json.loads(body)
        return Compiled(
            locale,
            tuple(_unflattened(stored["variants"])),
            stored["postings"],
            dict(zip(stored["free"][::2], stored["free"][1::2], strict=True)),
            bool(stored["has_prefixes"]),
            frozenset(stored["beginnings"].split()),
            frozenset(stored["vocabulary"].split()),
            frozenset(stored["opaque"].split()),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def _store(path: Path, compiled: Compiled) -> None:
    body = json.dumps(
        {
            "variants": _flattened(compiled.variants),
            "postings": compiled.postings,
            "free": [number for item in sorted(compiled.free.items()) for number in item],
            "has_prefixes": compiled.has_prefixes,
            "beginnings": " ".join(sorted(compiled.beginnings)),
            "vocabulary": " ".join(sorted(compiled.vocabulary)),
            "opaque": " ".join(sorted(compiled.opaque)),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    from l10n.exchange.files import write_bytes

    with contextlib.suppress(L10nError):
        write_bytes(path, sha256(body).hexdigest().encode() + b"\n" + body)
    _forget_old(path)


def _flattened(variants: Iterable[Variant]) -> list[int]:
    """Variants as one list of numbers: a file with ten thousand small lists takes twice as long to read."""
    flat: list[int] = []
    for one in variants:
        function = sum(1 << at for at, is_function in enumerate(one.function) if is_function)
        flat += (one.term, one.may_gap + 2 * one.is_exclusion, function, len(one.words), *one.words)
    return flat


def _unflattened(flat: list[int]) -> Iterator[Variant]:
    at = 0
    while at < len(flat):
        term, flags, function, count = flat[at : at + 4]
        words = tuple(flat[at + 4 : at + 4 + count])
        bits = tuple(bool(function >> place & 1) for place in range(count)) if function else ()
        yield Variant(term, words, bool(flags & 1), bool(flags & 2), bits)
        at += 4 + count


def _forget_old(path: Path) -> None:
    """Remove all but the newest compiled forms of the same locale: each edit of the glossary leaves one behind."""
    locale = path.name.rpartition("-")[0]
    with contextlib.suppress(OSError):
        old = sorted(path.parent.glob(f"{locale}-*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in old[_KEPT:]:
            file.unlink(missing_ok=True)


def _rules_digest() -> str:
    """A hash of everything here that decides which forms a term has: a new rule makes old caches void."""
    folder = resources.files("l10n.terms")
    files = [folder.joinpath(name) for name in ("compiled.py", "compounds.py", "forms.py", "language.py", "words.py")]
    languages = sorted((file for file in folder.joinpath("languages").iterdir()), key=lambda file: file.name)
    digest = sha256()
    for file in [*files, *(file for file in languages if file.name.endswith(".toml"))]:
        with contextlib.suppress(OSError):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def is_case_exact(term: Term, language: Language) -> bool:
    """True where only the term's own case counts: asked for, or an abbreviation that is a word in lower case (`ALS`)."""
    if term.case is Case.EXACT:
        return True
    if len(term.text) > 5 or not term.text.isupper():
        return False
    key = key_of(term.text)
    return key in language.function or key in language.parts

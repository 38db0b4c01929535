"""The forms of a word: the keys a term word is filed under, and the keys a word of a text is looked up by."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from itertools import chain

from l10n.terms.language import Language, Rule

STEM = "~"
"""Begins the key of a Snowball stem."""
DERIVED_STEM = "~~"
"""Begins the key of a stem of a word with one of `other_endings`: only such words share it."""
BASE = "^"
"""Begins the key of a stem without case ending."""
_SHORTEST_STEM = 3


class Level(IntEnum):
    """How a word of a text was recognised as a word of a term; the lower, the surer."""

    EXACT = 0
    FORM = 1
    """An inflected form, by rule or from the glossary's `forms`."""
    COMPOUND = 2
    """A part of a compound."""
    DERIVED = 3
    """An adjective made from the noun; counts in translations only."""
    WEAK = 4
    """A common stem, or the words of a term in another order; never enough to call a term forbidden."""


def keys_of_term_word(language: Language, word: str, *, pos: str = "", later: bool = False) -> dict[str, int]:
    """The keys a word of a term is filed under, each with its level.

    `word` is a key (`l10n.terms.words.key_of`); `later` says that it is not the first word of its term.
    """
    keys: dict[str, int] = {word: Level.EXACT}
    if word.isnumeric():
        return keys
    if word not in language.uncountable or pos == "verb":
        for form in _apply(language.inflect, word, pos, later):
            keys.setdefault(form, Level.FORM)
    if language.endings:
        for base in _citation_stems(language, word):
            keys.setdefault(BASE + base, Level.FORM)
    for form in _adjective_keys(language, word):
        keys.setdefault(form, Level.DERIVED)
    if bare := _without_article(language, word):
        for form, level in keys_of_term_word(language, bare, pos=pos, later=later).items():
            keys.setdefault(form, max(level, Level.FORM))
    for key in _stem_keys(language, word):
        keys.setdefault(key, _stem_level(language))
    for other in keys.keys() & language.other_words - {word}:
        del keys[other]
    return keys


def _adjective_keys(language: Language, word: str) -> Iterator[str]:
    for adjective in _adjectives(language, word):
        yield adjective
        yield from _apply(language.inflect, adjective, "adjective", True)
        if language.endings:
            yield from (BASE + base for base in _citation_stems(language, adjective))


def _without_article(language: Language, word: str) -> str:
    """The word behind its article; empty without one, and where what begins like an article may be part of it (آلام, أم)."""
    article = language.article
    if not article or not word.startswith(article):
        return ""
    bare = word[len(article) :]
    return bare if len(bare) > 2 or (len(bare) == 2 and not bare.startswith(article[0])) else ""


def keys_of_text_word(language: Language, word: str) -> Iterator[tuple[str, int]]:
    """The keys a word of a text is looked up by, each with the level it is worth, surest first.

    Those of its stem are left out where they are weak evidence; `stem_keys_of_text_word` has them.
    """
    yield word, Level.EXACT
    if word in language.other_words:
        return
    if language.prefixes or language.suffixes:
        for base in _without_clitics(language, word):
            yield base, Level.FORM
    if language.endings:
        for base in _stems(language, word):
            yield BASE + base, Level.FORM
    for formant in language.formants:
        if word.startswith(formant) and len(word) - len(formant) > _SHORTEST_STEM:
            rest = word[len(formant) :]
            yield rest, Level.DERIVED
            for base in _stems(language, rest) if language.endings else ():
                yield BASE + base, Level.DERIVED
    if not language.has_rules:
        yield from ((key, Level.FORM) for key in stem_keys_of_text_word(language, word))


def stem_keys_of_text_word(language: Language, word: str) -> Iterator[str]:
    """The keys of its Snowball stem; what is found by them only resembles the term where the language has rules."""
    if word not in language.other_words and (stem := language.stem(word)):
        yield (DERIVED_STEM if word.endswith(language.other_endings) else STEM) + stem


def _stem_keys(language: Language, word: str) -> Iterator[str]:
    if stem := language.stem(word):
        yield STEM + stem
        if word.endswith(language.other_endings):
            yield DERIVED_STEM + stem


def _stem_level(language: Language) -> Level:
    """A Snowball stem says little where the language has rules of its own, and is all there is elsewhere."""
    return Level.WEAK if language.has_rules else Level.FORM


def _apply(rules: tuple[Rule, ...], word: str, pos: str, later: bool) -> Iterator[str]:
    for rule in rules:
        if rule.later and not later:
            continue
        if rule.pos and rule.pos != pos and not (rule.pos == "noun" and pos in ("", "properNoun")):
            continue
        yield from rule.apply(word)


def _adjectives(language: Language, word: str) -> Iterator[str]:
    yield from language.adjectives.get(word, ())
    for rule in language.derive:
        yield from rule.apply(word)


def _citation_stems(language: Language, word: str) -> set[str]:
    found = {word}
    for ending in language.citation:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            found.add(word[: -len(ending)])
    stems = set(found)
    for stem in found:
        stems.update(_apply(language.stem_rules, stem, "citation", False))
    return {stem.translate(language.stem_fold) for stem in stems}


def _stems(language: Language, word: str) -> set[str]:
    found = {word}
    for length in range(1, min(language.longest_ending, len(word) - _SHORTEST_STEM) + 1):
        if word[-length:] in language.endings:
            stem = word[:-length]
            found.add(stem)
            # What an ending did to the stem before it is a rule of its own: it sees `stem+ending`.
            for changed in _apply(language.stem_rules, f"{stem}+{word[-length:]}", "stem", False):
                found.add(changed.partition("+")[0])
    found.update(chain.from_iterable(_apply(language.stem_rules, word, "citation", False) for _ in (0,)))
    return {stem.translate(language.stem_fold) for stem in found}


def _without_clitics(language: Language, word: str) -> Iterator[str]:
    """The word without each clitic that may stand before or behind it; what remains has at least two letters."""
    heads = [word]
    heads += [
        word[len(clitic) :] for clitic in language.prefixes if word.startswith(clitic) and len(word) - len(clitic) > 1
    ]
    seen = {word}
    for head in heads:
        tails = [head]
        for length in range(1, min(language.longest_suffix, len(head) - 2) + 1):
            tails += (head[:-length] + base for base in language.suffixes.get(head[-length:], ()))
        for tail in tails:
            if tail not in seen and len(tail) > 1:
                seen.add(tail)
                yield tail

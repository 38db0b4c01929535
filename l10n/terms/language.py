"""What one language does to its words, read from `languages/CODE.toml`: a new language is one file there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import cast

from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.terms.cues import Cues
from l10n.terms.words import key_of, phrase_of

# Snowball has stemmers for these languages; a language without a file here still gets its stems.
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_RESERVED = frozenset({"con", "prn", "aux", "nul"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of inflection: a word whose key `when` finds has the forms of the templates too."""

    when: re.Pattern[str]
    forms: tuple[str, ...]
    pos: str = ""
    """Only for terms of this part of speech; empty for all that say none or another."""
    later: bool = False
    """Only for the second and later words of a term (Arabic adjectives)."""

    def apply(self, word: str) -> Iterator[str]:
        if match := self.when.search(word):
            for template in self.forms:
                yield word[: match.start()] + match.expand(template) + word[match.end() :]


@dataclass(frozen=True, slots=True)
class Homograph:
    """A word with a second meaning: `other` words near it show that meaning, `own` words the usual one."""

    other: Cues = field(default_factory=Cues)
    own: Cues = field(default_factory=Cues)


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words of one language, as data; `language_of` gives the same object each time."""

    code: str
    stemmer: str = ""
    """The Snowball algorithm; its stems are weak evidence where the language has rules, the only one elsewhere."""
    has_rules: bool = False
    inflect: tuple[Rule, ...] = ()
    uncountable: frozenset[str] = frozenset()
    """Nouns without a plural, whose plural would be a verb (`bloed`, `bloeden`)."""
    derive: tuple[Rule, ...] = ()
    """Adjectives made from a noun (`nervio`, `nervioso`): in a translation they respect the noun's concept."""
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same where the adjective has another stem (`foie`, `hépatique`)."""
    endings: frozenset[str] = frozenset()
    """Case endings taken off a word to compare the stems that remain."""
    longest_ending: int = 0
    citation: tuple[str, ...] = ()
    """The endings a glossary's own form can have."""
    stem_rules: tuple[Rule, ...] = ()
    """What a stem looks like before some endings (fleeting vowels, softened consonants)."""
    stem_fold: Mapping[int, str] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    """Clitics written in front of a word (`w`, `b`, `al`), longest first."""
    article: str = ""
    """The article written in front of a word, which any word of a term may have or not."""
    suffixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Clitics written behind a word, with what may stand in their place without them."""
    longest_suffix: int = 0
    other_endings: tuple[str, ...] = ()
    """Endings that make another word (`memory`, `memorial`): a common stem tells nothing where only one has them."""
    other_words: frozenset[str] = frozenset()
    """Words that look like a form of a word of medicine and have nothing to do with it (`mager`, `Magen`)."""
    formants: tuple[str, ...] = ()
    """Beginnings of adjectives made from a noun (`przeciw-`, `anti-`): what follows counts as a form of it."""
    has_compounds: bool = False
    linking: tuple[str, ...] = ()
    particles: frozenset[str] = frozenset()
    """What stands in front of a word and makes another one of it (`be`, `ver`, `toe`)."""
    derivations: tuple[str, ...] = ()
    """Endings that make another word of a term (`-baar`, `-achtig`)."""
    endings_of_adjectives: tuple[str, ...] = ()
    """Endings by which an unknown word shows that it is no noun (`-ste`, `-ige`)."""
    onsets: frozenset[str] = frozenset()
    """The groups of consonants a word may begin with; where there are some, an unknown word must begin with one."""
    transparent: frozenset[str] = frozenset()
    """Particles that leave a long word the word it is (`onder` in `onderdosering`)."""
    heads: tuple[str, ...] = ()
    """Endings by which an unknown word shows that it is a noun (`-itis`, `-scopie`)."""
    parts: frozenset[str] = frozenset()
    """Words that compounds are made of."""
    opaque: frozenset[str] = frozenset()
    """Words of their own that look like compounds or forms of something else."""
    function: frozenset[str] = frozenset()
    """Articles, prepositions and the like: they may change inside a term of several words."""
    conjunctions: frozenset[str] = frozenset()
    homographs: Mapping[str, Homograph] = field(default_factory=dict)
    verb_before: frozenset[str] = frozenset()
    """Words after which the same form is a verb (`ik lever`)."""
    verb_after: frozenset[str] = frozenset()
    """Words before which the same form, at the start of a sentence, is a verb (`Lever de doos in`)."""
    verb_inverted: frozenset[str] = frozenset()
    """Words before which the same form is a verb anywhere (`dan lever je`)."""
    gap: int = 3
    """How many other words may stand between two words of a term."""

    def stem(self, key: str) -> str:
        """The Snowball stem of a word, or an empty string where the language has none."""
        return _stem(self.stemmer, key) if self.stemmer and len(key) > 3 else ""


@lru_cache(maxsize=64)
def language_of(locale: str) -> Language:
    """The language of a locale; one without a file has stems where Snowball knows it, else whole words."""
    code = Locale.parse(locale).language
    name = f"{code}.toml"
    file = resources.files(__package__).joinpath("languages", name)
    if code in _RESERVED or not file.is_file():
        return Language(code, stemmer=_SNOWBALL.get(code, ""))
    return parse_language(code, file.read_bytes())


def parse_language(code: str, data: bytes) -> Language:
    """Read a language file. Raises L10nError where it is not one."""
    try:
        table = tomllib.loads(data.decode())
        return _language(code, table)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, re.error, KeyError, TypeError, AttributeError) as error:
        raise L10nError(f"The language file cannot be used: {error}.", where=f"{code}.toml") from error


def _language(code: str, table: dict[str, object]) -> Language:
    stems = _table(table, "stems")
    compounds = _table(table, "compounds")
    verbs = _table(table, "verbs")
    clitics = _table(table, "clitics")
    fold = cast("dict[str, str]", stems.get("fold", {}))
    suffixes = _suffixes(clitics)
    endings = frozenset(_words(stems.get("endings", "")))
    return Language(
        code=code,
        stemmer=str(table.get("stemmer", _SNOWBALL.get(code, ""))),
        has_rules="inflect" in table or "stems" in table,
        inflect=_rules(table.get("inflect", [])),
        uncountable=frozenset(_words(table.get("uncountable", ""))),
        derive=_rules(table.get("derive", [])),
        adjectives={key_of(noun): _words(forms) for noun, forms in _table(table, "adjectives").items()},
        endings=endings,
        longest_ending=max(map(len, endings), default=0),
        citation=_words(stems.get("citation", "")),
        stem_rules=_rules(stems.get("rules", [])),
        stem_fold=str.maketrans(fold),
        prefixes=tuple(sorted(_words(clitics.get("prefixes", "")), key=len, reverse=True)),
        article=key_of(str(clitics.get("article", ""))),
        suffixes=suffixes,
        longest_suffix=max(map(len, suffixes), default=0),
        other_endings=_words(table.get("other-endings", "")),
        other_words=frozenset(_words(table.get("other-words", ""))),
        formants=_words(table.get("formants", "")),
        has_compounds="compounds" in table,
        linking=_words(compounds.get("linking", "")),
        particles=frozenset(_words(compounds.get("particles", ""))),
        derivations=_words(compounds.get("derivations", "")),
        endings_of_adjectives=_words(compounds.get("adjectives", "")),
        onsets=frozenset(_words(compounds.get("onsets", ""))),
        transparent=frozenset(_words(compounds.get("transparent", ""))),
        heads=_words(compounds.get("heads", "")),
        parts=frozenset(_words(compounds.get("parts", ""))),
        opaque=frozenset(_words(compounds.get("opaque", ""))),
        function=frozenset(_words(table.get("function", ""))),
        conjunctions=frozenset(_words(table.get("conjunctions", ""))),
        homographs={key_of(word): _homograph(entry) for word, entry in _table(table, "homographs").items()},
        verb_before=frozenset(_words(verbs.get("before", ""))),
        verb_after=frozenset(_words(verbs.get("after", ""))),
        verb_inverted=frozenset(_words(verbs.get("inverted", ""))),
        gap=int(cast("int", table.get("gap", 3))),
    )


def _table(table: Mapping[str, object], name: str) -> dict[str, object]:
    return cast("dict[str, object]", table.get(name, {}))


def _words(value: object) -> tuple[str, ...]:
    assert isinstance(value, str)
    return tuple(key_of(word) for word in value.split())


def _rules(entries: object) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            re.compile(str(entry["when"])),
            tuple(key_of(form) for form in str(entry["forms"]).split()),
            pos=str(entry.get("pos", "")),
            later=bool(entry.get("later", False)),
        )
        for entry in cast("list[dict[str, object]]", entries)
    )


def _suffixes(clitics: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The endings of `suffixes`, and each pronoun behind each of `before_pronouns`."""
    found: dict[str, list[str]] = {}
    for end, into in cast("list[list[str]]", clitics.get("suffixes", [])):
        found.setdefault(key_of(end), []).append(key_of(into))
    for pronoun in _words(clitics.get("pronouns", "")):
        for end, into in cast("list[list[str]]", clitics.get("before_pronouns", [])):
            found.setdefault(key_of(end) + pronoun, []).append(key_of(into))
    return {end: tuple(dict.fromkeys(bases)) for end, bases in found.items()}


def _homograph(entry: object) -> Homograph:
    cues = cast("dict[str, str]", entry)
    return Homograph(_cues(cues.get("other", "")), _cues(cues.get("own", "")))


def _cues(text: str) -> Cues:
    """Cue words, separated by white space; `_` joins the words of a phrase."""
    return Cues.of(phrase_of(cue.replace("_", " ")) for cue in text.split())


@lru_cache(maxsize=100_000)
def _stem(algorithm: str, word: str) -> str:
    return str(_stemmer(algorithm).stemWord(word))


@lru_cache(maxsize=16)
def _stemmer(algorithm: str):  # type: ignore[no-untyped-def]
    import snowballstemmer

    return snowballstemmer.stemmer(algorithm)

"""The termbase: concepts with their terms per language, as TBX (ISO 30042) sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from l10n.locales import Locale


class Status(StrEnum):
    """What a glossary says about a term (TBX administrativeStatus, and `dnt`)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"
    DNT = "dnt"
    """Do not translate: the term stands in every language exactly as it is written."""

    @property
    def is_allowed(self) -> bool:
        return self is not Status.FORBIDDEN


class Match(StrEnum):
    """How much of a term may change in a text."""

    AUTO = "auto"
    """Every inflection, and compounds in languages that have them."""
    EXACT = "exact"
    """Only the form written in the glossary and those of `forms`."""
    PREFIX = "prefix"
    """Every word that begins with the term."""


class Case(StrEnum):
    """Whether upper and lower case are told apart."""

    FOLD = "fold"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a concept in one language."""

    lang: Locale
    text: str
    status: Status = Status.PREFERRED
    pos: str = ""
    """Part of speech, in the words of TBX-Basic: `noun`, `verb`, `adjective`, `adverb`, `properNoun`, `other`."""
    gender: str = ""
    forms: tuple[str, ...] = ()
    """Forms that no rule can know: irregular plurals, adjectives made from the noun, Arabic plurals."""
    exclude: tuple[str, ...] = ()
    """Words and phrases that contain the term but do not mean the concept."""
    match: Match = Match.AUTO
    case: Case = Case.FOLD
    context: tuple[str, ...] = ()
    """Cue words for a term with two meanings: it counts only where one of them stands near; `!word` forbids it."""
    source: str = ""
    note: str = ""
    place: str = field(default="", compare=False)
    """`file:row` where it was read."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning, with the terms for it."""

    id: str
    terms: tuple[Term, ...] = ()
    domain: str = ""
    definitions: tuple[tuple[Locale, str], ...] = ()
    """The definition in each language that has one."""

    def in_locale(self, locale: str) -> tuple[Term, ...]:
        """The terms for a locale: those of the very tag, else of the nearest shorter one (`pt-BR`, then `pt`).

        A concept that is not to be translated has its terms in every locale.
        """
        tag = str(locale)
        while tag:
            if found := tuple(term for term in self.terms if term.lang == tag):
                return found
            tag = tag.rpartition("-")[0]
        return tuple(dict.fromkeys(term for term in self.terms if term.status is Status.DNT))[:1]

    @property
    def is_dnt(self) -> bool:
        return any(term.status is Status.DNT for term in self.terms)


@dataclass(frozen=True, slots=True)
class Termbase:
    """All concepts, in the order of the glossary."""

    concepts: tuple[Concept, ...] = ()
    name: str = field(default="", compare=False)
    """The file or files it came from, for messages."""

    @property
    def locales(self) -> tuple[Locale, ...]:
        """Every language that has a term, in order of first appearance."""
        return tuple(dict.fromkeys(term.lang for concept in self.concepts for term in concept.terms))

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __len__(self) -> int:
        return len(self.concepts)

    def get(self, concept_id: str) -> Concept | None:
        return next((concept for concept in self.concepts if concept.id == concept_id), None)

    def digest(self) -> str:
        """A hash of the whole content, for caches."""
        return digest_of(repr(concept) for concept in self.concepts)


def joined(termbases: Iterable[Termbase]) -> Termbase:
    """One termbase of several; concepts with the same id become one."""
    concepts: dict[str, Concept] = {}
    names = []
    for termbase in termbases:
        if termbase.name:
            names.append(termbase.name)
        for concept in termbase.concepts:
            known = concepts.get(concept.id)
            concepts[concept.id] = concept if known is None else _merged(known, concept)
    return Termbase(tuple(concepts.values()), name=", ".join(names))


def digest_of(parts: Iterable[str]) -> str:
    """SHA-256 of the parts, each closed by a NUL, in hexadecimal digits."""
    digest = sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _merged(one: Concept, other: Concept) -> Concept:
    terms = one.terms + tuple(term for term in other.terms if term not in one.terms)
    definitions = dict(other.definitions) | dict(one.definitions)
    return Concept(one.id, terms, one.domain or other.domain, tuple(definitions.items()))

"""What is wrong or doubtful in a termbase, before it is used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from l10n.locales import Locale
from l10n.model import Severity
from l10n.terms.forms import STEM, Level, keys_of_term_word
from l10n.terms.judge import Matcher
from l10n.terms.language import language_of
from l10n.terms.termbase import Concept, Match, Status, Term, Termbase
from l10n.terms.words import phrase_of

_SHORT = 3
_MANY = 3
"""A locale that more concepts lack is told once."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One remark about the termbase."""

    rule: str
    """`unreadable`, `contradiction`, `duplicate`, `two-preferred`, `none-allowed`, `missing-locale`, `ambiguous`, `homograph`, `abbreviation`, `compounds`."""
    severity: Severity
    concept: str
    """Its id; empty where the remark is about several."""
    message: str
    where: str = ""
    """`file:row`."""


def lint(
    termbase: Termbase, *, source_locale: str, locales: Sequence[str] = (), texts: Iterable[str] = ()
) -> Iterator[Doubt]:
    """Yield what an editor should look at, concept by concept.

    `locales` are those every concept should have a term in. `texts` are plain texts of the source language: the
    compounds in them that are read as a term are listed, so that an editor sees once which do not mean it.
    """
    for concept in termbase:
        yield from _in_concept(concept, source_locale)
    yield from _missing(termbase, locales)
    yield from _between_concepts(termbase)
    yield from _homographs(termbase, source_locale)
    yield from _compounds(termbase, source_locale, texts)


def _in_concept(concept: Concept, source_locale: str) -> Iterator[Doubt]:
    seen: dict[tuple[str, str], Term] = {}
    for term in concept.terms:
        if not phrase_of(term.text):
            message = f"«{term.text}» has neither letters nor digits, so it is never found."
            yield Doubt("unreadable", Severity.WARNING, concept.id, message, term.place)
        key = (term.lang, term.text.casefold() if term.status is not Status.DNT else term.text)
        if (other := seen.get(key)) is not None:
            if other.status.is_allowed != term.status.is_allowed:
                message = f"«{term.text}» ({term.lang}) is both {other.status} and {term.status}."
                yield Doubt("contradiction", Severity.ERROR, concept.id, message, term.place)
            else:
                message = f"«{term.text}» ({term.lang}) stands here twice."
                yield Doubt("duplicate", Severity.WARNING, concept.id, message, term.place)
        seen.setdefault(key, term)
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        terms = [term for term in concept.terms if term.lang == lang]
        preferred = [term for term in terms if term.status in (Status.PREFERRED, Status.DNT)]
        if len(preferred) > 1:
            texts = ", ".join(f"«{term.text}»" for term in preferred)
            message = f"{texts} ({lang}) are all preferred; the first one counts. Mark the others admitted."
            yield Doubt("two-preferred", Severity.WARNING, concept.id, message, preferred[1].place)
        if not any(term.status.is_allowed for term in terms):
            message = f"In {lang} every term is forbidden; say which one to write."
            yield Doubt("none-allowed", Severity.WARNING, concept.id, message, terms[0].place)
    place = concept.terms[0].place if concept.terms else ""
    if not any(term.status.is_allowed for term in concept.in_locale(source_locale)):
        message = f"There is no term in {source_locale}, so the concept is never found."
        yield Doubt("missing-locale", Severity.WARNING, concept.id, message, place)


def _missing(termbase: Termbase, locales: Sequence[str]) -> Iterator[Doubt]:
    """The locales a concept has no term in; one line for a locale that many concepts lack."""
    lacking = {str(locale): [concept for concept in termbase if not concept.in_locale(locale)] for locale in locales}
    for locale, concepts in lacking.items():
        if len(concepts) > _MANY:
            shown = ", ".join(concept.id for concept in concepts[:_MANY])
            message = f"{len(concepts)} of {len(termbase)} concepts have no term in {locale}: {shown} and {len(concepts) - _MANY} more."
            yield Doubt("missing-locale", Severity.INFO, "", message)
    for concept in termbase:
        missing = [locale for locale, found in lacking.items() if len(found) <= _MANY and concept in found]
        if missing:
            place = concept.terms[0].place if concept.terms else ""
            message = f"There is no term in {', '.join(missing)}."
            yield Doubt("missing-locale", Severity.INFO, concept.id, message, place)


def _between_concepts(termbase: Termbase) -> Iterator[Doubt]:
    """Forms that belong to two concepts, and terms that one concept asks for and another forbids."""
    owners: dict[tuple[Locale, tuple[str, ...]], list[tuple[Concept, Term]]] = defaultdict(list)
    for concept in termbase:
        for term in concept.terms:
            for form in _forms(term):
                owners[term.lang, form].append((concept, term))
    told: set[tuple[str, str, Locale, bool]] = set()
    for (lang, form), found in owners.items():
        for number, (concept, term) in enumerate(found):
            for other, its_term in found[number + 1 :]:
                key = (concept.id, other.id, lang, term.status.is_allowed == its_term.status.is_allowed)
                if concept.id == other.id or key in told:
                    continue
                told.add(key)
                yield from _shared(concept, term, other, its_term, " ".join(form))


def _shared(concept: Concept, term: Term, other: Concept, its_term: Term, form: str) -> Iterator[Doubt]:
    if term.status.is_allowed and its_term.status.is_allowed:
        message = f"«{form}» ({term.lang}) is a form of this concept and of {other.id} («{its_term.text}»). Tell them apart with context or exclude, or make them one."
        yield Doubt("ambiguous", Severity.WARNING, concept.id, message, term.place)
    elif term.status.is_allowed != its_term.status.is_allowed:
        forbidding, allowing = (other, concept) if term.status.is_allowed else (concept, other)
        place = its_term.place if term.status.is_allowed else term.place
        message = f"«{form}» ({term.lang}) is forbidden here and a term of {allowing.id}: where a text uses both concepts it counts for that one."
        yield Doubt("contradiction", Severity.INFO, forbidding.id, message, place)


def _forms(term: Term) -> set[tuple[str, ...]]:
    """The term with each form of its last word, as keys; stems that only resemble are left out."""
    language = language_of(term.lang)
    forms: set[tuple[str, ...]] = set()
    for text in (term.text, *term.forms):
        words = phrase_of(text)
        if not words:
            continue
        forms.add(words)
        if term.match is Match.AUTO and term.status is not Status.DNT:
            keys = keys_of_term_word(language, words[-1], pos=term.pos)
            forms.update(
                (*words[:-1], key) for key, level in keys.items() if level <= Level.FORM and not key.startswith(STEM)
            )
    return forms


def _homographs(termbase: Termbase, source_locale: str) -> Iterator[Doubt]:
    """Words with another meaning that the glossary says nothing more about, together; and short abbreviations."""
    language = language_of(source_locale)
    found: dict[str, tuple[Concept, Term]] = {}
    for concept in termbase:
        for term in concept.in_locale(source_locale):
            if not term.status.is_allowed or term.context:
                continue
            word = phrase_of(term.text)
            if len(word) == 1 and word[0] in language.homographs and not term.exclude:
                found.setdefault(term.text, (concept, term))
            if _is_risky_abbreviation(term):
                message = f"«{term.text}» is short: set match to exact, so that no longer word is taken for it."
                yield Doubt("abbreviation", Severity.INFO, concept.id, message, term.place)
    if found:
        listed = ", ".join(f"«{text}»" for text in found)
        verb = "has another meaning" if len(found) == 1 else "have other meanings"
        first, term = next(iter(found.values()))
        message = f"{listed} {verb} too; words near it decide. Give cue words of yours in context, or exclude."
        yield Doubt("homograph", Severity.INFO, first.id if len(found) == 1 else "", message, term.place)


def _is_risky_abbreviation(term: Term) -> bool:
    return (
        len(term.text) <= _SHORT and term.text.isupper() and term.match is Match.AUTO and term.status is not Status.DNT
    )


def _compounds(termbase: Termbase, source_locale: str, texts: Iterable[str]) -> Iterator[Doubt]:
    matcher = Matcher(termbase, source_locale=source_locale)
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], str] = {}
    for text in texts:
        for hit in matcher.find(text, source_locale):
            if hit.level is Level.COMPOUND and len(hit.spans) == 1:
                word = _word_around(text, hit.start, hit.end)
                found[hit.concept.id, hit.term.text][word.casefold()] += 1
                places[hit.concept.id, hit.term.text] = hit.term.place
    for (concept_id, term), words in found.items():
        listed = ", ".join(sorted(words))
        message = f"Read as «{term}»: {listed}. Put those that do not mean it into exclude."
        yield Doubt("compounds", Severity.INFO, concept_id, message, places[concept_id, term])


def _word_around(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]

"""How a translation is judged: statuses, severities, exclusions, contexts, exact terms."""

from __future__ import annotations

import pytest

from l10n.inline import plain
from l10n.model import Severity
from l10n.terms import Matcher, Rendering, read_table

HEAD = "concept_id,lang,term,status,forms,exclude,match,case,context\n"


def matcher(*rows: str) -> Matcher:
    return Matcher(read_table((HEAD + "\n".join(rows) + "\n").encode()), source_locale="nl")


DEFICIENCY = (
    "def,nl,tekort,,,,,,",
    "def,en,deficiency,,,,,,",
    "def,en,insufficiency,admitted,,,,,",
    "def,en,lack,forbidden,,,,,",
)


@pytest.mark.parametrize(
    ("source", "target", "rendering", "severity"),
    [
        ("Een tekort.", "A deficiency.", Rendering.PREFERRED, Severity.INFO),
        ("Tekorten.", "Deficiencies.", Rendering.PREFERRED, Severity.INFO),
        ("Een tekort.", "An insufficiency.", Rendering.ADMITTED, Severity.INFO),
        ("Een tekort.", "A lack.", Rendering.FORBIDDEN, Severity.ERROR),
        ("Een tekort.", "Too little.", Rendering.MISSING, Severity.WARNING),
        ("Een tekort.", "A deficiency, no lack of it.", Rendering.PREFERRED, Severity.INFO),
        ("Een tekort en een tekort.", "A deficiency and a lack.", Rendering.FORBIDDEN, Severity.ERROR),
        ("Een tekort en een tekort.", "A deficiency, and it stays.", Rendering.PREFERRED, Severity.INFO),
    ],
)
def test_a_concept_is_judged(source: str, target: str, rendering: Rendering, severity: Severity) -> None:
    (verdict,) = matcher(*DEFICIENCY).assess(source, target, locale="en")
    assert (verdict.rendering, verdict.severity) == (rendering, severity)
    assert verdict.message


def test_a_concept_that_the_source_does_not_use_is_not_judged() -> None:
    assert matcher(*DEFICIENCY).assess("Genoeg.", "A lack of nothing.", locale="en") == ()


def test_a_locale_without_a_term_asks_nothing() -> None:
    assert matcher(*DEFICIENCY).assess("Een tekort.", "Ein Mangel.", locale="de") == ()
    assert matcher(*DEFICIENCY).required("Een tekort.", target_locale="de") == ()


def test_what_is_required_is_told_to_the_translator() -> None:
    (need,) = matcher(*DEFICIENCY).required("Bij tekorten.", target_locale="en-GB")
    assert need.line == "tekorten -> deficiency (or: insufficiency) (not: lack)"


@pytest.mark.parametrize(
    ("target", "rendering"),
    [
        ("MIND helps.", Rendering.PREFERRED),
        ("MIND’s site, the MIND-site.", Rendering.PREFERRED),
        ("Mind helps.", Rendering.WRONG),
        ("MINDS help.", Rendering.WRONG),
        ("The mind helps.", Rendering.WRONG),
        ("Someone helps.", Rendering.WRONG),
        ("بـMIND", Rendering.PREFERRED),
    ],
)
def test_a_term_that_is_not_translated_stands_exactly(target: str, rendering: Rendering) -> None:
    (verdict,) = matcher("mind,nl,MIND,dnt,,,,,").assess("MIND helpt.", target, locale="en")
    assert verdict.rendering is rendering


def test_do_not_translate_sees_only_its_own_case_in_the_source() -> None:
    assert matcher("mind,nl,MIND,dnt,,,,,").concepts("Een mindmap, mind you.") == {}


@pytest.mark.parametrize("written", ["PHQ-9", "PHQ‑9", "PHQ\u00ad-9"])
def test_another_hyphen_does_not_break_a_term(written: str) -> None:
    (verdict,) = matcher("phq,nl,PHQ-9,dnt,,,,,").assess("De PHQ-9.", f"The {written}.", locale="en")
    assert verdict.rendering is Rendering.PREFERRED


def test_an_abbreviation_that_is_a_word_in_lower_case_needs_its_capitals() -> None:
    glossary = matcher("als,nl,ALS,,,,,,", "als,en,ALS,,,,,,")
    assert glossary.concepts("Als u dat doet, als het kan.") == {}
    assert set(glossary.concepts("Iemand met ALS.")) == {"als"}


def test_forms_of_the_glossary_count() -> None:
    glossary = matcher("liver,nl,lever,,,,,,", "liver,es,hígado,,hepatoprotector,,,,")
    (verdict,) = glossary.assess("De lever.", "Un efecto hepatoprotector.", locale="es")
    assert verdict.rendering is Rendering.PREFERRED


@pytest.mark.parametrize("text", ["De leverwaarden.", "Zijn leverwaarde is hoog."])
def test_excluded_words_do_not_count_in_any_inflection(text: str) -> None:
    assert set(matcher("liver,nl,lever,,,,,,").concepts(text)) == {"liver"}
    assert matcher("liver,nl,lever,,,leverwaarde|leverwaarden,,,").concepts(text) == {}


def test_an_excluded_phrase_hides_the_term_inside_only() -> None:
    glossary = matcher("foot,nl,voet,,,voet bij stuk,,,")
    assert glossary.concepts("Hij houdt voet bij stuk.") == {}
    assert len(glossary.concepts("Hij houdt voet bij stuk met zijn voet.")["foot"]) == 1


def test_a_term_with_context_counts_near_its_cues_only() -> None:
    glossary = matcher("cell,nl,cel,,,,,,bloed|lichaam|!gevangenis")
    assert glossary.concepts("De cel.") == {}
    assert set(glossary.concepts("De cel in het lichaam.")) == {"cell"}
    assert glossary.concepts("De cel in de gevangenis, met bloed.") == {}
    assert set(glossary.concepts("De cel.", around="Het bloed")) == {"cell"}


def test_match_exact_takes_no_inflection_and_match_prefix_every_ending() -> None:
    assert matcher("x,nl,cel,,,,exact,,").concepts("cellen en bloedcel") == {}
    hits = matcher("x,nl,serotonin,,,,prefix,,").concepts("serotoninerg en serotonine")["x"]
    assert [hit.text for hit in hits] == ["serotoninerg", "serotonine"]


def test_the_longer_rendering_is_not_counted_for_the_shorter_concept() -> None:
    glossary = matcher(
        "b12d,nl,B12-tekort,,,,,,", "b12d,en,B12 deficiency,,,,,,", "def,nl,tekort,,,,,,", "def,en,deficiency,,,,,,"
    )
    renderings = {
        verdict.concept: verdict.rendering
        for verdict in glossary.assess("Een B12-tekort en een tekort.", "A B12 deficiency and more.", locale="en")
    }
    assert renderings == {"b12d": Rendering.PREFERRED, "def": Rendering.MISSING}


def test_a_compound_of_unknown_parts_is_reported_only_with_a_forbidden_word() -> None:
    glossary = matcher("stom,nl,maag,,,,,,", "stom,en,stomach,,,,,,", "stom,en,gaster,forbidden,,,,,")
    assert glossary.assess("Het maagkwast.", "The thing.", locale="en") == ()
    (verdict,) = glossary.assess("Het maagkwast.", "The gaster thing.", locale="en")
    assert verdict.rendering is Rendering.FORBIDDEN


@pytest.mark.parametrize(
    "source",
    [
        "Een <strong>vitamine</strong> <em>B12</em>-tekort.",
        "Een vitamine\u00a0B12-tekort.",
        "Een vita\u00admine B12‑tekort.",
    ],
)
def test_a_term_is_found_through_codes_and_invisible_characters(source: str) -> None:
    assert set(matcher("x,nl,vitamine B12-tekort,,,,,,").concepts(plain(source))) == {"x"}


def test_a_term_does_not_reach_over_a_placeholder_or_a_full_stop() -> None:
    glossary = matcher("x,nl,vitamine B12,,,,,,")
    assert glossary.concepts(plain("vitamine <x1/> B12")) == {}
    assert glossary.concepts("Een vitamine. B12 is er ook.") == {}


def test_hits_tell_where_they_stand() -> None:
    text = "Bij ijzertekorten: psychische en sociale klachten."
    glossary = matcher("def,nl,tekort,,,,,,", "psy,nl,psychische klacht,,,,,,")
    found = {key: hits[0] for key, hits in glossary.concepts(text).items()}
    assert text[found["def"].start : found["def"].end] == "tekorten"
    assert [text[start:end] for start, end in found["psy"].spans] == ["psychische", "klachten"]

"""What an editor is told about a glossary."""

from __future__ import annotations

import pytest

from l10n.model import Severity
from l10n.terms import read_table
from l10n.terms.lint import lint

HEAD = "concept_id,lang,term,status,match,context,exclude\n"


def rules(*rows: str, locales: tuple[str, ...] = (), texts: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    termbase = read_table((HEAD + "\n".join(rows) + "\n").encode(), name="g.csv")
    return [(doubt.rule, doubt.concept) for doubt in lint(termbase, source_locale="nl", locales=locales, texts=texts)]


@pytest.mark.parametrize(
    "rows",
    [
        ("a,nl,vermoeidheid,,,,", "a,en,fatigue,,,,", "a,en,tiredness,forbidden,,,"),
        ("a,nl,zenuwstelsel,,,,", "b,nl,zenuwcel,,,,"),
        ("a,nl,MIND,dnt,,,", "b,nl,symptoombestrijding,,,,"),
        ("a,nl,recept,,,arts,",),
        ("a,nl,gezondheid,,,,", "a,fr,os,,,,", "b,nl,bacterie,,,,", "b,en,os,,,,"),
    ],
)
def test_a_sound_glossary_says_nothing(rows: tuple[str, ...]) -> None:
    assert rules(*rows) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("a,nl,vermoeidheid,,,,", "a,nl,Vermoeidheid,admitted,,,"), [("duplicate", "a")]),
        (("a,nl,vermoeidheid,,,,", "a,nl,vermoeidheid,forbidden,,,"), [("contradiction", "a")]),
        (("a,nl,vermoeidheid,,,,", "a,en,fatigue,,,,", "a,en,lassitude,,,,"), [("two-preferred", "a")]),
        (("a,nl,vermoeidheid,,,,", "a,en,tiredness,forbidden,,,"), [("none-allowed", "a")]),
        (("a,en,fatigue,,,,",), [("missing-locale", "a")]),
        (("a,nl,vaten,,,,", "b,nl,vat,,exact,bloed,", "b,nl,vaten,admitted,,bloed,"), [("ambiguous", "a")]),
        (("a,nl,bacterie,,,,", "a,en,germ,forbidden,,,", "a,en,bacterium,,,,", "b,nl,kiem,,,,", "b,en,germ,,,,"), [("contradiction", "a")]),
        (("a,nl,++,,,,",), [("unreadable", "a")]),
        (("a,nl,recept,,,,",), [("homograph", "a")]),
        (("a,nl,IC,,,,",), [("abbreviation", "a")]),
    ],
)  # fmt: skip
def test_a_doubt_is_told(rows: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert [rule for rule in rules(*rows) if rule[0] != "homograph" or expected[0][0] == "homograph"] == expected


def test_missing_locales_are_told_for_all_but_dnt() -> None:
    rows = ("a,nl,vermoeidheid,,,,", "a,en,fatigue,,,,", "b,nl,MIND,dnt,,,")
    assert rules(*rows, locales=("en", "en-GB", "ar")) == [("missing-locale", "a")]


def test_compounds_of_the_articles_are_listed_once_until_they_are_excluded() -> None:
    texts = ("De schildklierwerking en een schildklieronderzoek.", "Schildklierwerking.")
    assert rules("a,nl,schildklier,,,,", texts=texts) == [("compounds", "a")]
    excluded = "a,nl,schildklier,,,,schildklierwerking|schildklieronderzoek"
    assert rules(excluded, texts=texts) == []


def test_a_doubt_names_its_row() -> None:
    termbase = read_table((HEAD + "a,nl,moe,,,,\na,nl,moe,,,,\n").encode(), name="g.csv")
    (doubt, *_) = lint(termbase, source_locale="nl")
    assert (doubt.where, doubt.severity) == ("g.csv:3", Severity.WARNING)


def test_a_locale_that_many_concepts_lack_is_told_once() -> None:
    rows = tuple(f"c{number},nl,woord{number},,,," for number in range(5))
    assert rules(*rows, locales=("fr", "de")) == [("missing-locale", ""), ("missing-locale", "")]


def test_words_with_two_meanings_stand_in_one_line() -> None:
    rows = ("a,nl,recept,,,,", "b,nl,spiegel,,,,", "c,nl,depressie,,,angst,")
    assert rules(*rows) == [("homograph", "")]

"""A catalog in another language than its own is no translation, however finished it looks."""

from __future__ import annotations

import pytest

from l10n.checks.base import Context
from l10n.checks.registry import load_checks
from l10n.checks.run import judge, view_catalog
from l10n.model import Catalog, Entry

DUTCH = (
    "Angst is een gevoel dat bij het leven hoort.",
    "Je huisarts kan je helpen als het niet over gaat.",
    "Neem 2 tabletten per dag, maar niet meer dan 4.",
    "Vitamine B12",
)
ENGLISH = (
    "Anxiety is a feeling that is part of life.",
    "Your doctor can help you if it does not go away.",
    "Take 2 tablets a day, but not more than 4.",
    "Vitamin B12",
)
GERMAN = (
    "Angst ist ein Gefühl, das zum Leben gehört.",
    "Ihr Hausarzt kann Ihnen helfen, wenn es nicht von selbst weggeht.",
    "Nehmen Sie 2 Tabletten am Tag, aber nicht mehr als 4.",
    "Vitamin B12",
)
ARABIC = (
    "القلق شعور طبيعي في الحياة.",
    "يمكن لطبيبك مساعدتك إذا لم يزُل.",
    "خذ قرصين في اليوم ولا تزد على 4.",
    "فيتامين B12",
)
AFRIKAANS = (
    "Angs is 'n gevoel wat deel is van die lewe.",
    "Jou dokter kan jou help as dit nie oorgaan nie.",
    "Neem 2 tablette per dag, maar nie meer as 4 nie.",
    "Vitamien B12",
)


def found(texts: tuple[str, ...], locale: str, *, header: str = "", article: str = "a") -> list[str]:
    entries = tuple(Entry(source, target) for source, target in zip(DUTCH, texts, strict=True))
    catalog = Catalog(locale, entries, header=(("Language", header),) if header else ())
    view = view_catalog(catalog, source_locale="nl", article=article)
    return [one.finding.message for one in judge([view], load_checks().choose(select=["language"]), Context())]


@pytest.mark.parametrize(
    ("texts", "locale"), [(ENGLISH, "en"), (ENGLISH, "en-GB"), (GERMAN, "de"), (ARABIC, "ar"), (AFRIKAANS, "af")]
)
def test_a_translation_is_in_its_language(texts: tuple[str, ...], locale: str) -> None:
    assert found(texts, locale, header=locale.replace("-", "_")) == []


@pytest.mark.parametrize(
    ("texts", "locale", "says"),
    [
        (GERMAN, "en", "reads like «de»"),
        (ENGLISH, "de", "reads like «en»"),
        (ENGLISH, "ar", "Latin letters"),
        (ARABIC, "en", "Arabic letters"),
        (DUTCH, "de", "those of the source"),
        (DUTCH, "ar", "those of the source"),
        (DUTCH, "xh", "those of the source"),
    ],
)
def test_another_language_is_named(texts: tuple[str, ...], locale: str, says: str) -> None:
    assert says in found(texts, locale)[0]


def test_the_header_of_a_catalog_of_the_project_is_believed_where_its_texts_tell_nothing() -> None:
    few = ("Furcht", "", "", "")
    assert "«de»" in found(few, "en", header="de")[0]
    assert found(few, "en", header="en_US") == []
    assert found(few, "en", header="no language") == []
    assert found(few, "en", header="de", article="") == []  # a file on its own, judged as what the user says it is


def test_names_and_single_words_are_no_language() -> None:
    assert found(("Angst", "", "2 x 4", "Vitamine B12"), "en") == []
    assert found((DUTCH[0], *ENGLISH[1:]), "en") == []


def test_close_languages_may_read_the_same() -> None:
    assert found(DUTCH, "nl-BE") == []
    assert found(DUTCH, "li") == []

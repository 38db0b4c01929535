"""The tables of a language: number words that are written as one, phrases, and what is loaded when."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction

import pytest

from l10n.checks.language import forms, load_language, section
from l10n.checks.language.datafile import read_table


@pytest.mark.parametrize(
    ("locale", "word"),
    [
        ("nl", "gehonderd"),
        ("nl", "wonderduizend"),
        ("nl", "honderdhonderd"),
        ("nl", "vijftig" * 3),
        ("nl", "eenentwintigduizenden"),
        ("nl", "duizendhonderd"),
        ("nl", "vijfhonderdtwintigste"),
        ("nl", "twaalfste"),
        ("nl", "dertigenhalf"),
        ("nl", ""),
        ("de", "hunderter"),
        ("de", "zwanzigundeins"),
        ("en", "twohundred"),
        ("sv", "tjugo"),
    ],
)
def test_what_only_looks_like_a_number_word_is_none(locale: str, word: str) -> None:
    assert load_language(locale).words.get(word) is None


@pytest.mark.parametrize(
    ("locale", "word", "kind", "value"),
    [
        ("nl", "tweehonderdvijftig", "cardinal", 250),
        ("nl", "vijftienhonderd", "cardinal", 1500),
        ("nl", "honderdenvijf", "cardinal", 105),
        ("nl", "eenhonderd", "cardinal", 100),
        ("nl", "driehonderdduizend", "cardinal", 300_000),
        ("nl", "eenentwintigduizend", "cardinal", 21_000),
        ("nl", "drieëntwintigste", "ordinal", 23),
        ("nl", "honderdste", "ordinal", 100),
        ("nl", "tweeënhalf", "fraction", Fraction(5, 2)),
        ("de", "dreiundzwanzigsten", "ordinal", 23),
        ("de", "neunhundertneunundneunzig", "cardinal", 999),
        ("de", "zweieinhalb", "fraction", Fraction(5, 2)),
        ("de", "dreissig", "cardinal", 30),
        ("af", "honderdvyftig", "cardinal", 150),
        ("af", "tweeduisend", "cardinal", 2000),
    ],
)
def test_a_number_word_written_as_one_is_taken_apart(locale: str, word: str, kind: str, value: Fraction) -> None:
    found = load_language(locale).words.get(word)
    assert found is not None
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("af", "een-en-twintigste", "een-en-twintigste"),
        ("af", "x-een-en-twintigs", "x-een-en-twintigs"),
        ("af", "honderdeen-en-twintigduisend", "honderdeen-en-twintigduisend"),
        ("nl", "omdat de dag", "omdat de dag"),
        ("sv", "tjugo-ett", "tjugo-ett"),
        ("af", "Een-en-twintig, honderdtwee-en-dertig en vyf-en-twintigduisend", "21, 132 en 25000"),
        ("nl", "Om  de\ndag", "elke 2 dagen"),
        ("fr", "quatre-vingts", "huitante"),
    ],
)
def test_a_phrase_is_read_as_what_it_stands_for(locale: str, text: str, expected: str) -> None:
    assert load_language(locale).phrases.replaced(text) == expected


@pytest.mark.parametrize("language", ["af", "ar", "de", "en", "es", "fr", "nl", "pl"])
def test_the_data_file_of_a_language_says_what_cldr_says(language: str) -> None:
    own = section(read_table(language), "cldr")
    names = {name: number for number, line in enumerate(forms(own["months"]), 1) for name in line.split()}
    # In a process of its own: what Babel says of one language has been seen to depend on those loaded before.
    program = f"""
import json
from l10n.checks.language.cldr import months_in_cldr, numerals_in_cldr
print(json.dumps([numerals_in_cldr("{language}"), months_in_cldr("{language}")]))
"""
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True).stdout
    numerals, months = json.loads(said)
    assert {name: own.get(name, 3) for name in numerals} == numerals
    assert names == months


@pytest.mark.parametrize(
    ("locale", "decimal", "group"), [("de", ",", "."), ("de-CH", ".", "’"), ("en-ZA", ",", "\xa0"), ("es-MX", ".", ",")]
)
def test_a_region_writes_its_numbers_its_own_way(locale: str, decimal: str, group: str) -> None:
    numerals = load_language(locale).numerals
    assert (numerals.decimal, numerals.group) == (decimal, group)


def test_only_what_no_data_file_has_is_looked_up_in_the_library() -> None:
    program = """
import sys
from l10n.checks.language import load_language, load_units
language = load_language("af")
assert language.words.get("honderdvyftig").value == 150 and load_units()
assert language.numerals.decimal == "," and language.months["junie"] == 6
assert "babel" not in sys.modules
assert load_language("af-NA").numerals.decimal == "," and "babel" in sys.modules
assert load_language("sv").months["maj"] == 5
"""
    subprocess.run([sys.executable, "-c", program], check=True)

"""Numbers: labelled pairs, values in the formats of every locale, and texts made to be slow."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks.base import Context, Pair
from l10n.checks.language import load_language
from l10n.checks.numbers.check import numbers
from l10n.checks.numbers.reading.numerals import read_numeral, read_roman
from l10n.checks.numbers.scan import scan
from l10n.inline import escape
from l10n.model import Entry
from tests import growth

_FOLDER = Path(__file__).parent
_LOCALES = ("nl", "en", "de", "fr", "es", "pl", "ar", "af", "sv", "pt-BR", "de-CH", "en-IN", "fa", "hi", "ru", "ja")


def _remarks(source: str, target: str, *, source_locale: str = "nl", locale: str = "en") -> list[str]:
    pair = Pair(Entry(escape(source), escape(target)), locale=locale, source_locale=source_locale)
    assert numbers.of_pair is not None
    return [remark.message for remark in numbers.of_pair(pair, Context())]


def _pairs(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (_FOLDER / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    "pair",
    [pair for path in sorted(_FOLDER.glob("numbers-*.jsonl")) for pair in _pairs(path.name)],
    ids=lambda pair: f"{pair['id']} {pair['kind']}",
)
def test_a_labelled_pair_is_judged_as_labelled(pair: dict[str, str]) -> None:
    found = _remarks(pair["source"], pair["target"], source_locale=pair["src_lang"], locale=pair["tgt_lang"])
    assert bool(found) == (pair["label"] == "bad"), found


def test_passing_over_words_that_say_nothing_changes_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [pair for path in sorted(_FOLDER.glob("numbers-*.jsonl")) for pair in _pairs(path.name)]
    texts = [(pair["source"], pair["src_lang"]) for pair in pairs] + [
        (pair["target"], pair["tgt_lang"]) for pair in pairs
    ]
    texts += [(text, other) for text, _ in texts[::7] for other in ("nl", "en", "de", "fr", "ar", "es", "pl")]
    quick = [scan.__wrapped__(*text) for text in texts]
    monkeypatch.setattr("l10n.checks.numbers.reading.spelled.says_nothing", lambda *_words: False)
    assert quick == [scan.__wrapped__(*text) for text in texts]


@settings(deadline=None)
@given(
    value=st.decimals(min_value=2, max_value=9_999_999, places=2, allow_nan=False),
    source_locale=st.sampled_from(_LOCALES),
    locale=st.sampled_from(_LOCALES),
)
def test_a_value_is_itself_in_the_format_of_every_locale(value: object, source_locale: str, locale: str) -> None:
    source = format_decimal(value, locale=source_locale.replace("-", "_"), numbering_system="default")
    target = format_decimal(value, locale=locale.replace("-", "_"), numbering_system="default")
    assert _remarks(f"({source} mg)", f"({target} mg)", source_locale=source_locale, locale=locale) == []


@settings(deadline=None)
@given(
    value=st.integers(min_value=2, max_value=99_999),
    other=st.integers(min_value=2, max_value=99_999),
    locale=st.sampled_from(_LOCALES),
)
def test_another_value_is_found_in_every_locale(value: int, other: int, locale: str) -> None:
    target = format_decimal(other, locale=locale.replace("-", "_"), numbering_system="default")
    assert bool(_remarks(f"({value} mg)", f"({target} mg)", locale=locale)) == (value != other)


@given(st.text(max_size=200), st.sampled_from(_LOCALES))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_equals_itself(text: str, locale: str) -> None:
    scan(text, locale)
    assert _remarks(text, text, source_locale=locale, locale=locale) == []


@pytest.mark.parametrize(
    ("text", "locale", "value", "is_foreign"),
    [
        ("1.000", "nl", Fraction(1000), False),
        ("1.000", "en", Fraction(1), False),
        ("1,000.5", "en", Fraction(2001, 2), False),
        ("1.000,5", "nl", Fraction(2001, 2), False),
        ("2,8", "en", Fraction(14, 5), True),
        ("2.8", "de", Fraction(14, 5), True),
        ("12 500", "fr", Fraction(12500), False),
        ("12’500", "de-CH", Fraction(12500), False),
        ("١٢٬٥٠٠٫٢", "ar", None, False),
        ("1,2,3", "nl", None, False),
        ("3.2.1", "en", None, False),
        ("0.001", "nl", Fraction(1, 1000), True),
    ],
)
def test_numerals_are_read_strictly(text: str, locale: str, value: Fraction | None, is_foreign: bool) -> None:
    if locale == "ar":
        assert scan(text, "ar").quantities[0].value == Fraction(125002, 10)
        return
    reading = read_numeral(text, load_language(locale).numerals)
    assert (reading and (reading.value, reading.is_foreign)) == (None if value is None else (value, is_foreign))


@pytest.mark.parametrize(
    ("text", "value"), [("XIX", 19), ("XX", 20), ("IV", 4), ("XLII", 42), ("IIII", 0), ("", 0), ("MIX", 0)]
)
def test_roman_numerals(text: str, value: int) -> None:
    assert read_roman(text) == value


@pytest.mark.parametrize("text", ["{}", "x{}", "1,{}", "0.{}", "1/2/{}", "{}:30", "12-12-{}", "ب{}", "10^{}"])
def test_digits_without_end_are_compared_as_they_stand(text: str) -> None:
    one, other = text.format("7" * 5_000), text.format("7" * 4_999 + "8")
    for locale in ("en", "ar"):
        assert _remarks(one, one, locale=locale) == []
        assert _remarks(one, other, locale=locale) != []


@pytest.mark.parametrize("text", ["x1①", "B1②", "ب1③", "1④", "10^⑤", "⑥ mg", "-⑦"])
def test_a_digit_in_a_circle_is_no_digit_to_calculate_with(text: str) -> None:
    for locale in ("nl", "ar"):
        assert _remarks(text, text, source_locale=locale, locale=locale) == []


def test_a_letter_that_is_equal_only_without_case_makes_no_phrase() -> None:
    assert scan("80 mıllimeter kwik", "nl").quantities[0].unit == ""
    assert scan("80 MILLIMETER KWIK", "nl").quantities[0].unit == "mmHg"


def test_a_language_without_a_data_file_has_digits_and_months_by_cldr() -> None:
    assert _remarks("Op 5 maart 2022: 2,5 mg", "Den 5 mars 2022: 2,5 mg", locale="sv") == []
    assert _remarks("Op 5 maart 2022: 2,5 mg", "Den 5 mars 2022: 25 mg", locale="sv") != []
    assert _remarks("Neem 2,5 mg", "Neem 2.5 mg", locale="xx-unknown") == []
    assert (
        _remarks(
            "Twee tabletten per dag, na 2 weken 250 mg", "Två tabletter om dagen, efter två veckor 250 mg", locale="sv"
        )
        == []
    )
    assert (
        _remarks(
            "Twee tabletten per dag, na 2 weken 250 mg", "Två tabletter om dagen, efter två veckor 25 mg", locale="sv"
        )
        != []
    )


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1.",
        "1,",
        "111 ",
        "a-1-",
        "a.b.",
        "1-2-",
        "10.1234/",
        "½",
        "twee en ",
        "honderd",
        "< ",
        "١٬",
        "a@",
        "per dag ",
        "B12 ",
        "a# #b ",
        "#-1-2020 ",
        "# mg ",
        "b# c# ",
    ],
)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    def pairs(count: int) -> Callable[[], object]:
        text = "".join(piece.replace("#", str(index)) for index in range(count))
        return lambda: (_remarks(text, text + "7"), _remarks(text, "".join(reversed(text))))

    assert growth.exponent(pairs, 200, 1_600) < growth.LIMIT


def test_time_grows_with_the_pairs_that_name_a_unit_on_one_side() -> None:
    def pairs(count: int) -> Callable[[], object]:
        numbers = [str(index) for index in range(13, count + 13)]
        return lambda: _remarks(" pil ".join(numbers), " times ".join(numbers) + " times")

    assert growth.exponent(pairs, 800, 16_000) < growth.LIMIT

"""Negation and comparison: labelled pairs, and sentences side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from l10n.checks.base import Context, Pair
from l10n.checks.comparison import comparison
from l10n.checks.language import load_language
from l10n.checks.negation import negation
from l10n.checks.numbers.check import numbers
from l10n.checks.polarity import find_comparisons, find_negations, has_polarity
from l10n.checks.side_by_side import sentences
from l10n.inline import escape
from l10n.model import Entry

_FOLDER = Path(__file__).parent
_PAIRS = [
    json.loads(line)
    for path in sorted(_FOLDER.glob("negation-*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
_DIRECTIONS = [
    json.loads(line)
    for name in ("polarity-direction.jsonl", "polarity-heldout.jsonl")
    for line in (_FOLDER / name).read_text("utf-8").splitlines()
]
_LIMITS = [json.loads(line) for line in (_FOLDER / "polarity-leaflets.jsonl").read_text("utf-8").splitlines()]
_GOOD = [
    pair
    for path in sorted(_FOLDER.glob("numbers-*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
    if (pair := json.loads(line))["label"] == "ok"
]


def _remarks(pair: dict[str, str]) -> list[str]:
    checked = Pair(Entry(escape(pair["source"]), escape(pair["target"])), pair["tgt_lang"], pair["src_lang"])
    assert negation.of_pair is not None
    assert comparison.of_pair is not None
    found = [*negation.of_pair(checked, Context()), *comparison.of_pair(checked, Context())]
    return [remark.message for remark in found]


@pytest.mark.parametrize("pair", _PAIRS, ids=lambda pair: f"{pair['id']} {pair['kind']} {pair['tgt_lang']}")
def test_a_labelled_pair_is_judged_as_labelled(pair: dict[str, str]) -> None:
    found = _remarks(pair)
    assert bool(found) == (pair["label"] == "bad"), found


@pytest.mark.parametrize("pair", _DIRECTIONS, ids=lambda pair: f"{pair['id']} {pair['tgt_lang']}")
def test_a_pair_with_words_that_have_an_opposite_is_judged_as_labelled(pair: dict[str, str]) -> None:
    checked = Pair(Entry(escape(pair["source"]), escape(pair["target"])), pair["tgt_lang"], pair["src_lang"])
    assert numbers.of_pair is not None
    found = [*_remarks(pair), *(remark.message for remark in numbers.of_pair(checked, Context()))]
    assert bool(found) == (pair["label"] == "bad"), found


@pytest.mark.parametrize("pair", _LIMITS, ids=lambda pair: f"{pair['id']} {pair['tgt_lang']}")
def test_a_limit_or_a_word_with_an_opposite_is_judged_as_labelled(pair: dict[str, str]) -> None:
    checked = Pair(Entry(escape(pair["source"]), escape(pair["target"])), pair["tgt_lang"], pair["src_lang"])
    assert comparison.of_pair is not None
    found = [remark.message for remark in comparison.of_pair(checked, Context())]
    assert bool(found) == (pair["label"] == "bad"), found


def test_correct_translations_full_of_numbers_raise_no_alarm() -> None:
    assert {pair["target"]: found for pair in _GOOD if (found := _remarks(pair))} == {}


@pytest.mark.parametrize("locale", ["nl", "en", "de", "fr", "es", "pl", "ar", "af"])
def test_every_data_file_has_the_tables(locale: str) -> None:
    table = load_language(locale).table
    assert {"cardinals", "ordinals", "fractions", "compose", "units", "negation", "comparison"} <= set(table)
    assert has_polarity(locale)


@pytest.mark.parametrize(
    ("locale", "text", "strong"),
    [
        ("nl", "Het is niet alleen moe, maar ook geen pretje.", ("geen",)),
        ("en", "Don’t; no one cannot.", ("don", "no", "cannot")),
        ("de", "Nicht nur ohne, sondern nie.", ("ohne", "nie")),
        ("fr", "Pas seulement sans rien.", ("sans", "rien")),
        ("ar", "ليس فقط بدون سكر", ("بدون",)),
    ],
)
def test_negations_are_found_and_not_only_is_none(locale: str, text: str, strong: tuple[str, ...]) -> None:
    assert find_negations(text, locale).strong == strong


@pytest.mark.parametrize(
    ("locale", "text", "bounds"),
    [
        ("nl", "niet meer dan 2", ["upper"]),
        ("nl", "meer dan twee", ["lower"]),
        ("en", "Do not take more than 2", ["upper"]),
        ("en", "more than enough", []),
        ("en", "people aged 65 or over", ["lower"]),
        ("es", "No tome más de 2", ["upper"]),
        ("pl", "co najmniej 2", ["lower"]),
        ("en", "x < 5 and y ≥ 6", ["upper", "lower"]),
    ],
)
def test_comparisons_bound_a_number(locale: str, text: str, bounds: list[str]) -> None:
    assert [one.bound for one in find_comparisons(text, locale) if not one.is_soft] == bounds


def test_sentences_end_where_they_surely_end() -> None:
    assert sentences("Neem deze tabletten. Drink water! Slaap goed? Fijn.") == [
        "Neem deze tabletten.",
        "Drink water!",
        "Slaap goed?",
        "Fijn.",
    ]
    assert sentences("Am 19. Januar z. B. morgens.") == ["Am 19. Januar z. B. morgens."]

"""What an edit changed that a reader's health may hang on: `safety.toml`, case by case."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks.safety import safety_changes, safety_facts

_CASES = tomllib.loads((Path(__file__).parent / "safety.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case['old']} -> {case['new']}")
def test_an_edit_is_named_word_by_word(case: dict[str, Any]) -> None:
    assert list(safety_changes(case["old"], case["new"], "nl")) == case["says"]


def test_the_facts_of_a_text() -> None:
    facts = safety_facts("Neem dagelijks niet meer dan 2,5 mg B12, geen 25 mg.", "nl")
    assert facts.numbers == ("2.5 mg", "25 mg")
    assert facts.identifiers == ("B12",)
    assert facts.periods == ("day",)
    assert facts.negations == ("niet", "geen")
    assert facts.comparisons == ("niet meer dan",)


@settings(deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_an_edit_and_its_reverse_name_the_same_number_of_things_or_none(old: str, new: str) -> None:
    forth, back = safety_changes(old, new, "nl"), safety_changes(new, old, "nl")
    assert len(forth) == len(back)
    assert safety_changes(old, old, "nl") == ()

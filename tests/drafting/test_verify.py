"""What may be written as a draft, and what the reviewer is told about it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.drafting.verify import Flaw, Standard, verify
from l10n.locales import Locale

CASES = tomllib.loads((Path(__file__).parent / "verify.toml").read_text("utf-8"))["case"]


def found(source: str, target: str, locale: str, **options: object) -> list[Flaw]:
    return list(verify(source, target, Standard(Locale("nl"), Locale.parse(locale), **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_case(case: dict[str, str]) -> None:
    flaws = found(case["source"], case["target"], case["locale"])
    assert sorted({flaw.kind for flaw in flaws if flaw.fatal}) == sorted(case.get("flaws", [])), flaws
    assert sorted({flaw.kind for flaw in flaws if not flaw.fatal}) == sorted(case.get("flags", [])), flaws


def test_pseudo_text_is_measured_by_its_structure_only() -> None:
    assert found("Een tekort aan rust is er.", "[Ééñ ţéķöŕţ ååñ ŕûšţ îš éŕ.····]", "ar", translates=False) == []
    assert found("Een <em>tekort</em>", "[Ééñ ţéķöŕţ]", "ar", translates=False)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "ar", "zh", "af", "xx"]))
def test_no_text_makes_it_fail(source: str, target: str, locale: str) -> None:
    found(source, target, locale)

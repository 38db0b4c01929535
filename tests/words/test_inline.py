"""Inline text: the grammar of msgids, and what a translation may do with the codes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.inline import Tag, TagKind, compare, escape, is_compatible, parse, plain, render, stray_markup, tags

CASES = tomllib.loads((Path(__file__).parent / "inline.toml").read_text(encoding="utf-8"))

names = st.sampled_from(["a", "a1", "a2", "strong", "x1", "br", "my-chip"])
runs = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
contents = st.lists(
    st.one_of(runs, st.builds(Tag, names, st.sampled_from(list(TagKind)))),
    max_size=12,
).map(lambda parts: tuple(_merge_runs(parts)))


def _merge_runs(parts: list[str | Tag]) -> list[str | Tag]:
    merged: list[str | Tag] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return merged


@pytest.mark.parametrize("case", CASES["accepted"], ids=lambda case: case["title"])
def test_accepts(case: dict[str, str]) -> None:
    assert [
        problem.message for problem in compare(case["source"], case["target"], ordered=case.get("ordered", ()))
    ] == []


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["title"])
def test_refuses(case: dict[str, str]) -> None:
    found = list(compare(case["source"], case["target"], ordered=case.get("ordered", ())))
    assert case["problem"] in {problem.code for problem in found}
    assert all(problem.message and problem.hint for problem in found)


@pytest.mark.parametrize("case", CASES["plain"], ids=lambda case: case["inline"])
def test_plain(case: dict[str, str]) -> None:
    assert plain(case["inline"]) == case["plain"]


@given(contents)
def test_parse_undoes_render(content: tuple[str | Tag, ...]) -> None:
    assert parse(render(content)) == content


@given(runs)
def test_plain_undoes_escape(characters: str) -> None:
    assert plain(escape(characters)) == characters
    assert tags(escape(characters)) == ()
    assert stray_markup(escape(characters)) == ""


@given(st.text(max_size=60))
def test_any_text_parses(text: str) -> None:
    assert render(parse(render(parse(text)))) == render(parse(text))


@given(contents)
def test_a_text_is_compatible_with_itself(content: tuple[str | Tag, ...]) -> None:
    assert is_compatible(render(content), render(content))


def test_hostile_input_is_read_in_linear_steps() -> None:
    assert parse("<a" * 50_000)[0].startswith("<a<a")  # type: ignore[union-attr]
    assert len(parse("&lt;" * 50_000)) == 1

"""The tokenizer: the cases of `tokens.toml`, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.html.syntax import attributes
from l10n.formats.html.token import Kind
from l10n.formats.html.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "tokens.toml").read_text("utf-8"))["case"]
SOUP = st.lists(
    st.sampled_from(
        '< > </ <! <!-- --> --!> <? <![CDATA[ ]]> = " \' / & ; <p> </p> <a title="x"> <a b=\'> </a <script> </script> '
        "<title> </title> <textarea> <svg> </svg> <math> <mtext> <foreignObject> <style> </style> <b> <br/> x é \x00 \r".split()
    )
    | st.just(" ")
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["html"])
def test_tokens_are_those_of_the_standard(case: dict[str, Any]) -> None:
    text = case["html"]
    assert [[token.kind.name, text[token.start : token.end]] for token in tokenize(text).tokens] == case["tokens"]


@settings(max_examples=400, deadline=None)
@given(SOUP)
def test_tokens_tile_any_text(text: str) -> None:
    position = 0
    for token in tokenize(text).tokens:
        assert token.start == position
        assert token.end > token.start
        position = token.end
    assert position == len(text)


@settings(max_examples=400, deadline=None)
@given(SOUP)
def test_attributes_lie_inside_their_tag_and_in_order(text: str) -> None:
    for token in tokenize(text).tokens:
        if token.kind is not Kind.START:
            continue
        position = token.start
        for attribute in attributes(text, token):
            assert position < attribute.start < token.end
            position = max(attribute.start, attribute.value_end)
        assert position < token.end


@settings(max_examples=200, deadline=None)
@given(SOUP, SOUP)
def test_a_tag_met_before_is_read_as_before(one: str, other: str) -> None:
    first = tokenize(one)
    tokenize(other + one)
    assert tokenize(one) == first

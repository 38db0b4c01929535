"""Sentences: the cases of sentences.txt, and that no text is lost and no pair of codes is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.inline import TagKind, is_compatible, tags
from l10n.sentences import abbreviations_of, read_abbreviations, split

CASES = [
    line.split(None, 1)
    for line in (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PIECES = [
    "Een zin. ",
    "<b>",
    "</b>",
    "<br/>",
    "<x1/>",
    "&amp; ",
    "&lt;",
    "ca. ",
    "10",
    " Twee! ",
    "drie",
    "\n",
    " ",
    ".",
    "<i>Vier. Vijf.</i> ",
    "\u00a0",
    "؟ ",
]


@pytest.mark.parametrize(("locale", "text"), CASES, ids=[text for _, text in CASES])
def test_case(locale: str, text: str) -> None:
    found = split(text.replace("|", ""), locale)
    wanted = [piece.strip() for piece in text.split("|")]
    assert [piece.strip() for piece in found] == wanted


@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from(["nl", "en", "de", "ar", "ja", "xx", ""]),
)
def test_nothing_is_lost_and_no_pair_is_cut(text: str, locale: str) -> None:
    pieces = split(text, locale)
    assert "".join(pieces) == text
    if is_compatible(text, text) and _balanced(text):
        assert all(_balanced(piece) for piece in pieces)


@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    assert "".join(split(text, "nl")) == text


def test_a_project_has_its_own_abbreviations() -> None:
    text = "Zie huisprot. Van dit jaar."
    assert len(split(text, "nl")) == 2
    assert split(text, "nl", abbreviations=read_abbreviations("# protocol\nhuisprot.\n")) == (text,)


def test_lists_hold_lower_case_words_with_full_stops() -> None:
    for language in ("nl", "en", "de", "fr", "es", "pl", "af"):
        known = abbreviations_of(language)
        assert len(known) > 15
        assert all(word.endswith(".") or "/" in word or word == "z o.o." for word in known)
        assert all(word == word.lower() for word in known)


def test_unknown_languages_have_no_list() -> None:
    assert abbreviations_of("tlh") == frozenset()
    assert abbreviations_of("../nl") == frozenset()


def _balanced(text: str) -> bool:
    open_names: list[str] = []
    for tag in tags(text):
        if tag.kind is TagKind.OPEN:
            open_names.append(tag.name)
        elif tag.kind is TagKind.CLOSE and (not open_names or open_names.pop() != tag.name):
            return False
    return not open_names

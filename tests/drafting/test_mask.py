"""What an engine gets to see of a unit, and how it comes back."""

from __future__ import annotations

import html
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import inline
from l10n.drafting import mask
from l10n.drafting.mask import Form, MaskError
from l10n.drafting.pieces import pieces
from l10n.engine import Tags
from l10n.inline import Tag, TagKind

CASES = tomllib.loads((Path(__file__).parent / "mask.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_case(case: dict[str, object]) -> None:
    form = mask.whole(case["source"], Tags(case["tags"]), case.get("locked", ()), case.get("forced"))  # type: ignore[arg-type]
    assert form is not None
    assert form.texts == (case["sent"],)
    if "error" in case:
        with pytest.raises(MaskError, match=str(case["error"])):
            form.restore([case["answer"]])  # type: ignore[list-item]
    else:
        assert form.restore([case["answer"]]) == case["back"]  # type: ignore[list-item]


def contents() -> st.SearchStrategy[str]:
    """Inline text with nested pairs, lone codes and any characters."""
    runs = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
    leaf = st.one_of(
        runs.map(lambda run: [run]), st.sampled_from(["x1", "br"]).map(lambda name: [Tag(name, TagKind.STANDALONE)])
    )
    tree = st.recursive(
        leaf,
        lambda inner: st.tuples(st.sampled_from(["a1", "a2", "strong"]), st.lists(inner, max_size=3)).map(
            lambda pair: [
                Tag(pair[0], TagKind.OPEN),
                *(part for parts in pair[1] for part in parts),
                Tag(pair[0], TagKind.CLOSE),
            ]
        ),
        max_leaves=8,
    )
    return st.lists(tree, min_size=1, max_size=4).map(lambda parts: inline.render(p for part in parts for p in part))


def without_hints(text: str) -> str:
    for character in "\u00ad\u200b\u2060\ufeff":
        text = text.replace(character, "")
    return text


@settings(max_examples=60, deadline=None)
@given(contents(), st.sampled_from(list(Tags)))
def test_an_engine_that_returns_the_text_as_it_is_changes_nothing(source: str, tags: Tags) -> None:
    form = mask.whole(source, tags)
    if form is not None:
        assert without_hints(form.restore(form.texts)) == without_hints(source).replace("\r", " ") or "\n" in source


@settings(max_examples=60, deadline=None)
@given(contents(), st.sampled_from(list(Tags)))
def test_pieces_put_together_are_the_source(source: str, tags: Tags) -> None:
    form = pieces(source, tags)
    if form is not None:
        assert without_hints(form.restore(form.texts)) == without_hints(source)


@settings(max_examples=60, deadline=None)
@given(contents(), st.text(st.characters(exclude_categories=("Cs",)), max_size=60), st.sampled_from(list(Tags)))
def test_whatever_comes_back_brings_no_code_of_its_own(source: str, answer: str, tags: Tags) -> None:
    form = mask.whole(source, tags)
    if form is None or tags is Tags.CODES:
        return
    try:
        target = form.restore([answer])
    except MaskError:
        return
    assert {tag.name for tag in inline.tags(target)} <= {tag.name for tag in inline.tags(source)}
    assert not inline.stray_markup(target)


@pytest.mark.parametrize("tags", list(Tags))
def test_no_text_a_reader_sees_looks_like_a_token(tags: Tags) -> None:
    source = "Zie [1], {1}, ⟦1⟧, @@1@@ en <em>meer</em>."
    form = mask.whole(source, tags)
    assert form is None or form.restore(form.texts) == source


def test_a_long_text_is_cut_at_its_sentences_and_comes_back_whole() -> None:
    source = " ".join(f"Dit is zin nummer {n} over <strong>tekorten. En meer</strong>." for n in range(40))

    def ask(part: str) -> Form | None:
        return mask.whole(part, Tags.XML)

    form = mask.split(source, "nl", 400, ask)
    assert form is not None
    assert len(form.texts) > 3
    assert max(map(len, form.texts)) <= 400
    assert form.restore(form.texts) == source
    assert all(html.unescape(text).count("<g") == text.count("</g>") for text in form.texts)


def test_one_endless_word_cannot_be_cut() -> None:
    assert mask.split("a" * 5000, "nl", 400, lambda part: mask.whole(part, Tags.XML)) is None

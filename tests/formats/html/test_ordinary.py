"""What compiled code reads at once is what a walk over each of its parts gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from l10n.formats import html
from l10n.formats.html import HtmlDocument, HtmlOptions, characters, compiled, tokens, walk

pytestmark = pytest.mark.skipif(not compiled.IS_COMPILED, reason="l10n/formats/html/ordinary.pyx could not be compiled")

PAGES = [page.read_bytes() for page in sorted((Path(__file__).parent / "pages").glob("*.html"))]
TEXT = st.sampled_from(
    "woord|twee woorden|12 mg| | \n |\u00a0|&nbsp;|&amp;|a < b|  twee  spaties |é|\u2028|\x07|.|{{ x }}|<!-- c -->".split(
        "|"
    )
)
ATTRIBUTES = st.sampled_from(
    "||| id=x| title='Een titel'| title=''| href=a| href=b| class=notranslate| lang=en| translate=no| its-term=yes"
    "| its-loc-note='Let op'| aria-label=Knop| id='a b'".split("|")
)
INLINE = st.sampled_from("b i em a span sup code abbr u".split())
VOID = st.sampled_from(["<br>", "<img alt=Plaat>", "<wbr>", "<input value=Zoek type=submit>"])


@st.composite
def phrase(draw: st.DrawFn, depth: int = 0) -> str:
    """Text with tags in it, mostly well nested."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 9))
        if kind < 5 or depth > 2:
            parts.append(draw(TEXT))
        elif kind < 8:
            name = draw(INLINE)
            end = f"</{name}>" if draw(st.integers(0, 9)) else ""
            parts.append(f"<{name}{draw(ATTRIBUTES)}>{draw(phrase(depth + 1))}{end}")
        else:
            parts.append(draw(VOID))
    return "".join(parts)


@st.composite
def block(draw: st.DrawFn) -> str:
    """A block with its end tag, mostly."""
    name = draw(st.sampled_from("p li td h2 div dt x-y pre option".split()))
    end = draw(st.sampled_from([f"</{name}>"] * 8 + ["", "</div>"]))
    return f"<{name}{draw(ATTRIBUTES)}>{draw(phrase())}{end}"


def told(document: HtmlDocument) -> object:
    return document.slots, document.excluded, document.warnings


def part_by_part(data: bytes, options: HtmlOptions) -> HtmlDocument:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walk, "take_blocks", lambda _walk, _raw, position, _end: position)
        patch.setattr(tokens, "take_tags", lambda _text, start, _known, _raw: start)
        return html.read(data, options=options)


@settings(max_examples=400, deadline=None)
@given(st.lists(block(), max_size=6).map("\n".join), st.booleans())
@example("<p><b>Een <i>twee</i> drie</b></p><p><b>Een <i>twee</i> drie</b> </p>", False)
@example("<p><b></b>Een <i>twee</i></p><p>Een <i>twee</i><b> </b></p><p>Een <b></b> <i>twee</i></p>", False)
@example("<p><b>a</b> <b>c</b></p><p><a href=x>a</a> b <a href=y>c</a></p><p> <b>x</b>\u00a0</p>", False)
def test_blocks_are_read_as_their_parts(page: str, split_at_br: bool) -> None:
    options = HtmlOptions(split_at_br=split_at_br)
    assert told(html.read(page.encode(), options=options)) == told(part_by_part(page.encode(), options))


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_pages_are_read_as_their_parts(number: int) -> None:
    for options in (HtmlOptions(), HtmlOptions(templates=("jinja",), without_letters=True)):
        assert told(html.read(PAGES[number], options=options)) == told(part_by_part(PAGES[number], options))


@given(st.text())
@example("\t\n\f\r \u00a0\u00ad\ufeff\U0001fffe")
@example("\x0b")
@example("\x7f")
@example("\ud800")
@example("\ufdd0")
@example("\uffff")
def test_characters_that_no_catalog_holds_are_the_same(text: str) -> None:
    assert compiled.has_control(text) == characters.has_control(text)


def test_most_blocks_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison would show nothing if compiled code took nothing."""
    taken = []

    def count(*given: object) -> int:
        behind = compiled.take_blocks(*given)
        taken.append(behind - given[2])
        return behind

    monkeypatch.setattr(walk, "take_blocks", count)
    page = b"<p>Een</p><p>Een <b>twee</b> drie</p><ul><li><a href=x>Een</a></li></ul><p>Een <br>twee</p><div><p>Een</p></div>"
    html.read(page)
    html.read(page)
    assert sum(taken[len(taken) // 2 :]) == 17, "all but the beginning of the file and the paragraph with a break"

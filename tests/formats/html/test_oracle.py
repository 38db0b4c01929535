"""html5lib, which knows the whole of HTML5's tree, judges the units: none crosses a block, no visible text is missed.

Every word of the soup is another one, so a word of the tree can be found in the units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib import html5parser
from html5lib.constants import namespaces
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats import html
from l10n.formats.html.elements import INLINE

TAGS = st.sampled_from(
    "<p> </p> <div> </div> <b> </b> <i> </i> <em> </em> <br> <img> <wbr> <span> </span> <ul> <li> </li> </ul> <dl> <dt> <dd> "
    "</dl> <table> <caption> <tbody> <tr> <td> <th> </td> </tr> </table> <h1> </h1> <h2> </h2> <section> </section> <details> "
    "<summary> </summary> </details> <blockquote> </blockquote> <figure> <figcaption> </figure> <code> </code> <label> </label> "
    "<button> </button> <pre> </pre> <article> </article> <ruby> <rt> </ruby> <svg> </svg> <!--c--> <script>q</script> <hr> "
    "<form> </form> <input> <x-y> </x-y> </body> </html> <center> </center>".split()
)
WORD = "woord"
# Special by now ("The stack of open elements" in the standard), which html5lib 1.1 does not know yet.
html5parser.specialElements |= {(namespaces["html"], name) for name in ("figcaption", "hgroup", "main", "summary")}
SOUP = st.lists(st.just(WORD) | TAGS, max_size=40)
HIDDEN = frozenset("script style svg".split())


@settings(max_examples=500, deadline=None)
@given(SOUP)
def test_no_unit_crosses_a_block_and_no_visible_word_is_missed(parts: list[str]) -> None:
    page = "".join(f" woord{index}x " if part is WORD else part for index, part in enumerate(parts))
    units = html.read(f"<!doctype html><body>{page}".encode(), options=html.HtmlOptions()).units
    blocks = dict(
        words_of(html5lib.parse(f"<!doctype html><body>{page}", namespaceHTMLElements=False), -1, hidden=False)
    )
    found: set[str] = set()
    for unit in units:
        words = re.findall(r"woord\d+x", unit.source)
        assert len({blocks[word] for word in words if word in blocks}) <= 1, unit.source
        found.update(words)
    literal = set(re.findall(r"woord\d+x", " ".join(excluded(page))))
    assert set(blocks) <= found | literal


def excluded(page: str) -> Iterator[str]:
    """What is left out because all of it is code."""
    document = html.read(f"<!doctype html><body>{page}".encode())
    for item in document.excluded:
        if item.rule == "code":
            yield document.text[item.start : item.end]


def words_of(element: Element, block: int, *, hidden: bool) -> Iterator[tuple[str, int]]:
    """Each visible word with the block around it."""
    name = str(element.tag)
    hidden = hidden or name.rpartition("}")[2] in HIDDEN
    inner = block if name in INLINE else id(element)
    if not hidden:
        for word in re.findall(r"woord\d+x", element.text or ""):
            yield word, inner
    for child in element:
        yield from words_of(child, inner, hidden=hidden)
        if not hidden:
            for word in re.findall(r"woord\d+x", child.tail or ""):
                yield word, inner

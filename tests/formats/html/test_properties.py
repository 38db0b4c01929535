"""What holds for any page, tag soup and random bytes included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from l10n import inline
from l10n.errors import L10nError
from l10n.formats import html
from l10n.formats.html import HtmlDocument, HtmlOptions
from l10n.locales import Locale
from l10n.model import State, Unit

DUTCH, ARABIC = Locale("nl"), Locale("ar")
PAGES = [page.read_bytes() for page in sorted((Path(__file__).parent / "pages").glob("*.html"))]
PARTS = (
    "<p> </p> <div> </div> <b> </b> <i> </i> <br> <br/> <wbr> <span> </span> <em> </em> <li> <ul> </ul> <table> <tr> <td> "
    "</table> <svg> </svg> <title> </title> <text> </text> <math> <mtext> </math> <style> </style> <script> </script> <!-- --> "
    "<!--x--> <![CDATA[ ]]> {{a}} {%if%} {%else%} {%endif%} {{#if}} {{/if}} {#c#} {$x} {if} {/if} <%=x%> <?php ?> woord & < > "
    "\" ' &amp; &nbsp; &eacute; &lt; &#60; &#x110000; &shy; é 漢 \x01 \x0c \r \n \ue000 \ufeff <textarea> </textarea> <pre> </pre> "
    "<code> </code> <html> <head> </head> <body> </body> <option> <select> </select> <button> </button> <label> </label> <x-y> "
    "<template> <noscript> <foreignObject> <frameset> <plaintext> <xmp> <iframe> <h1> </h1> <ruby> <rt> <desc> <a =c> </ </> <"
).split()
TAGS = [
    '<a href="x" title="Een titel">',
    "<a href=y>",
    "<img alt=kaal>",
    "<img alt='één \" quote' src=x>",
    '<span translate="no">',
    '<p lang="en">',
    '<meta name=description content="Een omschrijving">',
    "<meta name=description content=kort>",
    "<input type=submit value=Verzend>",
    '<svg viewBox="0 0 1 1"/>',
    '<script type="application/ld+json">{"name":"Een naam","x":["\\u00e9",1]}</script>',
    '<p title="a',
    "<!-- l10n:off -->",
    "<!-- l10n:on -->",
    "<!-- l10n:note hallo -->",
    '<p its-within-text="yes">',
    '<html lang="nl">',
    " ",
]
TEMPLATE_CODE = re.compile(rb"[{<][{%?]|[@$#]\{|\{[$!\"'/\w]|\[\[|\*\|")
SEVERAL_BYTES = re.compile(rb"(?i)charset=[\"']?(?:big5|shift|windows-31j|euc|gb|iso-2022)")
REFUSED = ("Nothing was written", "cannot be written as it stands")
SOUP = st.lists(st.sampled_from(PARTS + TAGS), max_size=30).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-8", "cp1252", "cp932", "utf-16", "gb18030"])
OPTIONS = st.builds(
    HtmlOptions,
    templates=st.lists(
        st.sampled_from(["liquid", "jinja", "handlebars", "erb", "smarty", "php", "blade", "angular", "go"]), max_size=2
    ).map(tuple),
    without_letters=st.booleans(),
    split_at_br=st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(SOUP, ENCODINGS, OPTIONS)
def test_any_page_comes_back_and_can_be_translated(text: str, encoding: str, options: HtmlOptions) -> None:
    check(text.encode(encoding, "xmlcharrefreplace"), options)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
@example(b"\x00")
@example(b"\xff\xfe<")
@example(b"<meta charset=iso-2022-jp>\x1b$B\x1b(B\x1b(J")
def test_random_bytes_come_back_or_are_refused(data: bytes) -> None:
    check(data, HtmlOptions())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PAGES), st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=3)), max_size=4), OPTIONS)
def test_damaged_pages_come_back_or_are_refused(
    data: bytes, damage: list[tuple[int, bytes]], options: HtmlOptions
) -> None:
    for place, replacement in damage:
        index = place % (len(data) + 1)
        data = data[:index] + replacement + data[index + 1 :]
    # What damage left of template code, or of a character of several bytes, may be in a text, and the translation may
    # make something else of it: that is refused.
    check(data, options, may_be_refused=any(sign.search(data) for sign in (TEMPLATE_CODE, SEVERAL_BYTES)))


@pytest.mark.parametrize(
    "page",
    [
        b"<p>Slot {{- <br>' | raw -}} van de tekst</p>",
        b'<%= javascript_tag do %>\n$(function() { <% if an? > tekst("Dag"); <% end %> });\n<% end %>\n<p>Zorg voor u</p>',
    ],
)
def test_a_translation_that_makes_code_of_what_damage_left_is_refused(page: bytes) -> None:
    with pytest.raises(L10nError, match="Nothing was written"):
        translate(html.read(page, options=HtmlOptions(split_at_br=True)))


def check(data: bytes, options: HtmlOptions, *, may_be_refused: bool = False) -> None:
    try:
        document = html.read(data, path="page.html", options=options)
    except L10nError as error:
        if not error.where.startswith("page.html"):
            raise
        return
    same = {unit.key: unit.source for unit in document.units}
    assert html.write(document, same, locale=DUTCH, source_locale=DUTCH) == data
    for unit in document.units:
        assert unit.source == unit.source.strip("\t\n\f\r ")
        assert not inline.stray_markup(unit.source)
        assert list(inline.compare(unit.source, unit.source, ordered=unit.ordered)) == []
    try:
        translate(document)
    except L10nError as error:
        if not may_be_refused or not any(words in error.message for words in REFUSED):
            raise
    html.audit(document)


def translate(document: HtmlDocument) -> None:
    targets = {unit.key: target(unit) for unit in document.units}
    safe = {unit.key: targets[unit.key] for unit in document.units if not list(html.problems(unit, targets[unit.key]))}
    html.write(document, safe, locale=ARABIC, source_locale=DUTCH)
    drafts = {key: (text, State.DRAFT) for key, text in safe.items()}
    html.preview(document, drafts, locale=ARABIC, source_locale=DUTCH)


def target(unit: Unit) -> str:
    content = inline.parse(unit.source)
    changed = [part if isinstance(part, inline.Tag) else part.upper() for part in content]
    return inline.render([*changed, " NIEUW \"'&<b> ÿ漢"])

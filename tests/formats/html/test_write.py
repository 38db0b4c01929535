"""Writing: language and direction, encodings, white space, and what stays as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from l10n.errors import L10nError
from l10n.formats import html
from l10n.formats.html import HtmlOptions
from l10n.locales import Locale
from l10n.model import Key

DUTCH, ENGLISH = Locale("nl"), Locale("en")
LANGUAGE = tomllib.loads((Path(__file__).parent / "language.toml").read_text("utf-8"))["case"]


def translated(page: bytes, *targets: str, locale: Locale = ENGLISH) -> bytes:
    document = html.read(page, path="page.html")
    chosen = {unit.key: target for unit, target in zip(document.units, targets, strict=True)}
    return html.write(document, chosen, locale=locale, source_locale=DUTCH)


@pytest.mark.parametrize("case", LANGUAGE, ids=lambda case: f"{case['page']} in {case['locale']}")
def test_html_says_its_language_and_direction(case: dict[str, Any]) -> None:
    document = html.read(case["page"].encode(), options=HtmlOptions(templates=tuple(case.get("templates", ()))))
    assert html.write(document, {}, locale=Locale(case["locale"]), source_locale=DUTCH).decode() == case["written"]


def test_a_unit_without_translation_stays() -> None:
    assert translated(b"<p>Eet &eacute;&eacute;n  noot</p><p>Twee</p>", "", "Two") == (
        b"<p>Eet &eacute;&eacute;n  noot</p><p>Two</p>"
    )


def test_a_translation_that_says_the_same_stays_as_the_source_writes_it() -> None:
    assert translated(b"<p>Eet &lt; 5&nbsp;noten</p>", "Eet &lt; 5&nbsp;noten") == b"<p>Eet &lt; 5&nbsp;noten</p>"


def test_equal_units_are_translated_everywhere() -> None:
    page = b"<title>Zink</title><h1>Zink</h1>"
    document = html.read(page)
    written = html.write(document, {Key("", "Zink"): "Zinc"}, locale=ENGLISH, source_locale=DUTCH)
    assert written == b"<title>Zinc</title><h1>Zinc</h1>"


def test_codes_keep_their_attributes_in_any_order() -> None:
    page = b"<p>Lees <a  href=\"/a?x=1&y=2\" CLASS=k>dit</a > en <a href='/b'>dat</a>.</p>"
    assert translated(page, "<a2>That</a2> and <a1>this</a1>.") == (
        b"<p><a href='/b'>That</a> and <a  href=\"/a?x=1&y=2\" CLASS=k>this</a >.</p>"
    )


def test_a_translated_attribute_follows_its_tag() -> None:
    page = b'<p>Kijk bij <a href=x title="De tabel">de tabel</a> hier.</p>'
    assert translated(page, "Here: <a>the table</a>.", "The table") == (
        b'<p>Here: <a href=x title="The table">the table</a>.</p>'
    )


def test_a_translated_attribute_reaches_an_untranslated_text() -> None:
    page = b'<p>Kijk bij <a title="De tabel">de tabel</a> hier.</p>'
    assert translated(page, "", "The table") == b'<p>Kijk bij <a title="The table">de tabel</a> hier.</p>'


@pytest.mark.parametrize(
    ("charset", "codec", "written"),
    [
        ("iso-8859-1", "cp1252", "<p>5 € &#28450;</p>"),
        ("shift_jis", "cp932", "<p>5 &#8364; 漢</p>"),
        ("koi8-r", "koi8-r", "<p>5 &#8364; &#28450;</p>"),
        ("gb2312", "gb18030", "<p>5 € 漢</p>"),
    ],
)
def test_a_character_the_encoding_lacks_becomes_a_reference(charset: str, codec: str, written: str) -> None:
    page = f"<meta charset={charset}><p>Vijf</p>".encode(codec)
    assert translated(page, "5 € 漢").decode(codec).endswith(written)


def test_json_escapes_what_the_encoding_lacks() -> None:
    page = b'<meta charset=iso-8859-1><script type="application/ld+json">{"name":"Zink"}</script>'
    assert b'{"name":"\\u6f22"}' in translated(page, "漢")


def test_no_break_spaces_are_written_as_the_page_writes_them() -> None:
    assert translated(b"<p>5&nbsp;ml</p>", "5\u00a0ml water") == b"<p>5&nbsp;ml water</p>"
    assert translated("<p>5\u00a0ml</p>".encode(), "5\u00a0ml water") == "<p>5\u00a0ml water</p>".encode()


def test_line_ends_of_preformatted_text_are_those_of_the_file() -> None:
    assert translated(b"<pre>een\r\ntwee</pre>", "one\ntwo") == b"<pre>one\r\ntwo</pre>"


def test_comments_in_a_sentence_follow_the_translation() -> None:
    assert (
        translated(b"<p>Voor <!-- intern -->de maaltijd</p>", "Before meals") == b"<p>Before meals<!-- intern --></p>"
    )


def test_a_page_for_other_locales_only_stays() -> None:
    page = b'<p its-locale-filter-list="de">Alleen hier</p>'
    assert translated(page, "Only here") == page
    assert translated(page, "Nur hier", locale=Locale("de-AT")) == b'<p its-locale-filter-list="de">Nur hier</p>'


def test_an_unsafe_translation_names_the_unit_and_its_line() -> None:
    with pytest.raises(L10nError) as caught:
        translated(b"<p>Een</p>\n<p>Neem <b>zink</b></p>", "One", "Take zinc")
    assert caught.value.where == "page.html:2"
    assert "«Neem <b>zink</b>»" in caught.value.message
    assert "<b>" in caught.value.message.partition("cannot be used")[2]


def test_global_its_rules_are_refused() -> None:
    with pytest.raises(L10nError) as caught:
        html.read(b'\n<link rel="its-rules" href="rules.xml">', path="page.html")
    assert caught.value.where == "page.html:2"


def test_an_unknown_template_language_is_refused() -> None:
    with pytest.raises(L10nError, match="«mako» is not a template language"):
        html.read(b"<p>x</p>", options=HtmlOptions(templates=("mako",)))


def test_a_selector_that_is_none_is_refused() -> None:
    with pytest.raises(L10nError, match="is not a selector"):
        html.read(b"<p>x</p>", options=HtmlOptions(exclude=("p[",)))


def test_a_declared_encoding_that_does_not_come_back_is_refused() -> None:
    with pytest.raises(L10nError) as caught:
        html.read(b"<meta charset=iso-2022-jp>\x1b$B\x1b(B\x1b(J", path="page.html")
    assert caught.value.where == "page.html"

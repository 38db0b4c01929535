"""Each page in `pages/` stands for one construct: beside `NAME.html` is `NAME.units`, what is found in it.

`NAME.toml` holds the options, spelled as in `[tool.l10n.html]`. A line of a `.units` file is `KIND | TEXT`; indented
lines say more about the unit, `!` begins a remark, `-` an excluded string. To add a case, write the page and the units.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n import inline
from l10n.formats import html
from l10n.formats.html import HtmlDocument, HtmlOptions
from l10n.formats.html.token import Kind
from l10n.locales import Locale
from l10n.model import Unit

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
DUTCH, GERMAN = Locale("nl"), Locale("de")


def read(page: Path) -> HtmlDocument:
    settings = page.with_suffix(".toml")
    table = tomllib.loads(settings.read_text("utf-8")) if settings.exists() else {}
    options = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    return html.read(page.read_bytes(), path=page.name, options=HtmlOptions(**options))


def describe(document: HtmlDocument) -> Iterator[str]:
    if document.encoding != "utf-8" or document.decoded.bom:
        yield f"encoding: {document.encoding}{', with a byte order mark' if document.decoded.bom else ''}"
    for unit in document.units:
        yield from describe_unit(unit)
    for remark in document.warnings:
        yield f"! {f'line {remark.line}: ' if remark.line else ''}{remark.message}"
    for excluded in document.excluded:
        text = document.text[excluded.start : excluded.end]
        if excluded.rule not in ("empty", "not a text property"):
            yield f"- {excluded.rule} | {excluded.place} | {visible(text)}"


def describe_unit(unit: Unit) -> Iterator[str]:
    yield f"{unit.kind} | {visible(unit.source)}"
    for name in ("context", "section", "anchor"):
        if value := getattr(unit, name):
            yield f"    {name}: {value}"
    if unit.ordered:
        yield f"    order: {' '.join(unit.ordered)}"
    if unit.locale_filter:
        yield f"    locales: {' '.join(unit.locale_filter)}"
    for comment in unit.comments:
        yield f"    # {comment}"


def visible(text: str) -> str:
    """Text on one line, its invisible characters by number."""
    text = text.replace("\n", "\\n").replace("\r", "\\r")
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_units_of_a_page_are_those_written_beside_it(page: Path) -> None:
    wanted = page.with_suffix(".units").read_text("utf-8").splitlines()
    assert list(describe(read(page))) == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_comes_back_byte_for_byte(page: Path) -> None:
    document = read(page)
    same = {unit.key: unit.source for unit in document.units}
    data = page.read_bytes()
    assert html.write(document, same, locale=DUTCH, source_locale=DUTCH) == data
    assert html.write(document, {}, locale=DUTCH, source_locale=DUTCH) == data


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_translated_page_has_the_translations_and_nothing_else(page: Path) -> None:
    document = read(page)
    targets = {unit.key: shout(unit.source) for unit in document.units}
    written = html.write(document, targets, locale=GERMAN, source_locale=GERMAN)
    again = html.read(written, path=page.name, options=document.options)
    wanted = [targets[unit.key] if unit.applies_to(GERMAN) else unit.source for unit in document.units]
    assert [unit.source for unit in again.units] == wanted
    assert tags(again) == tags(document)


def tags(document: HtmlDocument) -> list[tuple[str, str]]:
    """Tags and other markup in order; wbr belongs to the words of the source."""
    tokens = document.tokens.tokens
    return [(token.kind.name, token.name) for token in tokens if token.kind is not Kind.TEXT and token.name != "wbr"]


def shout(text: str) -> str:
    """A translation that any encoding can hold."""
    content = inline.parse(text)
    return inline.render(part if isinstance(part, inline.Tag) else part.replace("e", "EE") for part in content)

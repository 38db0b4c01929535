"""Encodings: what a page declares, what it is read as, and that what is written says what it should (`encodings.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import html5lib
import pytest

from l10n.errors import L10nError
from l10n.formats import html
from l10n.formats.html import labels
from l10n.locales import Locale

CASES = tomllib.loads((Path(__file__).parent / "encodings.toml").read_text("utf-8"))
TABLE = tomllib.loads((Path(labels.__file__).parent / "encodings.toml").read_text("utf-8"))["encoding"]
DUTCH, ENGLISH = Locale("nl"), Locale("en")


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_a_page_is_read_as_browsers_read_it(case: dict[str, Any]) -> None:
    document = html.read(case["bytes"].encode("latin-1"), path="page.html")
    assert (document.encoding, document.units[0].source) == (case["codec"], case["text"])
    remarks = [f"{remark.message} {remark.line} {remark.hint}" for remark in document.warnings]
    assert len(remarks) == (1 if "remark" in case else 0)
    assert case.get("remark", "") in "".join(remarks)


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_what_is_no_page_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(L10nError) as caught:
        html.read(case["bytes"].encode("latin-1"), path="page.html")
    assert case["reason"] in caught.value.message
    assert caught.value.where == "page.html"
    assert caught.value.hint


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["name"])
def test_every_label_is_known(entry: dict[str, str]) -> None:
    assert {labels.codec_of(f" {label.upper()}\n") for label in entry["labels"].split()} == {entry["codec"]}
    assert entry["name"] in entry["labels"].split()


SIGNS = "¥‾\\~¢£¬‖−〜€łйΩ漢あ╝½"


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["name"])
@pytest.mark.parametrize(
    "page", ["<p>Prijs</p>", '<script type="application/ld+json">{"headline":"Prijs"}</script>', "<p title=Prijs>"]
)
def test_a_character_comes_back_whatever_the_encoding(entry: dict[str, str], page: str) -> None:
    data = f"<meta charset={entry['name']}>{page}".encode()
    document = html.read(data)
    written = html.write(document, {document.units[0].key: f"{SIGNS}."}, locale=ENGLISH, source_locale=DUTCH)
    again = html.read(written)
    assert again.units[0].source == f"{SIGNS}."
    assert again.encoding == document.encoding


@pytest.mark.parametrize("label", ["euc-jp", "iso-2022-jp", "koi8-u", "shift_jis", "macintosh", "windows-1255"])
def test_another_reader_of_the_bytes_sees_the_same(label: str) -> None:
    document = html.read(f"<meta charset={label}><p>Prijs</p>".encode())
    written = html.write(document, {document.units[0].key: SIGNS}, locale=ENGLISH, source_locale=DUTCH)
    tree = html5lib.parse(written, namespaceHTMLElements=False)
    assert "".join(tree.find(".//p").itertext()) == SIGNS


def test_bytes_that_would_join_what_is_written_are_refused() -> None:
    document = html.read(b"<meta charset=shift_jis><p>Prijs <b>x\x81</b>. Nu</p>")
    source = document.units[0].source
    assert source == "Prijs <b>x<x1/></b>. Nu"
    targets = {document.units[0].key: "Price <b>x<x1/>A</b>. Now"}
    with pytest.raises(L10nError, match="would say something else"):
        html.write(document, targets, locale=ENGLISH, source_locale=DUTCH)

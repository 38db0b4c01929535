"""Nothing in a translation can become more than text: the attacks of `attacks.toml`."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.formats import html
from l10n.formats.html import HtmlOptions
from l10n.locales import Locale

ATTACKS = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text("utf-8"))["attack"]
DUTCH, ENGLISH = Locale("nl"), Locale("en")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["name"])
def test_an_attack_is_refused_or_stays_text(attack: dict[str, Any]) -> None:
    options = HtmlOptions(templates=tuple(attack.get("templates", ())))
    document = html.read(attack["page"].encode(), path="page.html", options=options)
    unit = document.units[0]
    codes = [problem.code for problem in html.problems(unit, attack["target"])]
    targets = {unit.key: attack["target"]}
    if "refused" in attack:
        assert attack["refused"] in codes
        with pytest.raises(L10nError) as caught:
            html.write(document, targets, locale=ENGLISH, source_locale=DUTCH)
        assert caught.value.where == "page.html:1"
    else:
        assert codes == []
        assert attack["written"] in html.write(document, targets, locale=ENGLISH, source_locale=DUTCH).decode()


HOSTILE = st.lists(
    st.sampled_from(
        "< > \" ' & ; = ` / \\ { } % # $ ? ! -- --> ]]> </script> <script> </title> <b> </b> <x1/> {{ }} {% %} <%= %> "
        "&lt; &quot; &#34; &#x22; javascript: onerror= \\u0022 \\ \u2028 \u202e \x00 a é ]".split()
    )
    | st.just(" ")
    | st.just("\n"),
    max_size=12,
).map("".join)

PAGE = (
    '<!doctype html><html lang="nl"><head><title>Zink {{ t }}</title><meta name=description content=Kort>'
    '<script type="application/ld+json">{"name": "Zink", "url": "https://www.example.org/"}</script></head>'
    "<body><p>Neem <b>zink</b> van {{ merk }}</p><img alt='Een noot' src=a><input type=submit value=Ga>"
    '<a title="Lees meer" href="/x">Meer</a><textarea>Schrijf</textarea><svg><text>Klik</text></svg></body></html>'
)


@settings(max_examples=150, deadline=None)
@given(st.lists(HOSTILE, min_size=10, max_size=10))
def test_whatever_a_translation_says_the_page_keeps_its_elements(targets: list[str]) -> None:
    document = html.read(PAGE.encode(), options=HtmlOptions(templates=("liquid",)))
    chosen = {unit.key: text for unit, text in zip(document.units, targets, strict=False)}
    safe = {unit.key: chosen[unit.key] for unit in document.units if not list(html.problems(unit, chosen[unit.key]))}
    written = html.write(document, safe, locale=ENGLISH, source_locale=DUTCH).decode()
    assert shape(written) == shape(PAGE)
    assert re.findall(r"\{\{.*?\}\}|\{%.*?%\}", written) == ["{{ t }}", "{{ merk }}"]
    block = written[written.index("ld+json") + 9 : written.index("</script>")]
    assert list(json.loads(block)) == ["name", "url"]


def shape(page: str) -> list[tuple[str, list[str]]]:
    """Every element with the names of its attributes, as html5lib sees them."""
    import html5lib

    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [(str(element.tag), sorted(element.keys())) for element in tree.iter()]

"""Hostile pages cost time in proportion to their size: twice the page, twice the time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from l10n.formats import html
from l10n.formats.html import HtmlOptions
from l10n.locales import Locale
from tests import growth

ALL = HtmlOptions(templates=("liquid", "handlebars", "erb", "smarty", "blade"))
RULES = HtmlOptions(exclude=("p.geen", "//*[@a]"), notes={"li > b": "Kort"})
HOSTILE: dict[str, Callable[[int], str]] = {
    "tags without an end": lambda n: "<a " * n,
    "open quotes": lambda n: '<a b="' * n,
    "less-than signs": lambda n: "<" * n + "x",
    "less-than signs in text": lambda n: "<p>" + "a < b " * n,
    "open comments": lambda n: "<!--" * n,
    "open scripts": lambda n: "<script><!--" * n,
    "open titles": lambda n: "<title>" * n,
    "nested inline elements": lambda n: "<b>" * n + "x" + "</b>" * n,
    "unclosed inline elements": lambda n: "<b>" * n + "x" + "</i>" * n,
    "misnested inline elements": lambda n: "<b><i>" * n + "x" + "</b></i>" * n,
    "nested blocks": lambda n: "<div>" * n + "x" + "</div>" * n,
    "inline ends under blocks": lambda n: "<b>" * n + "<div>" * n + "</b>" * n,
    "list items": lambda n: "<li>x" * n,
    "nested drawings": lambda n: "<svg>" * n + "<text>x",
    "drawings in a sentence": lambda n: "<p>x" + "<svg><title>y</title></svg> z " * n,
    "unclosed drawing elements": lambda n: "<svg>" + "<g>" * n + "</x>" * n,
    "template openers": lambda n: "{% {{ <% {$ " * n,
    "template comments": lambda n: "{% endcomment %}" + "{% comment %}" * n,
    "template blocks": lambda n: "{% endif %}<p>x" + "{% if a %}y" * n,
    "attributes": lambda n: "<p " + 'a="b" ' * n + ">x",
    "units with attributes": lambda n: "<p>" + '<a title="een titel">x</a> ' * n,
    "references": lambda n: "<p>" + "&notit;&#99999999999;&amp" * n,
    "one long reference": lambda n: "<p>&" + "a" * n + "&#" + "9" * n,
    "line breaks": lambda n: "<p>" + "x<br><br>" * n,
    "comments in a sentence": lambda n: "<p>x" + "<!--c-->y " * n,
    "directives": lambda n: "<!-- l10n:note x -->" * n + "<p>y",
    "switches": lambda n: "<p>x" + "<!-- l10n:off -->y<!-- l10n:on -->z" * n,
    "JSON": lambda n: '<script type="application/ld+json">{"name":[' + '"woord",' * n + '"x"]}</script>',
    "deep JSON": lambda n: '<script type="application/ld+json">' + "[" * n + "]" * n + "</script>",
    "headings": lambda n: "<h1>x</h1><h2>y</h2>" * n,
    "line ends": lambda n: "<p>x\r\n" * n,
    "charsets": lambda n: "<meta charset" * n,
    "attributes of other names": lambda n: "<p " + " ".join(f"a{number}=b" for number in range(10 * n)) + ">x",
    "Ruby blocks": lambda n: "<%= " + "do " * 10 * n + "% %>",
    "notes around notes": lambda n: "".join(f"<i its-loc-note=n{number}>x" for number in range(2 * n)),
    "many notes": lambda n: "<!-- l10n:note a -->" * 10 * n + "<p>y",
    "comments of dashes": lambda n: ("<!--" + ":" + "-" * 1000 + "--!>") * (n // 100),
    "braces": lambda n: "<p>x" + "{{ a {b " * n + "{% {# <% {!! " * n + "{$a",
    "closed braces": lambda n: "<p>x" + "{{ a }} {% b %} y " * n,
    "braces in a text": lambda n: "<p>x" + "{a {b} <? " * n,
    "Blade directives": lambda n: "@endif" + "@if(" * (n // 2) + "@foreach('" * (n // 2),
    "Blade blocks": lambda n: "@endif" + "@if(a) x @else y @php " * n,
    "blocks of Angular": lambda n: "@if (a) {" * n + "x } @else {" * n,
    "braces of Angular": lambda n: "<p>@if (a) {" + "{ x } y " * n,
    "shortcodes": lambda n: "[/a]" + "[a b= " * n + "[a b=c d " * n + "[a:b" * n,
    "scripts of Rails": lambda n: "<%= javascript_tag do %>" * n + "<% if a %>x" * n,
    "strings in template code": lambda n: "<p>x" + "{{ ' {{ \" {% a ' " * n + "}}",
    "hashes in template code": lambda n: "<p>x" + "{{ a({b: " * n + "}}" * n,
    "strings of PHP": lambda n: "<?php ' ?>x<?php \" ?>y<?php /* ?>" * n + "<?php <<<A\n" * n,
    "marks of mail programs": lambda n: "<p>x" + "*|A %%a ###A " * n,
    "quotes in a charset": lambda n: "<meta charset='" + '<meta a="' * n,
}
NL, EN = Locale("nl"), Locale("en")


@pytest.mark.parametrize("options", [ALL, RULES], ids=["languages", "selectors"])
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_page(name: str, options: HtmlOptions) -> None:
    assert growth.exponent(round_trip(name, options), 1_000, 6_000) < growth.LIMIT


def round_trip(name: str, options: HtmlOptions) -> Callable[[int], Callable[[], object]]:
    """Reading, writing and auditing a hostile page of a size."""

    def page(size: int) -> Callable[[], object]:
        data = HOSTILE[name](size).encode()

        def action() -> None:
            document = html.read(data, options=options)
            targets = {unit.key: unit.source + " y" for unit in document.units}
            html.write(document, targets, locale=EN, source_locale=NL)
            html.audit(document)

        return action

    return page

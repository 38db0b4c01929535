"""Options that would let a translation hold more than text are refused."""

from __future__ import annotations

import pytest

from l10n.errors import UsageError
from l10n.formats import html
from l10n.formats.html import HtmlOptions


@pytest.mark.parametrize(
    "attribute", ["href", "a@href", "SRC", "style", "p@style", "srcdoc", "onclick", "svg@onload", "xlink:href", "data"]
)
def test_an_attribute_that_holds_an_address_or_code_is_refused(attribute: str) -> None:
    with pytest.raises(UsageError, match=f"«{attribute}»") as caught:
        HtmlOptions(attributes=("data-tip", attribute))
    assert caught.value.where == "[tool.l10n.html] attributes"


@pytest.mark.parametrize("attribute", ["data-tip", "img@data-caption", "data-href-title", "content", "value", "o-n"])
def test_other_attributes_are_fine(attribute: str) -> None:
    assert HtmlOptions(attributes=(attribute,)).attributes == (attribute,)


@pytest.mark.parametrize("selector", ["//p/@class", "//p/text()", "count(//p)", "/html/body/p/@class | //b"])
def test_a_selector_of_something_else_than_elements_is_refused(selector: str) -> None:
    if selector.startswith("count"):
        selector = f"({selector})"
    with pytest.raises(UsageError, match="other than elements"):
        html.read(b"<p class=x>Zink <b>nu</b></p>", options=HtmlOptions(exclude=(selector,)))

"""What the attributes of one start tag say: their values, and which of them are text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from l10n.formats.html.attributes import is_text, meta_name
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.references import decode_attribute
from l10n.formats.html.tokens import Attribute


def values(source: str, found: tuple[Attribute, ...]) -> dict[str, str]:
    """Return the decoded values by name; of equal names the first counts, a bare name has an empty value."""
    result: dict[str, str] = {}
    for attribute in found:
        if attribute.name not in result:
            value = source[attribute.value_start : attribute.value_end] if attribute.value_start >= 0 else ""
            result[attribute.name] = decode_attribute(value)
    return result


def text_attributes(
    element: str, found: tuple[Attribute, ...], values: Mapping[str, str], options: HtmlOptions
) -> Iterator[tuple[Attribute, str]]:
    """Yield the attributes that hold text, each with the unit's kind: `img@alt`, `meta:description`."""
    if element == "meta":
        if name := meta_name(values, options):
            for attribute in found:
                if attribute.name == "content" and attribute.value_start >= 0:
                    yield attribute, f"meta:{name}"
                    return
        return
    seen: set[str] = set()
    for attribute in found:
        if attribute.value_start < 0 or attribute.name in seen:
            continue
        seen.add(attribute.name)
        if is_text(attribute.name, element, values, options):
            yield attribute, f"{element}@{attribute.name}"

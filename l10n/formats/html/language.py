"""The language and direction that a page says it has: `lang`, `xml:lang` and `dir` of its `<html>`."""

from __future__ import annotations

from l10n.formats.html.document import HtmlDocument
from l10n.formats.html.splice import Edit
from l10n.formats.html.syntax import attributes
from l10n.formats.html.token import Attribute, Kind
from l10n.locales import Locale


def language_edits(document: HtmlDocument, locale: Locale) -> list[Edit]:
    """Return the edits that make `<html>` say it is in `locale`; none for a page without that tag.

    `dir` is set where the direction differs from what the page says (left to right where it says nothing).
    A value that template code writes is left to the template.
    """
    token = next((token for token in document.tokens.tokens if token.kind is Kind.START and token.name == "html"), None)
    if token is None:
        return []
    found: dict[str, Attribute] = {}
    for attribute in attributes(document.masked.text, token):
        found.setdefault(attribute.name, attribute)
    behind_name = token.start + 1 + len(token.name)
    edits: list[Edit] = []
    added = ""
    for name in ("lang", "xml:lang"):
        if name in found:
            edits += _set(document, found[name], str(locale))
    if "lang" not in found and not ("xml:lang" in found and document.text.lstrip().startswith("<?xml")):
        added += f' lang="{locale}"'
    if "dir" in found:
        attribute = found["dir"]
        if document.text[attribute.value_start : attribute.value_end].strip().lower() != locale.direction:
            edits += _set(document, attribute, locale.direction)
    elif locale.direction == "rtl":
        added += ' dir="rtl"'
    if added:
        place = _behind(found["lang"]) if "lang" in found else behind_name
        edits.append(Edit(place, place, (added,)))
    return edits


def _behind(attribute: Attribute) -> int:
    if attribute.value_start < 0:
        return attribute.start + len(attribute.name)
    return attribute.value_end + len(attribute.quote)


def _set(document: HtmlDocument, attribute: Attribute, value: str) -> list[Edit]:
    if document.masked.within(attribute.start, max(attribute.value_end, attribute.start + len(attribute.name))):
        return []
    if attribute.value_start < 0:
        end = attribute.start + len(attribute.name)
        return (
            [Edit(attribute.start, end, (f'{attribute.name}="{value}"',))]
            if document.text[end : end + 1] != "="
            else []
        )
    return [Edit(attribute.value_start, attribute.value_end, (value,))]

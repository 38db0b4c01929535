"""Which attributes hold text that a person sees or hears.

WHATWG HTML, "The translate attribute" lists the translatable attributes; WAI-ARIA adds its own; the names of meta
elements are those of HTML, Open Graph and Twitter cards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from l10n.formats.html.options import HtmlOptions

TEXT_ATTRIBUTES: dict[str, frozenset[str]] = {
    "alt": frozenset("img area input applet".split()),
    "title": frozenset(),
    "xlink:title": frozenset(),
    "placeholder": frozenset(),
    "abbr": frozenset("th td".split()),
    "label": frozenset("option optgroup track menu menuitem command".split()),
    "summary": frozenset(["table"]),
    "standby": frozenset(["object"]),
    "hx-confirm": frozenset(),
    "hx-prompt": frozenset(),
    "wire:confirm": frozenset(),
    "phx-confirm": frozenset(),
    "data-confirm": frozenset(),
    "data-turbo-confirm": frozenset(),
    "aria-label": frozenset(),
    "aria-description": frozenset(),
    "aria-roledescription": frozenset(),
    "aria-valuetext": frozenset(),
    "aria-placeholder": frozenset(),
    "aria-braillelabel": frozenset(),
    "aria-brailleroledescription": frozenset(),
}
"""Attribute -> the elements it is text on; an empty set stands for every element. `alt` is text on custom elements too."""

_UNSEEN = frozenset("link style script meta base head html".split())
_SHOWN_LINKS = frozenset(
    "alternate appendix author bookmark chapter contents copyright first glossary help home index last license next prev "
    "previous search section start subsection toc top up".split()
)
_FOR_PROGRAMS = re.compile(r"oembed|/json|css", re.IGNORECASE)
_BUTTONS = frozenset("submit button reset".split())
META_NAMES = frozenset(
    "title description keywords application-name apple-mobile-web-app-title msapplication-tooltip abstract subject "
    "news_keywords summary citation_title citation_abstract citation_keywords pinterest:description dcterms.abstract "
    "og:title og:description og:site_name og:image:alt og:video:title twitter:title twitter:description "
    "twitter:image:alt twitter:label1 twitter:label2 twitter:data1 twitter:data2 article:section article:tag "
    "dc.title dc.description dc.subject dcterms.title dcterms.description dcterms.subject".split()
)
"""`name`, `property` or `itemprop` of a meta element whose content is text."""

ITEMPROPS = frozenset(
    "name headline description alternativeheadline caption keywords articlesection abstract text award jobtitle slogan".split()
)


def is_text(attribute: str, element: str, values: Mapping[str, str], options: HtmlOptions) -> bool:
    """True where the attribute of such an element is translated; `values` are the element's attributes."""
    if options.no_attributes or options.attributes:
        names = {attribute, f"{element}@{attribute}"}
        if not names.isdisjoint(options.no_attributes):
            return False
        if not names.isdisjoint(options.attributes):
            return not attribute.startswith("on")
    if attribute == "value":
        return element == "input" and values.get("type", "").strip().lower() in _BUTTONS
    elements = TEXT_ATTRIBUTES.get(attribute)
    if elements is None:
        return False
    if element in _UNSEEN:
        return element == "link" and attribute == "title" and _is_named(values)
    return not elements or element in elements or (attribute == "alt" and "-" in element)


def _is_named(values: Mapping[str, str]) -> bool:
    """True for a link whose title a browser or a feed reader shows; that of a style sheet is its identifier."""
    relations = values.get("rel", "").lower().split()
    return (
        not _SHOWN_LINKS.isdisjoint(relations)
        and "stylesheet" not in relations
        and not _FOR_PROGRAMS.search(values.get("type", ""))
    )


def meta_name(values: Mapping[str, str], options: HtmlOptions) -> str:
    """The name of a meta element whose content is text, or an empty string."""
    for attribute in ("name", "property", "itemprop"):
        name = values.get(attribute, "").strip().lower()
        if name in META_NAMES or (attribute == "itemprop" and name in ITEMPROPS):
            return name
        if name and name in (extra.lower() for extra in options.meta):
            return name
    return ""

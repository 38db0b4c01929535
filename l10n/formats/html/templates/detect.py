"""Which template languages a page seems to be written in, for a suggestion."""

from __future__ import annotations

import re

from l10n.formats.html.templates.syntax import ANGULAR_PAGE, BLADE_PAGE

_ANY = re.compile(
    r"(?P<php><\?(?:php\b|=))|(?P<erb><%[=\-#_\s])|(?P<statement>\{%-?\s*(?P<tag>\w+))"
    r"|(?P<handlebars>\{\{\{|\{\{[#/>^!])|(?P<go>\{\{-?\s*(?:end|range\s[^}]*|define\s+\"[^}]*)\s*-?\}\})|(?P<braces>\{\{)"
    r"|(?P<smarty>\{\$\w|\{/(?:if|foreach|section|literal)\})"
)
# One character is found much faster than two.
_OPENINGS = (("{", ("{{", "{%", "{$", "{/")), ("%", ("<%",)), ("?", ("<?",)))
_LIQUID_TAGS = frozenset(
    "assign capture unless schema paginate tablerow render section sections layout form liquid increment decrement echo".split()
)


def detect(text: str) -> tuple[str, ...]:
    """Return the template languages that a text seems to hold, the surest first."""
    found: dict[str, None] = {}
    braces = False
    if "@" in text and (blade := BLADE_PAGE.search(text) or ANGULAR_PAGE.search(text)):
        return ("blade",) if blade.re is BLADE_PAGE else ("angular",)
    if not any(mark in text and any(opening in text for opening in openings) for mark, openings in _OPENINGS):
        return ()
    for match in _ANY.finditer(text):
        kind = match.lastgroup
        if match["statement"]:
            found["liquid" if match["tag"] in _LIQUID_TAGS else "jinja"] = None
        elif kind == "braces":
            braces = True
        elif kind is not None and kind != "php":
            found[kind] = None
    if "liquid" in found:
        found.pop("jinja", None)
    if "liquid" in found or "jinja" in found or "go" in found:
        found.pop("handlebars", None)
    elif braces and "handlebars" not in found:
        found["handlebars"] = None
    return tuple(found)

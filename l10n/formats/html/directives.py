"""What authors say to the tool and to translators in comments.

`<!-- l10n:off -->` ... `<!-- l10n:on -->`, `<!-- l10n:note TEXT -->` and `<!-- l10n:context NAME -->`; gettext's
`TRANSLATORS:` is read as a note, translate-toolkit's `translate:off` and `translate:on` as the switch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Where a comment of HTML, Jinja, Handlebars, Smarty or ERB begins and ends.
_COMMENTS = (("<!--", "-->"), ("<!--", "--!>"), ("{#", "#}"), ("{{!", "}}"), ("{*", "*}"), ("<%#", "%>"))
_SWITCH = re.compile(r"(?:l10n|translate):(on|off)", re.IGNORECASE)
_NAMED = re.compile(r"l10n:(\w+):?\s*(.*)", re.IGNORECASE | re.DOTALL)
_NOTE = re.compile(r"(?:translators?|vertalers?):\s*(.*)", re.IGNORECASE | re.DOTALL)
# Comments that a program acts on: conditional comments, server-side includes, block editors, phpBB, mail protection.
_MARKER = re.compile(
    r"<!--(?:\[if\b|<!\[endif|#\w|esi\b|\s*/?wp:|more\b|nextpage\b|noindex|/noindex|googleo|/?email_off|/?sse\b|/?mt\b"
    r"|\s*(?:ko|/ko)\b|\s*(?:BEGIN|END|IF|ELSE|ELSEIF|ENDIF|INCLUDE)\b|\s*\#\#\#\w)|<!(?!--)|<\?"
)


@dataclass(frozen=True, slots=True)
class Directive:
    """One instruction of the author: `on`, `off`, `note`, `context`, or a name that does not exist."""

    name: str
    body: str = ""


def read_directive(comment: str) -> Directive | None:
    """Return what a comment asks for; None for an ordinary one."""
    if len(comment) > _LONGEST or ":" not in comment:
        return None
    text = _inside(comment)
    if found := _SWITCH.fullmatch(text):
        return Directive(found[1].lower())
    if found := _NAMED.fullmatch(text):
        return Directive(found[1].lower(), " ".join(found[2].split()))
    if found := _NOTE.fullmatch(text):
        return Directive("note", " ".join(found[1].split()))
    return None


def _inside(comment: str) -> str:
    """The text of a comment, without dashes and white space at its edges."""
    for opener, closer in _COMMENTS:
        if comment.startswith(opener) and comment.endswith(closer):
            return comment[len(opener) : -len(closer)].strip(_EDGE)
    return ""


_EDGE = "- \t\n\f\r\v\xa0"
_LONGEST = 4000
NAMES = ("on", "off", "note", "context")


def is_marker(comment: str) -> bool:
    """True for a comment that must keep its place, because a program or an old browser acts on it."""
    return _MARKER.match(comment) is not None

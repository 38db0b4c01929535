"""What authors say to the tool and to translators in comments.

`<!-- l10n:off -->` ... `<!-- l10n:on -->`, `<!-- l10n:note TEXT -->` and `<!-- l10n:context NAME -->`; gettext's
`TRANSLATORS:` is read as a note, translate-toolkit's `translate:off` and `translate:on` as the switch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIRECTIVE = re.compile(
    r"(?:<!--|\{#|\{\{!(?:--)?|\{\*|<%#)[\s-]*"
    r"(?:(?:l10n|translate):(?P<switch>on|off)|l10n:(?P<name>\w+)\s*(?P<body>[^-].*?)?"
    r"|(?:(?i:translators?|vertalers?)):\s*(?P<note>.*?))"
    r"[\s-]*(?:-->|#\}|\}\}|\*\}|%>)\Z",
    re.DOTALL,
)
# Comments that a program acts on: conditional comments, server-side includes, block editors.
_MARKER = re.compile(
    r"<!--(?:\[if\b|#\w|esi\b|\s*/?wp:|more\b|nextpage\b|noindex|/noindex|googleo|\s*(?:ko|/ko)\b)|<!(?!--)|<\?"
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
    found = _DIRECTIVE.match(comment)
    if found is None:
        return None
    if found["switch"]:
        return Directive(found["switch"])
    if found["note"] is not None:
        return Directive("note", " ".join(found["note"].split()))
    return Directive(found["name"], " ".join((found["body"] or "").split()))


_LONGEST = 4000
NAMES = ("on", "off", "note", "context")


def is_marker(comment: str) -> bool:
    """True for a comment that must keep its place, because a program or an old browser acts on it."""
    return _MARKER.match(comment) is not None

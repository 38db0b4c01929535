"""Words that are template code: the directives of Blade (`@if (...)`) and the blocks of Angular (`@if (...) {`)."""

from __future__ import annotations

import re

BLADE_OPENERS = frozenset(
    "if unless foreach forelse for while switch auth guest can cannot canany error production env push pushonce pushif prepend "
    "prependonce component componentfirst slot once session fragment hassection sectionmissing verbatim teleport persist "
    "feature role hasrole".split()
)
BLADE_DIVIDERS = frozenset("else elseif elsecan elsecannot elsecanany elseauth elseguest case default empty".split())
BLADE_CLOSERS = frozenset("show stop overwrite append".split())
BLADE_OUTPUTS = frozenset("yield lang choice parent include each json js".split())
_BLADE_ALONE = (
    "auth|guest|else|empty|default|production|verbatim|php|once|parent|show|stop|overwrite|append|break|continue|csrf|"
    "viteReactRefresh|livewireStyles|livewireScripts|livewireScriptConfig|fluxScripts|fluxAppearance|persist|script|assets|lang"
)
_BLADE_SPACED = "|".join(
    sorted(
        {
            *BLADE_OPENERS,
            *BLADE_DIVIDERS,
            *BLADE_OUTPUTS,
            "isset",
            "section",
            "method",
            "props",
            "php",
            "break",
            "continue",
        }
    )
)
_BLADE_ATTRIBUTES = (
    "class|style|checked|selected|disabled|readonly|required|include\\w+|extends\\w*|yield|stack|vite|livewire|can\\w*"
)
BLADE_KNOWN = rf"@(?<![\w@]@)(?:end[a-zA-Z]++|(?:{_BLADE_ATTRIBUTES}|{_BLADE_SPACED})[ \t]*+(?=\()|(?:{_BLADE_ALONE})(?![\w(.@-]))"
"""A directive of Blade itself; pages and programs may have more."""
BLADE = (
    r"@(?<![\w@]@)(?P<blade>"
    rf"end[a-zA-Z]++|(?i:{_BLADE_SPACED})[ \t]*+(?=\()|[a-zA-Z]\w*+(?=\()|(?:{_BLADE_ALONE})(?![\w(.@-]))"
)
"""A directive; what it takes in brackets comes behind it. `@@if` and addresses such as a@if.nl are text."""
ANGULAR = (
    r"(?P<angular>(?:\}[ \t\n]*+)?@(?<![\w@]@)(?:else[ \t\n]++if|if|else|for|empty|switch|case|default|defer|placeholder|loading|"
    r"error)[ \t\n]*+(?=[({])|@(?<![\w@]@)let[ ]\w++[ ]*+=[^;<]*+;)"
)
"""The head of a block up to its brackets or its brace, or a whole `@let`."""
_BLADE_END = re.compile(r"@endphp\b")


def blade_php_end(text: str, start: int) -> int:
    """Return where a block of PHP ends that begins before `start` with `@php`; -1 where it does not."""
    found = _BLADE_END.search(text, start)
    return found.end() if found else -1

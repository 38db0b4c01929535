"""Which template code a text holds, whatever its language: what no translation may add, change or lose."""

from __future__ import annotations

import re
from collections import Counter

from l10n.formats.html.templates.certain import MARKS
from l10n.formats.html.templates.words import BLADE_KNOWN


def codes(text: str) -> Counter[str]:
    """Count what in a text would be code to any template language: whole constructs, and delimiters that stand alone.

    Words in single braces count as `{ }`, whatever they say, where no language would take them for code: `{0}` not at all.
    """
    found: Counter[str] = Counter()
    if not _MAY_HOLD_CODE.search(text):
        return found
    missing: set[str] = set()
    if "," in text and (heads := _PLURAL.findall(text)):
        # ICU: the texts in its inner braces are to be translated, with more or fewer cases, so the braces must be even.
        found.update(["".join(head.split()) for head in heads])
        surplus = text.count("{") - text.count("}")
        found.update({"{,": max(surplus, 0), "},": max(-surplus, 0)})
        missing.add("}")
    position = 0
    while match := _OPENING.search(text, position):
        position = match.end()
        closer = _CLOSERS[match.lastindex - 1] if match.lastindex and match.lastindex <= len(_CLOSERS) else ""
        end = text.find(closer, position) if closer and closer not in missing else -1
        if end < 0:
            if closer:
                missing.add(closer)
            if match[0] != "{" or "{," not in found:
                found[match[0]] += 1
            continue
        position = end + len(closer)
        code = text[match.start() : position]
        found["{ }" if closer == "}" and _is_prose(code) else code] += 1
    if "@" in text and any(code[0] == "@" for code in found):
        # A quote or bracket more, and another piece of the text would be the arguments of a directive.
        found.update({sign: text.count(sign) for sign in _ARGUMENT_SIGNS if sign in text})
    return found


def is_whole(code: str) -> bool:
    """True for a key of `codes` that is a construct from its beginning to its end."""
    return code in _ARGUMENT_SIGNS or (code != "{ }" and code.endswith(("}", ">", ",")) and not _ALONE.fullmatch(code))


_ALONE = re.compile(r"\}\}|%\}|#\}|!!\}|\*\}|%>|\?>|\ufffc\}")
_PAIRS = (
    (r"\{\{\{\{", "}}}}"),
    (r"\{\{\{", "}}}"),
    (r"\{\{", "}}"),
    (r"\{%", "%}"),
    (r"\{\#", "#}"),
    (r"\{!!", "!!}"),
    (r"\{\*", "*}"),
    (r"<%", "%>"),
    (r"<\?", "?>"),
    (r"[$\#]\{", "}"),
    (r"\{(?=/?[A-Za-z_]|[$\"'])", "}"),
)
_OPENING = re.compile(
    "|".join(
        [
            *(f"({pattern})" for pattern, _ in _PAIRS),
            r"[{$]\ufffc",
            _ALONE.pattern,
            MARKS,
            BLADE_KNOWN,
            r"\[/[a-zA-Z][\w-]*\]",
        ]
    )
)
_CLOSERS = tuple(closer for _, closer in _PAIRS)
_MAY_HOLD_CODE = re.compile(r"[{}@\[]|<[%?]|[%?]>|\$\ufffc|\*\||\#\#\#|%%")
_ARGUMENT_SIGNS = "'\"()"
_PLURAL = re.compile(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,")
_SIGNS = re.compile(r"[^\w\s,.;!?-]")
_SMARTY_WORDS = frozenset(
    "append assign block call capture config_load counter cycle debug else elseif eval extends fetch for foreach foreachelse "
    "forelse function if include include_php insert ldelim literal mailto make_nocache math nocache php rdelim section "
    "sectionelse setfilter strip textformat while".split()
)


def _is_prose(code: str) -> bool:
    """True for several words in braces that Smarty would not run."""
    words = code[1:-1].split()
    return len(words) > 1 and words[0].lower() not in _SMARTY_WORDS and not _SIGNS.search(code[1:-1])

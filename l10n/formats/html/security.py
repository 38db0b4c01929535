"""What makes a translation unusable for a unit: fail closed, before anything is written.

A translation brings characters and the codes of its source, nothing else: no markup, no template code, no control
characters, no invisible overrides of the writing direction (Unicode TR 36, CVE-2021-42574).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n import inline
from l10n.formats.html.characters import CONTROL
from l10n.inline import Problem
from l10n.model import Unit

_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_SEPARATORS = re.compile("[\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f]")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|<%|%>|<\?|\?>|\$\{|\{\$|\{\*|\*\}|[{$]\ufffc|\ufffc\}")
_SMARTY = re.compile(r"\{/?[A-Za-z]")


def problems(unit: Unit, target: str) -> Iterator[Problem]:
    """Yield everything that makes `target` unusable as the translation of `unit`; nothing where it is safe."""
    yield from inline.compare(unit.source, target, ordered=unit.ordered)
    wanted, found = inline.plain(unit.source), inline.plain(target)
    if control := CONTROL.search(found):
        yield Problem(
            "control",
            f"The translation has the control character {_name(control[0][0])}.",
            "Remove it; it is invisible.",
        )
    yield from _direction(wanted, found)
    if (hidden := _SEPARATORS.search(found)) and hidden[0] not in wanted:
        yield Problem("control", f"The translation has the invisible character {_name(hidden[0])}.", "Remove it.")
    yield from _template_code(wanted, found)
    if not found.strip() and wanted.strip():
        yield Problem("emptied", "The translation shows no text.", "Translate the text, or leave the entry empty.")


def _direction(wanted: str, found: str) -> Iterator[Problem]:
    if not (set(found) & _BIDI):
        return
    extra = Counter(_OVERRIDES.findall(found)) - Counter(_OVERRIDES.findall(wanted))
    for character in extra:
        yield Problem(
            "bidi-override",
            f"The translation overrides the writing direction with {_name(character)}.",
            "Remove it; for a word of the other direction, LRM (U+200E) and RLM (U+200F) are enough.",
        )
    depth = 0
    for character in _ISOLATES.findall(found):
        depth += -1 if character == "\u2069" else 1
        if depth < 0:
            break
    if depth:
        yield Problem(
            "bidi-override",
            "The isolates (U+2066 to U+2069) of the translation are not balanced.",
            "Close each with U+2069.",
        )


def _template_code(wanted: str, found: str) -> Iterator[Problem]:
    if "{" not in found and "}" not in found and "%" not in found and "?" not in found:
        return
    extra = Counter(_TEMPLATE.findall(found)) - Counter(_TEMPLATE.findall(wanted))
    if not extra and "{" in found and "{" not in wanted and (smarty := _SMARTY.search(found)):
        extra = Counter([smarty[0]])
    for code in extra:
        yield Problem(
            "template",
            f"«{code}» would be template code, which a translation must not add.",
            "Remove it; copy <x1/> placeholders from the source line instead.",
        )


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"

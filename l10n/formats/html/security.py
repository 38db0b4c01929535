"""What makes a translation unusable for a unit: fail closed, before anything is written.

A translation brings characters and the codes of its source, nothing else: no markup, no template code, no control
characters, no invisible overrides of the writing direction (Unicode TR 36, CVE-2021-42574).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n import inline
from l10n.formats.html import templates
from l10n.formats.html.characters import CONTROL, shorten
from l10n.inline import Problem, TagKind
from l10n.model import Unit

_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_SEPARATORS = re.compile("[\u2028\u2029\ufff9-\ufffb\U000e0000-\U000e007f]")
# WHATWG HTML: the start tag of one of these closes an open element of its own name, or must not stand in it.
_NOT_IN_ITSELF = frozenset("a button label nobr".split())


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
    for hidden in Counter(_SEPARATORS.findall(found)) - Counter(_SEPARATORS.findall(wanted)):
        yield Problem("control", f"The translation has the invisible character {_name(hidden)}.", "Remove it.")
    yield from _template_code(wanted, found)
    if target.count("<") > 3:
        yield from _in_itself(unit.source, target)
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
    """A translation has the template code of its source, each construct as it stands there and as often."""
    have, want = templates.codes(found), templates.codes(wanted)
    for code in have - want:
        yield Problem(
            "template",
            f"«{shorten(code)}» would be template code, which a translation must not add.",
            "Copy such code from the source as it stands there; write no other words in braces.",
        )
    for code in want - have:
        if templates.is_whole(code):
            yield Problem(
                "template",
                f"«{shorten(code)}» may be template code and is not in the translation.",
                "Copy it from the source as it stands there.",
            )


def _in_itself(source: str, target: str) -> Iterator[Problem]:
    """Elements that a browser would close, and open again elsewhere, where they stand in one of their own name."""
    for name in _nested(target) - _nested(source):
        yield Problem(
            "nesting",
            f"<{name}> stands in another <{name}>, which HTML does not allow.",
            "Put them beside each other, as the source has them.",
        )


def _nested(text: str) -> set[str]:
    nested: set[str] = set()
    depth: Counter[str] = Counter()
    for tag in inline.tags(text):
        name = tag.name.rstrip("0123456789.")
        if name in _NOT_IN_ITSELF and tag.kind is not TagKind.STANDALONE:
            depth[name] += 1 if tag.kind is TagKind.OPEN else -1
            if depth[name] > 1:
                nested.add(name)
    return nested


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"

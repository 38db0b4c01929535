"""The check `control`: characters that no reader sees and that should not be there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.model import Severity

# C0 and C1 controls but tab and line feed, bidirectional embeddings and overrides, noncharacters, the replacement
# character, lone surrogates, tags (Unicode TR 36, "Security Considerations"; the "Trojan Source" characters).
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u206a-\u206f\ufff9-\ufffb\ufffd\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_ISOLATES = re.compile("[\u2066-\u2069]")


@pair_check("control", Severity.ERROR)
def control(pair: Pair, context: Context) -> Iterator[Remark]:
    """The translation has no control characters, and nothing that turns the direction of text by force.

    A bidirectional override (U+202E) can make a dose read backwards; controls and U+FFFD are damage from another
    program. The marks LRM, RLM and ALM and closed isolates (U+2066 to U+2069) are fine, as is what the source has.
    """
    for character in dict.fromkeys(_UNWANTED.findall(pair.target_text)):
        if character not in pair.source_text:
            yield Remark(
                f"{_named(character)} does not belong in a text; remove it.", suggestion=_without(pair, character)
            )
    depth = 0
    for mark in _ISOLATES.findall(pair.target_text):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            break
    if depth:
        yield Remark("A directional isolate (U+2066 to U+2069) is not closed, or closed twice.")


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"The character U+{ord(character):04X}{f' {name}' if name else ''}"


def _without(pair: Pair, character: str) -> str:
    return pair.target.replace(character, "") if character != "\ufffd" and character in pair.target else ""

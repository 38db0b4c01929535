"""JSON-LD in a page: the strings of schema.org properties that people read, found by offset.

The strings stay where they are in the source; only what stands between their quotes is replaced.
"""

from __future__ import annotations

import json


def encode(characters: str, *, ascii_only: bool = False) -> str:
    """Write characters as the inside of a JSON string that cannot end its script element."""
    text = json.dumps(characters, ensure_ascii=ascii_only)[1:-1]
    for character in "<>&\u2028\u2029\x7f":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text

"""Web and mail addresses in running text."""

from __future__ import annotations

import re

_WORD = re.compile(r"\S+")
_MARKS = ("://", "@", "www.")


def without_addresses(text: str) -> str:
    """The text without every run of characters that holds an address."""
    if not any(mark in text for mark in _MARKS):
        return text
    return _WORD.sub(lambda match: "" if any(mark in match[0] for mark in _MARKS) else match[0], text)

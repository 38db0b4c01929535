"""Putting an answer right before anything else: the level of escaping, and the white space at the edges."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8}(?:acute|grave|circ|uml|tilde|cedil)|euro);"
)


def level(text: str, wanted: Sequence[str], *, raw: str = "") -> str:
    """Undo a wrong level of escaping: references the source text does not have are read, lost ones stay as they came.

    `wanted` are the references in the characters of the source; nearly always none.
    """
    if wanted:
        return raw if raw and ENTITY.findall(text) != wanted and ENTITY.findall(raw) == wanted else text
    for _ in range(2):
        if not ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def outer_space(source: str, target: str) -> str:
    """Give the target the white space at its edges that the source has; line breaks within become spaces."""
    left = source[: len(source) - len(source.lstrip())]
    right = source[len(source.rstrip()) :] if source.strip() else ""
    if "\n" not in source:
        target = re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", target.strip())
    return left + target.strip() + right

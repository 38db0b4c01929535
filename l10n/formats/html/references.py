"""Character references: source text -> characters, and characters -> source text that means the same.

WHATWG HTML, "Character reference state"; in attributes a reference without semicolon before `=`, a letter or a
digit is text.
"""

from __future__ import annotations

import re
from html.entities import html5

_REFERENCE = re.compile(
    r"&(?:#[xX](?P<hex>[0-9a-fA-F]+);?|#(?P<decimal>[0-9]+);?|(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<end>[;=]?))"
)
_WINDOWS_1252 = {
    number: bytes([number]).decode("cp1252")
    for number in range(0x80, 0xA0)
    if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_CLOSED = {name[:-1]: character for name, character in html5.items() if name.endswith(";")}
_LONGEST_LEGACY = max(len(name) for name in html5 if not name.endswith(";"))

# Invisible characters that authors write by name; a translation writes them as its source does.
NAMED = {
    "\u00a0": "&nbsp;",
    "\u00ad": "&shy;",
    "\u200c": "&zwnj;",
    "\u200d": "&zwj;",
    "\u200e": "&lrm;",
    "\u200f": "&rlm;",
}


def decode(text: str) -> str:
    """Return the characters that source text between tags, in a title or a textarea stands for."""
    return (_decode_closed(text) or _REFERENCE.sub(_in_text, text)) if "&" in text else text


def decode_attribute(text: str) -> str:
    """Return the characters that an attribute's value stands for."""
    return (_decode_closed(text) or _REFERENCE.sub(_in_attribute, text)) if "&" in text else text


def encode(characters: str, *, like: str, quote: str = "") -> str:
    """Write characters as source text: `&`, `<`, `>` and `quote` always as references.

    No-break spaces and joiners are written as `like`, the source text to resemble, writes them.
    """
    text = characters.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        text = text.replace(quote, "&quot;" if quote == '"' else "&#39;")
    if not text.isascii():
        for character, reference in NAMED.items():
            if character in text and reference in like:
                text = text.replace(character, reference)
    return text


def _decode_closed(text: str) -> str:
    """Decode a text of which every `&` begins a known name with its semicolon; empty for any other."""
    first, *pieces = text.split("&")
    parts = [first]
    for piece in pieces:
        name, _, rest = piece.partition(";")
        if (character := _CLOSED.get(name)) is None or len(name) == len(piece):
            return ""
        parts += (character, rest)
    return "".join(parts)


def _in_text(found: re.Match[str]) -> str:
    name = found["name"]
    if name is None:
        return _numbered(found)
    if found["end"] == ";" and (character := html5.get(f"{name};")):
        return character
    return _legacy(name) + found["end"]


def _in_attribute(found: re.Match[str]) -> str:
    name = found["name"]
    if name is None:
        return _numbered(found)
    if found["end"] == ";":
        return html5.get(f"{name};", found[0])
    if found["end"] == "=" or name not in html5:
        return found[0]
    return html5[name]


def _legacy(name: str) -> str:
    """Names that need no semicolon, the longest first: `&notit` is `¬it`."""
    for length in range(min(len(name), _LONGEST_LEGACY), 1, -1):
        if character := html5.get(name[:length]):
            return character + name[length:]
    return f"&{name}"


def _numbered(found: re.Match[str]) -> str:
    digits = (found["hex"] or found["decimal"]).lstrip("0")
    if len(digits) > 8:
        return "\ufffd"
    number = int(digits or "0", 16 if found["hex"] else 10)
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return _WINDOWS_1252.get(number) or chr(number)

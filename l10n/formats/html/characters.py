"""What a stretch of source text says as characters: references decoded, white space collapsed, the unfit left out."""

from __future__ import annotations

import re

from l10n import inline
from l10n.formats.html import references

LETTER = re.compile(r"[^\W\d_]")
SPACE = re.compile(r"\s")
# Not for a PO file: C0 and C1 controls, lone surrogates (undecodable bytes), noncharacters.
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_UNFIT = re.compile("[\u00ad\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_LONG = 60
_MUCH = 500
_PLAIN_ASCII = bytes([*range(0x20, 0x7F), 0x09, 0x0A, 0x0D])


def plain_text(text: str, *, preserve: bool = False, attribute: bool = False) -> str:
    """Return a piece of source text as characters: references decoded, white space collapsed unless it counts."""
    if "&" in text:
        text = references.decode_attribute(text) if attribute else references.decode(text)
    if text.isprintable() and (preserve or "  " not in text):
        return text
    return without_controls(text) if preserve else _fit(collapse(text))


def collapse(text: str) -> str:
    """Every run of HTML's white space as one space; no-break and ideographic spaces are none."""
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def plain_coded(text: str, *, preserve: bool = False, attribute: bool = False) -> tuple[str, tuple[str, ...]]:
    """Write source text without any code as inline text; return it with its comments."""
    characters = plain_text(text, preserve=preserve, attribute=attribute)
    if "&" in characters or "<" in characters:
        coded = inline.escape(characters)
    else:
        coded = characters
    if characters.isprintable():
        return coded.strip(" "), ()
    return coded.strip("\t\n\f\r "), invisible(characters)


def without_controls(characters: str) -> str:
    """Characters without those no PO file can hold; line ends as newlines."""
    if characters.isprintable():
        return characters
    return _fit(unix_lines(characters))


def unix_lines(text: str) -> str:
    """Every line end as a newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def has_letter(text: str) -> bool:
    """True where source text shows a letter, be it as a reference."""
    if "&" in text:
        text = references.decode(text)
    return text[:1].isalpha() or LETTER.search(text) is not None


def has_control(text: str) -> bool:
    """True where source text has a character that no PO file can hold."""
    return not is_plain(text) and CONTROL.search(text) is not None


def invisible(text: str) -> tuple[str, ...]:
    """A line on the no-break spaces of a text, which an editor cannot see."""
    count = text.count("\u00a0") + text.count("\u202f")
    if not count:
        return ()
    return ("1 no-break space" if count == 1 else f"{count} no-break spaces",)


def shorten(text: str, limit: int = _LONG) -> str:
    """The text on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def printable(code: str) -> str:
    """Source code on one line, shortened, with a sign for what cannot be shown."""
    return shorten(CONTROL.sub("\ufffd", code))


def _fit(characters: str) -> str:
    return characters if is_plain(characters) else _UNFIT.sub("", characters)


def is_plain(text: str) -> bool:
    """True where text shows all it has, but for white space and no-break spaces; faster than a search for the unfit."""
    if text.isprintable():
        return True
    if len(text) > _MUCH:
        # What is plain ASCII goes at once, so that few characters remain to be looked at.
        text = text.encode(errors="surrogatepass").translate(None, _PLAIN_ASCII).decode(errors="surrogatepass")
    return text.replace("\n", "").replace("\u00a0", "").replace("\t", "").replace("\r", "").isprintable()

"""What a translator is told about the codes of a unit: `<a1>: link, to /ijzer`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from l10n.formats.html.characters import CONTROL, plain_text, printable, shorten, without_controls
from l10n.formats.html.elements import DESCRIPTIONS
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.tags import Tag

_TAGS = re.compile(r"<[^<>]*>")
_TELLING = ("title", "alt", "aria-label", "value", "placeholder", "lang")


def explain(
    legend: dict[str, str], code: str, piece: Piece, source: str, *, is_renamed: bool, is_locked: bool = False
) -> None:
    """Add the line on a code to a legend, unless it has one or its name says all."""
    if code in legend:
        return
    description = _describe_locked(piece, source) if is_locked else _describe(piece)
    if description or is_renamed:
        legend[code] = f"{code}: {description or piece.name}"


def legend_line(tag: Tag) -> str:
    """The line on a start tag that is called by its name; empty where the name says all."""
    description = _describe_tag(tag)
    return f"<{tag.name}>: {description}" if description else ""


def terms(pieces: Sequence[Piece], source: str) -> list[str]:
    """A line for each element that the author marked as a term (ITS 2.0, Terminology)."""
    lines = []
    for piece in pieces:
        if piece.tag is None or piece.tag.is_simple or piece.partner < 0:
            continue
        values = piece.tag.said.values
        if values.get("its-term", "").strip().lower() == "yes":
            text = plain_text(_TAGS.sub("", source[piece.end : pieces[piece.partner].start])).strip()
            info = values.get("its-term-info-ref", "").strip()
            lines.append(f"«{shorten(text)}» is a term" + (f", see {info}" if info else ""))
    return lines


def _describe(piece: Piece) -> str:
    return DESCRIPTIONS.get(piece.name, "") if piece.tag is None else _describe_tag(piece.tag)


@lru_cache(maxsize=10_000)
def _describe_tag(tag: Tag) -> str:
    values = tag.said.values
    if not values:
        return DESCRIPTIONS.get(tag.name, "")
    words = [DESCRIPTIONS.get(tag.name, "")]
    href = values.get("href", "").strip()
    if href and len(href) <= 40 and href.isascii() and href.isprintable():
        words.append(f"to {href}")
    told = [(name, shorten(without_controls(values[name]))) for name in _TELLING if name in values]
    words += [f"in the language {text}" if name == "lang" else f"{name} «{text}»" for name, text in told if text]
    if not any(words) and tag.name not in ("br", "wbr"):
        label = shorten(without_controls(values.get("class") or values.get("id", "")), 30)
        words.append(f"{tag.name} {label}" if label else "")
    return ", ".join(filter(None, words))


def _describe_locked(piece: Piece, source: str) -> str:
    code = source[piece.start : piece.end]
    if piece.part is Part.STATEMENT:
        return f"{printable(code)} (keep in this order)"
    if piece.part is Part.OUTPUT:
        return printable(code)
    if piece.part is Part.HIDDEN:
        return f"{printable(code)}, shows nothing"
    if piece.part is Part.LOCKED:
        if CONTROL.fullmatch(code):
            return "a character that cannot be shown"
        text = printable(plain_text(_TAGS.sub("", code)).strip())
        return f"«{text}», not translated" if text else "not translated"
    return f"{printable(code)}, a tag without its other half (keep in this order)"

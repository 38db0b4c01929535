"""Cutting running text at template code and at characters that no PO file can hold."""

from __future__ import annotations

from l10n.formats.html.characters import CONTROL
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.stack import Scope
from l10n.formats.html.templates import Masked


def cut(masked: Masked, start: int, end: int, scope: Scope, *, controls: bool) -> list[Piece]:
    """Return the pieces of a range of text; `controls`: lock control characters too, where a place has codes."""
    pieces: list[Piece] = []
    for construct in masked.within(start, end):
        pieces += _text(masked, start, construct.start, scope, controls=controls)
        pieces.append(Piece(construct.part, construct.start, construct.end, "", scope, None, construct.flow))
        start = construct.end
    return pieces + _text(masked, start, end, scope, controls=controls)


def _text(masked: Masked, start: int, end: int, scope: Scope, *, controls: bool) -> list[Piece]:
    pieces: list[Piece] = []
    if controls:
        for found in CONTROL.finditer(masked.source, start, end):
            if start < found.start():
                pieces.append(_piece(masked, start, found.start(), scope))
            pieces.append(Piece(Part.LOCKED, found.start(), found.end(), "", scope))
            start = found.end()
    if start < end:
        pieces.append(_piece(masked, start, end, scope))
    return pieces


def _piece(masked: Masked, start: int, end: int, scope: Scope) -> Piece:
    is_blank = masked.source[start:end].isspace() and not scope.preserve
    return Piece(Part.TEXT, start, end, "", scope, is_blank=is_blank)

"""Regions of a template: `{% block a %}...{% endblock %} {% block b %}` fill two places of another page, not one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece

_STATEMENT, _COMMENT = Part.STATEMENT, Part.COMMENT
_BORDER = re.compile(
    r"\{%[-~]?\s*(?:end_?)?block\b|@(?:end)?section\b|@(?:show|stop|endpush|push)\b|\{\{\{?[#/]\*?\s*inline\b"
)


def regions(pieces: Sequence[Piece], source: str) -> Iterator[Sequence[Piece]]:
    """Cut running text where a region begins on a line below the end of another, with nothing between them."""
    begin, ended = 0, -1
    for index, piece in enumerate(pieces):
        if piece.part is _STATEMENT and piece.flow and _BORDER.match(source, piece.start):
            if piece.flow == 1 and ended >= 0 and "\n" in source[ended : piece.start]:
                yield pieces[begin:index]
                begin = index
            ended = piece.end if piece.flow == -1 else -1
        elif not (piece.is_blank or piece.part is _COMMENT or (piece.part is _STATEMENT and not piece.flow)):
            ended = -1
    yield pieces[begin:] if begin else pieces

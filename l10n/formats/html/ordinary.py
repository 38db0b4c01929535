"""Running text with nothing but ordinary pairs of tags in it: by far the most frequent with codes, coded in one pass.

What is made here is what `pieces` and `codes` make of the same pieces, one step after the other; they know the rest too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from l10n.formats.html.characters import collapse, has_letter, invisible, is_plain
from l10n.formats.html.legend import explain
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.slots import Code, make_code
from l10n.formats.html.tags import Tag

_WHITE = "\t\n\f\r "
# Looked up once: reading a member of an enum is slow in Python 3.11.
_TEXT, _OPEN, _CLOSE = Part.TEXT, Part.OPEN, Part.CLOSE


class OrdinaryText(NamedTuple):
    """The text of a unit with its codes, and where it stands."""

    text: str
    comments: tuple[str, ...]
    codes: tuple[Code, ...]
    start: int
    end: int
    has_letters: bool


def ordinary_code_text(run: Sequence[Piece], source: str) -> OrdinaryText | None:
    """Code a run that begins and ends with text; None where anything in it is not ordinary.

    Ordinary are well-nested pairs of tags that no attribute makes special, no two of one name that differ, in text
    without references or unfit characters, white space of which does not count.
    """
    first, last = run[0], run[-1]
    scope = first.scope
    if first.part is not _TEXT or last.part is not _TEXT or first.is_blank or last.is_blank:
        return None
    if scope.preserve or scope.literal or scope.notes:
        return None
    start, end = first.start, last.end
    whole = source[start:end]
    if "&" in whole or not is_plain(whole):
        return None
    parts: list[str] = []
    codes: list[Code] = []
    open_tags: list[str] = []
    forms: dict[str, Tag] = {}
    legend: dict[str, str] = {}
    has_letters = False
    for piece in run:
        part = piece.part
        if part is _TEXT:
            text = source[piece.start : piece.end]
            has_letters = has_letters or has_letter(text)
            parts.append(text)
            continue
        name = piece.name
        if part is _OPEN:
            tag = piece.tag
            if tag is None or not tag.is_simple or piece.scope is not scope:
                return None
            known = forms.setdefault(name, tag)
            if known is not tag and known.form != tag.form:
                return None
            open_tags.append(name)
            text = f"<{name}>"
            explain(legend, text, piece, source, is_renamed=False)
        elif part is _CLOSE and open_tags and open_tags[-1] == name and piece.scope is scope:
            open_tags.pop()
            text = f"</{name}>"
        else:
            return None
        parts.append(text)
        codes.append(make_code((text, piece.start, piece.end)))
    if open_tags or whole.count("<") != len(codes):
        return None
    coded = "".join(parts)
    if not coded.isprintable() or "  " in coded:
        coded = collapse(coded)
    comments = (*legend.values(), *invisible(coded)) if legend or not coded.isprintable() else ()
    left = len(whole) - len(whole.lstrip(_WHITE))
    right = len(whole.rstrip(_WHITE))
    return OrdinaryText(coded.strip(_WHITE), comments, tuple(codes), start + left, start + right, has_letters)

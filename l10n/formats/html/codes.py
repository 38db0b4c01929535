"""From pieces to the text of a unit: names for its codes, and placeholders for what is locked."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from l10n import inline
from l10n.formats.html.characters import collapse, invisible, is_plain, plain_text, unix_lines
from l10n.formats.html.legend import explain
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.slots import Code
from l10n.formats.html.tags import form

# Looked up once: reading a member of an enum is slow in Python 3.11.
_TEXT, _OPEN, _CLOSE, _ALONE, _COMMENT, _DROPPED, _STATEMENT = (
    Part.TEXT,
    Part.OPEN,
    Part.CLOSE,
    Part.ALONE,
    Part.COMMENT,
    Part.DROPPED,
    Part.STATEMENT,
)


class CodedText(NamedTuple):
    """The text of a unit with its codes, before it becomes one."""

    text: str
    comments: tuple[str, ...]
    codes: tuple[Code, ...] = ()
    tail: tuple[tuple[int, int], ...] = ()
    ordered: tuple[str, ...] = ()
    """Placeholders whose order counts: template statements and the lone halves of tags."""


def code_text(pieces: Sequence[Piece], source: str, *, preserve: bool = False, attribute: bool = False) -> CodedText:
    """Write paired and trimmed pieces as inline text."""
    numbered, taken = _ambiguous(pieces, source)
    is_clean = _is_clean(pieces, source)
    parts: list[str] = []
    run: list[str] = []
    codes: list[Code] = []
    tail: list[tuple[int, int]] = []
    ordered: list[str] = []
    legend: dict[str, str] = {}
    names: dict[int, str] = {}
    """Index of an opening tag -> its name in the unit."""
    used: dict[str, int] = {}
    locked = 0
    for index, piece in enumerate(pieces):
        part = piece.part
        if part is _TEXT:
            text = source[piece.start : piece.end]
            run.append(text if is_clean else plain_text(text, preserve=preserve, attribute=attribute))
            continue
        if part is _COMMENT:
            tail.append((piece.start, piece.end))
            continue
        if part is _DROPPED:
            continue
        name, is_paired = piece.name, piece.partner >= 0
        if part is _CLOSE and is_paired:
            text = f"</{names[piece.partner]}>"
        elif part is _ALONE or (part is _OPEN and is_paired):
            if name in numbered:
                used[name] = used.get(name, 0) + 1
                name = f"{name}{used[name]}"
                name = name if name not in taken else f"{piece.name}.{used[piece.name]}"
            names[index] = name
            text = f"<{name}>" if part is _OPEN else f"<{name}/>"
            explain(legend, text, piece, source, is_renamed=name != piece.name)
        else:
            locked += 1
            name = f"x{locked}"
            text = f"<{name}/>"
            explain(legend, text, piece, source, is_renamed=True, is_locked=True)
            if part is _STATEMENT or part is _OPEN or part is _CLOSE:
                ordered.append(name)
        if run:
            parts.append("".join(run) if is_clean else _run(run, preserve=preserve))
            run.clear()
        parts.append(text)
        codes.append(Code(text, piece.start, piece.end))
    if run:
        parts.append("".join(run) if is_clean else _run(run, preserve=preserve))
    text = "".join(parts)
    if is_clean:
        text = unix_lines(text) if preserve else collapse(text)
    comments = (*legend.values(), *invisible(text)) if legend or not text.isprintable() else ()
    return CodedText(text.strip("\t\n\f\r "), comments, tuple(codes), tuple(tail), tuple(ordered))


def _is_clean(pieces: Sequence[Piece], source: str) -> bool:
    """True for text and tags without reference, unfit character, or any < but those of the tags.

    The characters of such pieces need no look one by one, only white space is to be collapsed.
    """
    tags = 0
    for piece in pieces:
        if piece.part is not _TEXT:
            if piece.part is not _OPEN and piece.part is not _CLOSE and piece.part is not _ALONE:
                return False
            tags += 1
    whole = source[pieces[0].start : pieces[-1].end]
    return "&" not in whole and whole.count("<") == tags and is_plain(whole)


def _run(run: list[str], *, preserve: bool) -> str:
    characters = "".join(run) if preserve or len(run) == 1 else collapse("".join(run))
    return inline.escape(characters) if "&" in characters or "<" in characters else characters


def _ambiguous(pieces: Sequence[Piece], source: str) -> tuple[Container[str], Container[str]]:
    """The names that two different codes have, which are numbered, and all names of codes."""
    forms: dict[str, Piece] = {}
    numbered: set[str] = set()
    for piece in pieces:
        if piece.part is _ALONE or (piece.part is _OPEN and piece.partner >= 0):
            first = forms.setdefault(piece.name, piece)
            if first is not piece and piece.name not in numbered and _form(first, source) != _form(piece, source):
                numbered.add(piece.name)
    return numbered, forms


def _form(piece: Piece, source: str) -> str:
    """What tells two codes of one name apart."""
    if piece.tag is not None:
        return piece.tag.form
    return form(source[piece.start : piece.end], piece.name)

"""From pieces to the text of a unit: names for its codes, placeholders, and the legend a translator reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from l10n import inline
from l10n.formats.html import references
from l10n.formats.html.elements import DESCRIPTIONS
from l10n.formats.html.pieces import Part, Piece
from l10n.formats.html.slots import Code

LETTER = re.compile(r"[^\W\d_]")
SPACE = re.compile(r"\s")
_SPACES = re.compile(r"[\t\n\f\r ]{2,}|[\t\n\f\r]")
_NEWLINE = re.compile(r"\r\n?")
# Not for a PO file: C0 and C1 controls, lone surrogates (undecodable bytes), noncharacters.
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_UNFIT = re.compile("[\u00ad\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_IGNORED_IN_TAGS = re.compile(r"[\t\n\f\r ]+|/$")
_TAGS = re.compile(r"<[^<>]*>")
_LONG = 60
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


def plain_text(text: str, *, preserve: bool = False, attribute: bool = False) -> str:
    """Return a piece of source text as characters: references decoded, white space collapsed unless it counts."""
    if "&" in text:
        text = references.decode_attribute(text) if attribute else references.decode(text)
    if text.isprintable() and (preserve or "  " not in text):
        return text
    text = _NEWLINE.sub("\n", text) if preserve else _SPACES.sub(" ", text)
    return text if text.isprintable() else _UNFIT.sub("", text)


def code_text(pieces: Sequence[Piece], source: str, *, preserve: bool = False, attribute: bool = False) -> CodedText:
    """Write paired and trimmed pieces as inline text."""
    names = _names(pieces, source)
    parts: list[str] = []
    run: list[str] = []
    codes: list[Code] = []
    tail: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces):
        if piece.part is _TEXT:
            run.append(plain_text(source[piece.start : piece.end], preserve=preserve, attribute=attribute))
        elif piece.part is _COMMENT:
            tail.append((piece.start, piece.end))
        elif piece.part is not _DROPPED:
            parts.append(_run(run, preserve=preserve))
            text = _tag(piece, names[index])
            parts.append(text)
            codes.append(Code(text, piece.start, piece.end))
    parts.append(_run(run, preserve=preserve))
    text = "".join(parts)
    return CodedText(
        text=text.strip("\t\n\f\r "),
        codes=tuple(codes),
        tail=tuple(tail),
        comments=(*_legend(pieces, names, source), *invisible(text)),
        ordered=_ordered(pieces, names),
    )


def plain_coded(text: str, *, preserve: bool = False, attribute: bool = False) -> tuple[str, tuple[str, ...]]:
    """Write source text without any code as inline text; return it with its comments."""
    characters = plain_text(text, preserve=preserve, attribute=attribute)
    if characters.isprintable():
        return inline.escape(characters).strip(" "), ()
    return inline.escape(characters).strip("\t\n\f\r "), invisible(characters)


def without_controls(characters: str) -> str:
    """Characters without those no PO file can hold; line ends as newlines."""
    return characters if characters.isprintable() else _UNFIT.sub("", _NEWLINE.sub("\n", characters))


def has_letter(text: str) -> bool:
    """True where source text shows a letter, be it as a reference."""
    if "&" in text:
        text = references.decode(text)
    return LETTER.search(text) is not None


def terms(pieces: Sequence[Piece], source: str) -> list[str]:
    """A line for each element that the author marked as a term (ITS 2.0, Terminology)."""
    lines = []
    for piece in pieces:
        if piece.values and piece.partner >= 0 and piece.values.get("its-term", "").strip().lower() == "yes":
            text = plain_text(_TAGS.sub("", source[piece.end : pieces[piece.partner].start])).strip()
            info = piece.values.get("its-term-info-ref", "").strip()
            lines.append(f"«{shorten(text)}» is a term" + (f", see {info}" if info else ""))
    return lines


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


def _run(run: list[str], *, preserve: bool) -> str:
    if not run:
        return ""
    characters = "".join(run) if preserve or len(run) == 1 else _SPACES.sub(" ", "".join(run))
    run.clear()
    return inline.escape(characters)


def _names(pieces: Sequence[Piece], source: str) -> list[str]:
    """The name of each piece's code; numbered where two of one name differ, placeholders always."""
    named = [piece for piece in pieces if _is_named(piece)]
    count = Counter([piece.name for piece in named])
    repeated = [piece for piece in named if count[piece.name] > 1]
    forms = {(piece.name, _form(piece, source)) for piece in repeated}
    numbered = {name for name, number in Counter([name for name, _ in forms]).items() if number > 1} if forms else ()
    used: Counter[str] = Counter()
    locked = 0
    names: list[str] = []
    for piece in pieces:
        part, name = piece.part, piece.name
        if part is _TEXT or part is _COMMENT or part is _DROPPED:
            name = ""
        elif part is _CLOSE and piece.partner >= 0:
            name = names[piece.partner]
        elif not _is_named(piece):
            locked += 1
            name = f"x{locked}"
        elif name in numbered:
            used[name] += 1
            number = f"{name}{used[name]}"
            name = number if number not in count else f"{name}.{used[name]}"
        names.append(name)
    return names


def _is_named(piece: Piece) -> bool:
    return (piece.part is _OPEN and piece.partner >= 0) or piece.part is _ALONE


def _form(piece: Piece, source: str) -> str:
    """What tells two codes of one name apart: the tag without white space and the closing slash."""
    inside = source[piece.start + 1 + len(piece.name) : piece.end - 1]
    return _IGNORED_IN_TAGS.sub(" ", inside).strip() if inside else ""


def _tag(piece: Piece, name: str) -> str:
    if piece.partner >= 0 and piece.part is _OPEN:
        return f"<{name}>"
    if piece.partner >= 0 and piece.part is _CLOSE:
        return f"</{name}>"
    return f"<{name}/>"


def _ordered(pieces: Sequence[Piece], names: Sequence[str]) -> tuple[str, ...]:
    """Placeholders whose order counts: template statements and the lone halves of tags."""
    return tuple(
        [
            name
            for piece, name in zip(pieces, names, strict=True)
            if piece.part is _STATEMENT or (piece.partner < 0 and (piece.part is _OPEN or piece.part is _CLOSE))
        ]
    )


def _legend(pieces: Sequence[Piece], names: Sequence[str], source: str) -> list[str]:
    lines: dict[str, str] = {}
    for piece, name in zip(pieces, names, strict=True):
        if not name or (piece.part is _CLOSE and piece.partner >= 0):
            continue
        if name == piece.name and not piece.values and name not in DESCRIPTIONS:
            continue
        tag = _tag(piece, name)
        description = _describe(piece) if _is_named(piece) else _describe_locked(piece, source)
        if description or name != piece.name:
            lines.setdefault(tag, f"{tag}: {description or piece.name}")
    return list(lines.values())


def _describe(piece: Piece) -> str:
    if not piece.values:
        return DESCRIPTIONS.get(piece.name, "")
    words = [DESCRIPTIONS.get(piece.name, "")]
    href = piece.values.get("href", "").strip()
    if href and len(href) <= 40 and href.isascii() and href.isprintable():
        words.append(f"to {href}")
    told = [(name, shorten(without_controls(piece.values[name]))) for name in _TELLING if name in piece.values]
    words += [f"in the language {text}" if name == "lang" else f"{name} «{text}»" for name, text in told if text]
    if not any(words) and piece.name not in ("br", "wbr"):
        label = shorten(without_controls(piece.values.get("class") or piece.values.get("id", "")), 30)
        words.append(f"{piece.name} {label}" if label else "")
    return ", ".join(filter(None, words))


_TELLING = ("title", "alt", "aria-label", "value", "placeholder", "lang")


def _describe_locked(piece: Piece, source: str) -> str:
    code = source[piece.start : piece.end]
    if piece.part is _STATEMENT:
        return f"{_printable(code)} (keep in this order)"
    if piece.part is Part.OUTPUT:
        return _printable(code)
    if piece.part is Part.HIDDEN:
        return f"{_printable(code)}, shows nothing"
    if piece.part is Part.LOCKED:
        if CONTROL.fullmatch(code):
            return "a character that cannot be shown"
        text = _printable(plain_text(_TAGS.sub("", code)).strip())
        return f"«{text}», not translated" if text else "not translated"
    return f"{_printable(code)}, a tag without its other half (keep in this order)"


def _printable(code: str) -> str:
    return shorten(CONTROL.sub("\ufffd", code))

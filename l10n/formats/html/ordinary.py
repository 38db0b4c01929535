"""A block with nothing in it but text and ordinary pairs of inline tags, which most are: read off the tokens at once.

What is made here is what `steps`, `pieces` and `codes` make of the same block, one after the other; they know the rest
too, and a block with anything in it that is not ordinary is left to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from l10n import inline
from l10n.formats.html.characters import collapse, has_letter, invisible, is_plain, plain_text
from l10n.formats.html.legend import legend_line
from l10n.formats.html.slots import Code, make_code
from l10n.formats.html.tags import Said, Tag
from l10n.formats.html.token import Kind, Raw

_WHITE = "\t\n\f\r "
# Looked up once: reading a member of an enum is slow in Python 3.11.
_START = Kind.START


class Block(NamedTuple):
    """An ordinary block: its text as inline text with its codes, and where the text stands."""

    text: str
    comments: tuple[str, ...]
    codes: tuple[Code, ...]
    start: int
    end: int
    has_letters: bool
    is_plain: bool
    """No code is inside the text; `text` is its source text."""
    speaking: Sequence[tuple[Said, int]]
    """What the tags with an id, or with text in an attribute, say, and where they stand."""
    behind: int
    """The index behind the end tag of the block."""


def read_block(raw: Sequence[Raw], position: int, end: int, mask: str) -> Block | None:  # noqa: C901
    """Read the block whose start tag is at an index; None where anything in it is not ordinary.

    Ordinary are well-nested pairs of simple tags (`Tag.is_simple`) with text in them, no two of one name that differ,
    and text without template code (`mask`), characters that no PO file can hold, or a `<` that begins nothing; white
    space does not count in the block. No further is looked than the next tag of a block.
    """
    block, _, text_start, text, _, _ = raw[position]
    parts: list[str] = []
    codes: list[Code] = []
    texts: list[tuple[str, int]] = []
    """Those that are more than white space."""
    open_tags: list[tuple[str, int, int]] = []
    """Names, how many texts stood before, and which code it is."""
    tags: dict[str, Tag] = {}
    speaking: list[tuple[Said, int]] = []
    first_ends = -1
    """Which code ends the first."""
    while True:
        if text:
            if not text.isspace():
                if "<" in text or (mask and mask in text) or not is_plain(text):
                    return None
                texts.append((text, text_start))
                parts.append(_coded(text))
            elif parts:
                parts.append(" " if text.isascii() else collapse(text))
        position += 1
        if position == end:
            return None
        tag, start, text_start, text, is_foreign, _ = raw[position]
        if is_foreign or not tag.is_simple:
            return None
        name = tag.name
        if tag.kind is _START:
            if not tag.is_inline or tag.is_void:
                return None
            known = tags.setdefault(name, tag)
            if known is not tag and known.form != tag.form:
                return None
            if tag.speaks:
                speaking.append((tag.said, start))
            open_tags.append((name, len(texts), len(codes)))
            code = f"<{name}>"
        elif open_tags:
            opened, before, which = open_tags.pop()
            if opened != name or before == len(texts):
                return None
            if which == 0:
                first_ends = len(codes)
            code = f"</{name}>"
        elif name == block.name:
            break
        else:
            return None
        parts.append(code)
        codes.append(make_code((code, start, text_start)))
    if not texts:
        return None
    (text, start), (last, last_start) = texts[0], texts[-1]
    if len(texts) == 1:
        return Block(text, (), (), start, start + len(text), False, True, speaking, position + 1)
    if codes[0].start < start:
        if first_ends == len(codes) - 1 and codes[-1].start > last_start:
            return None
        start = codes[0].start
    else:
        start += len(text) - len(text.lstrip(_WHITE))
    stop = codes[-1].end if codes[-1].start > last_start else last_start + len(last.rstrip(_WHITE))
    if codes[-1].end == stop and parts[-1] != codes[-1].text:
        del parts[-1]  # white space behind the last code
    coded = "".join(parts).strip(_WHITE)
    legend = [line for tag in tags.values() if (line := legend_line(tag))]
    comments = (*legend, *invisible(coded)) if legend or not coded.isprintable() else ()
    has_letters = any([has_letter(text) for text, _ in texts])  # noqa: C419 a generator costs more than it saves
    return Block(coded, comments, tuple(codes), start, stop, has_letters, False, speaking, position + 1)


def _coded(text: str) -> str:
    """Source text as inline text."""
    if "&" in text:
        return inline.escape(plain_text(text))
    return text if text.isprintable() and "  " not in text else collapse(text)

"""The first line of each message of a PO file, told without reading the file: what moved is looked for by these.

A line is what stands between the quotes in a file in canonical form, in UTF-8, whatever shape and encoding the file has.
"""

from __future__ import annotations

import re

from l10n.errors import L10nError
from l10n.exchange.po import CHARSET, decode
from l10n.exchange.po_lines import escape

_ACTIVE_LINES = re.compile(rb'\nmsgid[ \t]*"(.*)"((?:[ \t\r]*\n".*")*)').findall
_OBSOLETE_LINES = re.compile(rb'\n#~[ \t]*msgid[ \t]*"(.*)"((?:[ \t\r]*\n#~[ \t]*".*")*)').findall
_PIECES = re.compile(rb'"(.*)"').findall
_ENDS_A_LINE = re.compile(rb"(?<!\\)(?:\\\\)*\\n\Z").search


def message_line(text: str) -> bytes:
    """The first line of a message with this text in a canonical file, as it stands between the quotes."""
    first = text.partition("\n")[0]
    return escape(text if first == text else first + "\n").encode()


def message_lines(data: bytes, *, obsolete: bool) -> set[bytes]:
    """The `message_line` of every active or of every obsolete message of a file, without reading more of it.

    The file may be wrapped at any width and in any encoding; one that cannot be decoded is taken for UTF-8.
    """
    if obsolete and b"#~" not in data:
        return set()
    find = _OBSOLETE_LINES if obsolete else _ACTIVE_LINES
    lines = {_first_line(one, more) if more else one for one, more in find(b"\n" + _recoded(data))}
    lines.discard(b"")
    return lines


def _first_line(piece: bytes, more: bytes) -> bytes:
    """The first line of a message in pieces."""
    line = piece
    for following in _PIECES(more):
        if _ENDS_A_LINE(line):
            break
        line += following
    return line


def _recoded(data: bytes) -> bytes:
    """The file in UTF-8."""
    declared = CHARSET.search(data[:4096])
    if declared is None or declared[1].upper() in (b"UTF-8", b"UTF8"):
        return data
    try:
        return decode(data, "").encode()
    except L10nError:
        return data


def untranslated_lines(data: bytes) -> set[bytes]:
    """The `message_line` of every active message without a translation; of every active one where none is found.

    Read so are files that a run has left as it wants them; in any other, more lines cost time, fewer would lose text.
    """
    return empty_lines(data) or message_lines(data, obsolete=False)


def empty_lines(data: bytes) -> set[bytes]:
    """The `message_line` of every active message without a translation, in a file as we write it; maybe of fewer in others."""
    *blocks, last = data.replace(b"\r\n", b"\n").split(b'\nmsgstr ""\n\n')
    if last.endswith(b'\nmsgstr ""\n'):
        blocks.append(last.removesuffix(b'\nmsgstr ""\n'))
    messages = ((b"\n" + block).rpartition(b'\nmsgid "')[2] for block in blocks)
    return {message.removeprefix(b'"\n"').partition(b'"\n')[0].removesuffix(b'"') for message in messages}

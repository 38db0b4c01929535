"""A canonical PO file block by block: what nothing but a translation stands in passes from file to file as text.

A block has a source side (everything above `msgstr`) and a translation. The source sides of an article are the same in
every locale, so each is read once; a plain translation, on one line, needs no reading to be written again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from l10n.exchange.po import decode, in_utf8
from l10n.exchange.po_lines import format_entry, format_header, read_entry, read_header, unquote
from l10n.model import Catalog, Entry, Key

_TARGET = "\nmsgstr "
_is_plain = re.compile(r'"(?!")[^"\\\n\t\v\b\f]*(?:\\[\\trvbf"][^"\\\n\t\v\b\f]*)*"').fullmatch
"""A translation on one line, as it would be written again."""


class Blocks(NamedTuple):
    """A file taken apart."""

    header: Catalog
    """The catalog without its entries, with its path and version."""
    entries: tuple[Key | Entry, ...]
    """In the order of the file: the key of an entry that is nothing but a translation, any other entry as it is."""
    targets: Mapping[Key, str]
    """The translation of each plain entry, as it stands in the file: between its quotes."""
    active: tuple[Key, ...]
    """The keys of all entries that are not obsolete, in the order of the file."""
    others: tuple[Entry, ...]
    """The entries that are not plain."""


def read_blocks(data: bytes, name: str, sides: dict[str, Key]) -> Blocks | None:
    """Take a file apart; None where any part of it has another shape than the one we write.

    `sides` are the source sides of plain entries that are known, by their text; what is learned here is added.
    Raises L10nError where the file cannot be decoded; `name` is its path in messages.
    """
    text = decode(data, name)
    if "\r" in text or not text.endswith("\n"):
        return None
    first, *blocks = text[:-1].split("\n\n")
    header = read_header(f"{first}\n")
    if header is None:
        return None
    entries: list[Key | Entry] = []
    others: list[Entry] = []
    targets: dict[Key, str] = {}
    active: list[Key] = []
    for block in blocks:
        side, _, target = block.partition(_TARGET)
        key = sides.get(side) or _learn(side, sides)
        if key is not None and _is_plain(target):
            targets[key] = target
            entries.append(key)
            active.append(key)
            continue
        entry = read_entry(block)
        if entry is None:
            return None
        entries.append(entry)
        others.append(entry)
        if not entry.obsolete:
            active.append(entry.key)
    if len(set(active)) != len(active):
        return None
    header = replace(in_utf8(header), path=name, version=sha256(data).hexdigest())
    return Blocks(header, tuple(entries), targets, tuple(active), tuple(others))


def plain_entry(key: Key, target: str) -> Entry:
    """The entry of a plain block, without what says where it stands."""
    return Entry(key.source, unquote(target), key.context)


def source_sides(template: bytes) -> list[str]:
    """The source side of each message of a template, in its order."""
    return [block.partition(_TARGET)[0] for block in template.decode().split("\n\n")[1:]]


def source_side(entry: Entry) -> str:
    """The source side of an entry that is nothing but a translation."""
    return format_entry(entry).partition(_TARGET)[0]


def plain_block(side: str, target: str) -> str:
    """The block of an entry that is nothing but a translation, given between its quotes."""
    return f"{side}{_TARGET}{target}\n"


def format_blocks(header: Catalog, blocks: Iterable[str]) -> bytes:
    """The bytes of a file, in UTF-8."""
    return "\n".join((format_header(header), *blocks)).encode()


def _learn(side: str, sides: dict[str, Key]) -> Key | None:
    """Read a source side; None, and nothing learned, where it is not that of a plain entry."""
    if not side.startswith(("#. ", "#: ", "msgid ", "msgctxt ")) or "\n#, " in side or "\n#| " in side:
        return None
    entry = read_entry(f'{side}{_TARGET}"x"')
    if entry is None or entry.fuzzy or entry.flags or entry.previous or entry.previous_context:
        return None
    sides[side] = entry.key
    return entry.key

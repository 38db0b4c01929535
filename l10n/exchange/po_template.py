"""The template of an article, written straight from what it says of each message.

The bytes are those that `po.format_po` makes of entries without a translation, at a quarter of its time: the templates
of a whole site are the most that one run ever writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from l10n.exchange.po_lines import format_entry, format_header
from l10n.model import Catalog, Entry

Message: TypeAlias = "tuple[str, str, tuple[str, ...], str]"
"""Source and context as inline text, the lines for the translator, the reference."""


def format_template(header: Catalog, messages: Iterable[Message]) -> bytes:
    """The bytes of a template with the header of a catalog, in UTF-8."""
    blocks = [format_header(header)]
    for source, context, lines, reference in messages:
        said = "\n#. ".join(lines)
        if context or not reference or not _is_plain(source) or not _is_whole(said, lines):
            blocks.append(format_entry(Entry(source, context=context, extracted=lines, reference=reference)))
        else:
            blocks.append(f'#. {said}\n#: {reference}\nmsgid "{source}"\nmsgstr ""\n')
    return "\n".join(blocks).encode()


def _is_plain(source: str) -> bool:
    """True where every character of a text stands for itself between the quotes; never where any does not."""
    return '"' not in source and "\\" not in source and source.isprintable()


def _is_whole(said: str, lines: tuple[str, ...]) -> bool:
    """True where no line is empty or ends with white space."""
    if len(lines) == 1:
        return bool(said) and not said[-1].isspace()
    return bool(lines) and all(lines) and not any(line[-1].isspace() for line in lines)

"""The template of an article, written straight from what it says of each message.

The bytes are those that `po.format_po` makes of entries without a translation, at a quarter of its time: the templates
of a whole site are the most that one run ever writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from l10n.exchange.po_lines import SPECIAL, format_entry, format_header
from l10n.model import Catalog, Entry

Message: TypeAlias = "tuple[str, str, tuple[str, ...], str]"
"""Source and context as inline text, the lines for the translator, the reference."""


def format_template(header: Catalog, messages: Iterable[Message]) -> bytes:
    """The bytes of a template with the header of a catalog, in UTF-8."""
    is_special = SPECIAL.search
    blocks = [format_header(header)]
    for source, context, lines, reference in messages:
        is_plain = lines and all(lines) and lines == tuple([line.rstrip() for line in lines])
        if context or not reference or not is_plain or is_special(source):
            blocks.append(format_entry(Entry(source, context=context, extracted=lines, reference=reference)))
        else:
            said = "\n#. ".join(lines)
            blocks.append(f'#. {said}\n#: {reference}\nmsgid "{source}"\nmsgstr ""\n')
    return "\n".join(blocks).encode()

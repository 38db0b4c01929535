"""The template of an article, written straight from what it says of each message.

The bytes are those that `po.format_po` makes of entries without a translation, at a quarter of its time: the templates
of a whole site are the most that one run ever writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from l10n.exchange.po_lines import SPECIAL, format_entry, format_header
from l10n.model import Catalog, Entry

Message: TypeAlias = "tuple[str, str, str, tuple[str, ...], str]"
"""Source and context as inline text; the first line for the translator, which is never empty and does not end with
white space, and the others; the reference, never empty."""


def format_template(header: Catalog, messages: Iterable[Message]) -> bytes:
    """The bytes of a template with the header of a catalog, in UTF-8."""
    blocks = [format_header(header)]
    for source, context, line, lines, reference in messages:
        if context or '"' in source or "\\" in source or (not source.isprintable() and SPECIAL.search(source)):
            entry = Entry(source, context=context, extracted=(line, *lines), reference=reference)
            blocks.append(format_entry(entry))
        else:
            more = "".join([f"#. {other}".rstrip() + "\n" for other in lines]) if lines else ""
            blocks.append(f'#. {line}\n{more}#: {reference}\nmsgid "{source}"\nmsgstr ""\n')
    return "\n".join(blocks).encode()

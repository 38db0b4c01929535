"""The proof after every write: the page, read again, differs from its source in the units alone.

Two independent readers are asked: our own tokenizer, and lxml's HTML parser.
"""

from __future__ import annotations

from collections.abc import Sequence

from l10n.formats.html.document import HtmlDocument
from l10n.formats.html.slots import Slot
from l10n.formats.html.splice import Spliced


def verify(document: HtmlDocument, result: Spliced, translated: Sequence[Slot]) -> None:
    """Raise L10nError where the written page is not the source with other units."""

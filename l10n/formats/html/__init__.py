"""HTML: every page a browser accepts, read into units and given back byte for byte.

The way of a page: bytes -> text (`encoding`) -> template code covered (`templates`) -> tokens that tile the text
(`tokens`) -> units and the places they stand in (`walk`) -> translations spliced in by offset (`write`), and the
result read again and compared (`verify`).
"""

from __future__ import annotations

from l10n.formats.html.audit import audit
from l10n.formats.html.document import HtmlDocument, read
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.preview import preview
from l10n.formats.html.security import problems
from l10n.formats.html.write import write

__all__ = ["HtmlDocument", "HtmlOptions", "audit", "preview", "problems", "read", "write"]

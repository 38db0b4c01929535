"""The audit of a page: every string a person may see or hear, and what became of it.

It looks at the page a second time, at what the walk does not know: attributes, meta elements and JSON-LD properties
that no rule mentions but whose value reads like text, and text between tags that is in no unit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from l10n import inline
from l10n.formats.base import Audit, AuditItem, Status
from l10n.formats.html import tags
from l10n.formats.html.characters import LETTER, plain_text
from l10n.formats.html.document import HtmlDocument
from l10n.formats.html.slots import Slot
from l10n.formats.html.syntax import attributes
from l10n.formats.html.token import Attribute, Kind, Token

_WORDS = re.compile(r"[^\W\d_]{2,}[,.!?]?\s+[^\W\d_]{2,}")
_CSS_TEXT = re.compile(r"""\bcontent\s*:\s*(["'])(?P<text>[^"'\n]*[^\W\d_][^"'\n]*)\1""")
_CODE = re.compile(r"[{}<>=;|\\]|://|\(\)")
# Attributes that hold machine language, whatever it looks like.
_MACHINE = frozenset(
    "class id style href src srcset sizes media type rel name for d points transform viewbox xmlns role rev method "
    "action formaction target http-equiv charset property itemprop itemtype itemid itemref itemscope datetime cite "
    "accept autocomplete coords shape headers scope pattern integrity crossorigin allow sandbox srcdoc ping "
    "aria-labelledby aria-describedby aria-controls aria-owns aria-flowto aria-details lang dir translate "
    "font-family preserveaspectratio values keytimes begin dur fill stroke color face size width height".split()
)
_MACHINE_META = re.compile(
    r"(?i)viewport|robots|googlebot|bingbot|generator|.*(?:color|url|type|locale|image|time|verification|id|card|creator|site|"
    r"referrer|secure|width|height|tileimage|config|format-detection|date|token|author|publisher|rating)\Z"
)


def audit(document: HtmlDocument) -> Audit:
    """Return every visible or announced string of the page in document order."""
    found = [(slot.start, _extracted(document, slot)) for slot in document.slots]
    covered = _merged([(slot.start, slot.end) for slot in document.slots])
    covered = _merged([*covered, *((item.start, item.end) for item in document.excluded)])
    for item in document.excluded:
        text = _shown(document.text[item.start : item.end])
        if item.rule == "not a text property":
            if not _reads_like_text(text):
                continue
            found.append((item.start, AuditItem(Status.UNKNOWN, document.line(item.start), item.place, text)))
        elif text and item.rule not in ("empty", "not shown"):
            excluded = AuditItem(Status.EXCLUDED, document.line(item.start), item.place, text, item.rule)
            found.append((item.start, excluded))
    found += ((start, item) for start, item in _unknown(document, covered))
    return Audit(tuple(item for _, item in sorted(found, key=lambda pair: pair[0])))


def _extracted(document: HtmlDocument, slot: Slot) -> AuditItem:
    text = inline.plain(slot.unit.source)
    return AuditItem(Status.EXTRACTED, document.line(slot.start), slot.unit.kind, text)


def _unknown(document: HtmlDocument, covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, AuditItem]]:
    starts = [start for start, _ in covered]
    for token in document.tokens.tokens:
        if token.kind is Kind.TEXT or token.kind is Kind.CDATA:
            if not token.foreign:
                yield from _uncovered(document, token, covered, starts)
        elif token.kind is Kind.COMMENT and document.text.startswith("<![CDATA[", token.start):
            # Shown where the page is served as XHTML, hidden where as HTML.
            if text := _shown(document.text[token.start + 9 : token.end].removesuffix("]]>")):
                yield token.start, AuditItem(Status.UNKNOWN, document.line(token.start), "CDATA", text)
        elif token.kind is Kind.START:
            yield from _attributes(document, token, covered, starts)
        elif token.kind is Kind.RAW and token.name == "style":
            for found in _CSS_TEXT.finditer(document.text, token.start, token.end):
                line = document.line(found.start("text"))
                yield found.start(), AuditItem(Status.UNKNOWN, line, "style content", found["text"])


def _uncovered(
    document: HtmlDocument, token: Token, covered: Sequence[tuple[int, int]], starts: Sequence[int]
) -> Iterator[tuple[int, AuditItem]]:
    position = token.start
    index = max(bisect_right(starts, position) - 1, 0)
    for start, end in [*_until(covered, index, token.end), (token.end, token.end)]:
        text = _shown(document.masked.text[position : max(start, position)])
        if LETTER.search(text):
            yield position, AuditItem(Status.UNKNOWN, document.line(position), "text", text)
        position = max(position, end)


def _until(covered: Sequence[tuple[int, int]], index: int, end: int) -> Iterator[tuple[int, int]]:
    while index < len(covered) and covered[index][0] < end:
        yield covered[index]
        index += 1


def _attributes(
    document: HtmlDocument, token: Token, covered: Sequence[tuple[int, int]], starts: Sequence[int]
) -> Iterator[tuple[int, AuditItem]]:
    found = attributes(document.masked.text, token)
    values = tags.values(document.masked.text, found) if found else {}
    for attribute in found:
        if attribute.value_start < 0 or attribute.name in _MACHINE or attribute.name.startswith(("on", "its-")):
            continue
        if _is_covered(attribute, covered, starts) or (token.name == "meta" and _is_machine_meta(values)):
            continue
        text = _shown(document.masked.text[attribute.value_start : attribute.value_end])
        if _reads_like_text(text):
            place = f"{token.name}@{attribute.name}"
            if token.name == "meta":
                place = f"meta:{values.get('name') or values.get('property') or values.get('itemprop', '')}"
            yield attribute.value_start, AuditItem(Status.UNKNOWN, document.line(attribute.value_start), place, text)


def _is_covered(attribute: Attribute, covered: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, attribute.value_end) - 1
    return index >= 0 and covered[index][1] > attribute.value_start


def _is_machine_meta(values: dict[str, str]) -> bool:
    name = values.get("name") or values.get("property") or values.get("itemprop", "")
    return "http-equiv" in values or (bool(name) and _MACHINE_META.match(name) is not None)


def _reads_like_text(text: str) -> bool:
    return _WORDS.search(text) is not None and _CODE.search(text) is None


def _shown(text: str) -> str:
    return " ".join(plain_text(re.sub(r"<[^<>]*>", " ", text)).split())


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

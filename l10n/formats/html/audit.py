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
_CSS_TEXT = re.compile(r"""\bcontent\s*:\s*(?:"(?P<double>(?:[^"\\\n]|\\.)*+)"|'(?P<single>(?:[^'\\\n]|\\.)*+)')""")
_CSS_ESCAPE = re.compile(r"\\[0-9a-fA-F]{1,6}[ \t\n]?|\\.")
_CODE = re.compile(r"[{}<>=;|\\]|://|\(\)")
# Attributes that hold machine language, whatever it looks like.
_MACHINE = frozenset(
    "id style href src srcset sizes media type rel name for d points transform viewbox xmlns role rev method "
    "action formaction target http-equiv charset property itemprop itemtype itemid itemref itemscope datetime cite "
    "accept autocomplete download coords shape headers scope pattern integrity crossorigin allow sandbox srcdoc ping "
    "aria-labelledby aria-describedby aria-controls aria-owns aria-flowto aria-details lang dir translate profile is slot part "
    "exportparts font-family preserveaspectratio values keytimes begin dur fill stroke color face size width height layout "
    "animation about typeof resource rel datatype prefix vocab inlist content-type archive codebase classid".split()
)
_NO_PROSE = re.compile(r"on|its-|xmlns:|.*class|.*(?:color|url|href|src|icon|selector|template|format)\Z")
"""Names of attributes, of any program's making, whose values are none that a person reads."""
_EXPRESSION = re.compile(
    r"[:@*#\[(]|(?:v|x|ng|data-ng|hx-(?:on|vals|headers|trigger|swap|target)|wire|tal|metal|i18n|th|t|sly|data-sly|bind|up|data-bind|data-action)(?:[-:.]|\Z)"
)
"""Attributes whose values are run: of Vue, Angular, Alpine, htmx, Livewire, TAL, Thymeleaf, Qweb, Knockout, Stimulus."""
_LITERAL = re.compile(r"\"([^\"\\\n]*)\"|'([^'\\\n]*)'|`([^`\\]*)`")
_MACHINE_META = re.compile(
    r"(?i)viewport|robots|googlebot|bingbot|generator|.*(?:color|url|type|locale|image|time|verification|id|card|creator|site|"
    r"referrer|secure|width|height|tileimage|config|format-detection|date|token|author|publisher|rating|copyright|rights|"
    r"revisit-after|distribution|resource-type|progid|originator|icbm|placename|region|position|designer|owner|reply-to)\Z"
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
            if text := _shown(document.text[token.start + 9 : token.end].removesuffix("]]>")):
                rule = "a CDATA section, a comment to HTML"
                yield token.start, AuditItem(Status.EXCLUDED, document.line(token.start), "CDATA", text, rule)
        elif token.kind is Kind.START:
            yield from _attributes(document, token, covered, starts)
        elif token.kind is Kind.RAW and token.name == "style":
            yield from _style(document, token)


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


def _style(document: HtmlDocument, token: Token) -> Iterator[tuple[int, AuditItem]]:
    for found in _CSS_TEXT.finditer(document.text, token.start, token.end):
        text = _CSS_ESCAPE.sub("", found["double"] or found["single"] or "")
        if LETTER.search(text):
            yield found.start(), AuditItem(Status.UNKNOWN, document.line(found.start()), "style content", text)


def _attributes(
    document: HtmlDocument, token: Token, covered: Sequence[tuple[int, int]], starts: Sequence[int]
) -> Iterator[tuple[int, AuditItem]]:
    found = attributes(document.masked.text, token)
    values = tags.values(document.masked.text, found) if found else {}
    if token.name.startswith(("tal:", "metal:")):
        return
    for attribute in found:
        if attribute.value_start < 0 or attribute.name in _MACHINE or _is_covered(attribute, covered, starts):
            continue
        if token.name == "meta" and _is_machine_meta(values):
            continue
        place = f"{token.name}@{attribute.name}"
        start, line = attribute.value_start, document.line(attribute.value_start)
        text = _shown(document.masked.text[start : attribute.value_end])
        if _EXPRESSION.match(attribute.name):
            for literal in _literals(text):
                yield start, AuditItem(Status.EXCLUDED, line, place, literal, "an expression of a program")
        elif _reads_like_text(text) and not _NO_PROSE.match(attribute.name):
            if token.name == "meta":
                place = f"meta:{values.get('name') or values.get('property') or values.get('itemprop', '')}"
            rule = _rule(token.name, attribute.name, values)
            status = Status.EXCLUDED if rule else Status.UNKNOWN
            yield start, AuditItem(status, line, place, text, rule)


def _literals(expression: str) -> Iterator[str]:
    """The strings of an expression that read like text."""
    for double, single, back in _LITERAL.findall(expression):
        if _reads_like_text(double or single or back):
            yield double or single or back


def _rule(element: str, attribute: str, values: dict[str, str]) -> str:
    """By which rule an attribute that reads like text is none."""
    if element == "link" and attribute == "title":
        return "the name of a link for programs"
    if element in ("input", "button", "option", "param", "li", "data") and attribute == "value":
        return "a value of a form"
    return ""


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

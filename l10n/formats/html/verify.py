"""The proof after every write: the page, read again, differs from its source in the units alone.

Two independent readers are asked: our own tokenizer, and lxml's HTML parser (`structure`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from l10n import inline
from l10n.errors import L10nError
from l10n.formats.html import structure, tags, templates
from l10n.formats.html.attributes import TEXT_ATTRIBUTES
from l10n.formats.html.characters import plain_text
from l10n.formats.html.document import HtmlDocument
from l10n.formats.html.jsonld import filled_in
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.slots import Place, Slot
from l10n.formats.html.splice import Spliced
from l10n.formats.html.syntax import tag_attributes
from l10n.formats.html.token import Kind, Tokens
from l10n.formats.html.tokens import tokenize

_LANGUAGE = frozenset(["lang", "xml:lang", "dir"])
Ranges = Sequence[tuple[int, int]]


def verify(document: HtmlDocument, result: Spliced, translated: Mapping[Slot, str]) -> None:
    """Raise L10nError where the written page is not the source with other units."""
    before = _Page(document.text, document.masked, document.tokens, document.options)
    masked = templates.mask(result.text, document.options.templates, is_odd=document.masked.is_odd)
    words = tags.vocabulary(masked.character, document.options)
    after = _Page(result.text, masked, tokenize(masked.text, words), document.options)
    texts = {slot.start: slot for slot in translated if slot.place is Place.TEXT}
    source_ranges: list[tuple[int, int]] = []
    result_ranges: list[tuple[int, int]] = []
    for start, end, new_start, new_end in result.ranges:
        if start in texts and texts[start].end == end:
            source_ranges.append((start, end))
            result_ranges.append((new_start, new_end))
    _compare_templates(document, masked, result)
    outside_before, inside_before = before.signatures(source_ranges)
    outside_after, inside_after = after.signatures(result_ranges)
    if outside_before != outside_after:
        raise _changed(document, "outside the units", _first_difference(outside_before, outside_after))
    for (start, _), one, other in zip(source_ranges, inside_before, inside_after, strict=True):
        if one != other and sorted(one) != sorted(other):
            missing, added = Counter(one) - Counter(other), Counter(other) - Counter(one)
            difference = next(iter(missing + added), "")
            raise _changed(document, f"in the text at line {document.line(start)}", difference)
    _compare_outside(document, result)
    _compare_values(document, result, translated)
    extra = (name.rpartition("@")[2] for name in document.options.attributes)
    readable = frozenset([*TEXT_ATTRIBUTES, "content", "value", *extra])
    read = [tag for tag, *_ in document.tokens.raw]
    structure.compare(document.masked.text, masked.text, read, texts=readable, path=document.path)


class _Page:
    """One side of the comparison."""

    __slots__ = ("masked", "options", "text", "tokens")

    def __init__(self, text: str, masked: templates.Masked, tokens: Tokens, options: HtmlOptions) -> None:
        self.text = text
        self.masked = masked
        self.tokens = tokens
        self.options = options

    def signatures(self, ranges: Ranges) -> tuple[list[str], list[list[str]]]:
        """What each piece of markup is, in order outside the ranges, and within each range."""
        outside: list[str] = []
        inside: list[list[str]] = [[] for _ in ranges]
        starts = [start for start, _ in ranges]
        position, count = 0, len(ranges)
        for tag, start, end, *_ in self.tokens.raw:
            if start == end:
                continue
            while position < count and ranges[position][1] <= start:
                position += 1
            if position == count or start < starts[position]:
                outside.append(self._signature(tag, start, end))
            elif tag.name != "wbr":
                inside[position].append(self._signature(tag, start, end))
        return outside, inside

    def _signature(self, tag: tags.Tag, start: int, end: int) -> str:
        if tag.kind is Kind.START or tag.kind is Kind.END:
            cover = self.masked.character
            if not cover or cover not in tag.text:
                return _tag_signature(tag)
            coded = tags.vocabulary(cover, self.options).with_code(tag, self.text[start:end])
            # Template code in a name looks the same on both sides, whatever covers it.
            return _tag_signature(coded).replace(cover, "\ufffd")
        if tag.kind is Kind.RCDATA:
            return tag.name
        text = self.text[start:end]
        return (_json_shape(filled_in(self.masked, start, end)) if tag.kind is Kind.RAW else "") or text


@lru_cache(maxsize=20_000)
def _tag_signature(tag: tags.Tag) -> str:
    """A tag with its attributes, but for the values that may be translated and the language of the page."""
    if tag.kind is Kind.END:
        return f"</{tag.name}>"
    found = tag_attributes(tag.text, tag.name)
    values = tags.values(tag.source, found)
    translatable = {id(one) for one, _ in tags.text_attributes(tag.name, found, values, tag.options)}
    parts = []
    for attribute in found:
        if tag.name == "html" and attribute.name in _LANGUAGE:
            continue
        value = tag.source[attribute.value_start : attribute.value_end] if attribute.value_start >= 0 else ""
        name = tag.source[attribute.start : attribute.start + len(attribute.name)].lower()
        parts.append(f" {name}" if id(attribute) in translatable else f" {name}={value}")
    return f"<{tag.name}{''.join(parts)}>"


def _json_shape(text: str) -> str:
    """JSON without its strings' text; empty for what is no JSON."""
    if text.lstrip()[:1] not in ("{", "["):
        return ""
    try:
        return json.dumps(_shape(json.loads(text, strict=False)))
    except (ValueError, RecursionError):
        return ""


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return "" if isinstance(value, str) else value


def _compare_templates(document: HtmlDocument, masked: templates.Masked, written: Spliced) -> None:
    source, result = document.masked, masked
    if not source.constructs and not result.constructs:
        return
    one = Counter(document.text[item.start : item.end] for item in source.constructs)
    other = Counter(result.source[item.start : item.end] for item in result.constructs)
    if one != other:
        raise _changed(document, "in the template code", next(iter((one - other) + (other - one)), ""))
    for start, end, new_start, new_end in written.ranges:
        if len(source.within(start, end)) != len(result.within(new_start, new_end)):
            where = f"in the template code at line {document.line(start)}"
            raise _changed(document, where, written.text[new_start:new_end])


def _compare_outside(document: HtmlDocument, result: Spliced) -> None:
    """Every character outside the edits is that of the source."""
    position = new_position = 0
    for start, end, new_start, new_end in result.ranges:
        if document.text[position:start] != result.text[new_position:new_start]:
            raise _changed(document, "outside the units", document.text[position:start][:60])
        position, new_position = end, new_end
    if document.text[position:] != result.text[new_position:]:
        raise _changed(document, "outside the units", document.text[position:][:60])


def _compare_values(document: HtmlDocument, result: Spliced, translated: Mapping[Slot, str]) -> None:
    """Read every translated place again: it says what its translation says."""
    targets = {slot.start: (slot, target) for slot, target in translated.items()}
    for start, end, new_start, new_end in result.ranges:
        slot, target = targets.get(start, (None, ""))
        if slot is None or slot.end != end or slot.place is Place.JSON or slot.codes:
            continue
        written = result.text[new_start:new_end]
        if slot.place is Place.ATTRIBUTE and not slot.quote:
            written = written[1:-1]
        is_attribute = slot.place is Place.ATTRIBUTE
        shown = plain_text(written, attribute=is_attribute) if not slot.tail else ""
        if slot.tail or _words(shown) == _words(plain_text(inline.escape(inline.plain(target)))):
            continue
        raise _changed(document, f"in a value at line {document.line(start)}", written)


def _words(text: str) -> list[str]:
    return text.split()


def _first_difference(one: list[str], other: list[str]) -> str:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return left
    longer = one if len(one) > len(other) else other
    return longer[min(len(one), len(other))]


def _changed(document: HtmlDocument, place: str, what: str) -> L10nError:
    return L10nError(
        f"The written page is not its source with other texts: it differs {place} («{what[:60]}»). Nothing was written.",
        where=document.path,
        hint="A translation changed how the page is read; look at the translation there.",
    )

"""The proof after every write: the page, read again, differs from its source in the units alone.

Two independent readers are asked: our own tokenizer, and lxml's HTML parser (`structure`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from l10n import inline
from l10n.errors import L10nError
from l10n.formats.html import structure, tags, templates
from l10n.formats.html.attributes import TEXT_ATTRIBUTES
from l10n.formats.html.characters import plain_text
from l10n.formats.html.document import HtmlDocument
from l10n.formats.html.slots import Place, Slot
from l10n.formats.html.splice import Spliced
from l10n.formats.html.syntax import attributes
from l10n.formats.html.token import Kind, Token
from l10n.formats.html.tokens import tokenize

_LANGUAGE = frozenset(["lang", "xml:lang", "dir"])
Ranges = Sequence[tuple[int, int]]


def verify(document: HtmlDocument, result: Spliced, translated: Mapping[Slot, str]) -> None:
    """Raise L10nError where the written page is not the source with other units."""
    before = _Page(document.text, document.masked, document.tokens.tokens, document)
    masked = templates.mask(result.text, document.options.templates)
    after = _Page(
        result.text, masked, tokenize(masked.text, tags.vocabulary(masked.character, document.options)).tokens, document
    )
    texts = {slot.start: slot for slot in translated if slot.place is Place.TEXT}
    source_ranges: list[tuple[int, int]] = []
    result_ranges: list[tuple[int, int]] = []
    for start, end, new_start, new_end in result.ranges:
        if start in texts and texts[start].end == end:
            source_ranges.append((start, end))
            result_ranges.append((new_start, new_end))
    _compare_templates(document, masked)
    outside_before, inside_before = before.signatures(source_ranges)
    outside_after, inside_after = after.signatures(result_ranges)
    if outside_before != outside_after:
        raise _changed(document, "outside the units", _first_difference(outside_before, outside_after))
    for (start, _), one, other in zip(source_ranges, inside_before, inside_after, strict=True):
        if one != other:
            difference = next(iter((one - other) + (other - one)), "")
            raise _changed(document, f"in the text at line {document.line(start)}", difference)
    _compare_outside(document, result)
    _compare_values(document, result, translated)
    names = Counter(token.name for token in before.tokens if token.kind is Kind.START)
    extra = (name.rpartition("@")[2] for name in document.options.attributes)
    readable = frozenset([*TEXT_ATTRIBUTES, "content", "value", *extra])
    structure.compare(document.masked.text, masked.text, names, texts=readable, path=document.path)


class _Page:
    """One side of the comparison."""

    __slots__ = ("document", "masked", "text", "tokens")

    def __init__(self, text: str, masked: templates.Masked, tokens: list[Token], document: HtmlDocument) -> None:
        self.text = text
        self.masked = masked
        self.tokens = tokens
        self.document = document

    def signatures(self, ranges: Ranges) -> tuple[list[str], list[Counter[str]]]:
        """What each token but text is, in order outside the ranges, and counted within each range."""
        outside: list[str] = []
        inside = [Counter[str]() for _ in ranges]
        position = 0
        for token in self.tokens:
            while position < len(ranges) and ranges[position][1] <= token.start:
                position += 1
            is_inside = position < len(ranges) and ranges[position][0] <= token.start
            for signature in self._signature(token):
                if not is_inside:
                    outside.append(signature)
                elif token.name != "wbr":
                    inside[position][signature] += 1
        return outside, inside

    def _signature(self, token: Token) -> Iterator[str]:
        if token.kind is Kind.TEXT:
            return
        if token.kind is Kind.START:
            yield f"<{self._name(token)}{''.join(self._attributes(token))}>"
        elif token.kind is Kind.END:
            yield f"</{self._name(token)}>"
        elif token.kind is Kind.RCDATA:
            yield token.name
        elif token.kind is Kind.RAW and (shape := _json_shape(self.text[token.start : token.end])):
            yield shape
        else:
            yield self.text[token.start : token.end]

    def _name(self, token: Token) -> str:
        """The tag's name; template code in it looks the same on both sides, whatever covers it."""
        cover = self.masked.character
        return token.name.replace(cover, "\ufffd") if cover else token.name

    def _attributes(self, token: Token) -> Iterator[str]:
        found = attributes(self.masked.text, token)
        values = tags.values(self.text, found)
        translatable = {id(one) for one, _ in tags.text_attributes(token.name, found, values, self.document.options)}
        for attribute in found:
            if token.name == "html" and attribute.name in _LANGUAGE:
                continue
            value = self.text[attribute.value_start : attribute.value_end] if attribute.value_start >= 0 else ""
            name = self.text[attribute.start : attribute.start + len(attribute.name)].lower()
            yield f" {name}" if id(attribute) in translatable else f" {name}={value}"


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


def _compare_templates(document: HtmlDocument, masked: templates.Masked) -> None:
    source, result = document.masked, masked
    if not source.constructs and not result.constructs:
        return
    one = Counter(document.text[item.start : item.end] for item in source.constructs)
    other = Counter(result.source[item.start : item.end] for item in result.constructs)
    if one != other:
        raise _changed(document, "in the template code", next(iter((one - other) + (other - one)), ""))


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

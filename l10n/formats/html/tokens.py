"""A lossless tokenizer: HTML text -> tokens that tile it, by the states of the WHATWG tokenizer, in linear time.

`"".join(text[token.start:token.end] for token in tokenize(text).tokens) == text` for any string. Nothing is an error:
a tag that the file ends in is one `JUNK` token, as browsers drop it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from l10n.formats.html.elements import RAW, RCDATA
from l10n.formats.html.foreign import Foreign
from l10n.formats.html.token import Attribute, Kind, Token

_S = r"\t\n\f\r "
_VALUE = rf"\"[^\"]*+\"|'[^']*+'|[^{_S}>\"'][^{_S}>]*+|(?=>)"
_ATTRIBUTE = rf"[^{_S}/>][^{_S}/>=]*+(?:[{_S}]*+=[{_S}]*+(?:{_VALUE})|(?![{_S}]*+=))"
_ATTRIBUTES = re.compile(
    rf"[{_S}/]*+(?P<name>[^{_S}/>][^{_S}/>=]*+)"
    rf"(?:[{_S}]*+=[{_S}]*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^{_S}>\"'][^{_S}>]*+)|(?=>))|)"
)
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT = re.compile(rf"<!--|-->|<(?P<close>/?)script(?=[{_S}/>])", re.IGNORECASE | re.ASCII)


class Tokens(NamedTuple):
    """The tokens of a text, and where its drawings and formulas are."""

    tokens: list[Token]
    islands: dict[int, int]
    """Index of an `<svg>` or `<math>` start tag in running HTML -> index behind the last token that belongs to it."""


def tokenize(text: str, *, mask: str = "") -> Tokens:
    """Return the tokens of `text`; together they cover it without gap or overlap.

    `mask` is a character that stands for template code and may begin a tag's name.
    """
    tokens: list[Token] = []
    add = tokens.append
    make: Callable[..., Token] = partial(tuple.__new__, Token)  # a token costs a third of Token(...)
    known = _known_tags(mask)
    foreign = Foreign(tokens)
    text_kind, end_kind = Kind.TEXT, Kind.END
    is_foreign, position, length, closing = False, 0, len(text), -1
    while position < length:
        start = text.find("<", position)
        if start != position:
            if start < 0:
                start = length
            add(make((text_kind, position, start, "", is_foreign)))
            if start == length:
                break
        if closing < start:
            closing = text.find(">", start) if closing != length else length
            closing = length if closing < 0 else closing
        tag = known.get(text[start : closing + 1]) if closing - start < _LONGEST_KNOWN else None
        if tag is None and (tag := _tag(text, start, mask)) is None:
            position = _not_a_tag(text, start, tokens, mask, is_foreign=is_foreign)
            continue
        kind, name, size, is_special = tag
        position = start + size
        if foreign.elements or is_special:
            is_foreign = foreign.enter(kind is end_kind, name, text[start:position], len(tokens))
        add(make((kind, start, position, name, is_foreign)))
        if is_special and kind is not end_kind and not is_foreign and name in _OPAQUE:
            end = _content_end(text, position, name)
            if end > position:
                add(Token(Kind.RCDATA if name in RCDATA else Kind.RAW, position, end, name))
                position = end
        if is_foreign or foreign.elements:
            is_foreign = foreign.is_inside
    foreign.finish(len(tokens))
    return Tokens(tokens, foreign.islands)


def attributes(text: str, token: Token) -> tuple[Attribute, ...]:
    """Return the attributes of a start tag in source order; of equal names only the first counts for browsers."""
    start = token.start + 1 + len(token.name)
    if token.end - start < 3:
        return ()
    return tuple(_attributes(text, start, token.end))


def tag_attributes(tag: str, name: str) -> tuple[Attribute, ...]:
    """Return the attributes of a start tag given as text, by offsets into it."""
    return tuple(_attributes(tag, 1 + len(name), len(tag)))


def ascii_lower(name: str) -> str:
    """Lower case by ASCII only, as HTML compares names; the length stays."""
    return name.lower() if name.isascii() else name.translate(_ASCII_LOWER)


_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def _attributes(text: str, position: int, end: int) -> Iterator[Attribute]:
    for found in _ATTRIBUTES.finditer(text, position, end):
        group = found.lastgroup or "name"
        name = ascii_lower(found["name"])
        if group == "name":
            yield Attribute(name, found.start("name"), -1, -1, "")
        else:
            quote = '"' if group == "double" else "'" if group == "single" else ""
            yield Attribute(name, found.start("name"), found.start(group), found.end(group), quote)


_Known = tuple[Kind, str, int, bool]
"""Of a tag: START or END, its name, its length, and whether it begins raw text or a drawing."""

_LONGEST_KNOWN = 400
_MOST_KNOWN = 20_000


@lru_cache(maxsize=8)
def _known_tags(mask: str) -> dict[str, _Known]:
    """The tags met so far, by their source text: pages repeat theirs, and each other's."""
    return {}


def _tag(text: str, start: int, mask: str) -> _Known | None:
    """Read a tag that has not been met; None where there is none."""
    found = _patterns(mask)[0].match(text, start)
    if found is None:
        return None
    name = ascii_lower(found[2])
    kind = Kind.END if found[1] else Kind.START
    tag = (kind, name, found.end() - start, name in _OPAQUE or name == "svg" or name == "math")
    known = _known_tags(mask)
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[found[0]] = tag
    return tag


@lru_cache(maxsize=8)
def _patterns(mask: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a tag begins and ends, and how text goes on behind a `<` that begins nothing."""
    first = f"a-zA-Z{re.escape(mask)}"
    tag = re.compile(rf"<(/?)([{first}][^{_S}/>]*+)(?:[{_S}/]*+{_ATTRIBUTE})*+[{_S}/]*+>")
    text = re.compile(rf"(?:[^<]++|<(?![{first}!?]|/(?s:.)))++")
    return tag, text


@lru_cache(maxsize=32)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[{_S}/>])", re.IGNORECASE | re.ASCII)


def _not_a_tag(text: str, start: int, tokens: list[Token], mask: str, *, is_foreign: bool) -> int:
    """Add what a `<` begins that begins no tag; return where it ends."""
    if found := _patterns(mask)[1].match(text, start):
        if tokens and tokens[-1].kind is Kind.TEXT:
            start = tokens.pop().start
        tokens.append(Token(Kind.TEXT, start, found.end(), "", is_foreign))
        return found.end()
    kind = Kind.COMMENT
    if text.startswith("<!--", start):
        end = _comment_end(text, start + 4)
    elif is_foreign and text.startswith("<![CDATA[", start):
        kind = Kind.CDATA
        end = text.find("]]>", start + 9) + 3
        end = len(text) if end < 3 else end
    elif text[start + 1] in "!?/" and not _TAG_START.match(text, start):
        end = text.find(">", start) + 1 or len(text)
    else:
        kind, end = Kind.JUNK, len(text)
    tokens.append(Token(kind, start, end, "", is_foreign))
    return end


_TAG_START = re.compile(r"</[a-zA-Z]")


def _comment_end(text: str, position: int) -> int:
    if text.startswith(">", position):
        return position + 1
    if text.startswith("->", position):
        return position + 2
    found = _COMMENT_END.search(text, position)
    return found.end() if found else len(text)


_OPAQUE = RAW | RCDATA | {"plaintext"}


def _content_end(text: str, position: int, name: str) -> int:
    if name == "plaintext":
        return len(text)
    if name == "script":
        return _script_end(text, position)
    found = _end_tag(name).search(text, position)
    return found.start() if found else len(text)


def _script_end(text: str, position: int) -> int:
    """Find `</script`, minding the double-escaped state: `<!-- <script> </script> -->` is all script."""
    escaped = double = False
    while found := _SCRIPT.search(text, position):
        position = found.end()
        if found[0] == "<!--":
            if not escaped:
                escaped = True
                position -= 2  # `<!-->` ends at once
        elif found[0] == "-->":
            escaped = double = False
        elif not found["close"]:
            double = double or escaped
        elif not double:
            return found.start()
        else:
            double = False
    return len(text)

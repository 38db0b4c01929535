"""A lossless tokenizer: HTML text -> tokens that tile it, by the states of the WHATWG tokenizer, in linear time.

`"".join(text[token.start:token.end] for token in tokenize(text).tokens) == text` for any string. Nothing is an error:
a tag that the file ends in is one `JUNK` token, as browsers drop it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from l10n.formats.html.elements import RAW, RCDATA
from l10n.formats.html.foreign import Foreign


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    START = auto()
    END = auto()
    COMMENT = auto()
    """A comment, and everything browsers read as one: doctype, processing instruction, `<!...>`, `</?...>`."""
    RAW = auto()
    """The content of script, style and their like."""
    RCDATA = auto()
    """The content of title and textarea: text with references."""
    CDATA = auto()
    """`<![CDATA[...]]>` in SVG or MathML."""
    JUNK = auto()
    """A tag that the file ends in."""


class Token(NamedTuple):
    """One piece of the text, by offsets."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    """For tags, RAW and RCDATA: the element's name in lower case."""
    foreign: bool = False
    """True in SVG and MathML."""


class Attribute(NamedTuple):
    """One attribute of a start tag, by offsets."""

    name: str
    start: int
    """Where the name begins."""
    value_start: int
    """Inside the quotes; -1 where the attribute has no value."""
    value_end: int
    quote: str
    """`"`, `'` or nothing."""


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
    tag, run = _patterns(mask)
    tag_at = tag.match
    foreign = Foreign()
    position, length = 0, len(text)
    while position < length:
        is_foreign = foreign.is_inside if foreign.elements else False
        if text[position] != "<" or (found := tag_at(text, position)) is None:
            token = _not_a_tag(text, position, run, is_foreign)
            add(token)
            position = token.end
            continue
        name = ascii_lower(found[2])
        start, position = position, found.end()
        if found[1]:
            if foreign.elements:
                foreign.close(name, len(tokens))
            add(Token(Kind.END, start, position, name, is_foreign))
            continue
        if foreign.elements or name == "svg" or name == "math":
            is_foreign = foreign.open(name, text[start:position], len(tokens))
        add(Token(Kind.START, start, position, name, is_foreign))
        if name in _OPAQUE and not is_foreign and (end := _content_end(text, position, name)) > position:
            add(Token(Kind.RCDATA if name in RCDATA else Kind.RAW, position, end, name))
            position = end
    foreign.finish(len(tokens))
    return Tokens(tokens, foreign.islands)


def attributes(text: str, token: Token) -> tuple[Attribute, ...]:
    """Return the attributes of a start tag in source order; of equal names only the first counts for browsers."""
    start = token.start + 1 + len(token.name)
    if token.end - start < 3:
        return ()
    return tuple(_attributes(text, start, token.end))


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


@lru_cache(maxsize=32)
def _patterns(mask: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    first = f"a-zA-Z{re.escape(mask)}"
    tag = re.compile(rf"<(/?)([{first}][^{_S}/>]*+)(?:[{_S}/]*+{_ATTRIBUTE})*+[{_S}/]*+>")
    run = re.compile(rf"(?:[^<]++|<(?![{first}!?]|/(?s:.)))++")
    return tag, run


@lru_cache(maxsize=32)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[{_S}/>])", re.IGNORECASE | re.ASCII)


def _not_a_tag(text: str, position: int, run: re.Pattern[str], is_foreign: bool) -> Token:
    if found := run.match(text, position):
        return Token(Kind.TEXT, position, found.end(), "", is_foreign)
    if text.startswith("<!--", position):
        return Token(Kind.COMMENT, position, _comment_end(text, position + 4), "", is_foreign)
    if is_foreign and text.startswith("<![CDATA[", position):
        end = text.find("]]>", position + 9)
        return Token(Kind.CDATA, position, len(text) if end < 0 else end + 3, "", True)
    if text[position + 1] in "!?/" and not _TAG_START.match(text, position):
        end = text.find(">", position)
        return Token(Kind.COMMENT, position, len(text) if end < 0 else end + 1, "", is_foreign)
    return Token(Kind.JUNK, position, len(text), "", is_foreign)


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

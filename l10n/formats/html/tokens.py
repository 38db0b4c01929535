"""A lossless tokenizer: HTML text -> tokens that tile it, by the states of the WHATWG tokenizer, in linear time.

`"".join(text[token.start:token.end] for token in tokenize(text).tokens) == text` for any string. Nothing is an error:
a tag that the file ends in is one `JUNK` token, as browsers drop it.
"""

from __future__ import annotations

import re

from l10n.formats.html.compiled import take_tags
from l10n.formats.html.elements import OPAQUE, RCDATA
from l10n.formats.html.foreign import Foreign
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.syntax import end_tag, patterns
from l10n.formats.html.tags import Tag, Vocabulary, other, vocabulary
from l10n.formats.html.token import Kind, Raw, Tokens

_COMMENT_END = re.compile(r"--!?>")
_SCRIPT = re.compile(r"<!--|-->|<(?P<close>/?)script(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)
_HEAD = 2_000
# Looked up once: reading a member of an enum is slow in Python 3.11.
_END = Kind.END


def tokenize(text: str, words: Vocabulary | None = None) -> Tokens:
    """Return the tokens of `text`; together they cover it without gap or overlap.

    The text is cut at every `<`. Where what follows is a tag met before, and that is nearly everywhere, nothing of it
    is looked at again.
    """
    words = words or vocabulary("", HtmlOptions())
    position = _next(text, 0)
    raw: list[Raw] = [(_BEGIN, 0, 0, text[:position], False, False)]
    foreign = Foreign(raw)
    elements, length = foreign.elements, len(text)
    while position < length:
        if not elements:
            position = take_tags(text, position, words.ordinary, raw)
            if position == length:
                break
        behind = _add_markup(text, position, raw, words, foreign)
        position = _next(text, behind)
        if behind < position:
            _add_behind(raw, text[behind:position])
    foreign.finish(len(raw))
    return Tokens(raw, foreign.islands)


def _next(text: str, position: int) -> int:
    """Where the next `<` stands, or the text ends."""
    found = text.find("<", position)
    return found if found >= 0 else len(text)


def _add_markup(text: str, start: int, raw: list[Raw], words: Vocabulary, foreign: Foreign) -> int:
    """Add what a `<` at an offset begins, if it is markup, and what can only be read with it; return where it ends."""
    tag = words.read(text, start)
    is_foreign = foreign.is_inside
    if tag is None:
        return _not_a_tag(text, start, raw, words.mask, is_foreign=is_foreign)
    read_to = start + tag.size
    if not tag.is_opaque and not foreign.elements:
        raw.append((tag, start, read_to, "", is_foreign, is_foreign))
        return read_to
    is_foreign = foreign.enter(tag.kind is _END, tag.name, tag.text, len(raw))
    raw.append((tag, start, read_to, "", is_foreign, foreign.is_inside))
    is_empty = tag.text.endswith("/>") and _is_xml(text)
    if not is_foreign and tag.kind is not _END and tag.name in OPAQUE and not is_empty:
        read_to = _add_content(text, read_to, tag, raw)
    return read_to


def _is_xml(text: str) -> bool:
    """True for XHTML that says it is XML; to an XML parser, which it is meant for, `<script/>` is whole."""
    return text.startswith("<?xml") and "http://www.w3.org/1999/xhtml" in text[:_HEAD]


def _add_behind(raw: list[Raw], text: str) -> None:
    """Add text behind the last piece of markup."""
    tag, start, end, behind, is_foreign, is_foreign_behind = raw[-1]
    raw[-1] = (tag, start, end, behind + text, is_foreign, is_foreign_behind)


def _not_a_tag(text: str, start: int, raw: list[Raw], mask: str, *, is_foreign: bool) -> int:
    """Add what a `<` begins that begins no tag; return where it ends."""
    if found := patterns(mask).text.match(text, start):
        _add_behind(raw, found[0])
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
    raw.append((other(kind), start, end, "", is_foreign, is_foreign))
    return end


_BEGIN = other(Kind.TEXT)
_TAG_START = re.compile(r"</[a-zA-Z]")


def _comment_end(text: str, position: int) -> int:
    if text.startswith(">", position):
        return position + 1
    if text.startswith("->", position):
        return position + 2
    found = _COMMENT_END.search(text, position)
    return found.end() if found else len(text)


def _add_content(text: str, position: int, tag: Tag, raw: list[Raw]) -> int:
    """Add the content of an element that holds no markup; return where it ends."""
    end = _content_end(text, position, tag.name)
    if end > position:
        content = other(Kind.RCDATA if tag.name in RCDATA else Kind.RAW, tag.name)
        raw.append((content, position, end, "", False, False))
    return end


def _content_end(text: str, position: int, name: str) -> int:
    if name == "plaintext":
        return len(text)
    if name == "script":
        return _script_end(text, position)
    found = end_tag(name).search(text, position)
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

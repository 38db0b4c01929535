"""The tags of a page, each read once however often it is written: what it is, and what its attributes say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from l10n.formats.html.attributes import is_text, meta_name
from l10n.formats.html.characters import SPACE, has_letter, plain_coded
from l10n.formats.html.elements import CLOSES_P, HEADINGS, IMPLIED_ENDS, INLINE, OPAQUE, RUBY_PARTS, SCRIPTS, VOID
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.part import Part
from l10n.formats.html.references import decode_attribute
from l10n.formats.html.rules import names
from l10n.formats.html.scopes import BY_NAME, INTERESTING, marks_class
from l10n.formats.html.syntax import ascii_lower, patterns, tag_attributes
from l10n.formats.html.token import Attribute, Kind

_LONGEST_KNOWN = 400
_MOST_KNOWN = 20_000
_WHITE = "\t\n\f\r "
_IGNORED = re.compile(r"[\t\n\f\r ]+|/$")
_KIN = {name: tuple(sorted(ended)) for name, (ended, _) in IMPLIED_ENDS.items()} | dict.fromkeys(
    HEADINGS, tuple(HEADINGS)
)
_SCOPING = INTERESTING - {"class"}
_TELLING = frozenset("html link".split()) | BY_NAME | SCRIPTS
"""Elements whose start tags are always looked at closely."""
_SPEAKING = frozenset(["meta", "input"])
"""Elements whose start tags may hold text in attributes that are not in the pattern."""
_ITS_ON_TAGS = frozenset(["its-within-text", "its-term"])
_WORTH_A_LOOK = re.compile(
    r"""[\t\n\f\r /"'](?:translate|lang|xml:|id|its-|title|alt|aria-|placeholder|label|summary|abbr|standby)|notranslate|material-(?:icons|symbols)|[-:]confirm=|hx-prompt=|&"""
)
"""A start tag that has none of these in lower case, of any other element, has no attribute that this format acts on."""


class AttributeText(NamedTuple):
    """An attribute that holds text, by offsets from the `<` of its tag, without the white space at its edges."""

    start: int
    end: int
    quote: str
    kind: str
    """The unit's kind: `img@alt`, `meta:description`."""
    text: str
    """The value as inline text."""
    comments: tuple[str, ...]
    has_letters: bool


class Said(NamedTuple):
    """What the attributes of a start tag say."""

    values: Mapping[str, str]
    """The decoded values by name; a bare name has an empty one."""
    texts: tuple[AttributeText, ...]
    anchor: str
    """The id; empty where it is none that an address can name."""
    changes_scope: bool
    """True where an attribute bears on what the element's content inherits."""


_NOTHING = Said({}, (), "", changes_scope=False)


class Trait(IntEnum):
    """What the walk asks of a tag, each a bit of one number for the compiled part of it."""

    START = 1
    INLINE = 2
    SIMPLE = 4
    SPEAKS = 8
    VOID = 16
    ENDS_P = 32
    HAS_KIN = 64


# Looked up once: reading a member of an enum is slow in Python 3.11.
_START, _SIMPLE, _SPEAKS = int(Trait.START), int(Trait.SIMPLE), int(Trait.SPEAKS)


class Element(NamedTuple):
    """What the name of a tag says."""

    is_opaque: bool
    is_void: bool
    part: Part
    ends_p: bool
    label: str
    kin: tuple[str, ...]
    traits: int


@lru_cache(maxsize=1_000)
def _element(name: str, *, is_inline: bool) -> Element:
    is_void = name in VOID
    traits = is_inline * Trait.INLINE | is_void * Trait.VOID
    traits |= (name in CLOSES_P) * Trait.ENDS_P | (name in _KIN) * Trait.HAS_KIN
    return Element(
        name in OPAQUE or name == "svg" or name == "math",
        is_void,
        Part.DROPPED if name == "wbr" else Part.ALONE if is_void else Part.OPEN,
        name in CLOSES_P,
        label(name),
        _KIN.get(name, ()),
        traits,
    )


class Tag:
    """One tag as it is written, wherever it stands. Not changed once made, but for what it remembers."""

    __slots__ = (
        "_by_name",
        "_form",
        "_said",
        "code",
        "ends_p",
        "is_inline",
        "is_opaque",
        "is_simple",
        "is_void",
        "kin",
        "kind",
        "label",
        "name",
        "options",
        "part",
        "size",
        "source",
        "speaks",
        "text",
        "traits",
    )

    def __init__(self, kind: Kind, name: str, text: str, source: str, options: HtmlOptions, *, is_inline: bool) -> None:
        self.kind = kind
        """START or END; any other for what `other` makes."""
        self.name = name
        """In lower case."""
        self.text = text
        """As it is written, with template code covered."""
        self.source = source
        """As it is written."""
        self.options = options
        self.is_inline = is_inline
        """Stands inside a sentence in running HTML, by its name."""
        self.size = len(text)
        self.code = f"<{name}>" if kind is Kind.START else f"</{name}>"
        """What it is in a unit, where no other tag of its name differs from it."""
        element = _element(name, is_inline=is_inline)
        self.is_opaque, self.is_void, self.part, self.ends_p, self.label, self.kin, traits = element
        """Whether it begins raw text or a drawing; what its start tag is to a translator, where it stands inside a
        sentence; whether that ends an open p; what a unit that the element holds is called in messages (its name,
        `element` where that cannot be shown); the elements that its start tag may end without their end tags, as an li
        does with an li."""
        self._said: Said | None = None
        self._form: str | None = None
        self.is_simple = self.speaks = False
        self.traits = self._by_name = traits | (kind is Kind.START) * _START
        """What is known of it, as one number of `Trait`s."""

    def settle(self, *, is_simple: bool, speaks: bool = False) -> None:
        """Say whether its name says all (no other attribute, rule or neighbour has a say), but for what it `speaks`.

        A simple start tag speaks that has an id, or text in an attribute.
        """
        self.is_simple, self.speaks = is_simple, is_simple and speaks
        self.traits = self._by_name | is_simple * _SIMPLE | self.speaks * _SPEAKS

    @property
    def said(self) -> Said:
        """What the attributes say, read when first asked for."""
        if self._said is None:
            self._said = _NOTHING if self.size < len(self.name) + 4 else _read(self)
        return self._said

    @property
    def form(self) -> str:
        """What tells it from another code of its name, found when first asked for."""
        if self._form is None:
            self._form = form(self.source, self.name)
        return self._form


def form(source: str, name: str) -> str:
    """What tells two codes of one name apart, given as they are written: the tag without white space and the closing slash."""
    return _IGNORED.sub(" ", source[1 + len(name) : -1]).strip()


def label(name: str) -> str:
    """The name of a block; `element` where template code writes the name, `text` where there is none."""
    return (name if name.isprintable() else "element") or "text"


class Vocabulary:
    """The tags met so far under the same options: pages repeat theirs, and each other's."""

    __slots__ = ("inline_names", "known", "mask", "options", "ordinary")

    def __init__(self, mask: str, options: HtmlOptions) -> None:
        self.mask = mask
        self.options = options
        self.inline_names = (INLINE | names(options.inline)) - names(options.block)
        self.known: dict[str, Tag] = {}
        """By the text between `<` and `>`."""
        self.ordinary: dict[str, Tag] = {}
        """Those that begin no raw text and no drawing."""

    def read(self, text: str, start: int) -> Tag | None:
        """Return the tag that begins at an offset of the text; None where none does."""
        end = text.find(">", start, start + _LONGEST_KNOWN)
        if end > 0 and (tag := self.known.get(text[start + 1 : end])):
            return tag
        found = patterns(self.mask).tag.match(text, start)
        if found is None:
            return None
        written = found[0]
        tag = self._make(Kind.END if found[1] else Kind.START, ascii_lower(found[2]), written, written)
        if len(written) < _LONGEST_KNOWN:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
                self.ordinary.clear()
            key = written[1:-1]
            self.known[key] = tag
            if not tag.is_opaque:
                self.ordinary[key] = tag
        return tag

    def with_code(self, tag: Tag, source: str) -> Tag:
        """Return a tag that holds template code, as its source has it."""
        return self._make(tag.kind, tag.name, tag.text, source)

    def _make(self, kind: Kind, name: str, text: str, source: str) -> Tag:
        tag = Tag(kind, name, text, source, self.options, is_inline=name in self.inline_names)
        if name in SCRIPTS or name in RUBY_PARTS or (self.mask and self.mask in text):
            return tag
        is_bare = len(text) < len(name) + 4
        if kind is Kind.END:
            tag.settle(is_simple=True)
        elif is_bare:
            tag.settle(is_simple=name not in BY_NAME)
        elif name not in _TELLING:
            if self.options.attributes or name in _SPEAKING or _WORTH_A_LOOK.search(text.lower()):
                said = tag.said
                is_simple = not said.changes_scope and _ITS_ON_TAGS.isdisjoint(said.values)
                tag.settle(is_simple=is_simple, speaks=bool(said.anchor or said.texts))
            else:
                tag.settle(is_simple=True)
        return tag


def vocabulary(mask: str, options: HtmlOptions) -> Vocabulary:
    """The vocabulary of pages with these options, where `mask` stands for template code; shared between pages."""
    return _vocabulary(mask, options.attributes, options.no_attributes, options.meta, options.inline, options.block)


@lru_cache(maxsize=8)
def _vocabulary(mask: str, *options: tuple[str, ...]) -> Vocabulary:
    attributes, no_attributes, meta, inline, block = options
    return Vocabulary(
        mask,
        HtmlOptions(attributes=attributes, no_attributes=no_attributes, meta=meta, inline=inline, block=block),
    )


@lru_cache(maxsize=64)
def other(kind: Kind, name: str = "") -> Tag:
    """What stands for a token that is no tag, in the place of a tag."""
    return Tag(kind, name, "", "", HtmlOptions(), is_inline=False)


def values(source: str, found: tuple[Attribute, ...]) -> dict[str, str]:
    """Return the decoded values by name; of equal names the first counts, a bare name has an empty value."""
    result: dict[str, str] = {}
    for attribute in found:
        if attribute.name not in result:
            value = source[attribute.value_start : attribute.value_end] if attribute.value_start >= 0 else ""
            result[attribute.name] = decode_attribute(value)
    return result


def text_attributes(
    element: str, found: tuple[Attribute, ...], values: Mapping[str, str], options: HtmlOptions
) -> Iterator[tuple[Attribute, str]]:
    """Yield the attributes that hold text, each with the unit's kind."""
    if element == "meta":
        if name := meta_name(values, options):
            for attribute in found:
                if attribute.name == "content" and attribute.value_start >= 0:
                    yield attribute, f"meta:{name}"
                    return
        return
    seen: set[str] = set()
    for attribute in found:
        name = attribute.name
        if is_text(name, element, values, options) and attribute.value_start >= 0 and name not in seen:
            seen.add(name)
            yield attribute, f"{element}@{name}"


def _read(tag: Tag) -> Said:
    found = tag_attributes(tag.text, tag.name)
    named = values(tag.source, found)
    texts = tuple(
        _attribute_text(tag.source, attribute, kind)
        for attribute, kind in text_attributes(tag.name, found, named, tag.options)
    )
    anchor = named.get("id", "").strip()
    if SPACE.search(anchor):
        anchor = ""
    changes_scope = not _SCOPING.isdisjoint(named) or marks_class(named.get("class", "")) != ""
    return Said(named, texts, anchor, changes_scope)


def _attribute_text(source: str, attribute: Attribute, kind: str) -> AttributeText:
    value = source[attribute.value_start : attribute.value_end]
    end = attribute.value_start + len(value.rstrip(_WHITE))
    start = min(attribute.value_end - len(value.lstrip(_WHITE)), end)
    text, comments = plain_coded(source[start:end], attribute=True)
    return AttributeText(start, end, attribute.quote, kind, text, comments, has_letter(source[start:end]))

"""What the attributes of one start tag say: their values, and which of them are text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from l10n.formats.html.attributes import is_text, meta_name
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.references import decode_attribute
from l10n.formats.html.scopes import INTERESTING
from l10n.formats.html.token import Attribute
from l10n.formats.html.tokens import tag_attributes

_MOST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class Tag:
    """One start tag as it is written, wherever it stands; offsets count from its `<`."""

    values: Mapping[str, str] = field(default_factory=dict)
    """The decoded values by name; a bare name has an empty one."""
    texts: tuple[tuple[Attribute, str], ...] = ()
    """The attributes that hold text, each with the unit's kind: `img@alt`, `meta:description`."""
    is_plain: bool = True
    """True where no attribute is text, an id or a word of the author's to this program."""


BARE = Tag()
"""A tag without attributes."""


def read_tag(masked: str, source: str, name: str, options: HtmlOptions) -> Tag:
    """Return what a start tag says; `masked` is its text with template code covered, `source` without."""
    if masked is not source and masked != source:
        return _read(masked, source, name, options)
    known = _known(options.attributes, options.no_attributes, options.meta)
    tag = known.get(source)
    if tag is None:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        tag = known[source] = _read(source, source, name, options)
    return tag


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
        if attribute.value_start < 0 or attribute.name in seen:
            continue
        seen.add(attribute.name)
        if is_text(attribute.name, element, values, options):
            yield attribute, f"{element}@{attribute.name}"


def _read(masked: str, source: str, name: str, options: HtmlOptions) -> Tag:
    found = tag_attributes(masked, name)
    named = values(source, found)
    texts = tuple(text_attributes(name, found, named, options))
    return Tag(named, texts, is_plain=not texts and "id" not in named and INTERESTING.isdisjoint(named))


@lru_cache(maxsize=8)
def _known(*_options: tuple[str, ...]) -> dict[str, Tag]:
    """The start tags met so far under the same options: pages repeat theirs, and each other's."""
    return {}

"""An independent look at a written page: lxml finds the elements and attributes of the source in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from l10n.errors import L10nError
from l10n.formats.html.tags import Tag
from l10n.formats.html.token import Kind

_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Parsers add these on their own, depending on where text stands.
_IMPLIED = frozenset("html head body p wbr".split())
_MOST_STEPS = 20_000_000
"""What lxml may look at for end tags that end nothing: all that is open, for each of them; a tenth of a second."""


def compare(source: str, result: str, tags: Sequence[Tag], *, texts: frozenset[str], path: str) -> None:
    """Raise L10nError where lxml sees other elements or attributes in `result` than in `source`.

    The values of `texts`, the attributes that may be translated, are not compared, nor the order of elements. `tags`
    are those of the source: where lxml reads the source itself otherwise than browsers do (raw text in SVG, control
    characters in tags), it cannot testify about the result, and where tens of thousands of end tags end nothing, it
    is not asked.
    """
    if _steps(tags) > _MOST_STEPS:
        return
    wanted = _elements(source, texts)
    if not _is_witness(wanted, Counter([tag.name for tag in tags if tag.kind is Kind.START])):
        return
    found = _elements(result, texts)
    if wanted == found:
        return
    difference = (found - wanted) or (wanted - found)
    name, values = next(iter(difference))
    raise L10nError(
        f"The written page has other elements than its source: <{name}{' ' if values else ''}"
        f"{' '.join(key for key, _ in values)}>. Nothing was written.",
        where=path,
        hint="A translation changed how the page is read; look for < and & in it.",
    )


_Elements: TypeAlias = Counter[tuple[str, tuple[tuple[str, str], ...]]]
"""Name and attributes of an element -> how often it occurs."""


def _steps(tags: Iterable[Tag]) -> int:
    """How many open elements lxml looks at, in all, for end tags that end nothing."""
    steps = depth = 0
    opened: Counter[str] = Counter()
    for tag in tags:
        if tag.kind is Kind.START:
            opened[tag.name] += 1
            depth += 1
        elif tag.kind is Kind.END:
            if opened[tag.name]:
                opened[tag.name] -= 1
                depth -= 1
            else:
                steps += depth
    return steps


def _is_witness(elements: _Elements, names: Counter[str]) -> bool:
    seen: Counter[str] = Counter()
    for (name, _), count in elements.items():
        if name not in _IMPLIED:
            seen[name] += count
    return (
        all(seen[name] == count for name, count in names.items() if name not in _IMPLIED)
        and seen.keys() <= names.keys()
    )


def _elements(text: str, texts: frozenset[str]) -> _Elements:
    from lxml import etree

    source = _UNFIT.sub("\ufffd", text).replace("\x0c", " ").encode()
    counted = _Count(texts)
    if source.strip():
        # The stubs ask for methods that lxml does without.
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=counted)  # type: ignore[arg-type]
        try:
            etree.fromstring(source, parser)
        except etree.XMLSyntaxError:
            return Counter()
    return counted.elements


class _Count:
    """What lxml reports to: no tree is built, which would cost quadratic time in the attributes of a tag."""

    def __init__(self, texts: frozenset[str]) -> None:
        self.texts = texts
        self.elements: _Elements = Counter()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Count an element."""
        if name != "html" and (attributes or name not in _IMPLIED):
            texts = self.texts
            values = tuple(sorted((key, "" if key in texts else value) for key, value in attributes.items()))
            self.elements[name, values] += 1

    def close(self) -> None:
        """There is no tree to give."""

"""An independent look at a written page: lxml finds the elements and attributes of the source in it."""

from __future__ import annotations

import re
from collections import Counter

from l10n.errors import L10nError

_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Parsers add these on their own, depending on where text stands.
_IMPLIED = frozenset("html head body p wbr".split())


def compare(source: str, result: str, names: Counter[str], *, texts: frozenset[str], path: str) -> None:
    """Raise L10nError where lxml sees other elements or attributes in `result` than in `source`.

    The values of `texts`, the attributes that may be translated, are not compared, nor the order of elements. `names`
    counts the start tags of the source: where lxml reads the source itself otherwise than browsers do (raw text in
    SVG, control characters in tags), it cannot testify about the result.
    """
    wanted = _elements(source, texts)
    if not _is_witness(wanted, names):
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


def _is_witness(elements: Counter[tuple[str, tuple[tuple[str, str], ...]]], names: Counter[str]) -> bool:
    seen: Counter[str] = Counter()
    for (name, _), count in elements.items():
        if name not in _IMPLIED:
            seen[name] += count
    return (
        all(seen[name] == count for name, count in names.items() if name not in _IMPLIED)
        and seen.keys() <= names.keys()
    )


def _elements(text: str, texts: frozenset[str]) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    from lxml import etree

    source = _UNFIT.sub("\ufffd", text).replace("\x0c", " ").encode()
    elements: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
    if not source.strip():
        return elements
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        return elements
    if tree is None:
        return elements
    for element in tree.iter():
        name = str(element.tag)
        if name == "html":
            continue
        values = tuple(sorted((str(key), "" if key in texts else str(value)) for key, value in element.items()))
        if values or name not in _IMPLIED:
            elements[name, values] += 1
    return elements

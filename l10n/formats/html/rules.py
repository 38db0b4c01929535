"""Project rules by CSS selector or XPath: lxml says which start tags of the source they mean.

The page is parsed with each start tag carrying its number, so an answer of lxml's leads back to a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from l10n.errors import UsageError
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.syntax import attributes
from l10n.formats.html.token import Kind, Token, Tokens

_MARK = "data-l10n-token"
_MOST_ATTRIBUTES = 200
"""As many of one tag are looked at: a tree takes quadratic time in their number."""
_LONG = 2 * _MOST_ATTRIBUTES
_NAME = re.compile(r"[a-z][a-z0-9:._-]*")
_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the project's rules say about one element."""

    inline: bool = False
    block: bool = False
    include: bool = False
    exclude: str = ""
    """The selector that excludes it, for the audit."""
    preserve: bool = False
    context: str = ""
    note: str = ""


def match_rules(text: str, tokens: Tokens, options: HtmlOptions) -> dict[int, Rule]:
    """Return the rules of each start tag that any selector of the options meets, by the tag's offset.

    Raises UsageError where a selector is not valid CSS or XPath.
    """
    wanted = list(_selectors(options))
    if not wanted:
        return {}
    tree = _parse(text, tokens.tokens)
    if tree is None:
        return {}
    rules: dict[int, Rule] = {}
    for selector, changes in wanted:
        for number in _matches(tree, selector):
            start = tokens.tokens[number].start
            rules[start] = replace(rules.get(start, Rule()), **changes)  # type: ignore[arg-type]
    return rules


def names(options: Iterable[str]) -> frozenset[str]:
    """The plain element names among names and selectors."""
    return frozenset(option for option in options if _NAME.fullmatch(option) and "." not in option)


def _selectors(options: HtmlOptions) -> Iterator[tuple[str, Mapping[str, object]]]:
    for field, listed in (("inline", options.inline), ("block", options.block)):
        plain = names(listed)
        yield from ((selector, {field: True}) for selector in listed if selector not in plain)
    yield from ((selector, {"include": True}) for selector in options.include)
    yield from ((selector, {"exclude": selector}) for selector in options.exclude)
    yield from ((selector, {"preserve": True}) for selector in options.preserve_space)
    yield from ((selector, {"context": context}) for selector, context in options.context.items())
    yield from ((selector, {"note": note}) for selector, note in options.notes.items())


def _parse(text: str, tokens: list[Token]):  # type: ignore[no-untyped-def]
    from lxml import etree

    parts: list[str] = []
    position = 0
    for number, token in enumerate(tokens):
        if token.kind is Kind.START:
            name_end = token.start + 1 + len(token.name)
            parts += (text[position:name_end], f' {_MARK}="{number}"')
            position = name_end
            if token.end - token.start > _LONG and len(found := attributes(text, token)) > _MOST_ATTRIBUTES:
                parts.append(text[position : found[_MOST_ATTRIBUTES].start])
                position = token.end - 1
    parts.append(text[position:])
    source = _UNFIT.sub("\ufffd", "".join(parts)).replace("\x0c", " ")
    if not source.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    try:
        return etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _matches(tree, selector: str) -> Iterator[int]:  # type: ignore[no-untyped-def]
    from cssselect import HTMLTranslator, SelectorError
    from lxml import etree

    try:
        is_xpath = selector.startswith(("/", "(", "./"))
        path = selector if is_xpath else HTMLTranslator().css_to_xpath(selector)
        found = tree.xpath(path)
    except (SelectorError, etree.XPathError) as error:
        raise UsageError(
            f"«{selector}» is not a selector: {error}.",
            where="[tool.l10n.html]",
            hint="Write CSS, such as .price or td > code, or XPath that begins with //.",
        ) from error
    elements = [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []  # noqa: SLF001
    if not isinstance(found, list) or len(elements) < len(found):
        raise UsageError(
            f"«{selector}» selects something other than elements.",
            where="[tool.l10n.html]",
            hint="End it with an element, such as //p[@class] in place of //p/@class.",
        )
    for element in elements:
        mark = element.get(_MARK)
        if mark is not None and mark.isdecimal():
            yield int(mark)

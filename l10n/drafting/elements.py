"""A unit as markup: well-formed elements that hold nothing but a number, and how they are read again."""

from __future__ import annotations

import html
import re

from l10n import inline
from l10n.drafting.neutral import Kind, Mark, MaskError, Token
from l10n.drafting.normal import ENTITY, level, outer_space
from l10n.engine import Tags

ELEMENT = re.compile(
    r"<\s{0,3}(?P<close>/?)\s{0,3}(?P<name>[gxt])(?=[\s/>])(?P<rest>[^<>]{0,80}?)(?P<alone>/?)\s*>", re.IGNORECASE
)
_TERM_ELEMENT = re.compile(r"<\s{0,3}t\b[^<>]{0,100}>[^<]*<\s{0,3}/\s{0,3}t\s{0,3}>", re.IGNORECASE)
_ID = re.compile(r"\bid\s*=\s*[\"'«»“”„]?\s*(\d{1,4})", re.IGNORECASE)


def escape(text: str) -> str:
    """Characters as character data: `&`, `<` and `>` become references."""
    return html.escape(text, quote=False)


def element(mark: Mark, tokens: tuple[Token, ...], tags: Tags) -> str:
    """The tag of a mark, or the whole element of a term; HTML has no self-closing elements."""
    token = tokens[mark.number - 1]
    if token.kind is Kind.PAIR:
        return "</g>" if mark.closes else f'<g id="{mark.number}">'
    if token.kind is Kind.TERM:
        keep = ' translate="no"' if tags is Tags.HTML else ""
        return f'<t id="{mark.number}"{keep}>{escape(token.text)}</t>'
    return f'<x id="{mark.number}"></x>' if tags is Tags.HTML else f'<x id="{mark.number}"/>'


def restore_elements(source: str, answer: str, tokens: tuple[Token, ...]) -> str:
    """Read an answer as inline text; markup that is not ours is text. Raises MaskError for an element that was not sent."""
    result: list[str] = []
    stack: list[int] = []
    term: int | None = None
    inner: list[str] = []
    position = 0
    wanted = ENTITY.findall(inline.plain(source))
    outside = html.unescape(_TERM_ELEMENT.sub(" ", answer)).casefold()

    def characters(run: str) -> str:
        return inline.escape(level(html.unescape(run), wanted, raw=run))

    for match in ELEMENT.finditer(answer):
        run = answer[position : match.start()]
        position = match.end()
        (inner if term is not None else result).append(characters(run))
        name = match["name"].lower()
        if match["close"]:
            if name == "t" and term is not None:
                result.append(inline.escape(_term(tokens[term - 1], "".join(inner), outside)))
                term, inner = None, []
            elif name == "g":
                if not stack:
                    raise MaskError("A code is closed that was not opened.")
                result.append(tokens[stack.pop() - 1].close)
            continue
        number = _number(match["rest"], tokens, Kind(name))
        if name == "g":
            result.append(tokens[number - 1].text)
            if match["alone"]:
                result.append(tokens[number - 1].close)
            else:
                stack.append(number)
        elif name == "x":
            result.append(tokens[number - 1].text)
        elif match["alone"]:
            result.append(inline.escape(tokens[number - 1].text))
        else:
            term, inner = number, []
    if term is not None or stack:
        raise MaskError("A code is not closed.")
    result.append(characters(answer[position:]))
    return outer_space(source, "".join(result))


def _term(token: Token, inner: str, outside: str) -> str:
    """What stands in a term's place, whatever the engine wrote inside its element, unless the word slipped out of it."""
    surface = token.text
    if token.instead:
        if not any(character.isalnum() for character in inner):
            raise MaskError(f"«{surface}» was moved out of its place.")
        is_capital = surface[:1].isupper() or inner.lstrip()[:1].isupper()
        return token.instead[:1].upper() + token.instead[1:] if is_capital else token.instead
    written = inner.replace("*", "").strip()
    if written.casefold() == html.escape(surface, quote=False).casefold() or written.casefold() == surface.casefold():
        return surface
    if surface.casefold() in outside:
        raise MaskError(f"«{surface}» was moved out of its place.")
    return surface


def _number(rest: str, tokens: tuple[Token, ...], kind: Kind) -> int:
    match = _ID.search(rest)
    number = int(match[1]) if match else 0
    if not 0 < number <= len(tokens) or tokens[number - 1].kind is not kind:
        raise MaskError("The answer has a code that was not sent.")
    return number

"""A unit as markup: well-formed elements that hold nothing but a number, and how they are read again."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

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
    reading = _Reading(
        tokens,
        wanted=ENTITY.findall(inline.plain(source)),
        outside=html.unescape(_TERM_ELEMENT.sub(" ", answer)).casefold(),
    )
    position = 0
    for match in ELEMENT.finditer(answer):
        reading.add_characters(answer[position : match.start()])
        position = match.end()
        name = match["name"].lower()
        if match["close"]:
            reading.close(name)
        else:
            reading.open(name, match["rest"], is_alone=bool(match["alone"]))
    return outer_space(source, reading.finish(answer[position:]))


@dataclass(slots=True)
class _Reading:
    """An answer as far as it was read, written as inline text."""

    tokens: tuple[Token, ...]
    wanted: list[str]
    """What looks like a character reference in the source."""
    outside: str
    """The text beside the elements of terms."""
    result: list[str] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    """The numbers of the pairs that are open."""
    term: int | None = None
    """The number of the term that is open."""
    inner: list[str] = field(default_factory=list)
    """What stands in it."""

    def add_characters(self, run: str) -> None:
        place = self.result if self.term is None else self.inner
        place.append(inline.escape(level(html.unescape(run), self.wanted, raw=run)))

    def open(self, name: str, rest: str, *, is_alone: bool) -> None:
        number = _number(rest, self.tokens, Kind(name))
        token = self.tokens[number - 1]
        if name == "x":
            self.result.append(token.text)
        elif name == "g":
            self.result.append(token.text)
            if is_alone:
                self.result.append(token.close)
            else:
                self.pairs.append(number)
        elif is_alone:
            self.result.append(inline.escape(token.text))
        else:
            self.term, self.inner = number, []

    def close(self, name: str) -> None:
        if name == "t" and self.term is not None:
            written = _term(self.tokens[self.term - 1], "".join(self.inner), self.outside)
            self.result.append(inline.escape(written))
            self.term, self.inner = None, []
        elif name == "g":
            if not self.pairs:
                raise MaskError("A code is closed that was not opened.")
            self.result.append(self.tokens[self.pairs.pop() - 1].close)

    def finish(self, rest: str) -> str:
        if self.term is not None or self.pairs:
            raise MaskError("A code is not closed.")
        self.add_characters(rest)
        return "".join(self.result)


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

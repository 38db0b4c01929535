"""A unit as plain text: short bracket tokens for its codes, and how they are found again, however they were respelt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from l10n import inline
from l10n.drafting.neutral import Kind, Mark, Masked, MaskError, Token, written
from l10n.drafting.normal import ENTITY, level, outer_space


@dataclass(frozen=True, slots=True)
class Shape:
    """How a token looks in plain text, and how tolerantly it is found again."""

    mark: str
    closing: str
    pattern: re.Pattern[str]


SHAPES = (
    Shape("⟦{}⟧", "⟦/{}⟧", re.compile(r"[⟦\[【［〚]{1,2}\s{0,3}(?P<close>[/／\\]?)\s{0,3}(?P<id>\d{1,4})\s{0,3}[⟧\]】］〛]{1,2}")),
    Shape("{{{}}}", "{{/{}}}", re.compile(r"[{｛]{1,2}\s{0,3}(?P<close>[/／\\]?)\s{0,3}(?P<id>\d{1,4})\s{0,3}[}｝]{1,2}")),
    Shape("@@{}@@", "@@/{}@@", re.compile(r"@\s?@\s{0,3}(?P<close>[/／\\]?)\s{0,3}(?P<id>\d{1,4})\s{0,3}@\s?@")),
)  # fmt: skip

REMNANT = re.compile(r"[⟦⟧〚〛]|@@|</?\s*[gxt]\s+id\b|[{｛]{1,2}\s*/?\d{1,4}\s*[}｝]{1,2}")
"""Pieces of tokens that must not be left in a translation."""


def bracket(mark: Mark, shape: Shape) -> str:
    """A mark in one of the shapes: `⟦1⟧`, `⟦/1⟧`."""
    return (shape.closing if mark.closes else shape.mark).format(mark.number)


def restorer(source: str, sequence: Masked, tokens: tuple[Token, ...], shape: Shape) -> Callable[[Sequence[str]], str]:
    """Return the function that reads an answer with these tokens as inline text; it raises MaskError."""
    wanted = ENTITY.findall(inline.plain(source))
    sides = _sides(sequence)

    def restore(answers: Sequence[str]) -> str:
        answer = level(answers[0], wanted)
        result: list[str] = []
        position = 0
        opened: set[int] = set()
        for match in shape.pattern.finditer(answer) if tokens else ():
            number = int(match["id"])
            if not 0 < number <= len(tokens):
                raise MaskError("The answer has a code that was not sent.")
            token = tokens[number - 1]
            # A lost slash: the second mark of a pair closes it.
            closes = token.kind is Kind.PAIR and (bool(match["close"]) or number in opened)
            opened.add(number)
            left, right = sides[number, closes]
            run = answer[position : match.start()]
            result.append(inline.escape(run if not closes or left.isspace() else run.rstrip()))
            result.append(written(token, closes=closes))
            position = match.end()
            if token.kind is Kind.PAIR and not closes and not right[:1].isspace():
                position = _end(_SPACES, answer, position)
            elif not _SPACE_BEFORE_POINT.match(right):
                position = _end(_SPACE_BEFORE_POINT, answer, position)
        result.append(inline.escape(answer[position:]))
        return outer_space(source, "".join(result))

    return restore


_SPACES = re.compile(r"\s*")
_SPACE_BEFORE_POINT = re.compile(r"\s(?=[.,)])")


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _sides(sequence: Masked) -> dict[tuple[int, bool], tuple[str, str]]:
    """For each mark the character before it and the two behind it; empty next to another mark or an edge."""
    sides = {}
    for index, part in enumerate(sequence):
        if isinstance(part, Mark):
            before = sequence[index - 1] if index else ""
            after = sequence[index + 1] if index + 1 < len(sequence) else ""
            sides[part.number, part.closes] = (
                before[-1:] if isinstance(before, str) else "",
                after[:2] if isinstance(after, str) else "",
            )
    return sides

"""A unit in pieces: the runs between its codes are asked for one by one; the structure is right by construction."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

from l10n import inline
from l10n.drafting.elements import escape
from l10n.drafting.mask import Form
from l10n.drafting.neutral import Mark, MaskError, Token, masked, written
from l10n.drafting.normal import ENTITY, level
from l10n.engine import Tags


class _Run(NamedTuple):
    """Characters to translate, without the white space around them."""

    left: str
    text: str
    right: str


def pieces(source: str, tags: Tags, locked: Sequence[str] = ()) -> Form | None:
    """Ask for each run of characters of a unit; the grammar is worse than that of a text asked for as a whole.

    None where there is no code (nothing would be different) or nothing to translate.
    """
    sequence, tokens = masked(source, locked)
    parts = [_part(part, tokens) for part in sequence]
    runs = [part for part in parts if isinstance(part, _Run)]
    if not tokens or not runs:
        return None

    def restore(answers: Sequence[str]) -> str:
        restored = iter([_restored(run, answer, tags) for run, answer in zip(runs, answers, strict=True)])
        return "".join(next(restored) if isinstance(part, _Run) else part for part in parts)

    texts = tuple(run.text if tags is Tags.NONE else escape(run.text) for run in runs)
    return Form("pieces", texts, restore, flag="pieces")


def _part(part: Mark | str, tokens: tuple[Token, ...]) -> _Run | str:
    """A run to ask for, or inline text that stays as it is."""
    if isinstance(part, Mark):
        return written(tokens[part.number - 1], closes=part.closes)
    if not any(character.isalpha() for character in part):
        return inline.escape(part)
    text = part.strip()
    start = part.index(text)
    return _Run(part[:start], text, part[start + len(text) :])


def _restored(run: _Run, answer: str, tags: Tags) -> str:
    """An answer in the place of its run. Raises MaskError where it is empty."""
    plain = level(_characters(answer, tags), ENTITY.findall(run.text)).strip()
    if not plain:
        raise MaskError("A piece of the text has no translation.")
    return inline.escape(run.left + plain + run.right)


def _characters(answer: str, tags: Tags) -> str:
    """The characters of an answer to a text without codes."""
    if tags is Tags.CODES:
        return inline.plain(answer)
    return answer if tags is Tags.NONE else html.unescape(answer)

"""Masking: how a unit's codes and locked terms are hidden from an engine, and how they come back.

A `Form` is one way to ask for a unit: the texts to send and how to put the answers together.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from l10n import inline
from l10n.drafting.brackets import SHAPES, bracket, restorer
from l10n.drafting.cut import cut
from l10n.drafting.elements import ELEMENT, element, escape, restore_elements
from l10n.drafting.neutral import MaskError, masked, written
from l10n.drafting.normal import outer_space
from l10n.engine import Tags
from l10n.inline import Tag, TagKind

__all__ = ["Form", "MaskError", "escaped", "split", "token_forms", "whole"]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to ask for a unit."""

    name: str
    """`xml`, `html`, `tokens`, `codes`, `pieces`, `split`; part of the cache key."""
    texts: tuple[str, ...]
    """What is sent, one query each; never empty texts."""
    restore: Callable[[Sequence[str]], str]
    """Turns the answers (one for each text) into inline text. Raises MaskError."""
    flag: str = ""
    """What a draft made this way is marked with."""


def whole(source: str, tags: Tags, locked: Sequence[str] = (), forced: Mapping[str, str] | None = None) -> Form | None:
    """Ask for the unit in one text, as the engine wants its codes; None where that cannot be done safely.

    `locked` are the words of this unit that must come back as they are; `forced` gives words whose required translation
    is put in the place of what the engine makes of them. With `Tags.CODES` the text goes as it is.
    """
    if tags is Tags.CODES:
        return Form("codes", (source,), lambda answers: restore_codes(source, answers[0]))
    if tags is Tags.NONE:
        return next(iter(token_forms(source, locked)), None)
    sequence, tokens = masked(source, locked, forced or {})
    if any(isinstance(part, str) and ELEMENT.search(part) for part in sequence):
        return None
    text = "".join(part and escape(part) if isinstance(part, str) else element(part, tokens, tags) for part in sequence)
    flag = "term-forced" if any(token.instead for token in tokens) else ""
    return Form(str(tags), (text,), lambda answers: restore_elements(source, answers[0], tokens), flag)


def token_forms(source: str, locked: Sequence[str] = ()) -> tuple[Form, ...]:
    """Ask in plain text with bracket tokens: one form for each shape of token that the text does not confuse."""
    sequence, tokens = masked(source, locked)
    unchanged = "".join(
        inline.escape(part) if isinstance(part, str) else written(tokens[part.number - 1], closes=part.closes)
        for part in sequence
    )
    forms = []
    for number, shape in enumerate(SHAPES):
        text = "".join(part if isinstance(part, str) else bracket(part, shape) for part in sequence)
        restore = restorer(source, sequence, tokens, shape)
        if not _gives(restore, text, outer_space(source, unchanged)):
            continue
        forms.append(Form(f"tokens{number}" if tokens else "tokens", (text,), restore))
        if not tokens:
            break
    return tuple(forms)


def _gives(restore: Callable[[Sequence[str]], str], text: str, wanted: str) -> bool:
    """Whether the text, returned as it was sent, is read as what it stands for."""
    try:
        return restore([text]) == wanted
    except MaskError:
        return False


def escaped(form: Form) -> Form:
    """The same form for an engine that reads markup: characters of markup go and come as references."""
    texts = tuple(escape(text) for text in form.texts)
    return Form(
        f"{form.name}-escaped", texts, lambda answers: form.restore([html.unescape(a) for a in answers]), form.flag
    )


def split(source: str, locale: str, limit: int, ask: Callable[[str], Form | None]) -> Form | None:
    """Ask for a long unit sentence by sentence, each part in the form `ask` gives; None where a part stays too long."""
    forms = []
    parts = cut(source, locale, limit)
    for part in parts:
        form = ask(part.strip())
        if form is None or len(form.texts) != 1 or len(form.texts[0]) > limit:
            return None
        forms.append(form)

    def restore(answers: Sequence[str]) -> str:
        result = []
        for part, form, answer in zip(parts, forms, answers, strict=True):
            stripped = part.strip()
            start = part.index(stripped)
            result.append(part[:start] + form.restore((answer,)) + part[start + len(stripped) :])
        return "".join(result)

    if len(forms) < 2:
        return None
    flag = next((form.flag for form in forms if form.flag), "")
    return Form("split", tuple(form.texts[0] for form in forms), restore, flag)


_LOOSE_TAG = re.compile(r"<\s{0,3}(?P<close>/?)\s{0,3}(?P<name>[A-Za-z][A-Za-z0-9:._-]*)\s{0,3}(?P<alone>/?)\s{0,3}>")


def restore_codes(source: str, answer: str) -> str:
    """Write the tags as the source does: `<BR>` and `<br />` become `<br/>` where the source has that."""
    known = {tag.text for tag in inline.tags(source)}

    def rewrite(match: re.Match[str]) -> str:
        name = match["name"].lower()
        written = Tag(name, TagKind.CLOSE if match["close"] else TagKind.STANDALONE if match["alone"] else TagKind.OPEN)
        if written.text not in known and not match["close"] and f"<{name}/>" in known:
            return f"<{name}/>"
        return written.text if written.text in known else match[0]

    return outer_space(source, _LOOSE_TAG.sub(rewrite, answer))

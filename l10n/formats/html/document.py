"""Reading a page: bytes -> text -> masked text -> tokens -> slots."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter

from l10n.errors import L10nError, UsageError
from l10n.formats.base import Remark
from l10n.formats.html import encoding, templates
from l10n.formats.html.encoding import Decoded
from l10n.formats.html.jsonld import read_json
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.rules import match_rules
from l10n.formats.html.slots import Excluded, Slot
from l10n.formats.html.tags import vocabulary
from l10n.formats.html.templates import Masked
from l10n.formats.html.token import Tokens
from l10n.formats.html.tokens import tokenize
from l10n.formats.html.walk import walk
from l10n.locales import Locale
from l10n.model import Unit

_start, _place = itemgetter(2), itemgetter(2, 3, 4)
"""Of a slot; taken so, because taking a named tuple apart is slow."""


@dataclass(frozen=True)
class HtmlDocument:
    """One page as it was read."""

    path: str
    """Relative to the project; for messages."""
    decoded: Decoded
    masked: Masked
    slots: tuple[Slot, ...]
    excluded: tuple[Excluded, ...]
    warnings: tuple[Remark, ...]
    units: tuple[Unit, ...]
    """In document order, every occurrence: equal keys may repeat."""
    options: HtmlOptions

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the masked text, made again when first asked for: they take more memory than all the rest."""
        return tokenize(self.masked.text, vocabulary(self.masked.character, self.options))

    @property
    def text(self) -> str:
        """The decoded source, without byte order mark."""
        return self.decoded.text

    @property
    def encoding(self) -> str:
        """Python's name of the encoding."""
        return self.decoded.codec

    def line(self, offset: int) -> int:
        """The line an offset stands in, counted from 1."""
        return bisect_right(_line_starts(self.text), offset)


def read(data: bytes, *, path: str = "", options: HtmlOptions | None = None, locale: str = "nl") -> HtmlDocument:
    """Read a page of the source locale `locale`; `path` is named in messages.

    Raises L10nError where the file cannot be given back byte for byte.
    """
    options = options or HtmlOptions()
    _check_templates(options)
    decoded = encoding.decode(data, path=path)
    text = decoded.text
    masked = templates.mask(text, options.templates)
    words = vocabulary(masked.character, options)
    tokens = tokenize(masked.text, words)
    rules = match_rules(masked.text, tokens, options)
    found = walk(masked, tokens, words, options, language=Locale.parse(locale).language, rules=rules)
    if found.its_rules:
        raise L10nError(
            "The page has global ITS rules, which would not be followed.",
            where=f"{path}:{bisect_right(_line_starts(text), found.its_rules[0])}",
            hint="Use local its-* attributes, or selectors in [tool.l10n.html].",
        )
    slots, excluded, warnings = found.slots, found.excluded, found.warnings
    for start, end, notes, context in found.json:
        strings, rest, wrong = read_json(text, masked, start, end, options, notes=notes, context=context)
        slots += strings
        excluded += rest
        if wrong:
            warnings.append((start, wrong, "Mend it, or leave it: it is published as it is."))
    slots.sort(key=_start)  # by where they start; no two start together
    document = HtmlDocument(
        path,
        decoded,
        masked,
        tuple(slots),
        tuple(excluded),
        tuple(_remarks(text, decoded, options, warnings)),
        tuple([slot[0] for slot in slots]),
        options,
    )
    _prove(document, data)
    return document


def _check_templates(options: HtmlOptions) -> None:
    for name in options.templates:
        if name not in templates.SYNTAXES:
            raise UsageError(
                f"«{name}» is not a template language.",
                where="[tool.l10n.html] templates",
                hint=f"Use any of: {', '.join(templates.SYNTAXES)}.",
            )


def _remarks(
    text: str, decoded: Decoded, options: HtmlOptions, warnings: list[tuple[int, str, str]]
) -> Iterable[Remark]:
    if decoded.remark:
        line = bisect_right(_line_starts(text), decoded.offset) if decoded.offset >= 0 else 0
        yield Remark(decoded.remark, line, decoded.hint)
    configured = {templates.ALIASES.get(name, name) for name in options.templates}
    if not configured and (seen := templates.detect(text)):
        yield Remark(
            f"The page seems to hold template code ({', '.join(seen)}).",
            0,
            f'Set templates = ["{seen[0]}"] in [tool.l10n.html], so that all of it is locked and its comments are read.',
        )
    if warnings:
        starts = _line_starts(text)
        for offset, message, hint in sorted(warnings):
            yield Remark(message, bisect_right(starts, offset), hint)


def _prove(document: HtmlDocument, data: bytes) -> None:
    """The units put back as they came give the file: they tile the text with what is between them, and so do their codes."""
    reached = 0
    for start, end, codes in map(_place, document.slots):
        if start < reached:
            if end > reached:  # neither inside what was reached before nor behind it
                raise _broken(document, start)
        else:
            reached = end
        position = start
        for _, code_start, code_end in map(tuple, codes):
            if not position <= code_start <= code_end <= end:
                raise _broken(document, code_start)
            position = code_end
    if reached > len(document.text) or document.decoded.encode(document.text) != data:
        raise _broken(document, 0)


def _broken(document: HtmlDocument, offset: int) -> L10nError:
    return L10nError(
        "The page cannot be given back as it is.",
        where=f"{document.path}:{document.line(offset)}",
        hint="This is a mistake of the program; please report it with the page.",
    )


@lru_cache(maxsize=2)
def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = text.find("\n")
    if position < 0 and "\r" in text:
        return [0, *(index + 1 for index, character in enumerate(text) if character == "\r")]
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return starts

"""Pseudo-localization: accented, longer, bracketed text that shows what a layout does to a translation.

Nothing is translated. A page where plain letters are left has text that was not extracted; a page that breaks has no
room for languages longer than the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from l10n import inline
from l10n.engine import Answer, Batch, Capabilities, Reply, Setup, Tags
from l10n.engines.base import read_options
from l10n.locales import Locale

_ACCENTED = str.maketrans(
    "abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPRSTUVWYZ",
    "åƀçđéƒĝĥîĵķļɱñöþŕšţûṽŵýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞŔŠŢÛṼŴÝŽ",
)
_KEPT = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+|(?<!\S)\S*[0-9]\S*(?:\s+\S{1,4}(?=[\s.,;:)]|$))?")


@dataclass(frozen=True, slots=True)
class PseudoOptions:
    """`[tool.l10n.engines.pseudo]`."""

    expansion: float = 0.35
    """How much longer a text becomes, as a share of its letters."""


@dataclass(frozen=True, slots=True)
class PseudoEngine:
    """Makes text that looks foreign and stays readable."""

    options: PseudoOptions = PseudoOptions()
    name: str = "pseudo"
    destination: str = ""
    notice: str = ""

    @property
    def version(self) -> str:
        return f"1 expansion={self.options.expansion}"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(tags=Tags.CODES, max_items=500, max_chars=10**9, translates=False)

    def unavailable(self) -> str:
        return ""

    def supports(self, source: Locale, target: Locale) -> bool:
        return True

    def translate(self, batch: Batch) -> Reply:
        return Reply(tuple(Answer(query.id, self._pseudo(query.text), method="pseudo") for query in batch.queries))

    def _pseudo(self, text: str) -> str:
        content = inline.parse(text)
        letters = sum(character.isalpha() for part in content if isinstance(part, str) for character in part)
        padding = "·" * round(letters * self.options.expansion)
        changed = [_accent(part) if isinstance(part, str) else part for part in content]
        return inline.render(["[", *changed, f"{padding}]"])


def create(setup: Setup) -> PseudoEngine:
    """Make the engine."""
    return PseudoEngine(read_options(PseudoOptions, setup))


def _accent(text: str) -> str:
    """Accent letters; numbers with their units, addresses and e-mail stay as they are."""
    result, position = [], 0
    for match in _KEPT.finditer(text):
        result += [text[position : match.start()].translate(_ACCENTED), match[0]]
        position = match.end()
    return "".join([*result, text[position:].translate(_ACCENTED)])

"""Numbers said in several words (`om de dag`, `quatre-vingts`, `een-en-twintig`), read as what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from l10n.checks.language.datafile import fold
from l10n.checks.language.glued import Glue


class Phrases:
    """Puts what a phrase stands for in its place."""

    def __init__(self, replacements: Mapping[str, str], glue: Glue | None) -> None:
        self._replacements = replacements
        """By the folded phrase: `elke 2 dagen` for `om de dag`, `huitante` for `quatre-vingts`."""
        self._glue = glue
        parts = [*_spelled(replacements), *_glued(glue)]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None

    def replaced(self, text: str) -> str:
        """The text with every phrase replaced; the longest one wins."""
        return text if self._pattern is None else self._pattern.sub(self._meaning, text)

    def _meaning(self, match: re.Match[str]) -> str:
        folded = " ".join(fold(match[0]).split())
        known = self._replacements.get(folded)
        if known is None and self._glue is not None and (value := self._glue.cardinal(folded)):
            return str(value)
        # A letter that only ignoring case makes equal, such as a dotless i, folds to another word.
        return match[0] if known is None else known


def _spelled(phrases: Iterable[str]) -> list[str]:
    """A pattern for each phrase, in any spelling and with any white space between its words; the longest first."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return [r"\s+".join(map(_any_spelling, phrase.split())) for phrase in longest_first]


def _glued(glue: Glue | None) -> list[str]:
    """One pattern for the numbers that are written as one word with hyphens or spaces in it; they are no single word."""
    hyphened = [form for form in glue.below if " " in form or "-" in form] if glue else []
    if not glue or not hyphened:
        return []
    heads = "|".join(map(re.escape, sorted({glue.one, *glue.below}, key=len, reverse=True)))
    joiner = f"(?:{re.escape(glue.joiner)})?"
    hundreds = f"(?:(?:{heads})?{re.escape(glue.hundred)}{joiner})?" if glue.hundred else ""
    thousand = f"(?:{re.escape(glue.thousand)})?" if glue.thousand else ""
    return [f"{hundreds}(?:{'|'.join(_spelled(hyphened))}){thousand}"]


def _any_spelling(word: str) -> str:
    """A pattern for a folded word in every spelling that folds to it (Arabic alef, ya and ha)."""
    return "".join({"ا": "[اأإآٱ]", "ي": "[يى]", "ه": "[هة]"}.get(letter) or re.escape(letter) for letter in word)

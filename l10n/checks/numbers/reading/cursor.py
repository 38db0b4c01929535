"""A row of tokens in one language, with the questions that readers of numbers ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from l10n.checks.language import Language, Word, fold
from l10n.checks.numbers.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Cursor:
    """Tokens of one text; every question takes a position and answers for positions outside the row as well."""

    tokens: Sequence[Token]
    language: Language

    def at(self, position: int) -> Token | None:
        return self.tokens[position] if 0 <= position < len(self.tokens) else None

    def low(self, position: int) -> str:
        """The folded token, or an empty string."""
        return self.tokens[position].low if 0 <= position < len(self.tokens) else ""

    def is_in(self, position: int, name: str) -> bool:
        """True where the token is in the language's list of this name (`range`, `clock-after`, ...)."""
        return self.low(position) in self.language.lists.get(name, ())

    def is_glued(self, position: int) -> bool:
        """True where a token stands there without white space before it."""
        token = self.at(position)
        return token is not None and token.is_glued

    def text(self, start: int, end: int) -> str:
        """The tokens from `start` to before `end` as they are written, for messages."""
        parts: list[str] = []
        for index in range(start, min(end, len(self.tokens))):
            token = self.tokens[index]
            parts.append(token.text if token.is_glued or not parts else " " + token.text)
        return "".join(parts)

    def word(self, position: int) -> Word | None:
        """What the token says about numbers; Arabic proclitics (`wa-`, `bi-`, `al-`) are taken off."""
        token = self.at(position)
        if token is None or token.kind != "word":
            return None
        words, low = self.language.words, token.low
        if (word := words.get(low)) is not None:
            return word
        for head in self.language.proclitics:
            if low.startswith(head) and len(low) - len(head) > 2 and (word := words.get(low[len(head) :])) is not None:
                return word
        return None

    def latin(self, letters: str) -> str:
        """The letters of an identifier, folded; names of Latin letters in another script as those letters."""
        folded, known = fold(letters), self.language.letters
        if folded in known:
            return known[folded].casefold()
        for head in self.language.proclitics:
            if folded.startswith(head) and folded[len(head) :] in known:
                return known[folded[len(head) :]].casefold()
        return folded

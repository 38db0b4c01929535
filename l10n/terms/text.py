"""A text taken apart into its words once, with what stands between them."""

from __future__ import annotations

from bisect import bisect_right

from l10n.terms.words import Word, words_of


class Text:
    """A text taken apart once."""

    __slots__ = ("text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = words_of(text)

    def word_at(self, offset: int) -> int:
        """The number of the word that holds this character or stands next behind it."""
        return bisect_right(self.words, offset, key=lambda word: word.end)

    def gap(self, at: int) -> str:
        """What stands between word `at` and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]

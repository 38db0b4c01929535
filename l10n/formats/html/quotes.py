"""Short quotations of the text around a place: the heading above it, the sentence that a tag stands in."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.formats.html.characters import shorten
from l10n.formats.html.slots import Slot, make_slot, make_unit
from l10n.inline import PLACEHOLDER, plain


def with_parents(inner: Sequence[Slot], outer: Sequence[Slot], first: str = "") -> list[Slot]:
    """Tell the translator of each attribute which text its tag stands in, or else next to.

    `first` is what the reader sees of the first text, where that is known.
    """
    if not outer:
        return list(inner)
    result: list[Slot] = []
    position, text = 0, shorten(first) if first else ""
    for slot in inner:
        while position < len(outer) - 1 and outer[position].end <= slot.start:
            position, text = position + 1, ""
        text = text or shown(outer[position].unit.source)
        relation = "in" if outer[position].start <= slot.start < outer[position].end else "near"
        source, context, kind, section, anchor, comments, ordered, markup, locales = slot.unit
        comments = (f"{relation} the text «{text}»", *comments)
        unit = make_unit((source, context, kind, section, anchor, comments, ordered, markup, locales))
        result.append(make_slot((unit, *slot[1:])))
    return result


def shown(text: str, limit: int = 60) -> str:
    """Inline text as a short quotation; of a long one no more is looked at than is needed."""
    if len(text) > 5 * limit:
        start = text[: 5 * limit]
        last = max(start.rfind("<"), start.rfind("&"))
        line = _line(start[:last] if last > 0 else start)  # what may be cut in two is left out
        if len(line) > limit:
            return shorten(line, limit)
    line = _line(text)
    return line if len(line) <= limit else shorten(line, limit)


def _line(text: str) -> str:
    characters = plain(text)
    if PLACEHOLDER in characters:
        characters = characters.replace(PLACEHOLDER, "…")
    return " ".join(characters.split())

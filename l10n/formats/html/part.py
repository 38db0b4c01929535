"""What a piece of running text is to a translator."""

from __future__ import annotations

from enum import IntEnum, auto


class Part(IntEnum):
    """What a piece of running text is to a translator."""

    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    ALONE = auto()
    """An element without content that a translation keeps: an image, a line break, a drawing."""
    LOCKED = auto()
    """Text that no one translates."""
    OUTPUT = auto()
    """Template code that writes text: `{{ name }}`."""
    STATEMENT = auto()
    """Template code that steers: `{% if %}`; its order is kept."""
    HIDDEN = auto()
    """What shows nothing but keeps its place: a script, a conditional comment."""
    COMMENT = auto()
    DROPPED = auto()
    """wbr: a break opportunity that belongs to the word of the source language."""

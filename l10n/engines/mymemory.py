"""MyMemory, a public translation memory with machine translation, asked through deep-translator: no key, small quota."""

from __future__ import annotations

import re
from dataclasses import dataclass

from l10n.engine import FatalError, RefusedError, Setup
from l10n.engines.base import read_options
from l10n.engines.codes import mymemory_code
from l10n.engines.deeptranslator import LibraryEngine, PageSettings, Service, create_engine

_USED_UP = re.compile(r"MYMEMORY WARNING|YOU USED ALL AVAILABLE|QUOTA|TOO MANY REQUESTS", re.IGNORECASE)
_WRONG_LANGUAGE = re.compile(
    r"INVALID (?:SOURCE|TARGET) LANGUAGE|INVALID LANGUAGE PAIR|TWO DISTINCT LANGUAGES", re.IGNORECASE
)
_REFUSED = re.compile(r"^(?:QUERY LENGTH LIMIT|NO QUERY SPECIFIED|NO CONTENT|INVALID EMAIL)", re.IGNORECASE)


_NOTICE = "MyMemory is a public memory: texts sent there may be stored and shown to others; not for confidential texts."


@dataclass(frozen=True, slots=True)
class MyMemoryOptions(PageSettings):
    """`[tool.l10n.engines.mymemory]`."""

    url: str = "https://api.mymemory.translated.net/get"
    """The service; the library's own address is not encrypted and therefore not used."""


def create(setup: Setup) -> LibraryEngine:
    """Make the engine; nothing is sent."""
    service = Service(
        "mymemory",
        "MyMemoryTranslator",
        "MY_MEMORY_LANGUAGES_TO_CODES",
        mymemory_code,
        max_chars=450,
        refuse=_raise_for_text,
    )
    return create_engine(service, read_options(MyMemoryOptions, setup), setup, notice=_NOTICE)


def _raise_for_text(sent: str, text: str) -> None:
    """MyMemory tells its errors where the translation should be."""
    if _USED_UP.search(text) and not _USED_UP.search(sent):
        raise FatalError("MyMemory's quota for today is used up.", hint="Go on tomorrow; what was drafted is kept.")
    if _WRONG_LANGUAGE.search(text) and not _WRONG_LANGUAGE.search(sent):
        raise FatalError("MyMemory does not know one of the languages.")
    if _REFUSED.search(text) and not _REFUSED.search(sent):
        raise RefusedError("MyMemory refused the text.")

"""MyMemory, a public translation memory with machine translation, asked through deep-translator: no key, small quota."""

from __future__ import annotations

import re
from dataclasses import dataclass

from l10n.engine import Answer, Batch, Capabilities, FatalError, RefusedError, Reply, Setup, Tags
from l10n.engines.base import read_options
from l10n.engines.codes import mymemory_code
from l10n.engines.deeptranslator import library_version, translate
from l10n.engines.http import Door, open_door
from l10n.locales import Locale

_USED_UP = re.compile(r"MYMEMORY WARNING|YOU USED ALL AVAILABLE|QUOTA|TOO MANY REQUESTS", re.IGNORECASE)
_WRONG_LANGUAGE = re.compile(
    r"INVALID (?:SOURCE|TARGET) LANGUAGE|INVALID LANGUAGE PAIR|TWO DISTINCT LANGUAGES", re.IGNORECASE
)
_REFUSED = re.compile(r"^(?:QUERY LENGTH LIMIT|NO QUERY SPECIFIED|NO CONTENT|INVALID EMAIL)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MyMemoryOptions:
    """`[tool.l10n.engines.mymemory]`."""

    url: str = "https://api.mymemory.translated.net/get"
    """The service; the library's own address is not encrypted and therefore not used."""
    timeout: float = 15.0
    """Seconds to wait for an answer."""
    concurrency: int = 1
    """Requests at the same time."""
    interval: float = 1.0
    """Seconds between two requests."""


@dataclass(frozen=True, slots=True)
class MyMemoryEngine:
    """One short plain text per request."""

    door: Door
    options: MyMemoryOptions
    name: str = "mymemory"
    notice: str = (
        "MyMemory is a public memory: texts sent there may be stored and shown to others; not for confidential texts."
    )

    @property
    def version(self) -> str:
        return f"deep-translator {library_version()} {self.options.url}"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            tags=Tags.NONE,
            network=self.door.network,
            max_items=1,
            max_chars=450,
            concurrency=self.options.concurrency,
            interval=self.options.interval,
        )

    @property
    def destination(self) -> str:
        return self.door.host

    def unavailable(self) -> str:
        if not library_version():
            return "The package deep-translator is missing: pip install deep-translator."
        return self.door.closed()

    def supports(self, source: Locale, target: Locale) -> bool:
        from deep_translator.constants import MY_MEMORY_LANGUAGES_TO_CODES

        known = set(MY_MEMORY_LANGUAGES_TO_CODES.values())
        return mymemory_code(source) in known and mymemory_code(target) in known

    def translate(self, batch: Batch) -> Reply:
        source, target = mymemory_code(batch.source), mymemory_code(batch.target)
        answers = []
        for query in batch.queries:
            text = translate(
                "mymemory",
                "MyMemoryTranslator",
                query.text,
                door=self.door,
                source=source,
                target=target,
                url=self.options.url,
            )
            _raise_for_text(query.text, text)
            answers.append(Answer(query.id, text))
        return Reply(tuple(answers))


def create(setup: Setup) -> MyMemoryEngine:
    """Make the engine; nothing is sent."""
    options = read_options(MyMemoryOptions, setup)
    return MyMemoryEngine(
        open_door("mymemory", options.url, timeout=options.timeout, environ=setup.environ, keyed=False), options
    )


def _raise_for_text(sent: str, text: str) -> None:
    """MyMemory tells its errors where the translation should be."""
    if _USED_UP.search(text) and not _USED_UP.search(sent):
        raise FatalError("MyMemory's quota for today is used up.", hint="Go on tomorrow; what was drafted is kept.")
    if _WRONG_LANGUAGE.search(text) and not _WRONG_LANGUAGE.search(sent):
        raise FatalError("MyMemory does not know one of the languages.")
    if _REFUSED.search(text) and not _REFUSED.search(sent):
        raise RefusedError("MyMemory refused the text.")

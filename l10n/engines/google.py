"""Google's public translation page, read by deep-translator: no key, no promise, often blocked."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.engine import Answer, Batch, Capabilities, Reply, Setup, Tags
from l10n.engines.base import read_options
from l10n.engines.codes import google_code
from l10n.engines.deeptranslator import library_version, translate
from l10n.engines.http import Door, open_door
from l10n.locales import Locale


@dataclass(frozen=True, slots=True)
class GoogleOptions:
    """`[tool.l10n.engines.google]`."""

    url: str = "https://translate.google.com/m"
    """The page that is read."""
    timeout: float = 15.0
    """Seconds to wait for an answer."""
    concurrency: int = 1
    """Requests at the same time."""
    interval: float = 1.0
    """Seconds between two requests."""


@dataclass(frozen=True, slots=True)
class GoogleEngine:
    """One plain text per request."""

    door: Door
    options: GoogleOptions
    name: str = "google"
    notice: str = "This is Google's public page, read by a program: unofficial, without a contract, not for confidential texts, and perhaps against its terms of use."

    @property
    def version(self) -> str:
        return f"deep-translator {library_version()} {self.options.url}"

    @property
    def capabilities(self) -> Capabilities:
        # The text travels in the URL: 1,500 characters stay well below what servers take when each is encoded.
        return Capabilities(
            tags=Tags.NONE,
            network=self.door.network,
            max_items=1,
            max_chars=1500,
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
        from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

        known = set(GOOGLE_LANGUAGES_TO_CODES.values())
        return google_code(source) in known and google_code(target) in known

    def translate(self, batch: Batch) -> Reply:
        source, target = google_code(batch.source), google_code(batch.target)
        answers = []
        for query in batch.queries:
            text = translate(
                "google",
                "GoogleTranslator",
                query.text,
                door=self.door,
                source=source,
                target=target,
                url=self.options.url,
            )
            answers.append(Answer(query.id, text))
        return Reply(tuple(answers))


def create(setup: Setup) -> GoogleEngine:
    """Make the engine; nothing is sent."""
    options = read_options(GoogleOptions, setup)
    return GoogleEngine(
        open_door("google", options.url, timeout=options.timeout, environ=setup.environ, keyed=False), options
    )

"""LibreTranslate, a translation server one can run oneself (https://docs.libretranslate.com/)."""

from __future__ import annotations

from dataclasses import dataclass, field

from l10n.engine import Answer, Batch, Capabilities, RefusedError, Reply, Setup, Tags
from l10n.engines.base import read_options
from l10n.engines.codes import libretranslate_code
from l10n.engines.http import Door, open_door
from l10n.locales import Locale


@dataclass(frozen=True, slots=True)
class LibreTranslateOptions:
    """`[tool.l10n.engines.libretranslate]`."""

    url: str = "http://127.0.0.1:5000"
    """The server; without encryption only on this machine."""
    timeout: float = 60.0
    """Seconds to wait for an answer."""
    max_items: int = 25
    """Texts in one request; the server's --batch-limit may be lower."""
    max_chars: int = 5000
    """Characters in one request; the server's --char-limit may be lower."""
    concurrency: int = 4
    """Requests at the same time."""


@dataclass(frozen=True, slots=True)
class LibreTranslateEngine:
    """Batches of texts as HTML."""

    door: Door
    options: LibreTranslateOptions
    key: str = field(default="", repr=False)
    name: str = "libretranslate"
    notice: str = ""

    @property
    def version(self) -> str:
        return f"html {self.door.url}"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            tags=Tags.HTML,
            network=self.door.network,
            max_items=self.options.max_items,
            max_chars=self.options.max_chars,
            concurrency=self.options.concurrency,
        )

    @property
    def destination(self) -> str:
        return self.door.host

    def unavailable(self) -> str:
        return self.door.closed()

    def supports(self, source: Locale, target: Locale) -> bool:
        return True

    def translate(self, batch: Batch) -> Reply:
        """Ask for all texts at once; the answers come in the same order, or they are not accepted."""
        body: dict[str, object] = {
            "q": [query.text for query in batch.queries],
            "source": libretranslate_code(batch.source),
            "target": libretranslate_code(batch.target),
            "format": "html",
        }
        if self.key:
            body["api_key"] = self.key
        answer = self.door.post_json(f"{self.door.url}/translate", body)
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if isinstance(texts, str):
            texts = [texts]
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise RefusedError(f"{self.door.host} answered without a translation.")
        if len(texts) != len(batch.queries):
            raise RefusedError(f"{self.door.host} answered {len(texts)} texts for {len(batch.queries)}.")
        return Reply(tuple(Answer(query.id, text) for query, text in zip(batch.queries, texts, strict=True)))


def create(setup: Setup) -> LibreTranslateEngine:
    """Make the engine; nothing is sent. A key, where the server wants one, comes from L10N_LIBRETRANSLATE_KEY."""
    options = read_options(LibreTranslateOptions, setup)
    key = setup.environ.get("L10N_LIBRETRANSLATE_KEY", "").strip()
    door = open_door("libretranslate", options.url, timeout=options.timeout, environ=setup.environ)
    return LibreTranslateEngine(door, options, key)

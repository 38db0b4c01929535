"""DeepL, through its official library (the extra `deepl`): XML tag handling v2, context, its own glossaries."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, cast

from l10n.engine import Answer, Batch, Capabilities, EngineError, FatalError, RefusedError, Reply, Setup, Tags, Terms
from l10n.engines.base import read_options
from l10n.engines.codes import deepl_source, deepl_target
from l10n.engines.http import Door, open_door
from l10n.locales import Locale

if TYPE_CHECKING:
    from deepl import DeepLClient

_CONTEXT_CHARS = 4000
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class DeeplOptions:
    """`[tool.l10n.engines.deepl]`."""

    url: str = ""
    """The server; empty takes the one that belongs to the key."""
    timeout: float = 30.0
    """Seconds to wait for an answer."""
    glossary: str = ""
    """The id of a glossary kept at DeepL for these languages; empty checks the terms afterwards only."""
    formality: str = ""
    """`prefer_more`, `prefer_less`; empty leaves it to DeepL."""
    model_type: str = ""
    """`quality_optimized`, `latency_optimized`; empty leaves it to DeepL."""
    max_items: int = 40
    """Texts in one request; DeepL takes 50."""
    concurrency: int = 4
    """Requests at the same time."""


@dataclass(frozen=True, slots=True)
class DeeplEngine:
    """Batches of texts as XML with ids and nothing else in the tags."""

    door: Door
    options: DeeplOptions
    key: str = field(default="", repr=False)
    name: str = "deepl"
    notice: str = ""
    _local: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @property
    def version(self) -> str:
        options = self.options
        return f"{_library_version()} v2 {options.glossary} {options.formality} {options.model_type} {self.door.host}"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            tags=Tags.XML,
            terms=Terms.NATIVE if self.options.glossary else Terms.NONE,
            network=self.door.network,
            max_items=min(self.options.max_items, 50),
            max_chars=60_000,
            context=True,
            concurrency=self.options.concurrency,
        )

    @property
    def destination(self) -> str:
        return self.door.host

    def unavailable(self) -> str:
        if not _library_version():
            return "The package deepl is missing: pip install 'l10n-articles[deepl]'."
        if not self.key:
            return "The key is missing: set the environment variable L10N_DEEPL_KEY."
        return self.door.closed()

    def supports(self, source: Locale, target: Locale) -> bool:
        return True

    def translate(self, batch: Batch) -> Reply:
        """Ask for all texts at once; `billed_chars` is what DeepL says it counted."""
        from deepl import DeepLException, TextResult

        options = self.options
        try:
            results = self._client().translate_text(
                [query.text for query in batch.queries],
                source_lang=deepl_source(batch.source),
                target_lang=deepl_target(batch.target),
                context=_context(batch) or None,
                tag_handling="xml",
                # The default depends on the age of the account; v2 refuses bad XML, v1 guesses.
                tag_handling_version="v2",
                ignore_tags=["t"],
                split_sentences="nonewlines",
                preserve_formatting=True,
                glossary=options.glossary or None,
                formality=options.formality or None,
                model_type=options.model_type or None,
            )
        except EngineError:
            raise
        except (DeepLException, ValueError, KeyError, TypeError) as error:
            raise _engine_error(error, self.door) from None
        texts = cast("list[TextResult]", results)
        if len(texts) != len(batch.queries):
            raise RefusedError(f"{self.door.host} answered {len(texts)} texts for {len(batch.queries)}.")
        answers = tuple(Answer(query.id, result.text) for query, result in zip(batch.queries, texts, strict=True))
        return Reply(answers, billed_chars=sum(getattr(result, "billed_characters", 0) or 0 for result in texts))

    def _client(self) -> DeepLClient:
        """The client of this thread; its sessions obey our door, its own retries are off (ours know the budget)."""
        import deepl

        if reason := self.unavailable():
            raise FatalError(reason)
        client = cast("DeepLClient | None", getattr(self._local, "client", None))
        if client is None:
            deepl.http_client.max_network_retries = 0
            client = deepl.DeepLClient(self.key, server_url=self.door.url, send_platform_info=False)
            self.door.guard(client._client._session)  # noqa: SLF001 - the library offers no way to pass a session
            self._local.client = client
        return client


def create(setup: Setup) -> DeeplEngine:
    """Make the engine; nothing is sent. The key comes from L10N_DEEPL_KEY."""
    options = read_options(DeeplOptions, setup)
    key = setup.environ.get("L10N_DEEPL_KEY", "").strip()
    url = options.url or ("https://api-free.deepl.com" if key.endswith(":fx") else "https://api.deepl.com")
    return DeeplEngine(open_door("deepl", url, timeout=options.timeout, environ=setup.environ), options, key)


def _context(batch: Batch) -> str:
    """The passage the texts are from, as plain text: DeepL reads it and does not bill it."""
    first, last = batch.queries[0], batch.queries[-1]
    texts = [_TAG.sub("", query.text) for query in batch.queries]
    passage = [first.title, first.before, *texts, last.after] if first.title or first.before or last.after else []
    return "\n".join(part for part in passage if part)[:_CONTEXT_CHARS]


def _engine_error(error: Exception, door: Door) -> EngineError:
    """Our adapter's error, which the library wraps; or a word of our own, since the library's may hold the text."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, EngineError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return RefusedError(f"{door.host} answered in a form nobody expects: {type(error).__name__}.")


def _library_version() -> str:
    try:
        return version("deepl")
    except PackageNotFoundError:
        return ""

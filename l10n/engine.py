"""What an engine is: something that proposes translations, the questions it gets and the answers it gives.

Values and a protocol only. `l10n.engines` holds the engines, `l10n.drafting` what is done around every one of them;
neither knows the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from l10n.errors import L10nError
from l10n.locales import Locale


class Tags(StrEnum):
    """How inline codes are shown to an engine."""

    NONE = "none"
    """The engine knows plain text only; codes become short bracket tokens."""
    XML = "xml"
    """Well-formed elements without meaning of their own: `<g id="1">`, `<x id="2"/>`, `<t id="3">`."""
    HTML = "html"
    """The same as XML, written so that an HTML parser reads it; `t` carries `translate="no"`."""
    CODES = "codes"
    """The inline text itself, as it stands in a msgid (`l10n.inline`)."""


class Terms(StrEnum):
    """What an engine does with the required terms of a text."""

    NONE = "none"
    NATIVE = "native"
    """It takes them as a glossary of its own."""
    WRAPPED = "wrapped"
    """It keeps the element around a term, whose required translation is put inside afterwards (flag `term-forced`)."""
    PROMPT = "prompt"
    """It reads them beside the text."""


class Network(StrEnum):
    """How far the texts travel."""

    NONE = "none"
    """They stay in this process and its children."""
    LOCAL = "local"
    """A server on this machine."""
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do and how hard it may be pushed."""

    tags: Tags = Tags.NONE
    terms: Terms = Terms.NONE
    network: Network = Network.NONE
    max_items: int = 1
    """Texts in one request."""
    max_chars: int = 5000
    """Characters in one request, all texts together; one longer text is split at its sentences."""
    context: bool = False
    """It uses the neighbours of a text (`Query.before`, `Query.after`) and `Query.examples`."""
    corrects: bool = False
    """It can be told what was wrong with its last answer (`Query.problem`)."""
    translates: bool = True
    """False for an engine whose answers are in no language (pseudo-localization)."""
    looks_up: bool = False
    """It knows texts or does not: no answer is final, and its answers are never cached."""
    concurrency: int = 1
    """Requests at the same time."""
    interval: float = 0.0
    """Seconds between the beginnings of two requests."""


@dataclass(frozen=True, slots=True)
class Term:
    """A required translation of a word or phrase in one text."""

    source: str
    """As it stands in the text."""
    target: str
    """The preferred translation; the same as `source` for what must not be translated."""
    concept: str = ""
    admitted: tuple[str, ...] = ()
    """Other translations that are right."""
    forbidden: tuple[str, ...] = ()
    """Translations that are wrong."""
    locked: bool = False
    """True for what must not be translated: brands, substances, identifiers."""
    is_citation: bool = False
    """It stands in its dictionary form, so that the preferred translation can take its place as it is."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A reviewed pair that resembles a text."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Query:
    """One text to translate."""

    id: str
    """Unique in its batch; the answer repeats it."""
    text: str
    """Written as the engine's `Capabilities.tags` says."""
    terms: tuple[Term, ...] = ()
    before: str = ""
    """The plain text that precedes it in the article; for reference only, as the three below."""
    after: str = ""
    examples: tuple[Example, ...] = ()
    title: str = ""
    """The title of the article."""
    problem: str = ""
    """What was wrong with the last answer; empty at the first attempt."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts for one request, all in the same two languages."""

    source: Locale
    target: Locale
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposed translation; an engine may give several for one query, the best first."""

    id: str
    text: str
    method: str = "mt"
    """`exact`, `fuzzy`, `assembled`, `mt`, `pseudo`."""
    score: float | None = None
    """0 to 1, where the engine can tell: closeness of a memory match, share of known words."""
    flags: tuple[str, ...] = ()
    """What the reviewer should know: `unknown-3`, `term-forced`."""
    previous: str = ""
    """The source this text was made for, where that was another one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a batch. A query without an answer is asked again in a smaller batch."""

    answers: tuple[Answer, ...]
    billed_chars: int = 0
    """As the service counted them; 0 where it does not say."""
    billed_tokens: int = 0


class EngineError(L10nError):
    """An engine could not do it. The message never holds a key, an URL's query, or a text that was sent."""


class TransientError(EngineError):
    """It may work later: a timeout, a lost connection, 429, 5xx. `retry_after` is what the server asked for."""

    def __init__(self, message: str, *, where: str = "", hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, where=where, hint=hint)
        self.retry_after = retry_after


class UnreachedError(TransientError):
    """No connection came about, so nothing was sent; it may work later."""


class RefusedError(EngineError):
    """These texts were refused (400, 413, an answer nobody can read); others may pass, or these one by one."""


class FatalError(EngineError):
    """No request will succeed: a wrong key, no quota left, an unsupported language."""


class Engine(Protocol):
    """Something that proposes translations. It is called from several threads if its concurrency is above 1."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str:
        """Everything that changes its answers: release, model, parameters, prompt; part of the cache key."""

    @property
    def capabilities(self) -> Capabilities: ...
    @property
    def destination(self) -> str:
        """The host the texts go to; empty where they stay here."""

    @property
    def notice(self) -> str:
        """What a person must know before texts go there: unofficial, public, stored. One sentence or empty."""

    def unavailable(self) -> str:
        """Why it cannot work here (a missing key, package, program) and what to do; empty where it can. No network."""

    def supports(self, source: Locale, target: Locale) -> bool:
        """Whether it may translate between these; True where only the service knows. No network."""

    def translate(self, batch: Batch) -> Reply:
        """Answer a batch, in any order; the answers may be incomplete. Raises EngineError."""


class Match(Protocol):
    """A reviewed pair found in the memory."""

    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def method(self) -> str: ...


class Memory(Protocol):
    """Reviewed pairs of one pair of languages."""

    def find(self, text: str, *, limit: int, minimum: float) -> Sequence[Match]:
        """The matches of a text that score at least `minimum`, best first."""

    def assemble(self, text: str) -> Match | None:
        """A translation put together from exactly known sentences, or None."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What an engine is made from."""

    name: str
    options: Mapping[str, object] = field(default_factory=dict)
    """The table `[tool.l10n.engines.NAME]` as it was written."""
    environ: Mapping[str, str] = field(default_factory=dict)
    """The environment: keys (`L10N_DEEPL_KEY`) and `L10N_OFFLINE`."""
    memory: Memory | None = None
    """For the engine `memory`."""
    where: str = ""
    """The configuration file, for messages."""


EngineFactory = Callable[[Setup], Engine]
"""What an entry point of the group `l10n.engines` names."""

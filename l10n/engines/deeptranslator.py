"""The adapter for the library deep-translator: what it lacks is put around it here, and nowhere else.

The library has no timeouts, keeps one shared, mutable set of parameters per object, and puts texts and keys into its
messages. So each call gets an object of its own, its `requests` module is one that knows our doors, and no message
of its passes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol, cast

from l10n.engine import Answer, Batch, Capabilities, FatalError, RefusedError, Reply, Setup, Tags
from l10n.engines.http import Door, open_door
from l10n.locales import Locale


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What each of the library's services can be told."""

    url: str
    """The page or service that is asked."""
    timeout: float = 15.0
    """Seconds to wait for an answer."""
    concurrency: int = 1
    """Requests at the same time."""
    interval: float = 1.0
    """Seconds between two requests."""


@dataclass(frozen=True, slots=True)
class Service:
    """One of the library's services: where it stands in the library, and what is special about it."""

    module: str
    class_name: str
    codes: str
    """The table in `deep_translator.constants` whose values are the codes it knows."""
    code: Callable[[Locale], str]
    """Its code for a locale."""
    max_chars: int
    refuse: Callable[[str, str], None] = lambda _sent, _text: None
    """Raises EngineError where the answer to a text is an error told as a translation."""


@dataclass(frozen=True, slots=True)
class LibraryEngine:
    """An engine that asks one of the library's services: one plain text per request."""

    name: str
    notice: str
    service: Service
    door: Door
    options: PageSettings

    @property
    def version(self) -> str:
        return f"deep-translator {library_version()} {self.options.url}"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            tags=Tags.NONE,
            network=self.door.network,
            max_items=1,
            max_chars=self.service.max_chars,
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
        constants = import_module("deep_translator.constants")
        known = set(getattr(constants, self.service.codes).values())
        return self.service.code(source) in known and self.service.code(target) in known

    def translate(self, batch: Batch) -> Reply:
        service = self.service
        source, target = service.code(batch.source), service.code(batch.target)
        answers = []
        for query in batch.queries:
            text = translate(
                service.module,
                service.class_name,
                query.text,
                door=self.door,
                source=source,
                target=target,
                url=self.options.url,
            )
            service.refuse(query.text, text)
            answers.append(Answer(query.id, text))
        return Reply(tuple(answers))


def create_engine(service: Service, options: PageSettings, setup: Setup, *, notice: str) -> LibraryEngine:
    """Make the engine of a service; nothing is sent."""
    door = open_door(service.module, options.url, timeout=options.timeout, environ=setup.environ, keyed=False)
    return LibraryEngine(service.module, notice, service, door, options)


class Translator(Protocol):
    """What we use of one of the library's objects."""

    def translate(self, text: str) -> object: ...


def library_version() -> str:
    """The installed release; empty where there is none. Nothing is imported."""
    try:
        return version("deep-translator")
    except PackageNotFoundError:
        return ""


def translate(module: str, class_name: str, text: str, *, door: Door, source: str, target: str, url: str) -> str:
    """Translate one plain text with a new object of `deep_translator.MODULE.CLASS`, through our door.

    `source` and `target` are the service's own codes. Raises EngineError.
    """
    door.session()
    library = import_module(f"deep_translator.{module}")
    library.requests = _DOORS  # type: ignore[attr-defined]
    make = cast("Callable[..., Translator]", getattr(library, class_name))
    exceptions = import_module("deep_translator.exceptions")
    try:
        translator = make(source=source, target=target)
    except exceptions.LanguageNotSupportedException:
        raise FatalError(f"The service does not know «{source}» or «{target}».") from None
    translator._base_url = url  # type: ignore[attr-defined]  # noqa: SLF001 - the constructor refuses it as an argument
    # The library fuses the words around a line break.
    line = " ".join(text.split("\n"))
    with _DOORS.through(door):
        try:
            answer = translator.translate(line)
        except (
            exceptions.BaseError,
            exceptions.RequestError,
            exceptions.TooManyRequests,
            ValueError,
            LookupError,
        ) as error:
            raise RefusedError(f"{door.host} gave no translation: {type(error).__name__}.") from None
        except StopIteration:  # no translation and no match either
            return ""
        except (AttributeError, TypeError) as error:
            raise RefusedError(f"{door.host} answered in a form nobody expects: {type(error).__name__}.") from None
    # None means that nothing was to be changed.
    return line if answer is None else str(answer)


class _Doors:
    """Stands in for the module `requests` in the library; each thread has its own door."""

    def __init__(self) -> None:
        self._local = threading.local()

    def through(self, door: Door) -> _Passage:
        return _Passage(self._local, door)

    def get(self, url: str, params: Mapping[str, str] | None = None, **_: object) -> object:
        door = cast("Door", self._local.door)
        return door.get(url, params=params)


class _Passage:
    def __init__(self, local: threading.local, door: Door) -> None:
        self._local, self._door = local, door

    def __enter__(self) -> None:
        self._local.door = self._door

    def __exit__(self, *_: object) -> None:
        del self._local.door


_DOORS = _Doors()

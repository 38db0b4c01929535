"""The adapter for the library deep-translator: what it lacks is put around it here, and nowhere else.

The library has no timeouts, keeps one shared, mutable set of parameters per object, and puts texts and keys into its
messages. So each call gets an object of its own, its `requests` module is one that knows our doors, and no message
of its passes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol, cast

from l10n.engine import FatalError, RefusedError
from l10n.engines.http import Door


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

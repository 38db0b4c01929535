"""The registry of engines, and how an engine reads its table of options."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar, cast, get_type_hints

from l10n.engine import Engine, EngineFactory, Setup
from l10n.errors import UsageError

GROUP = "l10n.engines"

T = TypeVar("T")

_SECRET = re.compile(r"(?:^|[-_])(?:key|apikey|token|secret|password|passwd|auth|authorization|credentials?)(?:$|[-_])")

_REFUSED = {
    "deep-translator": "Choose the engine google or mymemory; for DeepL use deepl, for LibreTranslate use libretranslate.",
    "deep-translator-deepl": "DeepL refuses what deep-translator sends. Use the engine deepl: pip install 'l10n-articles[deepl]'.",
    "deep-translator-libre": "deep-translator's LibreTranslate knows no Dutch. Use the engine libretranslate.",
}
_REFUSED_ALIASES = {
    "deep-translator:deepl": "deep-translator-deepl",
    "deepltranslator": "deep-translator-deepl",
    "deep-translator:libre": "deep-translator-libre",
    "deep-translator:libretranslate": "deep-translator-libre",
    "libretranslator": "deep-translator-libre",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What `l10n engines` tells about one registered engine."""

    name: str
    package: str
    """The distribution that registers it."""
    engine: Engine | None
    """None where it cannot be loaded or its options are wrong."""
    problem: str
    """Why it cannot be used; empty where it can."""


def engine_names() -> tuple[str, ...]:
    """The names of all registered engines, sorted; nothing is loaded."""
    return tuple(sorted(_registered()))


def create_engine(setup: Setup) -> Engine:
    """Load the engine `setup.name` and make it. Raises UsageError for an unknown name or wrong options."""
    name = setup.name
    refused = _REFUSED_ALIASES.get(name.lower().replace("_", "-"), name.lower().replace("_", "-"))
    registered = _registered()
    if name not in registered:
        if refused in _REFUSED:
            raise UsageError(f"«{name}» is not used through deep-translator here.", hint=_REFUSED[refused])
        near = difflib.get_close_matches(name, registered, n=1)
        hint = f"Did you mean «{near[0]}»?" if near else f"The engines are: {', '.join(sorted(registered))}."
        raise UsageError(f"There is no engine «{name}».", where=setup.where, hint=hint)
    entry = registered[name]
    try:
        factory = cast("EngineFactory", entry.load())
    except Exception as error:  # a plug-in may fail in any way; it is named, with its reason
        raise UsageError(
            f"The engine «{name}» of {_package(entry)} cannot be loaded: {error}",
            hint="Repair or uninstall that package.",
        ) from error
    return factory(setup)


def list_engines(setups: Mapping[str, Setup]) -> tuple[Listing, ...]:
    """Say of every registered engine whether it can be used here and why not; nothing connects anywhere.

    `setups` gives the options by engine name; an engine without one gets none.
    """
    listings = []
    for name, entry in sorted(_registered().items()):
        engine, problem = None, ""
        try:
            engine = create_engine(setups.get(name, Setup(name)))
            problem = engine.unavailable()
        except UsageError as error:
            problem = f"{error.message} {error.hint}".strip()
        except Exception as error:  # a broken plug-in is named and never fatal
            problem = f"It cannot be made: {type(error).__name__}: {error}"
        listings.append(Listing(name, _package(entry), engine, problem))
    return tuple(listings)


def read_options(options: type[T], setup: Setup) -> T:
    """Make an engine's dataclass of options from its table with kebab-case keys.

    Raises UsageError for an unknown key (with the nearest one), a value of the wrong type, and for anything that looks
    like a key: those come from the environment only, so that none is ever committed.
    """
    table = f"[tool.l10n.engines.{setup.name}]"
    hints = get_type_hints(options)
    known = {name.replace("_", "-"): name for name in hints}
    values: dict[str, object] = {}
    for key, value in setup.options.items():
        if key in known:
            values[known[key]] = _convert(value, hints[known[key]], setup=setup, name=key)
        elif _SECRET.search(key.lower()):
            raise UsageError(
                f"{table} has «{key}»: keys never stand in a file.",
                where=setup.where,
                hint=f"Set the environment variable L10N_{setup.name.upper().replace('-', '_')}_KEY and remove the line.",
            )
        else:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean «{near[0]}»?" if near else f"Known keys: {', '.join(known) or 'none'}."
            raise UsageError(f"{table} has the unknown key «{key}».", where=setup.where, hint=hint)
    return options(**values)


def _registered() -> dict[str, EntryPoint]:
    """All entry points by name; ours win over a plug-in of the same name."""
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        if entry.name not in found or entry.value.startswith("l10n."):
            found[entry.name] = entry
    return found


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.value.partition(".")[0]


def _convert(value: object, hint: object, *, setup: Setup, name: str) -> object:
    if hint is bool and isinstance(value, bool):
        return value
    if hint is int and isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    if hint is str and isinstance(value, str):
        return value
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    wanted = {bool: "true or false", int: "a whole number above 0", float: "a number, 0 or more", str: "a string"}
    raise UsageError(
        f"tool.l10n.engines.{setup.name}.{name} must be {wanted.get(cast('type', hint), 'a list of strings')}, not {value!r}.",
        where=setup.where,
    )

"""The configuration: `[tool.l10n]` in pyproject.toml, parsed once at the door."""

from __future__ import annotations

import difflib
import fnmatch
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar, cast, get_type_hints

from l10n.errors import L10nError, UsageError
from l10n.locales import Locale

if TYPE_CHECKING:
    from l10n.checks.options import CheckOptions
    from l10n.drafting.options import DraftOptions
    from l10n.formats.html.options import HtmlOptions

T = TypeVar("T")
Table = Mapping[str, object]

_SECTIONS = {
    "html": "l10n.formats.html.options:HtmlOptions",
    "check": "l10n.checks.options:CheckOptions",
    "draft": "l10n.drafting.options:DraftOptions",
}


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things stand, relative to the project's folder."""

    source: str = "source/**/*.html"
    """A glob of the articles; what stands before the first wildcard is not part of their names."""
    assets: str = ""
    """A glob of files the pages use (images); export copies them beside each locale's pages."""
    template: str = "locales/{article}.pot"
    """One PO template for each article."""
    catalog: str = "locales/{locale}/{article}.po"
    """One catalog for each article and locale."""
    glossary: str = "glossary/*.csv"
    """A glob of the terminology files, CSV or TBX; their extension may be in capitals. Empty where there are none."""
    memory: str = "memory/*.tmx"
    """A glob of further translation memories (TMX) beside the project's own reviewed catalogs."""
    output: str = "public/{locale}/{article}.html"
    """Where published pages go."""
    preview: str = "preview/{locale}/{article}.html"
    """Where `l10n export --preview` writes, drafts and all."""


@dataclass(frozen=True)
class Config:
    """What the project asks for."""

    root: Path
    """The folder that all paths are relative to."""
    file: Path
    """The file the configuration was read from."""
    source_locale: Locale = field(default_factory=lambda: Locale("nl"))
    locales: tuple[Locale, ...] = ()
    segmentation: str = "block"
    """What a unit is: a `block` (paragraph, heading, cell) or a `sentence` of it."""
    paths: Paths = field(default_factory=Paths)
    engines: Mapping[str, Table] = field(default_factory=dict)
    """`[tool.l10n.engines.NAME]`: handed to the engine as it is; never holds a key."""
    sections: Mapping[str, object] = field(default_factory=dict)
    """The option values of the tables that the file has."""
    named_paths: tuple[str, ...] = ()
    """The keys of `[tool.l10n.paths]` that the file has; the others are defaults."""

    @cached_property
    def html(self) -> HtmlOptions:
        """`[tool.l10n.html]`: what of a page is translated."""
        return cast("HtmlOptions", self._section("html"))

    @cached_property
    def check(self) -> CheckOptions:
        """`[tool.l10n.check]`: which checks run."""
        return cast("CheckOptions", self._section("check"))

    @cached_property
    def draft(self) -> DraftOptions:
        """`[tool.l10n.draft]`: which engine drafts, and how carefully."""
        return cast("DraftOptions", self._section("draft"))

    def _section(self, name: str) -> object:
        return self.sections[name] if name in self.sections else _options_class(name)()


def find_config(start: Path) -> Path:
    """Return the nearest pyproject.toml with a `[tool.l10n]` table, in `start` or above it.

    Raises UsageError where there is none.
    """
    for folder in (start, *start.parents):
        candidate = folder / "pyproject.toml"
        if candidate.is_file() and _table(candidate) is not None:
            return candidate
    raise UsageError(
        "No project here: no pyproject.toml with a [tool.l10n] table.",
        where=str(start),
        hint="Run `l10n init` to begin one, or name a file with --config.",
    )


def load_config(file: Path) -> Config:
    """Read and validate the configuration. Raises L10nError naming the file and the key that is wrong."""
    table = _table(file)
    if table is None:
        raise UsageError(
            "The file has no [tool.l10n] table.", where=str(file), hint="Add one; `l10n init` writes an example."
        )
    return _parse(table, file)


def build_options(options: type[T], table: Table, *, where: str, name: str) -> T:
    """Make a frozen dataclass of options from a TOML table with kebab-case keys.

    Raises UsageError for a key the dataclass does not know (with the nearest known one) and for a value of the
    wrong type.
    """
    hints = get_type_hints(options)
    known = {item.name.replace("_", "-"): item for item in fields(cast("type", options)) if item.init}
    _refuse_unknown(table, known, where=where, name=name)
    values = {
        known[key].name: _convert(value, hints[known[key].name], where=where, name=f"{name}.{key}")
        for key, value in table.items()
    }
    for key, item in known.items():
        if item.name not in values and item.default is MISSING and item.default_factory is MISSING:
            raise UsageError(f"[{name}] lacks the key «{key}».", where=where)
    return options(**values)


def _table(file: Path) -> Table | None:
    try:
        document = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise UsageError(
            "The configuration file does not exist.", where=str(file), hint="`l10n init` makes one."
        ) from None
    except OSError as error:
        raise L10nError(f"The configuration file cannot be read: {error.strerror}.", where=str(file)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"This is not valid TOML: {error}", where=str(file), hint="Mend the file first.") from error
    tool = document.get("tool")
    table = tool.get("l10n") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise UsageError("tool.l10n must be a table.", where=str(file), hint="[tool.l10n]")
    return table


def _parse(table: Table, file: Path) -> Config:
    where = str(file)
    known = ("source-locale", "locales", "segmentation", "paths", "engines", *_SECTIONS)
    _refuse_unknown(table, known, where=where, name="tool.l10n")
    source = table.get("source-locale", "nl")
    locales = table.get("locales", [])
    if not isinstance(source, str):
        raise UsageError("tool.l10n.source-locale must be a string.", where=where, hint='source-locale = "nl"')
    if not isinstance(locales, list) or not all(isinstance(tag, str) for tag in locales):
        raise UsageError("tool.l10n.locales must be a list of language tags.", where=where, hint='locales = ["en"]')
    segmentation = table.get("segmentation", "block")
    if segmentation not in ("block", "sentence"):
        raise UsageError(
            f"tool.l10n.segmentation cannot be {segmentation!r}.", where=where, hint='Use "block" or "sentence".'
        )
    try:
        source_locale = Locale.parse(source)
        targets = tuple(dict.fromkeys(Locale.parse(tag) for tag in locales))
    except UsageError as error:
        raise UsageError(error.message, where=where, hint=error.hint) from None
    if source_locale in targets:
        raise UsageError(
            f"The source locale «{source_locale}» stands among the locales to translate into.",
            where=where,
            hint="Remove it from tool.l10n.locales.",
        )
    paths = build_options(Paths, _subtable(table, "paths", where), where=where, name="tool.l10n.paths")
    _check_patterns(paths, where)
    _check_apart(paths, targets, where)
    engines = _subtable(table, "engines", where)
    for name, options in engines.items():
        if not isinstance(options, dict):
            raise UsageError(f"tool.l10n.engines.{name} must be a table.", where=where)
    sections = {
        name: build_options(_options_class(name), _subtable(table, name, where), where=where, name=f"tool.l10n.{name}")
        for name in _SECTIONS
        if name in table
    }
    return Config(
        root=file.resolve().parent,
        file=file,
        source_locale=source_locale,
        locales=targets,
        segmentation=str(segmentation),
        paths=paths,
        engines=cast("Mapping[str, Table]", engines),
        sections=sections,
        named_paths=tuple(_subtable(table, "paths", where)),
    )


def _options_class(name: str) -> type[object]:
    module, _, attribute = _SECTIONS[name].partition(":")
    return cast("type[object]", getattr(import_module(module), attribute))


def _subtable(table: Table, name: str, where: str) -> Table:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise UsageError(f"tool.l10n.{name} must be a table.", where=where, hint=f"[tool.l10n.{name}]")
    return value


def _refuse_unknown(table: Table, known: Mapping[str, object] | tuple[str, ...], *, where: str, name: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean «{near[0]}»?" if near else f"Known keys: {', '.join(known)}."
            raise UsageError(f"[{name}] has the unknown key «{key}».", where=where, hint=hint)


def _convert(value: object, hint: object, *, where: str, name: str) -> object:
    if hint is bool and isinstance(value, bool):
        return value
    if hint is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint is str and isinstance(value, str):
        return value
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if (
        hint in (dict[str, str], Mapping[str, str])
        and isinstance(value, dict)
        and all(isinstance(item, str) for item in value.values())
    ):
        return value
    wanted = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}.get(
        cast("type", hint), "a list of strings" if hint == tuple[str, ...] else "a table of strings"
    )
    raise UsageError(f"{name} must be {wanted}, not {value!r}.", where=where)


def _check_patterns(paths: Paths, where: str) -> None:
    needed = {
        "template": ("{article}",),
        "catalog": ("{article}", "{locale}"),
        "output": ("{article}", "{locale}"),
        "preview": ("{article}", "{locale}"),
    }
    for name, parts in needed.items():
        pattern = getattr(paths, name)
        for part in parts:
            if part not in pattern:
                raise UsageError(f"tool.l10n.paths.{name} lacks {part}.", where=where, hint=f"Now: «{pattern}».")
    for item in fields(Paths):
        pattern = getattr(paths, item.name)
        if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            raise UsageError(
                f"tool.l10n.paths.{item.name} leaves the project's folder: «{pattern}».",
                where=where,
                hint="Use a path below it.",
            )


def _check_apart(paths: Paths, locales: tuple[Locale, ...], where: str) -> None:
    """Refuse places that take each other's: a page must never replace a catalog, nor be read as an article."""
    taken: dict[str, str] = {}
    is_article = glob_shape(paths.source).fullmatch
    for name in ("template", "catalog", "output", "preview"):
        pattern = getattr(paths, name)
        for path in dict.fromkeys(pattern.replace("{locale}", tag).replace("{article}", "x") for tag in locales):
            path = PurePosixPath(path).as_posix()
            other = taken.setdefault(path, name)
            if other != name:
                raise UsageError(
                    f"tool.l10n.paths.{other} and tool.l10n.paths.{name} name the same file: «{path}» for an article x.",
                    where=where,
                    hint="Give each a place of its own.",
                )
            if is_article(path):
                raise UsageError(
                    f"tool.l10n.paths.{name} names files that tool.l10n.paths.source reads as articles: «{path}».",
                    where=where,
                    hint=f"Choose a place outside «{paths.source}».",
                )


def glob_shape(pattern: str) -> re.Pattern[str]:
    """What `glob` finds, as a pattern for one path."""
    parts = PurePosixPath(pattern).parts
    shape = ""
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if part == "**":
            shape += ".*" if is_last else "(?:[^/]+/)*"
        else:
            shape += fnmatch.translate(part).removeprefix("(?s:").removesuffix(")\\Z").replace(".*", "[^/]*")
            shape += "" if is_last else "/"
    return re.compile(shape, re.DOTALL)

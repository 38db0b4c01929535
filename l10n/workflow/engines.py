"""Engines: which there are, which can be used in this project, and what each needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from l10n.engine import Setup
from l10n.locales import Locale
from l10n.project import Project


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """One registered engine."""

    name: str
    package: str
    network: str
    """`none`, `local`, `remote`; empty where it could not be made."""
    destination: str
    locales: tuple[str, ...]
    """The project's locales it may translate into."""
    problem: str
    """Why it cannot be used here and what to do; empty where it can."""
    is_default: bool


def engines(project: Project | None, environ: Mapping[str, str]) -> tuple[EngineStatus, ...]:
    """Say of every engine whether it can be used; nothing connects anywhere. Without a project no options are known."""
    from l10n.engines.base import engine_names, list_engines

    tables = project.config.engines if project else {}
    where = str(project.config.file) if project else ""
    default = project.config.draft.engine if project else "memory"
    setups = {name: Setup(name, tables.get(name, {}), environ, where=where) for name in engine_names()}
    found = []
    for listing in list_engines(setups):
        engine = listing.engine
        locales: tuple[Locale, ...] = ()
        if engine is not None and project is not None and not listing.problem:
            locales = tuple(tag for tag in project.config.locales if engine.supports(project.config.source_locale, tag))
        found.append(
            EngineStatus(
                name=listing.name,
                package=listing.package,
                network=engine.capabilities.network.value if engine else "",
                destination=engine.destination if engine else "",
                locales=tuple(map(str, locales)),
                problem=listing.problem,
                is_default=listing.name == default,
            )
        )
    return tuple(found)

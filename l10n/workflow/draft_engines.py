"""The engines of a run of drafting: made from the configuration, and what a person is told before texts leave."""

from __future__ import annotations

from collections.abc import Mapping

from l10n.config import Config
from l10n.engine import Engine, FatalError, Memory, Setup, Terms


def chosen_engines(
    config: Config, name: str, environ: Mapping[str, str], memory: Memory, *, memory_first: bool
) -> list[Engine]:
    """The engine asked for, after the memory where that is looked into first. Raises L10nError where it cannot be used."""
    names = [name] if name == "memory" or not memory_first else ["memory", name]
    engines = [_create(config, each, environ, memory) for each in names]
    if reason := engines[-1].unavailable():
        raise FatalError(f"The engine {name} cannot be used: {reason}", hint="`l10n engines` lists those that can.")
    return engines


def _create(config: Config, name: str, environ: Mapping[str, str], memory: Memory) -> Engine:
    """Make an engine with its table of the configuration. Raises UsageError."""
    from l10n.engines.base import create_engine

    return create_engine(Setup(name, config.engines.get(name, {}), environ, memory, str(config.file)))


def privacy_notice(engine: Engine, *, context: bool) -> str:
    """What is sent where, in a few plain sentences."""
    capabilities = engine.capabilities
    sent = ["the text of the units"]
    if capabilities.terms in (Terms.PROMPT, Terms.NATIVE):
        sent.append("the glossary's terms in them")
    if capabilities.context and context:
        sent.append("the title and the neighbouring texts")
        if capabilities.terms is Terms.PROMPT:
            sent.append("similar pairs people reviewed")
    text = (
        f"The engine {engine.name} sends to {engine.destination}: {', '.join(sent)}. "
        "Not sent: attributes, addresses of links, file names."
    )
    return f"{text} {engine.notice}".rstrip()

"""The embedded engine: what people reviewed before, whole, alike, or put together from sentences; no network."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from l10n.engine import Answer, Batch, Capabilities, Memory, Reply, Setup, Tags
from l10n.engines.base import read_options
from l10n.locales import Locale

_WORD = re.compile(r"\w+(?:[.,]\w+)*|\s+|.", re.DOTALL)
_INTEGER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class MemoryOptions:
    """`[tool.l10n.engines.memory]`."""

    minimum: float = 0.75
    """The lowest score of a match that becomes a draft, 0 to 1."""


@dataclass(frozen=True, slots=True)
class MemoryEngine:
    """Drafts from reviewed pairs: exact matches, then sentences, then similar texts."""

    memory: Memory | None
    options: MemoryOptions = MemoryOptions()
    name: str = "memory"
    version: str = "1"
    destination: str = ""
    notice: str = ""

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(tags=Tags.CODES, max_items=500, max_chars=10**9, looks_up=True)

    def unavailable(self) -> str:
        return ""

    def supports(self, source: Locale, target: Locale) -> bool:
        return True

    def translate(self, batch: Batch) -> Reply:
        """Answer from the memory; several answers for one text are alternatives, the best first."""
        memory = self.memory
        if memory is None:
            return Reply(())
        minimum = self.options.minimum
        return Reply(tuple(a for query in batch.queries for a in _answers(memory, query.id, query.text, minimum)))


def create(setup: Setup) -> MemoryEngine:
    """Make the engine; without a memory it has no answers."""
    return MemoryEngine(setup.memory, read_options(MemoryOptions, setup))


def _answers(memory: Memory, query: str, text: str, minimum: float) -> Iterator[Answer]:
    matches = memory.find(text, limit=5, minimum=minimum)
    exact = [match for match in matches if match.method == "exact"]
    for match in exact:
        yield Answer(query, match.target, method="exact", score=1.0)
    if not exact and (assembled := memory.assemble(text)) is not None:
        yield Answer(query, assembled.target, method="assembled", score=assembled.score)
    for match in matches:
        if match.method == "exact":
            continue
        adapted = _adapt_number(match.source, text, match.target)
        flags = ("number-replaced",) if adapted != match.target else ()
        yield Answer(query, adapted, method="fuzzy", score=match.score, flags=flags, previous=match.source)


def _adapt_number(old: str, new: str, target: str) -> str:
    """Return `target` with its number changed as the source's was, where that is the only difference between them.

    Whole numbers below 1,000 only: they are written alike in every language with these digits. The number must
    stand exactly once in the old source and in the target.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    changes = [
        change
        for change in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if change[0] != "equal"
    ]
    if len(changes) != 1:
        return target
    kind, i1, i2, j1, j2 = changes[0]
    if kind != "replace" or i2 - i1 != 1 or j2 - j1 != 1:
        return target
    was, now = before[i1], after[j1]
    if not (_INTEGER.fullmatch(was) and _INTEGER.fullmatch(now)) or before.count(was) != 1:
        return target
    words = _WORD.findall(target)
    if words.count(was) != 1:
        return target
    return "".join(now if word == was else word for word in words)

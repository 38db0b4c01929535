"""Segmentation by sentence: a block's unit taken apart for the catalog, its sentences put together for the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from l10n.inline import tags
from l10n.locales import Locale
from l10n.merge.pieces import join, separator
from l10n.model import Key, State, Unit
from l10n.sentences import split

_ORDER = (State.REVIEWED, State.DRAFT, State.STALE, State.UNTRANSLATED)


def sentence_units(units: Iterable[Unit], locale: Locale) -> Iterator[Unit]:
    """Yield a unit for each sentence, in order; inline pairs are never cut, so a sentence keeps its codes."""
    for unit in units:
        sentences = split(unit.source, locale)
        if len(sentences) < 2:
            yield unit
            continue
        for sentence in sentences:
            names = {tag.name for tag in tags(sentence)}
            ordered = tuple(name for name in unit.ordered if name in names)
            yield unit._replace(source=sentence.strip(), ordered=ordered)


def block_targets(
    units: Iterable[Unit], targets: Mapping[Key, str], *, locale: Locale, source_locale: Locale
) -> dict[Key, str]:
    """The translations of whole blocks, of those whose every sentence has one."""
    blocks = {}
    for unit in units:
        sentences = split(unit.source, source_locale)
        found = [targets.get(Key(unit.context, sentence.strip())) for sentence in sentences]
        pieces = [piece for piece in found if piece is not None]
        if len(pieces) == len(sentences):
            blocks[unit.key] = join(pieces, [separator(sentence) for sentence in sentences], locale.language)
    return blocks


def block_states(
    units: Iterable[Unit], targets: Mapping[Key, tuple[str, State]], *, locale: Locale, source_locale: Locale
) -> dict[Key, tuple[str, State]]:
    """For a preview: each block's sentences put together, missing ones in the source language, in the worst state."""
    blocks: dict[Key, tuple[str, State]] = {}
    for unit in units:
        sentences = split(unit.source, source_locale)
        keys = [Key(unit.context, sentence.strip()) for sentence in sentences]
        if not any(key in targets for key in keys):
            continue
        found = [targets.get(key, (key.source, State.UNTRANSLATED)) for key in keys]
        text = join([piece for piece, _ in found], [separator(sentence) for sentence in sentences], locale.language)
        worst = max((state for _, state in found), key=_ORDER.index)
        blocks[unit.key] = (text, State.STALE if worst is State.UNTRANSLATED else worst)
    return blocks

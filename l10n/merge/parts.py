"""A unit put together from the sentences of old ones: a paragraph that was split, joined or re-segmented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from l10n.inline import is_compatible
from l10n.merge.carry import Rules
from l10n.merge.changes import change_line, quote, word_changes
from l10n.merge.codes import carry
from l10n.merge.links import Alignment, How, Link, Part
from l10n.merge.normal import normal
from l10n.merge.notes import CHANGED, made_for, mark_stale, open_dangers
from l10n.merge.pieces import join, separator
from l10n.model import Entry, Key, State, Unit
from l10n.notes import Note, read_notes

Lookup = Callable[[Key], "tuple[Entry, State] | None"]
"""Finds the old entry of a key and its state."""


class _Piece(NamedTuple):
    """The translation of some sentences of a unit."""

    parts: tuple[Part, ...]
    target: str = ""
    old: str = ""
    """The old sentences it translates, as inline text."""
    reviewed: bool = False
    note: str = ""
    dangers: tuple[str, ...] = ()
    """What a safety note warns of that is still open."""


def best_takers(alignment: Alignment) -> Mapping[Key, Key]:
    """For each old source that was divided, the unit that got most of it: it takes what cannot be cut."""
    best: dict[Key, tuple[int, Key]] = {}
    for key, link in alignment.links.items():
        if link.how is not How.PARTS:
            continue
        taken: Counter[Key] = Counter()
        for part in link.parts:
            if part.old is not None:
                taken[part.old] += len(normal(part.text)) * (2 if part.same else 1)
        for old in link.olds:
            got = taken[old]
            if old not in best or got > best[old][0]:
                best[old] = (got, key)
    return {old: key for old, (_, key) in best.items()}


def assemble(unit: Unit, fresh: Entry, link: Link, lookup: Lookup, takers: Mapping[Key, Key], rules: Rules) -> Entry:
    """Put a unit's translation together from those of its sentences.

    It is reviewed where every sentence is unchanged, reviewed and surely cut; otherwise stale, with the new and
    changed sentences named; untranslated where nothing could be taken over.
    """
    runs = [tuple(run) for _, run in groupby(link.parts, key=lambda part: part.old)]
    pieces = [_piece(run, unit, lookup, takers, rules) for run in runs]
    filled = [piece for piece in pieces if piece.target]
    people = _comments_of_people(unit, link, lookup, takers)
    if not filled:
        notes = [piece.note for piece in pieces if piece.note]
        entry = fresh._replace(comments=(*fresh.comments, *people))
        return entry.with_notes(Note(CHANGED, "; ".join(notes))) if notes else entry
    target = join(
        [piece.target for piece in filled], [separator(piece.parts[-1].text) for piece in filled], rules.language
    )
    entry = fresh._replace(target=target, comments=(*fresh.comments, *people))
    fits = is_compatible(unit.source, target, ordered=unit.ordered)
    if fits and len(filled) == len(pieces) and all(piece.reviewed for piece in pieces):
        return entry
    old = " ".join(piece.old.strip() for piece in filled)
    changes = tuple(_changes(pieces, link.parts)) + (() if fits else ("mend the codes",))
    return mark_stale(entry, old, (change_line(changes),), _dangers(pieces, rules.safety(old, unit.source)))


def _dangers(pieces: Sequence[_Piece], found: Sequence[str]) -> tuple[str, ...]:
    """The dangerous changes, and of those that are known from earlier what is not among them."""
    known = "; ".join(found)
    earlier = (danger for piece in pieces for danger in piece.dangers if danger not in known)
    return (*found, *dict.fromkeys(earlier))


def _piece(run: tuple[Part, ...], unit: Unit, lookup: Lookup, takers: Mapping[Key, Key], rules: Rules) -> _Piece:
    old = run[0].old
    found = lookup(old) if old is not None else None
    if old is None or found is None:
        return _Piece(run)
    entry, state = found
    if not entry.target or (state is State.DRAFT and entry.is_untouched_draft):
        return _Piece(run)
    dangers = open_dangers(entry)
    reviewed = state is State.REVIEWED and made_for(entry) == entry.source and not dangers
    text = "".join(part.text for part in run).strip()
    sentences = rules.source_split(entry.source)
    if len(run) == len(sentences) and all(part.index == at for at, part in enumerate(run)):
        carried = carry(entry.source, text, entry.target)
        return _Piece(run, carried.target, made_for(entry), reviewed and carried.certain, dangers=dangers)
    pieces = rules.cut(entry) if made_for(entry) == entry.source else None
    if pieces is None:
        if takers.get(old) == unit.key:
            note = f"the whole translation of {quote(normal(entry.source))}: move what belongs elsewhere"
            return _Piece(
                run, carry(entry.source, text, entry.target).target, made_for(entry), note=note, dangers=dangers
            )
        taker = takers.get(old)
        where = quote(normal(taker.source)) if taker else "an obsolete entry"
        return _Piece(run, note=f"split off; its translation stands with {where}")
    chosen = [carry(sentences[part.index], part.text, pieces[part.index]) for part in run]
    target = join([one.target for one in chosen], [separator(part.text) for part in run], rules.language)
    return _Piece(
        run,
        target,
        "".join(sentences[part.index] for part in run),
        reviewed and all(part.same for part in run) and all(one.certain for one in chosen),
        dangers=dangers,
    )


def _changes(pieces: Sequence[_Piece], parts: Sequence[Part]) -> list[str]:
    """Notes of the pieces, new sentences, and the words that changed in the others."""
    lines: list[str] = []
    number = 0
    for piece in pieces:
        if piece.note:
            lines.append(piece.note)
        text = "".join(part.text for part in piece.parts)
        first, last = number + 1, number + len(piece.parts)
        number = last
        if piece.target and not piece.note:
            where = "" if len(parts) == 1 else f"sentence {first}: " if first == last else f"sentences {first}-{last}: "
            lines += (f"{where}{change}" for change in word_changes(piece.old, text))
        elif not piece.target and not piece.note:
            lines += (f"+ sentence {n} {quote(normal(part.text))}" for n, part in enumerate(piece.parts, first))
    return lines or ["put together from parts of another text"]


def _comments_of_people(unit: Unit, link: Link, lookup: Lookup, takers: Mapping[Key, Key]) -> tuple[str, ...]:
    """What people wrote beside the old texts goes to the unit that got most of each."""
    comments: list[str] = []
    for old in link.olds:
        found = lookup(old)
        if found is not None and takers.get(old) == unit.key:
            comments += (line for line in found[0].comments if not read_notes([line]))
    return tuple(dict.fromkeys(comments))

"""What holds for every merge, on generated revisions: nothing reviewed is lost, twice is once, the order is the article's."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.inline import is_compatible, plain
from l10n.merge import Old, align, old_sources, reconcile
from l10n.merge.normal import normal
from l10n.model import Catalog, Entry, Key, State, Unit
from l10n.notes import text_hash
from l10n.sentences import split
from tests import growth

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from revisions import Item, article, revise

dutch = partial(split, locale="nl")
TINY = [
    "Een.",
    "Twee.",
    "Een. Twee.",
    "Een <b>zin</b>.",
    "Een <em>zin</em>.",
    "Niet 10.",
    "10.",
    "<x1/> Een.",
    "Drie &lt; vier. Vijf.",
]
DRAFT = f"l10n-draft: engine=x method=mt text={text_hash('One.')}"
tiny_units = st.lists(st.builds(Unit, st.sampled_from(TINY), context=st.sampled_from(["", "menu"])), max_size=6)
tiny_entries = st.lists(
    st.builds(
        Entry,
        st.sampled_from(TINY),
        target=st.sampled_from(["", "One.", "Two.", "One. Two.", "One <b>sentence</b>.", "X"]),
        context=st.sampled_from(["", "menu"]),
        fuzzy=st.booleans(),
        previous=st.sampled_from(["", "Een.", "Oud."]),
        comments=st.lists(
            st.sampled_from(["van een mens", "l10n-ok: numbers goed", "l10n-changed: x", DRAFT]), max_size=2
        ).map(tuple),
        obsolete=st.booleans(),
    ),
    max_size=6,
)


def dangers(old: str, new: str) -> tuple[str, ...]:
    return ("number",) if any(c.isdigit() for c in plain(old) + plain(new)) else ()


def merge(catalog: Catalog, units: list[Unit]) -> Catalog:
    alignment = align(old_sources(catalog), units, split=dutch)
    return reconcile(
        catalog.settled(),
        units,
        alignment,
        safety=dangers,
        source_split=dutch,
        target_split=partial(split, locale="en"),
    )


def translate(text: str) -> str:
    """A stand-in for a translation: as many sentences, the codes kept, other words."""
    return text.replace("e", "ee").replace("<eem>", "<em>").replace("</eem>", "</em>")


def reviewed(items: list[Item]) -> Catalog:
    return Catalog("en", tuple(Entry(item.source, translate(item.source)) for item in items))


@given(tiny_entries, tiny_units)
@settings(max_examples=300, deadline=None)
def test_merging_twice_is_merging_once(entries: list[Entry], units: list[Unit]) -> None:
    once = merge(Catalog("en", tuple(entries)), units)
    assert merge(once, units) == once


@given(tiny_entries, tiny_units)
@settings(max_examples=300, deadline=None)
def test_no_translation_and_no_comment_of_a_person_is_lost(entries: list[Entry], units: list[Unit]) -> None:
    merged = merge(Catalog("en", tuple(entries)), units)
    kept = " ".join(entry.target + " ".join(entry.comments) for entry in merged.entries)
    for entry in entries:
        if entry.target and not entry.is_untouched_draft:
            assert normal(entry.target) in normal(kept)
    if any("van een mens" in entry.comments and entry.target for entry in entries):
        assert "van een mens" in kept


@given(tiny_entries, tiny_units)
@settings(max_examples=300, deadline=None)
def test_the_active_entries_are_the_units_and_the_reviewed_ones_valid(entries: list[Entry], units: list[Unit]) -> None:
    before = {entry.key: entry for entry in entries}
    merged = merge(Catalog("en", tuple(entries)), units)
    assert [entry.key for entry in merged.active] == list(dict.fromkeys(unit.key for unit in units))
    assert len({entry.key for entry in merged.entries}) == len(merged.entries)
    for entry in merged.active:
        if entry.state is State.REVIEWED and entry.key not in before:
            assert is_compatible(entry.source, entry.target)


def test_revisions_find_their_old_translations() -> None:
    edited = found = proposed = right = new = clean = 0
    for seed in range(12):
        rng = random.Random(seed)
        old = article(rng, 90)
        revision = revise(rng, old)
        before = {item.source for item in old}
        units = [Unit(item.source) for item in revision]
        alignment = align([Old(Key("", item.source)) for item in old], units, split=dutch)
        for item in {item.source: item for item in revision if item.source not in before}.values():
            truth = {old[origin].source for origin in item.origins}
            link = alignment.link(Key("", item.source))
            edited += bool(truth)
            new += not truth
            clean += link is None and not truth
            proposed += link is not None
            if link is not None and link.olds[0].source in truth:
                found += 1
                right += 1
    assert found / edited >= 0.95
    assert right / proposed >= 0.99
    assert clean / new >= 0.97


def test_a_revision_and_back_again_is_reviewed_again() -> None:
    for seed in range(4):
        rng = random.Random(seed)
        old = article(rng, 60)
        before = reviewed(old)
        units = [Unit(item.source) for item in old]
        there = merge(before, [Unit(item.source) for item in revise(rng, old, 0.5)])
        back = merge(there, units)
        assert {entry.key: (entry.target, entry.state) for entry in back.active} == {
            entry.key: (entry.target, entry.state) for entry in before.entries
        }


def test_reviewed_text_survives_ten_revisions() -> None:
    rng = random.Random(7)
    items = article(rng, 60)
    catalog = reviewed(items)
    for _ in range(10):
        before = {entry.target for entry in catalog.entries if entry.target}
        for number, item in enumerate(items):
            item.origins = [number]
        items = revise(rng, items, 0.4)
        catalog = merge(catalog, [Unit(item.source) for item in items])
        after = " ".join(entry.target for entry in catalog.entries)
        plain_after = normal(after)
        for target in before:
            assert normal(target) in plain_after


SHAPES = {
    "every unit edited": lambda texts: ([f"{t} Daarna rust." for t in texts], [f"{t} Daarna een uur rust." for t in texts]),
    "one paragraph edited": lambda texts: ([" ".join(texts)], [" ".join(t.replace("keer", "maal") for t in texts)]),
    "sentences reversed": lambda texts: ([" ".join(texts)], [" ".join(reversed(texts))]),
    "one paragraph split": lambda texts: ([" ".join(texts)], texts),
    "all joined": lambda texts: (texts, [" ".join(texts)]),
    "all new": lambda texts: (texts, [t[::-1] for t in texts]),
    "the same words": lambda texts: ([f"tekort tekort {n}" for n in range(len(texts))], [f"tekort tekort -{n}" for n in range(len(texts))]),
    "the same sentence": lambda texts: (["Neem een pil met wat water. " * len(texts)], ["Neem een pil met wat melk. " + "Neem een pil met wat water. " * len(texts)]),
    "abbreviations": lambda texts: (["ca. " * len(texts)], ["bijv. " * len(texts)]),
    "tags": lambda texts: (["<b>" * len(texts) + "x"], ["<b>x</b> " * len(texts)]),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_cost_grows_with_the_size_not_its_square(shape: str) -> None:
    def revised(size: int) -> Callable[[], object]:
        rng = random.Random(size)
        verbs = ["Neem", "Lees", "Slik"]
        texts = [
            f"{rng.choice(verbs)} {rng.random()} {number} keer per dag bij {rng.random()}." for number in range(size)
        ]
        old, new = SHAPES[shape](texts)
        catalog = Catalog("en", tuple(Entry(text, text) for text in dict.fromkeys(old)))
        units = [Unit(text.strip()) for text in new]
        return lambda: merge(catalog, units)

    assert growth.exponent(revised, 400, 4_000) < growth.LIMIT

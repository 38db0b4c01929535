"""Memory: what answers a text, what never does, and that the index finds what comparing everything finds."""

from __future__ import annotations

import random
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from l10n.inline import is_compatible
from l10n.memory import Memory, Segment, Shard, build_shard, open_shard
from l10n.memory.index import build_index, open_index
from l10n.memory.segments import comparable, with_codes_of
from l10n.sentences import split

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from memory_lookup import corpus, edit, words

PAIRS = [
    Segment("Waarom B12?", "Why B12?", "een.po"),
    Segment("Neem elke dag 10 mg. Dat helpt de meeste mensen goed.", "Take 10 mg a day. That helps most people well.", "een.po"),
    Segment("Lees <a1>dit</a1> en <a2>dat</a2>.", "Read <a2>that</a2> and <a1>this</a1>.", "twee.po"),
    Segment("Vraag het je <strong>huisarts</strong>.", "Ask your <strong>doctor</strong>.", "twee.po"),
    Segment("Nieuwe\nregel en \\n en \\\\ schuin", "New\nline", "twee.po"),
    Segment("Drink veel. Eet weinig.", "Drink a lot and eat little.", "twee.po"),
]  # fmt: skip
dutch, english = partial(split, locale="nl"), partial(split, locale="en")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    shard = build_shard(tmp_path, "x", PAIRS, source_split=dutch, target_split=english)
    return Memory((shard,), dutch, "en")


def test_nothing_alike_gives_nothing(memory: Memory) -> None:
    assert memory.find("Katten slapen overdag.") == ()
    assert memory.find("") == ()
    assert memory.assemble("") is None
    assert memory.assemble("Waarom B12? Katten slapen overdag.") is None


def test_exact_match_scores_one(memory: Memory) -> None:
    match = memory.find("Waarom B12?")[0]
    assert (match.score, match.method, match.target, match.origin) == (1.0, "exact", "Why B12?", "een.po")


def test_other_codes_are_no_exact_match_and_take_the_names_asked_for(memory: Memory) -> None:
    match = memory.find("Lees <a2>dit</a2> en <a3>dat</a3>.")[0]
    assert match.score == 0.99
    assert match.method == "fuzzy"
    assert match.target == "Read <a3>that</a3> and <a2>this</a2>."


def test_a_code_counts_as_one_character(memory: Memory) -> None:
    match = memory.find("Vraag het je <em>huisarts</em>.")[0]
    assert match.score == pytest.approx(fuzz.ratio("Vraag het je .huisarts.!", "Vraag het je ,huisarts;!") / 100)
    assert match.target == "Ask your <strong>doctor</strong>."


def test_fuzzy_match_keeps_its_source(memory: Memory) -> None:
    match = memory.find("Neem elke dag 20 mg. Dat helpt de meeste mensen goed.")[0]
    assert match.method == "fuzzy"
    assert 0.9 < match.score < 1.0
    assert match.source == PAIRS[1].source


def test_answers_stand_in_the_order_of_their_scores(memory: Memory, tmp_path: Path) -> None:
    text = "Neem elke dag 10 mg. Dat helpt de meeste mensen goed. Waarom B12?"
    both = memory.answer(text, minimum=0.5)
    assert [match.method for match in both] == ["assembled", "fuzzy"]
    assert sorted((match.score for match in both), reverse=True) == [match.score for match in both]
    assert [match.method for match in memory.answer(text, minimum=0.96)] == []
    assert len(memory.answer(text, limit=1, minimum=0.5)) == 1
    near = Segment(f"{text}!", "Whole!", "drie.po")
    shard = Memory((build_shard(tmp_path, "y", [*PAIRS, near], source_split=dutch, target_split=english),), dutch, "en")
    assert [match.method for match in shard.answer(text)] == ["fuzzy", "assembled", "fuzzy"]


def test_an_exact_match_is_not_given_again_as_assembled(memory: Memory) -> None:
    assert [match.method for match in memory.answer("Waarom B12?")] == ["exact"]


def test_minimum_and_limit(memory: Memory) -> None:
    assert memory.find("Waarom B13?", minimum=0.95) == ()
    assert len(memory.find("Waarom B12?", limit=1, minimum=0.3)) == 1


def test_assembles_whole_texts_and_sentences_all_or_nothing(memory: Memory) -> None:
    match = memory.assemble("Dat helpt de meeste mensen goed. Waarom B12?")
    assert match is not None
    assert (match.target, match.method) == ("That helps most people well. Why B12?", "assembled")
    assert match.score < 1.0


def test_sentences_that_cannot_be_told_apart_are_not_used(memory: Memory) -> None:
    assert memory.assemble("Eet weinig.") is None


def test_line_breaks_and_backslashes_come_back(memory: Memory) -> None:
    match = memory.find(PAIRS[4].source)[0]
    assert (match.source, match.target) == (PAIRS[4].source, "New\nline")


def test_equal_pairs_are_one_and_other_translations_are_kept(tmp_path: Path) -> None:
    segments = [Segment("Kaas", "Cheese", "a"), Segment("Kaas", "Cheese", "b"), Segment("Kaas", "Cheeses", "b")]
    index = build_index(tmp_path, "x", segments)
    assert [index.segment(number).target for number in index.exact("Kaas")] == ["Cheese", "Cheeses"]


def test_an_empty_memory_answers_nothing(tmp_path: Path) -> None:
    memory = Memory((build_shard(tmp_path, "x", [], source_split=dutch, target_split=english),), dutch, "en")
    assert memory.find("Kaas") == ()
    assert open_shard(tmp_path, "x") is not None


@pytest.mark.parametrize("damage", [b"", b"l10n-memory 0 little 1 1 1 1 1\n", b"\xff\xfe", b"l10n-memory x\n"])
@pytest.mark.parametrize("suffix", ["text", "keys", "postings"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, damage: bytes, suffix: str) -> None:
    build_index(tmp_path, "x", PAIRS)
    (tmp_path / f"x.{suffix}").write_bytes(damage)
    assert open_index(tmp_path, "x") is None
    assert open_index(tmp_path, "nothing") is None


texts = st.lists(
    st.sampled_from("een twee drie vier B12 tekort <b>x</b> <x1/> &amp; <a1>j</a1>".split()), min_size=1, max_size=6
)


@given(st.lists(texts.map(" ".join), max_size=12), texts.map(" ".join))
@settings(max_examples=60, deadline=None)
def test_finds_what_comparing_everything_finds(
    tmp_path_factory: pytest.TempPathFactory, known: list[str], asked: str
) -> None:
    folder = tmp_path_factory.mktemp("memory")
    shard = build_shard(folder, "x", [Segment(text, text) for text in known], source_split=dutch, target_split=dutch)
    found = Memory((shard,), dutch, "en").find(asked, limit=1, minimum=0.6)
    best = process.extractOne(comparable(asked), [comparable(text) for text in known], scorer=fuzz.ratio)
    if best is not None and best[1] >= 60:
        assert found[0].score == pytest.approx(1.0 if asked in known else min(0.99, best[1] / 100))
    else:
        assert found == ()


@given(texts.map(" ".join), texts.map(" ".join))
def test_codes_named_anew_are_never_worse(asked: str, known: str) -> None:
    renamed = with_codes_of(asked, Segment(known, known))
    assert renamed == known or is_compatible(asked, renamed)


def test_recall_at_twenty_thousand(tmp_path: Path) -> None:
    rng = random.Random(5)
    vocabulary = words(rng, 5_000)
    segments = [Segment(text, str(number)) for number, text in enumerate(corpus(rng, vocabulary, 20_000))]
    index = build_index(tmp_path, "x", segments)
    found = wanted = 0
    for _ in range(80):
        form = comparable(edit(rng, vocabulary, rng.choice(segments).source))
        near = index.near(form, limit=5, minimum=0.75)
        best = process.extractOne(form, index.forms, scorer=fuzz.ratio, score_cutoff=75)
        if best is not None:
            wanted += 1
            found += bool(near) and near[0][0] >= best[1] / 100 - 1e-9
    assert found / wanted >= 0.98


def test_shards_answer_together(tmp_path: Path) -> None:
    one = build_shard(
        tmp_path, "one", [Segment("Kaas is lekker", "Cheese is tasty")], source_split=dutch, target_split=english
    )
    two = build_shard(
        tmp_path, "two", [Segment("Kaas is lekker.", "Cheese is tasty.")], source_split=dutch, target_split=english
    )
    memory = Memory((one, two), dutch, "en")
    assert [match.score for match in memory.find("Kaas is lekker.")][:1] == [1.0]
    assert len(memory.find("Kaas is lekker.")) == 2
    assert isinstance(one, Shard)

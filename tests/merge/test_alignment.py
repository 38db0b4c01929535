"""New text is told from edited text, whatever the article is made of; and what counts as evidence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from l10n.merge import Old, align
from l10n.merge.background import Background, tokens
from l10n.merge.context import Context
from l10n.model import Key, Unit
from tests import growth

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from alignment import Score, ours, revision

PLAIN = [
    "Zink ondersteunt de huid bij eczeem.",
    "IJzer ondersteunt het bloed bij vermoeidheid.",
    "Calcium ondersteunt de botten bij ouderdom.",
    "Vis en noten zijn goede bronnen.",
    "Vraag het je huisarts.",
]


@pytest.mark.parametrize("kind", ["leaflet", "shop", "prose", "mixed", "revisions"])
@pytest.mark.parametrize("size", [88, 25])
def test_edited_text_is_found_and_new_text_gets_nothing(kind: str, size: int) -> None:
    score = Score()
    for seed in range(500, 500 + 4400 // size):
        old, new = revision(kind, size, seed)
        score.add(old, new, ours(old, new))
    assert score.found / score.edited >= 0.95
    assert score.right / score.proposed >= 0.985
    assert score.clean / score.new >= 0.96


def links(old: list[str], new: list[str]) -> list[str | None]:
    alignment = align([Old(Key("", text)) for text in old], [Unit(text) for text in new])
    found = (alignment.link(Key("", text)) for text in new)
    return [link.olds[0].source if link else None for link in found]


def test_subject_and_object_exchanged_is_another_text() -> None:
    old = [*PLAIN[:2], "Magnesium ondersteunt de spieren bij stress.", *PLAIN[2:]]
    new = [*PLAIN[:2], "Jodium ondersteunt de schildklier bij kinderen.", *PLAIN[2:]]
    assert links(old, new)[2] is None


def test_one_word_changed_at_the_same_place_is_an_edit() -> None:
    old = [*PLAIN[:2], "Magnesium ondersteunt de spieren bij stress.", *PLAIN[2:]]
    new = [*PLAIN[:2], "Magnesium ondersteunt de zenuwen bij stress.", *PLAIN[2:]]
    assert links(old, new)[2] == old[2]


def test_a_misspelling_is_an_edit_even_of_a_single_word() -> None:
    assert links([*PLAIN, "Bijwerkingen"], [*PLAIN, "Bijwrekingen"])[-1] == "Bijwerkingen"


def test_another_single_word_is_another_text() -> None:
    assert links([*PLAIN, "Bijwerkingen"], [*PLAIN, "Bronnen"])[-1] is None


def test_an_article_rewritten_from_end_to_end_takes_nothing_over() -> None:
    other = [
        "De kat slaapt op het dak.",
        "Morgen regent het in Delft.",
        "Fietsen is gezond.",
        "Een roman telt woorden.",
    ]
    assert links(PLAIN, other) == [None] * 4


def test_a_sentence_in_a_script_without_spaces_is_found() -> None:
    old = ["维生素对健康很重要。", "成年人每天需要十毫克的锌来保持健康。", "请咨询您的医生。"]
    new = ["维生素对健康很重要。", "成年人每天需要二十毫克的锌来保持健康。", "请咨询您的医生。"]
    assert links(old, new)[1] == old[1]


def others(*sources: str) -> Background:
    return Background.of(sources, {word for source in sources for word in tokens(source)})


def test_words_that_many_sentences_have_say_little() -> None:
    rest = others(*PLAIN).apart_from("", "")
    assert rest.surprise(["ondersteunt"]) < rest.surprise(["noten"]) < rest.surprise(["jodium"])


def test_the_words_of_a_template_cost_no_more_than_its_choice() -> None:
    rest = others(*PLAIN).apart_from("", "")
    template, mixed = rest.surprise(["ondersteunt", "bij"]), rest.surprise(["ondersteunt", "noten"])
    assert template < rest.surprise(["ondersteunt"]) + 0.5 < mixed


def test_a_text_is_no_background_of_itself() -> None:
    background = others(*PLAIN)
    assert not background.apart_from("", "").lack(["noten"])
    assert background.apart_from(PLAIN[3], "").lack(["noten"])


def test_words_are_known_at_their_place_more_than_elsewhere() -> None:
    rest = others(*PLAIN).apart_from("", "")
    assert rest.known(["de"], ["huid"], ["bij"]) == 1.0
    assert 0 < rest.known(["goede"], ["huid"], []) < 1
    assert rest.known(["de"], ["schildklier"], ["bij"]) == 0.0


def test_the_words_of_a_source_are_read_without_marks_and_codes() -> None:
    assert tokens("Neem <b>1.000 mcg</b> B12-tekort!") == ("neem", "1.000", "mcg", "b12-tekort")
    assert tokens("维生素 B12。") == ("维", "生", "素", "b12")
    assert tokens("…") == ()


def test_gaps_are_between_linked_neighbours() -> None:
    context = Context.of({0: 0, 3: 4}, [1, 2, 4], [1, 2, 3, 5], news=5, active=6)
    assert context.gap_of_new == {1: (0, 4), 2: (0, 4), 4: (4, 6)}
    assert context.gap_of_old == {1: (0, 4), 2: (0, 4), 3: (0, 4), 5: (4, 6)}
    assert context.agreeing(1, 2) == 2
    assert context.agreeing(1, 5) == 0
    assert context.are_alone(4, 5)
    assert not context.are_alone(1, 2)


def test_a_unit_linked_to_an_obsolete_source_is_looked_past() -> None:
    context = Context.of({0: 0, 1: 9, 3: 2}, [2], [1], news=4, active=3)
    assert context.gap_of_new == {2: (0, 2)}
    assert context.are_alone(2, 1)


HOSTILE: dict[str, Callable[[int], tuple[list[str], list[str]]]] = {
    "dots": lambda size: (["x" + "." * size + " y"], ["x" + "." * size + " z"]),
    "short sentences": lambda size: (["Ja. " * size + "a"], ["Ja. " * size + "b"]),
    "long word": lambda size: (["a" * size + " twee"], ["a" * size + " drie"]),
    "one gap": lambda size: (
        [f"Rij {n} met waarde {n * 7}" for n in range(size)],
        [f"Rij {n} met getal {n * 7}" for n in range(size)],
    ),
    "one template": lambda size: (
        [f"Neem {n} mg per dag." for n in range(size)],
        [f"Neem {n} mcg per dag." for n in range(size)],
    ),
    "gaps": lambda size: (
        [f"{'Vast' if n % 2 else 'Oud'} stuk nummer {n}" for n in range(size)],
        [f"{'Vast' if n % 2 else 'Nieuw'} stuk nummer {n}" for n in range(size)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", HOSTILE)
def test_cost_grows_with_the_size(shape: str) -> None:
    def texts(size: int) -> Callable[[], object]:
        old, new = HOSTILE[shape](size)
        return lambda: links(old, new)

    assert growth.exponent(texts, 400, 3_200) < growth.LIMIT

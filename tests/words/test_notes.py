"""Notes and states: a machine never passes for a person, and a claim about a text ends with the text."""

from __future__ import annotations

import pytest

from l10n.model import Catalog, Entry, State
from l10n.notes import Draft, Note, Waiver, find_draft, find_waivers, read_notes, text_hash, words_hash


def drafted(source: str, target: str, *, fuzzy: bool = True, drafted_as: str | None = None) -> Entry:
    line = Draft("apertium", "mt", text_hash(drafted_as or target)).note.line
    return Entry(source, target, fuzzy=fuzzy, comments=(line,))


def test_other_peoples_comments_are_no_notes() -> None:
    assert read_notes(("TODO: ask the doctor", "see l10n-draft: x", "l10n draft: y")) == ()


def test_a_draft_line_is_read_back() -> None:
    draft = Draft("memory", "tm-fuzzy", "0123456789ab", score="0.91", flags=("numbers", "pieces"))
    assert find_draft((draft.note.line,)) == draft


def test_a_waiver_without_a_hash_holds_until_it_is_bound() -> None:
    (waiver,) = find_waivers(("l10n-ok: numbers the unit is a name",))
    assert waiver == Waiver("numbers", "the unit is a name")
    assert waiver.holds_for("any", "text")


def test_a_bound_waiver_ends_when_either_text_changes() -> None:
    (waiver,) = find_waivers((Waiver("numbers", "a name", text_hash("bron", "text")).note.line,))
    assert waiver.holds_for("bron", "text")
    assert not waiver.holds_for("bron", "other")
    assert not waiver.holds_for("andere", "text")


@pytest.mark.parametrize(
    "claim", ["text=", "text=0123", "text=0123456789AB", "text=0123456789abc", "text=zzzzzzzzzzzz"]
)
def test_a_waiver_bound_to_what_is_no_hash_holds_for_no_text(claim: str) -> None:
    (waiver,) = find_waivers((f"l10n-ok: numbers a name {claim}",))
    assert (waiver.check, waiver.reason) == ("numbers", "a name")
    assert not waiver.holds_for("bron", "text")


def test_states() -> None:
    assert Entry("a").state is State.UNTRANSLATED
    assert Entry("a", fuzzy=True).state is State.UNTRANSLATED
    assert Entry("a", "b").state is State.REVIEWED
    assert Entry("a", "b", fuzzy=True, previous="c").state is State.STALE
    assert Entry("a", "b", fuzzy=True).state is State.STALE
    assert Entry("a", "b", obsolete=True).state is State.OBSOLETE
    assert drafted("a", "b").state is State.DRAFT


def test_a_note_replaces_the_note_of_its_kind() -> None:
    entry = Entry("a", comments=("mine", "l10n-changed: old"))
    assert entry.with_notes(Note("changed", "new")).comments == ("mine", "l10n-changed: new")
    assert entry.without_notes("changed").comments == ("mine",)


def test_drafts_that_all_lost_fuzzy_are_drafts_still() -> None:
    catalog = Catalog("en", (drafted("a", "b", fuzzy=False), drafted("c", "d", fuzzy=False), Entry("e", "f")))
    assert set(catalog.states().values()) == {State.DRAFT, State.REVIEWED}
    assert len(catalog.lost_fuzzy) == 2


def test_a_person_who_clears_one_flag_of_two_reviewed_it() -> None:
    catalog = Catalog("en", (drafted("a", "b", fuzzy=False), drafted("c", "d")))
    assert list(catalog.states().values()) == [State.REVIEWED, State.DRAFT]


def test_an_edited_text_is_a_persons_own_and_vouches_for_no_other() -> None:
    catalog = Catalog("en", (drafted("a", "b", fuzzy=False), drafted("c", "d", fuzzy=False, drafted_as="x")))
    assert list(catalog.states().values()) == [State.DRAFT, State.REVIEWED]


def test_stale_and_imported_texts_lose_the_flag_with_the_drafts() -> None:
    stale = Entry("a", "b", comments=("l10n-changed: «x» -> «a»",))
    imported = Entry("c", "d", comments=(Note("imported", "from x.html", text_hash("d")).line,))
    assert list(Catalog("en", (stale, imported)).states().values()) == [State.STALE, State.STALE]
    assert list(Catalog("en", (stale, drafted("e", "f", fuzzy=False))).states().values()) == [State.STALE, State.DRAFT]


def test_a_person_may_confirm_a_translation_whose_source_changed() -> None:
    stale = Entry("a", "b", comments=("l10n-changed: «x» -> «a»",))
    assert list(Catalog("en", (stale, Entry("c", "d"))).states().values()) == [State.REVIEWED, State.REVIEWED]


def test_an_obsolete_draft_is_never_settled() -> None:
    gone = drafted("a", "b", fuzzy=False)
    catalog = Catalog("en", (Entry("c", "d"), Entry("a", "b", obsolete=True, comments=gone.comments)))
    assert catalog.settled() == catalog


def test_what_a_person_confirmed_is_settled() -> None:
    catalog = Catalog("en", (drafted("a", "b", fuzzy=False), drafted("c", "d"))).settled()
    assert [entry.draft is not None for entry in catalog.entries] == [False, True]


def test_an_edited_draft_that_is_settled_vouches_for_no_other() -> None:
    edited = drafted("a", "b", fuzzy=False, drafted_as="x")
    before = Catalog("en", (edited, drafted("c", "d"))).settled()
    stripped = Catalog("en", (before.entries[0], drafted("c", "d", fuzzy=False)))
    assert stripped.lost_fuzzy == {drafted("c", "d").key}


def test_a_flag_lost_on_all_settles_nothing() -> None:
    catalog = Catalog("en", (drafted("a", "b", fuzzy=False), drafted("c", "d", fuzzy=False)))
    assert catalog.settled() == catalog


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Take <b>1</b> tablet a day.", "take 1 tablet  a day!", True),
        ("children", "Children!", True),
        ("1 tablet", "2 tablet", False),
        ("0.5 mg", "5 mg", False),
        ("0.5 mg", "0,5 mg", False),
        ("&lt; 5 mg", "&gt; 5 mg", False),
        ("для детей", "для детей", True),
        ("दवा", "दव", False),
        ("Give it.", "Give it not.", False),
    ],
)
def test_what_a_text_says(one: str, other: str, same: bool) -> None:
    assert (words_hash(one) == words_hash(other)) is same


def test_a_safety_note_of_earlier_form_is_read() -> None:
    assert Note("safety", "x", text_hash("Take 1.")).warns_of("Take 1.")
    assert Note("safety", "x", words_hash("Take 1.")).warns_of("take 1 !")
    assert not Note("safety", "x", "").warns_of("")

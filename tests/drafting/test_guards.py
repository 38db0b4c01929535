"""Cache, budget, patience and order for review: what surrounds every request."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from l10n.drafting.ask import Asker
from l10n.drafting.budget import Budget, BudgetError
from l10n.drafting.cache import Cache, cache_key
from l10n.drafting.retry import Breaker, Clock, Pace, StoppedError, persist
from l10n.drafting.risk import review_order
from l10n.engine import (
    Answer,
    Batch,
    Capabilities,
    EngineError,
    Example,
    FatalError,
    Query,
    RefusedError,
    Reply,
    Term,
    Terms,
    TransientError,
)
from l10n.errors import L10nError
from l10n.locales import Locale
from l10n.model import Entry
from l10n.notes import Draft

QUERY = Query("1", "Een tekort", terms=(Term("tekort", "deficiency"),), before="Kop", title="Titel")
FULL = Capabilities(terms=Terms.PROMPT, context=True)


def key(query: Query = QUERY, form: str = "xml", capabilities: Capabilities = FULL, **changes: str) -> str:
    fixed = {"engine": "e", "version": "1", "source": "nl", "target": "en", **changes}
    return cache_key(
        query,
        form,
        engine=fixed["engine"],
        version=fixed["version"],
        capabilities=capabilities,
        source=Locale(fixed["source"]),
        target=Locale(fixed["target"]),
    )


@pytest.mark.parametrize(
    "other",
    [
        key(replace(QUERY, text="Een teveel")),
        key(replace(QUERY, problem="<em> is missing.")),
        key(replace(QUERY, before="Andere kop")),
        key(replace(QUERY, title="Andere titel")),
        key(replace(QUERY, examples=(Example("a", "b"),))),
        key(replace(QUERY, terms=())),
        key(replace(QUERY, terms=(Term("tekort", "shortage"),))),
        key(replace(QUERY, terms=(Term("tekort", "deficiency", forbidden=("lack",)),))),
        key(form="tokens"),
        key(engine="f"),
        key(version="2"),
        key(source="af"),
        key(target="de"),
    ],
)
def test_whatever_changes_an_answer_changes_its_key(other: str) -> None:
    assert other != key()


def test_the_key_holds_nothing_else() -> None:
    assert key(replace(QUERY, id="2")) == key()
    plain = Capabilities()
    assert key(replace(QUERY, before="Andere kop"), capabilities=plain) == key(capabilities=plain)
    assert key(replace(QUERY, terms=()), capabilities=plain) == key(capabilities=plain)
    two = (Term("a", "b"), Term("c", "d"))
    assert key(replace(QUERY, terms=two)) == key(replace(QUERY, terms=two[::-1]))


def test_answers_outlive_the_run(tmp_path: Path) -> None:
    file = tmp_path / "new" / "cache.sqlite3"
    answer = Answer("", "Een — €", method="mt", score=0.5, flags=("unknown-1",), previous="x")
    with Cache(file) as cache:
        cache.store("e", {"k": (answer,)}, {"k": 12})
        assert cache.find(["k", "other", "k"]) == {"k": (answer,)}
    with Cache(file) as cache:
        assert cache.find(["k"]) == {"k": (answer,)}
        assert [(item.engine, item.answers, item.chars) for item in cache.stats()] == [("e", 1, 12)]
        assert cache.clear("f") == 0
        assert cache.clear() == 1
        assert cache.stats() == ()


def test_a_cache_that_is_no_database_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite3"
    file.write_bytes(b"this is not a database, and long enough to be looked at" * 50)
    with Cache(file) as cache:
        cache.store("e", {"k": (Answer("", "x"),)}, {})
        assert cache.find(["k"])
    assert (tmp_path / "cache.sqlite3.broken").exists()


def test_a_cache_that_cannot_be_opened_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(L10nError, match="cannot be opened") as caught:
        Cache(tmp_path / "file" / "cache.sqlite3")
    assert "--no-cache" in caught.value.hint


def test_a_damaged_row_is_no_answer(tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "cache.sqlite3"
    with Cache(file) as cache:
        cache.store("e", {"k": (Answer("", "x"),)}, {})
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE answers SET answers = 'no json'")
    with Cache(file) as cache:
        assert cache.find(["k"]) == {}


def test_a_budget_refuses_before_it_is_exceeded() -> None:
    budget = Budget(max_chars=10, max_requests=3)
    budget.spend(6)
    with pytest.raises(BudgetError, match="10 characters"):
        budget.spend(5)
    budget.spend(4)
    budget.spend(0)
    with pytest.raises(BudgetError, match="3 requests"):
        budget.spend(0)
    assert (budget.chars, budget.requests) == (10, 3)


class Times:
    """A clock for tests: it counts the waiting and never waits."""

    def __init__(self, *, stopped: bool = False) -> None:
        self.waits: list[float] = []
        self.seconds = 0.0
        self.stopped = stopped

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.seconds += seconds
        return self.stopped

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.seconds, wait=self.wait, jitter=lambda limit: limit)


def attempt(times: Times, *outcomes: EngineError | str, breaker: Breaker | None = None, tries: int = 4) -> str:
    left = list(outcomes)

    def call() -> str:
        outcome = left.pop(0)
        if isinstance(outcome, EngineError):
            raise outcome
        return outcome

    return persist(
        call,
        tries=tries,
        max_wait=60,
        breaker=breaker or Breaker(),
        pace=Pace(0, times.clock),
        clock=times.clock,
    )


def test_what_may_pass_is_tried_again_after_longer_and_longer_pauses() -> None:
    times = Times()
    assert attempt(times, TransientError("a"), TransientError("b"), TransientError("c"), "done") == "done"
    assert times.waits == [2, 4, 8]


def test_a_server_s_word_on_when_to_come_back_is_kept() -> None:
    times = Times()
    assert attempt(times, TransientError("a", retry_after=17), "done") == "done"
    assert times.waits == [17]


@pytest.mark.parametrize("error", [FatalError("a wrong key"), RefusedError("too long")])
def test_what_cannot_pass_is_not_tried_again(error: EngineError) -> None:
    times = Times()
    with pytest.raises(type(error)):
        attempt(times, error, "never")
    assert times.waits == []


def test_a_server_that_asks_for_more_than_we_wait_ends_the_run() -> None:
    breaker = Breaker()
    with pytest.raises(FatalError, match="3600 s"):
        attempt(Times(), TransientError("a", retry_after=3600), "never", breaker=breaker)
    assert "3600 s" in breaker.reason


def test_the_last_failure_is_the_one_that_counts() -> None:
    with pytest.raises(TransientError, match="d"):
        attempt(Times(), *(TransientError(text) for text in "abcd"))


def test_failures_in_a_row_open_the_breaker_and_a_success_starts_the_count_anew() -> None:
    breaker = Breaker(limit=3)
    for error in (TransientError("a"), TransientError("b")):
        breaker.failed(error)
    breaker.succeeded()
    for error in (TransientError("c"), RefusedError("d")):
        breaker.failed(error)
    assert breaker.reason == ""
    breaker.failed(TransientError("e"))
    assert "3 requests in a row failed" in breaker.reason


def test_an_interrupt_ends_the_waiting() -> None:
    with pytest.raises(StoppedError):
        attempt(Times(stopped=True), TransientError("a"), "never")


def test_requests_begin_at_the_pace_that_was_set() -> None:
    times = Times()
    pace = Pace(1.0, times.clock)
    begins = []
    for _ in range(4):
        pace.wait()
        begins.append(times.seconds)
    assert all(later - earlier >= 1.0 for earlier, later in itertools.pairwise(begins))


def entry(source: str, **draft: object) -> Entry:
    note = Draft("e", "mt", "0" * 12, **draft).note.line  # type: ignore[arg-type]
    return Entry(source, target="x", fuzzy=True, comments=(note,))


def test_numbers_negations_terms_and_low_scores_come_first() -> None:
    entries = [
        entry("Rust is goed.", score="1.00"),
        entry("Rust is fijn.", score="0.40"),
        entry("Slik dit niet.", score="1.00"),
        entry("Neem 2 pillen.", score="1.00"),
        entry("Neem niet meer dan 2 pillen.", score="1.00", flags=("terms",)),
        entry("Slaap met B12 is goed.", score="1.00"),
    ]
    ordered = review_order(entries, locale="en", source_locale="nl")
    assert [risk.entry.source for risk in ordered] == [
        "Neem niet meer dan 2 pillen.",
        "Neem 2 pillen.",
        "Slik dit niet.",
        "Rust is fijn.",
        "Rust is goed.",
        "Slaap met B12 is goed.",
    ]
    assert ordered[0].reasons == ("numbers", "negation", "terms", "flags")
    assert ordered[3].reasons == ("score",)


def test_terms_are_looked_up_where_a_termbase_is_given() -> None:
    has_terms: Callable[[str], bool] = lambda text: "tekort" in text  # noqa: E731
    entries = [entry("Rust is goed."), entry("Een tekort is slecht.")]
    assert review_order(entries, locale="en", has_terms=has_terms)[0].entry is entries[1]


class Wrong:
    """An engine of somebody else's with a mistake in it."""

    name, version, destination, notice = "wrong", "1", "", ""
    capabilities = Capabilities(max_items=10)

    def unavailable(self) -> str:
        return ""

    def supports(self, source: Locale, target: Locale) -> bool:
        return True

    def translate(self, batch: Batch) -> Reply:
        if any("fout" in query.text for query in batch.queries):
            raise ZeroDivisionError("secret words")
        return Reply(tuple(Answer(query.id, query.text[::-1]) for query in batch.queries))


def test_an_engine_s_own_mistake_costs_the_text_it_happens_with() -> None:
    asker = Asker(Wrong(), Locale("nl"), Locale("en"), Cache(None), Budget(), clock=Times().clock)
    questions = [asker.question(Query("", text), "tokens") for text in ("goed", "ook goed", "dit is fout", "weer goed")]
    answers = asker.ask(questions)
    assert len(answers.found) == 3
    assert list(answers.failed.values()) == ["The engine wrong failed: ZeroDivisionError."]
    assert asker.reason == ""

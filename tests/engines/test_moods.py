"""Whatever mood a service is in: the run ends soon, only verified drafts come of it, and nothing is asked twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping

import pytest

from l10n import inline
from l10n.drafting.ask import Asker
from l10n.drafting.budget import Budget
from l10n.drafting.cache import Cache
from l10n.drafting.options import DraftOptions
from l10n.drafting.pipeline import Outcome, draft
from l10n.drafting.repair import Draft, Failure, Job
from l10n.drafting.retry import Clock
from l10n.drafting.verify import Flaw, Standard, verify
from l10n.engine import Batch, Engine, Query, Setup, Term
from l10n.engines.base import create_engine
from l10n.locales import Locale
from tests.engines.loopback import ANSWERS, Service, serving

NL, EN = Locale("nl"), Locale("en")

SOURCES = (
    "Een <strong>tekort</strong> aan vitamine B12 komt <a>vaak</a> voor.",
    "Neem 2 tabletten van 500 mcg na het eten.",
    "Ouderen &amp; vegetariërs<br/>lopen meer risico.",
    "Vraag het na bij Topvitamine of via https://www.example.org/vragen.",
    "Zie <a1>hoofdstuk</a1> en <a2>bijlage</a2> voor <em>meer <strong>uitleg</strong></em>.",
    "Het logo <x1/> staat boven <code>een</code> artikel.",
    "Is 3 &lt; 5 altijd waar, ook bij {1} of [2]?",
    "Klachten",
)

ENGINES: dict[str, Mapping[str, object]] = {
    "libretranslate": {"url": "{url}", "timeout": 10, "max-items": 3},
    "deepl": {"url": "{url}", "timeout": 10, "max-items": 3},
    "llm": {"url": "{url}/v1", "timeout": 10, "max-items": 3, "model": "test"},
    "google": {"url": "{url}/m", "timeout": 10, "interval": 0, "concurrency": 4},
    "mymemory": {"url": "{url}/get", "timeout": 10, "interval": 0, "concurrency": 4},
}
FAILURES = (
    "hang",
    "trickle",
    "reset",
    "cut",
    "redirect",
    "garbage",
    "broken-json",
    "403",
    "456",
    "500",
    "429",
    "429-long",
    "400",
    "404",
)
KEY = "secret-key-0123456789"


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(key=KEY) as running:
        yield running


def engine_for(name: str, service: Service, **more: object) -> Engine:
    options = {
        key: value.format(url=service.url) if isinstance(value, str) else value for key, value in ENGINES[name].items()
    }
    environ = {"L10N_DEEPL_KEY": KEY, "L10N_LLM_KEY": KEY, "L10N_LIBRETRANSLATE_KEY": KEY}
    return create_engine(Setup(name, {**options, **more}, environ))


def asker_for(engine: Engine, cache: Cache, **limits: int) -> Asker:
    clock = Clock(wait=lambda seconds: False, jitter=lambda limit: 0.0)
    return Asker(engine, NL, EN, cache, Budget(**limits), DraftOptions(), clock)


def numbers(source: str, target: str) -> Iterator[Flaw]:
    digits = re.compile(r"[0-9]+")
    if sorted(digits.findall(source)) != sorted(digits.findall(target)):
        yield Flaw("numbers", "The numbers differ.")


STANDARD = Standard(NL, EN, (numbers,))


def jobs() -> list[Job]:
    locked = Term("Topvitamine", "Topvitamine", locked=True)
    return [Job(source, terms=(locked,) if locked.source in source else ()) for source in SOURCES]


def run(engine: Engine, cache: Cache, **limits: int) -> tuple[Outcome, Asker]:
    asker = asker_for(engine, cache, **limits)
    return draft(jobs(), [asker], STANDARD), asker


def assert_valid(outcome: Outcome) -> None:
    for source, result in zip(SOURCES, outcome.results, strict=True):
        if isinstance(result, Draft):
            assert not [flaw for flaw in verify(source, result.target, STANDARD) if flaw.fatal]
            assert inline.is_compatible(source, result.target)
            assert "script" not in result.target


def drafts(outcome: Outcome) -> int:
    return sum(isinstance(result, Draft) for result in outcome.results)


@pytest.mark.parametrize("name", ENGINES)
def test_in_a_good_mood_every_unit_is_drafted(name: str, service: Service) -> None:
    outcome, _ = run(engine_for(name, service), Cache(None))
    assert_valid(outcome)
    assert [result for result in outcome.results if isinstance(result, Failure)] == []
    assert "Topvitamine" in outcome.results[3].target  # type: ignore[union-attr]


@pytest.mark.parametrize("mood", [*ANSWERS, "echo"])
@pytest.mark.parametrize("name", ENGINES)
def test_only_valid_drafts_and_no_second_request(name: str, mood: str, service: Service) -> None:
    service.mood = mood
    engine, cache = engine_for(name, service), Cache(None)
    outcome, _ = run(engine, cache)
    assert_valid(outcome)
    assert len(outcome.results) == len(SOURCES)
    asked = service.requests
    again, _ = run(engine, cache)
    assert service.requests == asked
    assert again.results == outcome.results


@pytest.mark.parametrize("mood", FAILURES)
@pytest.mark.parametrize("name", ENGINES)
def test_a_failing_service_is_asked_a_few_times_only_and_costs_nothing_that_was_answered(
    name: str, mood: str, service: Service
) -> None:
    service.mood = mood
    patience = {"timeout": 0.15} if mood in ("hang", "trickle") else {}
    engine, cache = engine_for(name, service, **patience), Cache(None)
    outcome, asker = run(engine, cache)
    assert drafts(outcome) == 0
    assert {result.kind for result in outcome.results if isinstance(result, Failure)} <= {"no answer", "rejected"}
    assert service.requests <= 20
    said = " ".join(result.reason for result in outcome.results if isinstance(result, Failure)) + asker.reason
    assert KEY not in said
    assert "tabletten" not in said
    # Nothing that failed is kept: in a better mood everything is there.
    service.mood = "ok"
    better, _ = run(engine_for(name, service), cache)
    assert drafts(better) == len(SOURCES)


@pytest.mark.parametrize("mood", ["500-then-ok", "429-then-ok"])
@pytest.mark.parametrize("name", ENGINES)
def test_a_passing_failure_passes(name: str, mood: str, service: Service) -> None:
    service.mood = mood
    outcome, _ = run(engine_for(name, service), Cache(None))
    assert drafts(outcome) == len(SOURCES)


@pytest.mark.parametrize(
    "mood", ["reordered", "strangers", "fenced", "cut-json", "mapping", "half", "wrong-count", "no-schema", "learns"]
)
def test_a_language_model_that_answers_in_its_own_way(mood: str, service: Service) -> None:
    service.mood = mood
    engine, cache = engine_for("llm", service), Cache(None)
    outcome, _ = run(engine, cache)
    assert [result for result in outcome.results if isinstance(result, Failure)] == []
    assert_valid(outcome)
    asked = service.requests
    run(engine, cache)
    assert service.requests == asked


@pytest.mark.parametrize("name", ["libretranslate", "deepl"])
@pytest.mark.parametrize("mood", ["wrong-count", "half"])
def test_a_wrong_number_of_answers_never_shifts_them(name: str, mood: str, service: Service) -> None:
    service.mood = mood
    outcome, _ = run(engine_for(name, service), Cache(None))
    assert drafts(outcome) == len(SOURCES)
    right, _ = run(engine_for(name, service), Cache(None))
    assert right.results == outcome.results


def test_escaped_text_that_comes_back_as_markup_stays_text(service: Service) -> None:
    service.mood = "unescaped"
    engine = engine_for("libretranslate", service)
    source = "Schrijf &lt;b&gt; voor vet &amp; niets anders."
    outcome = draft([Job(source)], [asker_for(engine, Cache(None))], STANDARD)
    (result,) = outcome.results
    assert not isinstance(result, Draft) or "<b>" not in result.target


def test_quota_told_as_a_translation_ends_the_run(service: Service) -> None:
    service.mood = "quota-text"
    outcome, asker = run(engine_for("mymemory", service), Cache(None))
    assert drafts(outcome) == 0
    assert "quota" in asker.reason
    assert service.requests <= 4


def test_a_server_that_asks_for_an_hour_is_left_alone(service: Service) -> None:
    service.mood = "429-long"
    _, asker = run(engine_for("libretranslate", service), Cache(None))
    assert "3600 s" in asker.reason


@pytest.mark.parametrize("name", ENGINES)
def test_the_budget_is_never_exceeded(name: str, service: Service) -> None:
    engine = engine_for(name, service)
    outcome, asker = run(engine, Cache(None), max_chars=150)
    assert asker.budget.chars <= 150
    assert sum(map(len, service.texts)) <= 150
    assert "limit of 150 characters" in asker.reason
    assert drafts(outcome) < len(SOURCES)
    service.requests = 0
    run(engine, Cache(None), max_requests=2)
    assert service.requests <= 2


def test_a_key_travels_in_the_header_or_the_body_and_nowhere_else(service: Service) -> None:
    for name in ("deepl", "llm"):
        run(engine_for(name, service), Cache(None))
    assert all(KEY in headers["Authorization"] for headers in service.headers)
    assert not any(KEY in body for body in service.bodies)


def test_attributes_never_leave(service: Service) -> None:
    for name in ENGINES:
        run(engine_for(name, service), Cache(None))
    assert not any("href" in text or "class=" in text for text in service.texts)


def test_a_thousand_texts_take_forty_requests_four_at_a_time(service: Service) -> None:
    service.delay = 0.05
    many = [Job(f"Regel nummer {number} over een tekort.") for number in range(1000)]
    engine = engine_for("libretranslate", service, timeout=10, **{"max-items": 25})
    outcome = draft(many, [asker_for(engine, Cache(None))], STANDARD)
    assert all(isinstance(result, Draft) for result in outcome.results)
    assert service.requests == 40
    assert service.peak == 4


def test_threads_never_swap_texts(service: Service) -> None:
    many = [Job(f"Tekst nummer {number} blijft zichzelf.") for number in range(200)]
    engine = engine_for("google", service, concurrency=8, timeout=10)
    outcome = draft(many, [asker_for(engine, Cache(None))], STANDARD)
    for number, result in enumerate(outcome.results):
        assert isinstance(result, Draft)
        assert re.findall(r"[0-9]+", result.target) == [str(number)]


@pytest.mark.skipif(shutil.which("apertium") is None, reason="apertium-afr-nld is not installed")
def test_a_real_translation_over_http(service: Service) -> None:
    """The server speaks LibreTranslate's protocol and translates with Apertium."""
    apertium = create_engine(Setup("apertium"))
    af = Locale("af")

    def translated(text: str) -> str:
        (answer,) = apertium.translate(Batch(NL, af, (Query("0", text),))).answers
        return answer.text

    service.translate = translated
    sources = (
        "Een <strong>tekort</strong> aan rust is niet goed voor <a>je</a> lichaam.",
        "Drink 2 glazen water &amp; eet<br/>groente.",
    )
    engine = engine_for("libretranslate", service, timeout=20)
    asker = Asker(engine, NL, af, Cache(None), Budget())
    outcome = draft([Job(source) for source in sources], [asker], Standard(NL, af, (numbers,)))
    for source, result in zip(sources, outcome.results, strict=True):
        assert isinstance(result, Draft)
        assert inline.is_compatible(source, result.target)
        assert result.target != source

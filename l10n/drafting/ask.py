"""Asking an engine: what is known already is not asked, the rest goes in batches, within the budget, with patience."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from threading import Event

from l10n.drafting.budget import Budget, BudgetError
from l10n.drafting.cache import Cache, cache_key
from l10n.drafting.options import DraftOptions
from l10n.drafting.retry import Breaker, Clock, Pace, StoppedError, persist
from l10n.engine import Answer, Batch, Engine, EngineError, Query, RefusedError, Reply, UnreachedError
from l10n.locales import Locale

_NO_ANSWER = "The engine gave no answer."


@dataclass(slots=True)
class Receipt:
    """What a run cost; counted while it runs."""

    asked: int = 0
    """Different questions."""
    cached: int = 0
    """Questions whose answers were known from an earlier run."""
    billed_chars: int = 0
    billed_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What asking would cost, counted without asking."""

    questions: int = 0
    cached: int = 0
    requests: int = 0
    chars: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A text in one form, with what its answer is kept under."""

    query: Query
    key: str


@dataclass(slots=True)
class Answers:
    """What came of a round of questions, by key."""

    found: dict[str, tuple[Answer, ...]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    """Why there is no answer."""


@dataclass(slots=True)
class Asker:
    """One engine for one pair of languages, with everything that guards it."""

    engine: Engine
    source: Locale
    target: Locale
    cache: Cache
    budget: Budget
    options: DraftOptions = field(default_factory=DraftOptions)
    clock: Clock = field(default_factory=Clock)
    stop: Event = field(default_factory=Event)
    """Set from outside to end the run: requests under way are waited for and kept, no other is sent."""
    before_first: Callable[[], None] = lambda: None
    """Called once before the first request of the run: the place for the privacy notice."""
    progress: Callable[[int], None] = lambda answered: None
    receipt: Receipt = field(default_factory=Receipt)
    breaker: Breaker = field(init=False)
    _pace: Pace = field(init=False)
    _limit: str = ""
    _begun: bool = False

    def __post_init__(self) -> None:
        self.breaker = Breaker(self.options.failures)
        self._pace = Pace(self.engine.capabilities.interval, self.clock)

    @property
    def reason(self) -> str:
        """Why no further question is asked; empty while the engine may be asked."""
        if self.stop.is_set():
            return "The run was interrupted."
        return self.breaker.reason or self._limit

    def question(self, query: Query, form: str) -> Question:
        """A question of this engine in these languages; equal questions have equal keys."""
        engine = self.engine
        key = cache_key(
            query,
            form,
            engine=engine.name,
            version=engine.version,
            capabilities=engine.capabilities,
            source=self.source,
            target=self.target,
        )
        return Question(query, key)

    def ask(self, questions: Sequence[Question]) -> Answers:
        """Answer each question from the cache or by the engine. Never raises EngineError; see `Answers.failed`."""
        unique = {question.key: question.query for question in questions}
        answers = Answers(self._known(unique))
        self.receipt.asked += len(unique)
        self.receipt.cached += len(answers.found)
        missing = {key: query for key, query in unique.items() if key not in answers.found}
        if missing:
            self._ask_engine(missing, answers)
        return answers

    def plan(self, questions: Sequence[Question]) -> Plan:
        """Say what `ask` would cost; nothing is sent."""
        unique = {question.key: question.query for question in questions}
        known = self._known(unique)
        missing = {key: query for key, query in unique.items() if key not in known}
        batches, _ = self._batches(missing)
        chars = sum(_size(missing, batch) for batch in batches)
        return Plan(len(unique), len(known), len(batches), chars)

    def _known(self, unique: Mapping[str, Query]) -> dict[str, tuple[Answer, ...]]:
        if self.engine.capabilities.looks_up:
            return {}
        return self.cache.find(unique)

    def _ask_engine(self, missing: Mapping[str, Query], answers: Answers) -> None:
        batches, too_long = self._batches(missing)
        answers.failed.update(dict.fromkeys(too_long, "The text is longer than the engine takes."))
        queue = deque(batches)
        running: dict[Future[Reply], tuple[str, ...]] = {}
        width = max(self.engine.capabilities.concurrency, 1)
        if queue and not self.reason and not self._begun:
            self._begun = True
            self.before_first()
        with ThreadPoolExecutor(width, thread_name_prefix="l10n-engine") as pool:
            while queue or running:
                while queue and len(running) < width and not self.reason:
                    batch = queue.popleft()
                    running[pool.submit(self._send, missing, batch)] = batch
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    self._settle(future, running.pop(future), missing, answers, queue)
        for batch in queue:
            answers.failed.update(dict.fromkeys(batch, self.reason))
        for key in missing:
            if key not in answers.found:
                answers.failed.setdefault(key, self.reason or _NO_ANSWER)

    def _batches(self, missing: Mapping[str, Query]) -> tuple[list[tuple[str, ...]], list[str]]:
        """Pack the questions in their order; return the batches and the keys of texts that fit in none."""
        capabilities = self.engine.capabilities
        batches: list[tuple[str, ...]] = []
        too_long: list[str] = []
        current: list[str] = []
        size = 0
        for key, query in missing.items():
            length = len(query.text)
            if length > capabilities.max_chars:
                too_long.append(key)
                continue
            if current and (len(current) >= capabilities.max_items or size + length > capabilities.max_chars):
                batches.append(tuple(current))
                current, size = [], 0
            current.append(key)
            size += length
        if current:
            batches.append(tuple(current))
        return batches, too_long

    def _send(self, missing: Mapping[str, Query], keys: tuple[str, ...]) -> Reply:
        """Send one batch, patiently; called in a thread of the pool."""
        queries = tuple(replace(missing[key], id=str(number)) for number, key in enumerate(keys))
        batch = Batch(self.source, self.target, queries)
        size = _size(missing, keys)

        def attempt() -> Reply:
            if self.reason:
                raise StoppedError
            self.budget.spend(size)
            try:
                reply = self._translate(batch)
            except UnreachedError:
                self.budget.give_back(size)
                raise
            if not reply.answers and not self.engine.capabilities.looks_up:
                raise RefusedError("The answer held none of the translations asked for.")
            return reply

        return persist(
            attempt,
            tries=self.options.tries,
            max_wait=self.options.max_wait,
            breaker=self.breaker,
            pace=self._pace,
            clock=self.clock,
            # A refused batch may hold one bad text; it is halved first.
            counts=lambda error: len(keys) == 1 or not isinstance(error, RefusedError),
        )

    def _translate(self, batch: Batch) -> Reply:
        """Ask the engine; whatever goes wrong inside it costs this batch, never the run."""
        try:
            return self.engine.translate(batch)
        except EngineError:
            raise
        except Exception as error:  # an engine may be anybody's; its own words may hold the text or a key
            raise RefusedError(f"The engine {self.engine.name} failed: {type(error).__name__}.") from error

    def _settle(
        self,
        future: Future[Reply],
        keys: tuple[str, ...],
        missing: Mapping[str, Query],
        answers: Answers,
        queue: deque[tuple[str, ...]],
    ) -> None:
        """Keep what a batch brought; what it did not bring is asked again in halves, or given up."""
        try:
            reply = future.result()
        except RefusedError as error:
            if len(keys) > 1:
                queue.extendleft(reversed(_halves(keys)))
            else:
                answers.failed[keys[0]] = str(error)
            return
        except StoppedError:
            return
        except BudgetError as error:
            self._limit = f"The run stopped: {error}."
            return
        except EngineError as error:
            answers.failed.update(dict.fromkeys(keys, str(error)))
            return
        self.receipt.billed_chars += reply.billed_chars
        self.receipt.billed_tokens += reply.billed_tokens
        found = _by_key(reply, keys)
        if not self.engine.capabilities.looks_up:
            self.cache.store(self.engine.name, found, {key: len(missing[key].text) for key in found})
        answers.found.update(found)
        if found and not self.engine.capabilities.looks_up:
            self.progress(len(found))
        left = tuple(key for key in keys if key not in found)
        if left and self.engine.capabilities.looks_up:
            answers.failed.update(dict.fromkeys(left, "no match"))
        elif left and len(keys) > 1:
            queue.extendleft(reversed(_halves(left)))
        elif left:
            answers.failed[left[0]] = _NO_ANSWER


def _size(missing: Mapping[str, Query], keys: Sequence[str]) -> int:
    return sum(len(missing[key].text) for key in keys)


def _halves(keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    middle = (len(keys) + 1) // 2
    return [half for half in (keys[:middle], keys[middle:]) if half]


def _by_key(reply: Reply, keys: tuple[str, ...]) -> dict[str, tuple[Answer, ...]]:
    """The answers of a reply by key, in whatever order they came; one with an unknown id is dropped."""
    found: dict[str, tuple[Answer, ...]] = {}
    places = {str(number): number for number in range(len(keys))}
    for answer in reply.answers:
        if answer.id in places:
            key = keys[places[answer.id]]
            found[key] = (*found.get(key, ()), replace(answer, id=""))
    return found

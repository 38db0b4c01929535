"""How well term violations are found: labelled sentence pairs, our matcher beside two plain ones, and speed.

    python benchmarks/terms.py GLOSSARY.csv[,MORE.csv] PAIRS.jsonl|PAIRS.txt [--show]
    python benchmarks/terms.py --speed

Pairs are JSON lines (`source`, `target`, `tgt_lang`, `terms`: id, applies, target_status) or the plain text of
`tests/terms/heldout/pairs.txt`. A violation is a concept of the source that the translation renders by a forbidden
or another word, or not at all; figures count concept and pair together.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from l10n.terms import Matcher, Termbase, compile_termbase, joined, read_table, termbase_of

BAD = frozenset({"forbidden", "wrong", "missing"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair: `gold` has the concepts of the source with how the target renders them."""

    name: str
    locale: str
    source: str
    target: str
    gold: dict[str, str]


class Judge(Protocol):
    """What is measured: the concepts spotted in the source, and those violated with whether it is an error."""

    def __call__(self, pair: Pair) -> tuple[set[str], dict[str, bool]]: ...


def read_pairs(path: Path) -> Iterator[Pair]:
    """Read labelled pairs from JSON lines or from the plain-text form."""
    if path.suffix == ".jsonl":
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            gold = {term["id"]: term["target_status"] for term in row["terms"] if term["applies"]}
            yield Pair(row["pair"], row["tgt_lang"], row["source"], row["target"], gold)
        return
    source, concepts = "", list[str]()
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        head, _, marks = line.rpartition("|")
        locale, _, text = head.strip().partition(" ")
        if locale == "nl":
            source, concepts = text, [mark for mark in marks.split() if not mark.startswith("-")]
            continue
        other = dict(mark.split("=") for mark in marks.split())
        yield Pair(
            f"{path.name}:{number}", locale, source, text, {key: other.get(key, "preferred") for key in concepts}
        )


def ours(termbase: Termbase) -> Judge:
    """The matcher of `l10n.terms`."""
    matcher = compile_termbase(termbase, source_locale="nl")

    def judge(pair: Pair) -> tuple[set[str], dict[str, bool]]:
        verdicts = matcher.assess(pair.source, pair.target, locale=pair.locale)
        spotted = {need.concept_id for need in matcher.required(pair.source, target_locale=pair.locale)}
        return spotted, {one.concept: one.severity == "error" for one in verdicts if one.is_violation}

    return judge


def plain(termbase: Termbase, *, borders: bool) -> Judge:
    """A plain matcher: the very string, lower case; with `borders` only whole words, the rule of Weblate's glossary check."""

    def stands(term: str, text: str) -> bool:
        if borders:
            return re.search(rf"\b{re.escape(term)}\b", text, re.IGNORECASE) is not None
        return term.casefold() in text.casefold()

    def judge(pair: Pair) -> tuple[set[str], dict[str, bool]]:
        spotted, violated = set(), {}
        for concept in termbase:
            if not any(stands(term.text, pair.source) for term in concept.in_locale("nl") if term.status.is_allowed):
                continue
            terms = concept.in_locale(pair.locale)
            if not terms:
                continue
            spotted.add(concept.id)
            if not any(stands(term.text, pair.target) for term in terms if term.status.is_allowed):
                violated[concept.id] = concept.is_dnt or any(
                    stands(term.text, pair.target) for term in terms if not term.status.is_allowed
                )
        return spotted, violated

    return judge


def evaluate(pairs: list[Pair], judge: Judge, *, show: bool = False) -> dict[str, Counter[str]]:
    """Count, per locale and for `all`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        spotted, violated = judge(pair)
        for concept in sorted(spotted | set(pair.gold) | set(violated)):
            status = pair.gold.get(concept, "")
            is_bad, is_found = status in BAD, concept in violated
            event = {
                "true": is_bad and is_found,
                "false": is_found and not is_bad,
                "missed": is_bad and not is_found,
                "correct": bool(status) and not is_bad,
                "alarm": bool(status) and not is_bad and is_found,
                "spotted": concept in spotted and bool(status),
                "overspotted": concept in spotted and not status,
                "unspotted": concept not in spotted and bool(status),
                "error": is_found and violated[concept],
                "error-true": is_found and violated[concept] and is_bad,
            }
            for key, value in event.items():
                counts[pair.locale][key] += value
                counts["all"][key] += value
            if show and (is_bad != is_found or (concept in spotted) != bool(status)):
                print(f"{pair.name} {pair.locale} {concept}: gold {status or 'trap'}, found {is_found}")
                print(f"    {pair.source}\n    {pair.target}")
    return counts


def report(title: str, counts: dict[str, Counter[str]]) -> None:
    """Print one table of precision, recall, F1 and false alarms."""
    print(
        f"\n{title}\n{'':6}{'violations P / R / F1':>24}{'spotting P / R / F1':>24}{'false alarms':>20}{'errors right':>14}"
    )
    for locale in sorted(counts, key=lambda name: (name != "all", name)):
        one = counts[locale]
        alarms = f"{one['alarm']}/{one['correct']} ({one['alarm'] / max(1, one['correct']):.1%})"
        print(
            f"{locale:6}{_scores(one['true'], one['false'], one['missed']):>24}"
            f"{_scores(one['spotted'], one['overspotted'], one['unspotted']):>24}{alarms:>20}"
            f"{one['error-true']:>9}/{one['error']}"
        )


def speed() -> None:
    """Pairs a second of processor time with 5,000 concepts, and how long a compiled termbase takes to load."""
    termbase, sentences = _synthetic(5_000)
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        started = time.process_time()
        matcher = compile_termbase(termbase, source_locale="nl", target_locales=["de"], cache_dir=cache)
        compiled = time.process_time() - started
        started = time.process_time()
        matcher = compile_termbase(termbase, source_locale="nl", target_locales=["de"], cache_dir=cache)
        loaded = time.process_time() - started
        size = sum(path.stat().st_size for path in cache.iterdir())
    print(f"5,000 concepts: compiled in {compiled:.2f} s, loaded in {loaded:.2f} s, cache {size / 1e6:.1f} MB")
    for name in ("cold", "warm"):
        print(f"{name}: {_rate(matcher, sentences):,.0f} pairs a second (processor time)")


def _rate(matcher: Matcher, sentences: list[tuple[str, str]]) -> float:
    started = time.process_time()
    for source, target in sentences:
        matcher.assess(source, target, locale="de")
    return len(sentences) / (time.process_time() - started)


def _synthetic(size: int) -> tuple[Termbase, list[tuple[str, str]]]:
    """A termbase of made-up words with plausible endings, and sentences of 14 words that use one to three of them."""
    draw = random.Random(5)  # a fixed seed: the same words at every run
    syllables = [
        a + b for a in "b d f g h k l m n p r s t v w br dr kr st tr pl".split() for b in "a e i o u aa ie oe".split()
    ]

    def word(count: int) -> str:
        return "".join(draw.choice(syllables) for _ in range(count)) + draw.choice("n r s t l m k".split())

    rows = []
    for number in range(size):
        nl, de = word(draw.choice((2, 3, 3))), word(draw.choice((2, 3, 3))).capitalize()
        if number % 3 == 0:
            nl, de = f"{word(2)}ische {nl}", f"{word(2)}ische {de}"
        rows += [
            ("", {"concept_id": f"c{number}", "lang": "nl", "term": nl}),
            ("", {"concept_id": f"c{number}", "lang": "de", "term": de}),
            ("", {"concept_id": f"c{number}", "lang": "de", "term": word(3).capitalize(), "status": "forbidden"}),
        ]
    common = [word(draw.choice((1, 2, 3, 4))) for _ in range(6_000)]
    sentences = []
    for _ in range(4_000):
        source, target = ([draw.choice(common) for _ in range(14)] for _ in range(2))
        for _ in range(draw.choice((1, 2, 3))):
            at = draw.randrange(size) * 3
            source.insert(draw.randrange(14), rows[at][1]["term"])
            target.insert(draw.randrange(14), rows[at + 1][1]["term"])
        sentences.append((" ".join(source) + ".", " ".join(target) + "."))
    return termbase_of(rows), sentences


def _scores(right: int, wrong: int, missed: int) -> str:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{precision:.3f} / {recall:.3f} / {both:.3f}"


def main(arguments: list[str]) -> None:
    """Run what the arguments ask for."""
    if "--speed" in arguments:
        speed()
        return
    files = [argument for argument in arguments if not argument.startswith("--")]
    termbase = joined(read_table(Path(name).read_bytes(), name=name) for name in files[0].split(","))
    pairs = list(read_pairs(Path(files[1])))
    print(f"{len(pairs)} pairs, {len(termbase)} concepts")
    report("l10n", evaluate(pairs, ours(termbase), show="--show" in arguments))
    if "--ours" not in arguments:
        report("whole words (Weblate-like)", evaluate(pairs, plain(termbase, borders=True)))
        report("exact substring", evaluate(pairs, plain(termbase, borders=False)))


if __name__ == "__main__":
    main(sys.argv[1:])

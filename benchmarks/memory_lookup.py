"""Memory lookup: time and recall of the index, brute force over every segment as the truth.

Run: python benchmarks/memory_lookup.py [SEGMENTS]...   (default: 100000)
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from rapidfuzz import fuzz, process
from revisions import COMPLAINTS, EXPERTS, FOODS, GROUPS, MOMENTS, ORGANS, SENTENCES, SUBJECTS

from l10n.memory.index import Index, build_index
from l10n.memory.segments import Segment, comparable

_MINIMUM = 0.75
_QUERIES = 200


def main(sizes: list[int]) -> None:
    """Print one table row for each size."""
    print("segments  build s  peak MB   p50 ms   p95 ms  brute ms  times  recall")
    for size in sizes:
        print(measure(size), flush=True)


def measure(size: int) -> str:
    """Build an index of `size` segments and ask it for edited, exact and unknown texts."""
    rng = random.Random(size)
    vocabulary = words(rng, 30_000)
    segments = [Segment(text, f"T{number}") for number, text in enumerate(corpus(rng, vocabulary, size))]
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        index = build_index(Path(folder), "bench", segments)
        built = time.process_time() - start
        queries = [edit(rng, vocabulary, rng.choice(segments).source) for _ in range(_QUERIES)]
        spent, answers = ask(index, queries)
        brute_spent, truth = brute_force(index.forms, queries[: 60 if size > 200_000 else _QUERIES])
    found = wanted = 0
    for best, answer in zip(truth, answers, strict=False):
        if best is not None:
            wanted += 1
            found += answer is not None and answer >= best - 1e-9
    p50, p95 = percentile(spent, 0.50), percentile(spent, 0.95)
    brute = percentile(brute_spent, 0.50)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{size:8}  {built:7.1f}  {peak:7}  {p50:7.2f}  {p95:7.2f}  {brute:8.1f}  {brute / p50:5.0f}  "
        f"{found / max(1, wanted):.3f} of {wanted}"
    )


def ask(index: Index, queries: list[str]) -> tuple[list[float], list[float | None]]:
    """Milliseconds and best score of each question."""
    spent, answers = [], []
    for query in queries:
        start = time.process_time()
        found = index.near(comparable(query), limit=5, minimum=_MINIMUM)
        spent.append((time.process_time() - start) * 1000)
        answers.append(found[0][0] if found else None)
    return spent, answers


def brute_force(forms: list[str], queries: list[str]) -> tuple[list[float], list[float | None]]:
    """The same by comparing every segment."""
    spent, answers = [], []
    for query in queries:
        start = time.process_time()
        found = process.extractOne(comparable(query), forms, scorer=fuzz.ratio, score_cutoff=_MINIMUM * 100)
        spent.append((time.process_time() - start) * 1000)
        answers.append(found[1] / 100 if found else None)
    return spent, answers


def words(rng: random.Random, count: int) -> list[str]:
    """Made-up words with the shape and length of Dutch ones."""
    onsets = "b d f g h k l m n p r s t v w z st sp tr kl br gr sch".split()
    vowels = "a e i o u aa ee oo uu ie oe ei ij ui".split()
    codas = ["", "", "n", "r", "t", "l", "s", "k", "ng", "cht", "nd"]
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = rng.choice((1, 2, 2, 3, 3, 4))
        found["".join(rng.choice(onsets) + rng.choice(vowels) + rng.choice(codas) for _ in range(syllables))] = None
    return list(found)


def corpus(rng: random.Random, vocabulary: list[str], size: int) -> list[str]:
    """Sentences: Zipf-distributed made-up words, and sentences about health with few words and much repetition."""
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    drawn = iter(rng.choices(vocabulary, weights, k=size * 24))
    texts: dict[str, None] = {}
    while len(texts) < size:
        if rng.random() < 0.25:
            text = " ".join(_health(rng) for _ in range(rng.choice((1, 1, 2))))
        else:
            length = min(40, max(2, int(rng.gauss(12, 6))))
            text = " ".join(next(drawn, rng.choice(vocabulary)) for _ in range(length)).capitalize() + "."
            if rng.random() < 0.2:
                text = text.replace(" ", " <strong>", 1).replace(".", "</strong>.")
        texts[text] = None
    return list(texts)


def _health(rng: random.Random) -> str:
    subject, group = rng.choice(SUBJECTS), rng.choice(GROUPS)
    return rng.choice(SENTENCES).format(
        S=subject.capitalize(), s=subject, s2=rng.choice(SUBJECTS), g=group, G=group.capitalize(), c=rng.choice(COMPLAINTS),
        f=rng.choice(FOODS), f2=rng.choice(FOODS), e=rng.choice(EXPERTS), m=rng.choice(MOMENTS), O=rng.choice(ORGANS),
        n=rng.randrange(1, 10_000),
    )  # fmt: skip


def edit(rng: random.Random, vocabulary: list[str], text: str) -> str:
    """A question: the text with some words replaced, dropped, added or misspelt."""
    parts = text.split(" ")
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3))):
        at = rng.randrange(len(parts))
        kind = rng.random()
        if kind < 0.4:
            parts[at] = rng.choice(vocabulary)
        elif kind < 0.6 and len(parts) > 2:
            parts.pop(at)
        elif kind < 0.8:
            parts.insert(at, rng.choice(vocabulary))
        else:
            parts[at] = parts[at][::-1]
    return " ".join(parts)


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of them lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100_000])

"""How well changed numbers are found: labelled sentence pairs, our check beside a plain comparison of digits, and speed.

    python benchmarks/number_pairs.py PAIRS.jsonl... [--show]

Pairs are JSON lines (`src_lang`, `tgt_lang`, `source`, `target`, `label`: ok or bad). A pair counts as found where the
check says anything about it, warnings too. Digits compares the runs of digits of both texts as multisets, as the usual
quality checks do.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from l10n.checks.base import Context, Pair
from l10n.checks.numbers.check import numbers
from l10n.checks.numbers.scan import scan
from l10n.inline import escape
from l10n.model import Entry


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair with its label."""

    pair: Pair
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What a method found."""

    hits: int
    false_alarms: int
    misses: int
    good: int

    @property
    def line(self) -> str:
        precision = self.hits / max(1, self.hits + self.false_alarms)
        recall = self.hits / max(1, self.hits + self.misses)
        total = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:.3f} {recall:.3f} {total:.3f}   {self.false_alarms:3} of {self.good}"


def main(arguments: list[str]) -> None:
    """Print one line for each set and method, then the speed."""
    paths = [Path(argument) for argument in arguments if not argument.startswith("-")]
    print(f"{'set':<28} {'method':<8} {'P':>5} {'R':>5} {'F1':>5}   false alarms on correct pairs")
    everything: list[Labelled] = []
    for path in paths:
        labelled = read(path)
        everything += labelled
        for name, method in (("digits", digits), ("numbers", check)):
            print(f"{path.name:<28} {name:<8} {score(labelled, method, show='--show' in arguments).line}")
    if everything:
        print(f"speed: {speed(everything):,.0f} pairs/s, nothing cached")


def read(path: Path) -> list[Labelled]:
    """Read labelled pairs."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Labelled(
            Pair(Entry(escape(row["source"]), escape(row["target"])), row["tgt_lang"], row["src_lang"]),
            row["label"] == "bad",
        )
        for row in rows
    ]


def check(pair: Pair) -> bool:
    """True where our check says anything."""
    assert numbers.of_pair is not None
    return any(True for _ in numbers.of_pair(pair, Context()))


def digits(pair: Pair) -> bool:
    """True where the runs of digits differ."""
    return Counter(re.findall(r"\d+", pair.source_text)) != Counter(re.findall(r"\d+", pair.target_text))


def score(labelled: list[Labelled], method: Callable[[Pair], bool], *, show: bool) -> Score:
    """Count what a method finds; with `show`, print where ours is wrong."""
    found = [method(one.pair) for one in labelled]
    for one, is_found in zip(labelled, found, strict=True):
        if show and is_found != one.is_bad and method is check:
            print(f"  {'false alarm' if is_found else 'miss'}: {one.pair.source_text} | {one.pair.target_text}")
    return Score(
        sum(is_found and one.is_bad for one, is_found in zip(labelled, found, strict=True)),
        sum(is_found and not one.is_bad for one, is_found in zip(labelled, found, strict=True)),
        sum(one.is_bad and not is_found for one, is_found in zip(labelled, found, strict=True)),
        sum(not one.is_bad for one in labelled),
    )


def speed(labelled: list[Labelled]) -> float:
    """Pairs in a second with the languages loaded and no text read before; the best of five."""
    best = 0.0
    for _ in range(5):
        scan.cache_clear()
        begin = time.perf_counter()
        for one in labelled:
            check(one.pair)
        best = max(best, len(labelled) / (time.perf_counter() - begin))
    return best


if __name__ == "__main__":
    main(sys.argv[1:])

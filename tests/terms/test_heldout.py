"""Figures on labelled pairs, so that a change of the rules cannot make them worse unseen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from l10n.terms import joined, read_table

HERE = Path(__file__).parent / "heldout"
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from terms import evaluate, ours, plain, read_pairs  # noqa: E402


@pytest.mark.parametrize("name", ["", "-b12", "-care", "-clinic", "-home", "-family"])
def test_figures_hold(name: str) -> None:
    files = [HERE / f"glossary{name}.csv", HERE / f"dnt{name}.csv"]
    termbase = joined(read_table(path.read_bytes(), name=path.name) for path in files if path.exists())
    pairs = list(read_pairs(HERE / f"pairs{name}.txt"))
    counts = evaluate(pairs, ours(termbase))["all"]
    recall = counts["true"] / (counts["true"] + counts["missed"])
    precision = counts["true"] / (counts["true"] + counts["false"])
    assert recall >= 0.97
    assert 2 * precision * recall / (precision + recall) >= 0.95
    assert counts["alarm"] / counts["correct"] <= 0.015
    assert counts["error-true"] / counts["error"] >= 0.98


def test_a_plain_matcher_does_not_reach_them() -> None:
    termbase = read_table((HERE / "glossary.csv").read_bytes())
    counts = evaluate(list(read_pairs(HERE / "pairs.txt")), plain(termbase, borders=True))["all"]
    assert counts["alarm"] / counts["correct"] > 0.1

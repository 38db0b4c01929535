"""Which old translation each changed unit gets after a revision: our alignment beside msgmerge and fuzzy matching.

Run: python benchmarks/alignment.py [ARTICLES] [FIRST_SEED]   (default: 40 articles of each kind, seed 0)
Needs msgmerge (gettext). Articles of several styles (`styles/*.toml`, one with the texts of three, and the prose of
`revisions.py`), 88 and 25 units long, are revised; where each unit comes from is known. New text is made of the same
templates and words as the old, and often stands in the place of text that was removed.

found: of the edited units (edited, split, joined, moved and edited), those that get the translation of a text they
come from. precision: of all proposals, those that come from such a text. clean: of the new units, those without a
proposal. `fuzzy 75` takes the most similar old text of the article from 75 per cent on, as pot2po does.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import revisions
import styles
from rapidfuzz import fuzz, process
from revisions import Item

from l10n.exchange.po import read_po, write_po
from l10n.merge import How, Old, align
from l10n.model import Catalog, Entry, Key, Unit
from l10n.sentences import split

SIZES = (88, 25)
RATES = {88: 0.12, 25: 0.3}
"""The share of the units that a revision touches."""
MIXED = ("leaflet", "shop", "prose")

Proposals = Mapping[str, Sequence[str]]
"""New source -> the old sources its proposal comes from."""


@dataclass
class Score:
    """What one tool did on one kind of article."""

    edited: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    new: int = 0
    clean: int = 0
    seconds: float = 0.0

    def add(self, old: Sequence[Item], new: Sequence[Item], proposals: Proposals) -> None:
        """Count one article; units whose text is an old one are not counted."""
        before = {item.source for item in old}
        for item in new:
            if item.source in before:
                continue
            truth = {old[origin].source for origin in item.origins}
            proposal = proposals.get(item.source, ())
            is_right = bool(proposal) and truth.issuperset(proposal)
            self.edited += bool(truth)
            self.new += not truth
            self.found += is_right
            self.right += is_right
            self.proposed += bool(proposal)
            self.clean += not truth and not proposal


def main(articles: int, first: int) -> None:
    """Print a table a kind of article."""
    tools: dict[str, Callable[[Sequence[Item], Sequence[Item]], Proposals]] = {
        "l10n": ours,
        "msgmerge": msgmerge,
        "fuzzy 75": fuzzy,
    }
    ours(*revision("prose", 88, first))  # what is loaded at first use is in nobody's figures
    print(f"{articles} articles of each kind, seeds from {first}")
    print(f"{'':20}{'':10}   found  precision   clean   CPU ms/article")
    for size in SIZES:
        for kind in (
            *sorted(path.stem for path in styles.FOLDER.glob("*.toml") if path.stem != "edits"),
            "mixed",
            "revisions",
        ):
            scores = {name: Score() for name in tools}
            for seed in range(first, first + articles):
                old, new = revision(kind, size, seed)
                for name, tool in tools.items():
                    start = time.process_time()
                    proposals = tool(old, new)
                    scores[name].seconds += time.process_time() - start
                    scores[name].add(old, new, proposals)
            for name, score in scores.items():
                cost = f"{1000 * score.seconds / articles:8.2f}" if tools[name] is not msgmerge else ""
                shares = f"{score.found / score.edited:7.3f}  {score.right / score.proposed:9.3f} {score.clean / score.new:7.3f}"
                print(f"{kind + f', {size} units':20}{name:10} {shares} {cost}", flush=True)


def revision(kind: str, size: int, seed: int) -> tuple[list[Item], list[Item]]:
    """An article of a kind, and a revision of it."""
    rng = random.Random(seed)
    if kind == "revisions":
        old = revisions.article(rng, size)
        return old, revisions.revise(rng, old, RATES[size])
    names = MIXED if kind == "mixed" else (kind,)
    style = styles.Style.mixed([styles.Style.read(styles.FOLDER / f"{name}.toml") for name in names])
    old = styles.article(style, rng, size)
    return old, styles.revise(style, rng, old, RATES[size])


def ours(old: Sequence[Item], new: Sequence[Item]) -> Proposals:
    """What `l10n merge` takes each unit's translation from."""
    olds, units = [Old(Key("", item.source)) for item in old], [Unit(item.source) for item in new]
    links = align(olds, units, split=partial(split, locale="nl")).links
    return {
        key.source: [old.source for old in link.olds]
        for key, link in links.items()
        if link.how is not How.PARTS or any(part.old for part in link.parts)
    }


def msgmerge(old: Sequence[Item], new: Sequence[Item]) -> Proposals:
    """What msgmerge proposes; each old translation is the number of its entry."""
    with tempfile.TemporaryDirectory() as folder:
        path, template = Path(folder) / "x.po", Path(folder) / "x.pot"
        texts = list(dict.fromkeys(item.source for item in old))
        header = (("Content-Type", "text/plain; charset=UTF-8"),)
        write_po(
            path, Catalog("en", tuple(Entry(text, f"{number}") for number, text in enumerate(texts)), header=header)
        )
        write_po(template, Catalog("en", tuple(map(Entry, dict.fromkeys(item.source for item in new))), header=header))
        subprocess.run(["msgmerge", "-q", "--update", "--backup=none", path, template], check=True)
        return {entry.source: [texts[int(entry.target)]] for entry in read_po(path).active if entry.target}


def fuzzy(old: Sequence[Item], new: Sequence[Item]) -> Proposals:
    """The most similar old text of the article, from 75 per cent on."""
    texts = [item.source for item in old]
    best = {item.source: process.extractOne(item.source, texts, scorer=fuzz.ratio, score_cutoff=75) for item in new}
    return {source: [found[0]] for source, found in best.items() if found is not None}


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [40, 0][len(numbers) :]))

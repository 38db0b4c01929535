"""The scenarios of a merge: one TOML file a situation, readable without knowing the program (see scenarios/README.md)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from l10n.exchange.po import format_po, read_po
from l10n.inline import is_compatible, plain
from l10n.merge import align, old_sources, reconcile
from l10n.model import Catalog, Entry, Key, State, Unit
from l10n.sentences import split

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))


def dangers(old: str, new: str) -> tuple[str, ...]:
    """Numbers and «niet» only: enough to show where the notes go."""
    before, after = (Counter(re.findall(r"\d+(?:[.,]\d+)*|\bniet\b|\bgeen\b", plain(text))) for text in (old, new))
    return tuple(f"{word} gone" for word in before - after) + tuple(f"{word} new" for word in after - before)


def merge(catalog: Catalog, units: list[Unit], elsewhere: dict[Key, Entry]) -> Catalog:
    source_split = partial(split, locale="nl")
    alignment = align(old_sources(catalog), units, split=source_split)
    return reconcile(
        catalog,
        units,
        alignment,
        safety=dangers,
        source_split=source_split,
        target_split=partial(split, locale=catalog.locale),
        elsewhere=elsewhere.get,
    )


def entry(table: dict[str, object]) -> Entry:
    table = {"comments": [], **table}
    comments = tuple(table.pop("comments"))  # type: ignore[arg-type]
    return Entry(**table, comments=comments)  # type: ignore[arg-type]


def unit(item: str | dict[str, object]) -> Unit:
    return Unit(item) if isinstance(item, str) else Unit(**item)  # type: ignore[arg-type]


def shown(item: Entry) -> dict[str, object]:
    """An entry as a scenario writes it: empty fields left out, hashes masked."""
    table: dict[str, object] = {"source": item.source, "state": item.state.value}
    for name in ("target", "context", "previous"):
        if value := getattr(item, name):
            table[name] = value
    if item.obsolete and item.fuzzy:
        table["fuzzy"] = True
    if item.comments:
        table["comments"] = [re.sub(r"text=[0-9a-f]{12}", "text=*", line) for line in item.comments]
    return table


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scenario(path: Path, tmp_path: Path) -> None:
    scenario = tomllib.loads(path.read_text(encoding="utf-8"))
    catalog = Catalog(scenario.get("locale", "en"), tuple(entry(table) for table in scenario.get("old", ())))
    units = [unit(item) for item in scenario["new"]]
    elsewhere = {(moved := entry(table)).key: moved for table in scenario.get("elsewhere", ())}

    merged = merge(catalog, units, elsewhere)

    assert [shown(item) for item in merged.entries] == scenario["expected"]
    for item in merged.active:
        if item.state is State.REVIEWED:
            assert is_compatible(item.source, item.target)
    assert merge(merged, units, elsewhere) == merged, "a second merge changed something"
    file = tmp_path / "x.po"
    file.write_bytes(format_po(merged))
    again = merge(Catalog(catalog.locale, read_po(file).entries), units, elsewhere)
    assert format_po(again) == format_po(merged), "a merge after writing and reading changed something"

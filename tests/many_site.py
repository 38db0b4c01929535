"""A project of ten articles, random but for its seed: for the tests of what several processes do."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from l10n.exchange.po import read_po, write_po
from l10n.model import Entry
from l10n.project import Project
from l10n.workflow.merge import Merger
from l10n.workflow.reading import Reader

CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en", "fr"]\n'
TEXTS = (
    "Neem 10 mg per dag.|Er is een <b>tekort</b>.|Drink 2 liter!|Eet geen vlees.|Slaap nooit minder dan 8 uur.".split(
        "|"
    )
)
NOTE = "l10n-ok: numbers so they do"


def site(folder: Path, rng: random.Random, *, is_whole: bool = False) -> Path:
    """A project of ten articles: some finding in most, some accepted, some known, some files that cannot be read."""
    (folder / "source").mkdir(parents=True)
    (folder / "glossary").mkdir()
    (folder / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    rows = "concept_id,lang,term,status\ndeficit,nl,tekort,preferred\ndeficit,en,deficiency,preferred\n"
    (folder / "glossary" / "terms.csv").write_text(rows, encoding="utf-8")
    for number in range(10):
        body = "".join(f"<p>{rng.choice(TEXTS)} {rng.choice(TEXTS)}</p>\n" for _ in range(rng.randint(1, 5)))
        (folder / "source" / f"a{number}.html").write_text(f"<!DOCTYPE html>\n<html lang=nl>\n{body}", "utf-8")
    reader = Reader(Project.open(folder / "pyproject.toml", keeps=False))
    merger = Merger(reader)
    for article in reader.project.articles:
        for locale in reader.project.config.locales:
            path = folder / merger.merge(article, locale).path
            catalog = read_po(path)
            write_po(path, replace(catalog, entries=tuple(translated(entry, rng) for entry in catalog.entries)))
    if is_whole:
        return folder
    catalogs = sorted((folder / "locales").glob("*/*.po"))
    for path in rng.sample(catalogs, 2):
        path.write_text('msgid "no end\n', encoding="utf-8")
    rng.choice(catalogs).unlink()
    (folder / "source" / f"a{rng.randrange(10)}.html").write_bytes(b"\x89PNG")
    return folder


def translated(entry: Entry, rng: random.Random) -> Entry:
    target = entry.source.replace("10", rng.choice(["10", "100"])).replace("tekort", rng.choice(["lack", "deficiency"]))
    comments = (NOTE,) if "10" in target and rng.random() < 0.5 else ()
    return entry._replace(target=target.replace("ee", "e"), comments=comments, fuzzy=rng.random() < 0.2)

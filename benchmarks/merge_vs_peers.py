"""The update after a revision: `l10n merge` against pot2po and msgmerge on the same generated site, in turn.

Run: python benchmarks/merge_vs_peers.py [ARTICLES] [ROUNDS]   (default: 100 articles, 3 rounds)
Needs msgmerge (gettext) and makes an environment for translate-toolkit under benchmarks/.peers. Elapsed and CPU seconds
of each tool's own processes, from start to end. Each starts from the same files: catalogs that were complete before the
revision, and templates of the revised articles. Twice: every article was revised (one unit in eight), or one in ten.

What each does. pot2po: one process a locale. msgmerge: one process a catalog, since it takes one at a time; one after the
other. l10n: one process for each processor from 20 changed articles on; it also says word by word what changed in each edited text, and names changes of doses and negations. It does
not read what did not change since its last run; `l10n, nothing kept` is the same without its folder `.l10n`, so that
it reads every page and every catalog. Both peers have the templates ready made; extraction is in nobody's figures.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

from revisions import Item, article, revise

from l10n.exchange.po import read_po, write_po
from l10n.model import Catalog, Entry

LOCALES = ("en", "de", "fr")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its byte code at hand."""
PEERS = Path(__file__).parent / ".peers"
CONFIG = f'[tool.l10n]\nsource-locale = "nl"\nlocales = {list(LOCALES)}\n'.replace("'", '"')


def main(articles: int, rounds: int) -> None:
    """Print the seconds of each tool and how many times l10n is faster."""
    tools: dict[str, Callable[[Path], None]] = {
        "l10n": l10n_merge,
        "l10n, nothing kept": l10n_merge,
        "pot2po": pot2po,
        "msgmerge": msgmerge,
    }
    peer_python()
    for share, title in ((1, "every article revised"), (10, "one article in ten revised")):
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            revised = make_site(site, articles)
            measured: dict[str, list[tuple[float, float]]] = {name: [] for name in tools}
            for number in range(rounds):
                for name, tool in tools.items():
                    copy = Path(folder) / f"{name}-{number}"
                    shutil.copytree(site, copy)
                    revise_site(copy, revised[::share])
                    if name == "l10n, nothing kept":
                        shutil.rmtree(copy / ".l10n")
                    os.sync()  # what was written before is not to be written to the disk meanwhile
                    measured[name].append(seconds(tool, copy))
        print(
            f"{articles} articles, {len(LOCALES)} locales, {title}, {rounds} rounds: seconds (median), elapsed and CPU"
        )
        middle = {name: [statistics.median(one) for one in zip(*runs, strict=True)] for name, runs in measured.items()}
        for name, (elapsed, cpu) in middle.items():
            own_elapsed, own_cpu = middle["l10n"]
            print(
                f"{name:20} {elapsed:7.2f} {elapsed / own_elapsed:5.1f}x {cpu:7.2f} {cpu / own_cpu:5.1f}x", flush=True
            )


def seconds(tool: Callable[[Path], None], site: Path) -> tuple[float, float]:
    """Elapsed and CPU seconds of a tool."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    tool(site)
    elapsed, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make_site(site: Path, articles: int) -> list[tuple[str, str]]:
    """Make a project whose catalogs are complete; return the pages of its articles after a revision, by path."""
    (site / "source").mkdir(parents=True)
    (site / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
    revised: list[tuple[str, str]] = []
    for number in range(articles):
        rng = random.Random(number)
        old = article(rng, 88)
        name = f"source/artikel-{number:04}.html"
        (site / name).write_text(page(old), encoding="utf-8")
        revised.append((name, page(revise(rng, old, 0.12))))
    l10n(site, "extract", "-q")
    l10n(site, "merge", "-q")
    for path in (site / "locales").glob("*/*.po"):
        catalog = read_po(path)
        write_po(path, translated(catalog))
    return revised


def revise_site(site: Path, pages: list[tuple[str, str]]) -> None:
    """Merge once, as after the translators' last word; then revise these pages and extract their templates."""
    l10n(site, "merge", "-q")
    for name, text in pages:
        (site / name).write_text(text, encoding="utf-8")
    l10n(site, "extract", "-q")


def translated(catalog: Catalog) -> Catalog:
    """The catalog with a stand-in for a translation in every entry."""
    from dataclasses import replace

    def translate(entry: Entry) -> Entry:
        return entry._replace(target=entry.source.replace("aa", "a"))

    return replace(catalog, entries=tuple(map(translate, catalog.entries)))


def page(items: list[Item]) -> str:
    """An HTML page of an article."""
    body = "\n".join(f"<{item.kind}>{item.source}</{item.kind}>" for item in items)
    head = '<!DOCTYPE html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>Artikel</title></head>\n<body>\n'
    return f"{head}{body}\n</body>\n</html>\n"


def l10n(site: Path, *words: str) -> None:
    """Run our command line in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "l10n", *words],
        cwd=site,
        env=ENVIRONMENT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def l10n_merge(site: Path) -> None:
    """Our update: one process."""
    l10n(site, "merge", "-q")


def pot2po(site: Path) -> None:
    """translate-toolkit: one process a locale, its fuzzy matching on as by default."""
    python = peer_python()
    templates = site / "templates"
    templates.mkdir()
    for path in (site / "locales").glob("*.pot"):
        shutil.copy(path, templates)
    for locale in LOCALES:
        words = ["-t", site / "locales" / locale, templates, site / "out" / locale, "--progress=none"]
        (site / "out" / locale).mkdir(parents=True)
        command = [python.parent / "pot2po", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def msgmerge(site: Path) -> None:
    """GNU gettext: one process a catalog, with previous sources."""
    for path in sorted((site / "locales").glob("*/*.po")):
        command = [
            "msgmerge",
            "-q",
            "--previous",
            "--update",
            "--backup=none",
            path,
            path.parent.parent / f"{path.stem}.pot",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def peer_python() -> Path:
    """The interpreter of the peers' environment, made at first use."""
    python = PEERS / "bin" / "python"
    if not (PEERS / "bin" / "pot2po").exists():
        venv.create(PEERS, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "translate-toolkit[levenshtein]", "rapidfuzz"],
            check=True,
            env=os.environ,
        )
    return python


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [100, 3][len(numbers) :]))

"""Extraction: `l10n extract` against html2po on the same generated site, in turn.

Run: python benchmarks/html_vs_html2po.py [PAGES] [ROUNDS]   (default: 1000 pages, 3 rounds)
Makes an environment for translate-toolkit under benchmarks/.peers. Both read every page and write one file of units
for each; the whole run counts, start and writing included. Fresh folders each round, so nothing is cached. html2po works in
one process, l10n in one for each processor from 200 pages on: the elapsed time shows it, the CPU time does not.
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
from pathlib import Path

PEERS = Path(__file__).parent / ".peers"
# Neither tool is to compile its own files anew in every run.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en"]\n'
SUBJECTS = "magnesium zink ijzer jodium calcium foliumzuur vezels eiwitten omega-vetten selenium kalium koper".split()
VERBS = "ondersteunt beschermt versterkt verlaagt vertraagt regelt voedt remt".split()
OBJECTS = "de spieren|de huid|de weerstand|het geheugen|de botten|de schildklier|het bloed|de stofwisseling".split("|")
MANNERS = "op lange termijn|na een paar weken|bij ouderen|tijdens het sporten|in de winter|bij genoeg slaap".split("|")
MENU = "Vitaminen Mineralen Gezondheidsblog Klantenservice Bestellen Retourneren Voorwaarden Contact".split()


def main(pages: int, rounds: int) -> None:
    """Print the seconds of both tools and how many times l10n is faster."""
    html2po = peer()
    measured: dict[str, list[tuple[float, float]]] = {"l10n extract": [], "html2po": []}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pages"
        size = make_site(source, pages)
        for number in range(rounds):
            site = Path(folder) / f"site-{number}"
            site.mkdir()
            (site / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
            shutil.copytree(source, site / "source")
            own = [sys.executable, "-m", "l10n", "extract", "-q"]
            measured["l10n extract"].append(seconds(own, site, pages, "locales/*.pot"))
            other = [str(html2po), "--progress=none", "-P", "source", "peer"]
            measured["html2po"].append(seconds(other, site, pages, "peer/*.pot"))
    print(f"{pages} pages, {size / 1e6:.1f} MB, {rounds} rounds: seconds (median), elapsed and CPU")
    wall = {name: statistics.median(run[0] for run in runs) for name, runs in measured.items()}
    cpu = {name: statistics.median(run[1] for run in runs) for name, runs in measured.items()}
    for name in measured:
        print(f"{name:13} {wall[name]:7.2f} {cpu[name]:7.2f}")
    print(
        f"l10n is {wall['html2po'] / wall['l10n extract']:.1f} times faster ({cpu['html2po'] / cpu['l10n extract']:.1f} in CPU)"
    )


def seconds(command: list[str], site: Path, pages: int, made: str) -> tuple[float, float]:
    """Elapsed and CPU seconds of a command that must make one file for each page."""
    os.sync()  # what was written before is not to be written to the disk meanwhile
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=site, check=True, capture_output=True, env=ENVIRONMENT)
    elapsed, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(list(site.glob(made))) == pages, f"{command[0]} did not make {pages} files"
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make_site(folder: Path, pages: int) -> int:
    """Write the pages, the same for the same number; return their size in bytes."""
    folder.mkdir()
    size = 0
    for number in range(pages):
        data = page(random.Random(number), number).encode()
        (folder / f"pagina-{number:04}.html").write_bytes(data)
        size += len(data)
    return size


def page(rng: random.Random, number: int) -> str:
    """One page of a site: shared frame, its own 60 paragraphs, list items, cells and headings."""
    title = f"{sentence(rng)[:-1]}, deel {number}"
    menu = "".join(f'<li class="menu"><a href="/{name.lower()}">{name}</a></li>\n' for name in MENU)
    parts = [f"<h1>{title}</h1>"]
    for section in range(6):
        parts.append(f'<h2 id="deel-{section}">{sentence(rng)}</h2>')
        parts += [f"<p>{paragraph(rng)}</p>" for _ in range(4)]
        items = "".join(f"<li>{sentence(rng)}</li>\n" for _ in range(3))
        parts.append(f'<ul class="punten">\n{items}</ul>')
        parts.append(
            f"<table><tr><th>{rng.choice(SUBJECTS)}</th><td>{rng.randint(1, 900)} mg per dag</td></tr></table>"
        )
        parts.append(f'<figure><img src="/b{section}.png" alt="{sentence(rng)}"></figure>')
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="description" content="{sentence(rng)}">\n<link rel="stylesheet" href="/stijl.css">\n</head>\n'
        f'<body>\n<nav aria-label="Hoofdmenu"><ul>\n{menu}</ul></nav>\n<main>\n{body}\n</main>\n'
        f"<footer><ul>\n{menu}</ul><p>&copy; Winkel. Alle rechten voorbehouden.</p></footer>\n</body>\n</html>\n"
    )


def paragraph(rng: random.Random) -> str:
    """Three sentences, one with a link, an emphasis or a no-break space."""
    inline = rng.choice(
        (
            '<a href="/lees-meer" title="Lees verder">Lees verder</a> over dit onderwerp.',
            "Neem <strong>nooit</strong> meer zonder advies.",
            "Gebruik 2,8&nbsp;microgram per dag.",
        )
    )
    return f"{sentence(rng)} {inline}\n  {sentence(rng)}"


def sentence(rng: random.Random) -> str:
    """A Dutch sentence."""
    return f"{rng.choice(SUBJECTS).capitalize()} {rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(MANNERS)}."


def peer() -> Path:
    """The html2po of an environment of its own, made on the first run."""
    folder = PEERS / "translate-toolkit"
    program = folder / "bin" / "html2po"
    if not program.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "translate-toolkit==3.20.4"], check=True)
    return program


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)

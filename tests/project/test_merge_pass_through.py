"""What passes through a merge as text: the file is, byte for byte, the one that a merge of the whole catalog makes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.exchange.po import format_po, read_po
from l10n.locales import Locale
from l10n.model import Catalog, Entry, State, Unit
from l10n.notes import text_hash
from l10n.project import Project
from l10n.workflow.merge import Merged, Merger
from l10n.workflow.reading import Reader

CONFIG = '[tool.l10n]\nsource-locale = "nl"\nlocales = ["en", "fr"]\n'
HEADER = (("Project-Id-Version", "a"), ("Language", "en"), ("Content-Type", "text/plain; charset=UTF-8"))
TEXTS = [
    "Vlees bevat veel ijzer.",
    "Vlees bevat weinig ijzer.",
    "Vlees bevat veel ijzer. Melk bevat 10 mg calcium.",
    "Melk bevat 10 mg calcium.",
    "Melk bevat 100 mg calcium.",
    "Melk bevat <b>10</b> mg calcium.",
    'Neem "geen" tablet\\dag.',
    "Kop &amp; staart",
]
TARGETS = [
    "",
    "Meat has much iron.",
    "Meat has much iron. Milk has 10 mg of calcium.",
    'A "quoted" text',
    "back\\slash",
    "tab\tin it",
    "two\nlines",
    "line\n",
    "Milk has <b>10</b> mg.",
    '"',
    "nbsp\u00a0and\u2028more\x0b",
]
NOTES = [
    "van een mens",
    "",
    "l10n-ok: numbers goed",
    "l10n-changed: x",
    "l10n-imported: page text=0123456789ab",
    "DRAFT",
]


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    source, target = draw(st.sampled_from(TEXTS)), draw(st.sampled_from(TARGETS))
    is_plain = draw(st.booleans())
    if is_plain:
        return Entry(source, target or "x", extracted=("p",), reference="source/a.html")
    lines = [
        f"l10n-draft: engine=x method=mt text={text_hash(target)}" if line == "DRAFT" else line
        for line in draw(st.lists(st.sampled_from(NOTES), max_size=2))
    ]
    return Entry(
        source,
        target,
        context=draw(st.sampled_from(["", "menu"])),
        fuzzy=draw(st.booleans()),
        previous=draw(st.sampled_from(["", *TEXTS[:3]])),
        comments=tuple(lines),
        extracted=draw(st.sampled_from([(), ("p",), ("li, under «Kop»", "term: a -> b")])),
        reference=draw(st.sampled_from(["", "source/a.html", "source/b.html#x"])),
        flags=draw(st.sampled_from([(), ("no-wrap",), ("c-format", "no-wrap")])),
        obsolete=draw(st.booleans()),
    )


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A catalog as we write it, or with something in it that we do not write."""
    found = draw(st.lists(entries(), max_size=9))
    active = {entry.key: entry for entry in found if not entry.obsolete}
    gone = [entry for entry in found if entry.obsolete]
    data = format_po(Catalog("en", (*active.values(), *gone), HEADER, draw(st.sampled_from(["", "a in English."]))))
    odd = draw(st.sampled_from(["", "", "", "crlf", "bom", "flags", "wrapped", "comment", "latin", "language"]))
    return {
        "": data,
        "crlf": data.replace(b"\n", b"\r\n"),
        "bom": b"\xef\xbb\xbf" + data,
        "flags": data.replace(b"#, ", b"#,"),
        "wrapped": data.replace(b'msgstr "M', b'msgstr ""\n"M'),
        "comment": data + b"\n# the last word\n",
        "latin": data.decode().encode("latin-1", "replace").replace(b"UTF-8", b"ISO-8859-1"),
        "language": data.replace(b"Language: en", b"Language: "),
    }[odd]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "source").mkdir()
        for locale in ("en", "fr"):
            (root / "locales" / locale).mkdir(parents=True)
        (root / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
        yield root


def write_page(folder: Path, texts: list[str]) -> None:
    body = "".join(f"<p>{text}</p>\n" for text in texts)
    (folder / "source" / "a.html").write_text(f"<!DOCTYPE html>\n<html lang=nl>\n{body}", encoding="utf-8")


def merge(folder: Path, *, whole: bool) -> tuple[list[Merged], list[bytes]]:
    reader = Reader(Project.open(folder / "pyproject.toml"))
    merger = Merger(reader)
    article = reader.project.articles[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _handle: None)
        patch.setattr("l10n.workflow.known_pages.KnownPages.keep", lambda *_args: None)
        if whole:
            patch.setattr("l10n.workflow.merge.read_blocks", lambda *_args: None)
        found = [merger.merge(article, Locale.parse(locale)) for locale in ("en", "fr")]
    return found, [(folder / "locales" / locale / "a.po").read_bytes() for locale in ("en", "fr")]


@settings(max_examples=200, deadline=None)
@given(files(), files(), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=7))
def test_the_bytes_are_those_of_a_merge_of_the_whole_catalog(
    folder: Path, english: bytes, french: bytes, texts: list[str]
) -> None:
    write_page(folder, texts)
    french = french.replace(b"Language: en", b"Language: fr")
    results = []
    for whole in (False, True):
        (folder / "locales/en/a.po").write_bytes(english)
        (folder / "locales/fr/a.po").write_bytes(french)
        results.append(merge(folder, whole=whole))
    assert results[0] == results[1]


def test_what_is_left_alone_is_not_merged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_page(folder, TEXTS[:5])
    for locale in ("en", "fr"):
        (folder / "locales" / locale / "a.po").unlink(missing_ok=True)
    merge(folder, whole=True)
    path = folder / "locales/en/a.po"
    catalog = read_po(path)
    path.write_bytes(format_po(replace(catalog, entries=tuple(e._replace(target="X.") for e in catalog.entries))))
    write_page(folder, [*TEXTS[:4], "Iets heel anders, zonder voorganger."])
    seen: list[int] = []

    def reconcile(catalog: Catalog, units: list[Unit], *_args: object, **_words: object) -> Catalog:
        seen.append(len(units))
        return replace(catalog, entries=tuple(Entry(unit.source) for unit in units))

    monkeypatch.setattr("l10n.workflow.merge.reconcile", reconcile)
    merged, _ = merge(folder, whole=False)
    assert seen[0] == 1
    assert merged[0].counts[State.REVIEWED] == 4

"""The compiled termbase: kept by content, made anew where it is spoiled, fast enough, linear on hostile input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from l10n.terms import Matcher, compile_termbase, compiler, read_table, store, termbase_of
from l10n.terms.compiled import entries_of
from l10n.terms.compiler import compile_locale
from tests import growth

GLOSSARY = b"concept_id,lang,term,forms\nx,nl,tekort,\nx,en,deficiency,\ny,nl,vitamine B12,\n"
TEXT = "Een ijzertekort en vitamine B12."


def compiled(cache: Path, data: bytes = GLOSSARY) -> Matcher:
    return compile_termbase(read_table(data), source_locale="nl", target_locales=["en"], cache_dir=cache)


def test_the_second_run_reads_what_the_first_one_wrote_and_compiles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = compiled(tmp_path)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert sorted(path.suffix for path in files) == [".json", ".json"]
    monkeypatch.setattr(compiler, "_compile", lambda *_: pytest.fail("compiled again"))
    second = compiled(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == files
    assert second.find(TEXT, "nl") == first.find(TEXT, "nl") != ()


@pytest.mark.parametrize(
    "data", [GLOSSARY, b"concept_id,lang,term\nx,nl,tekort\n", b"concept_id,lang,term\nx,en,\xd9\x80\n"]
)
@pytest.mark.parametrize("locale", ["nl", "en", "ar", "zh"])
def test_what_is_kept_is_what_was_compiled(tmp_path: Path, data: bytes, locale: str) -> None:
    entries = entries_of(read_table(data), locale)
    wanted = compile_locale(entries, locale)
    path = store.path_of(entries, locale, tmp_path)
    store.save(path, wanted)
    assert store.load(path, locale) == wanted


def test_another_glossary_has_another_file(tmp_path: Path) -> None:
    compiled(tmp_path)
    compiled(tmp_path, GLOSSARY.replace(b"vitamine B12,", b"vitamine B12,cobalamine"))
    assert len(list(tmp_path.iterdir())) == 3  # English did not change


@pytest.mark.parametrize("spoil", [b"", b"{}", b"\xff\x00", b"0" * 64 + b"\n{}", None])
def test_a_spoiled_cache_is_made_anew(tmp_path: Path, spoil: bytes | None) -> None:
    wanted = compiled(tmp_path).find(TEXT, "nl")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-5] if spoil is None else spoil)
    assert compiled(tmp_path).find(TEXT, "nl") == wanted
    assert all(path.read_bytes().startswith(b"{") is False and path.stat().st_size > 100 for path in tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert compiled(file / "cache").find(TEXT, "nl")


def test_the_time_for_a_text_does_not_grow_with_the_glossary() -> None:
    texts = [f"Een zin met {_letters(n)}ziekte en andere woorden over {_letters(n * 7)} en zo." for n in range(300)]

    def glossary(size: int) -> Callable[[], object]:
        rows = [("", {"concept_id": f"c{n}", "lang": "nl", "term": f"{_letters(n)}ziekte"}) for n in range(size)]
        matcher = compile_termbase(termbase_of(rows), source_locale="nl")
        return lambda: [matcher.concepts(text) for text in texts]

    assert growth.exponent(glossary, 400, 4_000, limit=0.5) < 0.5


@pytest.mark.parametrize(
    "hostile",
    [
        "tekort" * 10,
        "a" * 50,
        "-tekort",
        "vitamine ",
        "vitamine- en ",
        "\u00ad",
        "tekorten en",
        "e\u0301",
        "B12-",
        ". ",
        "ب",
    ],
)
def test_hostile_text_costs_time_in_proportion(hostile: str) -> None:
    matcher = compile_termbase(read_table(GLOSSARY), source_locale="nl")

    def text(count: int) -> Callable[[], object]:
        return lambda: matcher.concepts(hostile * count)

    assert growth.exponent(text, 300, 2_400) < growth.LIMIT


def _letters(number: int) -> str:
    """A made-up word for a number, without digits."""
    return "".join("bdfgklmnpr"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04d}")

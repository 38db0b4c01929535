"""What is found in a text: cases in plain text, that anyone can add to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.terms import Matcher, Termbase, termbase_of

HERE = Path(__file__).parent


def cases() -> Iterator[tuple[str, str, str, str, list[str]]]:
    """Title, glossary, locale, text, expected; one for each line."""
    title = glossary = ""
    for number, raw in enumerate((HERE / "cases.txt").read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("=="):
            title = line.strip("= ")
        elif line.startswith("glossary "):
            glossary = line.removeprefix("glossary ")
        elif line and not line.startswith("#"):
            head, _, expected = line.rpartition("|")
            locale, _, text = head.strip().partition(" ")
            yield f"{number}: {title}", glossary, locale, text.strip(), expected.split()


def termbase(glossary: str) -> Termbase:
    lang, *terms = glossary.split()
    pairs = (term.split("=", 1) for term in terms)
    return termbase_of([("", {"concept_id": key, "lang": lang, "term": text.replace("~", " ")}) for key, text in pairs])


@pytest.mark.parametrize(("title", "glossary", "locale", "text", "expected"), list(cases()))
def test_terms_are_found(title: str, glossary: str, locale: str, text: str, expected: list[str]) -> None:
    concepts = Matcher(termbase(glossary), source_locale=locale).concepts(text)
    hits = sorted(
        (hit.start, f"{key}={hit.text.replace(' ', '~')}") for key, found in concepts.items() for hit in found
    )
    assert [shown for _, shown in hits] == expected, title

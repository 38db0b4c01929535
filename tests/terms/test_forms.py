"""Which forms count as forms of a word: lists in plain text, that anyone can add to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from l10n.terms import Matcher, termbase_of

LISTS = Path(__file__).parent / "forms.txt"


def lists() -> Iterator[tuple[str, str, str, bool]]:
    """Locale, word, form, and whether it is one."""
    for line in LISTS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _, forms = line.partition(": ")
            locale, _, word = head.partition(" ")
            good, _, bad = forms.partition("!")
            for form in good.split():
                yield locale, word, form, True
            for form in bad.split():
                yield locale, word, form, False


@pytest.mark.parametrize(("locale", "word", "form", "is_form"), list(lists()))
def test_a_form_is_recognised(locale: str, word: str, form: str, is_form: bool) -> None:
    matcher = Matcher(termbase_of([("", {"concept_id": "x", "lang": locale, "term": word})]), source_locale=locale)
    hits = [hit for hit in matcher.find(form, locale) if hit.level <= 2]
    assert bool(hits) == is_form

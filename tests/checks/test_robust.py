"""Every check takes any text, and takes time in proportion to it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks.base import Context
from l10n.checks.registry import load_checks
from l10n.checks.run import judge, view_catalog
from l10n.model import Catalog, Entry, Finding

_LOCALES = ("en", "de", "fr", "es", "pl", "ar", "af", "zh", "el", "xx")
_TEXT = st.text(max_size=120) | st.text(alphabet="0123456789.,-–/: %µgmlAB<>()«»\"'“”é\u00a0\u202eنو", max_size=60)


def _run(source: str, target: str, locale: str, names: tuple[str, ...] = ()) -> list[Finding]:
    entry = Entry(source or "x", target, comments=("l10n-ok: numbers why",))
    view = view_catalog(Catalog(locale, (entry,)), source_locale="nl")
    judged = judge([view], load_checks().choose(select=names), Context())
    return [one.finding for one in judged if one.stands]


@given(source=_TEXT, target=_TEXT, locale=st.sampled_from(_LOCALES))
@settings(max_examples=300, deadline=None)
def test_any_two_texts_are_checked(source: str, target: str, locale: str) -> None:
    for finding in _run(source, target, locale):
        assert finding.message
        assert finding.check in load_checks().checks


@pytest.mark.parametrize("name", sorted(load_checks().checks))
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "  a",
        "(",
        '"',
        "<",
        "<a>",
        "</a>",
        "&",
        "!'",
        "www.",
        "@a.",
        "niet ",
        "onvrij",
        "« ",
        ": ?",
        "\u2066",
        "1 of ",
    ],
)
def test_time_grows_with_the_text_and_not_with_its_square(name: str, piece: str) -> None:
    def took(count: int) -> float:
        text = piece * count + "."
        best = 1e9
        for extra in ("", "b"):
            begin = time.process_time()
            _run(text + extra, text + "c" + extra, "fr", (name,))
            best = min(best, time.process_time() - begin)
        return best

    took(50)
    assert took(3_000) < 40 * max(took(300), 0.005)

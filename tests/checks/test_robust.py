"""Every check takes any text, and takes time in proportion to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks.base import Context
from l10n.checks.registry import load_checks
from l10n.checks.run import judge, view_catalog
from l10n.model import Catalog, Entry, Finding
from tests import growth

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
        "niet zonder ",
        "meer dan ",
        "onvrij",
        "« ",
        ": ?",
        "\u2066",
        "1 of ",
    ],
)
def test_time_grows_with_the_text_and_not_with_its_square(name: str, piece: str) -> None:
    def pair(count: int) -> Callable[[], object]:
        text = piece * count + "."
        return lambda: _run(text, text + "c", "fr", (name,))

    assert growth.exponent(pair, 400, 6_400) < growth.LIMIT

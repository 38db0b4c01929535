"""Hostile texts cost time in proportion to their length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from l10n.drafting import mask
from l10n.drafting.mask import MaskError
from l10n.drafting.pieces import pieces
from l10n.drafting.verify import Standard, verify
from l10n.engine import Batch, Query, Setup, Tags
from l10n.engines.base import create_engine
from l10n.locales import Locale
from tests import growth

NL, EN = Locale("nl"), Locale("en")

HOSTILE = [
    "a" * 50,
    "a." * 25,
    "<" + " " * 50,
    "< " * 25,
    "[" * 50,
    "[ " + " " * 48,
    "⟦1" * 25,
    "{1}" * 16,
    "&" * 50,
    "&amp" * 12,
    "&lt;g id=" * 5,
    "www." * 12,
    "a@" * 25,
    "1" * 50,
    "1 " * 25,
    "<x1/>" * 10,
    "<em></em>" * 5,
    "<em>a</em> " * 5,
    "Error 500" * 5,
]


def work(text: str) -> None:
    standard = Standard(NL, EN)
    for tags in Tags:
        form = mask.whole(text, tags, ["aa"], {"a": "b"})
        for shown in (form, pieces(text, tags)):
            if shown is not None:
                try:
                    shown.restore(shown.texts)
                    shown.restore([text, *shown.texts[1:]])
                except MaskError:
                    pass
    list(verify(text, text[:-1], standard))
    create_engine(Setup("pseudo")).translate(Batch(NL, EN, (Query("0", text),)))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_time_grows_with_the_length_alone(text: str) -> None:
    def times(count: int) -> Callable[[], object]:
        return lambda: work(text * count)

    assert growth.exponent(times, 10, 80) < growth.LIMIT

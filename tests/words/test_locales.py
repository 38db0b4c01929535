"""Locales: BCP 47 tags and the direction of their script."""

from __future__ import annotations

import pytest

from l10n.errors import UsageError
from l10n.locales import Locale


@pytest.mark.parametrize("tag", ["", "n", "nl-", "nl--BE", "not a tag", "../en", "en/fr", "é"])
def test_refuses_what_is_no_language_tag(tag: str) -> None:
    with pytest.raises(UsageError):
        Locale.parse(tag)


@pytest.mark.parametrize(
    ("tag", "canonical", "script", "region", "direction"),
    [
        ("nl", "nl", "", "", "ltr"),
        ("pt_br", "pt-BR", "", "BR", "ltr"),
        ("ZH-hant-tw", "zh-Hant-TW", "Hant", "TW", "ltr"),
        ("ar", "ar", "", "", "rtl"),
        ("ar-Latn", "ar-Latn", "Latn", "", "ltr"),
        ("ku-Arab-IQ", "ku-Arab-IQ", "Arab", "IQ", "rtl"),
        ("es-419", "es-419", "", "419", "ltr"),
        ("he-IL", "he-IL", "", "IL", "rtl"),
        ("de-CH-1996", "de-CH-1996", "", "CH", "ltr"),
    ],
)
def test_parts_of_a_tag(tag: str, canonical: str, script: str, region: str, direction: str) -> None:
    locale = Locale.parse(tag)
    assert (str(locale), locale.script, locale.region, locale.direction) == (canonical, script, region, direction)

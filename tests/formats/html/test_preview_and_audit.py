"""The preview marks what is not reviewed; the audit accounts for every string."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from l10n.formats import html
from l10n.formats.base import Status
from l10n.locales import Locale
from l10n.model import Key, State

AUDITS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "audits.toml").read_text("utf-8"))["audit"]
DUTCH, ARABIC = Locale("nl"), Locale("ar")
PAGE = (
    b'<!doctype html><html lang="nl"><head><title>Zink</title></head><body><p>Een</p><p>Twee</p><p>Drie</p>'
    b'<img alt="Vier" src=x><select><option>Vijf</select></body></html>'
)


def previewed(page: bytes, targets: dict[str, tuple[str, State]]) -> str:
    chosen = {Key("", source): value for source, value in targets.items()}
    return html.preview(html.read(page), chosen, locale=ARABIC, source_locale=DUTCH).decode()


def test_drafts_and_source_texts_are_marked_in_running_text_only() -> None:
    page = previewed(
        PAGE,
        {
            "Zink": ("زنك", State.DRAFT),
            "Een": ("واحد", State.REVIEWED),
            "Twee": ("اثنان", State.DRAFT),
            "Vier": ("أربعة", State.STALE),
        },
    )
    assert '<html lang="ar" dir="rtl">' in page
    assert "<title>زنك</title>" in page
    assert "<p>واحد</p>" in page
    assert '<p><span class="l10n-draft" lang="ar" dir="rtl">اثنان</span></p>' in page
    assert '<p><span class="l10n-source" lang="nl" dir="ltr">Drie</span></p>' in page
    assert '<img alt="أربعة" src=x>' in page
    assert "<option>Vijf</select>" in page


def test_a_preview_is_not_for_robots_and_says_what_it_is() -> None:
    page = previewed(PAGE, {})
    assert page.index("<head>") < page.index('<meta name="robots" content="noindex" />') < page.index("<title>")
    assert page.index("<body>") < page.index("6 not translated") < page.index("<p>")


def test_an_unsafe_target_is_shown_as_source() -> None:
    page = previewed(b"<p>Een</p>", {"Een": ("<script>x</script>", State.DRAFT)})
    assert "<script" not in page
    assert '<span class="l10n-source" lang="nl" dir="ltr">Een</span>' in page


def test_a_preview_without_drafts_keeps_everything_else() -> None:
    page = previewed(b"<p>Een</p>\r\n<!-- x -->", {"Een": ("واحد", State.REVIEWED)})
    assert page.endswith("<p>واحد</p>\r\n<!-- x -->")


def test_the_audit_names_what_is_extracted_excluded_and_unknown() -> None:
    page = (
        b'<p data-tip="Een lange tip">Tekst</p>\n<p translate=no>Merk</p><p lang=en>English</p>'
        b'<style>p::after { content: "einde hier" }</style><p>12</p>'
        b'<script type="application/ld+json">{"name":"Zink","waarschuwing":"Niet bij koorts"}</script>'
    )
    audit = html.audit(html.read(page))
    assert [(item.status, item.line, item.place, item.text, item.rule) for item in audit.items] == [
        (Status.UNKNOWN, 1, "p@data-tip", "Een lange tip", ""),
        (Status.EXTRACTED, 1, "p", "Tekst", ""),
        (Status.EXCLUDED, 2, "p", "Merk", "translate=no"),
        (Status.EXCLUDED, 2, "p", "English", "lang=en"),
        (Status.UNKNOWN, 2, "style content", "einde hier", ""),
        (Status.EXCLUDED, 2, "p", "12", "no letters"),
        (Status.EXTRACTED, 2, "json-ld:name", "Zink", ""),
        (Status.UNKNOWN, 2, "json-ld:waarschuwing", "Niet bij koorts", ""),
    ]
    assert audit.coverage == 22 / 60


def test_a_page_without_text_is_covered() -> None:
    assert html.audit(html.read(b"")).coverage == 1.0


@pytest.mark.parametrize("case", AUDITS, ids=lambda case: case["name"])
def test_the_audit_of_a_page(case: dict[str, Any]) -> None:
    items = html.audit(html.read(case["page"].encode())).items
    found = [f"{item.status.value} | {item.place} | {item.text} | {item.rule}".rstrip(" |") for item in items]
    assert found == case["items"]

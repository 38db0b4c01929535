"""The check `typography`: the habits of print of a locale, where they can be told from the text alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from l10n.checks.addresses import without_addresses
from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.model import Severity

_FRENCH_BEFORE = re.compile(r"(?<=[^\W_])( ?)([;!?»])(?![^\s<»)\]\"”’.…!?]|\w)|(?<=[^\W\d_])( ?)(:)(?=\s|$)")
_FRENCH_AFTER = re.compile(r"«( ?)(?=[^\s\u00a0\u202f])")
_ARABIC_LETTER = "\u0620-\u064a\u066e-\u06d3"
_LATIN_MARK = re.compile(rf"(?<=[{_ARABIC_LETTER}\u064b-\u0652])\s?([,;?])(?=\s|$|[{_ARABIC_LETTER}])")
_ARABIC_MARKS = {",": "،", ";": "؛", "?": "؟"}
_CJK_MARK = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff])([,.;!?])(?=\s|$|[\u3040-\u30ff\u4e00-\u9fff])")


@pair_check("typography", Severity.INFO)
def typography(pair: Pair, context: Context) -> Iterator[Remark]:
    """The text follows the habits of print of its locale.

    French: a no-break space before ; ! ? : » and after « (in Canada only with the colon and the guillemets).
    Spanish: a question or exclamation opens with ¿ or ¡, which is a warning. Arabic and Chinese or Japanese: their
    own comma, semicolon and question mark.
    """
    rule = _RULES.get(pair.locale.partition("-")[0])
    if rule is not None and pair.target_text:
        yield from rule(pair)


def _french(pair: Pair) -> Iterator[Remark]:
    is_canadian = pair.locale.casefold().startswith("fr-ca")
    text = re.sub("[0-9]:[0-9]", "", without_addresses(pair.target_text))
    marks = {match[2] or match[4] for match in _FRENCH_BEFORE.finditer(text)}
    if is_canadian:
        marks -= set(";!?")
    if _FRENCH_AFTER.search(text):
        marks.add("«")
    for mark in sorted(marks):
        side = "after" if mark == "«" else "before"
        yield Remark(f"French has a no-break space {side} {mark} (U+00A0 or U+202F).")


def _spanish(pair: Pair) -> Iterator[Remark]:
    text = without_addresses(pair.target_text)
    for opening, closing, name in (("¿", "?", "A question"), ("¡", "!", "An exclamation")):
        if closing in text and opening not in text and re.search(rf"[^\W\d_]\{closing}", text):
            yield Remark(f"{name} opens with {opening} in Spanish.", severity=Severity.WARNING)


def _arabic(pair: Pair) -> Iterator[Remark]:
    if pair.unit is not None and pair.unit.kind == "meta:keywords":
        return  # its commas are syntax
    for mark in sorted({match[1] for match in _LATIN_MARK.finditer(pair.target_text)}):
        yield Remark(f"Arabic writes {_ARABIC_MARKS[mark]} for {mark}.")


def _cjk(pair: Pair) -> Iterator[Remark]:
    wide = {",": "，", ".": "。", ";": "；", "!": "！", "?": "？"}
    if pair.locale.startswith("ja"):
        wide[","] = "、"
    for mark in sorted({match[1] for match in _CJK_MARK.finditer(pair.target_text)}):
        yield Remark(f"Write {wide[mark]} for {mark} between these characters.")


_RULES: dict[str, Callable[[Pair], Iterator[Remark]]] = {
    "fr": _french,
    "es": _spanish,
    "ar": _arabic,
    "fa": _arabic,
    "ur": _arabic,
    "zh": _cjk,
    "ja": _cjk,
}

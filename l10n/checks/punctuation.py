"""The check `punctuation`: how a text ends, and whether its brackets and quotation marks come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.inline import PLACEHOLDER
from l10n.model import Severity

# One class of mark in the scripts that have their own (Unicode property Sentence_Terminal and its kin).
_CLASSES = {
    "a full stop": ".。．۔።।։᙮᠃",
    "a question mark": "?？؟፧՞",
    "an exclamation mark": "!！՜",
    "a colon": ":：",
    "an ellipsis": "…",
    "a comma": ",，、،",
    "a semicolon": ";；؛",
}
_CLASS_OF = {mark: name for name, marks in _CLASSES.items() for mark in marks}
_CLOSING = " \u00a0\u202f\u200e\u200f\n\t)]}»”’\"'“›」』）】" + PLACEHOLDER
_ABBREVIATION = re.compile(r"(?:\b[^\W\d_]{1,4}|[^\W\d_]\.[^\W\d_])\.\Z")
_NO_FULL_STOP = frozenset("th lo km my bo dz".split())
"""Languages that end a sentence with a space or with marks of their own."""
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("「", "」"), ("『", "』"))
_DOUBLED = re.compile(r"([,;:،؛])\1|(?<!\.)\.\.(?!\.)|(?<=[^\W\d_]) [,.](?=\s|\Z)")
_LIST_MARK = re.compile(r"(?:^|\s)[^\W_]{1,2}\)")


@pair_check("punctuation", Severity.WARNING)
def punctuation(pair: Pair, context: Context) -> Iterator[Remark]:
    """The translation ends as the source does, and its brackets and quotation marks come in pairs.

    A question stays a question in the mark of its script (? ؟ ？, Greek ;), a heading without a full stop stays
    without. Abbreviations at the end (enz., etc.) are let pass. Doubled marks (,, ..) and a space before a comma
    are reported where the source has none.
    """
    source, target = pair.source_text.strip(), pair.target_text.strip()
    if not source or not target:
        return
    yield from _compare_ends(source, target, pair)
    yield from _compare_pairs(source, target)
    doubled = _DOUBLED.search(target)
    if doubled is not None and not _DOUBLED.search(source):
        yield Remark(f"«{doubled[0]}» is a slip of the keyboard; the source has no such thing.")


def _compare_ends(source: str, target: str, pair: Pair) -> Iterator[Remark]:
    want, have = _ending(source, pair.source_locale), _ending(target, pair.locale)
    if want == have or {want, have} == {"a full stop", "an ellipsis"}:
        return
    if "a full stop" in (want, have):
        if pair.locale.partition("-")[0] in _NO_FULL_STOP:
            return
        if _ABBREVIATION.search(_stripped(source)) or _ABBREVIATION.search(_stripped(target)):
            return
    yield Remark(f"The source ends with {want or 'no mark'}, the translation with {have or 'no mark'}.")


def _stripped(text: str) -> str:
    return text.rstrip(_CLOSING)


def _ending(text: str, locale: str) -> str:
    text = _stripped(text)
    if text.endswith("..."):
        return "an ellipsis"
    if locale.partition("-")[0] == "el" and text.endswith((";", "\u037e")):
        return "a question mark"
    return _CLASS_OF.get(text[-1:], "")


def _compare_pairs(source: str, target: str) -> Iterator[Remark]:
    for opening, closing in _PAIRS:
        if _surplus(target, opening, closing) and not _surplus(source, opening, closing):
            yield Remark(f"{opening} and {closing} do not come in pairs in the translation.")
    for marks, name in (('"', 'The quotation marks "'), ("“”„‟", "The quotation marks “ ” „")):
        if _count(target, marks) % 2 and not _count(source, marks) % 2:
            yield Remark(f"{name} do not come in pairs in the translation.")


def _surplus(text: str, opening: str, closing: str) -> int:
    if closing == ")":
        text = _LIST_MARK.sub(" ", text) if text.count("(") < text.count(")") else text
    return text.count(opening) - text.count(closing)


def _count(text: str, marks: str) -> int:
    """How many of the marks; one after a digit is an inch sign."""
    return sum(text.count(mark) for mark in marks) - len(re.findall(rf"[0-9][{re.escape(marks)}](?!\w)", text)) * (
        marks == '"'
    )

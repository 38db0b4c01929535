"""What an element's attributes and the project's rules make of the scope it stands in.

`translate` and `lang`: WHATWG HTML; `its-*`: ITS 2.0, section "HTML5", local markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from l10n.formats.html.elements import LITERAL, MATH_TEXT, PRESERVED, SVG_INTEGRATION, SVG_TEXT
from l10n.formats.html.rules import Rule
from l10n.formats.html.stack import Scope

_SPACES = re.compile(r"[\t\n\f\r ]+")
BY_NAME = LITERAL | PRESERVED
"""Elements that change the scope without any attribute."""
INTERESTING = frozenset(
    "translate class lang xml:lang xml:space its-loc-note its-loc-note-type its-locale-filter-list "
    "its-locale-filter-type its-within-text".split()
)


def derive(
    scope: Scope, name: str, values: Mapping[str, str], rule: Rule | None, *, language: str, is_inline: bool
) -> Scope:
    """Return the scope inside an element; `scope` itself where nothing changes.

    `language` is the primary subtag of the source locale. A block in another language is excluded; a phrase in
    another language inside a sentence stays part of the sentence.
    """
    is_interesting = not INTERESTING.isdisjoint(values)
    if not is_interesting and rule is None and name not in BY_NAME:
        return scope
    changes: dict[str, object] = {}
    if name in LITERAL and not scope.literal:
        changes["literal"] = True
    if name in PRESERVED and not scope.preserve:
        changes["preserve"] = True
    if is_interesting:
        if (excluded := _excluded(scope, name, values, language, is_inline=is_inline)) != scope.excluded:
            changes["excluded"] = excluded
        if space := values.get("xml:space"):
            changes["preserve"] = space == "preserve"
        if note := values.get("its-loc-note"):
            alert = values.get("its-loc-note-type", "").strip().lower() == "alert"
            changes["notes"] = _with_note(scope, f"important: {note}" if alert else note)
        if "its-locale-filter-list" in values:
            exclude = values.get("its-locale-filter-type", "").strip().lower() == "exclude"
            ranges = values["its-locale-filter-list"].replace(",", " ").split()
            changes["locales"] = tuple(f"!{item}" if exclude else item for item in ranges) or (
                () if exclude else ("!*",)
            )
    if rule is not None:
        changes.update(_by_rule(scope, rule))
    return replace(scope, **changes) if changes else scope  # type: ignore[arg-type]


def marks_class(classes: str) -> str:
    """The class that keeps an element from translation, or an empty string.

    `notranslate`, and those of fonts whose words are drawn as icons: `<i class="material-icons">close</i>`.
    """
    found = _UNTRANSLATED.search(classes)
    return found[1].lower() if found else ""


_UNTRANSLATED = re.compile(
    r"(?:^|[\t\n\f\r ])(notranslate|material-icons(?:-\w+)?|material-symbols-\w+)(?![^\t\n\f\r ])", re.IGNORECASE
)


def is_inline(values: Mapping[str, str], rule: Rule | None, *, otherwise: bool) -> bool:
    """True where an element stands inside a sentence, by a rule or its-within-text; else `otherwise`, by its name."""
    if rule is not None and (rule.inline or rule.block):
        return rule.inline
    within = values.get("its-within-text", "").strip().lower()
    return otherwise if within not in ("yes", "no", "nested") else within == "yes"


def foreign(name: str, scope: Scope) -> Scope:
    """The scope inside an element of SVG or MathML, most of which show no text."""
    shows = name in SVG_TEXT or name in MATH_TEXT or name in SVG_INTEGRATION
    mute = name in ("svg", "math") or (scope.mute and not shows)
    return scope if mute == scope.mute else replace(scope, mute=mute)


def _excluded(scope: Scope, name: str, values: Mapping[str, str], language: str, *, is_inline: bool) -> str:
    excluded = scope.excluded
    lang = values.get("lang", values.get("xml:lang"))
    if lang is not None and name not in ("html", "body") and not is_inline:
        other = lang.strip().lower().replace("_", "-").partition("-")[0]
        if other and other != language and other.isalpha():
            excluded = excluded or f"lang={lang.strip()}"
        elif other == language and excluded.startswith("lang="):
            excluded = ""
    if marked := marks_class(values.get("class", "")):
        excluded = excluded or f"class={marked}"
    translate = values.get("translate")
    if translate is not None:
        state = translate.strip().lower()
        if state == "no":
            excluded = "translate=no"
        elif state in ("", "yes"):
            excluded = ""
    return excluded


def _by_rule(scope: Scope, rule: Rule) -> dict[str, object]:
    changes: dict[str, object] = {}
    if rule.include:
        changes["excluded"] = ""
    if rule.exclude:
        changes["excluded"] = f"exclude: {rule.exclude}"
    if rule.preserve:
        changes["preserve"] = True
    if rule.context:
        changes["context"] = rule.context
    if rule.note:
        changes["notes"] = _with_note(scope, rule.note)
    return changes


def _with_note(scope: Scope, note: str) -> tuple[str, ...]:
    """The notes of a scope and one more, each once; of very many the innermost, so that deep nesting costs no more."""
    return scope.notes if note in scope.notes else (*scope.notes[-_MOST_NOTES:], note)


_MOST_NOTES = 30

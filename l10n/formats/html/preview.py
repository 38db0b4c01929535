"""A page for reading along: everything is written, and what is not reviewed yet is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from l10n.formats.html.document import HtmlDocument
from l10n.formats.html.language import language_edits
from l10n.formats.html.security import problems
from l10n.formats.html.slots import Place, Slot
from l10n.formats.html.splice import Edit, Kept, splice
from l10n.formats.html.token import Kind, Token
from l10n.formats.html.write import encoded, replacement
from l10n.locales import Locale
from l10n.model import Key, State

_STYLE = (
    '<meta name="robots" content="noindex" />\n<style>\n'
    ".l10n-draft { background: #fff1b8; color: #222; }\n"
    ".l10n-stale { background: #ffd8a8; color: #222; }\n"
    ".l10n-source { background: #e5dbff; color: #222; }\n"
    ".l10n-banner { padding: .5em 1em; background: #222; color: #fff; font: 14px/1.5 system-ui, sans-serif; }\n"
    ".l10n-banner span { padding: 0 .3em; }\n"
    "</style>\n"
)
_UNFINISHED = {State.DRAFT: "draft", State.STALE: "stale", State.UNTRANSLATED: "source"}


def preview(
    document: HtmlDocument, targets: Mapping[Key, tuple[str, State]], *, locale: Locale, source_locale: Locale
) -> bytes:
    """Return the page in `locale` with drafts, stale texts and source texts visibly marked.

    A target that is not safe to write is left out, its source shown instead. The page asks robots to stay away.
    Marks stand around running text only, never in a title, an attribute or JSON.
    """
    edits: list[Edit] = [] if locale == source_locale else language_edits(document, locale)
    count: Counter[State] = Counter()
    for slot in document.slots:
        if not slot.unit.applies_to(locale):
            continue
        target, state = targets.get(slot.unit.key, ("", State.UNTRANSLATED))
        if not target or next(problems(slot.unit, target), None) is not None:
            target, state = "", State.UNTRANSLATED
        count[state] += 1
        edits += _edits(document, slot, target, state, locale=locale, source_locale=source_locale)
    edits += _furniture(document, count)
    return encoded(document, splice(document.text, edits).text)


def _edits(
    document: HtmlDocument, slot: Slot, target: str, state: State, *, locale: Locale, source_locale: Locale
) -> list[Edit]:
    name = _UNFINISHED.get(state, "")
    can_mark = bool(name) and slot.place is Place.TEXT and slot.can_wrap
    if not target:
        if not can_mark:
            return []
        return [Edit(slot.start, slot.end, (_mark(name, source_locale), Kept(slot.start, slot.end), "</span>"))]
    if target == slot.unit.source:
        edit = Edit(slot.start, slot.end, (Kept(slot.start, slot.end),))
    else:
        edit = replacement(document, slot, target)
    return [Edit(edit.start, edit.end, (_mark(name, locale), *edit.parts, "</span>")) if can_mark else edit]


def _mark(name: str, locale: Locale) -> str:
    return f'<span class="l10n-{name}" lang="{locale}" dir="{locale.direction}">'


def _furniture(document: HtmlDocument, count: Counter[State]) -> list[Edit]:
    head = body = -1
    start = 0
    for token in document.tokens.tokens:
        if token.kind is Kind.START and token.name == "html":
            start = token.end
        elif token.kind is Kind.START and token.name == "head" and head < 0:
            head = token.end
        elif token.kind is Kind.START and token.name == "body" and body < 0:
            body = token.end
        elif head < 0 and start == 0 and _is_prologue(document, token):
            start = token.end
    head = head if head >= 0 else start
    banner = _banner(count)
    if body < 0:
        return [Edit(head, head, (_STYLE + banner,))]
    return [Edit(head, head, (_STYLE,)), Edit(body, body, (banner,))]


def _is_prologue(document: HtmlDocument, token: Token) -> bool:
    return token.kind is Kind.COMMENT and not document.text[: token.start].strip()


def _banner(count: Counter[State]) -> str:
    parts = [
        f'<span class="l10n-{name}">{count[state]} {label}</span>'
        for state, name, label in (
            (State.DRAFT, "draft", "machine drafts"),
            (State.STALE, "stale", "made for an earlier source"),
            (State.UNTRANSLATED, "source", "not translated"),
        )
        if count[state]
    ]
    rest = " ".join(parts) or "everything is reviewed"
    return f'<div class="l10n-banner" role="note" lang="en" dir="ltr" translate="no">Preview, not for publication: {rest}</div>'

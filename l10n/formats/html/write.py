"""Writing a page: translations spliced into the source by offset; not one other byte changes."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping

from l10n import inline
from l10n.errors import L10nError
from l10n.formats.html import jsonld, references, templates, verify
from l10n.formats.html.characters import shorten
from l10n.formats.html.document import HtmlDocument
from l10n.formats.html.language import language_edits
from l10n.formats.html.security import problems
from l10n.formats.html.slots import Place, Slot
from l10n.formats.html.splice import Edit, Kept, splice
from l10n.inline import Tag
from l10n.locales import Locale
from l10n.model import Key

_SPACES = re.compile(r"[\t\n\f\r ]+")


def write(document: HtmlDocument, targets: Mapping[Key, str], *, locale: Locale, source_locale: Locale) -> bytes:
    """Return the page in `locale`, in the encoding of the source.

    A unit without a target, with its source as the target, or whose locale filter leaves `locale` out stays as it
    is. Besides units only `lang`, `xml:lang` and `dir` of `<html>` change, and only for another locale.
    Raises L10nError for the first target that is not safe, or where the result is not the page it should be.
    """
    translated = [slot for slot in document.slots if slot.unit.applies_to(locale) and _is_translated(slot, targets)]
    for slot in translated:
        _refuse_unsafe(document, slot, targets[slot.unit.key])
    edits = [replacement(document, slot, targets[slot.unit.key]) for slot in translated]
    for slot, edit in zip(translated, edits, strict=True):
        _refuse_changed_code(document, slot, edit)
    if locale != source_locale:
        edits += language_edits(document, locale)
    if not edits:
        return document.decoded.encode(document.text)
    result = splice(document.text, edits)
    data = encoded(document, result.text)
    verify.verify(document, result, {slot: targets[slot.unit.key] for slot in translated})
    return data


def replacement(document: HtmlDocument, slot: Slot, target: str) -> Edit:
    """Return the edit that puts `target`, already found safe, in the place of a slot."""
    content = inline.parse(target)
    source = document.text[slot.start : slot.end]
    if slot.place is Place.JSON:
        characters = "".join(part if isinstance(part, str) else "" for part in content)
        written = jsonld.write_json(characters, like=source, can_hold=document.decoded.can_hold)
        return Edit(slot.start, slot.end, (written,))
    like = source if any(reference in source for reference in references.NAMED.values()) else document.text
    kept: dict[str, deque[Kept]] = defaultdict(deque)
    for code in slot.codes:
        kept[code.text].append(Kept(code.start, code.end))
    quote = slot.quote or '"' if slot.place is Place.ATTRIBUTE else ""
    parts: list[str | Kept] = []
    last = len(content) - 1
    for index, part in enumerate(content):
        if isinstance(part, Tag):
            parts.append(kept[part.text].popleft())
            continue
        characters = _white_space(document, slot, part, is_first=index == 0, is_last=index == last)
        parts.append(_holdable(document, references.encode(characters, like=like, quote=quote)))
    parts += [Kept(start, end) for start, end in slot.tail]
    if slot.place is Place.ATTRIBUTE and not slot.quote:
        parts = [quote, *parts, quote]
    return Edit(slot.start, slot.end, tuple(parts))


def encoded(document: HtmlDocument, text: str) -> bytes:
    """Return a written page in the encoding of its source. Raises L10nError where its bytes do not say the same."""
    try:
        data = document.decoded.encode(text)
    except UnicodeEncodeError as error:
        raise L10nError(
            f"«{error.object[error.start : error.end]}» cannot be written in {document.encoding}.",
            where=document.path,
            hint="Save the source in UTF-8.",
        ) from error
    if document.decoded.text_of(data) != text:
        raise L10nError(
            f"The written page would say something else in {document.encoding}. Nothing was written.",
            where=document.path,
            hint="Save the source in UTF-8.",
        )
    return data


def _is_translated(slot: Slot, targets: Mapping[Key, str]) -> bool:
    target = targets.get(slot.unit.key)
    if not target or target == slot.unit.source:
        return False
    return inline.parse(target) != inline.parse(slot.unit.source)


def _refuse_unsafe(document: HtmlDocument, slot: Slot, target: str) -> None:
    problem = next(problems(slot.unit, target), None)
    if problem is not None:
        raise L10nError(
            f"The translation of «{shorten(slot.unit.source)}» cannot be used: {problem.message}",
            where=f"{document.path}:{document.line(slot.start)}",
            hint=problem.hint,
        )


def _refuse_changed_code(document: HtmlDocument, slot: Slot, edit: Edit) -> None:
    """Template code that is not locked, because tags stand in it, is written as it stood: unescaped, too."""
    position = slot.start
    parts: list[str] = []
    kept = [*((code.start, code.end, inline.PLACEHOLDER) for code in slot.codes), *((*tail, "") for tail in slot.tail)]
    for start, end, sign in sorted(kept):
        parts += (document.text[position:start], sign)
        position = end
    parts.append(document.text[position : slot.end])
    wanted = templates.codes("".join(parts))
    tail = frozenset(slot.tail)
    parts = [part if isinstance(part, str) else inline.PLACEHOLDER for part in edit.parts if part not in tail]
    written = templates.codes("".join(parts))
    changed = next((code for code in (wanted - written) + (written - wanted) if templates.is_whole(code)), "")
    if changed:
        raise L10nError(
            f"The template code «{shorten(changed)}» cannot be written as it stands.",
            where=f"{document.path}:{document.line(slot.start)}",
            hint="Name its language under templates in [tool.l10n.html], so that it is locked.",
        )


def _white_space(document: HtmlDocument, slot: Slot, text: str, *, is_first: bool, is_last: bool) -> str:
    """White space as the place has it: one space where it does not count, the file's newlines where it does."""
    if slot.preserve:
        newline = "\r\n" if "\r\n" in document.text else "\n"
        return text.replace("\r\n", "\n").replace("\n", newline)
    text = _SPACES.sub(" ", text)
    text = text.lstrip(" ") if is_first else text
    return text.rstrip(" ") if is_last else text


def _holdable(document: HtmlDocument, text: str) -> str:
    """Numeric references for what the encoding of the page does not have."""
    if text.isascii() or document.encoding.startswith("utf"):
        return text
    can_hold = document.decoded.can_hold
    return "".join(character if can_hold(character) else f"&#{ord(character)};" for character in text)

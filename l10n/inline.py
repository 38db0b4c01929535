"""Inline text: how the inline codes of a unit look in a msgid, and what a translation may do with them.

The grammar, the only one in the project:

* `<strong>`, `</strong>`, `<img/>`: a code is a tag's name without attributes. Where a unit has two different
  codes of one name they are numbered in source order: `<a1>`, `<a2>`. The attributes come from the source.
* `<x1/>`: a locked placeholder (template code, an unpaired tag, text that must not be translated).
* `&amp;`, `&lt;`: the characters; `&gt;`, `&quot;`, `&apos;`, `&nbsp;` and numeric references are read too.
* Everything else is itself: a `<` that opens no tag and an `&` that opens no reference are text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

PLACEHOLDER = "\ufffc"
"""U+FFFC OBJECT REPLACEMENT CHARACTER: stands for a locked placeholder or an image in plain text."""

_NAME = r"[a-z][a-z0-9:._-]*"
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_NAME})(?P<alone>/?)>")
_MARKUP = re.compile(
    rf"[<&](?:(?P<tag>(?<=<)(?:/?{_NAME}|{_NAME}/)>)|(?P<stray>(?<=<)[A-Za-z/!?])"
    rf"|(?P<reference>(?<=&)(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}});))"
)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\u00a0"}


class TagKind(StrEnum):
    """The three shapes of a code, as in XLIFF 2: `sc`, `ec` and `ph`."""

    OPEN = "open"
    CLOSE = "close"
    STANDALONE = "standalone"


class Tag(NamedTuple):
    """One inline code in inline text."""

    name: str
    """`strong`, `a2`, `x1`."""
    kind: TagKind

    @property
    def text(self) -> str:
        """The tag as it is written in a msgid."""
        return {TagKind.OPEN: "<{}>", TagKind.CLOSE: "</{}>", TagKind.STANDALONE: "<{}/>"}[self.kind].format(self.name)

    @property
    def is_locked(self) -> bool:
        """True for `<x1/>`, which stands for source code nobody may translate."""
        return self.kind is TagKind.STANDALONE and re.fullmatch(r"x[0-9]+", self.name) is not None


Content: TypeAlias = tuple[str | Tag, ...]
"""Inline text taken apart: runs of characters (decoded, never empty, never two in a row) and tags."""


class Problem(NamedTuple):
    """Why a translation's markup cannot be used: `message` says what, `hint` how to mend it."""

    code: str
    """`stray-markup`, `missing`, `added`, `nesting`, `order`, `emptied`."""
    message: str
    hint: str = ""


def parse(text: str) -> Content:
    """Take inline text apart; markup that is not a code of ours stays text (see `stray_markup`)."""
    if "<" not in text and "&" not in text:
        return (text,) if text else ()
    content: list[str | Tag] = []
    run: list[str] = []
    position = 0
    for match in _MARKUP.finditer(text):
        run.append(text[position : match.start()])
        position = match.end()
        if match.lastgroup == "tag":
            if characters := "".join(run):
                content.append(characters)
            run = []
            content.append(_tag(match[0]))
        elif match.lastgroup == "reference":
            run.append(_character(match[0]))
        else:
            run.append(match[0])
    run.append(text[position:])
    if characters := "".join(run):
        content.append(characters)
    return tuple(content)


def render(content: Iterable[str | Tag]) -> str:
    """Write content as inline text; `parse(render(content)) == content`."""
    return "".join(part.text if isinstance(part, Tag) else escape(part) for part in content)


def escape(characters: str) -> str:
    """Write plain characters as inline text: `&` and `<` become references."""
    return characters.replace("&", "&amp;").replace("<", "&lt;")


def tags(text: str) -> tuple[Tag, ...]:
    """The codes of inline text, in order."""
    return _tags(text) if "<" in text else ()


def plain(text: str) -> str:
    """The characters a reader sees: pairs leave nothing behind, `<br/>` a line break, other codes U+FFFC."""
    if "<" not in text and "&" not in text:
        return text
    return _MARKUP.sub(_shown, text)


def stray_markup(text: str) -> str:
    """The first piece of markup that is no code (a tag with attributes, a comment), or an empty string."""
    for match in _MARKUP.finditer(text):
        if match["stray"]:
            end = text.find(">", match.start())
            return text[match.start() : end + 1 if end >= 0 else match.start() + 20]
    return ""


def compare(source: str, target: str, *, ordered: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with the codes of `target`, measured by those of `source`.

    A translation has the codes of its source, each as often, well nested; it may change their order, except
    among the names in `ordered`. Nothing is yielded where the translation is safe to write.
    """
    if (stray := stray_markup(target)) and (not stray_markup(source) or stray not in source):
        yield Problem("stray-markup", f"«{stray}» is not a code of the source.", _stray_hint(stray))
        return
    wanted, found = tags(source), tags(target)
    if wanted == found:
        return
    if wrong := tuple(_compare_counts(wanted, found)):
        yield from wrong
    elif problem := _nesting(found):
        if _nesting(wanted) is None:
            yield problem
    elif ordered:
        yield from _compare_order(wanted, found, frozenset(ordered))


def is_compatible(source: str, target: str, *, ordered: Collection[str] = ()) -> bool:
    """True where `compare` finds nothing."""
    return next(compare(source, target, ordered=ordered), None) is None


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[Tag, ...]:
    return tuple(part for part in parse(text) if isinstance(part, Tag))


@lru_cache(maxsize=16_384)
def _tag(text: str) -> Tag:
    match = _TAG.fullmatch(text)
    assert match is not None
    kind = TagKind.CLOSE if match["close"] else TagKind.STANDALONE if match["alone"] else TagKind.OPEN
    return Tag(match["name"], kind)


def _character(reference: str) -> str:
    name = reference[1:-1]
    if not name.startswith("#"):
        return _NAMED[name]
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    if 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF:
        return chr(number)
    return reference


def _shown(match: re.Match[str]) -> str:
    return _shows(match[0])


@lru_cache(maxsize=1_000)
def _shows(markup: str) -> str:
    """What a reader sees of a piece of markup."""
    if markup.startswith("&"):
        return _character(markup)
    return _visible(_tag(markup)) if markup.endswith(">") else markup


def _visible(tag: Tag) -> str:
    if tag.kind is not TagKind.STANDALONE:
        return ""
    return "\n" if re.fullmatch(r"br[0-9]*", tag.name) else "" if tag.name == "wbr" else PLACEHOLDER


def _stray_hint(stray: str) -> str:
    name = re.match(rf"<\s*/?\s*({_NAME})", stray, re.IGNORECASE)
    if name:
        return f"Copy the code from the source line: a bare <{name[1].lower()}> without attributes, or write &lt; for the character."
    return "Write &lt; where the character < is meant."


def _compare_counts(wanted: tuple[Tag, ...], found: tuple[Tag, ...]) -> Iterator[Problem]:
    want, have = Counter(wanted), Counter(found)
    names = {tag.name for tag in wanted}
    for tag in dict.fromkeys(wanted):
        if have[tag] < want[tag]:
            yield Problem(
                "missing", f"{tag.text} is in the source but not in the translation.", "Copy it from the source line."
            )
    for tag in dict.fromkeys(found):
        if have[tag] > want[tag]:
            if tag.name not in names:
                yield Problem(
                    "added",
                    f"{tag.text} is not a code of the source.",
                    "Remove it; a translation brings no markup of its own.",
                )
            elif want[tag] == 0 and tag.kind is TagKind.OPEN:
                yield Problem("added", f"{tag.text} is written <{tag.name}/> in the source.", f"Write <{tag.name}/>.")
            else:
                yield Problem(
                    "added",
                    f"{tag.text} stands {have[tag]} times in the translation, {want[tag]} in the source.",
                    "Remove what is too much.",
                )


def _nesting(found: tuple[Tag, ...]) -> Problem | None:
    stack: list[str] = []
    for tag in found:
        if tag.kind is TagKind.OPEN:
            stack.append(tag.name)
        elif tag.kind is TagKind.CLOSE:
            if not stack or stack[-1] != tag.name:
                opened = f"<{stack[-1]}> is open" if stack else "nothing is open"
                return Problem(
                    "nesting", f"{tag.text} closes where {opened}.", "Close the codes in the reverse of their order."
                )
            stack.pop()
    if stack:
        return Problem("nesting", f"<{stack[-1]}> is not closed.", f"Add </{stack[-1]}>.")
    return None


def _compare_order(wanted: tuple[Tag, ...], found: tuple[Tag, ...], ordered: Collection[str]) -> Iterator[Problem]:
    names = frozenset(ordered)
    want = [tag.text for tag in wanted if tag.name in names]
    have = [tag.text for tag in found if tag.name in names]
    if want != have and Counter(want) == Counter(have):
        yield Problem(
            "order",
            f"The translation has {' '.join(have)}, the source {' '.join(want)}.",
            "Keep these codes in the order of the source.",
        )

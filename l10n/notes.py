"""Our lines among the translator comments of a PO entry: who drafted a text, what changed, what was waived.

Translator comments (`# `) are the one place that every PO tool keeps, even when it carries them to another
entry; so each line that makes a claim about a text is bound to it by `text=HASH` and says nothing about any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

_LINE = re.compile(r"l10n-(?P<kind>[a-z][a-z-]*):\s*(?P<body>.*)")
_MARK = re.compile(r"[^\w ]|_")
_CODE = re.compile(r"<[^<>]*>")
_HASH = re.compile(r"(?:^|\s)text=(?P<hash>[0-9a-f]{12})(?=\s|$)")
_CLAIM = re.compile(r"(?:^|\s)text=(?P<claim>\S*)")


def text_hash(*texts: str) -> str:
    """The first 12 hexadecimal digits of SHA-256 over the UTF-8 texts, each closed by a NUL."""
    digest = sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:12]


def words_hash(text: str) -> str:
    """The `text_hash` of what inline text says: without codes, white space, punctuation and case.

    Signs between two digits (`0.5`, `3/4`), `%` and mathematical signs count, because they change what a number says.
    """
    characters = _CODE.sub("", text) if "<" in text else text
    if "&" in characters:
        characters = characters.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    said = _MARK.sub(_said, characters).replace(" ", "")
    return text_hash("words", unicodedata.normalize("NFC", said).casefold())


def _said(match: re.Match[str]) -> str:
    """What a character that is neither a letter nor a number says beside others: mostly nothing."""
    character = match[0]
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Sm" or character in "%‰":
        return character
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return character if before.isdigit() and after.isdigit() and not character.isspace() else ""


class Note(NamedTuple):
    """One line `l10n-KIND: BODY [text=HASH]`."""

    kind: str
    body: str
    text: str = ""
    """The `text_hash` of what the line speaks about; empty where it makes no claim about a text."""

    @property
    def line(self) -> str:
        bound = f" text={self.text}" if self.text else ""
        return f"l10n-{self.kind}: {self.body}{bound}"

    def warns_of(self, target: str) -> bool:
        """True for a safety note about a translation that says what this one says.

        Such notes are bound by `words_hash`; earlier ones by the `text_hash` of the whole text.
        """
        return self.kind == "safety" and bool(target) and self.text in (words_hash(target), text_hash(target))


class Draft(NamedTuple):
    """`l10n-draft: engine=... method=... text=HASH`: a machine wrote the text with this hash."""

    engine: str
    method: str
    text: str
    score: str = ""
    """How close a memory match was, `0.00` to `1.00`; empty where the engine gives no figure."""
    flags: tuple[str, ...] = ()
    """What the reviewer should know: `pieces`, `term-forced`, `numbers`."""

    @property
    def note(self) -> Note:
        parts = [f"engine={self.engine}", f"method={self.method}"]
        if self.score:
            parts.append(f"score={self.score}")
        if self.flags:
            parts.append("flags=" + ",".join(self.flags))
        return Note("draft", " ".join(parts), self.text)


class Waiver(NamedTuple):
    """`l10n-ok: CHECK reason [text=HASH]`: a person accepts one finding for this text.

    A person writes it without a hash; the next merge binds it to source and target (`text_hash(source, target)`).
    When the text changes, a bound waiver no longer holds.
    """

    check: str
    reason: str
    text: str = ""

    @property
    def note(self) -> Note:
        return Note("ok", f"{self.check} {self.reason}".strip(), self.text)

    def holds_for(self, source: str, target: str) -> bool:
        """True where the waiver is not bound yet, or is bound to exactly these texts."""
        return not self.text or self.text == text_hash(source, target)


def read_notes(comments: Iterable[str], kind: str = "") -> tuple[Note, ...]:
    """Return our lines among the translator comments, in order, or those of one kind; other lines are people's own."""
    notes = []
    beginning = f"l10n-{kind}:" if kind else "l10n-"
    for line in comments:
        if beginning not in line:
            continue
        match = _LINE.match(line.strip())
        if match is None or (kind and match["kind"] != kind):
            continue
        bound = _HASH.search(match["body"])
        body = _HASH.sub("", match["body"]).strip() if bound else match["body"].strip()
        notes.append(Note(match["kind"], body, bound["hash"] if bound else ""))
    return tuple(notes)


def find_draft(comments: Iterable[str]) -> Draft | None:
    """Return what the last `l10n-draft:` line says, or None."""
    found = None
    for note in read_notes(comments, "draft"):
        fields = dict(part.split("=", 1) for part in note.body.split() if "=" in part)
        found = Draft(
            engine=fields.get("engine", "unknown"),
            method=fields.get("method", "unknown"),
            text=note.text,
            score=fields.get("score", ""),
            flags=tuple(flag for flag in fields.get("flags", "").split(",") if flag),
        )
    return found


def find_waivers(comments: Iterable[str]) -> tuple[Waiver, ...]:
    """Return the waivers of an entry, in order; one whose `text=` is no hash is bound to it, and so holds for no text."""
    waivers = []
    for note in read_notes(comments, "ok"):
        if note.body:
            claim = _CLAIM.search(note.body)
            bound = note.text or (claim and (claim["claim"] or "?")) or ""
            check, _, reason = _CLAIM.sub("", note.body).strip().partition(" ")
            waivers.append(Waiver(check.rstrip(":"), reason.strip(), bound))
    return tuple(waivers)

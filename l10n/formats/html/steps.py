"""One piece of markup or text on the walk, with all that attributes, rules and the place it stands in have to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from l10n.formats.html import scopes
from l10n.formats.html.cuts import cut
from l10n.formats.html.directives import is_marker
from l10n.formats.html.elements import RCDATA, RUBY_PARTS, SCRIPTS, SVG_INLINE
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.quotes import with_parents
from l10n.formats.html.rules import Rule
from l10n.formats.html.runs import OFF, add
from l10n.formats.html.slots import Place, Slot
from l10n.formats.html.stack import Scope, Stack
from l10n.formats.html.tags import Tag, Vocabulary, label
from l10n.formats.html.templates import Masked
from l10n.formats.html.token import Kind, Tokens
from l10n.formats.html.units import Units

# Looked up once: reading a member of an enum is slow in Python 3.11.
_START, _END = Kind.START, Kind.END
_TEXT_PART, _OPEN, _CLOSE, _ALONE, _LOCKED, _DROPPED = (
    Part.TEXT,
    Part.OPEN,
    Part.CLOSE,
    Part.ALONE,
    Part.LOCKED,
    Part.DROPPED,
)


@dataclass(slots=True)
class Steps:
    """The state of one walk over a page, and its steps; these change it in place."""

    masked: Masked
    tokens: Tokens
    words: Vocabulary
    language: str
    rules: Mapping[int, Rule]
    has_controls: bool
    units: Units
    stack: Stack = field(default_factory=Stack)
    run: list[Piece] = field(default_factory=list)
    has_text: bool = False
    waiting: list[Slot] = field(default_factory=list)
    """Attribute units of inline tags, until the unit around them is known."""
    json: list[tuple[int, int, tuple[str, ...], str]] = field(default_factory=list)
    unmatched: list[tuple[str, int]] = field(default_factory=list)
    overridden: set[str] = field(default_factory=set)
    """Elements of which at least one is inline or block by a rule, against its name."""
    script_type: str = ""
    refusals: list[int] = field(default_factory=list)
    is_easy: bool = True
    """True where the names of tags decide alone: no rule, no override, no control character, nothing switched off."""

    def judge(self) -> None:
        """Set `is_easy` anew."""
        self.is_easy = not (self.rules or self.overridden or self.has_controls or self.units.off)

    def flush(self) -> None:
        """End the running text: make its units."""
        if self.run:
            run, self.run = self.run, []
            if self.has_text:
                self.has_text = False
                made = len(self.units.slots)
                self.units.add_running_text(run, self._block())
                if self.waiting:
                    self.waiting = with_parents(self.waiting, self.units.slots[made:])
        if self.waiting:
            self.units.slots += self.waiting
            self.waiting = []

    def add_white_space(self, start: int, end: int) -> None:
        """Add white space to the running text."""
        scope = self.scope()
        add(self.run, _TEXT_PART, start, end, scope)
        self.run[-1].is_blank = self.run[-1].part is _TEXT_PART and not scope.preserve

    def add_text(self, text: str, start: int) -> None:
        """Add text to the running text, or note by which rule it is none of it."""
        scope, end = self.scope(), start + len(text)
        if scope.excluded or scope.mute:
            self.units.exclude(scope.excluded or "not shown", self._block(), start, end)
            if not scope.mute:
                add(self.run, _LOCKED, start, end, scope)
            return
        self.has_text = True
        if self.has_controls or (self.masked.constructs and self.masked.character in text):
            self._cut(start, end, scope)
        else:
            self.run.append(Piece(_TEXT_PART, start, end, "", scope))

    def look_closely(self, tag: Tag, start: int, end: int, *, is_foreign: bool) -> None:
        """Follow markup of any kind, with all that attributes, rules and the place it stands in have to say."""
        if tag.kind is _START:
            self.start_tag(tag, start, end, is_foreign=is_foreign)
        elif tag.kind is _END:
            self.end_tag(tag, start, end, is_foreign=is_foreign)
        else:
            self._other(tag, start, end)

    def _cut(self, start: int, end: int, scope: Scope) -> None:
        for piece in cut(self.masked, start, end, scope, controls=self.has_controls):
            if piece.part is Part.COMMENT:
                self._read_comment(piece.start, piece.end)
            self.run.append(piece)

    def start_tag(self, tag: Tag, start: int, end: int, *, is_foreign: bool) -> None:  # noqa: C901
        """Follow a start tag."""
        name = tag.name
        has_code = bool(self.masked.constructs) and self.masked.character in tag.text
        if has_code:
            tag = self.words.with_code(tag, self.masked.source[start:end])
        rule = self.rules.get(start) if self.rules else None
        is_inline = tag.is_inline if not is_foreign else name in SVG_INLINE
        if rule or "its-within-text" in tag.said.values:
            decided = scopes.is_inline(tag.said.values, rule, otherwise=is_inline)
            if decided != is_inline:
                is_inline = decided
                self.overridden.add(name)
                self.judge()
        is_script = name in SCRIPTS and not is_foreign
        if not is_inline and not is_script:
            if self.run or self.waiting:
                self.flush()
            self.stack.imply_ends(name)
        while name in RUBY_PARTS and not is_foreign and self.stack.ends_in_ruby():
            self.flush()
            self.stack.cut(len(self.stack.frames) - 1)
        scope = self.scope()
        said = tag.said
        if said.changes_scope or rule or name in scopes.BY_NAME:
            scope = scopes.derive(scope, name, said.values, rule, language=self.language, is_inline=is_inline)
        if is_foreign:
            scope = scopes.foreign(name, scope)
        if said.anchor or said.texts:
            slots = self.waiting if is_inline else self.units.slots
            slots += self.units.read_tag(said, start, scope, has_code=has_code)
        if "its-term" in said.values and not is_inline:
            self.units.expect_term(said.values)
        is_empty = tag.is_void or (is_foreign and self.masked.source[end - 2] == "/")
        if not is_empty:
            self.stack.open(name, scope, start, is_inline=is_inline)
        if name in _NOTABLE:
            self._note(name, start, said.values)
        if is_script:
            self.script_type = said.values.get("type", "").partition(";")[0].strip().lower() if name == "script" else ""
            add(self.run, Part.HIDDEN, start, end, scope)
        elif is_inline and not scope.mute:
            if scope.excluded:
                add(self.run, _LOCKED, start, end, scope)
            else:
                part = _DROPPED if name == "wbr" else _ALONE if is_empty else _OPEN
                self.run.append(Piece(part, start, end, name, scope, tag))

    def _note(self, name: str, start: int, values: Mapping[str, str]) -> None:
        """What the author should know about a start tag: global ITS rules, a page in another language."""
        kind = values.get("type", "").strip().lower()
        if kind == "application/its+xml" or "its-rules" in values.get("rel", "").lower().split():
            self.refusals.append(start)
        lang = values.get("lang", values.get("xml:lang", "")).strip()
        if name == "html" and lang and lang.lower().replace("_", "-").split("-")[0] != self.language:
            message = f"The page says it is in «{lang}», not in the source locale; it was read all the same."
            if not self.masked.within(start, start + 1) and "{" not in lang:
                self.units.warnings.append((start, message, "Correct lang of <html>."))

    def end_tag(self, tag: Tag, start: int, end: int, *, is_foreign: bool) -> None:
        """Follow an end tag."""
        name = tag.name
        scope = self.scope()
        if name in SCRIPTS and not is_foreign:
            add(self.run, Part.HIDDEN, start, end, scope)
            self.stack.close(name)
            return
        is_inline = tag.is_inline if not is_foreign else name in SVG_INLINE
        if name in self.overridden:
            is_inline = self.stack.is_inline(name, otherwise=is_inline)
        if not is_inline:
            self.flush()
            if not self.stack.close(name) and name not in HARMLESS_ENDS and not is_foreign:
                self.unmatched.append((name, start))
            return
        if scope.excluded:
            add(self.run, _LOCKED, start, end, scope)
        elif not scope.mute:
            self.run.append(Piece(_CLOSE, start, end, name, scope))
        self.stack.close(name)

    def _other(self, tag: Tag, start: int, end: int) -> None:
        kind, name = tag.kind, tag.name
        scope = self.scope()
        if kind is Kind.COMMENT:
            self._comment(start, end, scope)
        elif kind is Kind.RCDATA:
            slot = self.units.plain_slot(start, end, scope=scope, place=Place.RCDATA, kind=name)
            self.units.slots += [slot] if slot else []
        elif kind is Kind.RAW and name in SCRIPTS:
            if self.script_type in _JSON_LD and not scope.excluded:
                self.json.append((start, end, *self.units.take_notes()))
            elif self.script_type in _JSON_LD:
                self.units.exclude(scope.excluded, "json-ld", start, end)
            add(self.run, Part.HIDDEN, start, end, scope)
        elif kind is Kind.RAW:
            self.units.exclude(f"{name} holds raw text", name, start, end)
        elif kind is Kind.CDATA and not scope.mute:
            self.run.append(Piece(_LOCKED, start, end, "", scope))

    def _comment(self, start: int, end: int, scope: Scope) -> None:
        was_off = self.units.off
        self._read_comment(start, end)
        if self.units.off and not was_off:
            add(self.run, Part.HIDDEN, start, end, scope, OFF)
        elif was_off and not self.units.off:
            follows_locked = bool(self.run) and self.run[-1].part is _LOCKED
            add(self.run, _LOCKED if follows_locked else Part.HIDDEN, start, end, scope)
        else:
            marks = is_marker(self.masked.source[start : min(end, start + 40)])
            add(self.run, Part.HIDDEN if marks else Part.COMMENT, start, end, scope)

    def _read_comment(self, start: int, end: int) -> None:
        was_off = self.units.off
        self.units.read_comment(start, end)
        if self.units.off is not was_off:
            self.judge()

    def _block(self) -> str:
        return label(self.stack.block())

    def scope(self) -> Scope:
        """What the text here inherits."""
        scope = self.stack.frames[-1][1]
        return scope if not self.units.off else replace(scope, excluded=OFF)


_JSON_LD = frozenset(["application/ld+json"])
_NOTABLE = frozenset("html link script".split())
HARMLESS_ENDS = RCDATA | frozenset(["p", "br"])

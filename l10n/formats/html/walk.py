"""From tokens to slots: one walk over the source that ends a unit at every block tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from l10n.formats.html import scopes
from l10n.formats.html.characters import has_control
from l10n.formats.html.cuts import cut
from l10n.formats.html.directives import is_marker
from l10n.formats.html.elements import RCDATA, RUBY_PARTS, SCRIPTS, SVG_INLINE
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.rules import Rule
from l10n.formats.html.runs import OFF, add
from l10n.formats.html.slots import Excluded, Place, Slot
from l10n.formats.html.stack import Scope, Stack
from l10n.formats.html.tags import Tag, Vocabulary
from l10n.formats.html.templates import Masked
from l10n.formats.html.token import Kind, Tokens
from l10n.formats.html.units import Units, with_parents

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


@dataclass(frozen=True, slots=True)
class Found:
    """What the walk found in a page."""

    slots: list[Slot]
    """A slot may stand inside another (an attribute inside running text)."""
    excluded: list[Excluded]
    warnings: list[tuple[int, str, str]]
    """Offset, message, hint."""
    json: list[tuple[int, int]]
    """The contents of JSON-LD scripts, still to be read."""
    its_rules: list[int]
    """Where global ITS rules stand, which this format does not follow."""


def walk(
    masked: Masked,
    tokens: Tokens,
    words: Vocabulary,
    options: HtmlOptions,
    *,
    language: str,
    rules: Mapping[int, Rule],
) -> Found:
    """Find the units of a page.

    `masked` is its text with the template code covered, `tokens` its tokens, `words` the vocabulary they were made
    with, `language` the primary subtag of the source locale, `rules` the project's rules by offset of the start tag.
    """
    walker = _Walk(masked, tokens, words, language, rules, has_control(masked.source), Units(masked, options))
    walker.judge()
    walker.run_over(0, len(tokens.raw))
    walker.flush()
    walker.finish()
    return Found(walker.units.slots, walker.units.excluded, walker.units.warnings, walker.json, walker.refusals)


@dataclass(slots=True)
class _Walk:
    """The state of one walk; its methods change it in place."""

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
    json: list[tuple[int, int]] = field(default_factory=list)
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

    def run_over(self, position: int, end: int) -> None:  # noqa: C901 one branch a kind of markup
        """Walk over a range of tokens.

        Nearly all of a page is text, and tags of which the name says all; these are dealt with here. The methods
        `_text`, `_start` and `_end` know the rest too, and would do the same with these.
        """
        raw, islands = self.tokens.raw, self.tokens.islands
        frames, count = self.stack.frames, self.stack.count
        while position < end:
            tag, start, stop, behind, is_foreign, _ = raw[position]
            position += 1
            if is_foreign or not tag.is_simple or not self.is_easy:
                if is_foreign and position - 1 in islands:
                    position, stop, behind = self._island(position - 1)
                else:
                    self._look_closely(tag, start, stop, is_foreign=is_foreign)
            elif not tag.is_inline:
                if self.run or self.waiting:
                    self.flush()
                name = tag.name
                if tag.kind is _START:
                    if tag.ends_kin or (tag.ends_p and count["p"]) or count["head"]:
                        self.stack.imply_ends(name)
                    if not tag.is_void:
                        frames.append((name, frames[-1][1], start, False))
                        count[name] += 1
                elif frames[-1][0] == name:
                    frames.pop()
                    count[name] -= 1
                elif not self.stack.close(name) and name not in _HARMLESS_ENDS:
                    self.unmatched.append((name, start))
            else:
                scope = frames[-1][1]
                if scope.excluded or scope.mute:
                    self._look_closely(tag, start, stop, is_foreign=False)
                elif tag.kind is _START:
                    self.run.append(Piece(tag.part, start, stop, tag.name, scope, tag))
                    if not tag.is_void:
                        frames.append((tag.name, scope, start, True))
                        count[tag.name] += 1
                else:
                    self.run.append(Piece(_CLOSE, start, stop, tag.name, scope))
                    if frames[-1][0] == tag.name:
                        frames.pop()
                        count[tag.name] -= 1
                    else:
                        self.stack.close(tag.name)
            if behind:
                if behind.isspace():
                    if self.run:
                        self._white_space(stop, stop + len(behind))
                elif self.run or self.waiting or not self.is_easy or not self._is_followed_by_block(position):
                    self._text(behind, stop)
                else:
                    self._whole_text(behind, stop)

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

    def finish(self) -> None:
        """Say what is unbalanced at the end of the page."""
        warnings = self.units.warnings
        if self.units.off:
            end = len(self.masked.source)
            warnings.append((end, "l10n:off is never followed by l10n:on.", "Add <!-- l10n:on -->."))
        if self.unmatched:
            name, start = self.unmatched[0]
            rest = f", and {len(self.unmatched) - 1} more" if len(self.unmatched) > 1 else ""
            warnings.append((start, f"</{name}> has no start tag{rest}.", ""))
        if self.stack.unclosed:
            name, start = self.stack.unclosed[0]
            rest = f", and {len(self.stack.unclosed) - 1} more" if len(self.stack.unclosed) > 1 else ""
            warnings.append((start, f"<{name}> is not closed{rest}.", ""))

    def _is_followed_by_block(self, position: int) -> bool:
        """True where the next markup is a block tag of which the name says all."""
        raw = self.tokens.raw
        if position == len(raw):
            return False
        tag, _, _, _, is_foreign, _ = raw[position]
        return tag.is_simple and not tag.is_inline and not is_foreign

    def _whole_text(self, text: str, start: int) -> None:
        """Text that begins and ends with a block tag: the most frequent unit, made without a run."""
        name, scope, _, is_inline = self.stack.frames[-1]
        cover = self.masked.character
        if scope.excluded or scope.mute or is_inline or (cover and cover in text):
            self._text(text, start)
        else:
            self.units.add_text(text, start, start + len(text), scope, _printable(name))

    def _white_space(self, start: int, end: int) -> None:
        scope = self._scope()
        add(self.run, _TEXT_PART, start, end, scope)
        self.run[-1].is_blank = self.run[-1].part is _TEXT_PART and not scope.preserve

    def _text(self, text: str, start: int) -> None:
        scope, end = self._scope(), start + len(text)
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

    def _look_closely(self, tag: Tag, start: int, end: int, *, is_foreign: bool) -> None:
        """Follow markup of any kind, with all that attributes, rules and the place it stands in have to say."""
        if tag.kind is _START:
            self._start(tag, start, end, is_foreign=is_foreign)
        elif tag.kind is _END:
            self._end(tag, start, end, is_foreign=is_foreign)
        else:
            self._other(tag, start, end)

    def _cut(self, start: int, end: int, scope: Scope) -> None:
        for piece in cut(self.masked, start, end, scope, controls=self.has_controls):
            if piece.part is Part.COMMENT:
                self._read_comment(piece.start, piece.end)
            self.run.append(piece)

    def _start(self, tag: Tag, start: int, end: int, *, is_foreign: bool) -> None:  # noqa: C901
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
        scope = self._scope()
        said = tag.said
        if said.changes_scope or rule or name in scopes.BY_NAME:
            scope = scopes.derive(scope, name, said.values, rule, language=self.language, is_inline=is_inline)
        if is_foreign:
            scope = scopes.foreign(name, scope)
        if said.anchor and not has_code:
            self.units.anchor = said.anchor
        if said.texts:
            slots = self.waiting if is_inline else self.units.slots
            slots += self.units.attribute_slots(said.texts, start, scope, has_code=has_code)
        is_empty = tag.is_void or (is_foreign and self.masked.source[end - 2] == "/")
        if not is_empty:
            self.stack.open(name, scope, start, is_inline=is_inline)
        if name in _NOTABLE:
            self._note(name, start, said.values)
        if is_script:
            self.script_type = said.values.get("type", "").strip().lower() if name == "script" else ""
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

    def _end(self, tag: Tag, start: int, end: int, *, is_foreign: bool) -> None:
        name = tag.name
        scope = self._scope()
        if name in SCRIPTS and not is_foreign:
            add(self.run, Part.HIDDEN, start, end, scope)
            self.stack.close(name)
            return
        is_inline = tag.is_inline if not is_foreign else name in SVG_INLINE
        if name in self.overridden:
            is_inline = self.stack.is_inline(name, otherwise=is_inline)
        if not is_inline:
            self.flush()
            if not self.stack.close(name) and name not in _HARMLESS_ENDS and not is_foreign:
                self.unmatched.append((name, start))
            return
        if scope.excluded:
            add(self.run, _LOCKED, start, end, scope)
        elif not scope.mute:
            self.run.append(Piece(_CLOSE, start, end, name, scope))
        self.stack.close(name)

    def _other(self, tag: Tag, start: int, end: int) -> None:
        kind, name = tag.kind, tag.name
        scope = self._scope()
        if kind is Kind.COMMENT:
            self._comment(start, end, scope)
        elif kind is Kind.RCDATA:
            slot = self.units.plain_slot(start, end, scope=scope, place=Place.RCDATA, kind=name)
            self.units.slots += [slot] if slot else []
        elif kind is Kind.RAW and name in SCRIPTS:
            if self.script_type in _JSON_LD and not scope.excluded:
                self.json.append((start, end))
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

    def _island(self, position: int) -> tuple[int, int, str]:
        """Walk over `<svg>...</svg>`: one opaque piece of the running text, with units of its own inside.

        Return the position behind it, the offset where it ends, and the text behind it.
        """
        raw = self.tokens.raw
        end, is_ended = self.tokens.islands[position]
        first, start, stop, text, _, _ = raw[position]
        last, last_start, last_stop, behind, is_last_foreign, _ = raw[end - 1]
        ends_as_begun = last.kind is _END and last.name == first.name
        is_closed = is_ended or (not behind and (end - 1 == position or ends_as_begun))
        if not is_closed:
            self.flush()  # nothing can be moved around what does not end
        scope, depth = self._scope(), len(self.stack.frames)
        outer, has_text, waiting = self.run, self.has_text, self.waiting
        self.run, self.has_text, self.waiting, self.units.island = [], False, [], first.name
        self._start(first, start, stop, is_foreign=True)
        if end - 1 > position or not is_ended:
            self._inner_text(text, stop)
            self.run_over(position + 1, end - 1 if is_ended else end)
        if end - 1 > position and is_ended:
            self._look_closely(last, last_start, last_stop, is_foreign=is_last_foreign)
        self.flush()
        self.stack.cut(depth)
        self.run, self.has_text, self.waiting, self.units.island = outer, has_text, waiting, ""
        if is_closed and not scope.mute:
            add(self.run, _LOCKED if scope.excluded else _ALONE, start, last_stop, scope, first.name)
        return end, last_stop, behind if is_ended else ""

    def _inner_text(self, text: str, start: int) -> None:
        if text and not text.isspace():
            self._text(text, start)
        elif text and self.run:
            self._white_space(start, start + len(text))

    def _block(self) -> str:
        return _printable(self.stack.block())

    def _scope(self) -> Scope:
        scope = self.stack.frames[-1][1]
        return scope if not self.units.off else replace(scope, excluded=OFF)


def _printable(name: str) -> str:
    """The name of a block; `element` where template code writes the name, `text` where there is none."""
    return (name if name.isprintable() else "element") or "text"


_JSON_LD = frozenset(["application/ld+json"])
_NOTABLE = frozenset("html link script".split())
_HARMLESS_ENDS = RCDATA | frozenset(["p", "br"])

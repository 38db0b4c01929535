"""From tokens to slots: one walk over the source that ends a unit at every block tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from l10n.formats.html import codes, scopes, tags
from l10n.formats.html.cuts import cut
from l10n.formats.html.directives import is_marker
from l10n.formats.html.elements import (
    INLINE,
    RCDATA,
    SVG_INLINE,
    VOID,
)
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.pieces import Part, Piece
from l10n.formats.html.rules import Rule, names
from l10n.formats.html.runs import OFF, add
from l10n.formats.html.slots import Excluded, Place, Slot
from l10n.formats.html.stack import Scope, Stack
from l10n.formats.html.templates import Masked
from l10n.formats.html.token import Kind, Token
from l10n.formats.html.tokens import Tokens
from l10n.formats.html.units import Units, with_parents

# Looked up once: reading a member of an enum is slow in Python 3.11.
_TEXT, _START, _END = Kind.TEXT, Kind.START, Kind.END
_TEXT_PART, _OPEN, _CLOSE, _LOCKED = Part.TEXT, Part.OPEN, Part.CLOSE, Part.LOCKED


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


def walk(masked: Masked, tokens: Tokens, options: HtmlOptions, *, language: str, rules: Mapping[int, Rule]) -> Found:
    """Find the units of a page.

    `masked` is its text with the template code covered, `tokens` its tokens, `language` the primary subtag of the
    source locale, `rules` the project's rules by offset of the start tag.
    """
    inline_names = (INLINE | names(options.inline)) - names(options.block)
    has_controls = codes.CONTROL.search(masked.source) is not None
    walker = _Walk(masked, tokens, options, language, rules, inline_names, has_controls, Units(masked, options))
    walker.run_over(0, len(tokens.tokens))
    walker.flush()
    walker.finish()
    return Found(walker.units.slots, walker.units.excluded, walker.units.warnings, walker.json, walker.refusals)


@dataclass(slots=True)
class _Walk:
    """The state of one walk; its methods change it in place."""

    masked: Masked
    tokens: Tokens
    options: HtmlOptions
    language: str
    rules: Mapping[int, Rule]
    inline_names: frozenset[str]
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

    def run_over(self, position: int, end: int) -> None:
        """Walk over a range of tokens."""
        tokens, islands = self.tokens
        while position < end:
            token = tokens[position]
            kind = token.kind
            if kind is _TEXT:
                self._text(token)
            elif kind is _START:
                island_end = islands.get(position) if token.foreign else None
                if island_end is not None:
                    position = self._island(position, island_end)
                    continue
                self._start(token)
            elif kind is _END:
                self._end(token)
            else:
                self._other(token)
            position += 1

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

    def _text(self, token: Token) -> None:
        _, start, end, _, _ = token
        text = self.masked.text[start:end]
        is_blank = text.isspace()
        if is_blank and not self.run:
            return
        scope = self._scope()
        if is_blank:
            add(self.run, _TEXT_PART, start, end, scope)
            self.run[-1].is_blank = self.run[-1].part is _TEXT_PART and not scope.preserve
        elif scope.excluded or scope.mute:
            self.units.exclude(scope.excluded or "not shown", self._block(), start, end)
            if not scope.mute:
                add(self.run, Part.LOCKED, start, end, scope)
        else:
            self.has_text = True
            if self.has_controls or (self.masked.constructs and self.masked.character in text):
                self._cut(start, end, scope)
            else:
                self.run.append(Piece(_TEXT_PART, start, end, "", scope))

    def _cut(self, start: int, end: int, scope: Scope) -> None:
        for piece in cut(self.masked, start, end, scope, controls=self.has_controls):
            if piece.part is Part.COMMENT:
                self.units.read_comment(piece.start, piece.end)
            self.run.append(piece)

    def _start(self, token: Token) -> None:
        _, start, end, name, is_foreign = token
        tag = tags.BARE if end - start == len(name) + 2 else self._tag(start, end, name)
        values = tag.values
        rule = self.rules.get(start) if self.rules else None
        is_inline = name in self.inline_names if not is_foreign else name in SVG_INLINE
        if (rule or "its-within-text" in values) and is_inline != scopes.is_inline(values, rule, otherwise=is_inline):
            is_inline = not is_inline
            self.overridden.add(name)
        is_script = name in _SCRIPTS and not is_foreign
        if not is_inline and not is_script:
            if self.run or self.waiting:
                self.flush()
            self.stack.imply_ends(name)
        scope = self._scope()
        if not tag.is_plain or rule or name in scopes.BY_NAME:
            scope = scopes.derive(scope, name, values, rule, language=self.language, is_inline=is_inline)
        if is_foreign:
            scope = scopes.foreign(name, scope)
        if not tag.is_plain:
            self._attributes(start, end, tag, scope, is_inline=is_inline)
        is_empty = name in VOID or (is_foreign and self.masked.source[end - 2] == "/")
        if not is_empty:
            self.stack.open(name, scope, start, is_inline=is_inline)
        if name in _NOTABLE:
            self._note(name, start, values)
        if is_script:
            self.script_type = values.get("type", "").strip().lower() if name == "script" else ""
            add(self.run, Part.HIDDEN, start, end, scope)
        elif is_inline and not scope.mute:
            self._inline(token, scope, values, is_empty=is_empty)

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

    def _tag(self, start: int, end: int, name: str) -> tags.Tag:
        source = self.masked.source[start:end]
        return tags.read_tag(
            self.masked.text[start:end] if self.masked.constructs else source, source, name, self.options
        )

    def _inline(self, token: Token, scope: Scope, values: Mapping[str, str], *, is_empty: bool) -> None:
        if scope.excluded:
            add(self.run, Part.LOCKED, token.start, token.end, scope)
        else:
            part = Part.DROPPED if token.name == "wbr" else Part.ALONE if is_empty else _OPEN
            self.run.append(Piece(part, token.start, token.end, token.name, scope, values))

    def _end(self, token: Token) -> None:
        name = token.name
        scope = self._scope()
        if name in _SCRIPTS and not token.foreign:
            add(self.run, Part.HIDDEN, token.start, token.end, scope)
            self.stack.close(name)
            return
        is_inline = name in self.inline_names if not token.foreign else name in SVG_INLINE
        if name in self.overridden:
            is_inline = self.stack.is_inline(name, otherwise=is_inline)
        if not is_inline:
            self.flush()
            if not self.stack.close(name) and name not in _HARMLESS_ENDS and not token.foreign:
                self.unmatched.append((name, token.start))
            return
        if scope.excluded:
            add(self.run, Part.LOCKED, token.start, token.end, scope)
        elif not scope.mute:
            self.run.append(Piece(_CLOSE, token.start, token.end, name, scope))
        self.stack.close(name)

    def _other(self, token: Token) -> None:
        scope = self._scope()
        start, end = token.start, token.end
        if token.kind is Kind.COMMENT:
            self._comment(start, end, scope)
        elif token.kind is Kind.RCDATA:
            slot = self.units.plain_slot(start, end, scope=scope, place=Place.RCDATA, kind=token.name)
            self.units.slots += [slot] if slot else []
        elif token.kind is Kind.RAW and token.name in _SCRIPTS:
            if self.script_type in _JSON_LD and not scope.excluded:
                self.json.append((start, end))
            add(self.run, Part.HIDDEN, start, end, scope)
        elif token.kind is Kind.RAW:
            self.units.exclude(f"{token.name} holds raw text", token.name, start, end)
        elif token.kind is Kind.CDATA and not scope.mute:
            self.run.append(Piece(Part.LOCKED, start, end, "", scope))

    def _comment(self, start: int, end: int, scope: Scope) -> None:
        was_off = self.units.off
        self.units.read_comment(start, end)
        if self.units.off and not was_off:
            add(self.run, Part.HIDDEN, start, end, scope, OFF)
        elif was_off and not self.units.off:
            add(
                self.run,
                Part.LOCKED if self.run and self.run[-1].part is Part.LOCKED else Part.HIDDEN,
                start,
                end,
                scope,
            )
        else:
            marks = is_marker(self.masked.source[start : min(end, start + 40)])
            add(self.run, Part.HIDDEN if marks else Part.COMMENT, start, end, scope)

    def _island(self, position: int, end: int) -> int:
        """Walk over `<svg>...</svg>`: one opaque piece of the running text, with units of its own inside."""
        first, last = self.tokens.tokens[position], self.tokens.tokens[end - 1]
        is_closed = end - 1 == position or (last.kind is _END and last.name == first.name)
        if not is_closed:
            self.flush()  # nothing can be moved around what does not end
        scope, depth = self._scope(), len(self.stack.frames)
        outer, has_text, waiting = self.run, self.has_text, self.waiting
        self.run, self.has_text, self.waiting, self.units.island = [], False, [], first.name
        self._start(first)
        self.run_over(position + 1, end)
        self.flush()
        self.stack.cut(depth)
        self.run, self.has_text, self.waiting, self.units.island = outer, has_text, waiting, ""
        if is_closed and not scope.mute:
            part = Part.LOCKED if scope.excluded else Part.ALONE
            add(self.run, part, first.start, last.end, scope, first.name)
        return end

    def _attributes(self, start: int, end: int, tag: tags.Tag, scope: Scope, *, is_inline: bool) -> None:
        anchor = tag.values.get("id", "").strip()
        if anchor and not self.masked.within(start, end) and not codes.SPACE.search(anchor):
            self.units.anchor = anchor
        for attribute, kind in tag.texts:
            slot = self.units.plain_slot(
                start + attribute.value_start,
                start + attribute.value_end,
                scope=scope,
                place=Place.ATTRIBUTE,
                kind=kind,
                quote=attribute.quote,
            )
            if slot is not None:
                (self.waiting if is_inline else self.units.slots).append(slot)

    def _block(self) -> str:
        """The name of the innermost block; `element` where template code writes the name."""
        name = self.stack.block()
        return name if name.isprintable() else "element"

    def _scope(self) -> Scope:
        scope = self.stack.frames[-1].scope if self.stack.frames else _ROOT
        return scope if not self.units.off else replace(scope, excluded=OFF)


_ROOT = Scope()
_NOTHING: Mapping[str, str] = {}
_SCRIPTS = frozenset(["script", "style"])
_JSON_LD = frozenset(["application/ld+json"])
_NOTABLE = frozenset("html link script".split())
_HARMLESS_ENDS = RCDATA | frozenset(["p", "br"])

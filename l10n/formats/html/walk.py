"""From tokens to slots: one walk over the source that ends a unit at every block tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from l10n.formats.html import codes, scopes, tags
from l10n.formats.html.directives import NAMES, is_marker, read_directive
from l10n.formats.html.elements import (
    HEADINGS,
    INLINE,
    MATH_TEXT,
    RAW,
    RCDATA,
    SVG_INLINE,
    SVG_INTEGRATION,
    SVG_TEXT,
    VOID,
)
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.pieces import Part, Piece, pair, split_at_breaks, trim
from l10n.formats.html.rules import Rule, names
from l10n.formats.html.slots import Excluded, Place, Slot
from l10n.formats.html.stack import Scope, Stack
from l10n.formats.html.templates import Masked
from l10n.formats.html.tokens import Attribute, Kind, Token, Tokens, attributes
from l10n.inline import plain
from l10n.model import Unit


@dataclass(frozen=True, slots=True)
class Found:
    """What the walk found in a page."""

    slots: tuple[Slot, ...]
    """In document order; a slot may stand inside another (an attribute inside running text)."""
    excluded: tuple[Excluded, ...]
    warnings: tuple[tuple[int, str, str], ...]
    """Offset, message, hint."""
    json: tuple[tuple[int, int], ...]
    """The contents of JSON-LD scripts, still to be read."""


def walk(
    source: str, masked: Masked, tokens: Tokens, options: HtmlOptions, *, language: str, rules: Mapping[int, Rule]
) -> Found:
    """Find the units of a page.

    `masked` is `source` with its template code covered, `tokens` its tokens, `language` the primary subtag of the
    source locale, `rules` the project's rules by offset of the start tag.
    """
    walker = _Walk(source, masked, tokens, options, language, rules)
    walker.run_over(0, len(tokens.tokens))
    walker.flush()
    walker.finish()
    slots = tuple(sorted(walker.slots, key=lambda slot: (slot.start, -slot.end)))
    return Found(slots, tuple(walker.excluded), tuple(walker.warnings), tuple(walker.json))


@dataclass(slots=True)
class _Walk:
    """The state of one walk; its methods change it in place."""

    source: str
    masked: Masked
    tokens: Tokens
    options: HtmlOptions
    language: str
    rules: Mapping[int, Rule]
    stack: Stack = field(default_factory=Stack)
    run: list[Piece] = field(default_factory=list)
    has_text: bool = False
    slots: list[Slot] = field(default_factory=list)
    waiting: list[Slot] = field(default_factory=list)
    """Attribute units of inline tags, until the unit around them is known."""
    excluded: list[Excluded] = field(default_factory=list)
    warnings: list[tuple[int, str, str]] = field(default_factory=list)
    json: list[tuple[int, int]] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    anchor: str = ""
    off: bool = False
    notes: tuple[str, ...] = ()
    context: str = ""
    unmatched: list[tuple[str, int]] = field(default_factory=list)
    script_type: str = ""
    inline_names: frozenset[str] = INLINE
    controls: bool = False
    in_island: bool = False

    def __post_init__(self) -> None:
        self.inline_names = (INLINE | names(self.options.inline)) - names(self.options.block)
        self.controls = codes.CONTROL.search(self.source) is not None

    # The tokens, one by one.

    def run_over(self, position: int, end: int) -> None:
        tokens, islands = self.tokens
        while position < end:
            token = tokens[position]
            kind = token.kind
            if kind is Kind.TEXT:
                self._text(token)
            elif kind is Kind.START:
                if position in islands:
                    position = self._island(position, islands[position])
                    continue
                self._start(token)
            elif kind is Kind.END:
                self._end(token)
            elif kind is Kind.COMMENT:
                self._comment(token)
            elif kind is Kind.RCDATA:
                self._rcdata(token)
            elif kind is Kind.RAW:
                self._raw(token)
            elif kind is Kind.CDATA and not self.stack.scope.mute:
                self.run.append(Piece(Part.LOCKED, token.start, token.end, "", self.stack.scope))
            position += 1

    def _text(self, token: Token) -> None:
        scope = self._scope()
        _, start, end, _, _ = token
        text = self.masked.text[start:end]
        if text.isspace():
            self._add(Part.TEXT, start, end, scope)
            return
        if scope.excluded or scope.mute:
            self._exclude(scope.excluded or "not shown", self.kind, start, end)
            if not scope.mute:
                self._add(Part.LOCKED, start, end, scope)
            return
        self.has_text = True
        if (self.masked.character and self.masked.character in text) or self.controls:
            self.run += self._cut(start, end, scope)
        else:
            self.run.append(Piece(Part.TEXT, start, end, "", scope))

    def _start(self, token: Token) -> None:
        name = token.name
        found = attributes(self.masked.text, token)
        values = tags.values(self.source, found) if found else _NOTHING
        rule = self.rules.get(token.start) if self.rules else None
        is_inline = self._is_inline(token, values, rule)
        if not is_inline:
            self.flush()
            self.stack.imply_ends(name)
        scope = self._scope()
        if found or rule or name in scopes.BY_NAME:
            scope = scopes.derive(scope, name, values, rule, language=self.language, is_inline=is_inline)
        if token.foreign:
            scope = self._foreign_scope(name, scope)
        if found:
            self._attributes(token, found, values, scope, is_inline=is_inline)
        is_empty = name in VOID or (token.foreign and self.source[token.end - 2] == "/")
        if not is_empty:
            self.stack.open(name, scope, token.start)
        if is_inline:
            self._inline(token, scope, found, alone=is_empty)
        self.script_type = values.get("type", "").strip().lower() if name == "script" else ""

    def _inline(self, token: Token, scope: Scope, found: tuple[Attribute, ...], *, alone: bool) -> None:
        if scope.mute:
            return
        if token.name in RAW:
            self._add(Part.HIDDEN, token.start, token.end, scope)
        elif scope.excluded:
            self._add(Part.LOCKED, token.start, token.end, scope)
        else:
            part = Part.DROPPED if token.name == "wbr" else Part.ALONE if alone else Part.OPEN
            self.run.append(Piece(part, token.start, token.end, token.name, scope, found))

    def _end(self, token: Token) -> None:
        name = token.name
        scope = self._scope()
        if name in RAW and name in _SCRIPTS and not token.foreign:
            self._add(Part.HIDDEN, token.start, token.end, scope)
            self.stack.close(name)
            return
        is_inline = name in self.inline_names or (token.foreign and name in SVG_INLINE)
        if is_inline and not self._was_block(name):
            if scope.excluded:
                self._add(Part.LOCKED, token.start, token.end, scope)
            elif not scope.mute:
                self.run.append(Piece(Part.CLOSE, token.start, token.end, name, scope))
            self.stack.close(name)
            return
        self.flush()
        if not self.stack.close(name) and name not in _HARMLESS_ENDS and not token.foreign:
            self.unmatched.append((name, token.start))

    def _comment(self, token: Token) -> None:
        self._read_comment(token.start, token.end)
        text = self.source[token.start : token.end]
        self._add(Part.HIDDEN if is_marker(text) else Part.COMMENT, token.start, token.end, self._scope())

    def _rcdata(self, token: Token) -> None:
        scope = self._scope()
        self._plain_slot(
            token.start,
            token.end,
            scope=scope,
            place=Place.RCDATA,
            kind=token.name,
        )

    def _raw(self, token: Token) -> None:
        scope = self._scope()
        if token.name in _SCRIPTS:
            if self.script_type in _JSON_LD and not scope.excluded and not scope.mute:
                self.json.append((token.start, token.end))
            self._add(Part.HIDDEN, token.start, token.end, scope)
        else:
            self._exclude(f"{token.name} holds raw text", token.name, token.start, token.end)

    def _island(self, position: int, end: int) -> int:
        """Walk over `<svg>...</svg>`: one opaque piece of the running text, with units of its own inside."""
        tokens = self.tokens.tokens
        last = tokens[end - 1]
        is_closed = end - 1 == position or (last.kind is Kind.END and last.name == tokens[position].name)
        if not is_closed:
            self.flush()  # nothing can be moved around what does not end
        outer, has_text, waiting = self.run, self.has_text, self.waiting
        self.run, self.has_text, self.waiting, self.in_island = [], False, [], True
        depth = len(self.stack.names)
        scope = self._scope()
        self._start(tokens[position])
        self.run_over(position + 1, end)
        self.flush()
        self.stack.cut(depth)
        self.run, self.has_text, self.waiting, self.in_island = outer, has_text, waiting, False
        part = Part.LOCKED if scope.excluded else Part.ALONE
        if is_closed and not scope.mute:
            self._add(part, tokens[position].start, tokens[end - 1].end, scope, tokens[position].name)
        return end

    # Units.

    def flush(self) -> None:
        """End the running text: make its units."""
        run, self.run = self.run, []
        has_text, self.has_text = self.has_text, False
        waiting, self.waiting = self.waiting, []
        if has_text:
            made = len(self.slots)
            for stretch in split_at_breaks(run, self.source, every=self.options.split_at_br):
                pair(stretch)
                self._unit(stretch)
            waiting = _with_parents(waiting, self.slots[made:])
        self.slots += waiting

    def _unit(self, stretch: list[Piece]) -> None:
        left, right = trim(stretch, self.source)
        if left >= right:
            return
        pieces = stretch[left:right]
        if left:
            for piece in pieces:
                piece.partner -= left if piece.partner >= 0 else 0
        first, last = pieces[0], pieces[-1]
        if first.part is Part.TEXT:
            first.start += _leading_space(self.source, first.start, first.end)
        if last.part is Part.TEXT:
            last.end -= _trailing_space(self.source, last.start, last.end)
        preserve = any(piece.scope.preserve for piece in pieces if piece.part is Part.TEXT)
        coded = codes.code_text(pieces, self.source, preserve=preserve)
        rule = self._no_unit(pieces, coded.text)
        if rule:
            self._exclude(rule, self.kind, first.start, last.end)
            return
        notes = dict.fromkeys(note for piece in pieces for note in piece.scope.notes)
        unit = self._new_unit(
            coded.text,
            self.kind,
            pieces[0].scope,
            comments=(*notes, *coded.comments),
            ordered=coded.ordered,
            markup=True,
        )
        can_wrap = not self.in_island and self.kind not in _PLAIN_CONTENT and not coded.ordered
        slot = Slot(
            unit, Place.TEXT, first.start, last.end, coded.codes, coded.tail, preserve=preserve, can_wrap=can_wrap
        )
        self.slots.append(slot)
        if (level := HEADINGS.get(self.kind)) is not None:
            for deeper in [number for number in self.headings if number >= level]:
                del self.headings[deeper]
            self.headings[level] = codes.shorten(plain(coded.text).replace("\ufffc", " "), 80)

    def _no_unit(self, pieces: list[Piece], text: str) -> str:
        """The rule by which a stretch of text is no unit, or an empty string."""
        if not text:
            return "empty"
        texts = [piece for piece in pieces if piece.part is Part.TEXT]
        lettered = [piece for piece in texts if codes.has_letter(self.source[piece.start : piece.end])]
        if not lettered:
            return "" if self.options.without_letters else "no letters"
        if all(piece.scope.literal for piece in lettered):
            return "code"
        return ""

    def _plain_slot(
        self,
        start: int,
        end: int,
        *,
        scope: Scope,
        place: Place,
        kind: str,
        quote: str = "",
    ) -> Slot | None:
        """The unit of a place without tags: its text with locked placeholders for template code."""
        preserve = kind == "textarea"
        is_attribute = place is Place.ATTRIBUTE
        if not preserve or not is_attribute:
            start += _leading_space(self.source, start, end)
            end -= _trailing_space(self.source, start, end)
        if start >= end:
            return None
        if scope.excluded or scope.mute:
            self._exclude(scope.excluded or "not shown", kind, start, end)
            return None
        pieces = self._cut(start, end, scope, locked=False) if self.masked.character else []
        if pieces:
            coded = codes.code_text(pieces, self.source, preserve=preserve, attribute=is_attribute)
            texts = [self.source[piece.start : piece.end] for piece in pieces if piece.part is Part.TEXT]
        else:
            texts = [self.source[start:end]]
            coded = codes.plain_coded(texts[0], preserve=preserve, attribute=is_attribute)
        if not coded.text or not (self.options.without_letters or any(map(codes.has_letter, texts))):
            self._exclude("no letters", kind, start, end)
            return None
        unit = self._new_unit(
            coded.text,
            kind,
            scope,
            comments=(*scope.notes, *coded.comments),
            ordered=coded.ordered,
            markup=bool(coded.codes),
        )
        slot = Slot(unit, place, start, end, coded.codes, coded.tail, quote=quote, preserve=preserve)
        if place is Place.RCDATA:
            self.slots.append(slot)
        return slot

    def _attributes(
        self,
        token: Token,
        found: tuple[Attribute, ...],
        values: Mapping[str, str],
        scope: Scope,
        *,
        is_inline: bool,
    ) -> None:
        if anchor := values.get("id", ""):
            anchor = anchor.strip()
            if anchor and not self.masked.within(token.start, token.end) and not codes.SPACE.search(anchor):
                self.anchor = anchor
        scope = scope if not scope.mute else replace(scope, mute=False)
        for attribute, kind in tags.text_attributes(token.name, found, values, self.options):
            slot = self._plain_slot(
                attribute.value_start,
                attribute.value_end,
                scope=scope,
                place=Place.ATTRIBUTE,
                kind=kind,
                quote=attribute.quote,
            )
            if slot is not None:
                (self.waiting if is_inline else self.slots).append(slot)

    def _new_unit(
        self, text: str, kind: str, scope: Scope, *, comments: tuple[str, ...], ordered: tuple[str, ...], markup: bool
    ) -> Unit:
        notes, self.notes = self.notes, ()
        context, self.context = self.context, ""
        level = HEADINGS.get(kind, 7)
        section = next((self.headings[number] for number in sorted(self.headings, reverse=True) if number < level), "")
        return Unit(
            text,
            context or scope.context,
            kind,
            section,
            self.anchor,
            (*notes, *comments),
            ordered,
            markup,
            scope.locales,
        )

    # Small questions.

    @property
    def kind(self) -> str:
        """The name of the innermost block."""
        names = self.stack.names
        for index in range(len(names) - 1, max(len(names) - 512, 0) - 1, -1):
            if names[index] not in self.inline_names:
                return names[index]
        return "text"

    def _scope(self) -> Scope:
        scope = self.stack.scope
        return scope if not self.off else replace(scope, excluded="l10n:off")

    def _is_inline(self, token: Token, values: Mapping[str, str], rule: Rule | None) -> bool:
        within = values.get("its-within-text", "").strip().lower()
        if rule is not None and (rule.inline or rule.block):
            return rule.inline
        if within in ("yes", "no"):
            return within == "yes"
        if token.foreign:
            return token.name in SVG_INLINE
        return token.name in self.inline_names or token.name in _SCRIPTS

    def _was_block(self, name: str) -> bool:
        """True where the innermost open element of this name was made a block by a rule or by its-within-text."""
        return False

    def _foreign_scope(self, name: str, scope: Scope) -> Scope:
        shows = name in SVG_TEXT or name in MATH_TEXT or name in SVG_INTEGRATION
        mute = scope.mute and not shows if name not in ("svg", "math") else True
        return scope if mute == scope.mute else replace(scope, mute=mute)

    def _add(self, part: Part, start: int, end: int, scope: Scope, name: str = "") -> None:
        """Add a piece; adjoining locked or hidden ones become one."""
        last = self.run[-1] if self.run else None
        if last is not None and last.end == start and last.part is self._merging(part, scope) and last.name == name:
            last.end = end
        else:
            self.run.append(Piece(part, start, end, name, scope))

    def _merging(self, part: Part, scope: Scope) -> Part | None:
        """The part of a piece that one of `part` may be added to."""
        if scope.excluded and part in (Part.LOCKED, Part.TEXT):
            return Part.LOCKED
        return Part.HIDDEN if part is Part.HIDDEN else None

    def _exclude(self, rule: str, place: str, start: int, end: int) -> None:
        self.excluded.append(Excluded(rule, place, start, end))

    def _cut(self, start: int, end: int, scope: Scope, *, locked: bool = True) -> list[Piece]:
        """Cut text at template code and, where it can hold placeholders, at characters no PO file can hold."""
        pieces: list[Piece] = []
        for construct in self.masked.within(start, end):
            pieces += (
                self._cut_controls(start, construct.start, scope)
                if locked
                else _text_piece(start, construct.start, scope)
            )
            pieces.append(Piece(construct.part, construct.start, construct.end, "", scope, flow=construct.flow))
            if construct.part is Part.COMMENT:
                self._read_comment(construct.start, construct.end)
            start = construct.end
        return pieces + (self._cut_controls(start, end, scope) if locked else _text_piece(start, end, scope))

    def _cut_controls(self, start: int, end: int, scope: Scope) -> list[Piece]:
        pieces: list[Piece] = []
        if self.controls:
            for found in codes.CONTROL.finditer(self.source, start, end):
                pieces += _text_piece(start, found.start(), scope)
                pieces.append(Piece(Part.LOCKED, found.start(), found.end(), "", scope))
                start = found.end()
        return pieces + _text_piece(start, end, scope)

    def _read_comment(self, start: int, end: int) -> None:
        directive = read_directive(self.source[start:end])
        if directive is None:
            return
        if directive.name in ("on", "off"):
            self.off = directive.name == "off"
        elif directive.name == "note":
            self.notes = (*self.notes, directive.body)
        elif directive.name == "context":
            self.context = directive.body
        else:
            self.warnings.append(
                (start, f"There is no directive l10n:{directive.name}.", f"Use one of: {', '.join(NAMES)}.")
            )

    def finish(self) -> None:
        """Say what is unbalanced at the end of the page."""
        if self.off:
            self.warnings.append((len(self.source), "l10n:off is never followed by l10n:on.", "Add <!-- l10n:on -->."))
        for listed, one, many in (
            (self.unmatched, "has no start tag", "end tags have no start tag"),
            (self.stack.unclosed, "is not closed", "elements are not closed"),
        ):
            if listed:
                name, start = listed[0]
                tag = f"</{name}>" if listed is self.unmatched else f"<{name}>"
                message = f"{tag} {one}." if len(listed) == 1 else f"{len(listed)} {many}, {tag} is the first."
                self.warnings.append((start, message, ""))


_PLAIN_CONTENT = frozenset("option optgroup select datalist head".split())
_NOTHING: Mapping[str, str] = {}
_SCRIPTS = frozenset(["script", "style"])
_JSON_LD = frozenset(["application/ld+json"])
_HARMLESS_ENDS = RCDATA | frozenset(["p", "br"])


def _text_piece(start: int, end: int, scope: Scope) -> list[Piece]:
    return [Piece(Part.TEXT, start, end, "", scope)] if start < end else []


def _leading_space(source: str, start: int, end: int) -> int:
    text = source[start:end]
    return len(text) - len(text.lstrip("\t\n\f\r "))


def _trailing_space(source: str, start: int, end: int) -> int:
    text = source[start:end]
    return len(text) - len(text.rstrip("\t\n\f\r "))


def _with_parents(inner: list[Slot], outer: list[Slot]) -> list[Slot]:
    """Tell the translator of each attribute which text its tag stands in, or else next to."""
    if not outer:
        return inner
    result: list[Slot] = []
    position = 0
    for slot in inner:
        while position < len(outer) - 1 and outer[position].end <= slot.start:
            position += 1
        relation = "in" if outer[position].start <= slot.start < outer[position].end else "near"
        line = f"{relation} the text «{codes.shorten(plain(outer[position].unit.source))}»"
        result.append(replace(slot, unit=replace(slot.unit, comments=(line, *slot.unit.comments))))
    return result

"""Making units: from a stretch of running text or the value of an attribute to a slot with its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from l10n.formats.html.characters import LETTER, has_letter, plain_coded
from l10n.formats.html.codes import CodedText, code_text
from l10n.formats.html.cuts import cut
from l10n.formats.html.directives import NAMES, read_directive
from l10n.formats.html.elements import HEADINGS, PLAIN_CONTENT
from l10n.formats.html.legend import terms
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import CONTENT, Piece, pair, split_at_breaks, trim
from l10n.formats.html.quotes import shown
from l10n.formats.html.regions import regions
from l10n.formats.html.slots import Excluded, Place, Slot, make_slot, make_unit
from l10n.formats.html.stack import ROOT, Scope
from l10n.formats.html.tags import Said
from l10n.formats.html.templates import Masked
from l10n.inline import plain
from l10n.model import Unit

_WHITE = "\t\n\f\r "
_TEXT = Part.TEXT
_IN_TEXT, _IN_ATTRIBUTE = Place.TEXT, Place.ATTRIBUTE


@dataclass(slots=True)
class Units:
    """The units made so far, and what the page said that the next one must know; changed in place."""

    masked: Masked
    options: HtmlOptions
    slots: list[Slot] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    warnings: list[tuple[int, str, str]] = field(default_factory=list)
    off: bool = False
    """Between `l10n:off` and `l10n:on`."""
    anchor: str = ""
    island: str = ""
    """`svg` or `math` inside such an element."""
    section: str = ""
    """The heading that the next unit stands under."""
    _headings: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What the author wrote for the next unit, and its context."""
    context: str = ""

    def add_running_text(self, run: Sequence[Piece], kind: str) -> None:
        """Make the units of the running text between two block tags."""
        only, names_term = _only_text(run)
        if only is not None and not names_term:
            self.add_text(self.masked.source[only.start : only.end], only.start, only.end, only.scope, kind)
            return
        for region in regions(run, self.masked.source) if self.masked.constructs else (run,):
            for stretch in split_at_breaks(region, self.masked.source, every=self.options.split_at_br):
                pair(stretch)
                left, right = trim(stretch, self.masked.source)
                if left < right:
                    marked = terms(stretch, self.masked.source)
                    self._add_stretch(_rebased(stretch[left:right], left), kind, marked)

    def add_block(self, coded: CodedText, start: int, end: int, kind: str, *, has_letters: bool) -> None:
        """Make the unit of an ordinary block with codes in it, where nothing special is inherited."""
        if rule := self._rule(coded.text, has_letters=has_letters, is_literal=False):
            self.exclude(rule, kind, start, end)
        else:
            self._add_coded(coded, start, end, kind, ROOT, ())

    def add_text(self, text: str, start: int, end: int, scope: Scope, kind: str) -> None:
        """Make the unit of text without any code in it, by far the most frequent one; `text` is its source text."""
        coded = text.strip(_WHITE)
        if len(coded) != len(text):
            start += len(text) - len(text.lstrip(_WHITE))
            end = start + len(coded)
        comments: tuple[str, ...] = ()
        if "&" in coded or "<" in coded or "  " in coded or not coded.isprintable():
            coded, comments = plain_coded(coded, preserve=scope.preserve)
        if scope.literal or not coded[:1].isalpha():
            has_letters = LETTER.search(coded if "&" not in coded else plain(coded)) is not None
            if rule := self._rule(coded, has_letters=has_letters, is_literal=scope.literal):
                self.exclude(rule, kind, start, end)
                return
        wrap = kind not in PLAIN_CONTENT and not self.island
        if kind in HEADINGS:
            unit = self._unit(coded, kind, scope, scope.notes, comments)
            self.enter_heading(kind, coded)
        elif scope is not ROOT or self.notes or self.context or self.island:
            unit = self._unit(coded, kind, scope, scope.notes, comments)
        else:
            unit = make_unit((coded, "", kind, self.section, self.anchor, comments, (), True, ()))
        self.slots.append(make_slot((unit, _IN_TEXT, start, end, (), (), "", scope.preserve, wrap)))

    def read_tag(self, said: Said, offset: int, scope: Scope, *, has_code: bool = False) -> list[Slot]:
        """Follow the id of a start tag that stands at `offset`, and return the units of its attributes."""
        if said.anchor and not has_code:
            self.anchor = said.anchor
        slots: list[Slot] = []
        for start, end, quote, kind, text, comments, has_letters in said.texts:
            if start >= end:
                continue
            start, end = start + offset, end + offset
            if has_code:
                slot = self.plain_slot(start, end, scope=scope, place=_IN_ATTRIBUTE, kind=kind, quote=quote)
                if slot is not None:
                    slots.append(slot)
            elif rule := scope.excluded or self._rule(text, has_letters=has_letters, is_literal=False):
                self.exclude(rule, kind, start, end)
            else:
                unit = self._unit(text, kind, scope, scope.notes, comments, markup=False)
                slots.append(make_slot((unit, _IN_ATTRIBUTE, start, end, (), (), quote, False, False)))
        return slots

    def _add_stretch(self, pieces: list[Piece], kind: str, marked: Sequence[str]) -> None:
        source = self.masked.source
        first, last = pieces[0], pieces[-1]
        if first.part is _TEXT and source[first.start] in _WHITE:
            first.start, _ = self._trimmed(first.start, first.end)
        if last.part is _TEXT and source[last.end - 1] in _WHITE:
            _, last.end = self._trimmed(last.start, last.end)
        preserve = has_letters = False
        is_literal = True
        notes: dict[str, None] = {}
        for piece in pieces:
            if piece.part is not _TEXT:
                continue
            scope = piece.scope
            preserve = preserve or scope.preserve
            if scope.notes:
                notes.update(dict.fromkeys(scope.notes))
            if is_literal and has_letter(source[piece.start : piece.end]):
                has_letters, is_literal = True, scope.literal
        coded = code_text(pieces, source, preserve=preserve)
        if rule := self._rule(coded.text, has_letters=has_letters, is_literal=is_literal):
            self.exclude(rule, kind, first.start, last.end)
            return
        notes.update(dict.fromkeys(marked))
        if any(piece.scope.locales != first.scope.locales for piece in pieces if piece.part is _TEXT):
            message = "its-locale-filter-list on a part of a sentence is not followed."
            self.warnings.append((first.start, message, "Put it on the block."))
        self._add_coded(coded, first.start, last.end, kind, first.scope, tuple(notes), preserve=preserve)

    def _add_coded(
        self,
        coded: CodedText,
        start: int,
        end: int,
        kind: str,
        scope: Scope,
        notes: tuple[str, ...],
        *,
        preserve: bool = False,
    ) -> None:
        unit = self._unit(coded.text, kind, scope, notes, coded.comments, coded.ordered)
        wrap = not self.island and kind not in PLAIN_CONTENT and not coded.ordered
        self.slots.append(make_slot((unit, _IN_TEXT, start, end, coded.codes, coded.tail, "", preserve, wrap)))
        if kind in HEADINGS:
            self.enter_heading(kind, coded.text)

    def plain_slot(
        self, start: int, end: int, *, scope: Scope, place: Place, kind: str, quote: str = ""
    ) -> Slot | None:
        """Return the unit of a place without tags, its template code locked; None where nothing is to translate."""
        source = self.masked.source
        start, end = self._trimmed(start, end)
        if start >= end:
            return None
        if scope.excluded:
            self.exclude(scope.excluded, kind, start, end)
            return None
        preserve, is_attribute = kind == "textarea", place is _IN_ATTRIBUTE
        pieces = cut(self.masked, start, end, scope, controls=False) if self.masked.constructs else []
        if len(pieces) > 1 and (quote or not is_attribute):
            pair(pieces)
            left, right = trim(pieces, source)
            if left >= right:
                return None
            pieces = _rebased(pieces[left:right], left)
            start, end = self._trimmed(pieces[0].start, pieces[-1].end)
            pieces[0].start, pieces[-1].end = start, end
        if len(pieces) > 1:
            coded = code_text(pieces, source, preserve=preserve, attribute=is_attribute)
            texts = [source[piece.start : piece.end] for piece in pieces if piece.part is _TEXT]
        else:
            texts = [source[start:end]] if not pieces or pieces[0].part is _TEXT else []
            coded = CodedText(*plain_coded("".join(texts), preserve=preserve, attribute=is_attribute))
        if rule := self._rule(coded.text, has_letters=any(map(has_letter, texts)), is_literal=False):
            self.exclude(rule, kind, start, end)
            return None
        has_codes = bool(coded.codes)
        unit = self._unit(coded.text, kind, scope, scope.notes, coded.comments, coded.ordered, markup=has_codes)
        return Slot(unit, place, start, end, coded.codes, coded.tail, quote=quote, preserve=preserve)

    def exclude(self, rule: str, place: str, start: int, end: int) -> None:
        """Note a string that a rule keeps from translation."""
        self.excluded.append(Excluded(rule, place, start, end))

    def expect_term(self, values: Mapping[str, str]) -> None:
        """The next unit is the text of a block marked as a term (ITS 2.0, Terminology: not inherited)."""
        if values.get("its-term", "").strip().lower() == "yes":
            info = values.get("its-term-info-ref", "").strip()
            self.notes.append("the whole text is a term" + (f", see {info}" if info else ""))

    def read_comment(self, start: int, end: int) -> None:
        """Follow what a comment asks for."""
        directive = read_directive(self.masked.source[start:end])
        if directive is None:
            return
        if directive.name in ("on", "off"):
            self.off = directive.name == "off"
        elif directive.name in NAMES and not directive.body:
            message = f"l10n:{directive.name} says nothing."
            self.warnings.append((start, message, f"Write <!-- l10n:{directive.name} ... --> with a text."))
        elif directive.name == "note":
            self.notes.append(directive.body)
        elif directive.name == "context":
            self.context = directive.body
        else:
            message = f"There is no directive l10n:{directive.name}."
            self.warnings.append((start, message, f"Use one of: {', '.join(NAMES)}."))

    def take_notes(self) -> tuple[tuple[str, ...], str]:
        """The notes and the context that the author wrote for what comes next, which then are told."""
        taken = (tuple(self.notes), self.context)
        self.notes, self.context = [], ""
        return taken

    def _unit(
        self,
        text: str,
        kind: str,
        scope: Scope,
        notes: tuple[str, ...],
        comments: tuple[str, ...],
        ordered: tuple[str, ...] = (),
        *,
        markup: bool = True,
    ) -> Unit:
        section = self.section if kind not in HEADINGS else self.section_above(kind)
        context, locales = scope.context, scope.locales
        if notes or self.notes or self.context:
            comments = (*self.notes, *notes, *comments)
            context = self.context or context
            self.notes, self.context = [], ""
        if locales:
            only = ", ".join(item for item in locales if not item.startswith("!"))
            never = ", ".join(item[1:] for item in locales if item.startswith("!"))
            comments = (*comments, f"only for {only}" if only else f"not for {never}")
        if self.island and "@" not in kind:
            kind = f"{self.island}:{kind}"
        return make_unit((text, context, kind, section, self.anchor, comments, ordered, markup, locales))

    def _rule(self, text: str, *, has_letters: bool, is_literal: bool) -> str:
        """The rule by which a text is no unit, or an empty string."""
        if not text:
            return "empty"
        if not has_letters:
            return "" if self.options.without_letters else "no letters"
        return "code" if is_literal else ""

    def enter_heading(self, kind: str, text: str) -> None:
        """What follows stands under this heading."""
        level = HEADINGS[kind]
        for deeper in [number for number in self._headings if number >= level]:
            del self._headings[deeper]
        self.section = self._headings[level] = shown(text, 80)

    def section_above(self, kind: str) -> str:
        """The heading that a heading stands under."""
        above = [number for number in self._headings if number < HEADINGS[kind]]
        return self._headings[max(above)] if above else ""

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        source = self.masked.source
        text = source[start:end]
        left = text.lstrip(_WHITE)
        return end - len(left), start + len(text.rstrip(_WHITE)) if left else end


def _only_text(run: Sequence[Piece]) -> tuple[Piece | None, bool]:
    """The one piece of text of a run where nothing else in it has content: trimming would leave just that.

    And whether a tag of the run marks a term (ITS 2.0), which is told even where the tag stands around everything.
    """
    only = None
    names_term = False
    for piece in run:
        if piece.part in CONTENT:
            if not piece.is_blank:
                if only is not None or piece.part is not _TEXT:
                    return None, False
                only = piece
        elif piece.tag is not None and not piece.tag.is_simple and "its-term" in piece.tag.text:
            names_term = True
    return only, names_term


def _rebased(pieces: list[Piece], left: int) -> list[Piece]:
    if left:
        for piece in pieces:
            piece.partner -= left if piece.partner >= 0 else 0
    return pieces

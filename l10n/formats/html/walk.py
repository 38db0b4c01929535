"""From tokens to slots: one walk over the source that ends a unit at every block tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from l10n.formats.html.compiled import has_control, take_blocks
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.part import Part
from l10n.formats.html.pieces import Piece
from l10n.formats.html.rules import Rule
from l10n.formats.html.runs import add
from l10n.formats.html.slots import Excluded, Slot
from l10n.formats.html.stack import ROOT
from l10n.formats.html.steps import HARMLESS_ENDS, Steps
from l10n.formats.html.tags import Vocabulary, label
from l10n.formats.html.templates import Masked
from l10n.formats.html.token import Kind, Tokens
from l10n.formats.html.units import Units

# Looked up once: reading a member of an enum is slow in Python 3.11.
_START, _END = Kind.START, Kind.END
_CLOSE, _ALONE, _LOCKED = Part.CLOSE, Part.ALONE, Part.LOCKED


@dataclass(frozen=True, slots=True)
class Found:
    """What the walk found in a page."""

    slots: list[Slot]
    """A slot may stand inside another (an attribute inside running text)."""
    excluded: list[Excluded]
    warnings: list[tuple[int, str, str]]
    """Offset, message, hint."""
    json: list[tuple[int, int, tuple[str, ...], str]]
    """The contents of JSON-LD scripts, still to be read, with the author's notes on each and its context."""
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
class _Walk(Steps):
    """The way over all tokens of a page."""

    def run_over(self, position: int, end: int) -> None:  # noqa: C901 one branch a kind of markup
        """Walk over a range of tokens.

        Nearly all of a page is text, and tags of which the name says all, and perhaps an id or a title; these are dealt
        with here, or by `take_blocks` where blocks follow each other. `add_text` and `look_closely` know the rest too,
        and would do the same with these.
        """
        raw, islands, units = self.tokens.raw, self.tokens.islands, self.units
        frames, count = self.stack.frames, self.stack.count
        waiting_text, text_start = "", 0
        """Text behind a block tag, until it is known whether a block tag follows: then it is a unit by itself."""
        while position < end:
            tag, start, stop, behind, is_foreign, _ = raw[position]
            is_quiet = self.is_easy and not (waiting_text or self.run or self.waiting) and frames[-1][1] is ROOT
            if is_quiet and (following := take_blocks(self, raw, position, end)) > position:
                position = following
                _, _, stop, behind, _, _ = raw[position - 1]
                if behind and not behind.isspace():
                    waiting_text, text_start = behind, stop
                continue
            position += 1
            if is_foreign or not tag.is_simple or not self.is_easy:
                if waiting_text:
                    self.add_text(waiting_text, text_start)
                    waiting_text = ""
                if is_foreign and position - 1 in islands:
                    position, stop, behind = self._island(position - 1)
                else:
                    self.look_closely(tag, start, stop, is_foreign=is_foreign)
            elif not tag.is_inline:
                if waiting_text:
                    self._whole_text(waiting_text, text_start)
                    waiting_text = ""
                elif self.run or self.waiting:
                    self.flush()
                name = tag.name
                if tag.kind is _START:
                    if tag.kin or (tag.ends_p and count["p"]) or count["head"]:
                        self.stack.imply_ends(name)
                    if tag.speaks:
                        units.slots += units.read_tag(tag.said, start, frames[-1][1])
                    if not tag.is_void:
                        frames.append((name, frames[-1][1], start, False))
                        count[name] += 1
                elif frames[-1][0] == name:
                    frames.pop()
                    count[name] -= 1
                elif not self.stack.close(name) and name not in HARMLESS_ENDS:
                    self.unmatched.append((name, start))
            else:
                if waiting_text:
                    self.add_text(waiting_text, text_start)
                    waiting_text = ""
                scope = frames[-1][1]
                if scope.excluded or scope.mute:
                    self.look_closely(tag, start, stop, is_foreign=False)
                elif tag.kind is _START:
                    if tag.speaks:
                        self.waiting += units.read_tag(tag.said, start, scope)
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
                        self.add_white_space(stop, stop + len(behind))
                elif self.run or self.waiting or not self.is_easy:
                    self.add_text(behind, stop)
                else:
                    waiting_text, text_start = behind, stop
        if waiting_text:
            self.add_text(waiting_text, text_start)

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

    def _whole_text(self, text: str, start: int) -> None:
        """Text that begins and ends with a block tag: the most frequent unit, made without a run."""
        name, scope, _, is_inline = self.stack.frames[-1]
        cover = self.masked.character
        if scope.excluded or scope.mute or is_inline or (cover and cover in text):
            self.add_text(text, start)
            self.flush()
        else:
            self.units.add_text(text, start, start + len(text), scope, label(name))

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
        scope, depth = self.scope(), len(self.stack.frames)
        outer, has_text, waiting = self.run, self.has_text, self.waiting
        self.run, self.has_text, self.waiting, self.units.island = [], False, [], first.name
        self.start_tag(first, start, stop, is_foreign=True)
        if end - 1 > position or not is_ended:
            self._inner_text(text, stop)
            self.run_over(position + 1, end - 1 if is_ended else end)
        if end - 1 > position and is_ended:
            self.look_closely(last, last_start, last_stop, is_foreign=is_last_foreign)
        self.flush()
        self.stack.cut(depth)
        self.run, self.has_text, self.waiting, self.units.island = outer, has_text, waiting, ""
        if is_closed and not scope.mute:
            add(self.run, _LOCKED if scope.excluded else _ALONE, start, last_stop, scope, first.name)
        return end, last_stop, behind if is_ended else ""

    def _inner_text(self, text: str, start: int) -> None:
        if text and not text.isspace():
            self.add_text(text, start)
        elif text and self.run:
            self.add_white_space(start, start + len(text))

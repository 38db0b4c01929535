"""One way through a page from piece to piece of template code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from l10n.formats.html.part import Part
from l10n.formats.html.templates import ends, kinds, words
from l10n.formats.html.templates.certain import BEGUN, CERTAIN
from l10n.formats.html.templates.syntax import BRACES_PAGE, DELIMITERS


@dataclass(frozen=True, slots=True)
class Construct:
    """One piece of template code, by offsets."""

    start: int
    end: int
    part: Part
    """OUTPUT, STATEMENT or COMMENT."""
    flow: int = 0
    """For a statement: 1 opens a block, -1 closes one, 2 divides one."""


_OPAQUE = frozenset("comment schema javascript stylesheet style css js doc".split())
"""Blocks of Liquid, Jinja and Craft whose content is no page text."""
_COMMENTS = ((r"\{\{!--", "--}}"), (r"\{\{--", "--}}"), (r"\{\{(?:-\s)?/\*", "*/"))
"""What only comments begin with."""
_GO_COMMENT_END = re.compile(r"\s*-?\}\}")


class Scan:
    """One way through a text from piece to piece of template code."""

    def __init__(self, text: str, languages: frozenset[str], *, is_odd: bool) -> None:
        self.text = text
        self.is_odd = is_odd
        self.languages = languages
        self.ended = kinds.ended_blocks(text)
        self.is_smarty = "smarty" in languages and "jinja" not in languages
        pairs = [*_COMMENTS, *(pair for name in DELIMITERS if name in languages for pair in DELIMITERS[name])]
        if "{#" in text and BRACES_PAGE.search(text):
            pairs.insert(0, (r"\{#", "#}"))
        self.closers = [closer for _, closer in dict.fromkeys(pairs)]
        patterns = [f"({pattern})" for pattern, _ in dict.fromkeys(pairs)]
        patterns += [f"(?P<certain>{CERTAIN})", f"(?P<begun>{BEGUN})"]
        signs = [_SIGN]
        lower = text.lower() if "[/" in text else ""
        if shortcodes := [name for name in self.ended if len(name) > 2 and f"[/{name}]" in lower]:  # `[x]` is a box
            names = "|".join(map(re.escape, sorted(shortcodes, key=len, reverse=True)))
            patterns.append(rf"(?P<shortcode>\[/?(?i:{names})(?![\w-])[^\[\]<>]*+\])")
        if "blade" in languages:
            patterns.append(words.BLADE)
            signs.append("@")
        if "angular" in languages:
            patterns += [words.ANGULAR, r"(?P<brace>[{}])"]
            signs += ["@", r"\{", r"\}"]
        if "smarty" in languages:
            signs.append(r"\{")
        self.sign = re.compile("|".join(signs))
        """Where a piece may begin, which is found fast."""
        self.opening = re.compile("|".join(patterns))
        self.missing: set[str] = set()
        self.ahead: dict[str, tuple[int, int]] = {}
        """Closing sign -> where it stands next, and how far a piece that it may close is looked at."""
        self.braces: list[bool] = []
        """The open braces inside blocks of Angular; True for those of the blocks."""

    def constructs(self) -> Iterator[Construct]:
        """Yield the pieces of template code in order; none lies in another."""
        position = 0
        while sign := self.sign.search(self.text, position):
            found = self.opening.match(self.text, sign.start())
            if found is None:
                position = sign.start() + 1
                continue
            construct, position = self._read(found)
            if construct is not None:
                yield construct
                position = construct.end

    def _read(self, found: re.Match[str]) -> tuple[Construct | None, int]:
        """Return the piece that a sign begins, if it does, and where else to go on."""
        kind = found.lastgroup
        start, end = found.span()
        if kind is None:
            return self._delimited(found)
        if kind == "brace":
            return self._brace(found), end
        if kind == "angular":
            return self._angular(found)
        if kind == "blade":
            return self._blade(found), end
        if kind == "begun":
            closer = "%}" if found[0] == "{%" else "}" * (end - start)
            whole = self._whole_end(end, closer)
            return (self._made(start, whole), end) if whole > 0 else (None, start + 1)
        return self._made(start, end, is_named=kind == "shortcode"), end

    def _whole_end(self, start: int, closer: str) -> int:
        """Where a piece ends, whole, whose content begins at `start`; -1 where it does not."""
        if closer in self.missing:
            return -1
        first, limit = self.ahead.get(closer, (-1, -1))
        if first < start:
            first = self.text.find(closer, start)
            if first < 0:
                self.missing.add(closer)
                return -1
            limit = ends.reach(self.text, first, closer)
            self.ahead[closer] = first, limit
        return ends.whole_end(self.text, start, limit, closer, can_hold_tags=False)

    def _made(self, start: int, end: int, *, is_named: bool = False) -> Construct:
        """A piece of a language that is not named: what may be a comment is taken for output."""
        code = self.text[start:end]
        if code.startswith("{%") and (behind := self._behind_opaque(code, end)):
            return Construct(start, behind, Part.COMMENT)
        if code.startswith("<%") and (behind := self._behind_script(code, end)):
            return Construct(start, behind, Part.STATEMENT)
        part, flow = kinds.classify(code, self.ended, is_smarty=self.is_smarty)
        return Construct(start, end, Part.OUTPUT if part is Part.COMMENT and not is_named else part, flow)

    def _delimited(self, found: re.Match[str]) -> tuple[Construct | None, int]:
        text, start = self.text, found.start()
        closer = self.closers[(found.lastindex or 1) - 1]
        end = -1 if closer in self.missing else self._end(found, closer)
        if closer == "?>" and (end < 0 or not text.endswith(closer, start, end)):
            # PHP runs to the end of the file; as a statement it stays behind the last unit.
            return Construct(start, len(text), Part.STATEMENT), len(text)
        if end < 0:
            self.missing.add(closer)
            return None, found.end()
        if closer == "*/":
            rest = _GO_COMMENT_END.match(text, end)
            return (Construct(start, rest.end(), Part.COMMENT) if rest else None), found.end()
        code = text[start:end]
        if code.startswith("{%") and (behind := self._behind_opaque(code, end)):
            return Construct(start, behind, Part.COMMENT), behind
        if code.startswith("<%") and (behind := self._behind_script(code, end)):
            return Construct(start, behind, Part.STATEMENT), behind
        return Construct(start, end, *kinds.classify(code, self.ended, is_smarty=self.is_smarty)), end

    def _end(self, found: re.Match[str], closer: str) -> int:
        text = self.text
        if closer == "?>":
            end = -1 if self.is_odd else ends.php_end(text, found.end())
            if end >= 0:
                return end
            self.is_odd = True
        if closer in ("}}", "%}", "}") and text[found.end() - 1] != "#":
            return ends.code_end(text, found.end(), closer)
        end = text.find(closer, found.end())
        return end + len(closer) if end >= 0 else -1

    def _behind_opaque(self, code: str, end: int) -> int:
        """Where a block of Liquid ends whose content is no page text; 0 for any other code."""
        word = kinds.word(code)
        if word not in _OPAQUE or word not in self.ended or word in self.missing:
            return 0
        found = re.compile(rf"\{{%[-~]?\s*end_?{word}\b[^%]*%\}}").search(self.text, end)
        if found is None:
            self.missing.add(word)
        return max(end, found.end()) if found else 0

    def _behind_script(self, code: str, end: int) -> int:
        """Where a block of Ruby on Rails ends that writes a script; 0 for any other code."""
        if not _RAILS_SCRIPT.match(code) or "script" in self.missing:
            return 0
        depth = 1
        for found in _RUBY.finditer(self.text, end):
            flow = kinds.classify(found[0], self.ended, is_smarty=False)[1]
            depth += flow if flow != 2 else 0
            if not depth:
                return found.end()
        self.missing.add("script")
        return 0

    def _blade(self, found: re.Match[str]) -> Construct | None:
        start, end = found.span()
        word = found[0][1:].strip().lower()
        if self.text.startswith("(", end):
            end = ends.arguments_end(self.text, end, can_hold_tags=not self.is_odd)
            if end < 0:
                self.is_odd = True
                return None
        elif word == "php":
            behind = words.blade_php_end(self.text, end) if word not in self.missing else -1
            if behind < 0:
                self.missing.add(word)
            return Construct(start, max(behind, end), Part.STATEMENT)
        return Construct(start, end, *kinds.blade(self.text[start:end], word, self.ended))

    def _angular(self, found: re.Match[str]) -> tuple[Construct | None, int]:
        text, start, end = self.text, found.start(), found.end()
        divides = found[0][0] == "}"
        if divides and not (self.braces and self.braces[-1]):
            return self._close_brace(start), start + 1
        if found[0].endswith(";"):
            return Construct(start, end, Part.STATEMENT), end
        if text.startswith("(", end):
            end = ends.arguments_end(text, end, can_hold_tags=False)
            brace = _BRACE.match(text, end) if end > 0 else None
            end = brace.end() if brace else -1
        else:
            end += 1
        if end < 0:
            return (self._close_brace(start), start + 1) if divides else (None, found.end())
        if not divides:
            self.braces.append(True)
        return Construct(start, end, Part.STATEMENT, 2 if divides else 1), end

    def _brace(self, found: re.Match[str]) -> Construct | None:
        if found[0] == "}":
            return self._close_brace(found.start())
        if self.braces:
            self.braces.append(False)
        return None

    def _close_brace(self, start: int) -> Construct | None:
        is_block = self.braces.pop() if self.braces else False
        return Construct(start, start + 1, Part.STATEMENT, -1) if is_block else None


_SIGN = r"\{[{%#$!*/lmsg]|\{f:|\{[\w.]++ ?->|<[%?]|</?[#@]|\[[/a-zA-Z\[%]|\$\{|#[{#]|%%|\*\||@\{"
_RAILS_SCRIPT = re.compile(r"<%=\s*javascript_tag\b[^%]*\bdo\s*-?%>")
_RUBY = re.compile(r"<%(?:[^%]|%(?!>))*+%>")
_BRACE = re.compile(r"[ \t\n]*\{")

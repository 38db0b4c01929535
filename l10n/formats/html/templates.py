"""Template code in a page: found in one linear scan and covered by a character that HTML reads as a letter.

The mask has the length of the code, so every offset into the masked text is one into the source. Delimiters:
Liquid, Jinja, Django, Twig, Handlebars and Mustache, ERB, EJS, ASP and JSP, PHP, Smarty, by their manuals. What is
template code beyond doubt is covered whether its language is named or not; there comments and blocks are not told apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from l10n.formats.html.part import Part


@dataclass(frozen=True, slots=True)
class Construct:
    """One piece of template code, by offsets."""

    start: int
    end: int
    part: Part
    """OUTPUT, STATEMENT or COMMENT."""
    flow: int = 0
    """For a statement: 1 opens a block, -1 closes one, 2 divides one."""


@dataclass(frozen=True, slots=True)
class Masked:
    """Source text with its template code covered."""

    text: str
    source: str = ""
    """The text without the cover."""
    constructs: tuple[Construct, ...] = ()
    starts: tuple[int, ...] = ()
    character: str = ""
    """What the code is covered with; occurs nowhere in the source. Empty where there is no template code."""

    def within(self, start: int, end: int) -> tuple[Construct, ...]:
        """The constructs that begin in a range."""
        if not self.constructs:
            return ()
        return self.constructs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


# Syntax -> delimiters, the more specific first.
_BRACES = ((r"\{%", "%}"), (r"\{\{", "}}"))
_DELIMITERS: dict[str, tuple[tuple[str, str], ...]] = {
    "liquid": _BRACES,
    "jinja": ((r"\{#", "#}"), *_BRACES),
    "handlebars": ((r"\{\{!--", "--}}"), (r"\{\{\{\{", "}}}}"), (r"\{\{\{", "}}}"), (r"\{\{", "}}")),
    "erb": ((r"<%--", "--%>"), (r"<%", "%>")),
    "php": ((r"<\?(?!xml[\t\n\r ])", "?>"),),
    "smarty": ((r"\{\*", "*}"), (r"\{(?=[$/a-zA-Z#\"'])", "}")),
}
# Code of a language that is not named: whole pieces that hold no tag, so that none of the page is covered with them.
_INNER = r"<(?![a-zA-Z/!?])|\{(?![{%#!$])"
_CERTAIN = "|".join(
    (
        r"\{\{\{(?:[^{}<]|<(?![a-zA-Z/!?]))++\}\}\}",
        r"\{\{(?:[^{}<]|<(?![a-zA-Z/!?])|\{[^{}<]*+\})++\}\}",
        rf"\{{%(?:[^%{{<]|%(?!\}})|{_INNER})++%\}}",
        rf"\{{\#(?:[^\#{{<]|\#(?!\}})|{_INNER})++\#\}}",
        rf"\{{!!(?:[^!{{<]|!(?!!\}})|{_INNER})++!!\}}",
        r"\{\$[A-Za-z_](?:[^{}<\n]|<(?![a-zA-Z/!?]))*+\}",
        r"<%(?:[^%<]|%(?!>)|<(?!%))++%>",
    )
)
_HINT = re.compile(r"\{[{%#$!]|<%")
ALIASES = {
    "django": "jinja",
    "twig": "jinja",
    "nunjucks": "jinja",
    "mustache": "handlebars",
    "vue": "handlebars",
    "angular": "handlebars",
    "asp": "erb",
    "ejs": "erb",
    "jsp": "erb",
}
SYNTAXES = tuple(sorted({*_DELIMITERS, *ALIASES}))

_OPAQUE = frozenset("comment schema javascript stylesheet doc".split())  # Liquid: the content is no page text
_WORD = re.compile(r"(?:\{\{\{?|\{%|\{|<%|<\?)[-~=]?\s*(?P<word>[#/^>!&]?\s*[A-Za-z_]\w*|[#/^>!&}])")
_PHP_WORD = re.compile(r"<\?(?:php\b)?\s*(?P<word>[A-Za-z_]\w*|\})")
_DIVIDERS = frozenset("else elsif elseif elif when empty default case plural pluralize".split())
_RUBY_OPENERS = frozenset("if unless case while until for begin".split())
_PHP_OUTPUT = frozenset("echo print printf".split())
_ANY = re.compile(
    r"(?P<php><\?(?:php\b|=))|(?P<erb><%[=\-#\s])|(?P<statement>\{%-?\s*(?P<tag>\w+))"
    r"|(?P<handlebars>\{\{\{|\{\{[#/>^!])|(?P<braces>\{\{)|(?P<smarty>\{\$\w|\{/(?:if|foreach|section|literal)\})"
)
# One character is found much faster than two.
_OPENINGS = (("{", ("{{", "{%", "{$", "{/")), ("%", ("<%",)), ("?", ("<?",)))
_LIQUID_TAGS = frozenset(
    "assign capture unless schema paginate tablerow render section sections layout form liquid increment decrement echo".split()
)


def mask(text: str, syntaxes: Collection[str]) -> Masked:
    """Cover the template code of the given languages, PHP, and what is template code beyond doubt."""
    wanted = dict.fromkeys(ALIASES.get(name, name) for name in syntaxes)
    if "?" in text and "<?" in text:
        wanted["php"] = None
    pairs = [pair for name in wanted for pair in _DELIMITERS[name]]
    if not pairs and not _HINT.search(text):
        return Masked(text, text)
    constructs = tuple(_constructs(text, pairs, frozenset(wanted)))
    if not constructs:
        return Masked(text, text)
    character = _unused_character(text)
    parts: list[str] = []
    position = 0
    for construct in constructs:
        parts += (text[position : construct.start], character * (construct.end - construct.start))
        position = construct.end
    parts.append(text[position:])
    return Masked("".join(parts), text, constructs, tuple(construct.start for construct in constructs), character)


def detect(text: str) -> tuple[str, ...]:
    """Return the template languages that a text seems to hold, for a suggestion."""
    found: dict[str, None] = {}
    braces = False
    if not any(mark in text and any(opening in text for opening in openings) for mark, openings in _OPENINGS):
        return ()
    for match in _ANY.finditer(text):
        kind = match.lastgroup
        if match["statement"]:
            found["liquid" if match["tag"] in _LIQUID_TAGS else "jinja"] = None
        elif kind == "braces":
            braces = True
        elif kind is not None and kind != "php":
            found[kind] = None
    if "liquid" in found:
        found.pop("jinja", None)
    if "liquid" in found or "jinja" in found:
        found.pop("handlebars", None)
    elif braces and "handlebars" not in found:
        found["handlebars"] = None
    return tuple(found)


def codes(text: str) -> Counter[str]:
    """Count what in a text would be code to any template language: whole constructs, and delimiters that stand alone.

    Words in single braces count as `{ }`, whatever they say, where no language would take them for code: `{0}` not at all.
    """
    found: Counter[str] = Counter()
    if not _MAY_HOLD_CODE.search(text):
        return found
    missing: set[str] = set()
    position = 0
    while match := _OPENING.search(text, position):
        position = match.end()
        closer = "" if match.lastindex is None else _CLOSERS[match.lastindex - 1]
        end = text.find(closer, position) if closer and closer not in missing else -1
        if end < 0:
            if closer:
                missing.add(closer)
            found[match[0]] += 1
            continue
        position = end + len(closer)
        code = text[match.start() : position]
        found["{ }" if closer == "}" and _is_prose(code) else code] += 1
    return found


def is_whole(code: str) -> bool:
    """True for a key of `codes` that is a construct from its beginning to its end."""
    return code != "{ }" and code.endswith(("}", ">")) and not _ALONE.fullmatch(code)


_ALONE = re.compile(r"\}\}|%\}|#\}|!!\}|\*\}|%>|\?>|\ufffc\}")
_PAIRS = (
    (r"\{\{\{\{", "}}}}"),
    (r"\{\{\{", "}}}"),
    (r"\{\{", "}}"),
    (r"\{%", "%}"),
    (r"\{\#", "#}"),
    (r"\{!!", "!!}"),
    (r"\{\*", "*}"),
    (r"<%", "%>"),
    (r"<\?", "?>"),
    (r"[$\#]\{", "}"),
    (r"\{(?=/?[A-Za-z_]|[$\"'])", "}"),
)
_OPENING = re.compile("|".join([*(f"({pattern})" for pattern, _ in _PAIRS), r"[{$]\ufffc", _ALONE.pattern]))
_CLOSERS = tuple(closer for _, closer in _PAIRS)
_MAY_HOLD_CODE = re.compile(r"[{}]|<[%?]|[%?]>|\$\ufffc")
_SIGNS = re.compile(r"[^\w\s,.;!?-]")
_SMARTY_WORDS = frozenset(
    "append assign block call capture config_load counter cycle debug else elseif eval extends fetch for foreach foreachelse "
    "forelse function if include include_php insert ldelim literal mailto make_nocache math nocache php rdelim section "
    "sectionelse setfilter strip textformat while".split()
)


def _is_prose(code: str) -> bool:
    """True for several words in braces that Smarty would not run."""
    words = code[1:-1].split()
    return len(words) > 1 and words[0].lower() not in _SMARTY_WORDS and not _SIGNS.search(code[1:-1])


def _constructs(text: str, pairs: list[tuple[str, str]], syntaxes: frozenset[str]) -> Iterator[Construct]:
    patterns = [f"({pattern})" for pattern, _ in dict.fromkeys(pairs)]
    opening = re.compile("|".join([*patterns, f"(?P<certain>{_CERTAIN})"]))
    closers = [closer for _, closer in dict.fromkeys(pairs)]
    is_smarty = "smarty" in syntaxes and "jinja" not in syntaxes
    closed_by = frozenset(re.findall(r"\{%[-~]?\s*end_?(\w+)|(?:\{\{[-~]?|\{)/\s*(\w+)", text))
    ended = frozenset(name for names in closed_by for name in names if name)
    missing: set[str] = set()
    position = 0
    while found := opening.search(text, position):
        if found["certain"]:
            position = found.end()
            part, flow = _classify(found[0], _word(found[0]), ended, is_smarty=is_smarty)
            yield Construct(found.start(), position, Part.OUTPUT if part is Part.COMMENT else part, flow)
            continue
        closer = closers[(found.lastindex or 1) - 1]
        end = -1 if closer in missing else text.find(closer, found.end())
        if end < 0:
            missing.add(closer)
            if closer != "?>":
                position = found.end()
                continue
            # PHP runs to the end of the file; as a statement it stays behind the last unit.
            yield Construct(found.start(), len(text), Part.STATEMENT)
            return
        end += len(closer)
        if closer == "}}" and "handlebars" in syntaxes and text.startswith("}", end) and text[found.start() + 2] == "{":
            end += 1
        code = text[found.start() : end]
        word = _word(code)
        if code.startswith("{%") and word in _OPAQUE and word in ended and word not in missing:
            block_end = _block_end(text, word, end)
            if block_end < 0:
                missing.add(word)
            end = max(end, block_end)
            yield Construct(found.start(), end, Part.COMMENT)
        else:
            yield Construct(found.start(), end, *_classify(code, word, ended, is_smarty=is_smarty))
        position = end


def _block_end(text: str, word: str, position: int) -> int:
    found = re.compile(rf"\{{%[-~]?\s*end_?{re.escape(word)}\b[^%]*%\}}").search(text, position)
    return found.end() if found else -1


def _word(code: str) -> str:
    pattern = _PHP_WORD if code.startswith("<?") else _WORD
    found = pattern.match(code)
    return "".join(found["word"].split()).lower() if found else ""


def _classify(code: str, word: str, ended: Collection[str], *, is_smarty: bool) -> tuple[Part, int]:
    if code.startswith(("{*", "<%#", "<%--", "{{!")) or (code.startswith("{#") and not is_smarty):
        return Part.COMMENT, 0
    if code.startswith("{%"):
        return Part.STATEMENT, _flow(word, word.startswith("end") and word != "end_", word in ended)
    if code.startswith("{{"):
        return _handlebars(word, ended)
    if code.startswith("<%"):
        return _ruby(code, word)
    if code.startswith("<?"):
        return _php(code, word)
    if word.startswith("/"):
        return Part.STATEMENT, -1
    return (
        (Part.STATEMENT, _flow(word, False, word in ended)) if word in ended or word in _DIVIDERS else (Part.OUTPUT, 0)
    )


def _flow(word: str, closes: bool, opens: bool) -> int:
    return 2 if word in _DIVIDERS and not opens else -1 if closes else 1 if opens else 0


def _handlebars(word: str, ended: Collection[str]) -> tuple[Part, int]:
    if word.startswith("#"):
        return Part.STATEMENT, 1
    if word.startswith("/"):
        return Part.STATEMENT, -1
    if word == "else" or word == "^":
        return Part.STATEMENT, 2
    if word.startswith("^"):
        return Part.STATEMENT, 1 if word[1:] in ended else 2
    return (Part.STATEMENT, 0) if word.startswith(">") else (Part.OUTPUT, 0)


_DO = re.compile(r"\bdo\b")


def _ruby(code: str, word: str) -> tuple[Part, int]:
    if code.startswith("<%="):
        ends = code[:-2].rpartition("%")[2]
        return Part.OUTPUT, 1 if _DO.search(ends) or ends.rstrip("- \t\r\n").endswith("{") else 0
    body = code[2:-2].strip("-= \t\r\n")
    if word in ("end", "}", "next", "loop", "wend") and not body.startswith("}) {"):
        return Part.STATEMENT, 2 if "else" in body else -1
    if word in _DIVIDERS:
        return Part.STATEMENT, 2
    opens = word in _RUBY_OPENERS or body.endswith(("{", "Then", "then")) or re.search(r"\bdo(?:\s*\|[^|]*\|)?$", body)
    return Part.STATEMENT, 1 if opens else 0


def _php(code: str, word: str) -> tuple[Part, int]:
    if code.startswith("<?=") or word in _PHP_OUTPUT:
        return Part.OUTPUT, 0
    body = code.removesuffix("?>").rstrip(" \t\r\n;")
    if word.startswith("end") or word == "}":
        return Part.STATEMENT, 2 if body.endswith(("{", ":")) else -1
    if word in _DIVIDERS:
        return Part.STATEMENT, 2
    return Part.STATEMENT, 1 if body.endswith(("{", ":")) else 0


def _unused_character(text: str) -> str:
    """A private-use character that the text does not have."""
    if "\ue000" not in text:
        return "\ue000"
    used = set(text)
    return next(
        chr(number) for number in (*range(0xE001, 0xF900), *range(0xF0000, 0x10FFFE)) if chr(number) not in used
    )

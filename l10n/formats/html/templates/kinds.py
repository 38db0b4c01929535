"""What a piece of template code does: it writes text, steers (and opens, divides or closes a block), or is a comment."""

from __future__ import annotations

import re

from l10n.formats.html.part import Part
from l10n.formats.html.templates import words

_WORD = re.compile(r"(?:\{\{\{?|\{%|\{|<[%#]|<\?|\*\|)[-~=_]?\s*(?P<word>[#/^>!&]?\s*[A-Za-z_]\w*|[#/^>!&}])")
_PHP_WORD = re.compile(r"<\?(?:php\b)?\s*(?P<word>[A-Za-z_]\w*|\})")
_AT_WORD = re.compile(r"(?:\}\s*)?@(?P<word>\w+)")
_SHORT_WORD = re.compile(r"\[(?P<word>/?[a-zA-Z][\w-]*)")
_ENDED = re.compile(
    r"\{%[-~]?\s*end_?(\w+)|\{\{[-~]?/\s*([A-Za-z_]\w*)|\{/([A-Za-z_]\w*)|@end([a-zA-Z]+)|\{\{-?\s*(end)\s*-?\}\}|\[/([a-zA-Z][\w-]*)\]"
)
_DIVIDERS = frozenset(
    "else elsif elseif elif when empty default case plural pluralize foreachelse sectionelse forelse".split()
)
_GO_OPENERS = frozenset("if range with define block".split())
_RUBY_OPENERS = frozenset("if unless case while until for begin".split())
_PHP_OUTPUT = frozenset(
    "echo print printf vprintf _e _ex esc_html_e esc_attr_e bloginfo wp_title single_cat_title".split()
)
_SMARTY_STATEMENTS = frozenset(
    "include assign extends strip config_load ldelim rdelim debug append break continue call".split()
)


def ended_blocks(text: str) -> frozenset[str]:
    """The names of the blocks that a page ends somewhere, in lower case; `end` for those of Go."""
    return frozenset([name.lower() for names in _ENDED.findall(text) for name in names if name])


def word(code: str) -> str:
    """The word by which a piece of code says what it does, in lower case; empty where it has none."""
    first = code[0]
    pattern = _WORD
    if first == "[":
        pattern = _SHORT_WORD
    elif "@" in code[:1] or (first == "}" and "@" in code):
        pattern = _AT_WORD
    elif code.startswith("<?"):
        pattern = _PHP_WORD
    found = pattern.match(code)
    return "".join(found["word"].split()).lower() if found else ""


def classify(code: str, ended: frozenset[str], *, is_smarty: bool) -> tuple[Part, int]:  # noqa: C901 one branch a sign
    """Return what a piece of code is, and for a statement its flow: 1 opens a block, -1 closes one, 2 divides one.

    `ended` holds the names of the blocks that the page ends.
    """
    if code.startswith(("{*", "<%#", "<%--", "{{!--", "{{--")) or (code.startswith("{#") and not is_smarty):
        return Part.COMMENT, 0
    if code.startswith("{{") and _COMMENT_IN_BRACES.match(code):
        return Part.COMMENT, 0
    if code.startswith(("{{<", "{{%")):
        return Part.STATEMENT, 0
    if code.startswith(("<#", "<@", "</")):
        return _freemarker(code)
    name = word(code)
    if code.startswith("{%"):
        return Part.STATEMENT, _flow(name, name.startswith("end") and name != "end_", name in ended)
    if code.startswith("{{"):
        return _handlebars(name, ended)
    if code.startswith("<%"):
        return _ruby(code, name)
    if code.startswith("<?"):
        return _php(code, name)
    if code.startswith(("@{", "${", "#{", "{!!", "#", "%%")):
        return Part.OUTPUT, 0
    if code.startswith("@"):
        return blade(code, name, ended)
    if code.startswith("*|"):
        return _mail(name)
    if code.startswith("[%"):
        return (Part.STATEMENT if _TOOLKIT.match(code) else Part.OUTPUT), 0
    if code.startswith("["):
        return _shortcode(name, ended)
    if name.startswith("/"):
        return Part.STATEMENT, -1
    steers = name in ended or name in _DIVIDERS
    if not steers:
        return Part.STATEMENT if name in _SMARTY_STATEMENTS else Part.OUTPUT, 0
    return Part.STATEMENT, _flow(name, closes=False, opens=name in ended)


_COMMENT_IN_BRACES = re.compile(r"\{\{(?:!|-?\s*/\*)")


def _flow(name: str, closes: bool, opens: bool) -> int:
    return 2 if name in _DIVIDERS and not opens else -1 if closes else 1 if opens else 0


def _handlebars(name: str, ended: frozenset[str]) -> tuple[Part, int]:
    if name.startswith("#"):
        return Part.STATEMENT, 1
    if name.startswith("/"):
        return Part.STATEMENT, -1
    if name == "else" or name == "^":
        return Part.STATEMENT, 2
    if name.startswith("^"):
        return Part.STATEMENT, 1 if name[1:] in ended else 2
    if "end" in ended and (name == "end" or name in _GO_OPENERS):
        return Part.STATEMENT, -1 if name == "end" else 1
    return (Part.STATEMENT, 0) if name.startswith(">") else (Part.OUTPUT, 0)


_DO = re.compile(r"\bdo\b")
_DO_AT_END = re.compile(r"\bdo(?:\s*\|[^|]*\|)?$")


def _ruby(code: str, name: str) -> tuple[Part, int]:
    if code.startswith("<%="):
        ends = code[:-2].rpartition("%")[2]
        return Part.OUTPUT, 1 if _DO.search(ends) or ends.rstrip("- \t\r\n").endswith("{") else 0
    body = code[2:-2].strip("-=_ \t\r\n")
    if name in ("end", "}", "next", "loop", "wend") and not body.startswith("}) {"):
        return Part.STATEMENT, 2 if "else" in body else -1
    if name in _DIVIDERS:
        return Part.STATEMENT, 2
    if name in _RUBY_OPENERS or body.endswith(("{", "Then", "then")) or _DO_AT_END.search(body):
        return Part.STATEMENT, 1
    # `<%-` writes in EJS; in ERB it only trims.
    writes = code.startswith("<%-") and name not in _RUBY_STATEMENTS and not _ASSIGNMENT.match(body)
    return Part.OUTPUT if writes else Part.STATEMENT, 0


_RUBY_STATEMENTS = frozenset("content_for provide require break return var let const".split())
_ASSIGNMENT = re.compile(r"[\w.@$]+\s*(?:\|\|)?=[^=]")


def _php(code: str, name: str) -> tuple[Part, int]:
    if code.startswith("<?=") or name in _PHP_OUTPUT or (name.startswith("the_") and name != "the_post"):
        return Part.OUTPUT, 0
    body = code.removesuffix("?>").rstrip(" \t\r\n;")
    if name.startswith("end") or name == "}":
        return Part.STATEMENT, 2 if body.endswith(("{", ":")) else -1
    if name in _DIVIDERS:
        return Part.STATEMENT, 2
    return Part.STATEMENT, 1 if body.endswith(("{", ":")) else 0


def blade(code: str, name: str, ended: frozenset[str]) -> tuple[Part, int]:
    """The same of a Blade directive with its arguments."""
    has_arguments = code.endswith(")")
    if name.startswith("end") or name in words.BLADE_CLOSERS:
        return Part.STATEMENT, -1
    if name == "empty" and has_arguments:
        return Part.STATEMENT, 1
    if name in words.BLADE_DIVIDERS:
        return Part.STATEMENT, 2
    if name in ended or name == "section":
        # `@section('title', 'Home')` needs no end.
        return Part.STATEMENT, 0 if name in ("section", "slot") and _has_two(code) else 1
    return Part.OUTPUT if name in words.BLADE_OUTPUTS else Part.STATEMENT, 0


def _has_two(code: str) -> bool:
    """True for a directive with more than one argument."""
    return _COMMA.search(code) is not None


_COMMA = re.compile(r"\((?:[^,'\"(]|'[^']*'|\"[^\"]*\")*+,")


def _freemarker(code: str) -> tuple[Part, int]:
    if code.startswith("<#--"):
        return Part.COMMENT, 0
    if code.endswith("#>"):  # of Underscore, in WordPress
        return _ruby(code, word(code))
    if code.startswith("</"):
        return Part.STATEMENT, -1
    if code.startswith(("<#else", "<#case", "<#default")):
        return Part.STATEMENT, 2
    return Part.STATEMENT, 1 if _FREEMARKER_OPENER.match(code) and not code.endswith("/>") else 0


_FREEMARKER_OPENER = re.compile(r"<#(?:if|list|switch|macro|function|compress|escape|noescape|attempt|items)\b|<@")
_TOOLKIT = re.compile(r"\[%[-+=~]?\s*(?:[A-Z]{2,}|#)")


def _shortcode(name: str, ended: frozenset[str]) -> tuple[Part, int]:
    if name.startswith("/"):
        return Part.STATEMENT, -1
    return (Part.STATEMENT, 1) if name in ended else (Part.OUTPUT, 0)


def _mail(name: str) -> tuple[Part, int]:
    if name in ("if", "ifnot", "interest"):
        return Part.STATEMENT, 1
    return (Part.STATEMENT, -1 if name == "end" else 2) if name in ("end", "else", "elseif") else (Part.OUTPUT, 0)

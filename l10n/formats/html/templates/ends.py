"""Where a piece of template code ends: at its closing sign, but for one inside a string or a hash of the code."""

from __future__ import annotations

import re

_QUOTED = r"{q}(?:[^{q}\\\n{{}}%]|\\.|[{{}}%](?![{{}}%]))*+{q}|{q}[^{q}\\\n<]{{0,24}}+{q}"
_PIECE = re.compile(
    "(?P<string>" + _QUOTED.format(q='"') + "|" + _QUOTED.format(q="'") + r")|(?P<open>[{(\[])|(?P<close>[})\]])|%\}"
    r"|(?P<tag><[a-zA-Z/!?])"
)
_UNEVEN = re.compile(r"[\"'{(\[})\]]")
_FURTHEST = 32
"""How many closing signs a search looks at."""
_LONGEST_ARGUMENTS = 4_000


def code_end(text: str, start: int, closer: str) -> int:
    """Return where the code ends whose content begins at `start`; -1 where nothing closes it.

    A closing sign counts where the brackets and strings before it are whole, as in `{{ card({a: {b: "}}"}}) }}`; where
    they never are, the first one does.
    """
    first = text.find(closer, start)
    if first < 0:
        return -1
    end = first + len(closer)
    if _UNEVEN.search(text, start, first) is None and not (closer[0] == "}" and text.startswith("}", end)):
        return end
    whole = whole_end(text, start, reach(text, first, closer), closer, can_hold_tags=True)
    return whole if whole > 0 else end


def reach(text: str, first: int, closer: str) -> int:
    """Return how far `whole_end` looks for the end of code whose first closing sign stands at `first`."""
    position = first
    for _ in range(_FURTHEST):
        found = text.find(closer, position)
        if found < 0:
            break
        position = found + 1
    return min(position + len(closer) + 1, len(text))


def whole_end(text: str, start: int, limit: int, closer: str, *, can_hold_tags: bool) -> int:
    """Return where the code ends before `limit`, its brackets and strings whole; -1 where they are not.

    Without `can_hold_tags`, tags may stand in its strings alone, and it reaches over no other opening sign.
    """
    depth = 0
    position = start
    while found := _PIECE.search(text, position, limit):
        position = found.end()
        if not depth and text.startswith(closer, found.start()):
            return found.start() + len(closer)
        if found["open"]:
            if not can_hold_tags and found[0] == "{" and text[position : position + 1] in "{%#":
                return -1
            depth += 1
        elif found["close"]:
            depth -= 1
            if depth < 0:
                return -1
        elif found["tag"] and not can_hold_tags:
            return -1
    return -1


def php_end(text: str, start: int) -> int:
    """Return where PHP code ends whose `<?` stands before `start`; -1 where a string or comment of it never does.

    `?>` in a string, a heredoc or a block comment closes nothing; in a line comment it does. Without one, the code
    reaches to the end of the text.
    """
    for found in _PHP.finditer(text, start):
        if found[0] == "?>":
            return found.end()
        if found["open"]:
            return -1
    return len(text)


def arguments_end(text: str, start: int, *, can_hold_tags: bool) -> int:
    """Return where the arguments end whose `(` stands at `start`; -1 where they do not.

    Without `can_hold_tags` no string of them has a tag or a line end, so they end before the next tag.
    """
    depth = 0
    pattern = _ARGUMENT if can_hold_tags else _PLAIN_ARGUMENT
    for found in pattern.finditer(text, start, start + _LONGEST_ARGUMENTS):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
            if not depth:
                return found.end()
        elif found["stray"]:
            return -1
    return -1


_PHP = re.compile(
    r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|/\*(?:[^*]|\*(?!/))*+\*/|(?://|\#(?!\[))[^\n?]*+(?:\?(?!>)[^\n?]*+)*+"""
    r"""|<<<[ \t]*+(?P<quote>['"]?)(?P<name>\w++)(?P=quote)\n.*?\n[ \t]*+(?P=name)\b|\?>"""
    r"""|(?P<open>["']|/\*|<<<[ \t]*+["']?\w++["']?\n)""",
    re.DOTALL,
)
_ARGUMENT = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|[()]|(?P<stray>["']|<[a-zA-Z/!?])""", re.DOTALL)
_PLAIN_ARGUMENT = re.compile(
    r"""'(?:[^'\\\n<]|\\.|<(?![a-zA-Z/!?]))*+'|"(?:[^"\\\n<]|\\.|<(?![a-zA-Z/!?]))*+"|[()]|(?P<stray>["']|<[a-zA-Z/!?])"""
)

"""Template code beyond doubt, whose language need not be named: whole pieces that hold no tag."""

from __future__ import annotations

_MARKS = (
    r"\[[a-z][\w-]*+(?:\s++[\w-]++=(?:\"[^\"<>\[]*+\"|'[^'<>\[]*+'|[^\s\"'<>\[\]]++)|\s++[\w-]++(?=\s++[\w-]++=))++\s*+/?\]",
    r"\[[a-z][a-z0-9_-]++(?::[a-z][a-z0-9_-]++)++\]",
    r"\[\[[!*+$~%#][^\[\]<\n]*+\]\]",
    r"\[%(?:[^%<]|%(?!\])|<(?![a-zA-Z/!?]))++%\]",
    r"\*\|[A-Z][^|<>\n]*+\|\*",
    r"\#\#\#[A-Z][A-Z0-9_]*+\#\#\#",
    r"%%=?[A-Za-z_][^%<>\n]*+%%",
    r"\{(?:loadposition|loadmodule|loadmoduleid|mosimage|mospagebreak|source|geshi)\b[^{}<\n]*+\}",
)
MARKS = "|".join(_MARKS)
"""Shortcodes with attributes (`[gallery ids="1"]`), tokens, merge tags and markers of content management and mail programs."""

_INNER = r"<(?![a-zA-Z/!?])|\{(?![{%#!$])"
CERTAIN = "|".join(
    (
        r"\{\{<[^{}\n]*+(?<=>)\}\}",
        r"\{\{%[^{}\n]*+(?<=%)\}\}",
        r"</?[\#@][a-z](?:[^<>\"'\n]|\"[^\"<\n]*+\"|'[^'<\n]*+')*+>",
        r"<\#\s(?:[^\#<]|\#(?!>)|<(?![a-zA-Z/!?]))*+\#>",
        r"<\#--(?:[^-]|-(?!->))*+-->",
        r"\{\{\{\{[^{}<]*+\}\}\}\}",
        r"\{\{\{(?:[^{}<]|<(?![a-zA-Z/!?]))++\}\}\}",
        r"\{\{(?:[^{}<\"']|<(?![a-zA-Z/!?]))++\}\}",
        rf"\{{%(?:[^%{{<]|%(?!\}})|{_INNER})++%\}}",
        rf"\{{\#(?:[^\#{{<]|\#(?!\}})|{_INNER})++\#\}}",
        rf"@?\{{!!(?:[^!{{<]|!(?!!\}})|{_INNER})++!!\}}",
        r"\{\$[A-Za-z_](?:[^{}<\n]|<(?![a-zA-Z/!?]))*+\}",
        r"[$\#]\{[A-Za-z_'\"(](?:[^{}<\n]|<(?![a-zA-Z/!?]))*+\}",
        r"<%(?:[^%<]|%(?!>)|<(?!%))++%>",
        r"\{(?:[\w.]++[ ]*+->[ ]*+)?+[a-z]++:[\w.]++\([^{}<\n]*+(?<=\))\}",
        MARKS,
    )
)
"""Pieces that one pattern sees whole."""

BEGUN = r"\{\{\{?(?!\{)|\{%(?=[-~]?\s*+\w)"
"""What begins a piece that is certain where its brackets and strings are whole, though tags stand in the strings."""

"""The template languages, by their manuals: what their code stands between, and by which signs a page shows its language."""

from __future__ import annotations

import re

_BRACES = ((r"\{%", "%}"), (r"\{\{", "}}"))
DELIMITERS: dict[str, tuple[tuple[str, str], ...]] = {
    "liquid": _BRACES,
    "jinja": ((r"\{#", "#}"), *_BRACES),
    "handlebars": ((r"\{\{!--", "--}}"), (r"\{\{\{\{", "}}}}"), (r"\{\{\{", "}}}"), (r"\{\{", "}}")),
    "angular": ((r"\{\{", "}}"),),
    "go": ((r"\{\{", "}}"),),
    "blade": ((r"\{\{--", "--}}"), (r"@?\{!!", "!!}"), (r"@?\{\{\{", "}}}"), (r"@?\{\{", "}}")),
    "erb": ((r"<%--", "--%>"), (r"<%", "%>")),
    "php": ((r"<\?(?!xml[\t\n\r ])", "?>"),),
    "smarty": ((r"\{\*", "*}"), (r"\{(?=[$/a-zA-Z#\"'])", "}")),
}
"""Syntax -> pattern of what opens a piece of code, and what closes it; the more specific first."""

ALIASES = {
    "django": "jinja",
    "twig": "jinja",
    "nunjucks": "jinja",
    "mustache": "handlebars",
    "vue": "handlebars",
    "hugo": "go",
    "asp": "erb",
    "ejs": "erb",
    "jsp": "erb",
}
SYNTAXES = tuple(sorted({*DELIMITERS, *ALIASES}))

_BLOCK_WORDS = (
    "if|foreach|forelse|section|for|while|unless|isset|empty|auth|guest|can|error|push|switch|component|slot|php|once"
)
BLADE_PAGE = re.compile(
    rf"@(?<![\w@]@)(?:end(?:{_BLOCK_WORDS})\b|(?:extends|yield|include|section|stack|push|component|lang)[ ]?\([ ]?['\"])"
)
"""What only a Blade page has."""
ANGULAR_PAGE = re.compile(
    r"@(?<![\w@]@)(?:if|for|switch|case|defer)[ \t\n]*\([^{}<]*\)[ \t\n]*\{(?![{!%])|\}[ \t\n]*@(?:else|empty)[ \t\n]*\{"
)
"""What only an Angular page has, since version 17."""
_SMARTY_BLOCKS = "if|foreach|section|literal|strip|block|capture|function|nocache|for|while"
SMARTY_PAGE = re.compile(
    rf"\{{(?<!\{{\{{)(?:/(?:{_SMARTY_BLOCKS})\}}|(?:include|extends)[ ]+file=|(?:if|foreach|assign)[ ][^{{}}<\n]*\$|[a-z_]++[ ]++[a-z_]++=\$)"
)
"""What only a Smarty page has."""
BRACES_PAGE = re.compile(r"\{%[-~]?[ ]?end_?\w+[ ]?[-~]?%\}")
"""What only a page of Liquid, Jinja or a language like these has: a block that ends."""

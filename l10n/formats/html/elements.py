"""The elements of HTML as this format sees them: what is inline, what ends a unit, what holds no markup.

Content categories and tag omission: WHATWG HTML, "Kinds of content", "Optional tags", "The rules for parsing tokens".
"""

from __future__ import annotations

INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink br cite code data del dfn em embed font i img input ins kbd label map mark "
    "meter nobr output picture progress q rb rp rt rtc ruby s samp slot small source span strike strong sub sup time tt u "
    "var wbr area link tspan textpath o:p st1:address st1:city st1:country-region st1:date st1:givenname st1:metricconverter "
    "st1:personname st1:place st1:placename st1:placetype st1:sn st1:state st1:street st1:time".split()
)
"""Phrasing content whose tags may stand inside a unit. Every other element, known or not, ends the unit around it.

`o:p` and `st1:` are what Word saves: the end of a paragraph, and names and measures that it found in a sentence."""

SVG_INLINE = frozenset("a tspan textpath tref altglyph".split())
"""Inside SVG text."""

SVG_TEXT = frozenset("text title desc".split())
MATH_TEXT = frozenset(["mtext"])

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)

RAW = frozenset("script style xmp iframe noembed noframes".split())
"""Raw text: no references and no tags until the end tag (noscript is read as markup, as without scripting)."""

RCDATA = frozenset("title textarea".split())
"""Text with references but without tags until the end tag."""

OPAQUE = RAW | RCDATA | {"plaintext"}
"""Elements whose content is not markup, up to their end tag or the end of the file."""

SCRIPTS = frozenset(["script", "style"])
"""Elements that show nothing and may stand anywhere in running text."""

LITERAL = frozenset("code kbd samp var tt".split())
"""Text of machines: visible to the translator inside a sentence, not extracted where nothing else is there."""

PRESERVED = frozenset("pre listing textarea".split())
"""White space counts."""

PLAIN_CONTENT = frozenset("option optgroup select datalist head".split())
"""Elements whose text holds no other element."""

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

CLOSES_P = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hgroup hr listing main menu nav ol p plaintext pre search section summary table ul xmp".split()
)
"""Start tags that end an open p."""

# Where a search for an element to close stops: it is outside the scope.
SCOPE = frozenset("applet caption html table td th marquee object template button".split())
TABLE_SCOPE = frozenset("html table template".split())
ITEM_SCOPE = SCOPE | frozenset(
    "article aside blockquote body center details dir dl fieldset figcaption figure footer form header hgroup main "
    "menu nav ol pre section select summary tbody tfoot thead tr ul".split()
)

IMPLIED_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), ITEM_SCOPE),
    "dt": (frozenset(["dt", "dd"]), ITEM_SCOPE),
    "dd": (frozenset(["dt", "dd"]), ITEM_SCOPE),
    "option": (frozenset(["option"]), SCOPE | {"select", "datalist", "optgroup"}),
    "optgroup": (frozenset(["option", "optgroup"]), SCOPE | {"select"}),
    "tr": (frozenset(["tr"]), TABLE_SCOPE),
    "td": (frozenset(["td", "th"]), TABLE_SCOPE | {"tr"}),
    "th": (frozenset(["td", "th"]), TABLE_SCOPE | {"tr"}),
    "tbody": (frozenset(["caption", "colgroup", "tbody", "thead", "tfoot"]), TABLE_SCOPE),
    "thead": (frozenset(["caption", "colgroup", "tbody", "thead", "tfoot"]), TABLE_SCOPE),
    "tfoot": (frozenset(["caption", "colgroup", "tbody", "thead", "tfoot"]), TABLE_SCOPE),
    "body": (frozenset(["head"]), frozenset(["html"])),
}
"""Start tag -> the open elements it ends, and where the search for them stops."""

RUBY_PARTS = frozenset("rb rt rtc rp".split())
"""In a ruby, their start tags end what may be left open around them, a p too, although they are inline."""

OPTIONAL_END = frozenset(
    "html head body p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rp rt rb rtc".split()
)
"""Elements whose end tag may be left out: no remark when it is."""

# Foreign content: WHATWG HTML, "The rules for parsing tokens in foreign content".
BREAKOUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
SVG_INTEGRATION = frozenset("foreignobject desc title".split())
MATH_INTEGRATION = frozenset("mi mo mn ms mtext annotation-xml".split())

DESCRIPTIONS = {
    "a": "link",
    "abbr": "abbreviation",
    "img": "image",
    "input": "form field",
    "label": "label",
    "q": "quotation",
    "svg": "drawing",
    "math": "formula",
    "time": "date or time",
    "code": "code, normally not translated",
    "kbd": "keys, normally not translated",
    "samp": "program output, normally not translated",
    "var": "variable, normally not translated",
    "tt": "code, normally not translated",
}
"""What a code is, for the translator."""

"""What a project may set about HTML: the table `[tool.l10n.html]`."""

from __future__ import annotations

from dataclasses import dataclass, field

from l10n.errors import UsageError

_ADDRESSES = frozenset(
    "action archive background cite classid codebase data formaction href icon imagesrcset itemid itemtype longdesc "
    "manifest ping poster profile src srcset usemap xlink:href xml:base".split()
)
"""WHATWG HTML and HTML 4: attributes that hold an address, where `javascript:` would be run."""
_CODE = frozenset(["style", "srcdoc", "http-equiv"])


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """The options of this format; each selector is CSS, or XPath where it begins with `/` or `(`."""

    templates: tuple[str, ...] = ()
    """Template languages in the source: `liquid`, `jinja`, `django`, `twig`, `handlebars`, `erb`, `asp`, `php`, `smarty`,
    `blade`, `angular`, `go`."""
    inline: tuple[str, ...] = ()
    """Elements that stand inside a sentence: names of custom elements, or selectors."""
    block: tuple[str, ...] = ()
    """Elements that end a unit although HTML calls them inline: names or selectors."""
    exclude: tuple[str, ...] = ()
    """Selectors of elements whose content and attributes are not translated."""
    include: tuple[str, ...] = ()
    """Selectors of elements that are translated inside an excluded one, or although their language differs."""
    preserve_space: tuple[str, ...] = ()
    """Selectors of elements whose white space counts, as in pre."""
    context: dict[str, str] = field(default_factory=dict)
    """Selector -> msgctxt of the units in such elements."""
    notes: dict[str, str] = field(default_factory=dict)
    """Selector -> a note for the translator on the units in such elements."""
    attributes: tuple[str, ...] = ()
    """More attributes to translate: `data-title`, or `img@data-caption` for one element only."""
    no_attributes: tuple[str, ...] = ()
    """Attributes not to translate, of those translated by default."""
    meta: tuple[str, ...] = ()
    """More names or properties of meta elements whose content is translated."""
    json_keys: tuple[str, ...] = ()
    """More JSON-LD properties whose strings are translated."""
    without_letters: bool = False
    """Extract units without any letter too, such as prices."""
    split_at_br: bool = False
    """Let every `<br>` end a unit; without it, two in a row do."""

    def __post_init__(self) -> None:
        """Raise UsageError where an option would let a translation hold code or an address."""
        for option in self.attributes:
            name = option.rpartition("@")[2].strip().lower()
            if name in _ADDRESSES or name in _CODE or name.startswith("on"):
                what = "an address" if name in _ADDRESSES else "code"
                raise UsageError(
                    f"The attribute «{option}» holds {what}, which no translation may change.",
                    where="[tool.l10n.html] attributes",
                    hint="Take it out; name only attributes that hold text.",
                )

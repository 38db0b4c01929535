"""JSON-LD in a page: the strings of schema.org properties that people read, found by offset.

The strings stay where they are in the source; only what stands between their quotes is replaced. A block that is no
valid JSON is left alone and reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from l10n import inline
from l10n.formats.html.characters import LETTER, invisible, without_controls
from l10n.formats.html.options import HtmlOptions
from l10n.formats.html.part import Part
from l10n.formats.html.slots import Excluded, Place, Slot
from l10n.formats.html.templates import Masked
from l10n.model import Unit

KEYS = frozenset(
    "name headline alternativeheadline alternatename description disambiguatingdescription abstract caption keywords "
    "articlesection articlebody text jobtitle knowsabout award slogan reviewbody about alternative accessibilitysummary "
    "recipeingredient recipeinstructions recipecategory recipecuisine recipeyield cookingmethod category warning "
    "pregnancywarning breastfeedingwarning foodwarning alcoholwarning overdosage mechanismofaction clinicalpharmacology "
    "dosageform administrationroute possiblecomplication expectedprognosis epidemiology pathophysiology naturalprogression "
    "howperformed preparation followup transcript subtitle teaches featurelist responsibilities skills qualifications "
    "jobbenefits experiencerequirements educationrequirements incentivecompensation ratingexplanation".split()
)
"""Properties of schema.org whose strings are text, in lower case."""

_NAMES = frozenset("name alternatename".split())
_NAMED = frozenset(
    "person organization corporation brand localbusiness medicalorganization newsmediaorganization ngo hospital physician dentist "
    "pharmacy medicalclinic medicalbusiness diagnosticlab optician educationalorganization collegeoruniversity school "
    "governmentorganization researchorganization fundingagency library museum store restaurant hotel sportsorganization "
    "performinggroup musicgroup postaladdress airline".split()
)
"""What has a proper name, which no one translates."""
_NAMING = frozenset(
    "author creator contributor editor translator publisher provider producer sponsor funder reviewedby copyrightholder brand "
    "manufacturer founder employee member memberof worksfor affiliation alumniof parentorganization performer director".split()
)
"""Properties whose value is such a thing, though it may not say so."""

_LEXEME = re.compile(r'"(?P<string>(?:[^"\\]|\\.)*+)"|(?P<mark>[{}\[\],:])', re.DOTALL)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|/|#)\S*\Z", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class _Object:
    """An object or array that is open at a point of the scan."""

    is_object: bool
    key: str
    """In an object the property being read; in an array the property the array is the value of."""
    owner: _Object | None = None
    """The object whose types count: the array's object, or the object itself."""
    property: str = ""
    """The property that an object is the value of."""
    types: list[str] = field(default_factory=list)
    expects_key: bool = True


@dataclass(frozen=True, slots=True)
class _String:
    key: str
    owner: _Object | None
    start: int
    end: int


def read_json(
    source: str,
    masked: Masked,
    start: int,
    end: int,
    options: HtmlOptions,
    *,
    notes: tuple[str, ...] = (),
    context: str = "",
) -> tuple[list[Slot], list[Excluded], str]:
    """Return the units of one JSON-LD block, the strings that rules exclude, and what is wrong with the block.

    `notes` and `context` are what the author said before the block; they go to each of its units.
    """
    try:
        json.loads(filled_in(masked, start, end), strict=False)
    except RecursionError:
        return [], [], "The JSON-LD is nested too deep; it is left as it is."
    except ValueError as error:
        return [], [], f"The JSON-LD is not valid JSON ({error}); it is left as it is."
    slots: list[Slot] = []
    excluded: list[Excluded] = []
    extra = frozenset(key.lower() for key in options.json_keys)
    for found in _strings(masked.text, start, end):
        rule = _rule(found, extra)
        place = f"json-ld:{found.key}"
        value = _value(source[found.start : found.end])
        if masked.within(found.start, found.end):
            rule = rule or "template code"
        elif not rule and not LETTER.search(value):
            rule = "no letters"
        elif not rule and _ADDRESS.match(value):
            rule = "an address"
        if rule:
            excluded.append(Excluded(rule, place, found.start, found.end))
        else:
            text = inline.escape(without_controls(value)).strip()
            unit = Unit(text, context, place, comments=(*notes, *invisible(text)), markup=False)
            slots.append(Slot(unit, Place.JSON, found.start, found.end, preserve=True))
    return slots, excluded, ""


def filled_in(masked: Masked, start: int, end: int) -> str:
    """The block with something that is valid JSON in the place of its template code, at the same offsets."""
    constructs = masked.within(start, end)
    if not constructs:
        return masked.text[start:end]
    parts: list[str] = []
    position = start
    for construct in constructs:
        length = construct.end - construct.start
        sign = "1" if construct.part is Part.OUTPUT else " "
        parts += (masked.text[position : construct.start], sign * length)
        position = construct.end
    parts.append(masked.text[position:end])
    # A loop writes a comma behind all but the last of its items.
    return _LAST_COMMA.sub(" ", "".join(parts))


_LAST_COMMA = re.compile(r",(?=\s*+[\]}])")


def write_json(characters: str, *, like: str, can_hold: Callable[[str], bool]) -> str:
    """Write characters as the inside of a JSON string, which neither ends it nor its script element.

    Escapes are those of `like`, the string it replaces; `can_hold` says what the page's encoding has.
    """
    text = json.dumps(characters, ensure_ascii="\\u" in like and like.isascii())[1:-1]
    if "\\/" in like:
        text = text.replace("/", "\\/")
    for character in "<>&\u2028\u2029\x7f":
        text = text.replace(character, f"\\u{ord(character):04x}")
    if text.isascii():
        return text
    return "".join(item if item.isascii() or can_hold(item) else json.dumps(item)[1:-1] for item in text)


def _rule(found: _String, extra: frozenset[str]) -> str:
    """Why a string is not translated, or an empty string."""
    key = found.key.lower()
    if key not in KEYS and key not in extra:
        return "not a text property"
    types = [name.rpartition("/")[2].lower() for name in found.owner.types] if found.owner else []
    is_named = not _NAMED.isdisjoint(types) or (found.owner is not None and found.owner.property.lower() in _NAMING)
    if key in _NAMES and key not in extra and is_named:
        return "a proper name"
    return ""


def _strings(text: str, start: int, end: int) -> Iterator[_String]:
    """The string values of valid JSON, with their keys; `@type` of an object may follow them."""
    found: list[_String] = []
    open_objects: list[_Object] = []
    for match in _LEXEME.finditer(text, start, end):
        top = open_objects[-1] if open_objects else None
        mark = match["mark"]
        if mark in ("{", "["):
            key = top.key if top else ""
            opened = _Object(mark == "{", "" if mark == "{" else key, property=key)
            opened.owner = opened if mark == "{" else top.owner if top else None
            open_objects.append(opened)
        elif mark in ("}", "]"):
            open_objects.pop()
        elif top is None:
            continue
        elif mark == ",":
            top.expects_key = True
        elif mark == ":":
            top.expects_key = False
        elif top.is_object and top.expects_key:
            top.key = _value(match["string"])
        elif top.key == "@type" and top.owner is not None:
            top.owner.types.append(_value(match["string"]))
        else:
            found.append(_String(top.key, top.owner, match.start("string"), match.end("string")))
    return iter(found)


def _value(literal: str) -> str:
    """The characters of a JSON string; half surrogate pairs become U+FFFD."""
    if "\\" not in literal:
        return literal
    return _SURROGATE.sub("\ufffd", str(json.loads(f'"{literal}"', strict=False)))

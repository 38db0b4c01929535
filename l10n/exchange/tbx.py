"""TBX, the exchange format for termbases: rows of a glossary table to XML and back.

Written are ISO 30042:2019 in the dialect TBX-Basic, style DCT (data categories as elements), and the older MARTIF
shape (TBX-Basic 2008) for tools that have not moved on. Both are read, and the DCA style too. What TBX-Basic has no
data category for (`dnt`, forms, exclude, match, case, context) travels in notes `x-l10n: KEY=VALUE`.
Data categories and their values: github.com/LTAC-Global, modules Min and Basic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from lxml import etree

from l10n.errors import L10nError

Row: TypeAlias = tuple[str, Mapping[str, str]]
"""A row of a glossary table: the place it came from, and its fields by column."""
_Fields: TypeAlias = dict[str, str]

CORE = "urn:iso:std:iso:30042:ed-2"
MIN = "http://www.tbxinfo.net/ns/min"
BASIC = "http://www.tbxinfo.net/ns/basic"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOTE = re.compile(r"x-l10n:\s*(?P<key>[a-z_]+)=(?P<value>.*)", re.DOTALL)

_STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
    "dnt": "preferredTerm-admn-sts",
}
# Other tools write the status in other ways; all letters, lower case.
_READ_STATUS = {
    "preferredterm": "preferred",
    "preferred": "preferred",
    "standardizedterm": "preferred",
    "admittedterm": "admitted",
    "admitted": "admitted",
    "legalterm": "admitted",
    "regulatedterm": "admitted",
    "deprecatedterm": "forbidden",
    "deprecated": "forbidden",
    "supersededterm": "forbidden",
    "superseded": "forbidden",
    "forbidden": "forbidden",
    "obsolete": "forbidden",
    "notrecommended": "forbidden",
}
_GENDERS = frozenset({"masculine", "feminine", "neuter", "other"})
_POS = frozenset({"adjective", "noun", "other", "verb", "adverb"})
_IN_NOTES = ("forms", "exclude", "match", "case", "context")
_NAME = re.compile(r"[^\W\d][\w.-]*")


def write_tbx(rows: Iterable[Row], *, source_locale: str, title: str = "Glossary") -> bytes:
    """Write rows as TBX-Basic in DCT style (ISO 30042:2019), UTF-8; the rows of one concept become one entry."""
    root = etree.Element(f"{{{CORE}}}tbx", nsmap={None: CORE, "min": MIN, "basic": BASIC})  # type: ignore[dict-item]  # None is the default namespace
    root.set("type", "TBX-Basic")
    root.set("style", "dct")
    root.set(_LANG, source_locale)
    description = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _add(description, "p", title)
    body = _add(_add(root, "text"), "body")
    for number, (concept_id, languages) in enumerate(_grouped(rows), 1):
        entry = _add(body, "conceptEntry", id=_xml_id(concept_id, number))
        _concept(entry, concept_id, number, languages, _DCT)
    return _bytes(root)


def write_martif(rows: Iterable[Row], *, source_locale: str, title: str = "Glossary") -> bytes:
    """Write rows in the older shape that begins with `<martif>` (TBX-Basic 2008), UTF-8."""
    root = etree.Element("martif", type="TBX-Basic")
    root.set(_LANG, source_locale)
    header = _add(root, "martifHeader")
    _add(_add(_add(header, "fileDesc"), "sourceDesc"), "p", title)
    _add(_add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = _add(_add(root, "text"), "body")
    for number, (concept_id, languages) in enumerate(_grouped(rows), 1):
        entry = _add(body, "termEntry", id=_xml_id(concept_id, number))
        _concept(entry, concept_id, number, languages, _MARTIF)
    return _bytes(root, doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">')


def read_tbx(data: bytes, *, name: str = "glossary.tbx") -> list[Row]:
    """Read TBX of any of the shapes above into rows of a glossary table (`l10n.terms.termbase_of`).

    Entities are not resolved and nothing is fetched. Raises L10nError naming file and line.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise L10nError(f"The file is not well-formed XML: {error.msg}.", where=f"{name}:{line}") from error
    if root is None or _local(root) not in ("tbx", "martif"):
        raise L10nError(
            "The file is not TBX: its root is neither <tbx> nor <martif>.",
            where=f"{name}:1",
            hint="Export the termbase as TBX-Basic.",
        )
    return list(_read_rows(root, name))


class _Shape:
    """How the elements of one flavour are called."""

    def __init__(self, *, is_dct: bool) -> None:
        self.is_dct = is_dct
        self.language = "langSec" if is_dct else "langSet"
        self.term = "termSec" if is_dct else "tig"

    def property(self, parent: etree._Element, module: str, kind: str, name: str, value: str) -> None:
        """Add a data category: an element of its own in DCT, `<termNote type="...">` and the like else."""
        if not value:
            return
        if self.is_dct:
            etree.SubElement(parent, f"{{{module}}}{name}").text = _clean(value)
        else:
            _add(parent, kind, value, type=name)


_DCT, _MARTIF = _Shape(is_dct=True), _Shape(is_dct=False)


def _concept(
    entry: etree._Element, concept_id: str, number: int, languages: dict[str, list[Mapping[str, str]]], shape: _Shape
) -> None:
    rows = [row for found in languages.values() for row in found]
    shape.property(
        entry, MIN, "descrip", "subjectField", next((row["domain"] for row in rows if row.get("domain")), "")
    )
    if _xml_id(concept_id, number) != concept_id:
        _add(entry, "note", f"x-l10n: concept_id={concept_id}")
    for lang, terms in languages.items():
        section = _add(entry, shape.language)
        section.set(_LANG, lang)
        definition = next((row["definition"] for row in terms if row.get("definition")), "")
        shape.property(section, BASIC, "descrip", "definition", definition)
        for row in terms:
            _term(_add(section, shape.term), row, shape)


def _term(element: etree._Element, row: Mapping[str, str], shape: _Shape) -> None:
    _add(element, "term", row.get("term", ""))
    status = row.get("status", "") or "preferred"
    notes = []
    pos, gender = row.get("pos", ""), row.get("gender", "")
    if pos in _POS:
        shape.property(element, MIN, "termNote", "partOfSpeech", pos)
    elif pos:
        notes.append(f"pos={pos}")
    if gender in _GENDERS:
        shape.property(element, BASIC, "termNote", "grammaticalGender", gender)
    elif gender:
        notes.append(f"gender={gender}")
    shape.property(element, MIN, "termNote", "administrativeStatus", _STATUS.get(status, _STATUS["preferred"]))
    if status == "dnt":
        notes.append("status=dnt")
    notes += [f"{key}={row[key]}" for key in _IN_NOTES if row.get(key)]
    shape.property(element, BASIC, "admin", "source", row.get("source", ""))
    if row.get("note"):
        _add(element, "note", row["note"])
    for note in notes:
        _add(element, "note", f"x-l10n: {note}")


def _read_rows(root: etree._Element, name: str) -> Iterator[Row]:
    for number, entry in enumerate(_all(root, "conceptEntry", "termEntry"), 1):
        shared = _properties(entry, stop=("langSec", "langSet"))
        concept_id = shared.get("concept_id") or (entry.get("id") or "").strip() or f"c{number}"
        for section in _all(entry, "langSec", "langSet"):
            lang = section.get(_LANG) or section.get("lang") or ""
            place = f"{name}:{section.sourceline}"
            if not lang:
                raise L10nError("A language section names no language.", where=place, hint="Add xml:lang.")
            of_language = _properties(section, stop=("termSec", "tig", "ntig"))
            definition = of_language.get("definition") or shared.get("definition", "")
            for term in _all(section, "termSec", "tig", "ntig"):
                yield (
                    f"{name}:{term.sourceline}",
                    {
                        "concept_id": concept_id,
                        "lang": lang,
                        "domain": shared.get("domain", ""),
                        "definition": definition,
                        **_properties(term, stop=()),
                    },
                )


def _properties(element: etree._Element, *, stop: tuple[str, ...]) -> _Fields:
    """The data categories below an element, as columns; elements named in `stop` are not entered."""
    found: _Fields = {}
    notes: list[str] = []
    for child in _below(element, stop):
        kind = _local(child)
        name = child.get("type", "") if kind in ("termNote", "descrip", "admin") else kind
        text = "".join(str(part) for part in child.itertext()).strip()
        text = text if kind == "note" else " ".join(text.split())
        if kind == "note":
            if match := _NOTE.fullmatch(text):
                found[match["key"]] = match["value"].strip()
            elif text:
                notes.append(text)
        elif text:
            _take(found, name, text)
    if notes:
        found["note"] = "\n".join(notes)
    return found


def _take(found: _Fields, name: str, text: str) -> None:
    if name == "term":
        found["term"] = text
    elif name == "administrativeStatus":
        letters = re.sub(r"[^a-z]", "", text.lower().removesuffix("-admn-sts"))
        found.setdefault("status", _READ_STATUS.get(letters.removesuffix("admnsts"), text))
    elif name == "partOfSpeech":
        found.setdefault("pos", text)
    elif name == "grammaticalGender":
        found.setdefault("gender", text)
    elif name == "subjectField":
        found.setdefault("domain", text)
    elif name in ("definition", "source"):
        found.setdefault(name, text)


def _below(element: etree._Element, stop: tuple[str, ...]) -> Iterator[etree._Element]:
    for child in element:
        if not isinstance(child.tag, str) or _local(child) in stop:
            continue
        if _local(child) in ("term", "note", "descrip", "admin", "termNote") or len(child) == 0:
            yield child
        else:
            yield from _below(child, stop)


def _all(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (child for child in element.iter() if isinstance(child.tag, str) and _local(child) in names)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _grouped(rows: Iterable[Row]) -> Iterator[tuple[str, dict[str, list[Mapping[str, str]]]]]:
    concepts: dict[str, dict[str, list[Mapping[str, str]]]] = {}
    for _, row in rows:
        concepts.setdefault(row["concept_id"], {}).setdefault(row["lang"], []).append(row)
    yield from concepts.items()


def _xml_id(concept_id: str, number: int) -> str:
    """An xs:ID: the concept's own id where XML allows it."""
    return concept_id if _NAME.fullmatch(concept_id) else f"_{number}"


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    namespace = etree.QName(parent).namespace
    child = etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name, attributes)
    if text:
        child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    """Text without the characters XML 1.0 cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _bytes(root: etree._Element, *, doctype: str = "") -> bytes:
    etree.indent(root, space="  ")
    body = etree.tostring(root, encoding="unicode")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *([doctype] if doctype else []), body, ""]
    return "\n".join(lines).encode()

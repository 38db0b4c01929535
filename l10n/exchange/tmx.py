"""TMX 1.4b, the exchange format of translation memories: pairs of inline text in and out.

Codes travel as `<bpt>`/`<ept>` pairs, `<ph>` and `<it>`, each holding the code as it is written in inline text. From other
tools' files a code takes the name of the tag it holds, or else of its type. Tools that know PO files or plain text only
(Translate Toolkit and so Weblate, OmegaT at level 1) write the tags of a msgid as text; these are codes where both sides
have the same ones. Standard: LISA OSCAR, TMX 1.4b (2005).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from l10n import __version__
from l10n.errors import L10nError
from l10n.inline import Tag, TagKind, parse, render, tags

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OURS, _TOOLKIT = "l10n", "Translate Toolkit"
_OWN_CODE = re.compile(r"<(/?)([a-z][a-z0-9:._-]*)(/?)>")
_HTML_TAG = re.compile(r"<\s*/?\s*([A-Za-z][A-Za-z0-9:_-]*)")
_TYPES = {"bold": "b", "italic": "i", "ulined": "u", "link": "a", "lb": "br", "image": "img"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Pair(NamedTuple):
    """A text and its translation, both inline text."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class _Code:
    """A code of a segment as another tool wrote it."""

    kind: TagKind
    name: str
    content: str
    """What tells two codes of one name apart."""
    link: str
    """`x` of TMX: the same code in the other language."""
    pair: str
    """`i` of TMX: ties a beginning to its end."""
    is_own: bool


def read_tmx(path: Path, source: str, target: str, *, name: str = "") -> Iterator[Pair]:
    """Yield the pairs of two languages; units that lack one of them or are empty are passed over.

    A region is ignored where one side names none (`nl` and `nl-NL`). The file is read unit by unit; external entities
    are never fetched. Raises L10nError with file and line where it is no TMX.
    """
    where = name or str(path)
    root = tool = ""
    try:
        with path.open("rb") as file:
            context = etree.iterparse(
                file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            for event, element in context:
                if not root:
                    root = _local(element)
                    if root != "tmx":
                        raise L10nError(
                            f"This is not TMX: its root is <{root}>.", where=f"{where}:{element.sourceline}"
                        )
                if event == "end" and _local(element) == "header":
                    tool = element.get("creationtool") or ""
                elif event == "end" and _local(element) == "tu":
                    if (pair := _pair(element, source, target, tool)) is not None:
                        yield pair
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
    except OSError as error:
        raise L10nError(f"The file cannot be read: {error.strerror}.", where=where) from error
    except etree.XMLSyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise L10nError(
            f"This is not well-formed XML: {error.msg}.", where=f"{where}{line}", hint="Export the memory anew."
        ) from error


def format_tmx(pairs: Iterable[Pair], source: str, target: str) -> bytes:
    """The bytes of a TMX file: UTF-8, in the order given, the same for the same pairs."""
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration(standalone=None)
        header = {
            "creationtool": _OURS,
            "creationtoolversion": __version__,
            "segtype": "block",
            "o-tmf": "PO",
            "adminlang": "en",
            "srclang": source,
            "datatype": "html",
        }
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(etree.Element("header", header))
            xml.write("\n")
            with xml.element("body"):
                xml.write("\n")
                for pair in pairs:
                    xml.write(_unit(pair, source, target))
                    xml.write("\n")
    out.write(b"\n")
    return out.getvalue()


def _unit(pair: Pair, source: str, target: str) -> etree._Element:
    unit = etree.Element("tu")
    links: dict[str, str] = {}
    for locale, text in ((source, pair.source), (target, pair.target)):
        variant = etree.SubElement(unit, "tuv", {_XML_LANG: locale})
        _write_segment(etree.SubElement(variant, "seg"), text, links)
    return unit


def _write_segment(segment: etree._Element, text: str, links: dict[str, str]) -> None:
    """Fill `<seg>`; `links` numbers each code name for `x`, in both languages alike."""
    content = parse(text)
    partner = _partners(content)
    last: etree._Element | None = None
    for at, part in enumerate(content):
        if isinstance(part, str):
            legal = _FORBIDDEN.sub("\ufffd", part)
            if last is None:
                segment.text = (segment.text or "") + legal
            else:
                last.tail = (last.tail or "") + legal
            continue
        link = links.setdefault(part.name, str(len(links) + 1))
        if part.kind is TagKind.STANDALONE:
            last = etree.SubElement(segment, "ph", {"x": link, "type": part.name})
        elif at not in partner:
            position = "begin" if part.kind is TagKind.OPEN else "end"
            last = etree.SubElement(segment, "it", {"pos": position, "x": link, "type": part.name})
        elif part.kind is TagKind.OPEN:
            last = etree.SubElement(segment, "bpt", {"i": str(partner[at]), "x": link, "type": part.name})
        else:
            last = etree.SubElement(segment, "ept", {"i": str(partner[at])})
        last.text = part.text


def _partners(content: Iterable[str | Tag]) -> dict[int, int]:
    """The number of its pair for each tag that has a partner, by position."""
    partner: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    count = 0
    for at, part in enumerate(content):
        if isinstance(part, Tag) and part.kind is TagKind.OPEN:
            stack.append((at, part.name))
        elif isinstance(part, Tag) and part.kind is TagKind.CLOSE and stack and stack[-1][1] == part.name:
            count += 1
            partner[stack.pop()[0]] = partner[at] = count
    return partner


def _pair(unit: etree._Element, source: str, target: str, tool: str) -> Pair | None:
    segments: list[tuple[str, etree._Element]] = []
    for variant in unit:
        if _local(variant) == "tuv":
            language = variant.get(_XML_LANG) or variant.get("lang") or ""
            segments += ((language, child) for child in variant if _local(child) == "seg")
    mine, yours = _of_language(segments, source), _of_language(segments, target)
    if mine is None or yours is None or any(node.tag is etree.Entity for node in unit.iter()):
        return None
    sources, targets = _read_segment(mine), _read_segment(yours)
    if (
        tool != _OURS
        and len(mine) == len(yours) == 0
        and (pair := _tags_as_text(mine.text or "", yours.text or "", tool))
    ):
        return pair
    names = _names(sources)
    pair = Pair(_inline(sources, names), _inline(targets, names))
    return pair if pair.source and pair.target else None


def _tags_as_text(source: str, target: str, tool: str) -> Pair | None:
    """The pair where tags stand as text, the same ones on both sides; None where there are none or they differ.

    Translate Toolkit writes a msgid as it is, references included; others wrote the characters themselves.
    """
    if "<" not in source and not (tool == _TOOLKIT and "&" in source + target):
        return None
    if tool != _TOOLKIT:
        source, target = source.replace("&", "&amp;"), target.replace("&", "&amp;")
    if sorted(tag.text for tag in tags(source)) != sorted(tag.text for tag in tags(target)):
        return None
    return Pair(*(_squeeze(render(parse(text))) for text in (source, target)))


def _of_language(segments: Iterable[tuple[str, etree._Element]], wanted: str) -> etree._Element | None:
    wanted = wanted.lower().replace("_", "-")
    for exact in (True, False):
        for language, segment in segments:
            found = language.lower().replace("_", "-")
            if found == wanted or (
                not exact and found and (found.startswith(f"{wanted}-") or wanted.startswith(f"{found}-"))
            ):
                return segment
    return None


def _read_segment(segment: etree._Element) -> list[str | _Code]:
    """The text and codes of a `<seg>` in order."""
    parts: list[str | _Code] = [segment.text or ""]
    for element in segment:
        name = _local(element)
        if name == "hi":
            code = _code(TagKind.OPEN, element, "")
            parts += (code, *_read_segment(element), _code(TagKind.CLOSE, element, ""))
        elif name in ("bpt", "ept"):
            parts.append(_code(TagKind.OPEN if name == "bpt" else TagKind.CLOSE, element, element.text or ""))
        elif name == "it":
            begins = element.get("pos") in ("begin", "open")
            parts.append(_code(TagKind.OPEN if begins else TagKind.CLOSE, element, element.text or ""))
        elif name in ("ph", "ut"):
            parts.append(_code(TagKind.STANDALONE, element, element.text or ""))
        parts.append(element.tail or "")
    _name_ends(parts)
    return parts


def _code(kind: TagKind, element: etree._Element, content: str) -> _Code:
    own = _OWN_CODE.fullmatch(content)
    html = _HTML_TAG.match(content)
    if own is not None:
        name = own[2]
    elif html is not None:
        name = html[1].lower()
    else:
        kind_name = (element.get("type") or "").lower()
        name = _TYPES.get(kind_name) or ("x" if kind is TagKind.STANDALONE else "g")
    link = element.get("x") or ""
    return _Code(kind, name, content or link, link, element.get("i") or "", own is not None)


def _name_ends(parts: list[str | _Code]) -> None:
    """Give each end the name and content of its beginning; in place."""
    begun = {part.pair: part for part in parts if isinstance(part, _Code) and part.kind is TagKind.OPEN and part.pair}
    for at, part in enumerate(parts):
        if isinstance(part, _Code) and part.kind is TagKind.CLOSE and part.pair in begun:
            start = begun[part.pair]
            parts[at] = _Code(part.kind, start.name, start.content, start.link, part.pair, start.is_own)


def _names(parts: Iterable[str | _Code]) -> dict[tuple[str, str], str]:
    """Code names for foreign codes: numbered, all of a name, where two codes of that name differ."""
    contents: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        if isinstance(part, _Code) and not part.is_own and part.kind is not TagKind.CLOSE:
            contents[part.name].append(part.content)
    return {
        (name, content): f"{name}{number}" if len(found) > 1 or name == "x" else name
        for name, found in ((name, list(dict.fromkeys(every))) for name, every in contents.items())
        for number, content in enumerate(found, 1)
    }


def _inline(parts: Iterable[str | _Code], names: dict[tuple[str, str], str]) -> str:
    content: list[str | Tag] = []
    for part in parts:
        if isinstance(part, str):
            content.append(part)
        else:
            name = part.name if part.is_own else names.get((part.name, part.content), part.name)
            content.append(Tag(name, part.kind))
    return _squeeze(render(content))


def _squeeze(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

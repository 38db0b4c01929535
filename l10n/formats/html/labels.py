"""Which encoding a page declares: the labels of the WHATWG Encoding Standard, and where HTML lets a page name one.

HTML, "prescan a byte stream to determine its encoding": `<meta charset>`, or `content` of a meta element whose
`http-equiv` is `content-type`. An XML declaration counts too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_XML_ENCODING = re.compile(rb"""\A\s{0,20}<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([^"']{1,40})["']""", re.IGNORECASE)
_TAG = re.compile(rb"</?([a-zA-Z][^\t\n\f\r />]*+)")
_ATTRIBUTE = re.compile(
    rb"""[\t\n\f\r /]*+([^\t\n\f\r />][^\t\n\f\r />=]*+)"""
    rb"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"([^"]*+)"|'([^']*+)'|([^\t\n\f\r >]*+)))?+"""
)
_IN_CONTENT = re.compile(rb"""(?i)charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""")
_SPACES = "\t\n\f\r "
_COMPUTED = re.compile("[{}<>%$]")


@dataclass(frozen=True, slots=True)
class _Table:
    codecs: Mapping[str, str]
    """Label -> Python's codec."""
    names: Mapping[str, str]
    """Python's codec -> the name of the first encoding it stands for."""
    misread: Mapping[str, str]
    """Python's codec -> characters in whose bytes browsers read another one."""


def declared(head: bytes) -> tuple[str, str]:
    """Return Python's codec for the encoding that the beginning of a page declares, and a label that names none.

    Either may be empty. As in browsers, a label that names no encoding is passed over for the next one.
    """
    unknown = ""
    for label in _labels(head):
        if codec := codec_of(label):
            return codec, ""
        if label and not _COMPUTED.search(label):
            unknown = unknown or label
    return "", unknown


def codec_of(label: str) -> str:
    """Python's codec for a label of the Encoding Standard, or an empty string for an unknown one."""
    return _table().codecs.get(label.strip(_SPACES).lower(), "")


def name_of(codec: str) -> str:
    """The name that the standard has for one of Python's codecs."""
    return "UTF-8" if codec == "utf-8" else _table().names.get(codec, codec)


def misread(codec: str) -> str:
    """The characters that a codec writes as bytes in which browsers read another character."""
    return _table().misread.get(codec, "")


@lru_cache(maxsize=1)
def _table() -> _Table:
    entries = tomllib.loads((Path(__file__).parent / "encodings.toml").read_text("utf-8"))["encoding"]
    names: dict[str, str] = {}
    for entry in entries:
        names.setdefault(entry["codec"], entry["name"])
    return _Table(
        {label: entry["codec"] for entry in entries for label in entry["labels"].split()},
        names,
        {entry["codec"]: entry["differs"] for entry in entries if "differs" in entry},
    )


def _labels(head: bytes) -> Iterator[str]:
    if found := _XML_ENCODING.match(head):
        yield _text(found[1])
    position = 0
    while (start := head.find(b"<", position)) >= 0:
        if head.startswith(b"<!--", start):
            position = head.find(b"-->", start + 2) + 3
            if position < 3:
                return
        elif found := _TAG.match(head, start):
            values, position = _attributes(head, found.end())
            if found[0].lower() == b"<meta":
                yield from _label(values)
        elif head[start + 1 : start + 2] in (b"!", b"/", b"?"):
            position = head.find(b">", start) + 1
            if not position:
                return
        else:
            position = start + 1


def _attributes(head: bytes, position: int) -> tuple[dict[bytes, bytes], int]:
    values: dict[bytes, bytes] = {}
    while found := _ATTRIBUTE.match(head, position):
        position = found.end()
        value = next((value for value in found.groups()[1:] if value is not None), b"")
        values.setdefault(found[1].lower(), value)
    return values, position


def _label(values: Mapping[bytes, bytes]) -> Iterator[str]:
    if b"charset" in values:
        yield _text(values[b"charset"])
    elif values.get(b"http-equiv", b"").lower() == b"content-type" and (
        found := _IN_CONTENT.search(values.get(b"content", b""))
    ):
        yield _text(next(value for value in found.groups() if value is not None))


def _text(label: bytes) -> str:
    return label.decode("ascii", "replace").strip(_SPACES)[:40]

"""From bytes to text and back, losslessly: BOM, declared charset, UTF-8, windows-1252.

Labels and their meaning are those of the WHATWG Encoding Standard (`iso-8859-1` is windows-1252). A decoding is
taken only when encoding it again gives the same bytes; bytes that an encoding does not know become lone surrogates
(Python's `surrogateescape`) and come back as themselves.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from l10n.errors import L10nError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""<meta\s[^>]{0,1000}?\bcharset\s*=\s*["']?\s*([^\s"'/>;]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\A\s{0,20}<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([^"']{1,40})["']""", re.IGNORECASE)
_PRESCAN = 32_768

# Python's codec for each encoding of the standard whose name or table differs from Python's own.
_CODECS = {
    "windows-1252": "cp1252",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "windows-874": "cp874",
    "ibm866": "cp866",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso8859_8",
    "utf-16": "utf-8",  # a page that says utf-16 in ASCII is none: HTML, "prescan a byte stream"
}
_LABELS = {
    label: name
    for name, labels in {
        "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8",
        "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
        "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 x-user-defined",
        "windows-1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 x-cp1254",
        "windows-874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620",
        "iso-8859-8": "csiso88598e iso-8859-8-e hebrew visual iso_8859-8",
        "iso-8859-8-i": "csiso88598i logical",
        "shift_jis": "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis",
        "euc-kr": "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
        "gbk": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk",
        "big5": "big5-hkscs cn-big5 csbig5 x-x-big5",
        "euc-jp": "cseucpkdfmtjapanese x-euc-jp",
        "iso-2022-jp": "csiso2022jp",
        "ibm866": "866 cp866 csibm866",
        "macintosh": "csmacintosh mac x-mac-roman",
        "x-mac-cyrillic": "x-mac-ukrainian",
        "koi8-r": "cskoi8r koi koi8 koi8_r",
        "koi8-u": "koi8-ru",
        "utf-16": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16le utf-16be",
    }.items()
    for label in labels.split()
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and how to get its bytes back."""

    text: str
    """Without the byte order mark."""
    codec: str
    """Python's name of the encoding."""
    bom: bytes = b""
    remark: str = ""
    """What the author should know about the encoding; empty where all is well."""

    def encode(self, text: str) -> bytes:
        """Return `text` in this encoding. Raises UnicodeEncodeError for characters it does not have."""
        return self.bom + text.encode(self.codec, _errors(self.codec))

    def can_hold(self, character: str) -> bool:
        """True where the encoding has the character."""
        try:
            character.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True


def decode(data: bytes, *, path: str = "") -> Decoded:
    """Return the text of a page. Raises L10nError where no decoding gives back the same bytes."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = _lossless(data[len(bom) :], codec)
            if text is None:
                raise _refusal(path, f"The file begins as {codec} but is not")
            return Decoded(text, codec, bom)
    declared = _declared(data)
    utf8 = _strict_utf8(data)
    if utf8 is not None and (declared in ("", "utf-8") or not utf8.isascii()):
        if declared in ("", "utf-8") or (declared in _MULTIBYTE and _lossless(data, declared) is None):
            return Decoded(utf8, "utf-8")
        if declared not in _MULTIBYTE:
            return Decoded(
                utf8, "utf-8", remark=f"The page says it is {_name(declared)} but is UTF-8; it was read as UTF-8."
            )
    if declared:
        text = _lossless(data, declared)
        if text is None:
            raise _refusal(path, f"The bytes are not those that {_name(declared)} has for its text")
        return Decoded(text, declared, remark=_unreadable(text, declared))
    if utf8 is not None:
        return Decoded(utf8, "utf-8")
    return _guess(data)


def _guess(data: bytes) -> Decoded:
    """Decode a page that names no encoding and is not quite UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    if len(_BEYOND_ASCII.findall(text)) > 2 * bad:
        return Decoded(text, "utf-8", remark=_unreadable(text, "utf-8"))
    language = _HTML_LANG.search(data[:_PRESCAN])
    codec = _BY_LANGUAGE.get(language[1].decode().lower(), "") if language else ""
    guessed = _lossless(data, codec) if codec else None
    if guessed is None or _ESCAPED.search(guessed):
        codec, guessed = "cp1252", _lossless(data, "cp1252")
    assert guessed is not None  # one byte, one character, and the rest escaped
    return Decoded(
        guessed, codec, remark=f"The page names no encoding and is not UTF-8; it was read as {_name(codec)}."
    )


_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_HTML_LANG = re.compile(rb"""<html\b[^>]{0,500}?\blang\s*=\s*["']?([a-zA-Z]{2,3})""", re.IGNORECASE)
# HTML, "determining the character encoding": what browsers fall back to, by language.
_BY_LANGUAGE = {
    **dict.fromkeys("ar fa ur".split(), "cp1256"),
    **dict.fromkeys("be bg kk ky mk ru sr tg tt uk".split(), "cp1251"),
    **dict.fromkeys("cs hr hu pl sk sl".split(), "cp1250"),
    **dict.fromkeys("et lt lv".split(), "cp1257"),
    **dict.fromkeys("az tr ku".split(), "cp1254"),
    "el": "cp1253",
    "he": "cp1255",
    "ja": "cp932",
    "ko": "cp949",
    "th": "cp874",
    "vi": "cp1258",
    "zh": "gb18030",
}
_MULTIBYTE = frozenset(["cp932", "cp949", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp"])


def codec_of(label: str) -> str:
    """Python's codec for a label of the Encoding Standard, or an empty string for an unknown one."""
    label = label.strip("\t\n\f\r ").lower()
    name = _LABELS.get(label, label)
    try:
        codec = codecs.lookup(_CODECS.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    if name in _CODECS:
        return _CODECS[name]
    known = name == "utf-8" or name in _LABELS.values() or re.fullmatch(r"(?:windows-125\d|iso-8859-1?\d)", name)
    return codec if known else ""


def _declared(data: bytes) -> str:
    head = data[:_PRESCAN]
    if found := _XML_ENCODING.match(head):
        return codec_of(found[1].decode("ascii", "replace"))
    for found in _CHARSET.finditer(_without_comments(head)):
        if codec := codec_of(found[1].decode("ascii", "replace")):
            return codec
    return ""


def _without_comments(head: bytes) -> bytes:
    parts = []
    position = 0
    while (start := head.find(b"<!--", position)) >= 0:
        parts.append(head[position:start])
        end = head.find(b"-->", start + 2)
        if end < 0:
            return b"".join(parts)
        position = end + 3
    parts.append(head[position:])
    return b"".join(parts)


def _strict_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _errors(codec: str) -> str:
    return "surrogatepass" if codec.startswith("utf-16") else "surrogateescape"


def _lossless(data: bytes, codec: str) -> str | None:
    """Decode so that encoding gives the same bytes, or return None."""
    try:
        text = data.decode(codec, _errors(codec))
        if text.encode(codec, _errors(codec)) == data:
            return text
        if codec in _MULTIBYTE and codec != "iso2022_jp":
            text = "".join(_decode_by_line(data, codec))
            if text.encode(codec, _errors(codec)) == data:
                return text
    except (UnicodeDecodeError, UnicodeEncodeError):
        pass
    return None


def _decode_by_line(data: bytes, codec: str) -> Iterator[str]:
    """Decode line by line; where a line does not come back, its doubtful characters become escaped bytes."""
    for line in data.splitlines(keepends=True):
        text = line.decode(codec, "surrogateescape")
        if text.encode(codec, "surrogateescape") == line:
            yield text
            continue
        decoder = codecs.getincrementaldecoder(codec)("surrogateescape")
        pending = b""
        for index, byte in enumerate(line):
            pending += bytes([byte])
            text = decoder.decode(pending[-1:], final=index == len(line) - 1)
            if text:
                yield (
                    text
                    if text.encode(codec, "surrogateescape") == pending
                    else pending.decode("ascii", "surrogateescape")
                )
                pending = b""


def _unreadable(text: str, codec: str) -> str:
    count = 0 if text.isascii() else len(_ESCAPED.findall(text))
    if count == 1:
        return f"1 byte is not {_name(codec)}; it stays as it is."
    return f"{count} bytes are not {_name(codec)}; they stay as they are." if count else ""


def _name(codec: str) -> str:
    """The name that the standard has for one of Python's codecs."""
    known = {python: name for name, python in _CODECS.items() if name != "utf-16"}
    return known.get(codec, codec.replace("cp125", "windows-125"))


def _refusal(path: str, what: str) -> L10nError:
    return L10nError(f"{what}.", where=path, hint="Save the file in the encoding it declares, best in UTF-8.")

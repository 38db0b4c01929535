"""From bytes to text and back, losslessly: BOM, declared charset, UTF-8, windows-1252.

Labels and their meaning are those of the WHATWG Encoding Standard (`iso-8859-1` is windows-1252). A decoding is
taken only when encoding it again gives the same bytes; bytes that an encoding does not know become lone surrogates
(Python's `surrogateescape`) and come back as themselves.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from l10n.errors import L10nError
from l10n.formats.html import labels

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PRESCAN = 32_768
_MULTIBYTE = frozenset(["cp932", "cp949", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp"])


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
    hint: str = ""
    """What the author can do about it."""
    offset: int = -1
    """Where in the text the remark applies; -1 where it concerns the whole file."""

    def encode(self, text: str) -> bytes:
        """Return `text` in this encoding. Raises UnicodeEncodeError for characters it does not have."""
        return self.bom + text.encode(self.codec, _errors(self.codec))

    def text_of(self, data: bytes) -> str | None:
        """Return the text that `decode` would read in bytes of this encoding; None where there is none."""
        return _lossless(data[len(self.bom) :], self.codec)

    def can_hold(self, character: str) -> bool:
        """True where the encoding has the character, and a browser reads it in the bytes that are written for it."""
        try:
            data = character.encode(self.codec)
            return data.decode(self.codec) == character and character not in labels.misread(self.codec)
        except UnicodeError:
            return False


def decode(data: bytes, *, path: str = "") -> Decoded:
    """Return the text of a page. Raises L10nError where no decoding gives back the same bytes, or it is no text."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            text = None if codec.startswith("utf-32") else _lossless(data[len(bom) :], codec)
            if text is None or "\x00" in text:
                raise _refusal(path, f"The file begins as {codec}, which is not read" if text is None else _NUL)
            return Decoded(text, codec, bom)
    _refuse_binary(data, path)
    declared, unknown = labels.declared(data[:_PRESCAN])
    decoded = _as_declared(data, declared, path)
    if unknown:
        message = f"The page says it is «{unknown}», which names no encoding; it was read as {_name(decoded.codec)}."
        return replace(decoded, remark=message, hint=_DECLARE, offset=-1)
    return decoded


def _as_declared(data: bytes, declared: str, path: str) -> Decoded:
    utf8 = _strict_utf8(data)
    if utf8 is not None and (declared in ("", "utf-8") or not utf8.isascii()):
        if declared in ("", "utf-8") or (declared in _MULTIBYTE and _lossless(data, declared) is None):
            return Decoded(utf8, "utf-8")
        if declared not in _MULTIBYTE:
            message = f"The page says it is {_name(declared)} but is UTF-8; it was read as UTF-8."
            return Decoded(utf8, "utf-8", remark=message, hint=_DECLARE)
    if declared:
        text = _lossless(data, declared)
        if text is None:
            raise _refusal(path, f"The bytes are not those that {_name(declared)} has for its text")
        return _with_unreadable(text, declared)
    if utf8 is not None:
        return Decoded(utf8, "utf-8")
    return _guess(data)


_NUL = "The file holds NUL characters: it is UTF-16 or UTF-32 without a byte order mark, or no text"
_DECLARE = 'Declare it: <meta charset="utf-8">.'


def _refuse_binary(data: bytes, path: str) -> None:
    if b"\x00" in data:
        raise _refusal(path, _NUL)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise L10nError(f"The file is no page but {name}.", where=path, hint=_EXCLUDE)
    head = data[:_PRESCAN]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(8, len(head) // 20):
        raise L10nError("The file is no text: it is full of control characters.", where=path, hint=_EXCLUDE)


_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "compressed with gzip"),
)
# Without tab, line feed, form feed, carriage return, and the three that ISO 2022 switches with.
_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x0E, 0x0F, 0x1B}))
_EXCLUDE = "Keep it out of the pages that source in [tool.l10n] names."


def _guess(data: bytes) -> Decoded:
    """Decode a page that names no encoding and is not quite UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    if len(_BEYOND_ASCII.findall(text)) > 2 * bad:
        return _with_unreadable(text, "utf-8")
    language = _HTML_LANG.search(data[:_PRESCAN])
    codec = _BY_LANGUAGE.get(language[1].decode().lower(), "") if language else ""
    guessed = _lossless(data, codec) if codec else None
    if guessed is None or _ESCAPED.search(guessed):
        codec, guessed = "cp1252", _lossless(data, "cp1252")
    assert guessed is not None  # one byte, one character, and the rest escaped
    message = f"The page names no encoding and is not UTF-8; it was read as {_name(codec)}."
    return Decoded(guessed, codec, remark=message, hint=_DECLARE)


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


def _with_unreadable(text: str, codec: str) -> Decoded:
    """The text with a remark on the bytes that are not in its encoding."""
    count = 0 if text.isascii() else len(_ESCAPED.findall(text))
    if not count:
        return Decoded(text, codec)
    first = _ESCAPED.search(text)
    stay = "1 byte is" if count == 1 else f"{count} bytes are"
    return Decoded(
        text,
        codec,
        remark=f"{stay} not {_name(codec)}; {'it stays as it is' if count == 1 else 'they stay as they are'}.",
        hint=f"Save the file as {_name(codec)}, or declare the encoding it is in.",
        offset=first.start() if first else -1,
    )


def _name(codec: str) -> str:
    return labels.name_of(codec)


def _refusal(path: str, what: str) -> L10nError:
    return L10nError(f"{what}.", where=path, hint="Save the file in the encoding it declares, best in UTF-8.")

"""PO files, read whatever tool has written them, and written in one canonical form.

A file in canonical form is read by `po_lines`, every other one by polib; this module does what polib does not know: a
byte order mark, CRLF, `#=` lines, flags without a space, two `#,` lines, declared encodings, comments after the last
entry. Written is what `msgcat --no-wrap` makes of a file, so that a run without changes is an empty diff.
Format: GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import L10nError
from l10n.exchange.files import read_bytes, write_bytes
from l10n.exchange.po_lines import escape, format_entry, format_header, read_canonical
from l10n.model import Catalog, Entry, Key

if TYPE_CHECKING:
    import polib

_UTF8 = "text/plain; charset=UTF-8"
"""What every file says that we write, whatever it was read in."""
CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]+)")
"""How a header declares the encoding."""
_FLAGS = re.compile(r"(?P<obsolete>#~\s*)?#[,=]\s*(?P<flags>.*)")
_STRING = re.compile(r'(?:(?:#~\s*)?(?:msgid_plural|msgid|msgctxt|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*')
_ESCAPES = re.compile(r"(?P<bytes>(?:\\(?:a|x[0-9a-fA-F]{1,2}(?![0-9a-fA-F])|[0-7]{1,3}))+)|\\(?P<other>.)")
_CONFLICT = re.compile(r"(?:<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)")
_LINE = re.compile(r"\(line (\d+)\)(?:: (.*))?")


def read_po(path: Path, *, name: str = "") -> Catalog:
    """Read a catalog; `name` is the path used in messages.

    The locale is the header's `Language`, as written there. Raises L10nError with file and line where the file is
    not a PO file, cannot be decoded, defines one message twice, or has plural entries (articles have none).
    """
    return parse_po(read_bytes(path), name=name or str(path))


def parse_po(data: bytes, *, name: str) -> Catalog:
    """The same for the bytes of a file."""
    catalog, plurals = _read(data, name)
    if plurals:
        raise L10nError(
            "The entry has plural forms; articles have none.",
            where=f"{name}:{plurals[0]}",
            hint="Is this the right file?",
        )
    return catalog


def read_foreign_po(path: Path, *, name: str = "") -> Catalog:
    """Read any PO file for checking: each plural form becomes an entry of its own. Not for writing back."""
    return _read(read_bytes(path), name or str(path))[0]


def write_po(path: Path, catalog: Catalog, *, derived: bool = False) -> bool:
    """Write a catalog atomically; return False where the file already says the same. A template is `derived`.

    Raises ChangedError where somebody saved the file after the catalog was read: their edit is not dropped.
    """
    return write_bytes(path, format_po(catalog), version=catalog.version, derived=derived)


def format_po(catalog: Catalog) -> bytes:
    """The bytes of a catalog: UTF-8, unwrapped, in the order given, obsolete entries last."""
    blocks = [format_header(catalog)]
    blocks += [format_entry(entry) for entry in catalog.entries if not entry.obsolete]
    blocks += [format_entry(entry) for entry in catalog.entries if entry.obsolete]
    text = "\n".join(blocks)
    if catalog.newline != "\n":
        text = text.replace("\n", catalog.newline)
    return text.encode("utf-8")


class _Text(str):
    """A string whose lines end at a line feed alone; str.splitlines also cuts at U+2028, form feed and others."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        lines = self.split("\n")
        if lines and not lines[-1]:
            lines.pop()
            return [line + "\n" for line in lines] if keepends else lines
        return [line + "\n" for line in lines[:-1]] + lines[-1:] if keepends else lines


def _read(data: bytes, name: str) -> tuple[Catalog, list[int]]:
    text = decode(data, name)
    catalog = read_canonical(text) if "\r" not in text else None
    plurals: list[int] = []
    if catalog is None:
        catalog, plurals = _read_foreign(text, name)
    return replace(in_utf8(catalog), path=name, version=sha256(data).hexdigest()), plurals


def in_utf8(catalog: Catalog) -> Catalog:
    """The catalog with a header that names the encoding we write."""
    header = tuple((key, _UTF8 if key == "Content-Type" else value) for key, value in catalog.header)
    return catalog if header == catalog.header else replace(catalog, header=header)


def _read_foreign(text: str, name: str) -> tuple[Catalog, list[int]]:
    """Read a file of any shape with the library; also return the lines of entries with plural forms."""
    import polib

    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _refuse_conflicts(lines, name)
    _refuse_open_strings(lines, name)
    _refuse_half_entries(lines, name)
    _decode_escapes(lines, name)
    trailing = _normalize(lines)
    try:
        file = polib.pofile(_Text("\n".join(lines)))
    except OSError as error:
        raise _syntax_error(error, name) from error
    entries: list[Entry] = []
    plurals: list[int] = []
    for message in file:
        if message.msgid_plural:
            plurals.append(message.linenum or 0)
        entries += _entries(message)
    header_comment = file.header
    if not file.metadata and header_comment and entries:
        first = entries[0]
        entries[0] = _with_comments(first, [*_comment_lines(header_comment), *first.comments])
        header_comment = ""
    if trailing and entries:
        entries[-1] = _with_comments(entries[-1], [*entries[-1].comments, *trailing])
    _refuse_duplicates(entries, name)
    header = tuple((key, value) for key, value in file.metadata.items())
    catalog = Catalog(
        locale=file.metadata.get("Language", "").strip(),
        entries=tuple(entries),
        header=header,
        header_comment=header_comment,
        newline=newline,
    )
    return catalog, plurals


def decode(data: bytes, name: str) -> str:
    """The text of a file, in the encoding that it declares. Raises L10nError with the line that cannot be read."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    if encoding.upper() == "CHARSET":
        encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except LookupError:
        raise L10nError(
            f"The header names the unknown charset «{encoding}».", where=name, hint="Save the file as UTF-8."
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise L10nError(
            f"The file is not {encoding}: byte {data[error.start]:#04x} cannot be read.",
            where=f"{name}:{line}",
            hint="Save the file as UTF-8; the file was left as it is.",
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise L10nError("The file holds a NUL character; it is not a PO file.", where=f"{name}:{line}")
    return text


def _refuse_conflicts(lines: Iterable[str], name: str) -> None:
    """Both versions stand in a file that git could not merge; which is right only a person can say."""
    for number, line in enumerate(lines, start=1):
        if _CONFLICT.match(line):
            raise L10nError(
                "The file holds conflict markers of git: two versions of it met and nobody has chosen yet.",
                where=f"{name}:{number}",
                hint="Between <<<<<<< and >>>>>>> leave one version of each entry and remove the marker lines; `l10n git-merge "
                "--help` shows how git merges PO files without them. The file was left as it is.",
            )


def _refuse_open_strings(lines: Iterable[str], name: str) -> None:
    """The library takes a string without its closing quote and drops its last character."""
    for number, line in enumerate(lines, start=1):
        text = line.strip().removeprefix("#~").lstrip()
        if text.startswith(('"', "msg")) and not _STRING.fullmatch(text):
            raise L10nError(
                "The PO file cannot be read: the string in quotes does not end, or something stands behind it.",
                where=f"{name}:{number}",
                hint="Mend the line (msgfmt -c tells more); the file was left as it is.",
            )


def _refuse_half_entries(lines: Iterable[str], name: str) -> None:
    """A message without msgstr is an error to gettext; the library takes it for an untranslated one."""
    waiting = 0
    for number, line in enumerate([*lines, "msgid"], start=1):
        text = line.strip().removeprefix("#~").lstrip()
        if text.startswith("msgstr"):
            waiting = 0
        elif text.startswith("msgid") and not text.startswith("msgid_plural"):
            if waiting:
                raise L10nError(
                    "The entry has no msgstr.",
                    where=f"{name}:{waiting}",
                    hint='Add a line `msgstr ""` below the msgid; the file was left as it is.',
                )
            waiting = number


def _decode_escapes(lines: list[str], name: str) -> None:
    r"""Rewrite in place the escapes the library does not know: bytes as `\x41` or `\101`, in UTF-8, and the bell."""

    def decode(match: re.Match[str]) -> str:
        if match["other"] is not None:
            if match["other"] in 'ntrvbf\\"':
                return match[0]
            raise ValueError(match[0])
        codes = [
            7 if code == "a" else int(code[1:], 16) if code[0] == "x" else int(code, 8)
            for code in match["bytes"].split("\\")[1:]
        ]
        text = bytes(codes).decode("utf-8")
        if "\0" in text:
            raise ValueError(match[0])
        return escape(text)

    for number, line in enumerate(lines):
        if "\\" not in line or not line.removeprefix("#~").lstrip("| ").startswith(('"', "msg")):
            continue
        try:
            lines[number] = _ESCAPES.sub(decode, line)
        except ValueError:
            raise L10nError(
                "The string in quotes has a backslash sequence that means nothing, or no UTF-8.",
                where=f"{name}:{number + 1}",
                hint="A backslash itself is written twice; the file was left as it is.",
            ) from None


def _normalize(lines: list[str]) -> list[str]:
    """Rewrite in place what polib refuses; return the comment lines after the last entry, which it would drop."""
    for number, line in enumerate(lines):
        if line.startswith("#"):
            if match := _FLAGS.fullmatch(line):
                lines[number] = f"#, {match['flags']}" if match["flags"].strip() else "#"
            elif line.startswith("#~|"):
                lines[number] = f"#| {line[3:].lstrip()}"
            elif line.startswith("#|") and line[2:3] not in (" ", ""):
                lines[number] = f"#| {line[2:]}"
            elif len(line) > 1 and line[1] not in " .:,|~#=":
                lines[number] = f"# {line[1:]}"
        elif line.startswith(("msgid", "msgstr", "msgctxt")):
            lines[number] = re.sub(r'^(msgid_plural|msgid|msgctxt|msgstr(?:\[\d+\])?)\s*"', r'\1 "', line)
    trailing: list[str] = []
    while lines and (not lines[-1].strip() or (lines[-1].startswith("#") and not lines[-1].startswith("#~"))):
        line = lines.pop()
        if line.startswith("# "):
            trailing.insert(0, line[2:])
    return trailing


def _syntax_error(error: OSError, name: str) -> L10nError:
    match = _LINE.search(str(error))
    line = f":{match[1]}" if match else ""
    reason = match[2] if match and match[2] else "this is not PO syntax"
    return L10nError(
        f"The PO file cannot be read: {reason}.",
        where=f"{name}{line}",
        hint="Mend the line (msgfmt -c tells more); the file was left as it is.",
    )


def _entries(message: polib.POEntry) -> list[Entry]:
    references = [f"{path}:{line}" if line else path for path, line in message.occurrences]
    pairs = [(message.msgid, message.msgstr)]
    if message.msgid_plural:
        forms = sorted(message.msgstr_plural.items(), key=lambda item: int(item[0]))
        pairs = [(message.msgid if int(index) == 0 else message.msgid_plural, text) for index, text in forms]
    return [
        Entry(
            source=source,
            target=target,
            context=message.msgctxt or "",
            fuzzy="fuzzy" in message.flags,
            previous=message.previous_msgid or "",
            previous_context=message.previous_msgctxt or "",
            comments=_comment_lines(message.tcomment),
            extracted=_comment_lines(message.comment),
            reference=" ".join(references),
            flags=tuple(dict.fromkeys(flag for flag in message.flags if flag and flag != "fuzzy")),
            obsolete=bool(message.obsolete),
            line=message.linenum or 0,
        )
        for source, target in pairs
    ]


def _comment_lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _with_comments(entry: Entry, comments: Iterable[str]) -> Entry:
    return entry._replace(comments=tuple(comments))


def _refuse_duplicates(entries: Iterable[Entry], name: str) -> None:
    seen: dict[Key, int] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        if entry.key in seen and seen[entry.key] != entry.line:
            raise L10nError(
                f"The message «{entry.source[:60]}» is defined twice, first in line {seen[entry.key]}.",
                where=f"{name}:{entry.line}",
                hint="Keep the better translation and delete the other entry.",
            )
        seen[entry.key] = entry.line

"""The canonical shape of a PO file, written, and read where a file has it: what `msgcat --no-wrap` makes of an article.

Reading takes a file apart with one pattern a block. A file with anything in it that the pattern does not know is not
read here at all: `read_canonical` returns None, and the library reads it.
Format: GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile

from l10n.model import Catalog, Entry

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\r": "\\r", "\n": "\\n", "\v": "\\v", "\b": "\\b", "\f": "\\f", '"': '\\"'}
_CHARACTERS = {escaped[1]: character for character, escaped in _ESCAPES.items()}
SPECIAL = re.compile('[\\\\\t\r\n\v\b\f"]')
_ESCAPE = re.compile(r'\\([\\ntrvbf"])')
_QUOTED = re.compile(r'(?:[^"\\]|\\[\\ntrvbf"])*')
_HEADER = re.compile(r'((?:#(?: .*)?\n)*)msgid ""\nmsgstr ""\n((?:".*"\n)+)')
_FIELD = re.compile(r'"([^\s":\\]+): ?((?:[^"\\]|\\["\\])*)\\n"')


def _string(keyword: str, mark: str = "") -> str:
    """The pattern of one string, on a line of its own or on several; the quotes between lines are in the group."""
    return rf'{mark}{keyword} "(.*(?:"\n{mark}".*)*)"'


def _block_pattern(mark: str, previous: str) -> re.Pattern[str]:
    return re.compile(
        r"((?:#(?: .*)?\n)*)((?:#\. .*\n)*)(?:#: (.*)\n)?(?:#, (.*)\n)?"
        + rf"(?:{_string('msgctxt', previous)}\n)?(?:{_string('msgid', previous)}\n)?"
        + rf"(?:{_string('msgctxt', mark)}\n)?{_string('msgid', mark)}\n{_string('msgstr', mark)}"
    )


_ACTIVE = _block_pattern("", r"#\| ")
_OBSOLETE = _block_pattern("#~ ", r"#~\| ")


def read_canonical(text: str) -> Catalog | None:
    """Read a file of the canonical shape, with line feeds only; None where any part of it has another shape.

    The catalog has no path and no version. What is read is what the library reads.
    """
    first, *blocks = text.removesuffix("\n").split("\n\n")
    catalog = read_header(first + "\n")
    if catalog is None or not text.endswith("\n"):
        return None
    entries: list[Entry] = []
    line = first.count("\n") + 3
    for block in blocks:
        entry = read_entry(block, line)
        if entry is None:
            return None
        entries.append(entry)
        line += block.count("\n") + 2
    keys = [(entry.context, entry.source) for entry in entries if not entry.obsolete]
    return replace(catalog, entries=tuple(entries)) if len(set(keys)) == len(keys) else None


def format_header(catalog: Catalog) -> str:
    """The first block of a file."""
    comments = catalog.header_comment.split("\n") if catalog.header_comment else []
    comment = "".join(f"# {line}\n" if line else "#\n" for line in comments)
    lines = [line for name, value in catalog.header for line in f"{name}: {value}".split("\n")]
    fields = "".join(f'"{escape(line)}\\n"\n' for line in lines)
    return f'{comment}msgid ""\nmsgstr ""\n{fields}'


def format_entry(entry: Entry) -> str:
    """The block of an entry."""
    lines: list[str] = []
    if entry.comments:
        said = dropwhile(_is_blank, entry.comments)  # as they are read
        lines += [f"# {line}".rstrip() if line.strip() else "#" for line in said]
    if entry.obsolete:
        mark, previous = "#~ ", "#~| "
    else:
        mark, previous = "", "#| "
        lines += [f"#. {line}".rstrip() for line in entry.extracted]
        if entry.reference:
            lines.append(f"#: {entry.reference}")
    if entry.fuzzy or entry.flags:
        lines.append("#, " + ", ".join(("fuzzy", *entry.flags) if entry.fuzzy else entry.flags))
    if entry.previous_context:
        lines.append(_quoted(f"{previous}msgctxt", entry.previous_context, previous))
    if entry.previous:
        lines.append(_quoted(f"{previous}msgid", entry.previous, previous))
    if entry.context:
        lines.append(_quoted(f"{mark}msgctxt", entry.context, mark))
    lines.append(_quoted(f"{mark}msgid", entry.source, mark))
    lines.append(_quoted(f"{mark}msgstr", entry.target, mark))
    lines.append("")
    return "\n".join(lines)


def _is_blank(line: str) -> bool:
    return not line.strip()


def escape(text: str) -> str:
    """Text as it stands between the quotes."""
    return SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)


def unquote(quoted: str) -> str:
    """What a well-formed string on one line says."""
    return _ESCAPE.sub(_unescape, quoted[1:-1]) if "\\" in quoted else quoted[1:-1]


def _quoted(keyword: str, text: str, mark: str) -> str:
    """One string: on one line, or line by line where the text has several."""
    if not SPECIAL.search(text):
        return f'{keyword} "{text}"'
    if "\n" not in text[:-1]:
        return f'{keyword} "{escape(text)}"'
    *lines, last = (line + "\n" for line in text.split("\n"))
    lines += [last[:-1]] if last != "\n" else []
    return "\n".join([f'{keyword} ""', *(f'{mark}"{escape(line)}"' for line in lines)])


def read_header(block: str) -> Catalog | None:
    """Read the first block of a file, with the line feed at its end; None where it has another shape."""
    match = _HEADER.fullmatch(block)
    comment = _comments(match[1]) if match else None
    if match is None or comment is None:
        return None
    fields: dict[str, str] = {}
    for line in match[2].splitlines():
        field = _FIELD.fullmatch(line)
        if field is None or field[1] in fields:
            return None
        fields[field[1]] = _ESCAPE.sub(_unescape, field[2]).strip()
    return Catalog(fields.get("Language", ""), header=tuple(fields.items()), header_comment="\n".join(comment))


def read_entry(block: str, line: int = 0) -> Entry | None:
    """Read the block of an entry, which stands in this line; None where it has another shape."""
    match = _ACTIVE.fullmatch(block)
    mark, previous_mark = "", "#| "
    if match is None:
        match = _OBSOLETE.fullmatch(block)
        mark, previous_mark = "#~ ", "#~| "
        if match is None:
            return None
    notes, places, reference, flag_line, old_context, old_source, ctx, msgid, msgstr = match.groups("")
    source: str | None = msgid
    if '"' in msgid or "\\" in msgid:
        source = _text(msgid, mark)
    target: str | None = msgstr
    if '"' in msgstr or "\\" in msgstr:
        target = _text(msgstr, mark)
    if not source or target is None:
        return None
    extracted = tuple(places[3:-1].split("\n#. ")) if places else ()
    for place in extracted:
        if not place or place != place.rstrip():
            return None
    if reference and " ".join(reference.split()) != reference:
        return None
    if not (notes or flag_line or old_context or old_source or ctx):
        return Entry(source, target, extracted=extracted, reference=reference, obsolete=mark != "", line=line)
    comments = _comments(notes)
    context, previous_context = _text(ctx, mark), _text(old_context, previous_mark)
    previous = _text(old_source, previous_mark)
    flags = [flag.strip() for flag in flag_line.split(",")]
    if comments is None or context is None or previous_context is None or previous is None:
        return None
    if flag_line != flag_line.rstrip():
        return None
    return Entry(
        source,
        target,
        context,
        "fuzzy" in flags,
        previous,
        previous_context,
        comments,
        extracted,
        reference,
        tuple(dict.fromkeys(flag for flag in flags if flag and flag != "fuzzy")),
        mark != "",
        line,
    )


def _comments(text: str) -> tuple[str, ...] | None:
    """The lines of `# ` comments; empty ones at the beginning say nothing. None where white space ends a line."""
    if not text:
        return ()
    lines = text[:-1].split("\n")
    if any(line != line.rstrip() for line in lines):
        return None
    said = [line[2:] for line in lines]
    while said and not said[0]:
        del said[0]
    return tuple(said)


def _text(quoted: str, mark: str) -> str | None:
    """What stands between the quotes, on one line or on several; None where a quote or a backslash stands alone."""
    lines = quoted.split(f'"\n{mark}"')
    if not all(map(_QUOTED.fullmatch, lines)):
        return None
    return "".join(_ESCAPE.sub(_unescape, line) for line in lines)


def _unescape(match: re.Match[str]) -> str:
    return _CHARACTERS[match[1]]

"""Glossary tables: CSV text to a termbase and back, in the long form (a row a term) and the wide form (a row a concept)."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from l10n.errors import L10nError, UsageError
from l10n.locales import Locale
from l10n.terms.termbase import Case, Concept, Match, Status, Term, Termbase

COLUMNS = (
    "concept_id lang term status pos gender forms exclude match case context domain definition source note".split()
)
"""The columns of the long form, in the order they are written."""

Row: TypeAlias = tuple[str, Mapping[str, str]]
"""One row: the place to name in messages (`terms.csv:12`), and its fields by column of `COLUMNS`."""

_Choice = TypeVar("_Choice", Status, Match, Case)
_ALIASES = {
    "id": "concept_id",
    "concept": "concept_id",
    "language": "lang",
    "locale": "lang",
    "part_of_speech": "pos",
    "subject": "domain",
    "comment": "note",
    "notes": "note",
}
_STATUS = {"": "preferred", "deprecated": "forbidden", "allowed": "admitted", "do-not-translate": "dnt"}
_TRUE = frozenset({"1", "true", "yes", "x"})
_FALSE = frozenset({"", "0", "false", "no"})


def read_table(data: bytes, *, name: str = "glossary.csv") -> Termbase:
    """Read a glossary table: UTF-8 with or without BOM, columns separated by `,`, `;` or tab.

    Understood are the long form (`COLUMNS`, only `concept_id`, `lang` and `term` are needed; with `type` and
    `case_sensitive` too) and the wide form (a column per language, a row per concept, an optional `concept_id`).
    Raises L10nError naming file, row and column.
    """
    return termbase_of(_read_rows(data, name), name=name)


def termbase_of(rows: Iterable[Row], *, name: str = "") -> Termbase:
    """Build a termbase from rows; raises L10nError naming the row and column of the first value that cannot be."""
    terms: dict[str, list[Term]] = {}
    domains: dict[str, str] = {}
    definitions: dict[str, dict[Locale, str]] = {}
    for place, row in rows:
        concept_id = row.get("concept_id", "").strip()
        if not concept_id:
            raise _error(place, "concept_id", "is empty.", "Give every concept an id; rows of one concept share it.")
        term = _term(place, row)
        terms.setdefault(concept_id, []).append(term)
        if domain := row.get("domain", "").strip():
            domains.setdefault(concept_id, domain)
        if definition := row.get("definition", "").strip():
            definitions.setdefault(concept_id, {}).setdefault(term.lang, definition)
    concepts = (
        Concept(
            concept_id,
            tuple(found),
            domains.get(concept_id, ""),
            tuple(definitions.get(concept_id, {}).items()),
        )
        for concept_id, found in terms.items()
    )
    return Termbase(tuple(concepts), name=name)


def rows_of(termbase: Termbase) -> Iterator[Row]:
    """The rows of a termbase, in order; domain stands on a concept's first row, a definition on its language's first."""
    for concept in termbase.concepts:
        pending = dict(concept.definitions)
        for number, term in enumerate(concept.terms):
            fields = {
                "concept_id": concept.id,
                "lang": str(term.lang),
                "term": term.text,
                "status": term.status.value,
                "pos": term.pos,
                "gender": term.gender,
                "forms": "|".join(term.forms),
                "exclude": "|".join(term.exclude),
                "match": "" if term.match is Match.AUTO else term.match.value,
                "case": "" if term.case is Case.FOLD else term.case.value,
                "context": "|".join(term.context),
                "domain": concept.domain if number == 0 else "",
                "definition": pending.pop(term.lang, ""),
                "source": term.source,
                "note": term.note,
            }
            yield term.place, fields


def write_table(termbase: Termbase) -> bytes:
    """The termbase in the long form: UTF-8, commas, line feeds, every column of `COLUMNS`."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(fields for _, fields in rows_of(termbase))
    return stream.getvalue().encode()


def _read_rows(data: bytes, name: str) -> Iterator[Row]:
    text = _decode(data, name)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next((row for row in reader if any(cell.strip() for cell in row)), None)
        if header is None:
            raise L10nError(
                "The glossary is empty: it has no header.",
                where=name,
                hint="Bring the table back, or begin it with `concept_id,lang,term,status`.",
            )
        columns = [_column(cell) for cell in header]
        table = _long if "term" in columns else _wide
        body = ((f"{name}:{reader.line_num}", row) for row in reader if any(cell.strip() for cell in row))
        yield from table(f"{name}:1", columns, body)
    except csv.Error as error:
        raise L10nError(
            f"The table cannot be read: {error}.", where=f"{name}:{reader.line_num}", hint="Save it as CSV in UTF-8."
        ) from error


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise L10nError("The file is not UTF-8.", where=f"{name}:{line}", hint="Save it as CSV UTF-8.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise L10nError("The file holds a NUL character.", where=f"{name}:{line}", hint="Save it as CSV UTF-8.")
    return text


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _column(cell: str) -> str:
    folded = cell.strip().lower().replace(" ", "_").replace("-", "_")
    return _ALIASES.get(folded, folded)


def _long(place: str, columns: list[str], body: Iterable[tuple[str, list[str]]]) -> Iterator[Row]:
    for needed in ("concept_id", "lang"):
        if needed not in columns:
            raise L10nError(f"The column «{needed}» is missing.", where=place, hint=f"Columns: {', '.join(COLUMNS)}.")
    known = {*COLUMNS, "type", "case_sensitive"}
    for column in columns:
        if column not in known:
            near = difflib.get_close_matches(column, sorted(known), n=1)
            advice = f"Did you mean «{near[0]}»?" if near else f"Columns: {', '.join(COLUMNS)}."
            raise L10nError(f"«{column}» is not a column of a glossary.", where=place, hint=advice)
    for place, cells in body:
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise L10nError(
                f"The row has {len(cells)} cells, the header {len(columns)}.",
                where=place,
                hint="Put a cell that holds the separator between double quotes.",
            )
        fields = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
        yield place, _with_type(place, fields)


def _with_type(place: str, fields: dict[str, str]) -> dict[str, str]:
    """Turn `type` (term, dnt) and `case_sensitive` into `status` and `case`."""
    kind = fields.pop("type", "").lower()
    if kind not in ("", "term", "dnt"):
        raise _error(place, "type", f"is «{kind}».", "Write term or dnt.")
    if kind == "dnt" and fields.get("status", "").lower() != "forbidden":
        fields["status"] = "dnt"
    sensitive = fields.pop("case_sensitive", "").lower()
    if sensitive not in _TRUE | _FALSE:
        raise _error(place, "case_sensitive", f"is «{sensitive}».", "Write true or false.")
    if sensitive in _TRUE and not fields.get("case"):
        fields["case"] = "exact"
    return fields


def _wide(place: str, columns: list[str], body: Iterable[tuple[str, list[str]]]) -> Iterator[Row]:
    shared = {column for column in columns if column in ("concept_id", "domain", "definition", "note", "status")}
    langs: dict[int, Locale] = {}
    for position, column in enumerate(columns):
        if column in shared or not column:
            continue
        try:
            langs[position] = Locale.parse(column)
        except UsageError as error:
            raise L10nError(
                f"«{column}» is neither a column of a glossary nor a language tag.",
                where=place,
                hint="Long form: concept_id, lang, term, status. Wide form: one column per language (nl, en, de).",
            ) from error
    if len(langs) < 2:
        raise L10nError("The table has no term column.", where=place, hint=f"Columns: {', '.join(COLUMNS)}.")
    seen: set[str] = set()
    for place, cells in body:
        row = {columns[at]: cell.strip() for at, cell in enumerate(cells) if at < len(columns)}
        concept_id = row.get("concept_id") or _slug(
            next((row[columns[at]] for at in langs if row.get(columns[at])), "")
        )
        if "concept_id" not in columns:
            concept_id = _unused(concept_id, seen)
        first = True
        for at, lang in langs.items():
            for number, text in enumerate(_cell_terms(cells[at] if at < len(cells) else "")):
                status = row.get("status", "") or ("preferred" if number == 0 else "admitted")
                if text.startswith("!"):
                    status, text = "forbidden", text[1:].strip()
                extra = {key: row.get(key, "") for key in ("domain", "definition", "note")} if first else {}
                first = False
                yield place, {"concept_id": concept_id, "lang": lang, "term": text, "status": status, **extra}


def _cell_terms(cell: str) -> list[str]:
    """A cell of the wide form holds one term, or several with `|` between: the first is preferred, `!` forbids one."""
    return [text.strip() for text in cell.split("|") if text.strip()]


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-") or "concept"


def _unused(name: str, seen: set[str]) -> str:
    unused, number = name, 2
    while unused in seen:
        unused, number = f"{name}-{number}", number + 1
    seen.add(unused)
    return unused


def _term(place: str, row: Mapping[str, str]) -> Term:
    text = " ".join(row.get("term", "").split())
    if not text:
        raise _error(place, "term", "is empty.", "Write the term, or delete the row.")
    try:
        lang = Locale.parse(row.get("lang", ""))
    except UsageError as error:
        raise _error(place, "lang", f"is «{row.get('lang', '')}».", error.hint) from error
    status = row.get("status", "").strip().lower()
    status = _STATUS.get(status, status)
    case = _choice(place, "case", row.get("case", ""), Case, Case.FOLD)
    parsed = _choice(place, "status", status, Status, Status.PREFERRED)
    return Term(
        lang=lang,
        text=text,
        status=parsed,
        pos=row.get("pos", "").strip(),
        gender=row.get("gender", "").strip(),
        forms=_list(row.get("forms", "")),
        exclude=_list(row.get("exclude", "")),
        match=_choice(place, "match", row.get("match", ""), Match, Match.AUTO),
        case=Case.EXACT if parsed is Status.DNT else case,
        context=_list(row.get("context", "")),
        source=row.get("source", "").strip(),
        note=row.get("note", "").strip(),
        place=place,
    )


def _choice(place: str, column: str, value: str, kind: type[_Choice], default: _Choice) -> _Choice:
    folded = value.strip().lower()
    if not folded:
        return default
    try:
        return kind(folded)
    except ValueError as error:
        near = difflib.get_close_matches(folded, [choice.value for choice in kind], n=1, cutoff=0.5)
        advice = f"Did you mean «{near[0]}»? " if near else ""
        raise _error(place, column, f"is «{value}».", f"{advice}Write {', '.join(kind)}.") from error


def _list(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(part.split()) for part in cell.split("|") if part.strip()))


def _error(place: str, column: str, what: str, hint: str) -> L10nError:
    return L10nError(f"The column «{column}» {what}", where=place, hint=hint)

"""The data file of a language, as it stands in `languages/`: its tables, their forms, and how a form is folded."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Table: TypeAlias = Mapping[str, object]

# Letters that Arabic spells in several ways, and signs that carry no letter (Unicode Arabic block).
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc]")
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")
_CODE = re.compile("[a-z]{2,8}")


def read_table(language: str) -> Table:
    """The data file of a language (`nl`); empty where there is none."""
    return read_file(language) if _CODE.fullmatch(language) and language != "units" else {}


def read_file(name: str) -> Table:
    """A file of `languages/`; empty where there is none."""
    try:
        data = pkgutil.get_data("l10n.checks", f"languages/{name}.toml")
    except OSError:
        data = None
    return tomllib.loads(data.decode()) if data else {}


def section(table: Table, name: str) -> Table:
    """A table within the data file, empty where it is missing."""
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def forms(value: object) -> tuple[str, ...]:
    """The forms of a table's value: a string of words, or a list of phrases."""
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return ()


def folded_forms(table: Table) -> Iterator[tuple[str, str]]:
    """Every form of a table, folded, with its key."""
    return ((fold(form), key) for key, value in table.items() for form in forms(value))


def fold(text: str) -> str:
    """Case-folded, and Arabic in its plain letters; `STRASSE` is `strasse`, `أسبوعًا` is `اسبوعا`."""
    folded = text.casefold() if text != "ß" else text
    if _HAS_ARABIC.search(folded):
        folded = _MARKS.sub("", folded).translate(_ARABIC)
    return folded

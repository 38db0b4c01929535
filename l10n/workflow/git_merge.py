"""Git's merge driver for catalogs: three files in, the merged one in the place of ours."""

from __future__ import annotations

from pathlib import Path

from l10n.errors import L10nError
from l10n.exchange.po import read_po, write_po
from l10n.merge.three_way import Conflict, merge_catalogs
from l10n.model import Catalog


def git_merge(base: Path, ours: Path, theirs: Path, *, name: str = "") -> tuple[Conflict, ...]:
    """Merge `theirs` into the file `ours` and return the conflicts, each a stale entry in it now.

    `base` may be empty (the file was added on both sides). `name` is the path used in messages. Raises L10nError where
    one of the files is no PO file, or one side emptied it, as a program does that was interrupted; `ours` is then left
    as it was, and git reports the conflict.
    """
    name = name or str(ours)
    was = Catalog("") if _is_empty(base) else read_po(base, name=f"{name} (base)")
    mine, yours = (_read(path, f"{name} ({side})") for path, side in ((ours, "ours"), (theirs, "theirs")))
    merged, conflicts = merge_catalogs(was, mine, yours)
    write_po(ours, merged)
    return conflicts


def _read(path: Path, name: str) -> Catalog:
    if _is_empty(path):
        raise L10nError(
            "The file is empty; it would take every entry away.", where=name, hint="Restore that side's file."
        )
    return read_po(path, name=name)


def _is_empty(path: Path) -> bool:
    try:
        return not path.read_bytes().strip()
    except OSError as error:
        raise L10nError(f"The file cannot be read: {error.strerror}.", where=str(path)) from error

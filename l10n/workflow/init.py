"""Init: a folder becomes a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from l10n.errors import L10nError, UsageError
from l10n.exchange.files import make_folder, read_bytes, write_bytes
from l10n.locales import Locale

_GLOSSARY = "concept_id,lang,term,status,pos,gender,forms,exclude,match,case,context,domain,definition,source,note\n"


@dataclass(frozen=True, slots=True)
class Initialized:
    """What was made."""

    config: str
    created: tuple[str, ...]
    """Files and folders, relative to the project."""


def init(folder: Path, source_locale: str, locales: Sequence[str], *, dry_run: bool = False) -> Initialized:
    """Add a `[tool.l10n]` table to pyproject.toml (made where there is none), and the folders it names.

    The rest of an existing pyproject.toml keeps its bytes. Raises L10nError where a table is there already, and
    UsageError for a tag that is no language tag.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    source = Locale.parse(source_locale)
    targets = list(dict.fromkeys(Locale.parse(tag) for tag in locales))
    if source in targets:
        raise UsageError(f"The source locale «{source}» cannot be a target too.", hint="Leave it out of -l.")
    file = folder / "pyproject.toml"
    try:
        text = read_bytes(file).decode("utf-8") if file.exists() else ""
        document = tomlkit.parse(text)
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise UsageError(f"This is not valid TOML: {error}", where=str(file), hint="Mend the file first.") from error
    tool = document.get("tool", {})
    if not isinstance(tool, dict):
        raise UsageError("`tool` must be a table.", where=str(file), hint="Mend the file first.")
    if "l10n" in tool:
        raise L10nError("The project has a [tool.l10n] table already.", where=str(file), hint="Edit it there.")
    table = _table(source, targets)
    joint = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    created = [] if file.exists() else [file.name]
    missing = [folder / name for name in ("source", "glossary") if not (folder / name).is_dir()]
    for path in missing:
        if path.exists():
            raise L10nError("There is a file where a folder should be.", where=str(path), hint="Move it away.")
    for path in missing:
        created.append(f"{path.name}/")
        if not dry_run:
            make_folder(path)
    glossary = folder / "glossary" / "terms.csv"
    if not any((folder / "glossary").glob("*.csv")):
        created.append("glossary/terms.csv")
        if not dry_run:
            write_bytes(glossary, _GLOSSARY.encode())
    if not dry_run:
        write_bytes(file, (text + joint + table).encode("utf-8"))
    return Initialized(file.name, tuple(created))


def _table(source: Locale, targets: Sequence[Locale]) -> str:
    tags = ", ".join(f'"{tag}"' for tag in targets)
    return f"""[tool.l10n]
source-locale = "{source}"
locales = [{tags}]

[tool.l10n.paths]
source = "source/**/*.html"
template = "locales/{{article}}.pot"
catalog = "locales/{{locale}}/{{article}}.po"
glossary = "glossary/*.csv"
output = "public/{{locale}}/{{article}}.html"
"""

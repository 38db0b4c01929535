"""The house: imports go one way, and each outside library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "l10n"
MODULES = sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.pyx")])

WORDS = {"model", "inline", "identification", "notes", "locales", "errors", "engine", "__init__"}
RULES = {"merge", "memory", "sentences", "terms", "checks", "drafting", "bitext"}
EDGES = {"formats", "engines", "exchange"}
WORKFLOW = {"workflow", "config", "project"}
CLI = {"cli", "__main__"}

LIBRARIES = {
    "polib": {"exchange.po"},
    "deep_translator": {"engines"},
    "requests": {"engines"},
    "deepl": {"engines"},
    "click": {"cli"},
    "rich": {"cli"},
    "orjson": {"workflow.kept"},
    "tomlkit": {"workflow.init"},
    "filelock": {"exchange.files"},
    "lxml": {"formats.html", "exchange.tbx", "exchange.tmx"},
    "cssselect": {"formats.html"},
    "snowballstemmer": {"terms"},
    "sentencex": {"sentences"},
}


def layer(module: str) -> int:
    """0 for words, 1 for rules and edges, 2 for the workflow, 3 for the command line."""
    room = module.split(".")[0]
    for rank, rooms in enumerate((WORDS, RULES | EDGES, WORKFLOW, CLI)):
        if room in rooms:
            return rank
    raise AssertionError(f"l10n/{room} belongs to no layer; give it one here and in ARCHITECTURE.md")


def name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".pyx":  # Cython: its imports are Python, and stand at the top
        text = "\n".join(
            line for line in text.splitlines() if line.startswith(("import ", "from ")) and " cimport " not in line
        )
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            yield node.module or ""
            if node.module == "l10n":
                yield from (f"l10n.{alias.name}" for alias in node.names)


def inner_imports(path: Path) -> set[str]:
    found = {module.removeprefix("l10n.") for module in imports(path) if module.startswith("l10n.")}
    return {module for module in found if not module.startswith("__version__")}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_one_way(path: Path) -> None:
    own = name(path)
    for other in inner_imports(path):
        assert layer(other) <= layer(own), f"{own} imports {other}"
        if layer(own) == 0:
            assert layer(other) == 0, f"the word {own} imports {other}"
        if layer(own) == layer(other) == 1:
            assert other.split(".")[0] == own.split(".")[0] or _is_plain_edge(own, other), f"{own} imports {other}"


def _is_plain_edge(own: str, other: str) -> bool:
    """Sentence boundaries and files are used by their neighbours; nothing else crosses between rooms."""
    return other in {"sentences", "exchange.files"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_library_has_one_door(path: Path) -> None:
    own = name(path)
    for module in imports(path):
        doors = LIBRARIES.get(module.split(".")[0])
        if doors is not None:
            assert any(own == door or own.startswith(f"{door}.") for door in doors), f"{own} imports {module}"


def test_checks_do_not_import_checks() -> None:
    for path in sorted((PACKAGE / "checks").glob("*.py")):
        if "_check(" not in path.read_text("utf-8") or path.stem == "base":
            continue
        for other in inner_imports(path):
            parts = other.split(".")
            if parts[0] == "checks" and len(parts) > 1:
                file = PACKAGE / "checks" / f"{parts[1]}.py"
                is_check = file.is_file() and parts[1] != "base" and "@pair_check(" in file.read_text("utf-8")
                assert not is_check, f"{path.stem} imports the check {parts[1]}"

"""The pages on drafts and engines show what the commands print."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from l10n.drafting.options import DraftOptions
from l10n.engines.base import engine_names
from tests.sessions import check_page

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"

needs_apertium = pytest.mark.skipif(shutil.which("apertium") is None, reason="apertium-afr-nld is not installed")


@needs_apertium
@pytest.mark.parametrize("name", ["drafts.md", "engines.md"])
def test_session(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("L10N_DEEPL_KEY", "L10N_LLM_KEY", "L10N_OFFLINE"):
        monkeypatch.delenv(variable, raising=False)
    folder = tmp_path / "demo"
    shutil.copytree(HERE / "demo", folder)
    check_page(DOCS / name, folder)


def test_every_setting_and_every_engine_has_its_line() -> None:
    drafts, engines = (DOCS / "drafts.md").read_text("utf-8"), (DOCS / "engines.md").read_text("utf-8")
    for name in DraftOptions.__dataclass_fields__:
        assert f"`{name.replace('_', '-')}`" in drafts
    for name in engine_names():
        assert f"| `{name}` |" in engines


@pytest.mark.parametrize(
    "name", ["apertium", "deepl", "google", "libretranslate", "llm", "memory", "mymemory", "pseudo"]
)
def test_every_option_of_an_engine_is_explained(name: str) -> None:
    from importlib import import_module

    module = import_module(f"l10n.engines.{name}")
    (options,) = [value for key, value in vars(module).items() if re.fullmatch(r"\w+Options", key)]
    page = (DOCS / "engines.md").read_text("utf-8")
    for field in options.__dataclass_fields__:
        assert field.replace("_", "-") in page, f"{name}.{field}"

"""A file that a command writes never takes the place of one of the project's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from l10n.errors import UsageError
from l10n.project import Project
from l10n.workflow.own_files import refuse_own
from tests.command import run, tree

DEMO = Path(__file__).parent.parent / "cli" / "demo"
BASELINE = '[tool.l10n.check]\nbaseline = "known.json"\n'

OWN = [
    "pyproject.toml",
    "source/advies.html",
    "source/not-yet.html",
    "source/deep/not-yet.html",
    "locales/advies.pot",
    "locales/en/advies.po",
    "locales/fr/of-a-locale-that-is-no-more.po",
    "locales/en/guides/not-yet.po",
    "glossary/terms.csv",
    "glossary/not-yet.csv",
    "memory/mine.tmx",
    "public/en/advies.html",
    "preview/ar/advies.html",
    ".l10n/memo.json",
    "link.csv",
    "known.json",
]
FREE = ["out/en.tmx", "terms.csv", "known-too.json", "source/notes.txt", "locales/notes.txt", "../elsewhere.csv"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(DEMO, folder)
    monkeypatch.chdir(folder)
    with (folder / "pyproject.toml").open("a") as stream:
        stream.write(BASELINE)
    (folder / "known.json").write_text('{"version": 1, "findings": {}}\n')
    (folder / "link.csv").symlink_to("source/advies.html")
    (folder / "memory").mkdir()
    (folder / "memory" / "mine.tmx").write_text("<tmx/>\n")
    run("build")
    return folder


WRITING = [
    ["memory", "export", "-l", "en"],
    ["glossary", "export", "--as", "csv"],
    ["glossary", "export", "--as", "tbx", "-n"],
    ["glossary", "export", "--as", "csv", "--glossary", "../other.csv"],
    ["check", "--write-baseline"],
    ["check", "../other.po", "-l", "en", "--write-baseline"],
    ["glossary", "import", "../other.csv", "--force", "--to"],
]


def is_meant(command: list[str], target: str) -> bool:
    """A glossary is imported into the glossary, and a baseline written over a baseline."""
    return (target.startswith("glossary/") and "import" in command) or (target == "known.json" and "check" in command)


@pytest.mark.parametrize(
    ("command", "target"),
    [(command, target) for command in WRITING for target in OWN if not is_meant(command, target)],
    ids=lambda part: part if isinstance(part, str) else " ".join(part),
)
def test_what_is_the_projects_own_is_refused(folder: Path, command: list[str], target: str) -> None:
    Path("../other.csv").write_text("nl,en\nijzer,iron\n", "utf-8")
    Path("../other.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n', "utf-8")
    before = tree(folder)
    done = run(*command, target)
    assert done.exit_code == 2, done.output
    assert "the place of" in done.output
    assert "Name another file" in done.output
    assert tree(folder) == before


@pytest.mark.parametrize("target", FREE)
def test_other_places_are_free(folder: Path, target: str) -> None:
    for command in (
        ["memory", "export", "-l", "en"],
        ["glossary", "export", "--as", "csv"],
        ["check", "--write-baseline"],
        ["memory", "export", "-l", "en"],
    ):
        assert run(*command, target).exit_code == 0
        assert Path(target).is_file()


@pytest.mark.parametrize("before", ['{"version": 1, "findings": {"numbers:000000000000": {}}}\n', "broken", None])
@pytest.mark.parametrize("more", [[], ["--baseline", "known.json"]], ids=["configured", "named"])
def test_a_baseline_replaces_the_one_before(folder: Path, before: str | None, more: list[str]) -> None:
    run("check", "--write-baseline", "known.json")
    wanted = Path("known.json").read_bytes()
    Path("known.json").unlink()
    if before is not None:
        Path("known.json").write_text(before)
    assert run("check", "--write-baseline", "known.json", *more).exit_code == 0
    assert Path("known.json").read_bytes() == wanted


@pytest.mark.parametrize("content", ["broken", '{"version": 2, "findings": {}}', None])
def test_a_baseline_that_is_none_is_wrong_usage_and_no_page_is_touched(folder: Path, content: str | None) -> None:
    Path("known.json").unlink()
    if content is not None:
        Path("known.json").write_text(content)
    page = Path("public/en/advies.html")
    page.parent.mkdir(parents=True)
    page.write_text("published before")
    for command in ("check", "build", "export", "status"):
        assert run(command).exit_code == 2
    assert run("check", "--baseline", "known.json").exit_code == 2
    assert page.read_text() == "published before"


def test_a_command_does_not_write_over_what_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("terms.csv").write_text("nl,en\nijzer,iron\n", "utf-8")
    Path("a.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n', "utf-8")
    before = tree(tmp_path)
    for words in (
        ["glossary", "export", "--glossary", "terms.csv", "./terms.csv"],
        ["check", "a.po", "--write-baseline", "a.po"],
        ["check", "a.po", "--glossary", "terms.csv", "--write-baseline", "terms.csv"],
    ):
        done = run(*words)
        assert done.exit_code == 2, done.output
        assert "is read by this very command" in done.output
        assert tree(tmp_path) == before


def test_a_link_that_leads_to_an_own_file_is_the_file(folder: Path) -> None:
    shutil.move("source/advies.html", "../advies-elsewhere.html")
    Path("source/advies.html").symlink_to("../../advies-elsewhere.html")
    with pytest.raises(UsageError, match="an article"):
        refuse_own(Project.open(), Path("../advies-elsewhere.html"))

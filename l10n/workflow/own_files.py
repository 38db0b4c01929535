"""The project's own files: no command that writes a file of a user's choice may put it in the place of one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from l10n.config import glob_shape
from l10n.errors import UsageError
from l10n.project import Project

_TAG = "[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*"
_ELSEWHERE = "Name another file."


def refuse_own(project: Project, target: Path, *, but: str = "") -> None:
    """Refuse to write a file where the project keeps one of its own, or would look for one.

    `but` is the kind that may be written: `baseline` or `glossary`. A name that the project would read counts as
    much as a file that stands there, and so does the file that a link leads to. Raises UsageError.
    """
    for kind, words, hint in _kinds(project, target):
        if kind != but:
            raise UsageError(
                f"The file would take the place of {words}; nothing was written.",
                where=project.relative(target),
                hint=hint,
            )


def refuse_input(target: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write over one of the files a command reads. Raises UsageError."""
    place = target.resolve()
    for path in inputs:
        if path.resolve() == place:
            raise UsageError("The file is read by this very command.", where=str(target), hint=_ELSEWHERE)


def _kinds(project: Project, target: Path) -> Iterator[tuple[str, str, str]]:
    """What the target is to the project: the kind, in words, and what to do instead."""
    config, paths = project.config, project.config.paths
    names = _names(project, target)
    if target.resolve() in (config.file.resolve(), (project.root / "pyproject.toml").resolve()):
        yield "config", "the configuration", _ELSEWHERE
    if any(name.split("/")[0] == project.cache.name for name in names):
        yield "cache", "what l10n keeps for itself", _ELSEWHERE
    globs = (
        ("source", paths.source, "an article", _ELSEWHERE),
        ("assets", paths.assets, "a file that pages use", _ELSEWHERE),
        ("glossary", project.glossary_pattern, "a glossary of the project", "Name another file; `l10n glossary import` takes a glossary in."),
        ("memory", project.memory_pattern, "a memory of the project", "Name another file; `l10n memory import` takes a memory in."),
    )  # fmt: skip
    for kind, pattern, words, hint in globs:
        if pattern and (
            any(map(glob_shape(pattern).fullmatch, names))
            or target.resolve() in {path.resolve() for path in project.files(pattern)}
        ):
            yield kind, words, hint
    for kind, pattern, words in (
        ("template", paths.template, "a PO template"),
        ("catalog", paths.catalog, "a catalog"),
        ("output", paths.output, "a published page"),
        ("preview", paths.preview, "a preview"),
    ):
        if any(map(_shape(pattern).fullmatch, names)):
            yield kind, words, _ELSEWHERE
    if config.check.baseline and target.resolve() == (project.root / config.check.baseline).resolve():
        yield "baseline", "the baseline", _ELSEWHERE


def _names(project: Project, target: Path) -> set[str]:
    """The target's paths in the project, as it was named and with links followed; none where it stands outside."""
    places = (Path(os.path.normpath(Path.cwd() / target)), target.resolve())
    return {place.relative_to(project.root).as_posix() for place in places if place.is_relative_to(project.root)}


def _shape(pattern: str) -> re.Pattern[str]:
    """What the files of a pattern with `{article}` and `{locale}` are called, whatever these are."""
    shape = re.escape(os.path.normpath(pattern).replace(os.sep, "/"))
    shape = shape.replace(re.escape("{locale}"), _TAG).replace(re.escape("{article}"), ".+")
    return re.compile(shape, re.DOTALL)

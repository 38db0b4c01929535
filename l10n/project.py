"""A project: its configuration, its articles, and where the files of each article stand."""

from __future__ import annotations

import difflib
import glob
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from l10n.config import Config, find_config, load_config
from l10n.errors import L10nError, UsageError
from l10n.exchange.files import stand_in
from l10n.locales import Locale

_SHOWN = 20
"""So many names a message lists."""


@dataclass(frozen=True, order=True)
class Article:
    """One source document."""

    name: str
    """Its path below the source folder, without extension, with `/`: `guides/b12`."""
    path: Path
    """The source file."""


@dataclass(frozen=True)
class Project:
    """A folder with a configuration."""

    config: Config
    keeps: bool = True
    """False in a dry run: nothing is written into `cache` either; what is there is read."""

    @classmethod
    def open(cls, config_file: Path | None = None, *, start: Path | None = None, keeps: bool = True) -> Project:
        """Open the project of a configuration file, or the one around `start` (default: the current folder)."""
        return cls(load_config(config_file or find_config(start or Path.cwd())), keeps)

    @property
    def root(self) -> Path:
        return self.config.root

    @property
    def cache(self) -> Path:
        """A folder for what can be derived again; git-ignored by its own `.gitignore`."""
        return self.root / ".l10n"

    @property
    def memory_pattern(self) -> str:
        """A glob of the TMX files; `memory/*.tmx` where the configuration names none."""
        return self.config.paths.memory or "memory/*.tmx"

    @property
    def glossary_pattern(self) -> str:
        """A glob of the terminology files, whatever the case of their extension."""
        stem, dot, extension = self.config.paths.glossary.rpartition(".")
        if not dot or "/" in extension or glob.has_magic(extension):
            return self.config.paths.glossary
        return f"{stem}.{''.join(f'[{x.lower()}{x.upper()}]' if x.isalpha() else x for x in extension)}"

    @cached_property
    def glossary_files(self) -> tuple[Path, ...]:
        """The terminology files, sorted. Raises UsageError where the configuration names a single one that is missing."""
        files, pattern = self.files(self.glossary_pattern), self.config.paths.glossary
        if not files and pattern and not glob.has_magic(pattern):
            raise UsageError(
                f"The glossary does not exist: «{pattern}».",
                where=self.relative(self.config.file),
                hint='Mend tool.l10n.paths.glossary; glossary = "" is a project without one.',
            )
        return files

    @property
    def lacks_glossary(self) -> bool:
        """True where a glossary should be and is not: it was asked for, or its folder is there, and no file is found."""
        pattern = self.config.paths.glossary
        if not pattern or self.glossary_files:
            return False
        return "glossary" in self.config.named_paths or (self.root / glob_base(pattern)).is_dir()

    def kept(self, name: str) -> Path:
        """A file or folder in `cache`; in a dry run one that stands in for it and is gone with the project."""
        if self.keeps:
            return self.cache / name
        if name not in self._stand_ins:
            self._stand_ins[name] = stand_in(self.cache / name, self._scratch)
        return self._stand_ins[name]

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles, sorted by name. Raises L10nError where two files claim one name or a name leaves the folder."""
        pattern = self.config.paths.source
        base = glob_base(pattern)
        found: dict[str, Path] = {}
        for path in self.files(pattern):
            name = PurePosixPath(path.relative_to(self.root / base)).with_suffix("").as_posix()
            if not _is_unicode(name):
                raise L10nError(
                    "The name of the file is not in UTF-8, which PO files and addresses are.",
                    where=ascii(self.relative(path))[1:-1],
                    hint="Rename the file.",
                )
            if name in found:
                raise L10nError(
                    f"Two files claim the article name «{name}»: {self.relative(found[name])} and this one.",
                    where=self.relative(path),
                    hint="Rename one of them, or narrow tool.l10n.paths.source.",
                )
            found[name] = path
        return tuple(Article(name, found[name]) for name in sorted(found))

    @cached_property
    def sources(self) -> frozenset[Path]:
        """The source files, with links followed: no output may take the place of one."""
        return frozenset(article.path.resolve() for article in self.articles)

    def files(self, pattern: str) -> tuple[Path, ...]:
        """The files a glob of the configuration names, sorted; hidden ones are left out.

        A link to a folder above it leads round in a circle and is not followed.
        """
        return tuple(self.root / name for name in self._names(pattern))

    def select_articles(self, names: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these names (a source path is understood too); all of them where no name is given.

        Raises UsageError for a name that no article has, and L10nError where the project has no article at all.
        """
        by_name = {article.name: article for article in self.articles}
        if not by_name:
            raise L10nError(
                f"No article matches «{self.config.paths.source}».",
                where=str(self.root),
                hint="Put an HTML file there, or mend tool.l10n.paths.source.",
            )
        names = tuple(names)
        if not names:
            return self.articles
        chosen = []
        for name in names:
            article = by_name.get(name) or self._article_of_path(name)
            if article is None:
                near = difflib.get_close_matches(name, by_name, n=1)
                shown = ", ".join(sorted(by_name)[:_SHOWN]) + (", ..." if len(by_name) > _SHOWN else "")
                hint = f"Did you mean «{near[0]}»?" if near else f"The articles are: {shown}."
                raise UsageError(f"There is no article «{name}».", hint=hint)
            chosen.append(article)
        return tuple(dict.fromkeys(chosen))

    def select_locales(self, tags: Iterable[str]) -> tuple[Locale, ...]:
        """The configured locales among these tags; all of them where no tag is given. Raises UsageError otherwise."""
        locales = self.config.locales
        tags = tuple(tags)
        if not tags:
            return locales
        chosen = []
        for tag in tags:
            locale = Locale.parse(tag)
            if locale not in locales:
                raise UsageError(
                    f"The locale «{tag}» is not configured.",
                    where=self.relative(self.config.file),
                    hint=f"tool.l10n.locales has: {', '.join(locales) or 'none'}.",
                )
            chosen.append(locale)
        return tuple(dict.fromkeys(chosen))

    def template_path(self, article: str) -> Path:
        return self.root / self.config.paths.template.replace("{article}", article)

    def catalog_path(self, article: str, locale: str) -> Path:
        return self._place(self.config.paths.catalog, article, locale)

    def output_path(self, article: str, locale: str) -> Path:
        return self._place(self.config.paths.output, article, locale)

    def preview_path(self, article: str, locale: str) -> Path:
        return self._place(self.config.paths.preview, article, locale)

    def catalogs(self, locale: str) -> dict[str, Path]:
        """The catalogs of a locale that are on the disk, by article name, whether or not the article still exists."""
        pattern = self.config.paths.catalog.replace("{locale}", locale)
        before, _, after = pattern.partition("{article}")
        shape = re.compile(re.escape(before) + "(.+)" + re.escape(after).replace(re.escape("{article}"), r"\1"))
        names = self._names(glob.escape(before) + "**/*" + glob.escape(PurePosixPath(after).suffix))
        found = (shape.fullmatch(name.replace(os.sep, "/")) for name in names)
        return {match[1]: self.root / match[0] for match in found if match}

    def relative(self, path: Path) -> str:
        """The path as messages show it: relative to the project, with `/`."""
        known = self._relative.get(path)
        if known is None:
            known = self._relative[path] = self._found_relative(path)
        return known

    def _found_relative(self, path: Path) -> str:
        """The same, looked up: links are followed, those of a folder once for all files in it."""
        try:
            if path.is_symlink() or path.name in ("", ".."):
                return path.resolve().relative_to(self.root).as_posix()
            folder = path.parent
            place = self._folders.get(folder)
            if place is None:
                place = self._folders[folder] = folder.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()
        return path.name if place == "." else f"{place}/{path.name}"

    def reference(self, article: Article, anchor: str = "") -> str:
        """The `#:` line of a unit: a URI reference, so that white space in a path cannot split it."""
        return _quoted_path(self.relative(article.path)) + fragment(anchor)

    @cached_property
    def _scratch(self) -> Path:
        """A folder outside the project, removed with it."""
        import shutil
        import tempfile
        import weakref

        folder = tempfile.mkdtemp(prefix="l10n-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    @cached_property
    def _stand_ins(self) -> dict[str, Path]:
        return {}

    @cached_property
    def _relative(self) -> dict[Path, str]:
        """Paths as messages show them; following links costs a look at every folder of a path."""
        return {}

    @cached_property
    def _folders(self) -> dict[Path, str]:
        """The same for folders."""
        return {}

    def _names(self, pattern: str) -> list[str]:
        """The files of `files`, relative to the project."""
        if not pattern:
            return []
        names = glob.glob(pattern, root_dir=self.root, recursive=True)
        if "**" in pattern:
            self._prove_readable(self.root / glob_base(pattern))
        folders = {os.path.dirname(name) for name in names}
        circles = {folder for folder in folders if _leads_round(self.root / folder, self.root)}
        return [
            name
            for name in sorted(names)
            if os.path.dirname(name) not in circles and os.path.isfile(os.path.join(self.root, name))
        ]

    def _prove_readable(self, base: Path) -> None:
        """Raise L10nError for a folder that cannot be looked into: what is in it would pass for removed."""

        def failed(error: OSError) -> None:
            if isinstance(error, PermissionError):
                raise L10nError(
                    f"The folder cannot be read: {error.strerror}.",
                    where=self.relative(Path(error.filename)),
                    hint="Check its permissions.",
                ) from error

        for _, folders, _ in os.walk(base, onerror=failed):
            folders[:] = [name for name in folders if not name.startswith(".")]

    def _place(self, pattern: str, article: str, locale: str) -> Path:
        return self.root / pattern.replace("{locale}", locale).replace("{article}", article)

    def _article_of_path(self, name: str) -> Article | None:
        path = (Path.cwd() / name).resolve()
        return next((article for article in self.articles if article.path.resolve() == path), None)


def _leads_round(folder: Path, root: Path) -> bool:
    """True where a link on the way from the root to this folder leads to a folder it stands in."""
    while folder not in (root, folder.parent):
        if folder.is_symlink() and Path(os.path.realpath(folder.parent)).is_relative_to(os.path.realpath(folder)):
            return True
        folder = folder.parent
    return False


def _is_unicode(name: str) -> bool:
    """False where a file system gave bytes that are no UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def glob_base(pattern: str) -> str:
    """The folder of a glob before its first wildcard: `source/**/*.html` -> `source`."""
    parts = PurePosixPath(pattern).parts
    fixed = []
    for part in parts[:-1]:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return "/".join(fixed)


@lru_cache(maxsize=4096)
def fragment(anchor: str) -> str:
    """The end of a URI reference that brings a reader to an id; empty for none."""
    return f"#{quote(anchor, safe='')}" if anchor else ""


@lru_cache(maxsize=4096)
def _quoted_path(path: str) -> str:
    return quote(path, safe="/")

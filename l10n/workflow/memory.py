"""The project's memory: what people reviewed in its catalogs, and the TMX files beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from l10n import __version__
from l10n.errors import L10nError
from l10n.exchange.files import read_bytes, remove, write_bytes
from l10n.exchange.po import read_po
from l10n.exchange.tmx import Pair, format_tmx, read_tmx
from l10n.locales import Locale
from l10n.memory import Memory, Segment, Shard, build_shard, open_shard
from l10n.merge.notes import is_open_danger
from l10n.model import Catalog, State
from l10n.project import Project, glob_base
from l10n.sentences import split
from l10n.workflow.own_files import refuse_own


@dataclass(frozen=True, slots=True)
class Stats:
    """How much the memory knows in one locale."""

    locale: str
    catalogs: int
    """Reviewed pairs of the project's own catalogs, equal ones once."""
    files: dict[str, int]
    """Pairs of each TMX file."""
    sentences: int
    """Sentences that can be put together to other texts."""


def open_memory(project: Project, locale: Locale) -> Memory:
    """Open the memory of a locale; what changed since the last run is indexed anew, file by file.

    Raises L10nError where a catalog or a TMX file cannot be read.
    """
    shards = [shard for _, shard in _shards(project, locale)]
    return Memory(tuple(shards), partial(split, locale=project.config.source_locale), locale.language)


def memory_stats(project: Project, locale: Locale) -> Stats:
    """Count what the memory of a locale knows."""
    shards = list(_shards(project, locale))
    return Stats(
        locale=locale,
        catalogs=sum(len(shard.whole) for name, shard in shards if not name),
        files={name: len(shard.whole) for name, shard in shards if name},
        sentences=sum(len(shard.sentences) for _, shard in shards),
    )


def import_tmx(project: Project, locales: Sequence[Locale], file: Path, *, dry_run: bool = False) -> dict[Path, int]:
    """Take the pairs of a TMX file into the project, one file a locale beside its other memories; return their sizes.

    A locale the file does not have gives no file. What a file of the same name took in before stays, behind the new
    pairs: another file may have had that name. Raises L10nError where it is no TMX or has none of the locales.
    """
    source = project.config.source_locale
    folder = project.root / glob_base(project.memory_pattern)
    written: dict[Path, int] = {}
    for locale in locales:
        pairs = list(dict.fromkeys(read_tmx(file, source, locale, name=str(file))))
        if not pairs:
            continue
        path = folder / f"{file.stem}.{locale}.tmx"
        if path.resolve() == file.resolve():
            path = folder / file.name
        elif path.is_file():
            pairs = list(dict.fromkeys([*pairs, *read_tmx(path, source, locale, name=project.relative(path))]))
        if not dry_run:
            write_bytes(path, format_tmx(pairs, source, locale))
        written[path] = len(pairs)
    if not written:
        raise L10nError(
            f"The file has no pairs of {source} and {', '.join(locales)}.",
            where=str(file),
            hint="Look at the xml:lang of its <tuv> elements.",
        )
    return written


def export_tmx(project: Project, locale: Locale, file: Path, *, dry_run: bool = False) -> int:
    """Write the reviewed pairs of a locale's catalogs as TMX; return how many there are.

    Raises UsageError where a file of the project's own has that name.
    """
    refuse_own(project, file)
    pairs = [Pair(segment.source, segment.target) for segment in _catalog_segments(project, locale)]
    pairs = sorted(dict.fromkeys(pairs))
    if not dry_run:
        write_bytes(file, format_tmx(pairs, project.config.source_locale, locale))
    return len(pairs)


def reviewed_segments(catalog: Catalog, origin: str) -> list[Segment]:
    """The pairs of a catalog that a person reviewed, obsolete ones too; never a draft, never an open danger."""
    states = catalog.states()
    return [
        Segment(entry.source, entry.target, origin)
        for entry in catalog.entries
        if entry.target
        and not entry.fuzzy
        and (not entry.is_untouched_draft if entry.obsolete else states.get(entry.key) is State.REVIEWED)
        and not is_open_danger(entry)
    ]


def _catalog_segments(project: Project, locale: Locale) -> list[Segment]:
    segments: list[Segment] = []
    for path in project.catalogs(locale).values():
        name = project.relative(path)
        segments += reviewed_segments(read_po(path, name=name), name)
    return segments


def _shards(project: Project, locale: Locale) -> list[tuple[str, Shard]]:
    """The shards of a locale by the file they come from; the catalogs' shard has no name."""
    source = project.config.source_locale
    catalogs = project.catalogs(locale)
    digest = sha256()
    for article, path in sorted(catalogs.items()):
        digest.update(article.encode() + b"\0" + sha256(read_bytes(path)).digest())
    found = [("", _shard(project, locale, "catalogs", digest.hexdigest(), partial(_catalog_segments, project, locale)))]
    for path in project.files(project.memory_pattern):
        name = project.relative(path)

        def read(path: Path = path, name: str = name) -> list[Segment]:
            return [Segment(pair.source, pair.target, name) for pair in read_tmx(path, source, locale, name=name)]

        content = sha256(read_bytes(path)).hexdigest()
        label = f"tmx-{sha256(name.encode()).hexdigest()[:12]}"
        shard = _shard(project, locale, label, content, read)
        if len(shard.whole):
            found.append((name, shard))
    return found


def _shard(project: Project, locale: Locale, label: str, content: str, read: Callable[[], list[Segment]]) -> Shard:
    """Open the shard of this content, or build it and remove what the same origin had before."""
    source = project.config.source_locale
    folder = project.kept("memory")
    key = sha256(f"{__version__} {source} {content}".encode()).hexdigest()[:16]
    name = f"{locale}-{label}-{key}"
    if (shard := open_shard(folder, name)) is not None:
        return shard
    for old in folder.glob(f"{locale}-{label}-*"):
        remove(old)
    return build_shard(
        folder,
        name,
        read(),
        source_split=partial(split, locale=source),
        target_split=partial(split, locale=locale),
    )

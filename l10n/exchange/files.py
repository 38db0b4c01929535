"""Files: reading with clear errors, atomic writing, and one run at a time; the only place that writes."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from l10n.errors import L10nError

_NUMBERS = itertools.count()


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises L10nError where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as stream:
            return stream.read()
    except FileNotFoundError:
        raise L10nError("The file does not exist.", where=str(path)) from None
    except OSError as error:
        raise L10nError(
            f"The file cannot be read: {error.strerror}.", where=str(path), hint="Check the file and its permissions."
        ) from error


def differs(path: Path, data: bytes) -> bool:
    """Whether `write_bytes` would write. Raises L10nError where the file cannot be read."""
    return not path.is_file() or read_bytes(path) != data


class ChangedError(L10nError):
    """The file was saved by somebody else after it was read."""


def write_bytes(path: Path, data: bytes, *, version: str = "", derived: bool = False) -> bool:
    """Write a file whole or not at all; return False where it already holds these bytes.

    The bytes go to a temporary file in the same folder, are flushed to the disk and take the old file's place in
    one step, so that a run that is killed leaves the old file or the new one, and so does a power cut. A symbolic
    link stays a link; the old file's permissions stay. `version` is the SHA-256 of the bytes the new ones were made
    from. A `derived` file, which any run makes again, is not flushed: a power cut may leave it empty, nothing else.

    Raises L10nError where the folder or the file cannot be written, and ChangedError where `version` is given and
    the file holds other bytes by now.
    """
    target = os.path.realpath(path) if os.path.islink(path) else os.fspath(path)
    try:
        current, before = _read_whole(target)
        if current == data:
            return False
        if version and current is not None and sha256(current).hexdigest() != version:
            raise _changed(path)
        mode = before.st_mode & 0o7777 if before else 0o666
        handle, temporary = _open_temporary(target, mode)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        try:
            if before and os.fstat(handle).st_mode & 0o7777 != mode:
                os.chmod(temporary, mode)
            _write_whole(handle, data)
            if not derived:
                os.fsync(handle)
        finally:
            os.close(handle)
        if version and before and not _is_same(before, target):
            raise _changed(path)
        os.replace(temporary, target)
        temporary = ""
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    return True


def _read_whole(path: str) -> tuple[bytes | None, os.stat_result | None]:
    """The bytes of a file and its state before they were read; None and None where there is none."""
    try:
        with open(path, "rb", buffering=0) as stream:
            state = os.fstat(stream.fileno())
            return stream.read(), state
    except FileNotFoundError:
        return None, None


def _is_same(before: os.stat_result, path: str) -> bool:
    """True where nobody saved the file since, or where it is gone."""
    try:
        now = os.stat(path)
    except FileNotFoundError:
        return True
    return all(getattr(before, name) == getattr(now, name) for name in _STATE)


_STATE = ("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


def _write_whole(handle: int, data: bytes) -> None:
    written = os.write(handle, data)
    while written < len(data):
        written += os.write(handle, data[written:])


def _open_temporary(target: str, mode: int) -> tuple[int, str]:
    """Open a new hidden file beside `target`, whose folder is made where it is missing."""
    folder, name = os.path.split(target)
    if folder not in _swept:
        _swept.add(folder)
        _sweep(folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    while True:
        temporary = os.path.join(folder, f".{name[:40]}.{os.getpid()}-{next(_NUMBERS)}.tmp")
        try:
            return os.open(temporary, flags, mode), temporary
        except FileExistsError:
            continue  # left behind by a run that was killed
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)


_swept: set[str] = set()
_TEMPORARY = re.compile(r"\..+\.(?P<process>[0-9]+)-[0-9]+\.tmp")
_OLD = 60.0


def _sweep(folder: str) -> None:
    """Remove the temporary files of runs that were killed more than a minute ago."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _TEMPORARY.fullmatch(entry.name) if entry.name.endswith(".tmp") else None
            if match and time.time() - entry.stat().st_mtime > _OLD and not _is_running(int(match["process"])):
                os.unlink(entry.path)


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # a signal would end it; whoever cleans up there does so by hand
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def append_line(path: Path, line: str) -> None:
    """Add a line to a file of ours; a run that is killed leaves it whole, and a power cut none of it or a part.

    Raises L10nError where the file cannot be written.
    """
    try:
        with open(path, "ab", buffering=0) as stream:
            stream.write(f"{line}\n".encode())
    except OSError as error:
        raise _unwritable(path, error) from error


def remove(path: Path) -> bool:
    """Remove a file; return False where there is none. Raises L10nError where it cannot be removed."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise L10nError(
            f"The file cannot be removed: {error.strerror}.",
            where=str(path),
            hint="Check the permissions of its folder.",
        ) from error
    return True


def make_folder(path: Path) -> None:
    """Make a folder, and those above it. Raises L10nError where it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise L10nError(
            f"The folder cannot be made: {error.strerror}.",
            where=str(path),
            hint="Check the permissions of the folder above.",
        ) from error


def cache_folder(folder: Path) -> Path:
    """Make a folder for what can be derived again, with a `.gitignore` of its own, and return it. Raises OSError."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        folder.mkdir(parents=True, exist_ok=True)
        ignore.write_bytes(b"*\n")
    return folder


def stand_in(path: Path, folder: Path) -> Path:
    """Put into `folder` what a dry run may change in place of `path`, and return it: the real one stays as it is.

    For a folder this is one with links to its files, for a file (and the log that SQLite keeps beside it) a copy.
    """
    import shutil

    place = folder / path.name
    if path.suffix:
        for source in (path, path.with_name(f"{path.name}-wal")):
            with contextlib.suppress(OSError):
                shutil.copyfile(source, folder / source.name)
        return place
    place.mkdir(exist_ok=True)
    with contextlib.suppress(OSError):  # what cannot be linked is derived again
        for entry in os.scandir(path):
            os.symlink(os.path.abspath(entry.path), place / entry.name)
    return place


@contextlib.contextmanager
def exclusive(folder: Path, *, wait: float = 10.0) -> Iterator[None]:
    """Hold the project's lock while the block runs, so that two runs never interleave their writes.

    `folder` is the project's cache folder; the lock is released by the operating system when a process dies.
    Raises L10nError where another run holds it for longer than `wait` seconds.
    """
    from filelock import FileLock, Timeout

    path = folder / "lock"
    try:
        cache_folder(folder)
        lock = FileLock(path, timeout=wait)
        lock.acquire()
    except Timeout:
        raise L10nError(
            "Another l10n run is writing in this project.",
            where=str(path),
            hint="Wait until it has ended and run the command again.",
        ) from None
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield
    finally:
        lock.release()


def _changed(path: Path) -> ChangedError:
    return ChangedError(
        "Somebody saved the file while this run was working on it; their version was kept.",
        where=str(path),
        hint="Run the command again.",
    )


def _unwritable(path: Path, error: OSError) -> L10nError:
    reason = error.strerror or str(error)
    return L10nError(
        f"The file cannot be written: {reason}.",
        where=str(path),
        hint="Check the permissions of the folder and the space on the disk.",
    )

"""Files: reading with clear errors, atomic writing, and one run at a time; the only place that writes."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from l10n.errors import L10nError


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises L10nError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise L10nError("The file does not exist.", where=str(path)) from None
    except OSError as error:
        raise L10nError(f"The file cannot be read: {error.strerror}.", where=str(path)) from error


class ChangedError(L10nError):
    """The file was saved by somebody else after it was read."""


def write_bytes(path: Path, data: bytes, *, version: str = "") -> bool:
    """Write a file whole or not at all; return False where it already holds these bytes.

    The bytes go to a temporary file in the same folder, are flushed to the disk and take the old file's place in
    one step, so that an interrupted run leaves the old file or the new one. A symbolic link stays a link; the
    old file's permissions stay. `version` is the SHA-256 of the bytes the new ones were made from.

    Raises L10nError where the folder or the file cannot be written, and ChangedError where `version` is given and
    the file holds other bytes by now.
    """
    target = Path(os.path.realpath(path))
    try:
        current = target.read_bytes() if target.exists() else None
        if current == data:
            return False
        _refuse_changed(path, current, version)
        mode = target.stat().st_mode & 0o7777 if current is not None else 0o666 & ~_umask()
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        _refuse_changed(path, target.read_bytes() if version else None, version)
        os.replace(temporary, target)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
    return True


def remove(path: Path) -> bool:
    """Remove a file; return False where there is none. Raises L10nError where it cannot be removed."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise L10nError(f"The file cannot be removed: {error.strerror}.", where=str(path)) from error
    return True


def cache_folder(folder: Path) -> Path:
    """Make a folder for what can be derived again, with a `.gitignore` of its own, and return it. Raises OSError."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        folder.mkdir(parents=True, exist_ok=True)
        ignore.write_bytes(b"*\n")
    return folder


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


def _refuse_changed(path: Path, current: bytes | None, version: str) -> None:
    if version and current is not None and sha256(current).hexdigest() != version:
        raise ChangedError(
            "Somebody saved the file while this run was working on it; their version was kept.",
            where=str(path),
            hint="Run the command again.",
        )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> L10nError:
    reason = error.strerror or str(error)
    return L10nError(
        f"The file cannot be written: {reason}.",
        where=str(path),
        hint="Check the permissions of the folder and the space on the disk.",
    )

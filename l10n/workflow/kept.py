"""Values as a store keeps them: with a hash of all they derive from and one of themselves.

Who reads one can tell whether it is what was put, and whether it still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import orjson

_HASH = sha256().digest_size


def sealed(value: object, origin: bytes) -> bytes:
    """The bytes to keep of a JSON value; `origin` is the SHA-256 of what it derives from.

    Raises TypeError for what is no JSON, a text that is no Unicode for instance.
    """
    data = orjson.dumps(value)
    return origin + sha256(data).digest() + data


def unsealed(kept: bytes, origin: bytes) -> Any:
    """The value that was kept; None where it derives from something else, or is spoiled."""
    if kept[:_HASH] != origin:
        return None
    digest, data = kept[_HASH : 2 * _HASH], kept[2 * _HASH :]
    return orjson.loads(data) if sha256(data).digest() == digest else None


def columns(rows: Iterable[Sequence[object]]) -> list[Sequence[object]]:
    """The values of rows field by field; where all rows say the same, it is said once, in a list of one."""
    return [values[:1] if values.count(values[0]) == len(values) else values for values in zip(*rows, strict=True)]


def rows(count: int, columns: Iterable[list[Any]]) -> list[tuple[Any, ...]]:
    """So many rows out of the columns of them; raises ValueError or TypeError where these are none."""
    made = list(zip(*(values * count if len(values) == 1 else values for values in columns), strict=True))
    if len(made) != count:
        raise ValueError("There are more rows, or fewer.")
    return made

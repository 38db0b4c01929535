"""How a derived value is kept: with a hash of what it derives from and one of itself.

So an older value is told from one that still holds, and a value from what a power cut left of it.
"""

from __future__ import annotations

from hashlib import sha256

_HASH = sha256().digest_size


def sealed(origin: bytes, value: bytes) -> bytes:
    """The value as it is kept; `origin` is a SHA-256 of all it derives from."""
    return origin + sha256(value).digest() + value


def opened(kept: bytes | None, origin: bytes) -> bytes | None:
    """The value; None where nothing is kept, or it derives from something else, or is damaged."""
    if kept is None or kept[:_HASH] != origin:
        return None
    value = kept[2 * _HASH :]
    return value if kept[_HASH : 2 * _HASH] == sha256(value).digest() else None

"""The normal form of a source: what two sources have in common when their translation is the same.

Sources that differ in nothing but white space, the way characters are escaped, invisible break characters, or the
names of their codes have one normal form. Their translation carries over; `codes.py` says whether its codes do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from l10n.inline import PLACEHOLDER, plain

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_WORD = re.compile(rf"[^\W_]+(?:[.,'’\-][^\W_]+)*|[^\w\s]|_|{PLACEHOLDER}")


@lru_cache(maxsize=65536)
def normal(source: str) -> str:
    """The characters a reader sees, white space collapsed, soft hyphens and zero-width characters left out.

    White space at a code's inner edge counts as outside (`a <b>b </b>c` reads as `a <b>b</b> c`). Locked codes and
    images stay, as U+FFFC.
    """
    return " ".join(_INVISIBLE.sub("", plain(source)).split())


@lru_cache(maxsize=65536)
def words(source: str) -> tuple[str, ...]:
    """The words and punctuation marks of a source, in order; `1.000` and `B12-tekort` are one word each."""
    return tuple(_WORD.findall(normal(source)))

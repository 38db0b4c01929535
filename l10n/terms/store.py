"""Compiled terms on disk: kept under what they were compiled from, and made anew where the file is spoiled."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from itertools import islice
from pathlib import Path

from l10n.errors import L10nError
from l10n.terms.compiled import Compiled, Entry, Variant
from l10n.terms.termbase import digest_of

_KEPT = 4
"""How many compiled glossaries of one locale are kept."""
_RULES = ("compiled.py", "compiler.py", "compounds.py", "forms.py", "language.py", "store.py", "words.py")


def path_of(entries: Iterable[Entry], locale: str, folder: Path) -> Path:
    """The file for the compiled form of these terms; other terms, or other rules, have another."""
    digest = digest_of([_rules_digest(), locale, *(_signature(entry) for entry in entries)])
    return folder / f"terms-{locale}-{digest[:16]}.json"


def load(path: Path, locale: str) -> Compiled | None:
    """Read compiled terms; None where there are none or the file is not as it was written."""
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() != checksum:
            return None
        stored = json.loads(body)
        keys = stored["keys"].split("\n") if stored["postings"] else []
        return Compiled(
            locale,
            _variants(stored["variants"]),
            dict(zip(keys, stored["postings"], strict=True)) | stored["several"],
            dict(zip(stored["free"][::2], stored["free"][1::2], strict=True)),
            bool(stored["has_prefixes"]),
            frozenset(stored["beginnings"].split()),
            frozenset(stored["vocabulary"].split()),
            frozenset(stored["opaque"].split()),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def save(path: Path, compiled: Compiled) -> None:
    """Write compiled terms, where that can be done, and remove what earlier glossaries left behind.

    A long text and a long list of numbers are read several times faster than an object with as many members.
    """
    single = {key: posting for key, posting in compiled.postings.items() if isinstance(posting, int)}
    body = json.dumps(
        {
            "variants": _columns(compiled.variants),
            "keys": "\n".join(single),
            "postings": list(single.values()),
            "several": {key: posting for key, posting in compiled.postings.items() if key not in single},
            "free": [number for item in sorted(compiled.free.items()) for number in item],
            "has_prefixes": compiled.has_prefixes,
            "beginnings": " ".join(sorted(compiled.beginnings)),
            "vocabulary": " ".join(sorted(compiled.vocabulary)),
            "opaque": " ".join(sorted(compiled.opaque)),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    from l10n.exchange.files import write_bytes

    with contextlib.suppress(L10nError):
        write_bytes(path, sha256(body).hexdigest().encode() + b"\n" + body)
    _forget_old(path)


def _signature(entry: Entry) -> str:
    """What the compiled form of a term depends on."""
    concept, term = entry
    fields = (concept.id, term.text, term.status, term.pos, term.match, term.case)
    return "\0".join((*fields, "\1".join(term.forms), "\1".join(term.exclude)))


@lru_cache(maxsize=1)
def _rules_digest() -> str:
    """A hash of everything here that decides which forms a term has: a new rule makes old caches void."""
    folder = resources.files("l10n.terms")
    languages = sorted((file for file in folder.joinpath("languages").iterdir()), key=lambda file: file.name)
    digest = sha256()
    for file in [*map(folder.joinpath, _RULES), *(file for file in languages if file.name.endswith(".toml"))]:
        with contextlib.suppress(OSError):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _columns(variants: Iterable[Variant]) -> dict[str, list[int]]:
    """Variants as columns of numbers: a file with ten thousand small lists takes several times as long to read."""
    rows = tuple(variants)
    return {
        "terms": [one.term for one in rows],
        "sizes": [len(one.words) for one in rows],
        "words": [word for one in rows for word in one.words],
        "flags": [one.may_gap + 2 * one.is_exclusion for one in rows],
        "function": [sum(1 << at for at, is_function in enumerate(one.function) if is_function) for one in rows],
        "anchors": [one.anchor for one in rows],
    }


def _variants(columns: Mapping[str, list[int]]) -> tuple[Variant, ...]:
    sizes, words = columns["sizes"], iter(columns["words"])
    rows = (tuple(islice(words, size)) for size in sizes)
    flags = [(bool(flag & 1), bool(flag & 2)) for flag in columns["flags"]]
    function = (
        tuple(bool(bits >> place & 1) for place in range(size)) if bits else ()
        for bits, size in zip(columns["function"], sizes, strict=True)
    )
    return tuple(
        Variant(term, row, may_gap, is_exclusion, bits, anchor)
        for term, row, (may_gap, is_exclusion), bits, anchor in zip(
            columns["terms"], rows, flags, function, columns["anchors"], strict=True
        )
    )


def _forget_old(path: Path) -> None:
    """Remove all but the newest compiled forms of the same locale: each edit of the glossary leaves one behind."""
    locale = path.name.rpartition("-")[0]
    with contextlib.suppress(OSError):
        old = sorted(path.parent.glob(f"{locale}-*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in old[_KEPT:]:
            file.unlink(missing_ok=True)

"""The codes of two units, named alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from l10n.inline import Tag, is_compatible, parse, render, tags

_ALIKE = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code", "samp": "code", "kbd": "code"}
"""Tags that pages use for one another."""


def with_codes_of(source: str, target: str) -> str:
    """The target with its codes named as in the source, by their order among those of one base name."""
    if is_compatible(source, target):
        return target
    names: dict[tuple[str, str], Iterator[str]] = {}
    for tag in tags(source):
        key = (_base(tag), tag.kind)
        if key not in names:
            names[key] = iter([other.name for other in tags(source) if (_base(other), other.kind) == key])
    renamed = [
        Tag(next(names.get((_base(part), part.kind), iter(())), part.name), part.kind)
        if isinstance(part, Tag)
        else part
        for part in parse(target)
    ]
    text = render(renamed)
    return text if is_compatible(source, text) else target


def _base(tag: Tag) -> str:
    name = tag.name.rstrip("0123456789") or tag.name
    return _ALIKE.get(name, name)


def codes_of(text: str) -> Counter[str]:
    """The codes of inline text, each as often as it is there, without the numbers of their names."""
    return Counter(f"{tag.kind}{_base(tag)}" for tag in tags(text))

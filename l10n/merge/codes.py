"""Inline codes of a translation whose source has changed: renamed where that is certain, repaired where it is not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from l10n.inline import Content, Tag, TagKind, is_compatible, parse, render, tags
from l10n.merge.normal import normal


class Carried(NamedTuple):
    """A translation carried over to another source."""

    target: str
    certain: bool
    """The source is the same text, and each code of the translation has one and only one successor."""


def carry(old: str, new: str, target: str, *, ordered: Collection[str] = ()) -> Carried:
    """Carry the translation of `old` over to `new`.

    Where it is certain, the target has exactly the codes of `new`. Otherwise the target is the best that can be done;
    `l10n.inline.compare` says whether its codes are complete.
    """
    if "<" not in old and "<" not in new:
        return Carried(target, normal(old) == normal(new) and ("<" not in target or is_compatible(new, target)))
    if normal(old) == normal(new):
        names = _successors(old, new)
        if names is not None:
            renamed = render(_rename(parse(target), names))
            if is_compatible(new, renamed, ordered=ordered):
                return Carried(renamed, certain=True)
    return Carried(_repair(old, new, target, ordered), certain=False)


@lru_cache(maxsize=4096)
def _successors(old: str, new: str) -> Mapping[str, str] | None:
    """Which code of `new` stands where each code of `old` stood; None where a code has no place or two successors."""
    before, after = _places(old), _places(new)
    if [(at, kind) for at, kind, _ in before] != [(at, kind) for at, kind, _ in after]:
        # The same places in another order: `<b><i>` for `<i><b>`.
        if sorted(before) != sorted(after):
            return None
        return {name: name for _, _, name in before}
    names: dict[str, str] = {}
    for (_, _, mine), (_, _, yours) in zip(before, after, strict=True):
        if names.setdefault(mine, yours) != yours:
            return None
    return names


def _places(source: str) -> list[tuple[int, TagKind, str]]:
    """Each code with the number of visible characters before it, white space not counted."""
    places = []
    offset = 0
    for part in parse(source):
        if isinstance(part, Tag):
            places.append((offset, part.kind, part.name))
            offset += len("".join(normal(part.text).split()))
        else:
            offset += len("".join(normal(part).split()))
    return places


def _rename(content: Content, names: Mapping[str, str]) -> Content:
    return tuple(Tag(names.get(part.name, part.name), part.kind) if isinstance(part, Tag) else part for part in content)


class _Code(NamedTuple):
    """A pair with what it encloses, or a standalone code."""

    name: str
    is_pair: bool
    inner: str = ""

    @property
    def base(self) -> str:
        return re.sub(r"[0-9]+$", "", self.name) or self.name


@lru_cache(maxsize=4096)
def _codes(source: str) -> tuple[_Code, ...]:
    """The codes of a source in the order they open; unpaired tags are left out."""
    found: list[_Code | None] = []
    stack: list[tuple[str, int, int]] = []
    content = parse(source)
    for at, part in enumerate(content):
        if not isinstance(part, Tag):
            continue
        if part.kind is TagKind.STANDALONE:
            found.append(_Code(part.name, is_pair=False))
        elif part.kind is TagKind.OPEN:
            stack.append((part.name, at, len(found)))
            found.append(None)
        elif stack and stack[-1][0] == part.name:
            name, start, slot = stack.pop()
            found[slot] = _Code(name, is_pair=True, inner=normal(render(content[start + 1 : at])))
    return tuple(code for code in found if code is not None)


def _repair(old: str, new: str, target: str, ordered: Collection[str]) -> str:
    """Rename, remove and, where the place is plain, add codes, so that the target has those of `new`."""
    if is_compatible(new, target, ordered=ordered) and Counter(tags(old)) == Counter(tags(new)):
        return target
    before, after = _codes(old), _codes(new)
    successor = _match_codes(before, after)
    queues: dict[tuple[str, bool], list[_Code | None]] = defaultdict(list)
    for at, code in enumerate(before):
        queues[code.name, code.is_pair].append(after[successor[at]] if at in successor else None)
    repaired = render(_replace(parse(target), queues))
    placed = set(successor.values())
    for at, code in enumerate(after):
        if at not in placed:
            repaired = _add(repaired, code, new)
    return repaired


@lru_cache(maxsize=4096)
def _match_codes(before: tuple[_Code, ...], after: tuple[_Code, ...]) -> Mapping[int, int]:
    """Pair old and new codes: same name and content, then same name, same base name, same content, the only one left."""
    matched: dict[int, int] = {}
    free = set(range(len(after)))
    grips = (
        lambda code: (code.is_pair, code.name, code.inner),
        lambda code: (code.is_pair, code.base, code.inner),
        lambda code: (code.is_pair, code.name),
        lambda code: (code.is_pair, code.base),
        lambda code: (code.is_pair, code.inner) if code.inner else None,
    )
    for grip in grips:
        waiting: dict[object, list[int]] = defaultdict(list)
        for at in sorted(free):
            waiting[grip(after[at])].append(at)
        for at, code in enumerate(before):
            if at not in matched and grip(code) is not None and (queue := waiting.get(grip(code))):
                matched[at] = queue.pop(0)
                free.discard(matched[at])
    left = [at for at in range(len(before)) if at not in matched]
    if len(left) == len(free) == 1 and before[left[0]].is_pair == after[min(free)].is_pair and before[left[0]].is_pair:
        matched[left[0]] = free.pop()
    return matched


def _replace(content: Content, queues: dict[tuple[str, bool], list[_Code | None]]) -> Content:
    """Give each code of a target, in order, the successor of the source's code of that name."""
    out: list[str | Tag] = []
    opened: list[tuple[str, str | None]] = []
    for part in content:
        if isinstance(part, str):
            out.append(part)
        elif part.kind is TagKind.CLOSE:
            if opened and opened[-1][0] == part.name:
                _, name = opened.pop()
                if name is not None:
                    out.append(Tag(name, part.kind))
        else:
            queue = queues.get((part.name, part.kind is TagKind.OPEN))
            code = queue.pop(0) if queue else None
            name = code.name if code else None
            if part.kind is TagKind.OPEN:
                opened.append((part.name, name))
            if name is not None:
                out.append(Tag(name, part.kind))
    return parse(render(out))


def _add(target: str, code: _Code, new: str) -> str:
    """Add a code whose place in the target is beyond doubt; otherwise return the target as it is."""
    opening, closing = f"<{code.name}>", f"</{code.name}>"
    if not code.is_pair:
        alone = f"<{code.name}/>"
        if new.startswith(alone):
            return alone + target
        return target + alone if new.endswith(alone) else target
    if new.startswith(opening) and new.endswith(closing) and new.count(opening) == 1:
        return opening + target + closing
    content = parse(target)
    hits = [at for at, part in enumerate(content) if isinstance(part, str) and _count_words(part, code.inner) == 1]
    if not code.inner or len(hits) != 1 or sum(_count_words(p, code.inner) for p in content if isinstance(p, str)) != 1:
        return target
    text = content[hits[0]]
    assert isinstance(text, str)
    start = text.index(code.inner)
    end = start + len(code.inner)
    pieces = (text[:start], Tag(code.name, TagKind.OPEN), code.inner, Tag(code.name, TagKind.CLOSE), text[end:])
    return render((*content[: hits[0]], *(piece for piece in pieces if piece), *content[hits[0] + 1 :]))


def _count_words(text: str, wanted: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)) if wanted else 0


@lru_cache(maxsize=4096)
def code_changes(old: str, new: str) -> tuple[str, ...]:
    """What changed among the codes, readable: `<strong> -> <b>`, `+ <em>`, `- <a2>`."""
    mine = [tag.text for tag in tags(old) if tag.kind is not TagKind.CLOSE]
    yours = [tag.text for tag in tags(new) if tag.kind is not TagKind.CLOSE]
    gone, come = Counter(mine) - Counter(yours), Counter(yours) - Counter(mine)
    removed = [text for text in mine if gone[text] > 0 and not gone.subtract([text])]
    added = [text for text in yours if come[text] > 0 and not come.subtract([text])]
    pairs = zip_longest(removed, added)
    return tuple(f"{a} -> {b}" if a and b else f"- {a}" if a else f"+ {b}" for a, b in pairs)

"""Articles of a style, and revisions of them, with the truth about where each unit comes from.

A style is a TOML file under `styles/`: sentence, heading and item templates with the words that fill their slots. New
text comes from the same templates and words as the old, which is what makes a revision hard to follow.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from revisions import Item

FOLDER = Path(__file__).parent / "styles"
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\b\d+\b")


@dataclass(frozen=True)
class Style:
    """What the texts of a site are made of."""

    name: str
    slots: Mapping[str, list[str]]
    sentences: list[str]
    headings: list[str]
    items: list[str]
    paragraph: list[int]
    """Numbers of sentences of a paragraph, to draw from."""
    list_length: list[int]
    words: Mapping[str, Any]
    """What an edit puts in: adverbs, clauses, synonyms."""

    @classmethod
    def read(cls, path: Path) -> Style:
        """Read a style's file, and the words of edits from the one beside it."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        texts, shape = table["texts"], table["shape"]
        words = tomllib.loads((path.parent / "edits.toml").read_text(encoding="utf-8"))
        return cls(
            path.stem,
            table["slots"],
            texts["sentence"],
            texts["heading"],
            texts["item"],
            shape["paragraph"],
            shape["items"],
            words,
        )

    @classmethod
    def mixed(cls, styles: Sequence[Style]) -> Style:
        """A style that has the texts of several."""
        slots: dict[str, list[str]] = {}
        sentences: list[str] = []
        headings: list[str] = []
        items: list[str] = []
        for number, style in enumerate(styles):
            slots |= {f"{key}_{number}": values for key, values in style.slots.items()}
            for mine, its in ((sentences, style.sentences), (headings, style.headings), (items, style.items)):
                mine += (_SLOT.sub(rf"{{\1_{number}}}", text) for text in its)
        first = styles[0]
        name = "+".join(style.name for style in styles)
        return cls(name, slots, sentences, headings, items, first.paragraph, first.list_length, first.words)

    def fill(self, rng: random.Random, template: str) -> str:
        """Fill the slots of a template; `{Word}` begins with a capital."""

        def value(found: re.Match[str]) -> str:
            name = found[1]
            text = rng.choice(self.slots[name.lower()])
            return text[0].upper() + text[1:] if name[0].isupper() else text

        text = _SLOT.sub(value, template)
        return text[0].upper() + text[1:]

    def sentence(self, rng: random.Random) -> str:
        return self.fill(rng, rng.choice(self.sentences))

    def text(self, rng: random.Random, kind: str) -> list[str]:
        """The sentences of a new unit."""
        if kind == "h2":
            return [self.fill(rng, rng.choice(self.headings))]
        if kind == "li":
            return [self.fill(rng, rng.choice(self.items))]
        return [self.fill(rng, template) for template in self._templates(rng)]

    def _templates(self, rng: random.Random) -> list[str]:
        return rng.sample(self.sentences, min(rng.choice(self.paragraph), len(self.sentences)))


def article(style: Style, rng: random.Random, size: int) -> list[Item]:
    """An article of `size` distinct units: sections of a heading, paragraphs and often a list."""
    items: dict[str, Item] = {}

    def add(kind: str) -> None:
        item = Item(style.text(rng, kind), kind)
        items.setdefault(item.source, item)

    while len(items) < size:
        add("h2")
        for _ in range(rng.randint(1, 4)):
            add("p")
        if rng.random() < 0.5:
            for _ in range(rng.randint(*style.list_length)):
                add("li")
    return [replace(item, origins=[number]) for number, item in enumerate(list(items.values())[:size])]


def revise(style: Style, rng: random.Random, old: list[Item], rate: float = 0.3) -> list[Item]:
    """A revision: about `rate` of the units are touched in one of the ways an editor touches a text."""
    present = {item.source for item in old}
    out: list[Item] = []
    at = 0
    while at < len(old):
        item = replace(old[at], sentences=list(old[at].sentences), origins=list(old[at].origins))
        following = old[at + 1] if at + 1 < len(old) else None
        draw = rng.random() / rate
        at += 1
        if draw >= 1:
            out.append(item)
        elif draw < 0.62 or (draw < 0.68 and (following is None or item.kind != "p" or following.kind != "p")):
            out += _edited(style, rng, item, present, is_split=draw >= 0.56)
        elif draw < 0.68 and following is not None:
            joined = item.sentences + following.sentences
            out.append(replace(item, sentences=joined, origins=item.origins + following.origins, edit="joined"))
            at += 1
        elif draw >= 0.76:
            out += [] if draw < 0.88 else [item]
            out += (new for new in _new(style, rng, item.kind, instead=draw < 0.88) if new.source not in present)
    for _ in range(max(1, int(len(old) * rate * 0.08))):
        _move(style, rng, out, present)
    first: dict[str, Item] = {}
    for item in out:
        first.setdefault(item.source, item)
    return list(first.values())


def _edited(style: Style, rng: random.Random, item: Item, present: set[str], *, is_split: bool) -> list[Item]:
    if is_split and len(item.sentences) > 1:
        cut = rng.randint(1, len(item.sentences) - 1)
        halves = [
            replace(item, sentences=sentences, edit="split")
            for sentences in (item.sentences[:cut], item.sentences[cut:])
        ]
        if rng.random() < 0.3:
            halves[1] = replace(edit(style, rng, halves[1]), edit="split, edited")
        return [half for half in halves if half.source not in present]
    edited = edit(style, rng, item)
    return [item if edited.source in present else edited]


def _new(style: Style, rng: random.Random, kind: str, *, instead: bool) -> Iterator[Item]:
    """New text: one unit of the same kind in the place of one that was removed, or one or two of any kind."""
    if instead:
        yield Item(style.text(rng, kind), kind, edit="replaced")
        return
    kind = rng.choice(("p", "p", "h2", "li", kind))
    for _ in range(rng.choice((1, 1, 1, 2))):
        other = rng.random() < 0.2
        yield Item([rng.choice(style.words["others"])] if other else style.text(rng, kind), kind, edit="new")


def _move(style: Style, rng: random.Random, out: list[Item], present: set[str]) -> None:
    """Move one unit, half of the time edited; changes `out`."""
    moved = out.pop(rng.randrange(len(out)))
    place = rng.randrange(len(out) + 1)
    if moved.origins and not moved.edit and rng.random() < 0.5:
        changed = edit(style, rng, moved)
        moved = replace(changed, edit="moved, " + changed.edit) if changed.source not in present else moved
    out.insert(place, moved)


def edit(style: Style, rng: random.Random, item: Item) -> Item:
    """One edit of a unit, now and then two."""
    name, changed = _once(style, rng, item)
    if rng.random() < 0.15:
        also, changed = _once(style, rng, changed)
        name = f"{name} + {also}"
    return (
        replace(changed, edit=name)
        if changed.source != item.source
        else replace(item, sentences=[*item.sentences, style.sentence(rng)], edit="sentence added")
    )


Edit = Callable[[Style, random.Random, Item], Item]


def _once(style: Style, rng: random.Random, item: Item) -> tuple[str, Item]:
    for _ in range(20):
        name, change = rng.choice(EDITS)
        changed = change(style, rng, item)
        if changed.source != item.source and changed.source.strip():
            return name, changed
    return "none", item


def _somewhere(rng: random.Random, item: Item, change: Callable[[str], str]) -> Item:
    sentences = list(item.sentences)
    at = rng.randrange(len(sentences))
    sentences[at] = change(sentences[at])
    return replace(item, sentences=sentences)


def _slot(style: Style, rng: random.Random, item: Item) -> Item:
    """Another of the site's words in the place of one."""

    def change(text: str) -> str:
        found = [
            (values, value)
            for values in style.slots.values()
            for value in values
            if 3 < len(value) <= len(text) / 2 and value.count(" ") < 3 and value.lower() in text.lower()
        ]
        if not found:
            return text
        values, value = rng.choice(found)
        at = text.lower().index(value.lower())
        other = rng.choice([one for one in values if one != value])
        other = other[0].upper() + other[1:] if text[at].isupper() else other
        return text[:at] + other + text[at + len(value) :]

    return _somewhere(rng, item, change)


def _synonym(style: Style, rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        words = text.split(" ")
        places = [n for n, word in enumerate(words) if word.lower().strip(".,?") in style.words["synonyms"]]
        if not places:
            return text
        at = rng.choice(places)
        bare = words[at].strip(".,?")
        other = style.words["synonyms"][bare.lower()]
        words[at] = words[at].replace(bare, other[0].upper() + other[1:] if bare[0].isupper() else other)
        return " ".join(words)

    return _somewhere(rng, item, change)


def _adverb(style: Style, rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        words = text.split(" ")
        words.insert(rng.randint(1, len(words)) if len(words) > 1 else 0, rng.choice(style.words["adverbs"]))
        return " ".join(words)

    return _somewhere(rng, item, change)


def _word_dropped(style: Style, rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        words = text.split(" ")
        if len(words) > 3:
            words.pop(rng.randrange(len(words)))
        return " ".join(words)

    return _somewhere(rng, item, change)


def _number(style: Style, rng: random.Random, item: Item) -> Item:
    def other(found: re.Match[str]) -> str:
        return rng.choice(
            (
                str(int(found[0]) * 10),
                str(int(found[0]) + 1),
                str(int(found[0]) * 2),
                str(rng.choice((5, 30, 120, 600))),
            )
        )

    return _somewhere(rng, item, lambda text: _NUMBER.sub(other, text, count=1))


def _unit(style: Style, rng: random.Random, item: Item) -> Item:
    units = ("mg", "mcg", "gram", "ml", "g")
    return _somewhere(
        rng,
        item,
        lambda text: re.sub(
            rf"\b({'|'.join(units)})\b", lambda m: rng.choice([u for u in units if u != m[0]]), text, count=1
        ),
    )


def _negation(style: Style, rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        if " niet " in text:
            return text.replace(" niet ", " ", 1)
        words = text.split(" ")
        words.insert(rng.randint(1, len(words)), rng.choice(("niet", "geen", "nooit")))
        return " ".join(words)

    return _somewhere(rng, item, change)


def _clause(style: Style, rng: random.Random, item: Item) -> Item:
    if item.kind == "li":
        return item
    clause, lead = rng.choice(style.words["clauses"]), rng.choice(style.words["lead_ins"])
    if rng.random() < 0.3:
        return _somewhere(rng, item, lambda text: f"{lead} {text[0].lower()}{text[1:]}")
    return _somewhere(rng, item, lambda text: f"{text.rstrip('.?!')}, {clause}{text[-1] if text[-1] in '.?!' else ''}")


def _misspelling(style: Style, rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        at = rng.randrange(max(1, len(text) - 1))
        pair = text[at : at + 2]
        return text[:at] + pair[::-1] + text[at + 2 :] if pair.isalpha() else text

    return _somewhere(rng, item, change)


def _punctuation(style: Style, rng: random.Random, item: Item) -> Item:
    return _somewhere(rng, item, lambda text: text[:-1] + "!" if text[-1] in ".?" else text + ":")


def _markup(style: Style, rng: random.Random, item: Item) -> Item:
    def change(text: str) -> str:
        words = text.split(" ")
        at = rng.randrange(len(words))
        name = rng.choice(("strong", "em", "a"))
        words[at] = f"<{name}>{words[at]}</{name}>"
        return " ".join(words)

    return _somewhere(rng, item, change)


def _sentence_added(style: Style, rng: random.Random, item: Item) -> Item:
    if item.kind != "p":
        return item
    sentences = list(item.sentences)
    sentences.insert(rng.randint(0, len(sentences)), style.sentence(rng))
    return replace(item, sentences=sentences)


def _sentence_removed(style: Style, rng: random.Random, item: Item) -> Item:
    if len(item.sentences) < 2:
        return item
    sentences = list(item.sentences)
    sentences.pop(rng.randrange(len(sentences)))
    return replace(item, sentences=sentences)


def _sentence_replaced(style: Style, rng: random.Random, item: Item) -> Item:
    if len(item.sentences) < 2:
        return item
    return _somewhere(rng, item, lambda _: style.sentence(rng))


def _reordered(style: Style, rng: random.Random, item: Item) -> Item:
    sentences = list(item.sentences)
    rng.shuffle(sentences)
    return replace(item, sentences=sentences)


EDITS: list[tuple[str, Edit]] = [
    ("slot", _slot),
    ("synonym", _synonym),
    ("adverb", _adverb),
    ("word dropped", _word_dropped),
    ("number", _number),
    ("unit", _unit),
    ("negation", _negation),
    ("clause", _clause),
    ("misspelling", _misspelling),
    ("punctuation", _punctuation),
    ("markup", _markup),
    ("sentence added", _sentence_added),
    ("sentence removed", _sentence_removed),
    ("sentence replaced", _sentence_replaced),
    ("reordered", _reordered),
]

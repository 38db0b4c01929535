"""Sentences: where one ends and the next begins, in inline text, in any language.

The boundaries come from `sentencex` (made by Wikimedia for translation). Two kinds of them are taken back: after an
abbreviation of the language (`l10n/abbreviations/LANGUAGE.txt`, one a line) and before a lower-case letter. A sentence
never cuts an inline pair in two: `<em>One. Two.</em>` is one sentence.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from l10n.inline import Tag, TagKind, parse, plain, tags

_LAST_WORD = re.compile(r"[^\s(\[«»„“”\"'‘’]+$")
_ENUMERATOR = re.compile(r"\W*(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s*")
_FIRST_LETTER = re.compile(r"[\s(\[«»„“”\"'‘’¿¡]*(.)", re.DOTALL)
_SO_ON = re.compile(r"(?<!\w)(?:enz|etc|e\.d|e\.a|usw|usf|itd|itp|enf|et al)\.\s+", re.IGNORECASE)
"""«And so on» mostly ends the sentence where a capital follows; `sentencex` takes it for an abbreviation."""
_MAY_GO_ON = re.compile(r"\.(?:(?<=(?:enz|etc|e\.d|e\.a|usw|usf|itd|itp|enf)\.)|(?<=et al\.))\s", re.IGNORECASE)
"""Found wherever `_SO_ON` is, and looked for at full stops only."""
_MAY_END = re.compile(r"\S\s+\S|[。．！？｡।؟۔]")
_LOOK_BACK = 80
"""Characters before a boundary that can matter."""
_CLOSERS = " \t\n\r\f\u00a0\"'”’»)]"
_ALIKE = 0.65
"""Likeness of two words of different languages that are taken for relatives: `eet` and `eat`."""
_MOST_CROSSED = 40
"""In texts of more sentences than this, crossed ones are not looked for."""


def split(text: str, locale: str, *, abbreviations: Collection[str] | None = None) -> tuple[str, ...]:
    """Cut inline text into its sentences; `"".join(split(text, locale)) == text`.

    White space between two sentences stays at the end of the first. `abbreviations` (with their full stops, in lower
    case) take the place of the language's own list. Empty text gives no sentence.
    """
    return _split_known(text, locale) if abbreviations is None else _split(text, locale, abbreviations)


@lru_cache(maxsize=16384)
def _split_known(text: str, locale: str) -> tuple[str, ...]:
    return _split(text, locale, None)


def _split(text: str, locale: str, abbreviations: Collection[str] | None) -> tuple[str, ...]:
    if not text:
        return ()
    if "<" not in text and "&" not in text:
        ends = _sentence_ends(text, locale, abbreviations)
        return tuple(text[start:end] for start, end in pairwise((0, *ends)))
    return _split_content(text, locale, abbreviations)


def are_translations(sources: Sequence[str], targets: Sequence[str]) -> bool:
    """True where each target sentence is surely the translation of the source sentence at its place.

    Sure means: as many sentences, each with the codes and the numbers of its source sentence, and about as long as the
    whole makes one expect (as in Gale and Church, 1993); and no two that by their names, related words and lengths
    belong together crosswise, because the translator put them in another order.
    """
    if len(sources) != len(targets):
        return False
    ratio = max(1, len(plain("".join(targets)))) / max(1, len(plain("".join(sources))))
    if not all(_fits(source, target, ratio) for source, target in zip(sources, targets, strict=True)):
        return False
    return len(sources) > _MOST_CROSSED or not _are_crossed(sources, targets, ratio)


@cache
def abbreviations_of(language: str) -> frozenset[str]:
    """The abbreviations we know of a language (`nl`), in lower case with their full stops; often none."""
    path = Path(__file__).with_name("abbreviations") / f"{language}.txt"
    return (
        read_abbreviations(path.read_text(encoding="utf-8")) if language.isalpha() and path.is_file() else frozenset()
    )


def read_abbreviations(text: str) -> frozenset[str]:
    """Read a list of abbreviations: one a line, `#` begins a comment."""
    lines = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return frozenset(line for line in lines if line)


def _sentence_ends(characters: str, locale: str, abbreviations: Collection[str] | None) -> tuple[int, ...]:
    """Offsets where sentences end; the last one is the length of the text."""
    if len(characters) < 3 or not _MAY_END.search(characters):
        return (len(characters),)
    from sentencex import segment

    language = locale.partition("-")[0] or "en"
    known = abbreviations_of(language) if abbreviations is None else abbreviations
    pieces = segment(language, characters)
    if _MAY_GO_ON.search(characters):
        pieces = [part for piece in pieces for part in _after_so_on(piece)]
    if "".join(pieces) != characters:
        return (len(characters),)
    ends: list[int] = []
    position = start = 0
    for piece in pieces:
        if ends and _belongs_together(characters[max(start, position - _LOOK_BACK) : position], piece, known):
            ends.pop()
        else:
            start = position
        position += len(piece)
        if piece.strip() or not ends:
            ends.append(position)
        else:
            ends[-1] = position
    return tuple(ends)


def _after_so_on(piece: str) -> Iterator[str]:
    start = 0
    for match in _SO_ON.finditer(piece):
        if piece[match.end() : match.end() + 1].isupper():
            yield piece[start : match.end()]
            start = match.end()
    yield piece[start:]


def _belongs_together(before: str, after: str, abbreviations: Collection[str]) -> bool:
    ending = before.rstrip()
    if not ending.endswith((".", "!", "?")):
        ending = before.rstrip(_CLOSERS)
    first = _FIRST_LETTER.match(after)
    goes_on = first is not None and first[1].islower() and "\n" not in before[len(ending) :]
    if ending.endswith(("!", "?")):  # «De vraag “waarom?” blijft.»
        return goes_on
    if not ending.endswith("."):
        return False
    if _ENUMERATOR.fullmatch(before) or (goes_on and not ending.endswith("..")):
        return True
    if _SO_ON.search(ending[-8:] + " "):
        return False
    word = _LAST_WORD.search(ending)
    if word is None:
        return False
    if word[0].lower() in abbreviations:
        return True
    # An abbreviation of two words, written apart: «z. B.», «p. ex.».
    last_two = " ".join(ending.replace("\u00a0", " ").split()[-2:]).lower().lstrip("([«„“\"'")
    return last_two in abbreviations


def _split_content(text: str, locale: str, abbreviations: Collection[str] | None) -> tuple[str, ...]:
    """Split text with inline codes: boundaries are found in the plain characters and set between the codes."""
    content = parse(text)
    characters = [plain(part.text) if isinstance(part, Tag) else part for part in content]
    boundaries = iter(_sentence_ends("".join(characters), locale, abbreviations)[:-1])
    boundary = next(boundaries, None)
    if boundary is None:
        return (text,)
    cuts: list[int] = []
    offset = position = depth = 0
    pending = False  # a boundary has been reached, the codes that close before the next character still belong to it
    for raw, part in _with_source(text, content):
        if isinstance(part, Tag) and part.kind is TagKind.CLOSE:
            depth = max(0, depth - 1)
        else:
            if pending and depth == 0:
                cuts.append(position)
                pending = False
            if isinstance(part, Tag):
                depth += part.kind is TagKind.OPEN
        width = len(plain(part.text)) if isinstance(part, Tag) else len(part)
        while boundary is not None and boundary <= offset + width:
            if boundary < offset + width and depth == 0 and boundary > offset:
                cuts.append(position + _raw_length(raw, boundary - offset))
                pending = False
            elif boundary == offset + width:
                pending = True
            boundary = next(boundaries, None)
        offset += width
        position += len(raw)
    edges = (0, *sorted({cut for cut in cuts if 0 < cut < len(text)}), len(text))
    return tuple(text[start:end] for start, end in pairwise(edges))


def _with_source(text: str, content: tuple[str | Tag, ...]) -> list[tuple[str, str | Tag]]:
    """Pair each part of `content` with the very characters it was read from."""
    pairs: list[tuple[str, str | Tag]] = []
    position = 0
    for index, part in enumerate(content):
        if isinstance(part, Tag):
            raw = part.text
        else:
            following = content[index + 1] if index + 1 < len(content) else None
            end = text.index(following.text, position) if isinstance(following, Tag) else len(text)
            raw = text[position:end]
        pairs.append((raw, part))
        position += len(raw)
    return pairs


_DIGITS = re.compile(r"\d+")
_SEPARATOR = re.compile(r"(?<=\d)[.,\u00a0\u202f'’٬٫ ](?=\d)")
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def _raw_length(raw: str, characters: int) -> int:
    """How much of `raw` stands for its first `characters` decoded characters."""
    if "&" not in raw:
        return characters
    position = 0
    while characters > 0 and position < len(raw):
        reference = _REFERENCE.match(raw, position)
        decoded = plain(reference[0]) if reference else raw[position]
        position = reference.end() if reference else position + 1
        characters -= len(decoded)
    return position


def _fits(source: str, target: str, ratio: float) -> bool:
    mine, yours = tags(source), tags(target)
    if mine != yours and Counter(mine) != Counter(yours):
        return False
    told, said = _numbers(source), _numbers(target)
    if told and said and told != said:
        return False
    expected, length = len(plain(source)) * ratio, len(plain(target))
    slack = 3.2 * math.sqrt(max(expected, 1.0) * 6.8)
    return abs(length - expected) <= max(slack, 12.0)


def _are_crossed(sources: Sequence[str], targets: Sequence[str], ratio: float) -> bool:
    """True where two sentences have more in common with each other's translations than with their own."""
    mine, yours = ([plain(text) for text in texts] for texts in (sources, targets))
    misfit = [[abs(len(one) * ratio - len(other)) for other in yours] for one in mine]

    def related(i: int, j: int) -> float:
        return _related(mine[i], yours[j])

    return any(
        misfit[i][j] + misfit[j][i] <= misfit[i][i] + misfit[j][j]
        and related(i, j) + related(j, i) > related(i, i) + related(j, j)
        for i in range(len(mine))
        for j in range(i + 1, len(mine))
    )


@lru_cache(maxsize=4096)
def _related(source: str, target: str) -> float:
    """How many letters two sentences share in words that look alike: names, loan words, relatives, numbers."""
    from rapidfuzz.distance import Indel

    left = [word for word in re.findall(r"\w+", target.casefold()) if len(word) > 2 or word.isdigit()]
    shared = 0.0
    for word in dict.fromkeys(re.findall(r"\w+", source.casefold())):
        if len(word) < 3 and not word.isdigit():
            continue
        alike = [(Indel.normalized_similarity(word, other), other) for other in left if other[0] == word[0]]
        score, best = max(alike, default=(0.0, ""))
        if score >= _ALIKE and (score == 1.0 or not word.isdigit()):
            shared += score * len(word)
            left.remove(best)
    return shared


def _numbers(text: str) -> Counter[str]:
    """Digit runs without their separators, so that `1.000` and `1,000` are one; of any script."""
    if not _DIGITS.search(text):
        return Counter()
    flat = _SEPARATOR.sub("", plain(text))
    return Counter("".join(str(unicodedata.decimal(digit)) for digit in run) for run in _DIGITS.findall(flat))

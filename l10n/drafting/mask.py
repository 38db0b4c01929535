"""Masking: how a unit's codes and locked terms are hidden from an engine, and how they come back.

One neutral model serves every engine: a pair of codes is a `g`, a code that stands alone an `x`, a term that must not
be translated a `t`, numbered in the order of the source. Names and attributes of the real codes never leave.
A `Form` is one way to ask for a unit: the texts to send and how to put the answers together.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from l10n import inline
from l10n.engine import Tags
from l10n.inline import Content, Tag, TagKind
from l10n.sentences import split as split_sentences


class MaskError(Exception):
    """An answer cannot be turned back into inline text; the message says why."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to ask for a unit."""

    name: str
    """`xml`, `html`, `tokens`, `codes`, `pieces`, `split`; part of the cache key."""
    texts: tuple[str, ...]
    """What is sent, one query each; never empty texts."""
    restore: Callable[[Sequence[str]], str]
    """Turns the answers (one for each text) into inline text. Raises MaskError."""
    flag: str = ""
    """What a draft made this way is marked with."""


class _Kind(StrEnum):
    PAIR = "g"
    ALONE = "x"
    TERM = "t"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    text: str
    """The tag of the source (opening, where it is a pair), or the term."""
    close: str = ""
    instead: str = ""
    """For a term: the required translation that takes its place; empty where the term stays."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place in the masked sequence: the beginning or end of token `number`."""

    number: int
    closes: bool = False


_Sequence = list[str | _Mark]

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and the like: hints for the layout of the source text that break words for a translator."""

_ELEMENT = re.compile(
    r"<\s*(?P<close>/?)\s*(?P<name>[gxt])(?=[\s/>])(?P<rest>[^<>]{0,80}?)(?P<alone>/?)\s*>", re.IGNORECASE
)
_ID = re.compile(r"\bid\s*=\s*[\"'«»“”„]?\s*(\d{1,4})", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8}(?:acute|grave|circ|uml|tilde|cedil)|euro);"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a token looks in plain text, and how tolerantly it is found again."""

    mark: str
    closing: str
    pattern: re.Pattern[str]


_SHAPES = (
    _Shape("⟦{}⟧", "⟦/{}⟧", re.compile(r"[⟦\[【［〚]{1,2}\s*(?P<close>[/／\\]?)\s*(?P<id>\d{1,4})\s*[⟧\]】］〛]{1,2}")),
    _Shape("{{{}}}", "{{/{}}}", re.compile(r"[{｛]{1,2}\s*(?P<close>[/／\\]?)\s*(?P<id>\d{1,4})\s*[}｝]{1,2}")),
    _Shape("@@{}@@", "@@/{}@@", re.compile(r"@\s?@\s*(?P<close>[/／\\]?)\s*(?P<id>\d{1,4})\s*@\s?@")),
)  # fmt: skip

REMNANT = re.compile(r"[⟦⟧〚〛]|@@|</?\s*[gxt]\s+id\b|[{｛]{1,2}\s*/?\d{1,4}\s*[}｝]{1,2}")
"""Pieces of tokens that must not be left in a translation."""


def whole(source: str, tags: Tags, locked: Sequence[str] = (), forced: Mapping[str, str] | None = None) -> Form | None:
    """Ask for the unit in one text, as the engine wants its codes; None where that cannot be done safely.

    `locked` are the words of this unit that must come back as they are; `forced` gives words whose required translation
    is put in the place of what the engine makes of them. With `Tags.CODES` the text goes as it is.
    """
    if tags is Tags.CODES:
        return Form("codes", (source,), lambda answers: _restore_codes(source, answers[0]))
    if tags is Tags.NONE:
        return next(iter(token_forms(source, locked)), None)
    sequence, tokens = _masked(source, locked, forced or {})
    if any(isinstance(part, str) and _ELEMENT.search(part) for part in sequence):
        return None
    text = "".join(
        part and _escape(part) if isinstance(part, str) else _element(part, tokens, tags) for part in sequence
    )
    flag = "term-forced" if any(token.instead for token in tokens) else ""
    return Form(str(tags), (text,), lambda answers: _restore_elements(source, answers[0], tokens), flag)


def token_forms(source: str, locked: Sequence[str] = ()) -> tuple[Form, ...]:
    """Ask in plain text with bracket tokens: one form for each shape of token that the text does not confuse."""
    sequence, tokens = _masked(source, locked)
    unchanged = "".join(
        inline.escape(part) if isinstance(part, str) else _written(tokens[part.number - 1], closes=part.closes)
        for part in sequence
    )
    forms = []
    for number, shape in enumerate(_SHAPES):
        text = "".join(part if isinstance(part, str) else _bracket(part, shape) for part in sequence)
        restore = _token_restorer(source, sequence, tokens, shape)
        if not _gives(restore, text, _outer_space(source, unchanged)):
            continue
        forms.append(Form(f"tokens{number}" if tokens else "tokens", (text,), restore))
        if not tokens:
            break
    return tuple(forms)


def _gives(restore: Callable[[Sequence[str]], str], text: str, wanted: str) -> bool:
    """Whether the text, returned as it was sent, is read as what it stands for."""
    try:
        return restore([text]) == wanted
    except MaskError:
        return False


def escaped(form: Form) -> Form:
    """The same form for an engine that reads markup: characters of markup go and come as references."""
    texts = tuple(_escape(text) for text in form.texts)
    return Form(
        f"{form.name}-escaped", texts, lambda answers: form.restore([html.unescape(a) for a in answers]), form.flag
    )


def pieces(source: str, tags: Tags, locked: Sequence[str] = ()) -> Form | None:
    """Ask for the runs between the codes one by one: the structure is right by construction, the grammar is worse.

    None where there is no code (nothing would be different) or nothing to translate.
    """
    sequence, tokens = _masked(source, locked)
    if not tokens:
        return None
    parts: list[str | None] = []
    texts: list[str] = []
    fixed: list[tuple[str, str]] = []
    for part in sequence:
        if isinstance(part, _Mark):
            token = tokens[part.number - 1]
            parts.append(_written(token, closes=part.closes))
        elif any(character.isalpha() for character in part):
            stripped = part.strip()
            start = part.index(stripped)
            fixed.append((part[:start], part[start + len(stripped) :]))
            texts.append(stripped)
            parts.append(None)
        else:
            parts.append(inline.escape(part))
    if not texts:
        return None

    def restore(answers: Sequence[str]) -> str:
        results = iter(zip(answers, fixed, texts, strict=True))
        whole_text = []
        for part in parts:
            if part is not None:
                whole_text.append(part)
                continue
            answer, (left, right), text = next(results)
            plain = _level(_read_piece(answer, tags), _ENTITY.findall(text)).strip()
            if not plain:
                raise MaskError("A piece of the text has no translation.")
            whole_text.append(inline.escape(left + plain + right))
        return "".join(whole_text)

    markup = tags is not Tags.NONE
    return Form("pieces", tuple(_escape(text) if markup else text for text in texts), restore, flag="pieces")


def _read_piece(answer: str, tags: Tags) -> str:
    """The characters of an answer to a text without codes."""
    if tags is Tags.CODES:
        return inline.plain(answer)
    return answer if tags is Tags.NONE else html.unescape(answer)


def split(source: str, locale: str, limit: int, ask: Callable[[str], Form | None]) -> Form | None:
    """Ask for a long unit sentence by sentence, each part in the form `ask` gives; None where a part stays too long."""
    forms = []
    parts = _split_source(source, locale, limit)
    for part in parts:
        form = ask(part.strip())
        if form is None or len(form.texts) != 1 or len(form.texts[0]) > limit:
            return None
        forms.append(form)

    def restore(answers: Sequence[str]) -> str:
        result = []
        for part, form, answer in zip(parts, forms, answers, strict=True):
            stripped = part.strip()
            start = part.index(stripped)
            result.append(part[:start] + form.restore((answer,)) + part[start + len(stripped) :])
        return "".join(result)

    if len(forms) < 2:
        return None
    flag = next((form.flag for form in forms if form.flag), "")
    return Form("split", tuple(form.texts[0] for form in forms), restore, flag)


def _masked(
    source: str, locked: Sequence[str], forced: Mapping[str, str] | None = None
) -> tuple[_Sequence, tuple[_Token, ...]]:
    """Take a unit apart into runs and marks. Codes that do not nest stand alone, each for itself."""
    content = inline.parse(source)
    pairs = _pairs(content)
    instead = {word: target for word, target in (forced or {}).items() if word not in locked}
    pattern = _term_pattern([*locked, *instead])
    sequence: _Sequence = []
    tokens: list[_Token] = []
    numbers: dict[int, int] = {}
    for index, part in enumerate(content):
        if isinstance(part, str):
            _mask_terms(_INVISIBLE.sub("", part), pattern, instead, sequence, tokens)
        elif index in numbers:
            sequence.append(_Mark(numbers[index], closes=True))
        else:
            closing = pairs.get(index)
            if closing is None:
                tokens.append(_Token(_Kind.ALONE, part.text))
            else:
                close = content[closing]
                assert isinstance(close, Tag)
                tokens.append(_Token(_Kind.PAIR, part.text, close.text))
                numbers[closing] = len(tokens)
            sequence.append(_Mark(len(tokens)))
    return sequence, tuple(tokens)


def _pairs(content: Content) -> dict[int, int]:
    """The index of the closing code for each opening one that has its own, well nested."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for index, part in enumerate(content):
        if not isinstance(part, Tag) or part.kind is TagKind.STANDALONE:
            continue
        if part.kind is TagKind.OPEN:
            stack.append(index)
        elif stack and isinstance(opened := content[stack[-1]], Tag) and opened.name == part.name:
            pairs[stack.pop()] = index
    return pairs


_ADDRESS = r"(?:https?://|www\.)[^\s<>\"«»]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"


def _term_pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """Finds what an engine must leave alone: addresses, and these terms as whole words, the longest first."""
    words = sorted({word for word in terms if word.strip()}, key=len, reverse=True)
    return re.compile("|".join([_ADDRESS, *(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)]))


def _mask_terms(
    run: str,
    pattern: re.Pattern[str],
    instead: Mapping[str, str],
    sequence: _Sequence,
    tokens: list[_Token],
) -> None:
    """Append a run to `sequence`, its terms as tokens of their own."""
    position = 0
    for match in pattern.finditer(run):
        if match.start() > position:
            sequence.append(run[position : match.start()])
        tokens.append(_Token(_Kind.TERM, match[0], instead=instead.get(match[0], "")))
        sequence.append(_Mark(len(tokens)))
        position = match.end()
    if position < len(run):
        sequence.append(run[position:])


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _element(mark: _Mark, tokens: tuple[_Token, ...], tags: Tags) -> str:
    token = tokens[mark.number - 1]
    if token.kind is _Kind.PAIR:
        return "</g>" if mark.closes else f'<g id="{mark.number}">'
    if token.kind is _Kind.TERM:
        keep = ' translate="no"' if tags is Tags.HTML else ""
        return f'<t id="{mark.number}"{keep}>{_escape(token.text)}</t>'
    return f'<x id="{mark.number}"></x>' if tags is Tags.HTML else f'<x id="{mark.number}"/>'


def _bracket(mark: _Mark, shape: _Shape) -> str:
    return (shape.closing if mark.closes else shape.mark).format(mark.number)


def _restore_elements(source: str, answer: str, tokens: tuple[_Token, ...]) -> str:
    result: list[str] = []
    stack: list[int] = []
    term: int | None = None
    inner: list[str] = []
    position = 0
    wanted = _ENTITY.findall(inline.plain(source))

    def characters(run: str) -> str:
        return inline.escape(_level(html.unescape(run), wanted, raw=run))

    for match in _ELEMENT.finditer(answer):
        run = answer[position : match.start()]
        position = match.end()
        (inner if term is not None else result).append(characters(run))
        name = match["name"].lower()
        if match["close"]:
            if name == "t" and term is not None:
                result.append(inline.escape(_term(tokens[term - 1], "".join(inner), answer)))
                term, inner = None, []
            elif name == "g":
                if not stack:
                    raise MaskError("A code is closed that was not opened.")
                result.append(tokens[stack.pop() - 1].close)
            continue
        number = _number(match["rest"], tokens, _Kind(name))
        if name == "g":
            result.append(tokens[number - 1].text)
            if match["alone"]:
                result.append(tokens[number - 1].close)
            else:
                stack.append(number)
        elif name == "x":
            result.append(tokens[number - 1].text)
        elif match["alone"]:
            result.append(inline.escape(tokens[number - 1].text))
        else:
            term, inner = number, []
    if term is not None or stack:
        raise MaskError("A code is not closed.")
    result.append(characters(answer[position:]))
    return _outer_space(source, "".join(result))


def _level(text: str, wanted: Sequence[str], *, raw: str = "") -> str:
    """Undo a wrong level of escaping: references the source text does not have are read, lost ones stay as they came.

    `wanted` are the references in the characters of the source; nearly always none.
    """
    if wanted:
        return raw if raw and _ENTITY.findall(text) != wanted and _ENTITY.findall(raw) == wanted else text
    for _ in range(2):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def _term(token: _Token, inner: str, answer: str) -> str:
    """What stands in a term's place, whatever the engine wrote inside its element, unless the word slipped out of it."""
    surface = token.text
    if token.instead:
        if not any(character.isalnum() for character in inner):
            raise MaskError(f"«{surface}» was moved out of its place.")
        return token.instead[:1].upper() + token.instead[1:] if surface[:1].isupper() else token.instead
    written = inner.replace("*", "").strip()
    if written.casefold() == html.escape(surface, quote=False).casefold() or written.casefold() == surface.casefold():
        return surface
    outside = re.sub(r"<\s*t\b.*?<\s*/\s*t\s*>", " ", answer, flags=re.DOTALL | re.IGNORECASE)
    if surface.casefold() in html.unescape(outside).casefold():
        raise MaskError(f"«{surface}» was moved out of its place.")
    return surface


def _number(rest: str, tokens: tuple[_Token, ...], kind: _Kind) -> int:
    match = _ID.search(rest)
    number = int(match[1]) if match else 0
    if not 0 < number <= len(tokens) or tokens[number - 1].kind is not kind:
        raise MaskError("The answer has a code that was not sent.")
    return number


def _token_restorer(
    source: str, sequence: _Sequence, tokens: tuple[_Token, ...], shape: _Shape
) -> Callable[[Sequence[str]], str]:
    wanted = _ENTITY.findall(inline.plain(source))
    sides = _sides(sequence)

    def restore(answers: Sequence[str]) -> str:
        answer = _level(answers[0], wanted)
        result: list[str] = []
        position = 0
        opened: set[int] = set()
        for match in shape.pattern.finditer(answer) if tokens else ():
            number = int(match["id"])
            if not 0 < number <= len(tokens):
                raise MaskError("The answer has a code that was not sent.")
            token = tokens[number - 1]
            # A lost slash: the second mark of a pair closes it.
            closes = token.kind is _Kind.PAIR and (bool(match["close"]) or number in opened)
            opened.add(number)
            left, right = sides[number, closes]
            run = answer[position : match.start()]
            result.append(inline.escape(run if not closes or left.isspace() else run.rstrip()))
            result.append(_written(token, closes=closes))
            position = match.end()
            if token.kind is _Kind.PAIR and not closes and not right[:1].isspace():
                position = _end(_SPACES, answer, position)
            elif not _SPACE_BEFORE_POINT.match(right):
                position = _end(_SPACE_BEFORE_POINT, answer, position)
        result.append(inline.escape(answer[position:]))
        return _outer_space(source, "".join(result))

    return restore


_SPACES = re.compile(r"\s*")
_SPACE_BEFORE_POINT = re.compile(r"\s(?=[.,)])")


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _written(token: _Token, *, closes: bool) -> str:
    """A token as inline text."""
    if token.kind is _Kind.TERM:
        return inline.escape(token.text)
    return token.close if closes else token.text


def _sides(sequence: _Sequence) -> dict[tuple[int, bool], tuple[str, str]]:
    """For each mark the character before it and the two behind it; empty next to another mark or an edge."""
    sides = {}
    for index, part in enumerate(sequence):
        if isinstance(part, _Mark):
            before = sequence[index - 1] if index else ""
            after = sequence[index + 1] if index + 1 < len(sequence) else ""
            sides[part.number, part.closes] = (
                before[-1:] if isinstance(before, str) else "",
                after[:2] if isinstance(after, str) else "",
            )
    return sides


_LOOSE_TAG = re.compile(r"<\s*(?P<close>/?)\s*(?P<name>[A-Za-z][A-Za-z0-9:._-]*)\s*(?P<alone>/?)\s*>")


def _restore_codes(source: str, answer: str) -> str:
    """Write the tags as the source does: `<BR>` and `<br />` become `<br/>` where the source has that."""
    known = {tag.text for tag in inline.tags(source)}

    def rewrite(match: re.Match[str]) -> str:
        name = match["name"].lower()
        written = Tag(name, TagKind.CLOSE if match["close"] else TagKind.STANDALONE if match["alone"] else TagKind.OPEN)
        if written.text not in known and not match["close"] and f"<{name}/>" in known:
            return f"<{name}/>"
        return written.text if written.text in known else match[0]

    return _outer_space(source, _LOOSE_TAG.sub(rewrite, answer))


def _outer_space(source: str, target: str) -> str:
    """Give the target the white space at its edges that the source has; line breaks within become spaces."""
    left = source[: len(source) - len(source.lstrip())]
    right = source[len(source.rstrip()) :] if source.strip() else ""
    if "\n" not in source:
        target = re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", target.strip())
    return left + target.strip() + right


_DEPTH = {TagKind.OPEN: 1, TagKind.CLOSE: -1}
_CLAUSE_END = re.compile(r"[;:,]\s+")
_SPACE = re.compile(r"\s+")


def _split_source(source: str, locale: str, limit: int) -> list[str]:
    """Cut inline text, outside its pairs, into parts that fit; joined they are the source.

    At the ends of sentences; at commas, then at any space, where a sentence is too long for itself.
    """
    room = max(limit // 2, 1)
    parts: list[str] = []
    for sentence in _outside_pairs(split_sentences(source, locale)):
        for ends in (None, _CLAUSE_END, _SPACE):
            finer = [sentence] if ends is None else _cut(sentence, ends)
            if max(map(len, finer)) <= room:
                break
        parts += finer
    joined = parts[:1]
    for part in parts[1:]:
        if len(joined[-1]) + len(part) <= room:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _outside_pairs(sentences: Sequence[str]) -> list[str]:
    """Join what was cut inside a pair of codes."""
    parts: list[str] = []
    depth = 0
    for sentence in sentences:
        if depth > 0:
            parts[-1] += sentence
        else:
            parts.append(sentence)
        depth += sum(_DEPTH.get(tag.kind, 0) for tag in inline.tags(sentence))
    return parts


def _cut(source: str, ends: re.Pattern[str]) -> list[str]:
    cuts = [""]
    depth = 0
    for part in inline.parse(source):
        if isinstance(part, Tag):
            depth += _DEPTH.get(part.kind, 0)
            cuts[-1] += part.text
            continue
        position = 0
        for match in ends.finditer(part) if depth == 0 else ():
            cuts[-1] += inline.escape(part[position : match.end()])
            cuts.append("")
            position = match.end()
        cuts[-1] += inline.escape(part[position:])
    return _with_words([cut for cut in cuts if cut])


def _with_words(parts: list[str]) -> list[str]:
    """Join a part that is white space to the one before it."""
    joined: list[str] = []
    for part in parts:
        if joined and not part.strip():
            joined[-1] += part
        else:
            joined.append(part)
    return joined

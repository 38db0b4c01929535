"""Apertium, the rule-based translator, as a program on this machine; no network.

Debian's `apertium` and `apertium-afr-nld` translate Dutch into Afrikaans. The text goes through the program's HTML
mode, many units in one call. `*` marks a word it does not know (https://wiki.apertium.org/wiki/Apertium_stream_format):
the marks are counted, as a measure of quality, and removed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache

from l10n.engine import (
    Answer,
    Batch,
    Capabilities,
    FatalError,
    Query,
    RefusedError,
    Reply,
    Setup,
    Tags,
    Terms,
    TransientError,
)
from l10n.engines.base import read_options
from l10n.locales import Locale

# Apertium names languages by ISO 639-3.
_ISO_639_3 = {
    "af": "afr", "an": "arg", "ar": "ara", "be": "bel", "bg": "bul", "br": "bre", "ca": "cat", "cy": "cym", "da": "dan",
    "de": "deu", "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg",
    "hi": "hin", "id": "ind", "is": "isl", "it": "ita", "kk": "kaz", "mk": "mkd", "ms": "msa", "mt": "mlt", "nb": "nob",
    "nl": "nld", "nn": "nno", "oc": "oci", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sc": "srd", "sl": "slv",
    "sv": "swe", "tr": "tur", "tt": "tat", "uk": "ukr", "ur": "urd",
}  # fmt: skip

_STOOD_IN = (("*", "\u204e"), ("~", "\u223c"))
"""Characters with a meaning of their own in the program's output, and what stands in for them on the way."""
_READING = 2
"""Counts the ways in which this file read the program's output; part of the cache key."""
_PARAGRAPH = re.compile(r'<p id="q(\d+)">(.*?)</p>', re.DOTALL)
_LOCKED = re.compile(r"<t\b[^>]*>.*?</t>|<[^>]*>", re.DOTALL)
_UNKNOWN = re.compile(r"\*([^\W_](?:[\w'’-]*\w)?)")
_UNMADE = re.compile(r"(?<![\w&])[#@]([^\W\d_]\w*)")
_ARTICLE = re.compile(r"((?:^|[.!?…]\s)(?:\s|<[^>]*>|[\"“‘«(])*'n\s(?:<[^>]*>)*)([^\W\d_])")
"""The Afrikaans article at the beginning of a sentence, and the letter after it."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class ApertiumOptions:
    """`[tool.l10n.engines.apertium]`."""

    program: str = "apertium"
    """The program's name or path."""
    directory: str = ""
    """Where its language data are, if not in the usual place (`apertium -d`)."""
    pair: str = ""
    """The direction to use, such as `nld-afr`; empty takes that of the two languages."""
    timeout: float = 60.0
    """Seconds for one call."""


@dataclass(frozen=True, slots=True)
class ApertiumEngine:
    """Translates with the program `apertium`."""

    options: ApertiumOptions = ApertiumOptions()
    name: str = "apertium"
    destination: str = ""
    notice: str = ""

    @property
    def version(self) -> str:
        return f"{_program_version(self.options.program)} {self.options.pair} reading={_READING}"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(tags=Tags.XML, terms=Terms.WRAPPED, max_items=200, max_chars=100_000)

    def unavailable(self) -> str:
        if shutil.which(self.options.program) is None:
            return f"The program «{self.options.program}» is not installed: apt install apertium apertium-afr-nld."
        if not _directions(self.options.program, self.options.directory):
            return "Apertium has no language pair: apt install apertium-afr-nld (Dutch and Afrikaans)."
        return ""

    def supports(self, source: Locale, target: Locale) -> bool:
        directions = _directions(self.options.program, self.options.directory)
        return self._direction(source, target) in directions

    def translate(self, batch: Batch) -> Reply:
        """Translate all texts in one call of the program."""
        document = "\n".join(f'<p id="q{n}">{_prepared(query.text)}</p>' for n, query in enumerate(batch.queries))
        output = self._run(document + "\n", self._direction(batch.source, batch.target))
        answers = []
        for match in _PARAGRAPH.finditer(output):
            number = int(match[1])
            if number < len(batch.queries):
                answers.append(_answer(batch.queries[number], match[2], batch.target))
        return Reply(tuple(answers))

    def _direction(self, source: Locale, target: Locale) -> str:
        if self.options.pair:
            return self.options.pair
        long = "-".join(_ISO_639_3.get(locale.language, locale.language) for locale in (source, target))
        short = f"{source.language}-{target.language}"
        return short if short in _directions(self.options.program, self.options.directory) else long

    def _run(self, document: str, direction: str) -> str:
        command = [self.options.program]
        if self.options.directory:
            command += ["-d", self.options.directory]
        try:
            done = subprocess.run(  # noqa: S603 - a list, no shell; the program is the user's own choice
                [*command, "-f", "html", direction],
                input=document.encode(),
                capture_output=True,
                timeout=self.options.timeout,
                check=False,
                start_new_session=True,  # an interrupt of ours is not its business
            )
        except FileNotFoundError:
            raise FatalError("The program apertium is not installed.", hint="apt install apertium") from None
        except OSError as error:
            raise FatalError(f"The program apertium cannot be run: {error.strerror}.") from error
        except subprocess.TimeoutExpired:
            raise TransientError(f"apertium did not end within {self.options.timeout:g} s.") from None
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise FatalError(f"apertium ended with {done.returncode}: {reason[0] if reason else 'no message'}.")
        try:
            return done.stdout.decode()
        except UnicodeDecodeError:
            raise RefusedError("apertium wrote something that is not UTF-8.") from None


def create(setup: Setup) -> ApertiumEngine:
    """Make the engine; the program is looked for when it is used."""
    return ApertiumEngine(read_options(ApertiumOptions, setup))


def _prepared(text: str) -> str:
    for character, substitute in _STOOD_IN:
        if substitute not in text:
            text = text.replace(character, substitute)
    return text


def _answer(query: Query, output: str, target: Locale) -> Answer:
    """Count and remove the marks; identifiers (B12) and what stands in a `t` element do not count as unknown."""
    unknown = 0

    def unmarked(match: re.Match[str]) -> str:
        nonlocal unknown
        unknown += not any(character.isdigit() for character in match[1])
        return match[1]

    parts, position = [], 0
    for tag in _LOCKED.finditer(output):
        parts += [_UNKNOWN.sub(unmarked, output[position : tag.start()]), tag[0].replace("*", "")]
        position = tag.end()
    text = "".join([*parts, _UNKNOWN.sub(unmarked, output[position:])])
    text, unmade = _UNMADE.subn(lambda match: match[0] if match[0] in query.text else match[1], text)
    unknown += unmade - sum(match[0] in query.text for match in _UNMADE.finditer(output))
    for character, substitute in _STOOD_IN:
        if substitute not in query.text:
            text = text.replace(substitute, character)
    if target.language == "af":
        # At the beginning of a sentence the article stays small and the next word takes the capital.
        text = _ARTICLE.sub(lambda match: match[1] + match[2].upper(), text)
    words = len(_WORD.findall(_LOCKED.sub(" ", text)))
    flags = (f"unknown-{unknown}",) if unknown else ()
    return Answer(query.id, text, score=round(1 - min(unknown / words, 1), 2) if words else 1.0, flags=flags)


@lru_cache
def _program_version(program: str) -> str:
    output = _output([program, "-V"]).strip()
    return output or "apertium"


@lru_cache
def _directions(program: str, directory: str) -> frozenset[str]:
    return frozenset(_output([program, *(["-d", directory] if directory else []), "-l"]).split())


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, timeout=10, check=False).stdout.decode("utf-8", "replace")  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""

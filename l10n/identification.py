"""Which language a text is in, as far as its script and its commonest words tell.

Enough to notice a text that was not translated, or translated into another language; no more than that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from l10n.locales import Locale

# The usual script of languages that are not written in Latin letters (CLDR likelySubtags), as the first word of the
# Unicode names of its letters.
_SCRIPTS = {
    "ARABIC": "ar fa ur ps sd ckb ug arz ary",
    "CYRILLIC": "ru uk be bg mk sr kk ky mn tg tt",
    "GREEK": "el",
    "HEBREW": "he iw yi",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "DEVANAGARI": "hi mr ne sa",
    "BENGALI": "bn as",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "ETHIOPIC": "am ti",
    "HANGUL": "ko",
    "CJK": "zh yue wuu",
    "HIRAGANA": "ja",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
}
_SCRIPT_OF = {language: script for script, languages in _SCRIPTS.items() for language in languages.split()}
_SUBTAGS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Deva": "DEVANAGARI", "Hans": "CJK", "Hant": "CJK", "Grek": "GREEK", "Hebr": "HEBREW"}  # fmt: skip
_TOGETHER = {"HIRAGANA": {"HIRAGANA", "KATAKANA", "CJK"}, "HANGUL": {"HANGUL", "CJK"}, "CJK": {"CJK", "BOPOMOFO"}}

# Words so common that a sentence of a dozen words has some, chosen to be rare in the neighbouring languages.
_COMMON = {
    "nl": "de het een van en is niet zijn wordt worden voor met dat die deze ook naar bij door kunt heeft hebben je jij uw maar omdat veel meer tussen geen wel waarom",
    "af": "die 'n en is nie van het word vir met wat dit hierdie ook na by deur kan jy jou u maar omdat baie meer tussen geen wel waarom hulle wees",
    "en": "the of and to is are be that for with this it you your not have has can which or as by from on at an was",
    "de": "der die das und ist nicht ein eine einen von zu mit für auf dem den des sich auch wird werden oder sie ihr bei durch als nach kann haben",
    "fr": "le la les des et est un une du de que qui dans pour pas vous votre sur avec plus par au aux sont ou ce cette ne se peut",
    "es": "el la los las y es un una de del que en por para con no su se al como más son puede este esta lo pero",
    "it": "il lo la gli le e è un una di del della che in per con non si al sono come più può questo questa ma anche",
    "pt": "o a os as e é um uma de do da que em por para com não se ao como mais são pode este esta mas também",
    "sv": "och att det som en är av för på med inte den till har kan ett om eller du vid från de",
    "da": "og at det som en er af for på med ikke den til har kan et om eller du ved fra de",
    "nb": "og at det som en er av for på med ikke den til har kan et om eller du ved fra de",
    "pl": "i w nie się na że do jest z to jak po dla o od przez może lub być są ich oraz",
    "tr": "ve bir bu için ile de da olarak daha çok olan gibi veya değil ne kadar olabilir",
    "id": "dan yang di untuk dengan ini dari tidak pada adalah dapat atau anda dalam itu juga",
}
_CLOSE = tuple(
    frozenset(group.split())
    for group in ("nl af", "nl nds", "nl li", "nl fy", "da nb nn no sv", "es pt gl ca", "cs sk", "id ms", "hr sr bs")
)
_FEW_WORDS = 3
"""So many may be a name, the same everywhere."""
_WORD = re.compile(r"'n\b|[^\W\d_]+")


def is_close(one: Locale, other: Locale) -> bool:
    """Whether whole sentences may read the same in both languages."""
    return any(one.language in group and other.language in group for group in _CLOSE)


def is_left(texts: Iterable[tuple[str, str]]) -> bool:
    """True where more than half of the sentences among these sources and translations (plain text) are the same."""
    sentences = [(source, target) for source, target in texts if len(source.split()) > _FEW_WORDS]
    return 2 * sum(source == target for source, target in sentences) > len(sentences)


def wrong_script(source: str, target: str, locale: Locale) -> str:
    """A sentence where most letters of `target` are of a script that `locale` does not use; empty otherwise.

    What stands in the source too (names, identifiers) does not count.
    """
    expected = _SUBTAGS.get(locale.script) or _SCRIPT_OF.get(locale.language) or "LATIN"
    allowed = _TOGETHER.get(expected, {expected})
    kept = set(_WORD.findall(source))
    letters = Counter(
        _script(character)
        for word in _WORD.findall(target)
        if word not in kept
        for character in word
        if character.isalpha()
    )
    total = sum(letters.values())
    right = sum(letters[script] for script in allowed)
    if total < 4 or right * 2 >= total:
        return ""
    found = max(letters, key=lambda script: letters[script])
    return f"The translation is written in {found.capitalize()} letters, {locale} is not."


def strange_language(text: str, *, source: Locale, target: Locale) -> str:
    """A sentence where the commonest words of `text` are those of another language; empty otherwise or in doubt."""
    words = _WORD.findall(text.casefold())
    if len(words) < 4 or target.language not in _COMMON:
        return _left_in(words, source, target)
    hits = {language: sum(word in common for word in words) for language, common in _common().items()}
    own = hits[target.language]
    for language in sorted(hits, key=lambda language: -hits[language]):
        if language == target.language or is_close(Locale(language), target):
            continue
        foreign = sum(word in _common()[language] and word not in _common()[target.language] for word in words)
        if foreign >= 3 and foreign * 6 >= len(words) and own * 2 < hits[language]:
            return f"The translation reads like «{language}», not like «{target.language}»."
    return ""


def _left_in(words: list[str], source: Locale, target: Locale) -> str:
    """For a language whose words we do not know: a text full of the source's common words was not translated."""
    common = _common().get(source.language, frozenset())
    if target.language in _COMMON or is_close(source, target) or len(words) < 6:
        return ""
    foreign = sum(word in common for word in words)
    return f"The translation reads like «{source.language}»." if foreign >= 4 and foreign * 4 >= len(words) else ""


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _COMMON.items()}


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0].split("-")[0]

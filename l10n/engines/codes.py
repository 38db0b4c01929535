"""What each service calls a language: BCP 47 tags on our side, its own codes on the other."""

from __future__ import annotations

from l10n.locales import Locale

# The tags that Google's codes differ from (https://cloud.google.com/translate/docs/languages).
_GOOGLE = {"he": "iw", "nb": "no", "nn": "no", "fil": "tl", "jv": "jw", "zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "mni": "mni-Mtei"}  # fmt: skip

# Targets for which DeepL wants to know the variety (https://developers.deepl.com/docs/getting-started/supported-languages).
_DEEPL_TARGET = {"en": "EN-GB", "pt": "PT-PT", "zh": "ZH-HANS", "nn": "NB", "no": "NB"}
_DEEPL_VARIETIES = frozenset("EN-GB EN-US PT-BR PT-PT ZH-HANS ZH-HANT ES-419 FR-CA DE-CH".split())

# MyMemory wants a region with every language (RFC 3066 style); these are the usual ones.
_MYMEMORY = {
    "af": "af-ZA", "ar": "ar-SA", "bg": "bg-BG", "bn": "bn-IN", "ca": "ca-ES", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-GB", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL",
    "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "lt": "lt-LT",
    "lv": "lv-LV", "ms": "ms-MY", "nb": "nb-NO", "nl": "nl-NL", "no": "nb-NO", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO",
    "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sq": "sq-AL", "sr": "sr-Latn-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR",
    "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN", "zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW",
}  # fmt: skip

_LIBRETRANSLATE = {
    "nn": "nb",
    "no": "nb",
    "zh": "zh",
    "zh-Hans": "zh",
    "zh-Hant": "zt",
    "zh-TW": "zt",
    "pt-BR": "pt-BR",
    "fil": "tl",
}


def google_code(locale: Locale) -> str:
    """`nb` -> `no`, `he` -> `iw`, `pt-BR` -> `pt`, `zh-Hant` -> `zh-TW`."""
    if locale in ("zh-TW", "zh-HK", "zh-MO"):
        return "zh-TW"
    return _nearest(locale, _GOOGLE)


def deepl_source(locale: Locale) -> str:
    """DeepL's sources have no region: `EN`, `PT`."""
    return {"nn": "NB", "no": "NB"}.get(locale.language, locale.language.upper())


def deepl_target(locale: Locale) -> str:
    """`en` -> `EN-GB`, `en-US` -> `EN-US`, `pt-BR` -> `PT-BR`, `de-AT` -> `DE`."""
    tag = locale.upper()
    if tag in _DEEPL_VARIETIES:
        return tag
    if locale in ("zh-TW", "zh-HK", "zh-MO") or locale.script == "Hant":
        return "ZH-HANT"
    return _DEEPL_TARGET.get(locale.language, locale.language.upper())


def mymemory_code(locale: Locale) -> str:
    """`nl` -> `nl-NL`; a tag with a region stays as it is."""
    return str(locale) if locale.region else _nearest(locale, _MYMEMORY)


def libretranslate_code(locale: Locale) -> str:
    """`nn` -> `nb`, `zh-Hant` -> `zt`, `en-GB` -> `en`."""
    return _nearest(locale, _LIBRETRANSLATE)


def _nearest(locale: Locale, table: dict[str, str]) -> str:
    """The entry for the tag, for its language and script, or for its language; the language itself without one."""
    candidates = (
        str(locale),
        f"{locale.language}-{locale.script}" if locale.script else locale.language,
        locale.language,
    )
    return next((table[tag] for tag in candidates if tag in table), locale.language)

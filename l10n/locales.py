"""Locales: BCP 47 language tags and the direction of their script."""

from __future__ import annotations

import re

from l10n.errors import UsageError

# RFC 5646, section 2.1: language, script, region, variants; extensions are kept as written.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}|[a-z]{5,8})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}|[a-wyz0-9](?:-[a-z0-9]{2,8})+|x(?:-[a-z0-9]{1,8})+))*)",
    re.IGNORECASE,
)

# Scripts written from right to left (CLDR scriptMetadata), and languages whose usual script is one of them.
_RTL_SCRIPTS = frozenset("Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split())
_RTL_LANGUAGES = frozenset(
    "ar arc arz ary ars acm apc ajp azb bal bgn bqi ckb dv fa glk he iw khw ks lrc mzn nqo pnb prs ps sd sdh skr syr ug ur uz-AF yi ji".split()
)


class Locale(str):
    """A BCP 47 tag in its canonical case: `nl`, `pt-BR`, `zh-Hant-TW`, `sr-Latn`."""

    __slots__ = ()

    @classmethod
    def parse(cls, tag: str) -> Locale:
        """Return the tag in canonical case; `pt_br` and `PT-br` become `pt-BR`.

        Raises UsageError where `tag` is not well formed.
        """
        match = _TAG.fullmatch(tag.strip().replace("_", "-"))
        if match is None:
            raise UsageError(f"«{tag}» is not a language tag.", hint="Use a BCP 47 tag such as en, pt-BR or zh-Hant.")
        parts = [match["language"].lower()]
        if match["script"]:
            parts.append(match["script"].title())
        if match["region"]:
            parts.append(match["region"].upper())
        return cls("-".join(parts) + match["rest"].lower())

    @property
    def language(self) -> str:
        """The primary language subtag, in lower case."""
        return self.partition("-")[0]

    @property
    def script(self) -> str:
        """The script subtag, or an empty string where the tag has none."""
        for part in self.split("-")[1:2]:
            if len(part) == 4 and part.isalpha():
                return part
        return ""

    @property
    def region(self) -> str:
        """The region subtag, or an empty string where the tag has none."""
        for part in self.split("-")[1:3]:
            if (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit()):
                return part
        return ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, the value of HTML's `dir` for text of this locale."""
        if self.script:
            return "rtl" if self.script in _RTL_SCRIPTS else "ltr"
        region_bound = f"{self.language}-{self.region}" in _RTL_LANGUAGES
        return "rtl" if self.language in _RTL_LANGUAGES or region_bound else "ltr"

    @property
    def gettext(self) -> str:
        """The name gettext uses in the PO header: `pt_BR`, `sr@latin`-style modifiers excepted."""
        return self.replace("-", "_")

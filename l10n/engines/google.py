"""Google's public translation page, read by deep-translator: no key, no promise, often blocked."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.engine import Setup
from l10n.engines.base import read_options
from l10n.engines.codes import google_code
from l10n.engines.deeptranslator import LibraryEngine, PageSettings, Service, create_engine

# The text travels in the URL: 1,500 characters stay well below what servers take when each is encoded.
_SERVICE = Service("google", "GoogleTranslator", "GOOGLE_LANGUAGES_TO_CODES", google_code, max_chars=1500)
_NOTICE = (
    "This is Google's public page, read by a program: unofficial, without a contract, not for confidential texts, and "
    "perhaps against its terms of use."
)


@dataclass(frozen=True, slots=True)
class GoogleOptions(PageSettings):
    """`[tool.l10n.engines.google]`."""

    url: str = "https://translate.google.com/m"
    """The page that is read."""


def create(setup: Setup) -> LibraryEngine:
    """Make the engine; nothing is sent."""
    return create_engine(_SERVICE, read_options(GoogleOptions, setup), setup, notice=_NOTICE)

"""The check `language`: a catalog in the language of its locale."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import CatalogView, Context, Remark, catalog_check
from l10n.errors import UsageError
from l10n.identification import is_close, is_left, strange_language, wrong_script
from l10n.locales import Locale
from l10n.model import Severity


@catalog_check("language", Severity.ERROR)
def language(view: CatalogView, context: Context) -> Iterator[Remark]:
    """The translations are in the language of the catalog, and so says its header.

    A file that was saved in the place of another, or filled with the source texts (msgen), looks finished. The whole
    catalog is judged by its letters and its commonest words, so that names and single words do not count; a text of its
    own that stands in another language is for other checks (`echo`) and for the reader.
    """
    source, locale = _known(view.source_locale), _known(view.locale)
    if source is None or locale is None:
        return
    header = _known(dict(view.catalog.header).get("Language", ""))
    if view.article and header is not None and header.language != locale.language and not is_close(header, locale):
        yield Remark(f"The header says that the texts are in «{header}»; the file is the catalog of «{locale}».")
        return
    texts = [(pair.source_text, pair.target_text) for pair in view.pairs if pair.target_text.strip()]
    if source.language == locale.language or not texts:
        return
    if is_left(texts) and not is_close(source, locale):
        yield Remark(f"Most of the sentences are those of the source: this is no translation into «{locale}».")
        return
    sources, targets = (" ".join(side) for side in zip(*texts, strict=True))
    reason = wrong_script(sources, targets, locale) or strange_language(targets, source=source, target=locale)
    if reason:
        yield Remark(reason)


def _known(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag.partition("@")[0]) if tag else None
    except UsageError:
        return None

"""What a catalog says around its translations: the header, the reference and the comments for the translator."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from operator import itemgetter

from l10n.exchange.po_template import Message, format_template
from l10n.locales import Locale
from l10n.model import Catalog, Entry, Unit
from l10n.project import Article, Project, fragment

_said = itemgetter(*map(Unit._fields.index, ("source", "context", "kind", "section", "anchor", "comments")))
"""What a template says of a unit; taken so, because taking a named tuple apart is slow."""
_TIME = "%Y-%m-%d %H:%M+0000"


def template(project: Project, article: Article, units: Iterable[Unit]) -> bytes:
    """The PO template of an article: every unit, no translation, nothing that changes from run to run."""
    header = (
        ("Project-Id-Version", article.name),
        ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
        ("Last-Translator", ""),
        ("Language-Team", ""),
        ("Language", ""),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("X-Source-Language", str(project.config.source_locale)),
    )
    catalog = Catalog(locale="", header=header, header_comment=f"Template of {article.name}.")
    return format_template(catalog, _messages(project, article, units))


def _messages(project: Project, article: Article, units: Iterable[Unit]) -> Iterator[Message]:
    page = project.reference(article)
    last, reference = "", page
    heading, places = "", dict[str, str]()
    for source, context, kind, section, anchor, comments in map(_said, units):
        if anchor is not last:
            last, reference = anchor, page + fragment(anchor)
        if section is not heading:
            heading, places = section, {}
        place = places.get(kind)
        if place is None:
            place = places[kind] = _place(kind, section)
        yield source, context, place, comments, reference


def empty_catalog(project: Project, article: Article, locale: Locale) -> Catalog:
    """A new catalog without entries; its header is what `msgfmt -c` and PO editors expect.

    Articles have no plurals: where CLDR does not know the language, the header says nothing of them.
    """
    language, plural_forms = _said_by_cldr(locale)
    header = (
        ("Project-Id-Version", article.name),
        ("PO-Revision-Date", _now()),
        ("Last-Translator", "l10n <l10n@example.org>"),
        ("Language-Team", f"{language} <{locale}@example.org>"),
        ("Language", locale.gettext),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        *((("Plural-Forms", plural_forms),) if plural_forms else ()),
        ("X-Source-Language", str(project.config.source_locale)),
    )
    return Catalog(locale=locale, header=header, header_comment=f"{article.name} in {language}.")


def describe(project: Project, article: Article, unit: Unit, terms: Iterable[str] = ()) -> Entry:
    """The entry of a unit without a translation: where it stands, what its codes are, which terms apply."""
    return Entry(
        source=unit.source,
        context=unit.context,
        extracted=(_place(unit.kind, unit.section), *unit.comments, *terms),
        reference=project.reference(article, unit.anchor),
    )


def _place(kinds: str, section: str) -> str:
    kind, *others = kinds.split(" ")
    also = f"; also {', '.join(others)}" if others else ""
    return f"{kind}, under «{section}»{also}" if section else kind + also


def _said_by_cldr(locale: Locale) -> tuple[str, str]:
    """The English name of a language and how it forms plurals; the tag itself and nothing where CLDR knows neither."""
    from babel import Locale as Cldr
    from babel.core import UnknownLocaleError
    from babel.messages.plurals import get_plural

    for tag in (locale, locale.language):
        try:
            cldr = Cldr.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        name = cldr.get_display_name("en") or ""
        return (name if tag == locale and name else str(locale)), get_plural(cldr).plural_forms
    return str(locale), ""


def _now() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.strftime(_TIME)

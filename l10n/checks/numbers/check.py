"""The check `numbers`: a changed value, dose, unit, date or identifier must never reach a reader."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from l10n.checks.base import Context, Pair, Remark, pair_check
from l10n.checks.numbers.compare import compare
from l10n.checks.numbers.comparing.difference import Difference, DifferenceKind
from l10n.checks.numbers.scan import scan
from l10n.model import Severity

_MANY = 8
"""So many remarks about one entry; more would say nothing new."""


@pair_check("numbers", Severity.ERROR)
def numbers(pair: Pair, context: Context) -> Iterator[Remark]:
    """Every value, dose, unit, date and identifier of the source is in the translation, and no other.

    Each text is read as its own locale writes numbers (CLDR): Dutch 1.000,5 and English 1,000.5 are the same value,
    and English 1.000 for Dutch 1.000 is a thousand times too little. Digits, number words, fractions, percentages, ranges, times, dates
    and Arabic-Indic digits are compared as values; µg, mcg and microgram are one unit, 1 mg is 1000 µg, and an
    international unit (IE, IU, UI) is never a mass. B12, PHQ-9 or CYP2D6 are identifiers and must stay. `one` and articles may
    come and go. A dropped `per day` and a date that reads otherwise in another country are warnings.
    """
    source = scan(pair.source_text, pair.source_locale)
    target = scan(pair.target_text, pair.locale)
    if source == target:
        return
    differences = compare(source, target, source_locale=pair.source_locale, target_locale=pair.locale)
    for index, difference in enumerate(differences):
        if index == _MANY:
            yield Remark("More numbers differ; compare the whole text with its source.")
            return
        yield _remark(difference, pair)


_MESSAGES: dict[DifferenceKind, str] = {
    "lost": "«{source}» is in the source but not in the translation.",
    "lost-one": "«{source}» is in the source but not in the translation, not even in words.",
    "added": "«{target}» is in the translation but not in the source.",
    "value": "«{source}» became «{target}»: the value changed.",
    "unit": "«{source}» became «{target}»: the unit changed.",
    "unit-lost": "«{source}» became «{target}»: the unit is gone.",
    "unit-added": "«{source}» became «{target}»: a unit came in.",
    "measure-lost": "«{source}» became «{target}»: the unit is gone.",
    "measure-added": "«{source}» became «{target}»: a unit came in.",
    "format": "«{target}» is not how {locale} writes a number; write «{written}».",
    "order": "«{source}» became «{target}»: the numbers changed places.",
    "range": "«{source}» became «{target}»: a range became two values.",
    "sign": "«{source}» became «{target}»: the sign changed.",
    "identifier": "«{source}» became «{target}».",
    "date": "The date «{source}» became «{target}».",
    "ambiguous-date": "«{target}» reads as another date than «{source}» in {locale}; write the month as a word.",
    "period": "Per {source} became per {target}.",
    "period-lost": "Per {source} is in the source but not in the translation.",
}
_WARNINGS: frozenset[DifferenceKind] = frozenset(
    ("ambiguous-date", "period-lost", "lost-one", "range", "measure-lost", "measure-added")
)


def _remark(difference: Difference, pair: Pair) -> Remark:
    kind = difference.kind
    if kind == "identifier" and not (difference.source and difference.target):
        kind = "lost" if difference.source else "added"
    message = _MESSAGES[kind].format(
        source=difference.source,
        target=difference.target,
        locale=pair.locale,
        written=_written(difference.value, pair.locale),
    )
    severity = Severity.WARNING if kind in _WARNINGS else None
    return Remark(message, severity=severity, suggestion=_corrected(difference, pair))


def _corrected(difference: Difference, pair: Pair) -> str:
    """The translation with the numeral written as its locale does, where that numeral stands there once."""
    if difference.value is None:
        return ""
    numeral = difference.target.split()[0]
    if pair.target.count(numeral) != 1:
        return ""
    return pair.target.replace(numeral, _written(difference.value, pair.locale))


def _written(value: Fraction | None, locale: str) -> str:
    from babel import Locale
    from babel.core import UnknownLocaleError
    from babel.numbers import format_decimal

    if value is None:
        return ""
    try:
        cldr = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        cldr = Locale.parse("en")
    return str(format_decimal(float(value), format="#,##0.######", locale=cldr))

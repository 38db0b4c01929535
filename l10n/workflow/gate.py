"""The gate: whether a page may be published, and every reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from l10n.exchange.files import read_bytes
from l10n.locales import Locale
from l10n.merge.notes import CHANGED, CONFLICT, IMPORTED, UNKNOWN
from l10n.model import Catalog, Entry, Finding, Key, Severity, State, Unit
from l10n.notes import read_notes
from l10n.project import Article
from l10n.workflow.reading import Reader

_SHOWN = 5
"""So many findings are told as reasons; `l10n check` lists all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says about one article in one locale."""

    article: str
    locale: str
    counts: dict[State, int]
    """How many units are in each state; obsolete entries are counted beside them."""
    errors: int = 0
    """Errors of checks that stand."""
    warnings: int = 0
    reasons: tuple[str, ...] = ()
    """Why the page is held; empty where it may be published."""
    has_errors: bool = False
    """True where an error of a check holds the page, not only unfinished work."""
    is_written: bool = False
    """The page stands in the output folder."""

    @property
    def is_open(self) -> bool:
        """The page may be published."""
        return not self.reasons


def judge(reader: Reader, article: Article, locale: Locale, *, strict: bool = False) -> Verdict:
    """Judge one article in one locale by its catalog as it stands on the disk.

    A page is published only when every unit is reviewed and no error stands; with `strict`, no warning either.
    A verdict is remembered for as long as everything it derives from stays as it is. Raises L10nError where the
    article or the catalog cannot be read.
    """
    verdict = known_verdict(reader, article, locale, strict=strict)
    if verdict is None:
        verdict, origin = judge_anew(reader, article, locale, strict=strict)
        remember(reader, article, locale, verdict, origin, strict=strict)
    return replace(verdict, is_written=reader.project.output_path(article.name, locale).is_file())


def known_verdict(reader: Reader, article: Article, locale: Locale, *, strict: bool) -> Verdict | None:
    """The verdict that is remembered, where it still holds."""
    known = reader.memo.recall(_name(article, locale, strict), _origin(reader, article, locale))
    return verdict_from_json(known) if isinstance(known, dict) else None


def judge_anew(reader: Reader, article: Article, locale: Locale, *, strict: bool) -> tuple[Verdict, str]:
    """Judge whatever is remembered; return the verdict and what it derives from. Raises as `judge` does."""
    origin = _origin(reader, article, locale)
    return _judge(reader, article, locale, strict=strict), origin


def remember(reader: Reader, article: Article, locale: Locale, verdict: Verdict, origin: str, *, strict: bool) -> None:
    """Remember a verdict for as long as what it derives from stays as it was."""
    reader.memo.remember(_name(article, locale, strict), origin, verdict_to_json(verdict))


def _name(article: Article, locale: Locale, strict: bool) -> str:
    return f"gate {article.name} {locale}{' strict' if strict else ''}"


def _origin(reader: Reader, article: Article, locale: Locale) -> str:
    return reader.memo.fingerprint(article, [reader.project.catalog_path(article.name, locale)])


def verdict_to_json(verdict: Verdict) -> dict[str, object]:
    """The verdict as a JSON object; `verdict_from_json` reads it back."""
    values = asdict(verdict)
    return values | {"reasons": list(verdict.reasons)}


def verdict_from_json(values: Mapping[str, Any]) -> Verdict:
    """Read what `verdict_to_json` wrote."""
    counts = {State(name): count for name, count in values["counts"].items()}
    return Verdict(**{**values, "counts": counts, "reasons": tuple(values["reasons"])})


def _judge(reader: Reader, article: Article, locale: Locale, *, strict: bool) -> Verdict:
    catalog = reader.catalog(article.name, locale)
    units = reader.units(article, locale)
    counts = count_states(catalog, units)
    findings = _findings(reader, article, locale, catalog)
    blocking = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    stopping = [finding for finding in findings if finding.severity in blocking]
    reasons = [*_without_text(article, catalog, units), *_unfinished(catalog, units, counts), *_by_check(stopping)]
    severities = Counter(finding.severity for finding in findings)
    return Verdict(
        article=article.name,
        locale=locale,
        counts=counts,
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        reasons=tuple(reasons),
        has_errors=bool(stopping),
    )


def count_states(catalog: Catalog | None, units: Iterable[Unit]) -> dict[State, int]:
    """Count the units of an article by the state of their entries; a unit without an entry is untranslated."""
    states = catalog.states() if catalog else {}
    counts = Counter(states.get(unit.key, State.UNTRANSLATED) for unit in units)
    counts[State.OBSOLETE] = sum(entry.obsolete for entry in catalog.entries) if catalog else 0
    return {state: counts[state] for state in State}


def publishable(catalog: Catalog) -> dict[Key, str]:
    """The reviewed translations of a catalog."""
    states = catalog.states()
    return {entry.key: entry.target for entry in catalog.active if states[entry.key] is State.REVIEWED}


def unsafe(catalog: Catalog, units: Iterable[Unit]) -> Iterator[Finding]:
    """Yield an error for each reviewed translation that cannot be written into a page; no waiver lifts it."""
    from l10n.formats.html import problems

    targets = publishable(catalog)
    lines = {entry.key: entry.line for entry in catalog.active}
    for unit in units:
        target = targets.get(unit.key)
        if target is None or target == unit.source:
            continue
        for problem in problems(unit, target):
            message = f"{problem.message} {problem.hint}".rstrip()
            yield Finding(
                "markup",
                Severity.ERROR,
                message,
                path=catalog.path,
                line=lines[unit.key],
                locale=catalog.locale,
                source=unit.source,
                target=target,
            )


def _findings(reader: Reader, article: Article, locale: Locale, catalog: Catalog | None) -> tuple[Finding, ...]:
    if catalog is None:
        return ()
    from l10n.workflow.check import check_article

    findings = tuple(check_article(reader, article, locale, catalog))
    told = {finding.line for finding in findings if finding.severity is Severity.ERROR}
    units = reader.units(article, locale)
    return (*findings, *(finding for finding in unsafe(catalog, units) if finding.line not in told))


def _without_text(article: Article, catalog: Catalog | None, units: Sequence[Unit]) -> list[str]:
    """An article that had a text, or is an empty file: more likely a failed save than meant for readers."""
    if units or not ((catalog and catalog.entries) or not read_bytes(article.path).strip()):
        return []
    return ["the article has no text; remove it if that is meant"]


def _unfinished(catalog: Catalog | None, units: Iterable[Unit], counts: Mapping[State, int]) -> list[str]:
    """What of these units is not reviewed yet, in words."""
    if catalog is None:
        return ["there is no catalog yet; run `l10n merge`"]
    entries = {entry.key: entry for entry in catalog.active}
    keys = [unit.key for unit in units]
    absent = sum(key not in entries for key in keys)
    states = catalog.states() if counts[State.STALE] else {}
    causes = Counter(_cause(entries[key]) for key in keys if states.get(key) is State.STALE)
    reasons = [
        (absent, "not in the PO file, which is behind its article; run `l10n merge`"),
        (counts[State.UNTRANSLATED] - absent, "untranslated"),
        (
            counts[State.DRAFT],
            "machine drafts nobody reviewed" if counts[State.DRAFT] != 1 else "a machine draft nobody reviewed",
        ),
        *((causes[cause], f"stale ({cause})") for cause in _CAUSES),
    ]
    return [f"{count} {'unit is' if count == 1 else 'units are'} {words}" for count, words in reasons if count]


_EDITED = "the source changed"
_MET = "two versions met"
_TAKEN = "taken from a translated page, to be confirmed"
_MARKED = "marked fuzzy: somebody has to look at it"
_CAUSES = (_EDITED, _MET, _TAKEN, _MARKED)


def _cause(entry: Entry) -> str:
    """Why an entry is stale, as far as it tells: an editor may have marked it and said nothing."""
    if entry.previous not in ("", entry.source) or entry.previous_context not in ("", entry.context):
        return _EDITED
    notes = read_notes(entry.comments)
    if any(note.kind == CHANGED and not note.body.startswith(UNKNOWN) for note in notes):
        return _EDITED
    kinds = {note.kind for note in notes}
    return _MET if CONFLICT in kinds else _TAKEN if IMPORTED in kinds else _MARKED


def _by_check(findings: list[Finding]) -> list[str]:
    shown = [f"{_place(finding)}: {finding.check}: {finding.message}" for finding in findings[:_SHOWN]]
    rest = len(findings) - len(shown)
    return [*shown, f"and {rest} more; `l10n check` lists them"] if rest else shown


def _place(finding: Finding) -> str:
    """Where a finding stands; one about the whole catalog has no line."""
    return f"{finding.path}:{finding.line}" if finding.line else finding.path

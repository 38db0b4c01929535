"""What a check is: a generator of remarks about one pair of source and translation, or about a whole catalog.

A check is one file with one decorated function; its docstring is what `l10n check --explain NAME` prints. Built-in
checks and those of other packages are found through the same door, the entry-point group `l10n.checks`:

    @pair_check("numbers", Severity.ERROR)
    def numbers(pair: Pair, context: Context) -> Iterator[Remark]:
        '''Every number in the source is in the translation.'''
        if wrong(pair.source_text, pair.target_text):
            yield Remark("10 mg became 100 mg.")
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from l10n.checks.options import CheckOptions
from l10n.inline import plain
from l10n.model import Catalog, Entry, Finding, Severity, Unit

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry with its two languages and its place: what most checks look at."""

    entry: Entry
    locale: str
    """BCP 47 tag of the translation."""
    source_locale: str = "nl"
    """BCP 47 tag of the source."""
    article: str = ""
    path: str = ""
    """The PO file, relative to the project; for messages."""
    unit: Unit | None = None
    """The unit in the article, where the article was read as well; None on a bare PO file."""
    source_text: str = field(init=False, compare=False, repr=False)
    """The characters of the source that a reader sees, without inline codes (`l10n.inline.plain`)."""
    target_text: str = field(init=False, compare=False, repr=False)
    """The characters of the translation that a reader sees."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "source_text", plain(self.entry.source))
        object.__setattr__(self, "target_text", plain(self.entry.target))

    @property
    def source(self) -> str:
        """The source as inline text, codes and all."""
        return self.entry.source

    @property
    def target(self) -> str:
        """The translation as inline text, codes and all."""
        return self.entry.target


@dataclass(frozen=True, slots=True)
class CatalogView:
    """A whole catalog, for checks that compare its entries with each other."""

    catalog: Catalog
    source_locale: str = "nl"
    article: str = ""
    pairs: tuple[Pair, ...] = ()
    """The entries that are not obsolete, translated or not, in the order of the article."""

    @property
    def locale(self) -> str:
        return self.catalog.locale

    @property
    def path(self) -> str:
        return self.catalog.path


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says; the runner completes it to a `Finding` with check, path, line, article, locale and texts."""

    message: str
    """What is wrong and what to do, one or two sentences."""
    severity: Severity | None = None
    """None takes the severity of the check."""
    concept: str = ""
    """The glossary concept, for remarks about terms."""
    suggestion: str = ""
    """A corrected target (inline text), where the check is sure of one."""
    entry: Entry | None = None
    """For checks of a catalog: the entry meant; None speaks about the catalog as a whole."""


class TermVerdict(Protocol):
    """What a term matcher says about one concept in one pair; `l10n.terms` has the class."""

    @property
    def message(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def concept(self) -> str: ...
    @property
    def suggestion(self) -> str: ...


class TermMatcher(Protocol):
    """A compiled termbase: judges the terms of one pair of plain texts."""

    def judge(self, source: str, target: str, *, locale: str, around: str = "") -> Iterable[TermVerdict]:
        """Yield one verdict for each concept that is not rendered as the termbase asks."""


@dataclass(frozen=True, slots=True)
class Context:
    """What checks may need besides the texts; the workflow fills it."""

    options: CheckOptions = field(default_factory=CheckOptions)
    terms: TermMatcher | None = None
    """None where there is no glossary; checks of terms then say nothing."""


PairFunction: TypeAlias = Callable[[Pair, Context], Iterable[Remark]]
CatalogFunction: TypeAlias = Callable[[CatalogView, Context], Iterable[Remark]]
FindingsFunction: TypeAlias = Callable[[Pair, tuple[Finding, ...], frozenset[str]], Iterable[Remark]]


@dataclass(frozen=True, slots=True)
class Check:
    """A named check; exactly one of the three functions is set."""

    name: str
    """Stable and in kebab case: people write it in waivers, baselines and configuration."""
    severity: Severity
    explanation: str
    """What it reports and why, for `--explain`; the first line is its title in `--list`."""
    of_pair: PairFunction | None = None
    of_catalog: CatalogFunction | None = None
    of_findings: FindingsFunction | None = None
    sees_untranslated: bool = False
    """True where the check of a pair wants entries without a translation as well."""

    @property
    def title(self) -> str:
        return self.explanation.partition("\n")[0]


def pair_check(name: str, severity: Severity, *, sees_untranslated: bool = False) -> Callable[[PairFunction], Check]:
    """Make a check of a function that looks at one pair."""

    def register(function: PairFunction) -> Check:
        return Check(
            _valid(name), severity, _explanation(name, function), of_pair=function, sees_untranslated=sees_untranslated
        )

    return register


def catalog_check(name: str, severity: Severity) -> Callable[[CatalogFunction], Check]:
    """Make a check of a function that looks at a whole catalog."""

    def register(function: CatalogFunction) -> Check:
        return Check(_valid(name), severity, _explanation(name, function), of_catalog=function)

    return register


def findings_check(name: str, severity: Severity) -> Callable[[FindingsFunction], Check]:
    """Make a check of a function that sees a pair, what the other checks found there, and the names of those that ran."""

    def register(function: FindingsFunction) -> Check:
        return Check(_valid(name), severity, _explanation(name, function), of_findings=function)

    return register


def _valid(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"«{name}» is no name for a check: lower-case words joined by hyphens.")
    return name


def _explanation(name: str, function: Callable[..., object]) -> str:
    explanation = inspect.getdoc(function)
    if not explanation:
        raise ValueError(f"The check {name} has no docstring; --explain prints it.")
    return explanation

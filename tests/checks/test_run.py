"""Running checks: order, severity, states, waivers, and findings about a whole catalog."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from l10n.checks.base import CatalogView, Check, Context, Pair, Remark, catalog_check, pair_check
from l10n.checks.baseline import fingerprint, format_baseline, parse_baseline
from l10n.checks.options import CheckOptions
from l10n.checks.registry import collect, load_checks
from l10n.checks.run import judge, view_catalog
from l10n.errors import L10nError, UsageError
from l10n.model import Catalog, Entry, Finding, Key, Severity, State, Unit
from l10n.notes import Draft, Note, text_hash

_WRONG = Entry("Neem 2 tabletten.", "Take 3 tablets.", line=7)


def _found(
    *entries: Entry, options: CheckOptions | None = None, names: tuple[str, ...] = ("numbers", "waiver")
) -> list[Finding]:
    view = view_catalog(Catalog("en", entries, path="a.po"), source_locale="nl", article="a")
    judged = judge([view], load_checks().choose(select=names), Context(options or CheckOptions()))
    return [one.finding for one in judged if one.stands]


def _with(entry: Entry, *comments: str, **changes: object) -> Entry:

    return entry._replace(comments=comments, **changes)  # type: ignore[arg-type]


def test_a_remark_becomes_a_finding_with_its_place_and_texts() -> None:
    assert _found(_WRONG) == [
        Finding(
            check="numbers",
            severity=Severity.ERROR,
            message="«2» became «3»: the value changed.",
            path="a.po",
            line=7,
            article="a",
            locale="en",
            source="Neem 2 tabletten.",
            target="Take 3 tablets.",
        )
    ]


def test_findings_stand_in_the_order_of_the_entries_whatever_the_order_of_the_checks() -> None:
    other = Entry("Neem 4 pillen", "Take 5 pills .", line=9)
    names = ("whitespace", "punctuation", "numbers")
    found = _found(other, _WRONG, names=names)
    assert [(finding.line, finding.check) for finding in found] == [
        (9, "numbers"),
        (9, "punctuation"),
        (9, "punctuation"),
        (7, "numbers"),
    ]
    assert found == _found(other, _WRONG, names=names[::-1])


def test_obsolete_entries_are_not_checked_and_untranslated_ones_only_where_a_check_asks() -> None:
    entries = (_with(_WRONG, obsolete=True), Entry("Neem 2 tabletten."))
    assert _found(*entries, names=("numbers", "markup", "echo")) == []
    assert [finding.check for finding in _found(*entries, names=("untranslated",))] == ["untranslated"]


def test_a_stale_entry_yields_warnings_at_most() -> None:
    stale = _with(_WRONG, fuzzy=True, previous="Neem 3 tabletten.")
    assert [finding.severity for finding in _found(stale)] == [Severity.WARNING]
    assert [finding.severity for finding in _found(_with(_WRONG, fuzzy=True))] == [Severity.ERROR]


def test_only_entries_in_the_states_asked_for_are_looked_at() -> None:
    catalog = Catalog("en", (_with(_WRONG, fuzzy=True), Entry("Neem 8.", "Take 9.")))
    view = view_catalog(catalog, source_locale="nl", states=(State.REVIEWED,))
    assert [pair.source for pair in view.pairs] == ["Neem 8."]


def test_a_severity_of_the_configuration_wins() -> None:
    options = CheckOptions(severity={"numbers": "info"})
    assert [finding.severity for finding in _found(_WRONG, options=options)] == [Severity.INFO]


def test_the_unit_tells_which_codes_keep_their_order() -> None:
    entry = Entry("<x1/>a<x2/>", "<x2/>b<x1/>")
    unit = Unit(entry.source, ordered=("x1", "x2"))
    for units, count in (({}, 0), ({Key("", entry.source): unit}, 1)):
        view = view_catalog(Catalog("en", (entry,)), source_locale="nl", units=units)
        assert len(list(judge([view], load_checks().choose(select=["markup"]), Context()))) == count


# Waivers


def test_a_waiver_with_a_reason_lifts_a_finding_even_an_error() -> None:
    entry = _with(_WRONG, "l10n-ok: numbers the leaflet says three")
    assert _found(entry) == []
    view = view_catalog(Catalog("en", (entry,)), source_locale="nl")
    judged = list(judge([view], load_checks().choose(select=["numbers"]), Context()))
    assert [(one.finding.check, one.waiver.reason if one.waiver else "") for one in judged] == [
        ("numbers", "the leaflet says three")
    ]


def test_a_waiver_bound_to_these_texts_holds_and_one_bound_to_others_does_not() -> None:
    here = text_hash(_WRONG.source, _WRONG.target)
    assert _found(_with(_WRONG, f"l10n-ok: numbers as agreed text={here}")) == []
    found = _found(_with(_WRONG, "l10n-ok: numbers as agreed text=0123456789ab"))
    assert [finding.check for finding in found] == ["numbers", "waiver"]


def test_a_waiver_lifts_its_own_check_only() -> None:
    found = _found(_with(_WRONG, "l10n-ok: markup as agreed"), names=("numbers", "markup", "waiver"))
    assert [(finding.check, finding.severity.value) for finding in found] == [
        ("numbers", "error"),
        ("waiver", "warning"),
    ]


def test_an_unused_waiver_is_reported_unless_its_check_did_not_run() -> None:
    good = Entry("Neem 2.", "Take 2.", comments=("l10n-ok: numbers as agreed",))
    assert ["is not needed" in finding.message for finding in _found(good)] == [True]
    assert _found(good, names=("waiver", "markup")) == []


def test_a_waiver_cannot_waive_the_check_of_waivers() -> None:
    entry = _with(_WRONG, "l10n-ok: waiver because", "l10n-ok: numbers")
    assert [finding.check for finding in _found(entry)] == ["numbers", "waiver", "waiver"]


# Catalogs


def _draft(source: str, target: str, *, fuzzy: bool, edited: bool = False) -> Entry:
    note: Note = Draft("memory", "exact", text_hash(target)).note
    return Entry(source, target + (" indeed" if edited else ""), fuzzy=fuzzy, comments=(note.line,))


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([_draft("a", "b", fuzzy=True), _draft("c", "d", fuzzy=True)], []),
        ([_draft("a", "b", fuzzy=False), _draft("c", "d", fuzzy=True)], []),
        ([_draft("a", "b", fuzzy=False), _draft("c", "d", fuzzy=False)], ["error"]),
        (
            [_draft("a", "b", fuzzy=False), _draft("c", "d", fuzzy=False), _draft("e", "f", fuzzy=False, edited=True)],
            ["error"],
        ),
        ([_draft("a", "b", fuzzy=False, edited=True), _draft("e", "f", fuzzy=False, edited=True)], []),
        ([Entry("a", "b"), Entry("c", "d")], []),
    ],
)
def test_lost_fuzzy(entries: list[Entry], expected: list[str]) -> None:
    found = _found(*entries, names=("lost-fuzzy",))
    assert [finding.severity.value for finding in found] == expected
    assert all(not finding.source and finding.path == "a.po" for finding in found)


def test_consistency_compares_texts_of_the_same_words() -> None:
    entries = (
        Entry("Lees meer", "Read more", line=3),
        Entry("<a>lees meer</a>", "<a>Continue</a>", line=6),
        Entry("Lees  meer.", "Read more.", line=9),
        Entry("Lees meer", "Go on", context="button", line=12),
    )
    found = _found(*entries, names=("consistency",))
    assert [(finding.line, finding.severity) for finding in found] == [(6, Severity.INFO)]
    assert "«Read more» elsewhere in this article (line 3)" in found[0].message


def test_a_finding_of_a_catalog_about_an_entry_stands_with_the_entry_and_can_be_waived() -> None:
    @catalog_check("every", Severity.WARNING)
    def every(view: CatalogView, context: Context) -> Iterator[Remark]:
        """Complain about everything."""
        for pair in view.pairs:
            yield Remark("no", entry=pair.entry)

    entries = (Entry("a", "b"), Entry("c", "d", comments=("l10n-ok: every why not",)))
    view = view_catalog(Catalog("en", entries), source_locale="nl")
    assert [one.finding.source for one in judge([view], [every], Context()) if one.stands] == ["a"]


# Plug-ins


def test_a_check_of_another_package_runs_beside_ours() -> None:
    point = EntryPoint("shout", "tests.checks_plugin_of_nobody:shout", "l10n.checks")
    registry = collect([point, *_ours("echo")])
    assert list(registry.checks) == ["echo"]
    assert "shout" in registry.broken[0]
    assert "ModuleNotFoundError" in registry.broken[0]


def test_what_is_no_check_and_what_takes_a_name_is_named_and_left_out() -> None:
    points = [
        EntryPoint("echo", "zzz_other:echo", "l10n.checks"),
        EntryPoint("odd", "json:dumps", "l10n.checks"),
        *_ours("echo"),
    ]
    registry = collect(points)
    assert list(registry.checks) == ["echo"]
    assert any("is no check" in line for line in registry.broken)


def _ours(name: str) -> list[EntryPoint]:
    return [EntryPoint(name, f"l10n.checks.{name}:{name}", "l10n.checks")]


def test_an_unknown_check_is_a_mistake_with_a_suggestion() -> None:
    with pytest.raises(UsageError, match="no check «number»") as caught:
        load_checks().choose(ignore=["number"])
    assert caught.value.hint == "Did you mean «numbers»?"


def test_a_check_has_a_kebab_case_name_and_a_docstring() -> None:
    def silent(pair: Pair, context: Context) -> Iterator[Remark]:
        yield from ()

    with pytest.raises(ValueError, match="no docstring"):
        pair_check("silent", Severity.INFO)(silent)
    with pytest.raises(ValueError, match="lower-case words"):
        pair_check("Not_Kebab", Severity.INFO)(silent)


def test_every_check_explains_itself() -> None:
    for check in load_checks().checks.values():
        assert isinstance(check, Check)
        assert check.title.endswith(".")
        assert len(check.explanation.splitlines()) > 1


# Baselines


def test_a_baseline_knows_its_findings_wherever_they_stand_and_no_others() -> None:
    (finding,) = _found(_WRONG)
    known = parse_baseline(format_baseline([finding]), where="b.json")
    (moved,) = _found(_with(_WRONG, line=99))
    (changed,) = _found(_with(_WRONG, target="Take 3 pills."))
    assert fingerprint(moved) in known
    assert fingerprint(changed) not in known


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"version": 9, "findings": {}}', b'{"version": 1, "findings": []}', b"\xff"]
)
def test_what_is_no_baseline_is_refused(data: bytes) -> None:
    with pytest.raises(L10nError, match="no baseline file"):
        parse_baseline(data, where="b.json")

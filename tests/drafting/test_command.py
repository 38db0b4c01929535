"""`l10n draft` from end to end, with a server on this machine: only empty units, only verified drafts, nothing lost."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from l10n.cli import cli
from l10n.engine import Answer, Batch, Capabilities, Network, Reply, Setup
from l10n.engines import base
from l10n.exchange.po import read_po, write_po
from l10n.locales import Locale
from l10n.model import Catalog, Entry, State
from tests.engines.loopback import Service, serving

KEY = "secret-key-0123456789"
UNITS = (
    "Slaap en rust",
    "Een volwassene slaapt <strong>7 tot 9 uur</strong> per nacht.",
    "Drink geen koffie na 15 uur.",
    "Lees <a>meer over dromen</a> op een andere pagina.",
    "B12",
    "info@example.org",
)


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(key=KEY) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, service: Service) -> Path:
    return make_project(tmp_path, service, UNITS)


def make_project(folder: Path, service: Service, units: tuple[str, ...], *, more: str = "") -> Path:
    (folder / "source").mkdir()
    linked = [unit.replace("<a>", '<a href="/geheim?x=1">') for unit in units]
    body = "\n".join(f"<p>{unit}</p>" for unit in linked)
    (folder / "source" / "slaap.html").write_text(f'<!DOCTYPE html>\n<html lang="nl"><body>\n{body}\n</body></html>\n')
    (folder / "glossary").mkdir()
    (folder / "glossary" / "terms.csv").write_text(
        "concept_id,lang,term,status\ncoffee,nl,koffie,preferred\ncoffee,en,eiffok,preferred\ncoffee,en,java,forbidden\n"
    )
    (folder / "pyproject.toml").write_text(
        f"""[tool.l10n]
source-locale = "nl"
locales = ["en"]
[tool.l10n.engines.libretranslate]
url = "{service.url}"
max-items = 2
timeout = 5
[tool.l10n.engines.llm]
url = "{service.url}/v1"
model = "m"
{more}
"""
    )
    assert l10n(folder, "merge").exit_code == 0
    return folder


def l10n(folder: Path, *arguments: str, **environ: str) -> Result:
    command, *rest = arguments
    env = {"NO_COLOR": "1", "L10N_LIBRETRANSLATE_KEY": KEY, "L10N_LLM_KEY": KEY, **environ}
    result = CliRunner(env=env).invoke(cli, [command, *rest, "--config", str(folder / "pyproject.toml")])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert KEY not in result.output
    return result


def draft(folder: Path, *arguments: str, **environ: str) -> Result:
    return l10n(folder, "draft", "--engine", "libretranslate", *arguments, **environ)


def catalog_file(folder: Path) -> Path:
    return folder / "locales" / "en" / "slaap.po"


def catalog(folder: Path) -> Catalog:
    return read_po(catalog_file(folder))


def change(folder: Path, number: int, **values: object) -> None:
    """Edit one entry as a person would."""
    found = catalog(folder)
    entries = list(found.entries)
    entries[number] = entries[number]._replace(**values)  # type: ignore[arg-type]
    write_po(catalog_file(folder), replace(found, entries=tuple(entries)))


def entries(folder: Path) -> dict[str, Entry]:
    return {entry.source: entry for entry in catalog(folder).active}


def test_every_empty_unit_gets_a_signed_fuzzy_draft(project: Path) -> None:
    result = draft(project)
    assert result.exit_code == 0, result.output
    found = entries(project)
    assert list(found) == list(UNITS)
    for entry in found.values():
        assert entry.fuzzy
        assert entry.is_untouched_draft
        assert entry.state is State.DRAFT
    assert found["B12"].draft.method == "copy"  # type: ignore[union-attr]
    assert found["Drink geen koffie na 15 uur."].draft.engine == "libretranslate"  # type: ignore[union-attr]
    assert "6 of 6 empty units drafted (2 copy, 4 mt)" in result.output


def test_the_second_run_sends_nothing_and_changes_nothing(project: Path, service: Service) -> None:
    draft(project)
    before, asked = catalog_file(project).read_bytes(), service.requests
    assert draft(project).exit_code == 0
    assert service.requests == asked
    assert catalog_file(project).read_bytes() == before


def test_an_emptied_draft_comes_back_from_the_cache(project: Path, service: Service) -> None:
    draft(project)
    before, asked = catalog_file(project).read_bytes(), service.requests
    change(project, 2, target="", fuzzy=False, comments=())
    draft(project)
    assert service.requests == asked
    assert catalog_file(project).read_bytes() == before
    change(project, 2, target="", fuzzy=False, comments=())
    draft(project, "--no-cache")
    assert service.requests > asked


def test_whatever_a_person_wrote_is_left_alone(project: Path) -> None:
    change(project, 0, target="Sleep and rest")
    change(project, 1, target="An adult <strong>sleeps</strong>", fuzzy=True, previous="Een kind slaapt")
    change(project, 3, comments=("ask the editor",))
    before = entries(project)
    draft(project)
    after = entries(project)
    for source in UNITS[:2]:
        assert after[source] == before[source]
    assert "ask the editor" in after[UNITS[3]].comments
    assert after[UNITS[3]].target


def test_redraft_replaces_only_drafts_nobody_touched(project: Path, service: Service) -> None:
    draft(project)
    before = entries(project)
    change(project, 0, target="Sleep and rest")
    change(project, 2, fuzzy=False)
    service.translate = lambda text: "".join(reversed(re.findall(r"<[^>]*>|[^<]", text))) if "<" not in text else text
    service.mood = "ok"
    touched = entries(project)
    draft(project, "--redraft", "--no-cache")
    after = entries(project)
    assert after[UNITS[0]] == touched[UNITS[0]]
    assert after[UNITS[2]] == touched[UNITS[2]]
    assert after["info@example.org"] == before["info@example.org"]


def test_a_dry_run_connects_nowhere_and_writes_nothing(project: Path, service: Service) -> None:
    before = catalog_file(project).read_bytes()
    result = draft(project, "--dry-run")
    assert result.exit_code == 0
    assert service.requests == 0
    assert catalog_file(project).read_bytes() == before
    assert "would be asked 4 texts, 0 of them known: 2 requests with" in result.output
    assert "127.0.0.1" in result.output
    draft(project)
    change(project, 2, target="", fuzzy=False, comments=())
    assert "would be asked 1 text, 1 of them known: 0 requests with 0 characters" in draft(project, "-n").output


def test_the_document_for_programs_is_complete(project: Path) -> None:
    document = json.loads(draft(project, "--format", "json").stdout)
    (one,) = document["catalogs"]
    assert (one["article"], one["locale"], one["units"], one["drafted"]) == ("slaap", "en", 6, 6)
    assert one["methods"] == {"copy": 2, "mt": 4}
    assert one["left"] == []
    assert document["sent"]["requests"] == 2
    assert document["locales"][0]["complete"] is True


def test_what_fails_verification_stays_empty_and_is_counted(project: Path, service: Service) -> None:
    service.mood = "numbers"
    result = draft(project, "-v")
    left = {source for source, entry in entries(project).items() if not entry.target}
    assert left == {UNITS[1], UNITS[2]}
    assert result.exit_code == 0
    assert "2 not drafted: no answer passed verification" in result.output
    assert f"slaap.po:{entries(project)[UNITS[2]].line}: rejected" in result.output


@pytest.mark.parametrize(
    ("mood", "said"),
    [("403", "403"), ("456", "quota"), ("garbage", "not JSON"), ("redirect", "redirects"), ("429-long", "3600 s")],
)
def test_a_service_that_cannot_be_used_ends_in_1_with_the_reason(
    project: Path, service: Service, mood: str, said: str
) -> None:
    service.mood = mood
    result = draft(project)
    assert result.exit_code == 1
    assert said in result.output
    assert entries(project)["B12"].target == "B12"
    service.mood = "ok"
    assert draft(project).exit_code == 0
    assert all(entry.target for entry in entries(project).values())


def test_a_useless_service_ends_in_1(project: Path, service: Service) -> None:
    service.mood = "error-text"
    change(project, 4, target="B12")
    change(project, 5, target="info@example.org")
    assert draft(project).exit_code == 1


def test_the_budget_stops_the_run_before_it_is_exceeded(project: Path, service: Service) -> None:
    result = draft(project, "--max-requests", "1")
    assert result.exit_code == 1
    assert service.requests == 1
    assert "the limit of 1 requests is reached" in result.output
    assert sum(bool(entry.target) for entry in entries(project).values()) == 4
    assert draft(project).exit_code == 0
    assert service.requests == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--engine", "no-such"], 2, "no engine"),
        (["--engine", "deepl"], 1, "L10N_DEEPL_KEY"),
        (["--engine", "apertium", "-l", "en"], 1, ""),
        (["--max-chars", "0"], 2, ""),
        (["-l", "fr"], 2, "not configured"),
        (["no-such-article"], 2, "no article"),
    ],
)
def test_exit_codes(project: Path, arguments: list[str], code: int, said: str) -> None:
    result = l10n(project, "draft", *arguments, L10N_DEEPL_KEY="")
    assert result.exit_code == code
    assert said in result.output
    assert "Traceback" not in result.output


def test_offline_lets_the_memory_work_and_a_far_service_not(project: Path) -> None:
    assert l10n(project, "draft", L10N_OFFLINE="1").exit_code == 0
    result = l10n(project, "draft", "--engine", "google", L10N_OFFLINE="1")
    assert result.exit_code == 1
    assert "L10N_OFFLINE" in result.output


def test_the_memory_drafts_what_people_reviewed(project: Path) -> None:
    change(project, 2, target="Drink no coffee after 15:00.")
    source = project / "source" / "slaap.html"
    source.write_text(source.read_text().replace("<p>B12</p>", "<p>Drink echt geen koffie na 15 uur.</p><p>B12</p>"))
    l10n(project, "merge")
    change(project, 4, target="", fuzzy=False, previous="", comments=())
    result = l10n(project, "draft")
    assert result.exit_code == 0
    found = entries(project)["Drink echt geen koffie na 15 uur."]
    assert found.target == "Drink no coffee after 15:00."
    assert found.previous == "Drink geen koffie na 15 uur."
    assert found.draft is not None
    assert found.draft.method == "fuzzy"
    assert 0.75 < float(found.draft.score) < 1
    assert "not drafted: no match" in result.output


def test_drafts_that_lost_fuzzy_never_pass_for_reviewed_beside_new_ones(project: Path) -> None:
    draft(project)
    found = catalog(project)
    cleared = tuple(entry._replace(fuzzy=False) for entry in found.entries)
    emptied = (*cleared[:5], cleared[5]._replace(target="", comments=()))
    write_po(catalog_file(project), replace(found, entries=emptied))
    assert set(catalog(project).states().values()) == {State.DRAFT, State.UNTRANSLATED}
    draft(project)
    assert set(catalog(project).states().values()) == {State.DRAFT}


def test_what_is_saved_while_the_engine_works_is_kept(project: Path, service: Service) -> None:
    inner = service.translate

    def translate_and_interfere(text: str) -> str:
        if "koffie" in text:
            change(project, 1, target="My own <strong>words</strong>")
        return inner(text)

    service.translate = translate_and_interfere
    assert draft(project).exit_code == 0
    assert entries(project)[UNITS[1]].target == "My own <strong>words</strong>"
    assert not entries(project)[UNITS[1]].fuzzy
    assert entries(project)[UNITS[2]].target


def test_no_key_and_no_address_is_written_anywhere(project: Path, service: Service) -> None:
    draft(project)
    l10n(project, "draft", "--engine", "llm", "--redraft")
    for file in project.rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes(), file
    assert service.texts
    assert not any("geheim" in text for text in service.texts)


def test_terms_are_judged_and_flagged(project: Path, service: Service) -> None:
    inner = service.translate
    service.translate = lambda text: inner(text).replace("eiffok", "java")
    draft(project)
    found = entries(project)[UNITS[2]]
    assert found.draft is not None
    assert "terms" in found.draft.flags


def test_the_cache_is_shown_and_cleared(project: Path, service: Service) -> None:
    assert "empty" in l10n(project, "cache", "stats").output or True
    draft(project)
    result = CliRunner().invoke(cli, ["cache", "stats", "--config", str(project / "pyproject.toml")])
    assert "libretranslate" in result.output
    result = CliRunner().invoke(cli, ["cache", "clear", "--config", str(project / "pyproject.toml")])
    assert "forgot 4 answers" in result.output


class FarEngine:
    """A third party's engine that says it is remote; what it gets, it keeps to itself."""

    name = "far"
    version = "1"
    destination = "far.example.org"
    notice = "It is far away."
    capabilities = Capabilities(network=Network.REMOTE, max_items=10)

    def unavailable(self) -> str:
        return ""

    def supports(self, source: Locale, target: Locale) -> bool:
        return True

    def translate(self, batch: Batch) -> Reply:
        return Reply(tuple(Answer(query.id, query.text.upper()[::-1]) for query in batch.queries))


def create_far(setup: Setup) -> FarEngine:
    return FarEngine()


def test_a_third_party_s_remote_engine_says_once_what_it_sends(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("far", f"{__name__}:create_far", "l10n.engines")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    known = base.entry_points(group="l10n.engines")
    monkeypatch.setattr(base, "entry_points", lambda group: [*known, point])
    assert "far.example.org" not in l10n(project, "draft", "--engine", "far", "--dry-run").output.split(" to ")[0]
    first = l10n(project, "draft", "--engine", "far", "--quiet")
    assert "sends to far.example.org: the text of the units" in first.output
    assert "It is far away." in first.output
    change(project, 0, target="", fuzzy=False, comments=())
    second = l10n(project, "draft", "--engine", "far", "--redraft", "--no-memory")
    assert "sends to" not in second.output


def test_an_interrupt_keeps_what_was_answered_and_the_next_run_asks_for_the_rest_only(
    tmp_path: Path, service: Service
) -> None:
    many = tuple(f"Regel {number} gaat over slaap en rust." for number in range(40))
    folder = make_project(tmp_path, service, many)
    service.delay = 0.1
    command = [sys.executable, "-m", "l10n", "draft", "--engine", "libretranslate"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while service.requests < 6 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    answered = list(service.texts)
    assert 0 < len(answered) < len(many)
    written = [entry for entry in entries(folder).values() if entry.target]
    assert len(written) == len(answered)
    service.delay = 0
    assert draft(folder).exit_code == 0
    assert all(entry.target for entry in entries(folder).values())
    assert len(service.texts) == len(set(service.texts)) == len(many)


def test_a_number_written_as_another_language_does_is_corrected(tmp_path: Path, service: Service) -> None:
    folder = make_project(tmp_path, service, ("Neem 2,5 mg per dag.", "Neem 1.000 mg per dag."))
    service.translate = lambda text: text.replace("Neem", "Take").replace("per dag", "per day")
    assert draft(folder).exit_code == 0
    found = list(entries(folder).values())
    assert [entry.target for entry in found] == ["Take 2.5 mg per day.", "Take 1,000 mg per day."]
    assert all(entry.draft is not None and "corrected" in entry.draft.flags for entry in found)


def test_a_broken_catalog_is_named_and_left_alone_and_the_others_are_drafted(project: Path) -> None:
    (project / "source" / "ander.html").write_text('<html lang="nl"><body><p>Nog een bladzijde</p></body></html>')
    l10n(project, "merge")
    broken = project / "locales" / "en" / "ander.po"
    broken.write_text(broken.read_text() + 'msgid "half\n')
    before = broken.read_bytes()
    result = l10n(project, "draft", "--engine", "pseudo")
    assert result.exit_code == 1
    assert "ander.po:" in result.output
    assert broken.read_bytes() == before


def test_what_no_connection_took_was_not_sent(project: Path) -> None:
    import socket

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    config = project / "pyproject.toml"
    config.write_text(
        re.sub(r"http://127\.0\.0\.1:\d+", f"http://127.0.0.1:{port}", config.read_text()) + "tries = 1\n"
    )
    result = draft(project)
    assert result.exit_code == 1
    assert "connection refused" in result.output
    assert "in this run 0 requests, 0 characters sent" in result.output


def test_what_a_service_refused_was_sent(project: Path, service: Service) -> None:
    service.mood = "403"
    assert "0 characters sent" not in draft(project).output

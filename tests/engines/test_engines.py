"""The engines that need no network, the registry, the codes, and what a door lets through."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from l10n import inline
from l10n.engine import Batch, Engine, FatalError, Query, Setup, Tags
from l10n.engines import base, codes
from l10n.engines.base import create_engine, engine_names, list_engines
from l10n.errors import UsageError
from l10n.locales import Locale
from tests.engines.loopback import serving

NL, EN, AF = Locale("nl"), Locale("en"), Locale("af")
NAMES = ("apertium", "deepl", "google", "libretranslate", "llm", "memory", "mymemory", "pseudo")


def make(name: str, options: Mapping[str, object] | None = None, **environ: str) -> Engine:
    return create_engine(Setup(name, options or {}, environ))


def ask(engine: Engine, *texts: str, target: Locale = EN) -> list[str]:
    reply = engine.translate(Batch(NL, target, tuple(Query(str(n), text) for n, text in enumerate(texts))))
    return [answer.text for answer in reply.answers]


def test_every_engine_is_registered_and_listed() -> None:
    assert set(NAMES) <= set(engine_names())
    problems = {item.name: item.problem for item in list_engines({})}
    assert "L10N_DEEPL_KEY" in problems["deepl"]
    assert "model" in problems["llm"]
    assert problems["memory"] == problems["pseudo"] == problems["google"] == ""


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_option_is_refused_with_the_nearest_one(name: str) -> None:
    known = {"memory": "minimum", "pseudo": "expansion"}.get(name, "timeout")
    with pytest.raises(UsageError, match="unknown key") as caught:
        make(name, {known + "x": 1})
    assert f"«{known}»" in caught.value.hint


@pytest.mark.parametrize("key", ["api-key", "key", "auth_token", "secret", "password"])
@pytest.mark.parametrize("name", NAMES)
def test_a_key_in_the_configuration_is_refused(name: str, key: str) -> None:
    with pytest.raises(UsageError, match="keys never stand in a file") as caught:
        make(name, {key: "abc-secret-value"})
    assert "abc-secret-value" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("llm", {"max-items": 0}),
        ("llm", {"temperature": "hot"}),
        ("llm", {"structured": 1}),
        ("google", {"timeout": -1}),
        ("deepl", {"url": 5}),
    ],
)
def test_a_wrong_value_is_refused(name: str, options: Mapping[str, object]) -> None:
    with pytest.raises(UsageError, match="must be"):
        make(name, options)


@pytest.mark.parametrize(
    "name", ["deep-translator", "DeepLTranslator", "deep_translator:deepl", "deep-translator:libre"]
)
def test_deep_translator_s_dead_engines_are_refused_with_a_pointer(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        make(name)
    assert "engine" in caught.value.hint


def test_a_misspelt_engine_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        make("apertum")
    assert "apertium" in caught.value.hint


def test_a_broken_plug_in_is_named_and_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint("broken", "no_such_package.engine:create", "l10n.engines")
    monkeypatch.setattr(
        base, "entry_points", lambda group: [broken, EntryPoint("pseudo", "l10n.engines.pseudo:create", group)]
    )
    listed = {item.name: item for item in list_engines({})}
    assert "cannot be loaded" in listed["broken"].problem
    assert listed["pseudo"].problem == ""


def test_a_built_in_engine_wins_over_a_plug_in_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("pseudo", "evil:create", "l10n.engines"),
        EntryPoint("pseudo", "l10n.engines.pseudo:create", "l10n.engines"),
    ]
    for order in (points, points[::-1]):
        monkeypatch.setattr(base, "entry_points", lambda group, order=order: order)
        assert make("pseudo").name == "pseudo"


@pytest.mark.parametrize(
    ("tag", "google", "mymemory", "deepl", "libretranslate"),
    [
        ("nl", "nl", "nl-NL", "NL", "nl"),
        ("en", "en", "en-GB", "EN-GB", "en"),
        ("en-US", "en", "en-US", "EN-US", "en"),
        ("nb", "no", "nb-NO", "NB", "nb"),
        ("he", "iw", "he-IL", "HE", "he"),
        ("pt", "pt", "pt-PT", "PT-PT", "pt"),
        ("pt-BR", "pt", "pt-BR", "PT-BR", "pt-BR"),
        ("zh", "zh-CN", "zh-CN", "ZH-HANS", "zh"),
        ("zh-Hant", "zh-TW", "zh-TW", "ZH-HANT", "zt"),
        ("zh-TW", "zh-TW", "zh-TW", "ZH-HANT", "zt"),
        ("sr-Latn", "sr", "sr-Latn-RS", "SR", "sr"),
        ("de-AT", "de", "de-AT", "DE", "de"),
        ("af", "af", "af-ZA", "AF", "af"),
    ],
)
def test_language_codes(tag: str, google: str, mymemory: str, deepl: str, libretranslate: str) -> None:
    locale = Locale.parse(tag)
    assert codes.google_code(locale) == google
    assert codes.mymemory_code(locale) == mymemory
    assert codes.deepl_target(locale) == deepl
    assert codes.libretranslate_code(locale) == libretranslate


@pytest.mark.parametrize("name", ["google", "mymemory", "libretranslate", "llm", "deepl"])
def test_http_is_for_this_machine_only(name: str) -> None:
    for url in (
        "http://192.0.2.1/v1",
        "http://localhost.example.org/",
        "ftp://127.0.0.1/",
        "translate.example.org",
        "https://user:pw@example.org/",
    ):
        with pytest.raises(UsageError) as caught:
            make(name, {"url": url, **({"model": "m"} if name == "llm" else {})}, L10N_DEEPL_KEY="k")
        assert "url" in str(caught.value)


@pytest.mark.parametrize("name", ["google", "mymemory", "libretranslate", "llm", "deepl"])
def test_offline_means_this_machine_only(name: str) -> None:
    options: dict[str, object] = {
        "url": "https://translate.example.org/v1",
        **({"model": "m"} if name == "llm" else {}),
    }
    engine = make(name, options, L10N_OFFLINE="1", L10N_DEEPL_KEY="k")
    assert "L10N_OFFLINE" in engine.unavailable()
    with pytest.raises(FatalError, match="L10N_OFFLINE"):
        ask(engine, "een")


def test_offline_lets_a_server_on_this_machine_answer() -> None:
    with serving() as service:
        engine = make("libretranslate", {"url": service.url}, L10N_OFFLINE="1")
        assert engine.unavailable() == ""
        assert ask(engine, "een tekort") == ["nee troket"]


def test_a_proxy_of_the_environment_never_sees_a_request_to_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:1")
    with serving() as service:
        assert ask(make("libretranslate", {"url": service.url}), "een") == ["nee"]


def test_a_password_in_netrc_never_replaces_our_key(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    import pathlib

    file = pathlib.Path(str(tmp_path)) / "netrc"
    file.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(file))
    with serving() as service:
        ask(make("llm", {"url": f"{service.url}/v1", "model": "m"}, L10N_LLM_KEY="right-key"), "een")
        assert service.headers[0]["Authorization"] == "Bearer right-key"


def test_no_engine_shows_its_key() -> None:
    engines = [
        make("deepl", L10N_DEEPL_KEY="right-key"),
        make("llm", {"model": "m"}, L10N_LLM_KEY="right-key"),
        make("libretranslate", L10N_LIBRETRANSLATE_KEY="right-key"),
    ]
    for engine in engines:
        assert "right-key" not in f"{engine!r} {engine.version} {engine.destination} {engine.notice}"


def test_the_free_service_of_deepl_belongs_to_its_keys() -> None:
    assert make("deepl", L10N_DEEPL_KEY="abc:fx").destination == "api-free.deepl.com"
    assert make("deepl", L10N_DEEPL_KEY="abc").destination == "api.deepl.com"


def test_deepl_is_asked_for_what_keeps_the_codes() -> None:
    import json

    with serving() as service:
        engine = make(
            "deepl", {"url": service.url, "glossary": "abc-123", "formality": "prefer_less"}, L10N_DEEPL_KEY="k"
        )
        engine.translate(Batch(NL, EN, (Query("0", 'Een <g id="1">tekort</g>', before="Kop", title="Titel"),)))
        body = json.loads(service.bodies[0])
    assert body["tag_handling"] == "xml"
    assert body["tag_handling_version"] == "v2"
    assert body["ignore_tags"] == ["t"]
    assert (body["source_lang"], body["target_lang"]) == ("NL", "EN-GB")
    assert body["glossary_id"] == "abc-123"
    assert body["context"] == "Titel\nKop\nEen tekort"


def test_a_language_model_gets_terms_neighbours_and_examples_as_data() -> None:
    import json

    from l10n.engine import Example, Term

    query = Query(
        "0",
        "Een tekort bij Topvitamine",
        terms=(
            Term("tekort", "deficiency", admitted=("lack",), forbidden=("shortage",)),
            Term("Topvitamine", "Topvitamine", locked=True),
        ),
        before="Wat vooraf ging",
        examples=(Example("Een teveel", "An excess"),),
        title="Titel",
        problem="<em> is missing.",
    )
    with serving() as service:
        make("llm", {"url": f"{service.url}/v1", "model": "m", "style": "plain words"}).translate(
            Batch(NL, EN, (query,))
        )
        body = json.loads(service.bodies[0])
    document = json.loads(body["messages"][1]["content"])
    assert document["source_language"] == "Dutch (nl)"
    assert document["glossary"] == [
        {"source": "tekort", "target": "deficiency", "also": ["lack"], "never": ["shortage"]},
        {"source": "Topvitamine", "keep": True},
    ]
    assert document["examples"] == [{"source": "Een teveel", "target": "An excess"}]
    assert document["texts"] == [
        {"id": "0", "text": query.text, "before": "Wat vooraf ging", "problem": "<em> is missing."}
    ]
    assert "plain words" in body["messages"][0]["content"]
    assert body["model"] == "m"


@dataclass(frozen=True)
class Pair:
    source: str
    target: str
    score: float
    method: str


@dataclass(frozen=True)
class Pairs:
    """A memory for tests: what it finds, it was given."""

    found: Sequence[Pair] = ()
    assembled: Pair | None = None

    def find(self, text: str, *, limit: int, minimum: float) -> Sequence[Pair]:
        return [pair for pair in self.found if pair.score >= minimum][:limit]

    def assemble(self, text: str) -> Pair | None:
        return self.assembled


def recall(memory: Pairs, text: str) -> list[tuple[str, str, str]]:
    engine = create_engine(Setup("memory", memory=memory))
    reply = engine.translate(Batch(NL, EN, (Query("0", text),)))
    return [(answer.text, answer.method, answer.previous) for answer in reply.answers]


def test_the_memory_gives_exact_matches_first_and_no_assembly_beside_them() -> None:
    memory = Pairs(
        [Pair("Een", "One", 1, "exact"), Pair("Een!", "One!", 0.9, "fuzzy")], Pair("Een", "Uno", 1, "assembled")
    )
    assert recall(memory, "Een") == [("One", "exact", ""), ("One!", "fuzzy", "Een!")]


def test_the_memory_gives_assemblies_before_similar_texts() -> None:
    memory = Pairs([Pair("Een twee.", "One two.", 0.8, "fuzzy")], Pair("Een. Twee.", "One. Two.", 1, "assembled"))
    assert [method for _, method, _ in recall(memory, "Een. Twee.")] == ["assembled", "fuzzy"]


@pytest.mark.parametrize(
    ("old", "new", "target", "expected"),
    [
        ("Neem 2 pillen", "Neem 3 pillen", "Take 2 pills", "Take 3 pills"),
        ("Neem 2 pillen", "Neem 3 pillen", "Take two pills", "Take two pills"),
        ("Neem 2 pillen", "Neem 1000 pillen", "Take 2 pills", "Take 2 pills"),
        ("Neem 2 pillen", "Neem 3 druppels", "Take 2 pills", "Take 2 pills"),
        ("Neem 2 van de 2", "Neem 2 van de 3", "Take 2 of 2", "Take 2 of 2"),
        ("Neem 2,5 mg", "Neem 3,5 mg", "Take 2.5 mg", "Take 2.5 mg"),
        ("Neem B2", "Neem B3", "Take B2", "Take B2"),
        ("Neem 2 pillen", "Neem 3 pillen", "On day 2 take 2", "On day 2 take 2"),
    ],
)
def test_a_similar_text_takes_over_a_changed_number_only_where_that_is_certain(
    old: str, new: str, target: str, expected: str
) -> None:
    ((text, _, previous),) = recall(Pairs([Pair(old, target, 0.9, "fuzzy")]), new)
    assert (text, previous) == (expected, old)


def test_without_a_memory_there_are_no_answers() -> None:
    assert ask(make("memory"), "een") == []


@pytest.mark.parametrize(
    "text",
    ["Een <strong>tekort</strong> aan <x1/> &amp; 2,5 mcg", "Zie https://www.example.org/a?b=1", "B12", "a &lt; b"],
)
def test_pseudo_text_keeps_codes_numbers_and_addresses(text: str) -> None:
    (answer,) = ask(make("pseudo"), text)
    assert inline.is_compatible(text, answer)
    for kept in ("2,5 mcg", "https://www.example.org/a?b=1", "B12"):
        assert (kept in text) <= (kept in answer)


def test_pseudo_text_is_longer_than_its_source() -> None:
    (answer,) = ask(make("pseudo"), "Een gewone zin van enige lengte.")
    assert len(answer) > len("Een gewone zin van enige lengte.") * 1.25


apertium = pytest.mark.skipif(
    shutil.which("apertium") is None or not make("apertium").supports(NL, AF),
    reason="apertium-afr-nld is not installed",
)


@apertium
def test_apertium_translates_many_texts_in_one_call_each_into_its_own() -> None:
    texts = [f"Dit is boek nummer {n}." for n in range(150)]
    single = ask(make("apertium"), texts[7], target=AF)
    many = ask(make("apertium"), *texts, target=AF)
    assert many[7] == single[0] == "Dié is boek nommer 7."
    assert len(many) == 150


@apertium
@pytest.mark.parametrize(
    "text",
    [
        'Geen <g id="1">tekort <x id="2"/> aan</g> &amp; &lt;rust&gt;',
        "Tekens * ~ ^ $ / \\ { } [ ] @ # € é ü “ ” … – \u00a0 😀",
        "*noot bij #teken en @naam",
        "",
        "   ",
        ".",
    ],
)
def test_apertium_returns_every_character_that_is_no_word(text: str) -> None:
    (answer,) = ask(make("apertium"), text, target=AF)

    def signs(written: str) -> list[str]:
        return [
            character
            for character in written.replace("></x>", "/>")
            if not character.isalnum() and not character.isspace()
        ]

    assert signs(answer) == signs(text)


@apertium
def test_apertium_marks_become_a_score() -> None:
    engine = make("apertium")
    reply = engine.translate(
        Batch(NL, AF, (Query("0", "Mijn huis is groot."), Query("1", "Zwelgkuip, kwibuszak en B12")))
    )
    known, unknown = reply.answers
    assert known.score == 1.0
    assert known.flags == ()
    assert unknown.score is not None
    assert unknown.score < 0.6
    assert unknown.flags[0].startswith("unknown-")
    assert "*" not in unknown.text


@apertium
def test_the_word_after_an_afrikaans_article_takes_the_capital() -> None:
    text = 'Een <t id="1">kwibus</t> slaapt. Een kwibus en een huis.'
    (answer,) = ask(make("apertium"), text, target=AF)
    assert answer == "'n <t id=\"1\">Kwibus</t> slaap. 'n Kwibus en 'n huis."


@apertium
def test_apertium_knows_its_pairs_and_no_other() -> None:
    assert make("apertium").supports(AF, NL)
    assert not make("apertium").supports(NL, EN)


def test_apertium_that_is_not_installed_says_what_to_do() -> None:
    engine = make("apertium", {"program": "no-such-program"})
    assert "apt install" in engine.unavailable()
    with pytest.raises(FatalError):
        ask(engine, "een", target=AF)


def test_an_engine_that_reads_markup_says_so() -> None:
    assert make("deepl").capabilities.tags is Tags.XML
    assert make("libretranslate").capabilities.tags is Tags.HTML
    assert make("google").capabilities.tags is Tags.NONE


def test_the_embedded_engine_opens_no_connection_and_loads_no_network_library() -> None:
    program = """
import socket, sys
def refuse(*_, **__): raise AssertionError("a connection")
socket.socket.connect = refuse
from l10n.engine import Setup, Batch, Query
from l10n.engines.base import create_engine
from l10n.locales import Locale
engine = create_engine(Setup("memory"))
engine.translate(Batch(Locale("nl"), Locale("en"), (Query("0", "een"),)))
loaded = {"requests", "deep_translator", "deepl", "urllib3"} & set(sys.modules)
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("arguments", [["--help"], ["engines", "--help"], ["draft", "--help"], ["status", "--help"]])
def test_help_loads_no_network_library(arguments: list[str]) -> None:
    program = f"""
import sys
from l10n.cli import cli
try:
    cli({arguments!r}, prog_name="l10n")
except SystemExit as end:
    assert not end.code, end.code
assert not {{"requests", "deep_translator", "deepl", "urllib3", "bs4"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)

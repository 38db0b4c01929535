"""TMX: our pairs come back as they were; other tools' files are read; hostile ones do no harm."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from l10n.errors import L10nError
from l10n.exchange.tmx import Pair, format_tmx, read_tmx
from l10n.inline import parse, render

HEAD = '<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="nl" datatype="html"/><body>'
TAIL = "</body></tmx>"


def read(
    tmp_path: Path, body: str, *, source: str = "nl", target: str = "en", head: str = HEAD, encoding: str = "utf-8"
) -> list[Pair]:
    file = tmp_path / "x.tmx"
    file.write_bytes((head + body + TAIL).encode(encoding))
    return list(read_tmx(file, source, target))


def unit(source: str, target: str, languages: tuple[str, str] = ("nl", "en")) -> str:
    sides = zip(languages, (source, target), strict=True)
    return "<tu>" + "".join(f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>' for language, text in sides) + "</tu>"


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("a", "b", ("a", "b")),
        ("5 &lt; 6 &amp; 7", "x", ("5 &lt; 6 &amp; 7", "x")),
        ("  a \n b ", "c", ("a b", "c")),
        ('<bpt i="1">&lt;b class="x"&gt;</bpt>a<ept i="1">&lt;/b&gt;</ept>', '<bpt i="1">&lt;b&gt;</bpt>c<ept i="1">&lt;/b&gt;</ept>', ("<b>a</b>", "<b>c</b>")),
        ('<bpt i="1" type="bold">{1&gt;</bpt>a<ept i="1">&lt;1}</ept>', '<bpt i="1" type="bold">{1&gt;</bpt>c<ept i="1">&lt;1}</ept>', ("<b>a</b>", "<b>c</b>")),
        ('a<ph x="1">{0}</ph>b', 'c<ph x="1">{0}</ph>', ("a<x1/>b", "c<x1/>")),
        ('a<ph>&lt;br/&gt;</ph>b', 'c<ph>&lt;br/&gt;</ph>', ("a<br/>b", "c<br/>")),
        ('<ph x="1">&lt;img src="a"/&gt;</ph> <ph x="2">&lt;img src="b"/&gt;</ph>', '<ph x="2">&lt;img src="b"/&gt;</ph> <ph x="1">&lt;img src="a"/&gt;</ph>', ("<img1/> <img2/>", "<img2/> <img1/>")),
        ('<hi type="italic">a</hi> b', '<hi type="italic">c</hi>', ("<i>a</i> b", "<i>c</i>")),
        ('a <bpt i="1">&lt;i&gt;</bpt>b <!-- note -->c<ept i="1">&lt;/i&gt;</ept>', "d", ("a <i>b c</i>", "d")),
    ],
)  # fmt: skip
def test_reads(tmp_path: Path, source: str, target: str, wanted: tuple[str, str]) -> None:
    assert read(tmp_path, unit(source, target)) == [Pair(*wanted)]


@pytest.mark.parametrize(
    ("tool", "source", "target", "wanted"),
    [
        ("Translate Toolkit", "een &lt;b&gt;a&lt;/b&gt;", "one &lt;b&gt;c&lt;/b&gt;", ("een <b>a</b>", "one <b>c</b>")),
        ("Translate Toolkit", "5 &amp;lt; 6", "c", ("5 &lt; 6", "c")),
        ("OmegaT", "een &lt;b0&gt;a&lt;/b0&gt; &amp; b", "&lt;b0&gt;c&lt;/b0&gt; &amp; d", ("een <b0>a</b0> &amp; b", "<b0>c</b0> &amp; d")),
        ("OmegaT", "schrijf &lt;b&gt;", "write b", ("schrijf &lt;b>", "write b")),
        ("l10n", "schrijf &lt;b&gt;", "write &lt;b&gt;", ("schrijf &lt;b>", "write &lt;b>")),
    ],
)  # fmt: skip
def test_tags_that_a_tool_wrote_as_text(
    tmp_path: Path, tool: str, source: str, target: str, wanted: tuple[str, str]
) -> None:
    head = HEAD.replace('creationtool="x"', f'creationtool="{tool}"')
    assert read(tmp_path, unit(source, target), head=head) == [Pair(*wanted)]


@pytest.mark.parametrize(
    "body", [unit("", "b"), unit("a", ""), "<tu/>", unit("a", "b", ("nl", "de")), '<tu><tuv xml:lang="nl"/></tu>']
)
def test_passes_over_what_is_no_pair(tmp_path: Path, body: str) -> None:
    assert read(tmp_path, body) == []


@pytest.mark.parametrize(
    ("languages", "asked", "wanted"),
    [(("nl-NL", "EN-gb"), ("nl", "en"), 1), (("NL", "pt-PT"), ("nl", "pt-BR"), 0), (("nl", "pt"), ("nl", "pt-BR"), 1), (("nl", "en_US"), ("nl", "en-US"), 1)],
)  # fmt: skip
def test_regions(tmp_path: Path, languages: tuple[str, str], asked: tuple[str, str], wanted: int) -> None:
    assert len(read(tmp_path, unit("a", "b", languages), source=asked[0], target=asked[1])) == wanted


def test_other_encodings_and_the_doctype(tmp_path: Path) -> None:
    head = HEAD.replace('"1.0"?>', '"1.0" encoding="utf-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    assert read(tmp_path, unit("één", "one"), head=head, encoding="utf-16") == [Pair("één", "one")]


def test_entities_of_the_file_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    head = HEAD.replace("?>", f'?><!DOCTYPE tmx [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY k "kort">]>', 1)
    assert read(tmp_path, unit("a &e;", "b") + unit("a &k;", "b") + unit("goed", "good"), head=head) == [
        Pair("goed", "good")
    ]


def test_a_bomb_does_not_grow(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "x" * 50}">' for n in range(12))
    head = HEAD.replace("?>", f"?><!DOCTYPE tmx [{entities}]>", 1)
    with contextlib.suppress(L10nError):
        assert read(tmp_path, unit("a &e11;", "b"), head=head) == []


@pytest.mark.parametrize(
    ("content", "words"), [("<html/>", "root"), ("", "XML"), ("<tmx><body><tu>", "XML"), ("geen xml", "XML")]
)
def test_what_is_no_tmx_is_refused_with_its_place(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "x.tmx"
    file.write_text(content)
    with pytest.raises(L10nError, match=words):
        list(read_tmx(file, "nl", "en"))
    with pytest.raises(L10nError):
        list(read_tmx(tmp_path / "none.tmx", "nl", "en"))


codes = st.sampled_from(
    ["<b>", "</b>", "<a1>", "</a1>", "<x1/>", "<br/>", " woord ", "&amp;", "é", "&lt;", "\u00a0", "ع"]
)


@given(st.lists(st.tuples(st.lists(codes, min_size=1), st.lists(codes, min_size=1)), max_size=5))
@settings(deadline=None)
def test_our_pairs_come_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[list[str], list[str]]]
) -> None:
    pairs = [Pair(*(" ".join(render(parse("".join(side))).split(" ")).strip() for side in sides)) for sides in drawn]
    pairs = [
        Pair(*(" ".join(text.replace("\u00a0", "\0").split()).replace("\0", "\u00a0") for text in pair))
        for pair in pairs
    ]
    pairs = [pair for pair in pairs if pair.source.strip() and pair.target.strip()]
    file = tmp_path_factory.mktemp("tmx") / "x.tmx"
    file.write_bytes(format_tmx(pairs, "nl", "en"))
    assert [Pair(a.strip(), b.strip()) for a, b in pairs] == list(read_tmx(file, "nl", "en"))


def test_written_files_keep_the_rules() -> None:
    texts = ["a <b>b</b> &amp; c", "<i>a <b>b</b></i><br/>", "</b>a<i>", "<a1>a</a1> <x1/> <a2>b</a2>", "\x01 <img/>"]
    root = etree.fromstring(format_tmx([Pair(a, b) for a in texts for b in texts], "nl", "pt-BR"))
    with (Path(__file__).parent / "tmx-rules.dtd").open("rb") as file:
        rules = etree.DTD(file)
    assert rules.validate(root), rules.error_log
    for segment in root.iter("seg"):
        assert sorted(begin.get("i", "") for begin in segment.iter("bpt")) == sorted(
            end.get("i", "") for end in segment.iter("ept")
        )


def test_written_files_are_valid_xml_with_the_required_attributes() -> None:
    root = etree.fromstring(format_tmx([Pair("a <b>b</b>\x01", "c <b>d</b>")], "nl", "pt-BR"))
    header = root.find("header")
    assert header is not None
    assert {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"} <= set(
        header.attrib
    )
    begin, end = root.find(".//bpt"), root.find(".//ept")
    assert begin is not None
    assert end is not None
    assert begin.get("i") == end.get("i")

"""The canonical reader and writer: the library is the oracle, on files we write and on files that something damaged."""

from __future__ import annotations

from collections.abc import Callable

import polib
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.exchange import po
from l10n.exchange.po_lines import escape, format_entry, read_canonical
from l10n.model import Catalog, Entry
from tests import growth
from tests.strategies import random_entries

HEADER = (("Project-Id-Version", "demo"), ("Language", "fr"), ("Content-Type", "text/plain; charset=UTF-8"))
# What is written or read in a special way somewhere: quotes, escapes, markers, white space of many kinds.
ODD = list('ab é"\\\n\t\r\v\b\f#~|:,.<>\u00a0\u2028\u0085\x1c')
TEXTS = st.text(st.sampled_from(ODD), max_size=8)
LINES = TEXTS.map(lambda text: " ".join(text.split()))
ENTRIES = random_entries(
    source=TEXTS.filter(bool),
    target=TEXTS,
    context=TEXTS,
    fuzzy=st.booleans(),
    previous=TEXTS,
    previous_context=TEXTS,
    comments=st.lists(LINES, max_size=2).map(tuple),
    extracted=st.lists(LINES.filter(bool), max_size=2).map(tuple),
    reference=st.sampled_from(["", "source/a.html", "source/a.html#x", "a.c:12 b.c"]),
    flags=st.sampled_from([(), ("no-wrap",), ("no-wrap", "c-format")]),
    obsolete=st.booleans(),
)
CATALOGS = st.builds(
    Catalog,
    locale=st.just("fr"),
    entries=st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.key).map(tuple),
    header=st.just(HEADER),
    header_comment=st.sampled_from(["", "demo in French.", "demo.\n\nTweede alinea."]),
)


def library(text: str) -> Catalog:
    """What the library reads, by the same name."""
    return po._read_foreign(text, "x.po")[0]


def with_lines(catalog: Catalog) -> list[tuple[Entry, int]]:
    return [(entry, entry.line) for entry in catalog.entries]


@settings(max_examples=300, deadline=None)
@given(CATALOGS)
def test_both_readers_read_the_same_from_what_we_write(catalog: Catalog) -> None:
    text = po.format_po(catalog).decode()
    read = read_canonical(text)
    assume(read is not None)
    assert read is not None
    assert read == library(text)
    assert with_lines(read) == with_lines(library(text))


@settings(max_examples=400, deadline=None)
@given(CATALOGS, st.data())
def test_both_readers_read_the_same_from_a_damaged_file(catalog: Catalog, data: st.DataObject) -> None:
    text = po.format_po(catalog).decode().replace("\r", "")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 3))
        put = data.draw(
            st.sampled_from(["", "\n", "\n\n", '"', "\\", "#", "# ", "#~ ", "#, ", " ", "msgid", '""\n"a"'])
        )
        text = text[:at] + put + text[at + gone :]
    read = read_canonical(text)
    if read is not None:
        assert with_lines(read) == with_lines(library(text))
        assert read == library(text)


@settings(max_examples=200, deadline=None)
@given(ENTRIES)
def test_an_entry_is_written_as_the_library_writes_it(entry: Entry) -> None:
    text = po._Text
    message = polib.POEntry(
        msgid=text(entry.source),
        msgstr=text(entry.target),
        msgctxt=text(entry.context) if entry.context else None,
        previous_msgid=text(entry.previous) if entry.previous else None,
        previous_msgctxt=text(entry.previous_context) if entry.previous_context else None,
        flags=(["fuzzy"] if entry.fuzzy else []) + list(entry.flags),
        obsolete=entry.obsolete,
    )
    bare = entry._replace(comments=(), extracted=(), reference="")
    assert format_entry(bare) == message.__unicode__(wrapwidth=0)


def test_empty_comment_lines_at_the_beginning_are_not_written_as_they_are_not_read() -> None:
    assert format_entry(Entry("a", "b", comments=("", " ", "van mij", ""))) == '# van mij\n#\nmsgid "a"\nmsgstr "b"\n'


@given(TEXTS)
def test_escapes_are_those_of_the_library(text: str) -> None:
    assert escape(text) == polib.escape(text)


def test_every_ordinary_file_is_read_without_the_library() -> None:
    entries = (
        Entry("Een «zin»", 'Une "phrase"\n', extracted=("p, under «Kop»", "<a>: b.html"), reference="source/a.html"),
        Entry("twee\nregels", "deux\nlignes", "kop", True, "drie", comments=("l10n-changed: x", "", "van mij")),
        Entry("weg", "parti", obsolete=True, comments=("oud",), fuzzy=True, flags=("no-wrap",)),
    )
    catalog = Catalog("fr", entries, HEADER, "demo.\n\nTweede.")
    assert read_canonical(po.format_po(catalog).decode()) == catalog


GOOD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("no header", 'msgid "a"\nmsgstr "b"\n'),
        ("a fuzzy header", '#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "a"\nmsgstr "b"\n'),
        ("a header line without a colon", 'msgid ""\nmsgstr ""\n"Language\\n"\n\nmsgid "a"\nmsgstr "b"\n'),
        ("plural forms", GOOD + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n'),
        ("a sticky-flag line", GOOD + '#= x\nmsgid "a"\nmsgstr "b"\n'),
        ("a quote without its backslash", GOOD + 'msgid "a"b"\nmsgstr "c"\n'),
        ("an open string", GOOD + 'msgid "a\nmsgstr "c"\n'),
        ("a message twice", GOOD + 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'),
        ("two empty lines", GOOD + '\nmsgid "a"\nmsgstr "b"\n'),
        ("no line feed at the end", GOOD + 'msgid "a"\nmsgstr "b"'),
        ("a comment after the last entry", GOOD + 'msgid "a"\nmsgstr "b"\n\n# later\n'),
        ("white space behind a comment", GOOD + '# later \nmsgid "a"\nmsgstr "b"\n'),
        ("an empty message", GOOD + 'msgctxt "x"\nmsgid ""\nmsgstr "b"\n'),
        ("half an obsolete entry", GOOD + '#~ msgid "a"\nmsgstr "b"\n'),
    ],
)
def test_another_shape_is_left_to_the_library(title: str, text: str) -> None:
    assert read_canonical(text) is None, title


def test_a_hostile_block_takes_linear_time() -> None:
    def block(lines: int) -> Callable[[], object]:
        text = GOOD + 'msgid ""\n' + '"a"\n' * lines + '"b\n'
        assert read_canonical(text) is None
        return lambda: read_canonical(text)

    assert growth.exponent(block, 2_000, 20_000) < growth.LIMIT


def test_a_malformed_file_still_names_its_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("po") / "x.po"
    path.write_text(GOOD + 'msgid "a\nmsgstr "c"\n', encoding="utf-8")
    with pytest.raises(L10nError) as error:
        po.read_po(path, name="x.po")
    assert error.value.where == "x.po:5"

"""A file taken apart in blocks says what the canonical reader reads, and no more files are taken apart than it reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.exchange.po import format_po
from l10n.exchange.po_blocks import Blocks, plain_block, plain_entry, read_blocks, source_side, source_sides
from l10n.exchange.po_lines import format_entry, read_canonical
from l10n.model import Catalog, Entry, Key
from tests.strategies import random_entries

HEADER = (("Language", "fr"), ("Content-Type", "text/plain; charset=UTF-8"))
TEXTS = st.text(st.sampled_from(list('ab é"\\\n\t\v#~|:,.<>\u00a0\u2028\u0085')), max_size=8)
ENTRIES = random_entries(
    source=TEXTS.filter(bool),
    target=TEXTS,
    context=st.sampled_from(["", "menu"]),
    fuzzy=st.booleans(),
    previous=st.sampled_from(["", "oud"]),
    comments=st.sampled_from([(), ("van een mens",)]),
    extracted=st.sampled_from([(), ("p",), ("p", "<a>: b.html")]),
    reference=st.sampled_from(["", "source/a.html"]),
    flags=st.sampled_from([(), ("no-wrap",)]),
    obsolete=st.booleans(),
)
PLAIN = random_entries(source=TEXTS.filter(bool), target=TEXTS, extracted=st.just(("p",)), reference=st.just("a"))
CATALOGS = st.builds(
    Catalog,
    locale=st.just("fr"),
    entries=st.lists(ENTRIES | PLAIN, max_size=5, unique_by=lambda entry: entry.key).map(tuple),
    header=st.just(HEADER),
)


def entries(blocks: Blocks) -> list[Entry]:
    return [one if isinstance(one, Entry) else plain_entry(one, blocks.targets[one]) for one in blocks.entries]


def without_place(entry: Entry, blocks: Blocks) -> Entry:
    is_plain = entry.key in blocks.targets and not entry.obsolete
    return entry._replace(extracted=(), reference="") if is_plain else entry


@settings(max_examples=300, deadline=None)
@given(CATALOGS, st.data())
def test_what_is_taken_apart_is_what_is_read(catalog: Catalog, data: st.DataObject) -> None:
    text = format_po(catalog).decode()
    for _ in range(data.draw(st.integers(0, 2))):
        at, gone = data.draw(st.integers(min(len(text), 88), len(text))), data.draw(st.integers(0, 3))
        put = data.draw(st.sampled_from(["", "\n", "\n\n", '"', "\\", "#", "# ", "#~ ", "#, ", " ", '\nmsgstr "x"']))
        text = text[:at] + put + text[at + gone :]
    sides: dict[str, Key] = {}
    for _ in range(2):  # the second time every source side is known
        blocks, read = read_blocks(text.encode(), "x.po", sides), read_canonical(text)
        assert (blocks is None) == (read is None)
        if blocks is not None and read is not None:
            assert entries(blocks) == [without_place(entry, blocks) for entry in read.entries]
            assert blocks.active == tuple(entry.key for entry in read.active)
            assert (blocks.header.locale, blocks.header.header_comment) == (read.locale, read.header_comment)


@given(PLAIN)
def test_a_plain_block_is_written_as_its_entry(entry: Entry) -> None:
    blocks = read_blocks(format_po(Catalog("fr", (entry,), HEADER)), "x.po", {})
    if blocks is not None and entry.key in blocks.targets:
        assert plain_block(source_side(entry), blocks.targets[entry.key]) == format_entry(entry)


def test_the_source_sides_of_a_template_are_those_of_its_entries() -> None:
    found = (Entry("Een zin", extracted=("p",), reference="a.html"), Entry('twee\n"regels"', context="kop"))
    assert source_sides(format_po(Catalog("", found, HEADER))) == [source_side(entry) for entry in found]


@pytest.mark.parametrize("target", ["", "two\nlines", "line\n", "tab\t", "\v"])
def test_what_would_be_written_in_another_way_is_not_plain(target: str) -> None:
    data = format_po(Catalog("fr", (Entry("a", target),), HEADER)).replace(b"\\t", b"\t").replace(b"\\v", b"\v")
    blocks = read_blocks(data, "x.po", {})
    assert blocks is not None
    assert not blocks.targets

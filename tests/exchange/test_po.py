"""PO files: what other tools write is read, and what we write is what gettext would write."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.exchange.files import ChangedError
from l10n.exchange.first_lines import message_line, message_lines, untranslated_lines
from l10n.exchange.po import format_po, read_foreign_po, read_po, write_po
from l10n.exchange.po_lines import escape
from l10n.model import Catalog, Entry
from tests.strategies import random_entries

HEADER = (
    ("Project-Id-Version", "demo"),
    ("PO-Revision-Date", "2026-01-01 00:00+0000"),
    ("Last-Translator", "l10n <l10n@example.org>"),
    ("Language-Team", "French <fr@example.org>"),
    ("Language", "fr"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("X-Source-Language", "nl"),
)
FULL = Catalog(
    "fr",
    (
        Entry(
            "Neem <strong>1</strong> tablet",
            "Prenez <strong>1</strong> comprimé",
            fuzzy=True,
            previous="Neem 2 tabletten",
            comments=("l10n-draft: engine=memory method=tm-fuzzy text=0123456789ab", "  ingesprongen"),
            extracted=("p, under «Dosering»", "<strong>: nadruk"),
            reference="source/demo.html#dosering",
        ),
        Entry("Dosering", "Posologie", context="kop"),
        Entry('regel "een"\nregel\ttwee \\', "ligne «un»\nligne\tdeux \\", flags=("no-wrap",)),
        Entry("nog niet"),
        Entry("een heel lange zin " * 12, "une phrase très longue " * 12),
        Entry("Weg", "Parti", obsolete=True, comments=("van de oude pagina",), fuzzy=True),
    ),
    header=HEADER,
    header_comment="demo in French.\n\nTweede alinea.",
)
needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "x.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def head(extra: str = "", charset: str = "UTF-8") -> str:
    return f'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset={charset}\\n"\n\n{extra}\n'


def test_reading_undoes_writing(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    assert write_po(path, FULL)
    assert read_po(path, name="x.po").entries == FULL.entries
    assert read_po(path).header == FULL.header
    assert read_po(path).header_comment == FULL.header_comment


def test_a_file_that_says_the_same_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    write_po(path, FULL)
    before = path.stat().st_mtime_ns
    assert not write_po(path, read_po(path))
    assert path.stat().st_mtime_ns == before


@needs_gettext
def test_what_we_write_is_what_msgcat_writes(tmp_path: Path) -> None:
    path = write(tmp_path, format_po(FULL))
    canonical = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True).stdout
    assert canonical.decode() == path.read_text("utf-8")


@needs_gettext
def test_msgfmt_has_nothing_to_say(tmp_path: Path) -> None:
    path = write(tmp_path, format_po(FULL))
    run = subprocess.run(["msgfmt", "-c", "-v", "-o", "/dev/null", path], capture_output=True, check=True, text=True)
    assert "warning" not in run.stderr


@needs_gettext
def test_state_survives_msgcat_and_msgattrib(tmp_path: Path) -> None:
    path = write(tmp_path, format_po(FULL))
    for tool in (["msgcat"], ["msgattrib", "--no-wrap"]):
        path.write_bytes(subprocess.run([*tool, path], capture_output=True, check=True).stdout)
        assert [entry.state for entry in read_po(path).entries] == [entry.state for entry in FULL.entries]


def test_translate_toolkit_reads_the_same_texts(tmp_path: Path) -> None:
    from translate.storage import pypo

    path = write(tmp_path, format_po(FULL))
    store = pypo.pofile.parsefile(str(path))
    seen = [(unit.source, unit.target, unit.isfuzzy()) for unit in store.units if unit.source and not unit.isobsolete()]
    assert seen == [(entry.source, entry.target, entry.fuzzy) for entry in FULL.active]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("a byte order mark", b"\xef\xbb\xbf" + head('msgid "a"\nmsgstr "b"').encode()),
        ("a sticky-flag line", head('#= x-approved\n#, fuzzy\nmsgid "a"\nmsgstr "b"')),
        ("a flag without a space", head('#,fuzzy\nmsgid "a"\nmsgstr "b"')),
        ("two flag lines", head('#, no-wrap\n#, fuzzy\nmsgid "a"\nmsgstr "b"')),
        ("wrapped text", head('msgid ""\n"a"\nmsgstr ""\n"b"')),
        ("no space before the quote", head('msgid"a"\nmsgstr"b"')),
        ("no header", 'msgid "a"\nmsgstr "b"\n'),
        ("nothing after the last quote", head('msgid "a"\nmsgstr "b"').rstrip()),
        ("a comment without a space", head('#mine\nmsgid "a"\nmsgstr "b"')),
    ],
)
def test_accepts_what_other_tools_write(tmp_path: Path, title: str, text: str | bytes) -> None:
    (entry,) = read_po(write(tmp_path, text)).entries
    assert (entry.source, entry.target) == ("a", "b"), title
    assert entry.fuzzy == ("fuzzy" in str(text))


def test_line_ends_of_windows_come_back(tmp_path: Path) -> None:
    path = write(tmp_path, head('msgid "a"\nmsgstr "b"').replace("\n", "\r\n"))
    before = path.read_bytes()
    assert not write_po(path, read_po(path))
    assert path.read_bytes() == before


def test_a_declared_encoding_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, head('msgid "een"\nmsgstr "été"', charset="ISO-8859-1").encode("latin-1"))
    assert read_po(path).entries[0].target == "été"


def test_comments_after_the_last_entry_are_kept(tmp_path: Path) -> None:
    (entry,) = read_po(write(tmp_path, head('msgid "a"\nmsgstr "b"\n\n# nog te doen'))).entries
    assert entry.comments == ("nog te doen",)


def test_the_previous_source_of_an_obsolete_entry_is_kept(tmp_path: Path) -> None:
    (entry,) = read_po(write(tmp_path, head('#, fuzzy\n#~| msgid "z"\n#~ msgid "a"\n#~ msgstr "b"'))).entries
    assert (entry.previous, entry.obsolete) == ("z", True)


def test_line_separators_inside_a_text_are_no_line_ends(tmp_path: Path) -> None:
    catalog = Catalog("fr", (Entry("a\u2028b\x0bc\x85d", "e\u2029f"),), header=HEADER)
    path = write(tmp_path, format_po(catalog))
    assert read_po(path).entries == catalog.entries


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (head('msgid "a"\nmsgstr "b'), 7, "quote"),
        (head("what is this"), 6, "syntax"),
        (head('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"'), 9, "twice"),
        (head('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"'), 6, "plural"),
        (head('msgid "a"\nmsgstr "b\0"'), 7, "NUL"),
        (head('msgid "a"\nmsgstr "x"').encode() + b"# \xff\n", 8, "UTF-8"),
        (head('msgid "a"\nmsgstr "b" "c"'), 7, "quote"),
        (head('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> other'), 7, "conflict markers"),
        (head('msgid "a"\nmsgstr "b"\n>>>>>>> other'), 8, "conflict markers"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, text: str | bytes, line: int, word: str) -> None:
    path = write(tmp_path, text)
    before = path.read_bytes()
    with pytest.raises(L10nError) as caught:
        read_po(path, name="x.po")
    assert word in caught.value.message + caught.value.hint
    assert caught.value.where == f"x.po:{line}"
    assert path.read_bytes() == before


def test_plural_forms_of_a_foreign_file_are_entries(tmp_path: Path) -> None:
    path = write(tmp_path, head('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"'))
    assert [(entry.source, entry.target) for entry in read_foreign_po(path).entries] == [("a", "b"), ("as", "c")]


def test_an_edit_made_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path, head('msgid "a"\nmsgstr "b"'))
    catalog = read_po(path)
    path.write_text(path.read_text("utf-8").replace('"b"', '"better"'), "utf-8")
    with pytest.raises(ChangedError):
        write_po(path, Catalog("fr", (Entry("a", "c"),), version=catalog.version))
    assert '"better"' in path.read_text("utf-8")


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=40)


ENTRIES = st.lists(
    random_entries(
        source=texts,
        target=texts | st.just(""),
        fuzzy=st.booleans(),
        previous=texts | st.just(""),
        obsolete=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda entry: entry.source,
)


@settings(max_examples=150, deadline=None)
@given(ENTRIES)
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    ordered = tuple(sorted(entries, key=lambda entry: entry.obsolete))
    path = tmp_path_factory.mktemp("po") / "x.po"
    write_po(path, Catalog("fr", ordered, header=HEADER))
    assert read_po(path).entries == ordered


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\x41\102C", "ABC"),
        (r"caf\303\251", "café"),
        (r"caf\xc3\xa9 \\x41", r"café \x41"),
        (r"a\x22z\x5c", 'a"z\\'),
        (r"een\ntwee", "een\ntwee"),
    ],
)
def test_bytes_as_escapes_are_read_as_gettext_reads_them(tmp_path: Path, written: str, read: str) -> None:
    path = tmp_path / "x.po"
    path.write_text(f'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "{written}"\nmsgstr "{written}"\n')
    entry = read_po(path).entries[0]
    assert (entry.source, entry.target) == (read, read)


@pytest.mark.parametrize("bad", [r"\q", r"\xff", r"\377", r"\x414", r"\000", r"\x"])
def test_an_escape_that_means_nothing_is_refused_with_its_line(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "x.po"
    path.write_text(f'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "a"\nmsgstr "{bad}"\n')
    with pytest.raises(L10nError, match="backslash") as caught:
        read_po(path)
    assert caught.value.where.endswith(":6")


@pytest.mark.parametrize("rest", ["", '\nmsgid "b"\nmsgstr "B"\n', '\n#~ msgid "b"\n#~ msgstr "B"\n'])
def test_a_message_without_msgstr_is_refused_with_its_line(tmp_path: Path, rest: str) -> None:
    path = tmp_path / "x.po"
    path.write_text(f'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "a"\n{rest}')
    with pytest.raises(L10nError, match="no msgstr") as caught:
        read_po(path)
    assert caught.value.where.endswith(":5")


@given(ENTRIES)
def test_untranslated_messages_are_found_by_their_first_lines(entries: list[Entry]) -> None:
    catalog = Catalog("fr", tuple(entries), header=HEADER)
    empty = {message_line(entry.source) for entry in catalog.active if not entry.target}
    every = {message_line(entry.source) for entry in catalog.active}
    assert untranslated_lines(format_po(catalog)) == (empty or every)
    assert untranslated_lines(format_po(catalog).replace(b"\n", b"\r\n")) == (empty or every)


def wrapped(text: str, width: int, mark: str) -> str:
    """A message cut as other programs do: behind each line feed, and after so many characters."""
    pieces, last = [""], ""
    for character in re.findall(r"\\.|[^\\]", escape(text)):
        if last == r"\n" or len(pieces[-1]) >= width:
            pieces.append("")
        pieces[-1] += character
        last = character
    return "".join([f'{mark}msgid ""\n', *(f'{mark}"{piece}"\n' for piece in pieces), f'{mark}msgstr "x"\n'])


@pytest.mark.parametrize("width", [1, 7, 20, 76])
@given(
    st.lists(st.text(st.sampled_from('a \\"\n\tn'), min_size=1, max_size=30), min_size=1, max_size=5, unique=True),
    st.booleans(),
)
def test_the_first_lines_are_found_at_any_width(width: int, texts: list[str], obsolete: bool) -> None:
    mark = "#~ " if obsolete else ""
    blocks = [wrapped(text, width, mark) for text in texts]
    data = "\n".join(['msgid ""\nmsgstr ""\n"Language: fr\\n"\n', *blocks]).encode()
    assert message_lines(data, obsolete=obsolete) == {message_line(text) for text in texts}
    assert message_lines(data, obsolete=not obsolete) == set()

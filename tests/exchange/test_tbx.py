"""TBX: nothing of a glossary is lost on the way, other tools' files are read, hostile ones do no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from l10n.errors import L10nError
from l10n.exchange.tbx import BASIC, CORE, MIN, Row, read_tbx, write_martif, write_tbx

COLUMNS = (
    "concept_id lang term status pos gender forms exclude match case context domain definition source note".split()
)


def row(**fields: str) -> Row:
    return "", {column: fields.get(column, "") for column in COLUMNS}


FULL: list[Row] = [
    row(
        concept_id="cell", lang="nl", term="cel", status="preferred", pos="noun", gender="feminine", forms="cellen|celletje",
        exclude="celstraf", match="exact", case="exact", context="bloed|!gevangenis", domain="biology",
        definition="Het kleinste deel & meer <dan> dat.", source="Handboek", note="Zie ook\nweefsel.",
    ),
    row(concept_id="cell", lang="en", term="cell", status="admitted", gender="common"),
    row(concept_id="cell", lang="en", term="jail", status="forbidden", pos="properNoun"),
    row(concept_id="2 MIND", lang="nl", term="MIND", status="dnt", case="exact"),
]  # fmt: skip


def fields(rows: list[Row]) -> list[dict[str, str]]:
    """The filled columns only; domain and definition stand on the first row that may bear them."""
    shown, seen = [], set()
    for _, cells in rows:
        kept = {key: value for key, value in cells.items() if value}
        for key, once in (("domain", cells["concept_id"]), ("definition", (cells["concept_id"], cells["lang"]))):
            if (key, once) in seen:
                kept.pop(key, None)
            seen.add((key, once))
        shown.append(kept)
    return shown


@pytest.mark.parametrize("write", [write_tbx, write_martif])
def test_nothing_is_lost(write) -> None:
    data = write(FULL, source_locale="nl")
    assert fields(read_tbx(data)) == fields(FULL)
    assert write(read_tbx(data), source_locale="nl") == data


def test_the_file_is_tbx_basic_in_dct_style() -> None:
    root = etree.fromstring(write_tbx(FULL, source_locale="nl"))
    assert (root.tag, root.get("type"), root.get("style")) == (f"{{{CORE}}}tbx", "TBX-Basic", "dct")
    names = {"c": CORE, "min": MIN, "basic": BASIC}
    statuses = root.xpath("//c:termSec/min:administrativeStatus/text()", namespaces=names)
    assert statuses == [
        "preferredTerm-admn-sts",
        "admittedTerm-admn-sts",
        "deprecatedTerm-admn-sts",
        "preferredTerm-admn-sts",
    ]
    assert root.xpath("count(//c:langSec/basic:definition)", namespaces=names) == 1
    assert root.xpath("//c:conceptEntry/min:subjectField/text()", namespaces=names) == ["biology"]
    ids = root.xpath("//c:conceptEntry/@id", namespaces=names)
    assert ids == ["cell", "_2"]


def test_a_real_reader_reads_the_older_shape() -> None:
    from translate.storage.tbx import tbxfile

    store = tbxfile.parsestring(write_martif(FULL, source_locale="nl"))
    assert len(store.units) == 2
    assert store.units[0].source == "cel"


def test_other_shapes_of_other_tools_are_read() -> None:
    data = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body>
 <termEntry id="c7"><descripGrp><descrip type="subjectField">blood</descrip></descripGrp>
  <langSet xml:lang="nl"><ntig><termGrp><term>tekort</term>
    <termNote type="partOfSpeech">noun</termNote>
    <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig></langSet>
  <langSet xml:lang="en"><descrip type="definition">Too little.</descrip>
    <tig><term>lack</term><termNote type="administrativeStatus">forbidden</termNote><note>Never.</note></tig></langSet>
 </termEntry></body></text></martif>"""
    first, second = (cells for _, cells in read_tbx(data.encode()))
    assert (first["concept_id"], first["domain"], first["pos"], first["status"]) == ("c7", "blood", "noun", "forbidden")
    assert (second["definition"], second["status"], second["note"]) == ("Too little.", "forbidden", "Never.")


def test_dca_style_is_read() -> None:
    data = f"""<tbx xmlns="{CORE}" type="TBX-Basic" style="dca" xml:lang="en"><text><body><conceptEntry id="c1">
    <langSec xml:lang="en"><termSec><term>cell</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
    </termSec></langSec></conceptEntry></body></text></tbx>"""
    ((place, cells),) = read_tbx(data.encode(), name="x.tbx")
    assert (cells["term"], cells["status"], place) == ("cell", "admitted", "x.tbx:2")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "XML"),
        (b"<tbx>", "XML"),
        (b"<html/>", "neither"),
        (b"concept_id,lang,term\n", "XML"),
        (
            b"<martif><text><body><termEntry><langSet><tig><term>x</term></tig></langSet></termEntry></body></text></martif>",
            "language",
        ),
    ],
)
def test_what_is_no_tbx_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(L10nError) as caught:
        read_tbx(data, name="x.tbx")
    assert words in str(caught.value)
    assert caught.value.where.startswith("x.tbx:")


def test_entities_are_not_resolved(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    data = f"""<!DOCTYPE martif [<!ENTITY s SYSTEM "{secret.as_uri()}">]><martif xml:lang="en"><text><body><termEntry id="a">
    <langSet xml:lang="en"><tig><term>x&s;y</term></tig></langSet></termEntry></body></text></martif>"""
    assert "secret" not in str(read_tbx(data.encode()))


def test_entities_that_multiply_stay_small() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    data = f"""<!DOCTYPE martif [<!ENTITY e0 "xxxxxxxxxx">{levels}]><martif xml:lang="en"><text><body><termEntry id="a">
    <langSet xml:lang="en"><tig><term>x&e11;</term></tig></langSet></termEntry></body></text></martif>"""
    try:
        rows = read_tbx(data.encode())
    except L10nError:
        return
    assert len(str(rows)) < 1_000


_TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), max_size=12).map(
    lambda text: " ".join(text.split())
)


@given(
    st.lists(
        st.tuples(_TEXT.filter(bool), _TEXT, _TEXT.map(lambda text: text.replace("|", ""))), min_size=1, max_size=5
    )
)
def test_every_text_survives(terms: list[tuple[str, str, str]]) -> None:
    rows = [
        row(concept_id=f"c{at}", lang="nl", term=term, status="preferred", source=source, forms=form)
        for at, (term, source, form) in enumerate(terms)
    ]
    assert fields(read_tbx(write_tbx(rows, source_locale="nl"))) == fields(rows)

"""Glossary tables: what is read, what is refused and with which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.terms import Case, Match, Status, read_table, write_table

LONG = "concept_id,lang,term,status\ndef,nl,tekort,preferred\ndef,en,deficiency,\ndef,en,lack,forbidden\n"


@pytest.mark.parametrize(
    ("data", "where", "words"),
    [
        ("concept_id,lang,term\n,nl,tekort\n", "g.csv:2", "concept_id"),
        ("concept_id,lang,term\ndef,nl,\n", "g.csv:2", "term"),
        ("concept_id,lang,term\ndef,n!l,tekort\n", "g.csv:2", "lang"),
        ("concept_id,lang,term,status\ndef,nl,tekort,prefered\n", "g.csv:2", "preferred"),
        ("concept_id,lang,term,match\ndef,nl,tekort,fuzzy\n", "g.csv:2", "match"),
        ("concept_id,lang,term,case\ndef,nl,tekort,lower\n", "g.csv:2", "case"),
        ("concept_id,lang,term,statsu\ndef,nl,tekort,\n", "g.csv:1", "status"),
        ("concept_id,term\ndef,tekort\n", "g.csv:1", "lang"),
        ("lang,term\nnl,tekort\n", "g.csv:1", "concept_id"),
        ("concept_id,lang,term\ndef,nl,tekort, a tail\n", "g.csv:2", "4 cells"),
        ('concept_id,lang,term\n"def\nx",nl,\n', "g.csv:3", "term"),
        ("concept_id,lang,term,type\ndef,nl,tekort,thing\n", "g.csv:2", "type"),
        ("concept_id,lang,term,case_sensitive\ndef,nl,tekort,maybe\n", "g.csv:2", "case_sensitive"),
        ("name,value\na,b\n", "g.csv:1", "language tag"),
        ("nl\ntekort\n", "g.csv:1", "term column"),
        ("concept_id,lang,term\ndef,nl,te\0kort\n", "g.csv:2", "NUL"),
    ],
)
def test_a_mistake_is_named_with_row_and_column(data: str, where: str, words: str) -> None:
    with pytest.raises(L10nError) as caught:
        read_table(data.encode(), name="g.csv")
    assert caught.value.where == where
    assert words in str(caught.value)


def test_a_file_in_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(L10nError) as caught:
        read_table(LONG.encode() + "x,nl,patiënt,\n".encode("latin-1"), name="g.csv")
    assert caught.value.where == "g.csv:5"


def test_a_table_with_a_header_only_is_an_empty_termbase() -> None:
    assert len(read_table(b"concept_id,lang,term\n")) == 0


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_table_without_a_header_is_refused(data: bytes) -> None:
    with pytest.raises(L10nError, match="empty"):
        read_table(data)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_spreadsheet_program_is_understood(separator: str, mark: bytes, newline: str) -> None:
    data = mark + LONG.replace(",", separator).replace("\n", newline).encode()
    assert read_table(data) == read_table(LONG.encode())


def test_the_long_form_keeps_every_column() -> None:
    data = (
        "concept_id,lang,term,status,pos,gender,forms,exclude,match,case,context,domain,definition,source,note\n"
        "x,nl,cel,preferred,noun,f,cellen|celletje,celstraf,prefix,exact,bloed|!gevangenis,biology,Smallest part.,Handbook,see y\n"
    )
    concept = read_table(data.encode()).concepts[0]
    term = concept.terms[0]
    assert (concept.domain, concept.definitions) == ("biology", (("nl", "Smallest part."),))
    assert term.forms == ("cellen", "celletje")
    assert term.exclude == ("celstraf",)
    assert (term.match, term.case, term.context) == (Match.PREFIX, Case.EXACT, ("bloed", "!gevangenis"))
    assert write_table(read_table(data.encode())) == data.encode()


def test_type_and_case_sensitive_are_converted() -> None:
    data = "concept_id,type,lang,term,status,case_sensitive,note\nmind,dnt,nl,MIND,preferred,true,\ngp,term,en,GP,admitted,true,\n"
    mind, gp = read_table(data.encode()).concepts
    assert mind.terms[0].status is Status.DNT
    assert (gp.terms[0].status, gp.terms[0].case) == (Status.ADMITTED, Case.EXACT)


def test_the_wide_form_has_a_column_for_each_language() -> None:
    data = "nl;en;pt-br\ntekort;deficiency | insufficiency | !lack;deficiência\ntekort;shortage;\n"
    one, other = read_table(data.encode()).concepts
    assert (one.id, other.id) == ("tekort", "tekort-2")
    assert [(term.lang, term.text, term.status) for term in one.terms] == [
        ("nl", "tekort", Status.PREFERRED),
        ("en", "deficiency", Status.PREFERRED),
        ("en", "insufficiency", Status.ADMITTED),
        ("en", "lack", Status.FORBIDDEN),
        ("pt-BR", "deficiência", Status.PREFERRED),
    ]


def test_a_locale_falls_back_to_its_language_and_dnt_holds_everywhere() -> None:
    data = "concept_id,lang,term,status\nx,pt,célula,\ny,nl,MIND,dnt\n"
    cell, mind = read_table(data.encode()).concepts
    assert cell.in_locale("pt-BR")[0].text == "célula"
    assert cell.in_locale("de") == ()
    assert mind.in_locale("ar")[0].text == "MIND"


_WORD = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="|\r\n\x85\u2028\u2029"), max_size=12
).map(lambda text: " ".join(text.split()))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c d"]),
            st.sampled_from(["nl", "en", "zh-Hant"]),
            _WORD.filter(bool),
            _WORD,
            _WORD,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str, str, str]]) -> None:
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["concept_id", "lang", "term", "forms", "note"])
    writer.writerows(rows)
    termbase = read_table(stream.getvalue().encode())
    assert read_table(write_table(termbase)) == termbase

"""A template is what the entries without a translation would be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from l10n.exchange.po import format_po
from l10n.exchange.po_template import format_template
from l10n.model import Catalog, Entry

TEXT = st.text(st.sampled_from('ab é"\\\n\t<>&\x0b\x85\u2028 '), max_size=8)
LINE = TEXT.map(lambda text: text.replace("\n", ""))
MESSAGE = st.tuples(
    TEXT.filter(bool), TEXT, st.just("p"), st.lists(LINE, max_size=3).map(tuple), st.just("source/a.html")
)


@given(st.lists(MESSAGE, max_size=4))
def test_template_is_what_its_entries_would_be(messages: list[tuple[str, str, str, tuple[str, ...], str]]) -> None:
    header = Catalog("", header=(("Language", ""), ("X-Source-Language", "nl")), header_comment="Template of a.")
    entries = tuple(
        Entry(source, context=context, extracted=(line, *lines), reference=reference)
        for source, context, line, lines, reference in messages
    )
    whole = Catalog("", entries=entries, header=header.header, header_comment=header.header_comment)
    assert format_template(header, messages) == format_po(whole)

"""OpenDocument texts: lists that count, headings, notes, tables, and what is left out."""

import pytest

from kg.errors import ReadError
from kg.readers import odt
from tests.written import odt as made
from tests.written import packed, plain_odt

_LIST = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>'
    '<text:list-level-style-number text:level="2" style:num-prefix="(" style:num-suffix=")" style:num-format="a"/>'
    "</text:list-style>"
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def blocks(body: str, styles: str = "") -> list[tuple[str, str, str | None, int]]:
    """Kind, words, number and level of each block."""
    text, layout = odt.read_laid_out(made(body, styles=styles), "a.odt")
    return [(b.kind, text[b.begin : b.end], b.number, b.level) for b in layout.blocks]


def test_lists_count_and_go_on_when_they_are_told_to() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('part', '')}</text:list>"
    body = (
        f'<text:list text:style-name="L">{item.format("First.", inner)}{item.format("Second.", "")}</text:list>'
        "<text:p>Between.</text:p>"
        f'<text:list text:style-name="L" text:continue-numbering="true">{item.format("Third.", "")}</text:list>'
        f'<text:list text:style-name="L">{item.format("Anew.", "")}</text:list>'
    )
    assert blocks(body, _LIST) == [
        ("paragraph", "1. First.", "1", 0),
        ("item", "(a) part", "a", 0),
        ("paragraph", "2. Second.", "2", 0),
        ("paragraph", "Between.", None, 0),
        ("paragraph", "3. Third.", "3", 0),
        ("paragraph", "1. Anew.", "1", 0),
    ]


def test_a_second_paragraph_of_an_item_has_no_number() -> None:
    body = (
        '<text:list text:style-name="B"><text:list-item><text:p>One</text:p><text:p>more</text:p></text:list-item>'
        "</text:list>"
    )
    assert [words for _, words, _, _ in blocks(body, _LIST)] == ["• One", "more"]


def test_headings_know_their_level() -> None:
    assert blocks('<text:h text:outline-level="2">Inner</text:h><text:p>Words.</text:p>') == [
        ("heading", "Inner", None, 2),
        ("paragraph", "Words.", None, 0),
    ]


def test_notes_follow_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See A/78/1.</text:p>"
        "</text:note-body></text:note>"
    )
    assert blocks(f"<text:p>Forty{note} courses.</text:p>") == [
        ("paragraph", "Forty¹ courses.", None, 0),
        ("footnote", "¹ See A/78/1.", "1", 0),
    ]


def test_rows_of_a_table_are_rows() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('2025')}{cell.format('40')}</table:table-row>"
    assert blocks(f"<table:table>{row}</table:table>") == [("row", "2025 | 40", None, 0)]


def test_rows_of_a_table_in_a_table_come_once_and_those_of_its_groups_stay() -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    head = f"<table:table-row>{cell.format('<text:p>Year</text:p>')}{cell.format('<text:p>Courses</text:p>')}"
    inner = (
        f"<table:table><table:table-row>{cell.format('<text:p>spring</text:p>')}"
        f"{cell.format('<text:p>autumn</text:p>')}</table:table-row></table:table>"
    )
    body = f"<table:table-row>{cell.format('<text:p>2025</text:p>')}{cell.format(inner)}</table:table-row>"
    assert blocks(
        f"<table:table><table:table-header-rows>{head}</table:table-row></table:table-header-rows>"
        f"<table:table-row-group><table:table-rows>{body}</table:table-rows></table:table-row-group></table:table>"
    ) == [("row", "Year | Courses", None, 0), ("row", "2025 | spring | autumn", None, 0)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Two<text:s/>words<text:tab/>and<text:line-break/>more", "Two words and more"),
        ("Kept<office:annotation><text:p>note</text:p></office:annotation>", "Kept"),
        ("A <text:span>part</text:span> of it", "A part of it"),
    ],
)
def test_a_paragraph_says_what_is_seen(content: str, words: str) -> None:
    assert blocks(f"<text:p>{content}</text:p>")[0][1] == words


def test_deleted_text_is_left_out() -> None:
    gone = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    assert [words for _, words, _, _ in blocks(f"{gone}<text:p>Kept.</text:p>")] == ["Kept."]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (plain_odt()[:200], "the archive cannot be opened"),
        (packed({"mimetype": "x"}), "content.xml is missing"),
        (packed({"content.xml": "<a/>"}), "it has no body"),
        (packed({"content.xml": "<!DOCTYPE a><a/>"}), "declares a document type"),
        (
            packed({"content.xml": "x", "META-INF/manifest.xml": "<m><encryption-data/></m>"}),
            "it is encrypted",
        ),
        (made("<text:p/>"), "there are no words in it"),
    ],
)
def test_what_is_no_open_document_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as raised:
        odt.read(data, "in/a.odt")
    assert (raised.value.where, bool(raised.value.remedy)) == ("in/a.odt", True)

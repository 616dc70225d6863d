"""Word documents: the numbers that Word counts, headings, notes, tables, and what is left out."""

import pytest

from kg.errors import ReadError
from kg.readers import docx
from kg.types import Block
from tests.written import docx as made
from tests.written import p, packed

_LISTS = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""
_STYLES = """
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="HCh"><w:name w:val="_ H _Ch_G"/>
 <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Below"><w:name w:val="Below"/><w:basedOn w:val="H2"/></w:style>
<w:style w:styleId="H2"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
"""
_NOTES = """
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> See A/78/1.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="3"><w:p><w:r><w:t>Later note.</w:t></w:r></w:p></w:footnote>
"""


def blocks(data: bytes) -> list[tuple[str, str, str | None, int]]:
    """Kind, words, number and level of each block."""
    text, layout = docx.read_laid_out(data, "a.docx")
    return [(b.kind, text[b.begin : b.end], b.number, b.level) for b in layout.blocks]


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def test_automatic_numbers_become_part_of_the_text() -> None:
    body = (
        p("First.", number=("1", 0))
        + p("Part one:", number=("1", 1))
        + p("Deep;", number=("1", 2))
        + p("Part two.", number=("1", 1))
        + p("Second.", number=("1", 0))
        + p("Anew:", number=("1", 1))
    )
    assert blocks(made(body, numbering=_LISTS)) == [
        ("paragraph", "1. First.", "1", 0),
        ("item", "(a) Part one:", "a", 0),
        ("item", "(i) Deep;", "i", 0),
        ("item", "(b) Part two.", "b", 0),
        ("paragraph", "2. Second.", "2", 0),
        ("item", "(a) Anew:", "a", 0),
    ]


def test_a_list_that_begins_elsewhere_says_its_own_number() -> None:
    body = p("One.", number=("1", 0)) + p("Seven.", number=("4", 0)) + p("Eight.", number=("4", 0))
    assert [words for _, words, _, _ in blocks(made(body, numbering=_LISTS))] == [
        "1. One.",
        "7. Seven.",
        "8. Eight.",
    ]


def test_bullets_are_items_without_number() -> None:
    assert blocks(made(p("Ropes", number=("2", 0)), numbering=_LISTS)) == [("item", "• Ropes", None, 0)]


def test_headings_are_told_by_style_outline_and_the_names_of_templates() -> None:
    body = (
        p("Chapter", style="HCh")
        + p("Title", style="H1")
        + p("Inner", style="Below")
        + p("Chapter", style="HCh")
        + p("Words.")
    )
    assert blocks(made(body, numbering=_LISTS, styles=_STYLES)) == [
        ("heading", "I. Chapter", "I", 1),
        ("heading", "Title", None, 1),
        ("heading", "Inner", None, 2),
        ("heading", "II. Chapter", "II", 1),
        ("paragraph", "Words.", None, 0),
    ]


def test_a_table_of_contents_is_furniture() -> None:
    body = p("Chapter 7", style="TOC1") + p("Words.")
    assert [kind for kind, _, _, _ in blocks(made(body, styles=_STYLES))] == ["furniture", "paragraph"]


def test_notes_follow_their_paragraph_and_their_marks_are_raised() -> None:
    body = (
        f'<w:p>{run("Forty")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" courses")}'
        f'<w:r><w:footnoteReference w:id="3"/></w:r></w:p>{p("Next.")}'
    )
    assert blocks(made(body, footnotes=_NOTES)) == [
        ("paragraph", "Forty¹ courses²", None, 0),
        ("footnote", "¹ See A/78/1.", "1", 0),
        ("footnote", "² Later note.", "2", 0),
        ("paragraph", "Next.", None, 0),
    ]


def test_rows_of_a_table_are_rows() -> None:
    cell = "<w:tc>{}</w:tc>"
    table = "".join(
        f"<w:tr>{cell.format(p(a))}{cell.format(p(b))}</w:tr>"
        for a, b in (("Year", "Courses"), ("2025", "40"))
    )
    data = made(p("Below.") + f"<w:tbl>{table}</w:tbl>")
    assert docx.read(data, "a.docx") == "Below.\n\nYear | Courses\n2025 | 40\n"
    assert [kind for kind, _, _, _ in blocks(data)] == ["paragraph", "row", "row"]


def test_a_masthead_in_a_table_becomes_lines_of_the_cover() -> None:
    row = f"<w:tr><w:tc>{p('United Nations')}</w:tc><w:tc>{p('A/78/123')}</w:tc></w:tr>"
    assert blocks(made(f"<w:tbl>{row}</w:tbl>" + p("Words."))) == [
        ("cover", "United Nations", None, 0),
        ("cover", "A/78/123", None, 0),
        ("paragraph", "Words.", None, 0),
    ]


def test_a_box_of_one_cell_is_read_as_paragraphs() -> None:
    row = f"<w:tr><w:tc>{p('Summary')}{p('All is well.')}</w:tc></w:tr>"
    assert [words for _, words, _, _ in blocks(made(p("Above.") + f"<w:tbl>{row}</w:tbl>"))] == [
        "Above.",
        "Summary",
        "All is well.",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{run('Kept')}<w:del>{run(' gone')}</w:del><w:ins>{run(' new')}</w:ins>", "Kept new"),
        (f"{run('Seen')}{run(' hidden', '<w:vanish/>')}", "Seen"),
        (f"{run('Shown')}{run(' still', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}", "Shown still"),
        (f"{run('10')}{run('6', '<w:vertAlign w:val=&quot;superscript&quot;/>'.replace('&quot;', chr(34)))}", "10⁶"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operation</w:t><w:tab/><w:t>x</w:t></w:r>", "co‑operation x"),
        (f"<w:hyperlink>{run('A/78/1')}</w:hyperlink>", "A/78/1"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>Words</w:t></w:r>", "Words"),
    ],
)  # fmt: skip
def test_runs_say_what_is_seen(content: str, words: str) -> None:
    assert docx.read(made(f"<w:p>{content}</w:p>"), "a.docx") == f"{words}\n"


def test_the_header_of_the_first_page_is_the_masthead() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" w:id="r1"/><w:titlePg/></w:sectPr>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = packed(
        {
            "word/document.xml": f"<w:document {space}><w:body>{p('Words.')}{section}</w:body></w:document>",
            "word/_rels/document.xml.rels": '<R><Relationship Id="r1" Target="header1.xml"/></R>',
            "word/header1.xml": f"<w:hdr {space}>{p('A/78/123')}</w:hdr>",
        }
    )
    assert blocks(data) == [("cover", "A/78/123", None, 0), ("paragraph", "Words.", None, 0)]


def test_blocks_cover_the_text() -> None:
    text, layout = docx.read_laid_out(made(p("One.") + p("Two.")), "a.docx")
    assert (text, layout.blocks) == (
        "One.\n\nTwo.\n",
        (Block(begin=0, end=4, kind="paragraph"), Block(begin=6, end=10, kind="paragraph")),
    )


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"words", "the archive cannot be opened"),
        (packed({"word/other.xml": "<a/>"}), "it has no body"),
        (made(p(" ")), "there are no words in it"),
        (packed({"word/document.xml": "<!DOCTYPE a><a/>"}), "declares a document type"),
        (packed({"word/document.xml": "<a>"}), "line 1, column 3"),
    ],
)
def test_what_is_no_word_document_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as raised:
        docx.read(data, "in/a.docx")
    assert (raised.value.where, bool(raised.value.remedy)) == ("in/a.docx", True)


def test_a_file_of_more_elements_than_anybody_writes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.readers._xml._MOST", 5)
    with pytest.raises(ReadError, match="more than 5 elements") as raised:
        docx.read(made(p("It met in June.")), "a.docx")
    assert raised.value.remedy


def test_a_file_of_as_many_elements_as_may_be_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.readers._xml._MOST", 6)
    assert docx.read(made(p("It met in June.")), "a.docx") == "It met in June.\n"


def test_the_title_under_a_masthead_is_part_of_the_cover_and_no_heading() -> None:
    row = f"<w:tr><w:tc>{p('United Nations')}</w:tc><w:tc>{p('A/78/123')}</w:tc></w:tr>"
    body = (
        f"<w:tbl>{row}</w:tbl>"
        + p("Ropes at sea", style="H1")
        + p("Report of the Secretary-General", style="H1")
        + p("Introduction", style="H1")
    )
    assert [(kind, words) for kind, words, _, _ in blocks(made(body, styles=_STYLES))] == [
        ("cover", "United Nations"),
        ("cover", "A/78/123"),
        ("paragraph", "Ropes at sea"),
        ("paragraph", "Report of the Secretary-General"),
        ("heading", "Introduction"),
    ]


def tc(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def rows(*lines: str) -> list[str]:
    body = p("Above.") + f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"
    return [words for kind, words, _, _ in blocks(made(body)) if kind == "row"]


def test_merged_cells_keep_the_columns_of_the_numbers() -> None:
    assert rows(
        tc("Country", '<w:vMerge w:val="restart"/>') + tc("Men", '<w:gridSpan w:val="2"/>') + tc("All"),
        tc("", "<w:vMerge/>") + tc("2019") + tc("2020") + tc("2020"),
        tc("Kenya", '<w:vMerge w:val="restart"/>') + tc("12") + tc("13") + tc("30"),
        tc("", '<w:vMerge w:val="continue"/>') + tc("none", '<w:gridSpan w:val="2"/>') + tc("31"),
    ) == ["Country | Men | Men | All", "| 2019 | 2020 | 2020", "Kenya | 12 | 13 | 30", "| none | | 31"]


def test_columns_that_a_row_leaves_free_count() -> None:
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    assert rows(tc("Country") + tc("Rifles"), before + tc("12")) == ["Country | Rifles", "| 12"]


def test_rows_that_are_marked_as_headings_are_headings() -> None:
    mark = "<w:trPr><w:tblHeader/></w:trPr>"
    assert rows(
        mark + tc("Country") + tc("Rifles", '<w:gridSpan w:val="2"/>'),
        mark + tc("Name") + tc("Seized", '<w:gridSpan w:val="2"/>'),
        tc("Kenya") + tc("12") + tc("13"),
    ) == ["Country | Rifles | Rifles", "Name | Seized | Seized", "Kenya | 12 | 13"]


def test_a_deleted_row_is_left_out() -> None:
    gone = "<w:trPr><w:del/></w:trPr>"
    assert rows(tc("Country") + tc("Rifles"), gone + tc("Peru") + tc("9"), tc("Kenya") + tc("12")) == [
        "Country | Rifles",
        "Kenya | 12",
    ]


_BOX = "<w:txbxContent>{}</w:txbxContent>"
_DRAWN = "<w:r><w:drawing><w:wsp><w:txbx>{}</w:txbx></w:wsp></w:drawing></w:r>"
_OLD_BOX = "<w:r><w:pict><w:shape><w:textbox>{}</w:textbox></w:shape></w:pict></w:r>"
_EITHER = (
    "<w:r><w:AlternateContent><w:Choice>{}</w:Choice><w:Fallback>{}</w:Fallback></w:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    "box",
    [
        _DRAWN.format(_BOX.format(p("In the box."))),
        _OLD_BOX.format(_BOX.format(p("In the box."))),
        _EITHER.format(_DRAWN, _OLD_BOX).format(*[_BOX.format(p("In the box."))] * 2),
        _EITHER.format("<w:r><w:drawing/></w:r>", _OLD_BOX).format(_BOX.format(p("In the box."))),
        _EITHER.format(_DRAWN, "").format(_BOX.format(p("In the box."))),
    ],
)
def test_a_text_box_is_told_once_behind_its_paragraph(box: str) -> None:
    body = f"<w:p>{run('Before')}{box}{run(' and after.')}</w:p>{p('Next.')}"
    assert [words for _, words, _, _ in blocks(made(body))] == ["Before and after.", "In the box.", "Next."]


def test_a_box_in_a_box_is_told_once() -> None:
    inner = _DRAWN.format(_BOX.format(p("Inner.")))
    outer = _EITHER.format(_DRAWN, _OLD_BOX).format(*[_BOX.format(f"<w:p>{run('Outer.')}{inner}</w:p>")] * 2)
    assert [words for _, words, _, _ in blocks(made(f"<w:p>{run('Words.')}{outer}</w:p>"))] == [
        "Words.",
        "Outer.",
        "Inner.",
    ]

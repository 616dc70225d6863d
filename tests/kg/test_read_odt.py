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
    ) == [("row", "Year | Courses", None, 0), ("row", "2025 | spring ¦ autumn", None, 0)]


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


ITEM = "<text:list-item><text:p>{}</text:p></text:list-item>"


def numbers(body: str) -> list[str]:
    """The number of each block, with the first of its words."""
    return [" ".join(words.split()[:2]) for _, words, _, _ in blocks(body, _LIST)]


def test_an_item_may_begin_at_a_number() -> None:
    first = '<text:list-item text:start-value="7"><text:p>Seventh</text:p></text:list-item>'
    assert numbers(f'<text:list text:style-name="L">{first}{ITEM.format("Next")}</text:list>') == [
        "7. Seventh",
        "8. Next",
    ]


def test_a_list_goes_on_with_the_list_that_it_names() -> None:
    named = '<text:list text:style-name="L"{}>{}</text:list>'
    body = (
        named.format(' xml:id="one"', ITEM.format("First"))
        + named.format(' xml:id="two"', ITEM.format("Other"))
        + named.format(' text:continue-list="one"', ITEM.format("Second"))
        + named.format(' text:continue-list="two"', ITEM.format("More"))
        + named.format(' text:continue-list="gone"', ITEM.format("Alone"))
    )
    assert numbers(body) == ["1. First", "1. Other", "2. Second", "2. More", "1. Alone"]


def test_a_list_goes_on_within_its_items_too() -> None:
    inner = f'<text:list text:continue-numbering="true">{ITEM.format("deep")}</text:list>'
    held = f"<text:list-item>{inner}</text:list-item>"
    more = f'<text:list text:style-name="L" text:continue-numbering="true">{held}{ITEM.format("Second")}</text:list>'
    assert numbers(f'<text:list text:style-name="L">{ITEM.format("First")}</text:list>{more}') == [
        "1. First",
        "(a) deep",
        "2. Second",
    ]


_BOX = (
    "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box><draw:image/>"
    "<svg:title>Box</svg:title></draw:frame>"
)


@pytest.mark.parametrize(
    "body",
    [
        f"<text:p>Before{_BOX} and after.</text:p>",
        f"<text:p>Before<draw:a>{_BOX}</draw:a> and after.</text:p>",
        f"<text:p>Before and after.</text:p>{_BOX}",
        "<text:p>Before<draw:g><draw:rect><text:p>In the box.</text:p></draw:rect></draw:g> and after.</text:p>",
    ],
)
def test_a_text_box_is_told_once_behind_its_paragraph(body: str) -> None:
    assert [words for _, words, _, _ in blocks(body)] == ["Before and after.", "In the box."]


def td(words: str, properties: str = "") -> str:
    return f"<table:table-cell {properties}><text:p>{words}</text:p></table:table-cell>"


def rows(*lines: str, heads: int = 0) -> list[str]:
    told = [f"<table:table-row>{line}</table:table-row>" for line in lines]
    head = f"<table:table-header-rows>{''.join(told[:heads])}</table:table-header-rows>" if heads else ""
    found = blocks(f"<table:table>{head}{''.join(told[heads:])}</table:table>")
    return [words for kind, words, _, _ in found if kind == "row"]


_COVERED = "<table:covered-table-cell/>"


def test_merged_cells_keep_the_columns_of_the_numbers() -> None:
    assert rows(
        td("Country", 'table:number-rows-spanned="2"')
        + td("Men", 'table:number-columns-spanned="2"')
        + _COVERED,
        _COVERED + td("2019") + td("2020"),
        td("Kenya", 'table:number-rows-spanned="2"') + td("12") + td("13"),
        _COVERED + td("14") + td("15"),
    ) == ["Country | Men | Men", "| 2019 | 2020", "Kenya | 12 | 13", "| 14 | 15"]


def test_a_repeated_cell_stands_in_each_of_its_columns() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    two = 'table:number-columns-repeated="2"'
    assert rows(
        td("Country") + td("Rifles", two) + td("Pistols") + empty, td("Kenya") + td("0", two) + td("9")
    ) == [
        "Country | Rifles | Rifles | Pistols",
        "Kenya | 0 | 0 | 9",
    ]


def test_a_row_that_is_repeated_too_often_is_cut() -> None:
    row = f'<table:table-row table:number-rows-repeated="999999">{td("Kenya")}{td("9")}</table:table-row>'
    assert len(blocks(f"<table:table>{row}</table:table>")) == 100


def test_rows_that_are_marked_as_headings_are_headings() -> None:
    spanned = 'table:number-columns-spanned="2"'
    assert rows(
        td("Country") + td("Rifles", spanned),
        td("Name") + td("Seized", spanned),
        td("Kenya") + td("1") + td("2"),
        heads=2,
    ) == ["Country | Rifles | Rifles", "Name | Seized | Seized", "Kenya | 1 | 2"]


# What is hidden.

_HIDING = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="S" style:family="text"><style:text-properties text:display="true"/></style:style>'
    '<style:style style:name="H" style:family="paragraph"/>'
    '<style:style style:name="P" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Q" style:family="paragraph" style:parent-style-name="P"/>'
    '<style:style style:name="R" style:family="paragraph" style:parent-style-name="R"/>'
)
_MET = "<text:p>It met.</text:p>"


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p>It met<text:span text:style-name="H"> in secret</text:span>.</text:p>',
        '<text:p>It met<text:span text:style-name="H"><text:span> in</text:span> secret</text:span>.</text:p>',
        '<text:p>It met<text:hidden-text text:is-hidden="true" text:string-value="x"> so</text:hidden-text>.</text:p>',
        f'{_MET}<text:p text:style-name="P">It hid.</text:p>',
        f'{_MET}<text:p text:style-name="Q">It hid<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note>.</text:p>",
        f'{_MET}<text:p><text:hidden-paragraph text:is-hidden="true"/>It hid.</text:p>',
        f'{_MET}<text:section text:display="none"><text:p>It hid.</text:p></text:section>',
        f'{_MET}<text:section text:display="condition" text:is-hidden="true"><text:p>It hid.</text:p></text:section>',
    ],
)
def test_what_is_hidden_is_left_out(hidden: str) -> None:
    assert [words for _, words, _, _ in blocks(hidden, _HIDING)] == ["It met."]


@pytest.mark.parametrize(
    "shown",
    [
        '<text:p text:style-name="H">It met in June.</text:p>',
        '<text:p text:style-name="R">It met in June.</text:p>',
        '<text:p>It met<text:span text:style-name="S"> in June</text:span>.</text:p>',
        '<text:p text:style-name="P">No.<text:span text:style-name="S">It met in June.</text:span></text:p>',
        '<text:p>It met <text:hidden-text text:is-hidden="false">in June.</text:hidden-text></text:p>',
        '<text:p><text:hidden-paragraph text:is-hidden="false"/>It met in June.</text:p>',
        '<text:section text:display="condition"><text:p>It met in June.</text:p></text:section>',
        '<text:p text:style-name="P"><text:a><text:span text:style-name="S">It met in June.</text:span></text:a>'
        "</text:p>",
    ],
)
def test_what_could_be_hidden_and_is_not_is_read(shown: str) -> None:
    assert [words for _, words, _, _ in blocks(shown, _HIDING)] == ["It met in June."]


@pytest.mark.parametrize(
    "paragraph",
    [
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>Hid.</text:p>',
        '<text:p text:style-name="P">Hid.</text:p>',
    ],
)
def test_a_hidden_item_has_no_number(paragraph: str) -> None:
    hidden = f"<text:list-item>{paragraph}</text:list-item>"
    body = f'<text:list text:style-name="L">{ITEM.format("First")}{hidden}{ITEM.format("Second")}</text:list>'
    assert [words for _, words, _, _ in blocks(body, _LIST + _HIDING)] == ["1. First", "2. Second"]


def test_a_text_box_in_hidden_words_is_hidden_and_one_beside_them_is_not() -> None:
    body = f'<text:p><text:span text:style-name="H">No{_BOX}</text:span>It met.{_BOX}</text:p>'
    assert [words for _, words, _, _ in blocks(body, _HIDING)] == ["It met.", "In the box."]

"""Pages: main text, headings, lists and tables; nothing of menus, scripts and forms."""

import pytest

from kg.errors import ReadError
from kg.readers import html


def blocks(page: str) -> list[tuple[str, str, str | None, int]]:
    """Kind, words, number and level of each block."""
    text, layout = html.read_laid_out(page.encode(), "a.html")
    return [(b.kind, text[b.begin : b.end], b.number, b.level) for b in layout.blocks]


@pytest.mark.parametrize(("data", "expected"), html.EXAMPLES)
def test_examples_hold(data: bytes, expected: str) -> None:
    assert html.read(data, "a.html") == expected


def test_headings_know_their_level_and_paragraphs_end_where_blocks_do() -> None:
    assert blocks("<h1>Top</h1>Loose <b>words</b><div>More</div><h3>Low</h3><p>End.") == [
        ("heading", "Top", None, 1),
        ("paragraph", "Loose words", None, 0),
        ("paragraph", "More", None, 0),
        ("heading", "Low", None, 3),
        ("paragraph", "End.", None, 0),
    ]


def test_lists_count_as_browsers_do() -> None:
    page = (
        '<ol start="3"><li>Third<ul><li>inner</ul><li value="9">Ninth<li>Tenth</ol>'
        '<ol type="a"><li>One</ol><p>After'
    )
    assert blocks(page) == [
        ("item", "3. Third", "3", 0),
        ("item", "• inner", None, 0),
        ("item", "9. Ninth", "9", 0),
        ("item", "10. Tenth", "10", 0),
        ("item", "a. One", "a", 0),
        ("paragraph", "After", None, 0),
    ]


def test_rows_of_data_are_rows_and_rows_that_lay_out_are_not() -> None:
    page = "<table><tr><td><p>Left<td><table><tr><th>Year<td>Courses<tr><td>2025<td>40<sup>1</sup></table></table>"
    assert blocks(page) == [
        ("paragraph", "Left", None, 0),
        ("row", "Year | Courses", None, 0),
        ("row", "2025 | 40¹", None, 0),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<nav>Home</nav><p>Words.",
        "<header>Site</header><p>Words.<footer>Contact</footer>",
        "<script>no()</script><style>p{}</style><p>Words.",
        "<form>Search <input></form><p>Words.",
        "<p hidden>No</p><p aria-hidden=true>No</p><p>Words.",
        "<div>Aside</div><main><p>Words. <!-- no --></main>",
        '<p>Words.<iframe src="http://192.0.2.1/">no</iframe>',
    ],
)
def test_what_is_no_text_of_the_page_is_left_out(page: str) -> None:
    assert html.read(page.encode(), "a.html") == "Words.\n"


def test_a_main_part_with_few_of_the_words_is_not_the_whole_text() -> None:
    assert html.read(b"<p>Many words stand outside of it.</p><main>Few.</main>", "a.html") == (
        "Many words stand outside of it.\n\nFew.\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>café'.encode("latin-1"),
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>café'.encode("cp1252"),
        '<?xml version="1.0" encoding="ISO-8859-1"?><html><p>café'.encode("latin-1"),
        "<p>café".encode(),
        "<p>café".encode("utf-16"),
        '<meta charset="no-such-thing"><p>café'.encode(),
    ],
)
def test_the_encoding_is_the_declared_one_where_it_is_not_utf_8(data: bytes) -> None:
    assert html.read(data, "a.html") == "café\n"


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"<!DOCTYPE html><title>x", True),
        (b"\xef\xbb\xbf\n <!-- note --> <HTML lang=en>", True),
        (b'<?xml version="1.0"?><html>', True),
        (b"<p>A paragraph", False),
        (b"<htmlx>", False),
        (b"words", False),
    ],
)
def test_a_page_is_known_by_its_beginning(head: bytes, known: bool) -> None:
    assert html.recognises(head) is known


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"<html><script>x</script>", "there are no words in it"),
        (b"<p>\xff\xfe\xfd", r"byte 3 \(0xff\) is not UTF-8"),
        (b"<p>a\0b", "byte 4 is NUL"),
    ],
)
def test_what_is_no_page_with_words_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as raised:
        html.read(data, "in/a.html")
    assert (raised.value.where, bool(raised.value.remedy)) == ("in/a.html", True)


def rows(page: str) -> list[str]:
    return [words for kind, words, _, _ in blocks(page) if kind == "row"]


def test_merged_cells_keep_the_columns_of_the_numbers() -> None:
    head = "<tr><th rowspan=2>Country<th colspan=2>Men<th colspan=2>Women<tr><th>2019<th>2020<th>2019<th>2020"
    body = "<tr><td rowspan=2>Kenya<td>1<td>2<td>3<td>4<tr><td colspan=2>none<td>5<td>6"
    assert rows(f"<table>{head}{body}</table>") == [
        "Country | Men | Men | Women | Women",
        "| 2019 | 2020 | 2019 | 2020",
        "Kenya | 1 | 2 | 3 | 4",
        "| none | | 5 | 6",
    ]


def test_a_cell_may_reach_to_the_end_of_its_table() -> None:
    assert rows("<table><tr><td rowspan=0>Kenya<td>1<tr><td>2<tr><td>3</table>") == [
        "Kenya | 1",
        "| 2",
        "| 3",
    ]


def test_a_row_of_one_cell_between_rows_of_data_is_one_of_them() -> None:
    page = (
        "<table><tr><td colspan=2>Table 1<tr><th>Country<th>Rifles<tr><td colspan=2>Africa<tr><td>Kenya<td>12"
        "<tr><td colspan=2>Source: the Office.</table>"
    )
    assert blocks(page) == [
        ("paragraph", "Table 1", None, 0),
        ("row", "Country | Rifles", None, 0),
        ("row", "Africa |", None, 0),
        ("row", "Kenya | 12", None, 0),
        ("paragraph", "Source: the Office.", None, 0),
    ]


def test_a_cell_as_wide_as_nobody_writes_is_cut() -> None:
    assert len(rows("<table><tr><td>a<td colspan=999999>b<td>c</table>")[0]) < 500


@pytest.mark.parametrize(
    "page", [b"<div>" * 6_000 + b"low", b"<b><i>" * 3_000 + b"low", b"<x>" * 6_000 + b"low" + b"</x>" * 6_000]
)
def test_a_page_that_is_nested_as_nobody_writes_is_refused(page: bytes) -> None:
    with pytest.raises(ReadError, match="nested more than 5,000 deep"):
        html.read(page, "a.html")


@pytest.mark.parametrize(
    "page",
    [b"<p>word " * 9_000, b"<ul>" + b"<li>word" * 9_000, b"<br/>word<x/>" * 9_000, b"<b>word</b> " * 9_000],
)
def test_a_long_page_is_not_taken_for_a_deep_one(page: bytes) -> None:
    assert html.read(page, "a.html").count("word") == 9_000

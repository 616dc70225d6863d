"""PDF pages to reading text: what is drawn on them, and what a reader would say stands there."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from kg.errors import ReadError
from kg.limits import Limits
from kg.readers import pdf as reader
from kg.readers._pdf import ocr
from kg.types import Box, Document, Layout, Line
from tests.pdf_files import HEIGHT, WIDTH, Drawing, lines, moved, outline, pdf, picture, rule, words

FULL = [
    "The Office trained judges and clerks in nine countries of the",
    "region, and wrote down what they had asked for in a report of",
]
HEAD = (words(60, 50, "A/99/7", style="bold"), rule(60, 60, 540))


def text(*pages: list[Drawing]) -> str:
    return reader.read(pdf(*pages), "a.pdf")


def blocks(*pages: list[Drawing]) -> list[tuple[str, str]]:
    told, layout = reader.read_laid_out(pdf(*pages), "a.pdf")
    return [(block.kind, told[block.begin : block.end]) for block in layout.blocks]


@pytest.mark.parametrize(("data", "expected"), reader.EXAMPLES)
def test_examples_of_the_reader_hold(data: bytes, expected: str) -> None:
    assert reader.read(data, "a.pdf") == expected


def test_lines_of_a_paragraph_are_one_and_a_gap_parts_it_from_the_next() -> None:
    page = [lines(100, 100, [*FULL, "forty pages."]), lines(100, 145, ["It met in June."])]
    assert text(page) == f"{FULL[0]} {FULL[1]} forty pages.\n\nIt met in June.\n"


def test_a_paragraph_is_whole_across_pages_without_head_and_foot() -> None:
    first = [lines(100, 700, FULL), words(60, 760, "2/3"), words(460, 760, "25-00015")]
    second = [*HEAD, lines(100, 100, ["forty pages.", "", "It met in June."]), words(500, 760, "3/3")]
    assert text(first, second) == f"{FULL[0]} {FULL[1]} forty pages.\n\nIt met in June.\n"


def test_a_full_last_line_with_a_full_stop_goes_on_where_the_next_page_does_not_indent() -> None:
    first = [lines(100, 700, [FULL[0], FULL[1][:-3] + "it."])]
    assert text(first, [lines(100, 100, ["Forty pages."])]).count("\n\n") == 0


def test_a_numbered_paragraph_does_not_go_on_with_the_page_before() -> None:
    first = [lines(100, 700, ["1.  " + FULL[0], FULL[1]])]
    assert text(first, [lines(100, 100, ["2.  It met in June."])]).endswith(
        "report of\n\n2. It met in June.\n"
    )


CUT = "The Office works in three fields: (a) courts; (b) prisons, and"


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ([words(100, 100, "(c) police.")], 0),
        ([words(125, 100, "(c) police.")], 1),
        ([words(100, 100, "(c)"), words(135, 100, "police.")], 1),
        ([words(100, 100, "3. Police.")], 1),
    ],
)
def test_a_letter_in_brackets_goes_on_with_the_page_before_only_inside_a_line(
    opening: list[Drawing], expected: int
) -> None:
    assert text([lines(100, 700, [FULL[0], CUT])], opening).count("\n\n") == expected


def test_a_range_of_figures_that_a_line_end_cuts_is_one_word() -> None:
    page = [lines(100, 100, ["It was done by all the people of the country in the years 2023–", "2024."])]
    assert text(page).endswith("2023–2024.\n")


def test_a_bold_sentence_that_runs_over_the_page_is_one_paragraph() -> None:
    first = [lines(100, 640, FULL), lines(100, 700, FULL, style="bold")]
    second = [words(100, 100, "forty pages.", style="bold"), words(178, 100, "It met in June.")]
    assert text(first, second).endswith(f"\n\n{FULL[0]} {FULL[1]} forty pages. It met in June.\n")


def test_words_that_most_pages_repeat_at_the_same_place_are_no_text() -> None:
    pages = [
        [words(60, 40, "Annual account of Mali"), lines(100, 200, [f"Item {n} is done."])] for n in "1234"
    ]
    assert "Annual" not in text(*pages)


def test_the_same_last_line_of_a_paragraph_on_many_pages_is_text() -> None:
    pages = [
        [lines(100, 736, [f"The {word} list of all who came stands at the", "address that was told."])]
        for word in ("first", "second", "third")
    ]
    assert text(*pages).count("address that was told.") == 3


def test_the_same_words_in_the_middle_of_pages_are_text() -> None:
    pages = [[lines(100, 300, ["It is done."])] for _ in range(4)]
    assert text(*pages).count("It is done.") == 4


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (["2020", "12", "340"], "2020 | 12 | 340"),
        (["–", "12", "1 340"], "– | 12 | 1 340"),
        (["", "12", "340"], "| 12 | 340"),
    ],
)
def test_the_last_row_of_a_table_at_the_foot_of_a_page_is_text(last: list[str], told: str) -> None:
    columns = (100, 300, 420)
    page = [lines(100, 100, FULL), rule(100, 705, 500), rule(100, 722, 500), rule(100, 768, 500)]
    page += [words(x, 715, cell, size=8) for x, cell in zip(columns, ("Year", "Held", "Judges"), strict=True)]
    page += [words(x, 740, cell) for x, cell in zip(columns, ("2019", "11", "330"), strict=True)]
    page += [words(x, 760, cell) for x, cell in zip(columns, last, strict=True) if cell]
    page += [words(540, 785, "4/20")]
    assert [shown for kind, shown in blocks(page) if kind == "row"] == [
        "Year | Held | Judges",
        "2019 | 11 | 330",
        told,
    ]


def test_a_figure_right_below_a_line_at_the_foot_of_a_page_is_text() -> None:
    page = [lines(100, 100, FULL), words(100, 748, "They counted how many came:"), words(100, 760, "340")]
    assert text(page).split()[-2:] == ["came:", "340"]


@pytest.mark.parametrize("foot", ["4", "4/20", "Page 4", "31-00123", "- 4 -", "iv"])
def test_the_number_of_a_page_is_no_text(foot: str) -> None:
    assert foot not in text([lines(100, 100, FULL), words(500, 770, foot)])


def test_notes_stand_below_the_paragraph_that_the_page_cuts_and_marks_are_raised() -> None:
    first = [
        lines(100, 600, FULL),
        words(100 + 61 * 6, 596, "1", size=6),
        rule(100, 700, 170),
        words(100, 711, "1", size=5),
        words(106, 715, "See A/99/2.", size=8),
    ]
    assert blocks(first, [lines(100, 100, ["forty pages."])]) == [
        ("paragraph", f"{FULL[0]}¹ {FULL[1]} forty pages."),
        ("footnote", "¹ See A/99/2."),
    ]


def test_a_note_that_goes_on_over_the_page_is_one() -> None:
    first = [lines(100, 600, [*FULL, "forty."]), rule(100, 700, 170), words(100, 711, "2", size=5)]
    first += [words(106, 715, "Nineteen States and", size=8)]
    second = [lines(100, 100, FULL), rule(100, 700, 170), words(106, 715, "four banks.", size=8)]
    assert [shown for kind, shown in blocks(first, second) if kind == "footnote"] == [
        "² Nineteen States and four banks."
    ]


@pytest.mark.parametrize(
    ("parts", "gaps", "expected"),
    [
        (["drug", "-resistant"], [1.2], "drug-resistant\n"),
        (["ar", "eas"], [1.5], "areas\n"),
        (["two", "words"], [3.0], "two words\n"),
    ],
)
def test_a_gap_is_a_blank_only_where_it_is_wide_enough(
    parts: list[str], gaps: list[float], expected: str
) -> None:
    assert text([moved(100, 100, parts, gaps)]) == expected


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        ("resistant forms.", "drug-resistant"),
        ("and state-owned.", "drug- and"),
        ("ment of it.", "drug-ment"),
    ],
)
def test_a_hyphen_at_a_line_end_stays(lower: str, expected: str) -> None:
    assert expected in text(
        [lines(100, 100, ["It names many forms that the report calls new, and of drug-", lower])]
    )


def test_a_hyphen_at_a_line_end_goes_where_the_text_has_the_word_in_one() -> None:
    page = [
        lines(100, 100, ["Their agreement holds, and what the two sides said of the agree-", "ment stands."])
    ]
    assert "said of the agreement stands." in text(page)


def test_headings_are_told_by_their_type_and_stand_below_one_another() -> None:
    page = [
        words(80, 100, "I. Results", size=14, style="bold"),
        words(80, 130, "A. Courses", size=12, style="bold"),
        lines(100, 160, ["1.  " + FULL[0]]),
        words(80, 190, "B. Books", size=12, style="bold"),
        lines(100, 220, ["2.  It met in June."]),
        words(80, 250, "II. Outlook", size=14, style="bold"),
    ]
    told, layout = reader.read_laid_out(pdf(page), "a.pdf")
    assert [(told[b.begin : b.end], b.level) for b in layout.blocks if b.kind == "heading"] == [
        ("I. Results", 1),
        ("A. Courses", 2),
        ("B. Books", 2),
        ("II. Outlook", 1),
    ]


def test_a_table_and_its_number_have_one_heading() -> None:
    page = [
        lines(100, 100, FULL),
        words(100, 160, "Table 1"),
        words(100, 172, "Divers trained", style="bold"),
    ]
    page += [lines(100, 200, FULL)]
    assert blocks(page)[1] == ("heading", "Table 1\nDivers trained")


def test_a_sentence_about_a_table_is_no_part_of_a_heading() -> None:
    page = [lines(100, 100, FULL), words(100, 160, "Table 1 says"), words(100, 180, "Divers", style="bold")]
    assert [kind for kind, _ in blocks([*page, lines(100, 200, FULL)])][1:3] == ["paragraph", "heading"]


def test_persons_below_one_another_are_paragraphs_of_their_own() -> None:
    names = ["Ms. Ada Akinyi, boats (Kenya)", "Mr. Ben Brown, ropes (Malta)", "Mr. Cem Can, nets (Mali)"]
    page = [lines(100, 100, FULL), lines(120, 140, names), lines(100, 190, FULL)]
    assert [shown for _, shown in blocks(page)][1:4] == names


def test_brackets_that_close_a_full_line_do_not_end_a_paragraph() -> None:
    full = [f"{FULL[0][:52]} (Malta)", FULL[1]]
    assert len(blocks([lines(100, 100, full)])) == 1


def test_a_short_heading_right_above_a_long_one_is_one_of_its_own() -> None:
    titles = ["Work of the year", "Report of the Group on Schools and Roads in the Region"]
    page = [lines(100, 80, titles, style="bold"), lines(100, 120, FULL)]
    assert blocks(page)[:2] == [("heading", titles[0]), ("heading", titles[1])]


def test_a_long_heading_is_one_whatever_its_second_line_begins_with() -> None:
    titles = ["Report of the Group on Schools and Roads in", "Africa and in the whole of Western Asia"]
    assert blocks([lines(100, 80, titles, style="bold"), lines(100, 120, FULL)])[0][0] == "heading"
    assert len(blocks([lines(100, 80, titles, style="bold"), lines(100, 120, FULL)])) == 2


@pytest.mark.parametrize(
    "bold",
    [
        "The Council should ask each of its Member States to send its own report by the month of June.",
        "(a) Ask for a report.",
        "and so on",
    ],
)
def test_bold_sentences_are_no_headings(bold: str) -> None:
    page = [lines(100, 60, FULL), words(60, 200, bold, size=8, style="bold"), lines(100, 300, FULL)]
    assert "heading" not in {kind for kind, _ in blocks(page)}


def test_a_bold_item_with_the_mark_of_a_note_is_no_heading() -> None:
    item = words(60, 200, "(e) Ask for a report;", size=10, style="bold")
    raised = words(60 + 21 * 6, 196, "9", size=6)
    page = [lines(100, 60, FULL), item, raised, lines(100, 300, FULL)]
    assert ("paragraph", "(e) Ask for a report;⁹") in blocks(page)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"left line {n} runs to the gap" for n in "12345678"]
    right = [f"right line {n} of the other" for n in "12345678"]
    told = text([words(60, 80, "Title", style="bold"), lines(60, 110, left), lines(330, 110, right)])
    assert told.index("left line 8") < told.index("right line 1")


def test_a_ruled_table_comes_as_rows_with_its_heading_and_its_empty_cells() -> None:
    page = [
        lines(100, 60, FULL),
        rule(100, 100, 500),
        *(
            words(x, 115, head, size=8, style="italic")
            for x, head in ((100, "State"), (300, "Courses"), (420, "Judges"))
        ),
        rule(100, 120, 500),
        *(words(x, 140, cell) for x, cell in ((100, "Mali"), (300, "12"), (420, "340"))),
        *(words(x, 158, cell) for x, cell in ((100, "Saint Vincent"), (420, "20"))),
        words(100, 169, "and the Grenadines"),
        rule(100, 180, 500),
        lines(100, 210, FULL),
    ]
    assert [shown for kind, shown in blocks(page) if kind == "row"] == [
        "State | Courses | Judges",
        "Mali | 12 | 340",
        "Saint Vincent and the Grenadines |  | 20",
    ]


def test_a_grid_comes_as_rows() -> None:
    page = [rule(100, y, 500) for y in (100, 130, 180)]
    page += [rule(x, 100, x + 0.5, 180) for x in (100, 300, 500)]
    page += [words(110, 120, "Action"), words(310, 120, "When"), lines(110, 145, ["Train the", "judges"])]
    page += [words(310, 145, "June 2031"), lines(100, 220, FULL)]
    assert blocks(page)[:2] == [("row", "Action | When"), ("row", "Train the judges | June 2031")]


def test_a_table_without_rules_shows_in_its_gaps() -> None:
    page = [lines(100, 60, FULL)]
    page += [
        words(x, y, cell)
        for y, row in ((120, "Mali 12"), (140, "Togo 7"))
        for x, cell in zip((100, 300), row.split(), strict=True)
    ]
    assert blocks(page)[1:] == [("row", "Mali | 12"), ("row", "Togo | 7")]


def test_headings_of_a_grid_that_share_one_above_them_are_two() -> None:
    page = [rule(100, y, 500) for y in (100, 150, 180)] + [rule(300, 125, 500)]
    page += [rule(x, 100, x + 0.5, 180) for x in (100, 300, 500)] + [rule(400, 125, 400.5, 180)]
    page += [words(110, 120, "Action"), words(370, 120, "Progress")]
    page += [words(310, 145, "Begun"), words(410, 145, "Ended"), words(110, 145, "of the year")]
    page += [words(x, 170, cell) for x, cell in ((110, "Training"), (310, "7 May"), (410, "9 May"))]
    assert [shown for kind, shown in blocks(page) if kind == "row"] == [
        "Action of the year | Progress | Progress",
        "| Begun | Ended",
        "Training | 7 May | 9 May",
    ]


def test_a_long_name_beside_two_lines_of_figures_belongs_to_the_first() -> None:
    page = [rule(100, 100, 500), rule(100, 120, 500), rule(100, 260, 500), lines(100, 60, FULL)]
    page += [words(x, 115, head) for x, head in ((100, "State"), (250, "Report"), (400, "Due"))]
    rows = (
        (140, "Initial", "2031"),
        (160, "Second", "2033"),
        (182, "Initial", "2034"),
        (204, "Second", "2035"),
    )
    page += [words(x, y, cell) for y, *row in rows for x, cell in zip((250, 400), row, strict=True)]
    page += [
        words(100, 140, "Mali"),
        words(100, 182, "Saint"),
        words(100, 193, "Kitts and"),
        words(100, 204, "Nevis"),
    ]
    assert [shown for kind, shown in blocks(page) if kind == "row"][1:] == [
        "Mali | Initial | 2031",
        "| Second | 2033",
        "Saint Kitts and Nevis | Initial | 2034",
        "| Second | 2035",
    ]


def test_each_note_of_a_table_stands_by_itself() -> None:
    def note(base: float, mark: str, said: str) -> str:
        return words(100, base - 3, mark, size=5) + "\n" + words(105, base, said, size=8)

    page = [lines(100, 60, FULL), rule(100, 90, 500), rule(100, 110, 500), rule(100, 140, 500)]
    page += [
        words(x, y, cell)
        for y, row in ((105, "State Year"), (130, "Mali 2031"))
        for x, cell in zip((100, 300), row.split(), strict=True)
    ]
    page += [note(152, "a", "Until 2031."), note(164, "b", "With a reservation on the tenth article.")]
    page += [note(176, "c", "Succession."), lines(100, 210, FULL)]
    assert [shown for kind, shown in blocks(page) if kind == "footnote"] == [
        "ᵃ Until 2031.",
        "ᵇ With a reservation on the tenth article.",
        "ᶜ Succession.",
    ]


def test_a_large_heading_may_end_in_a_colon() -> None:
    page = [words(100, 80, "General debate:", size=14, style="bold"), lines(100, 120, FULL)]
    assert blocks(page)[0] == ("heading", "General debate:")


def test_a_frame_around_text_is_no_table() -> None:
    page = [rule(80, 100, 520), rule(80, 200, 520), rule(80, 100, 80.5, 200), rule(519.5, 100, 520, 200)]
    page += [words(90, 120, "Summary", size=12, style="italic"), lines(100, 140, [*FULL, "forty pages."])]
    assert blocks(page) == [("heading", "Summary"), ("paragraph", f"{FULL[0]} {FULL[1]} forty pages.")]


def test_contents_are_rows_without_their_dots() -> None:
    page = [words(60, 100, "I. Results of the year" + "." * 40 + " 2"), lines(60, 130, FULL)]
    assert blocks(page)[0] == ("row", "I. Results of the year | 2")


def test_titles_without_a_page_between_the_lines_of_contents_are_rows() -> None:
    page = [words(60, 60, "Contents", size=14, style="bold"), words(500, 80, "Page")]
    page += [words(60, 100, "I. Results of the year" + "." * 40 + " 2")]
    page += [
        lines(80, 118, ["Report of the Board on the courses that it held in", "the schools of the country"])
    ]
    page += [words(60, 148, "II. Work to come" + "." * 46 + " 5"), words(60, 190, "It met in June.")]
    assert blocks(page) == [
        ("heading", "Contents"),
        ("row", "Page"),
        ("row", "I. Results of the year | 2"),
        ("row", "Report of the Board on the courses that it held in the schools of the country"),
        ("row", "II. Work to come | 5"),
        ("paragraph", "It met in June."),
    ]


def test_an_address_that_a_line_end_cuts_is_one_word() -> None:
    page = [lines(100, 100, ["The list of those who came stands at https://a.example/years/", "2031/list."])]
    assert "https://a.example/years/2031/list." in text(page)


def test_a_key_in_an_address_that_a_line_end_cuts_is_one_word() -> None:
    page = [
        lines(
            100,
            100,
            ["The list of those who came stands at https://a.example/?k=MTc4MjY", "S4xNzI2Njk0NTUw."],
        )
    ]
    assert "https://a.example/?k=MTc4MjYS4xNzI2Njk0NTUw." in text(page)


def test_words_on_a_page_that_is_shown_turned_come_in_their_order() -> None:
    # Turned by a quarter, what runs upwards in the file runs from left to right.
    drawn = "BT /plain 10 Tf 0 1 -1 0 100 100 Tm (It met in June.) Tj ET"
    assert reader.read(pdf([drawn], turn=90), "a.pdf") == "It met in June.\n"


def test_stamps_that_run_up_the_margin_are_no_text() -> None:
    stamp = "BT /plain 10 Tf 0 1 -1 0 30 300 Tm (25-00015) Tj ET"
    assert text([stamp, lines(100, 100, ["It met in June."])]) == "It met in June.\n"


# Where it stands.


def test_every_line_knows_its_page_and_box() -> None:
    told, layout = reader.read_laid_out(
        pdf([words(100, 200, "It met.")], [words(60, 90, "It ended.")]), "a.pdf"
    )
    assert layout.pages[1].number == 2
    assert [(told[line.begin : line.end], line.page) for line in layout.lines] == [
        ("It met.", 1),
        ("It ended.", 2),
    ]
    assert layout.lines[0].box == Box(100.0, 192.0, 142.0, 202.5)


def test_lines_under_a_stretch_of_text_are_found() -> None:
    one, two = (Line(begin=b, end=b + 5, page=1, box=Box(0, 0, 1, 1)) for b in (0, 6))
    layout = Layout(lines=(one, two))
    assert layout.under(2, 4) == (one,)
    assert layout.under(4, 7) == (one, two)
    assert layout.under(5, 6) == ()


sentences = st.text(st.sampled_from("abc defg. (1) -"), min_size=1, max_size=40).filter(
    lambda line: any(c.isalpha() for c in line)
)


@settings(max_examples=30)
@given(st.lists(st.lists(sentences, min_size=1, max_size=6), min_size=1, max_size=3))
def test_blocks_and_lines_stand_in_order_in_the_text(pages: list[list[str]]) -> None:
    told, layout = reader.read_laid_out(pdf(*[[lines(100, 200, page)] for page in pages]), "a.pdf")
    edges = [place for block in layout.blocks for place in (block.begin, block.end)]
    assert all(a <= b for a, b in pairwise([0, *edges, len(told)]))
    assert not "".join(
        told[a:b] for a, b in zip([0, *edges[1::2]], [*edges[::2], len(told)], strict=True)
    ).strip()
    assert all(a.end <= b.begin for a, b in pairwise(layout.lines))
    assert all(told[line.begin : line.end].strip() for line in layout.lines)
    assert all(0 <= line.box.left <= line.box.right <= WIDTH + 1 <= HEIGHT for line in layout.lines)


@settings(max_examples=30)
@given(st.lists(sentences, min_size=1, max_size=6))
def test_no_letter_gets_lost(page: list[str]) -> None:
    told = reader.read(pdf([lines(100, 100, page)]), "a.pdf")
    assert sorted(c for c in told if c.isalpha()) == sorted(c for c in "".join(page) if c.isalpha())


# What is no readable PDF.


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    path = Path("locked.pdf")
    with path.open("wb") as stream:
        writer.write(stream)
    return path.read_bytes()


def test_a_locked_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError, match="locked with a password"):
        reader.read(locked(), "a.pdf")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (pdf([words(100, 100, "It met.")])[:-300], "cut off"),
        (b"%PDF-1.7\nnothing of the kind\n%%EOF\n", "damaged"),
        (b"%PDF-1.7\n%%EOF\n", "damaged"),
        (pdf(), "no words|damaged"),
        (pdf([]), "no words"),
        (pdf([rule(100, 100, 500)]), "no words"),
        (pdf([words(100, 100, "....")]), "no words"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, complaint: str) -> None:
    with pytest.raises(ReadError, match=complaint) as raised:
        reader.read(data, "in/a.pdf")
    assert raised.value.where == "in/a.pdf"
    assert raised.value.remedy


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 1)
    with pytest.raises(ReadError, match="2 pages, more than 1"):
        text([words(100, 100, "It met.")], [words(100, 100, "It met.")])


# Scans.

SCAN = pdf([picture(100, 100, 400, 300)])
MIXED = pdf([words(100, 100, "It met in June.")], [picture(0, 0, 600, 800)], [])


def test_a_scan_asks_for_ocr_where_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="a scan") as raised:
        reader.read(SCAN, "a.pdf")
    assert "ocrmypdf" in str(raised.value.remedy)


def program(folder: Path, script: str) -> None:
    path = folder / "ocrmypdf"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_scan_is_read_by_the_program_for_ocr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "done.pdf").write_bytes(pdf([words(100, 100, "It met in June.")]))
    program(tmp_path, f"cat > {tmp_path}/given.pdf; cat {tmp_path}/done.pdf")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert reader.read(SCAN, "a.pdf") == "It met in June.\n"
    assert (tmp_path / "given.pdf").read_bytes() == SCAN


def test_letters_drawn_as_outlines_are_a_scan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="a scan"):
        text([outline(100, 100)])


def test_pages_that_are_pictures_among_others_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told, layout = reader.read_laid_out(MIXED, "a.pdf")
    assert (told, layout.unread) == ("It met in June.\n", (2,))


def test_pages_that_are_pictures_among_others_are_read_by_ocr(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = pdf([words(100, 100, "It met in June.")], [words(100, 100, "It ended in July.")])
    (tmp_path / "done.pdf").write_bytes(done)
    program(tmp_path, f'echo "$@" > {tmp_path}/asked; cat > /dev/null; cat {tmp_path}/done.pdf')
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    told, layout = reader.read_laid_out(MIXED, "a.pdf")
    assert (told, layout.unread) == ("It met in June.\n\nIt ended in July.\n", ())
    assert "--skip-text" in (tmp_path / "asked").read_text()


def test_ocr_that_fails_on_some_pages_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "exit 3")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    told, layout = reader.read_laid_out(MIXED, "a.pdf")
    assert (told, layout.unread) == ("It met in June.\n", (2,))


@pytest.mark.parametrize("script", ["exec sleep 60", "trap '' INT; exec sleep 60"], ids=["asked", "forced"])
def test_ocr_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    program(tmp_path, script)
    monkeypatch.setattr("kg.readers._pdf.ocr._GRACE", 0.2)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr("kg.readers._pdf.ocr._SECONDS", 0.2)
    with pytest.raises(ReadError, match=r"OCR takes more than 0\.2 seconds"):
        reader.read(SCAN, "a.pdf")


def test_ocr_has_less_time_than_the_reading_of_a_file() -> None:
    assert Limits().seconds > ocr._SECONDS


def test_ocr_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "echo 'no language pack' >&2; exit 3")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(ReadError, match="OCR failed: no language pack"):
        reader.read(SCAN, "a.pdf")


def test_pypdf_reads_the_files_of_these_tests(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([words(100, 100, "It met.")]))
    assert PdfReader(tmp_path / "a.pdf").pages[0].extract_text() == "It met."


def test_documents_of_readers_without_layout_have_none() -> None:
    made = Document(source="a", name="a", media_type="text/plain", text="a", sha256="0", bytes_sha256="0")
    assert made.layout is None

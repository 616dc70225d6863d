"""Headings over columns, titles with their numbers, and labels with their names, as PDF pages show them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers import pdf as reader
from tests.pdf_files import Drawing, lines, pdf, rule, words

FULL = [
    "The Office trained judges and clerks in nine countries of the",
    "region, and wrote down what they had asked for in a report of",
]


def blocks(*pages: list[Drawing]) -> list[tuple[str, str]]:
    told, layout = reader.read_laid_out(pdf(*pages), "a.pdf")
    return [(block.kind, told[block.begin : block.end]) for block in layout.blocks]


def rows(*pages: list[Drawing]) -> list[str]:
    return [shown for kind, shown in blocks(*pages) if kind == "row"]


def cells(base: float, *said: tuple[float, str]) -> str:
    return "\n".join(words(left, base, text) for left, text in said)


# Headings over several columns.

YEARS = ((200, "2030"), (270, "2031"), (340, "2030"), (410, "2031"))
MALI = ((100, "Mali"), (200, "1"), (270, "2"), (340, "3"), (410, "4"))
TOGO = ((100, "Togo"), (200, "5"), (270, "6"), (340, "7"), (410, "8"))
COLUMNS = (100, 190, 260, 330, 400, 480)


def grid(*heights: float) -> list[Drawing]:
    return [rule(100, y, 480) for y in heights]


def downs(places: tuple[float, ...], top: float, bottom: float) -> list[Drawing]:
    return [rule(x, top, x + 0.5, bottom) for x in places]


def test_headings_over_columns_of_a_grid_stand_over_each() -> None:
    page = [*grid(100, 120, 140, 160, 180), *downs(COLUMNS, 120, 180), *downs((100, 190, 330, 480), 100, 120)]
    page += [cells(115, (110, "State"), (250, "Men"), (390, "Women")), cells(135, *YEARS)]
    page += [cells(155, *MALI), cells(175, *TOGO)]
    assert rows(page) == [
        "State | Men | Men | Women | Women",
        "| 2030 | 2031 | 2030 | 2031",
        "Mali | 1 | 2 | 3 | 4",
        "Togo | 5 | 6 | 7 | 8",
    ]


def test_what_stands_over_two_columns_below_the_headings_of_a_grid_stands_once() -> None:
    page = [*grid(100, 120, 140, 160), *downs((100, 190, 330, 480), 100, 140)]
    page += downs((100, 190, 480), 140, 160)
    page += [cells(115, (110, "State"), (200, "Men"), (340, "Women"))]
    page += [cells(135, (110, "Mali"), (200, "1"), (340, "2")), cells(155, (110, "Togo"), (200, "not told"))]
    assert rows(page) == ["State | Men | Women", "Mali | 1 | 2", "Togo | not told | "]


def test_a_title_between_two_grids_stays_a_title() -> None:
    page = [*grid(100, 120, 140, 160, 180, 200), *downs((100, 480), 100, 200)]
    page += [*downs((250,), 100, 140), *downs((300,), 160, 200)]
    page += [cells(115, (110, "State"), (260, "Courses")), cells(135, (110, "Mali"), (260, "12"))]
    page += [words(110, 155, "Second part", style="bold")]
    page += [cells(175, (110, "Region"), (310, "Judges")), cells(195, (110, "Sahel"), (310, "9"))]
    assert blocks(page) == [
        ("row", "State | Courses"),
        ("row", "Mali | 12"),
        ("heading", "Second part"),
        ("row", "Region | Judges"),
        ("row", "Sahel | 9"),
    ]


def test_a_heading_above_a_short_rule_stands_over_the_columns_of_that_rule() -> None:
    page = [lines(100, 60, FULL), *grid(100, 140, 200)]
    page += [rule(190, 120, 310), rule(330, 120, 450)]
    page += [cells(115, (235, "Men"), (365, "Women")), cells(135, (100, "State"), *YEARS)]
    page += [cells(160, *MALI), cells(185, *TOGO)]
    assert rows(page) == [
        "State | Men | Men | Women | Women",
        "| 2030 | 2031 | 2030 | 2031",
        "Mali | 1 | 2 | 3 | 4",
        "Togo | 5 | 6 | 7 | 8",
    ]


def test_a_column_beside_the_short_rule_has_its_own_heading() -> None:
    page = [lines(100, 60, FULL), *grid(100, 140, 200), rule(190, 120, 310)]
    page += [cells(115, (235, "Men"), (340, "All"), (410, "Due"))]
    page += [cells(135, (100, "State"), (200, "2030"), (270, "2031"))]
    page += [cells(160, *MALI), cells(185, *TOGO)]
    assert rows(page)[:2] == ["State | Men | Men | All | Due", "| 2030 | 2031 |  | "]


def test_a_short_rule_below_the_heading_of_one_column_changes_nothing() -> None:
    page = [lines(100, 60, FULL), *grid(100, 140, 200), rule(190, 120, 250)]
    page += [cells(115, (200, "Men")), cells(135, (100, "State"), *YEARS)]
    page += [cells(160, *MALI), cells(185, *TOGO)]
    assert rows(page)[0] == "State | Men 2030 | 2031 | 2030 | 2031"


def test_words_between_a_table_and_a_short_rule_below_it_are_kept() -> None:
    page = [*grid(100, 120, 160), rule(100, 240, 200)]
    page += [cells(115, (100, "State"), (200, "Men")), cells(140, (100, "Mali"), (200, "12"))]
    page += [cells(180, (100, "Note"), (200, "from the office")), cells(200, (100, "Day"), (200, "in June"))]
    assert [said for _, said in blocks(page)][2:] == ["Note | from the office", "Day | in June"]


def test_a_paragraph_between_a_table_and_the_rule_above_notes_is_no_row() -> None:
    page = [*grid(100, 120, 160), rule(100, 240, 200)]
    page += [cells(115, (100, "State"), (220, "Men")), cells(140, (100, "Mali"), (220, "12"))]
    page += [lines(100, 190, [*FULL, "forty pages."]), words(100, 255, "* A/99/1.", size=8)]
    assert [kind for kind, _ in blocks(page)] == ["row", "row", "paragraph", "footnote"]


places = st.tuples(st.integers(4, 8), st.integers(7, 30))
"""Steps of fifty points across and of twenty down."""
across = st.tuples(st.integers(2, 8), st.integers(7, 30), st.integers(1, 6))
down = st.tuples(st.integers(2, 11), st.integers(7, 30), st.integers(1, 20))


@settings(max_examples=60)
@given(st.sets(places, min_size=1), st.lists(across, max_size=12), st.lists(down, max_size=8))
def test_no_word_gets_lost_whatever_rules_are_drawn(
    said: set[tuple[int, int]], flat: list[tuple[int, int, int]], steep: list[tuple[int, int, int]]
) -> None:
    page = [words(50 * x, 20 * y, f"w{x}x{y}") for x, y in sorted(said)]
    page += [rule(50 * x - 5, 20 * y + 8, 50 * (x + wide) - 5) for x, y, wide in flat]
    page += [rule(50 * x - 5, 20 * y + 8, 50 * x - 4.5, 20 * (y + deep) + 8) for x, y, deep in steep]
    assert {f"w{x}x{y}" for x, y in said} <= set(reader.read(pdf(page), "a.pdf").split())


# Titles and what counts them.


def bold(left: float, base: float, text: str, size: float = 10) -> str:
    return words(left, base, text, size=size, style="bold")


@pytest.mark.parametrize("number", ["Chapter VIII", "Article I", "2031/4", "B", "Part 2"])
def test_a_number_and_the_title_right_below_it_are_one_heading(number: str) -> None:
    page = [bold(60, 80, number, 14), bold(100, 96, "Work of the session", 14), lines(100, 130, FULL)]
    assert blocks(page)[0] == ("heading", f"{number}\nWork of the session")


@pytest.mark.parametrize(
    ("number", "base", "title"),
    [
        ("Chapter VIII", 110, "Work of the session"),
        ("General debate", 96, "Work of the session"),
        ("B", 96, "C"),
        ("Chapter VIII", 96, "A. Work of the session"),
    ],
    ids=["further below", "no number", "no title", "a title with a number of its own"],
)
def test_other_headings_below_one_another_are_two(number: str, base: float, title: str) -> None:
    page = [bold(60, 80, number, 14), bold(150, base, title, 14), lines(100, 130, FULL)]
    assert blocks(page)[:2] == [("heading", number), ("heading", title)]


def test_a_number_above_a_line_of_plain_type_is_no_part_of_it() -> None:
    page = [bold(100, 80, "B"), words(100, 92, "It met in June."), lines(100, 130, FULL)]
    assert blocks(page)[:2] == [("heading", "B"), ("paragraph", "It met in June.")]


def test_a_large_title_goes_on_below_its_colon() -> None:
    page = [bold(100, 80, "General debate:", 14), bold(130, 96, "(a) Courts of the region", 14)]
    page += [bold(130, 112, "(b) Prisons", 14), lines(100, 150, FULL)]
    assert blocks(page)[0] == ("heading", "General debate:\n(a) Courts of the region\n(b) Prisons")


def test_bold_items_below_a_colon_in_the_type_of_the_text_stay_items() -> None:
    page = [bold(100, 80, "It asks for:"), bold(130, 92, "(a) Courts;"), bold(130, 104, "(b) Prisons.")]
    assert [said for _, said in blocks([*page, lines(100, 150, FULL)])][:3] == [
        "It asks for:",
        "(a) Courts;",
        "(b) Prisons.",
    ]


# Labels with names.


def slanted(left: float, base: float, text: str) -> str:
    return words(left, base, text, style="italic")


def test_names_below_a_slanted_label_are_one_paragraph_with_it() -> None:
    page = [lines(100, 60, FULL), slanted(100, 110, "Deputies:")]
    page += [lines(130, 128, ["Emmy Noether (Germany)", "Mary Cartwright (Wales)", "Ida Rhodes (Ukraine)"])]
    page += [slanted(100, 170, "Clerk:"), words(130, 182, "Ada Byron (England)"), lines(100, 220, FULL)]
    assert [said for _, said in blocks(page)][1:3] == [
        "Deputies:\nEmmy Noether (Germany)\nMary Cartwright (Wales)\nIda Rhodes (Ukraine)",
        "Clerk:\nAda Byron (England)",
    ]


def test_a_colon_of_plain_type_ends_a_slanted_label_too() -> None:
    page = [lines(100, 60, FULL), slanted(100, 110, "Deputies"), words(148, 110, ":")]
    page += [lines(130, 128, ["Emmy Noether", "Ida Rhodes"]), lines(100, 170, FULL)]
    assert blocks(page)[1] == ("paragraph", "Deputies:\nEmmy Noether\nIda Rhodes")


@pytest.mark.parametrize(
    ("label", "left", "said"),
    [
        (words(100, 110, "Deputies:"), 130, "Emmy Noether"),
        (slanted(100, 110, "Deputies"), 130, "Emmy Noether"),
        (slanted(100, 110, "Deputies:"), 100, "Emmy Noether"),
        (slanted(100, 110, "Deputies:"), 130, "Emmy Noether spoke of courts, of prisons and of all clerks"),
    ],
    ids=["plain type", "no colon", "not indented", "a full line"],
)
def test_what_stands_further_below_another_line_is_a_paragraph(label: str, left: float, said: str) -> None:
    page = [lines(100, 60, FULL), label, words(left, 128, said), lines(100, 170, FULL)]
    assert [shown for _, shown in blocks(page)][2] == said


def test_names_beside_labels_are_paragraphs_and_no_table() -> None:
    page = [lines(100, 60, FULL)]
    page += [words(100, y, office) for y, office in ((120, "Chair:"), (138, "Deputies:"), (174, "Clerk:"))]
    page += [lines(200, 120, ["Ada Byron", "Emmy Noether", "Mary Cartwright", "Ida Rhodes"], step=18)]
    page += [lines(100, 210, FULL)]
    assert blocks(page)[1:4] == [
        ("paragraph", "Chair: Ada Byron"),
        ("paragraph", "Deputies: Emmy Noether\nMary Cartwright"),
        ("paragraph", "Clerk: Ida Rhodes"),
    ]


def test_names_beside_words_without_a_colon_stay_a_table() -> None:
    page = [lines(100, 60, FULL)]
    page += [words(100, y, office) for y, office in ((120, "Chair:"), (138, "Deputies"), (174, "Clerk:"))]
    page += [lines(200, 120, ["Ada Byron", "Emmy Noether", "Mary Cartwright", "Ida Rhodes"], step=18)]
    page += [lines(100, 210, FULL)]
    assert rows(page) == [
        "Chair: | Ada Byron",
        "Deputies | Emmy Noether",
        "| Mary Cartwright",
        "Clerk: | Ida Rhodes",
    ]

"""Tables as rectangles: merged cells say themselves once, headings over each column that they cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers._grid import Cell, grid, spread

COVERED = Cell(covered=True)


def cells(*words: str) -> list[Cell]:
    return [Cell(word) for word in words]


def test_rows_without_merged_cells_stay_as_they_are() -> None:
    assert grid([cells("Year", "Courses"), cells("2025", "40")]) == [["Year", "Courses"], ["2025", "40"]]


def test_a_heading_over_two_columns_stands_over_each() -> None:
    head = [Cell("Country", down=2), Cell("Men", across=2), Cell("Women", across=2)]
    years = cells("2019", "2020", "2019", "2020")
    assert grid([head, years, cells("Kenya", "1", "2", "3", "4")]) == [
        ["Country", "Men", "Men", "Women", "Women"],
        ["", "2019", "2020", "2019", "2020"],
        ["Kenya", "1", "2", "3", "4"],
    ]


def test_a_heading_below_an_empty_corner_is_a_heading_too() -> None:
    head = [Cell(""), Cell("Men", across=2), Cell("All")]
    years = [Cell("Country"), Cell("Young", across=2), Cell("Old")]
    assert grid([head, years, cells("Kenya", "1", "2", "3")])[:2] == [
        ["", "Men", "Men", "All"],
        ["Country", "Young", "Young", "Old"],
    ]


def test_a_merged_cell_below_the_heading_stands_once_in_its_first_place() -> None:
    rows = [cells("Country", "Rifles", "Pistols"), [Cell("Kenya"), Cell("none", across=2)]]
    assert grid(rows) == [["Country", "Rifles", "Pistols"], ["Kenya", "none", ""]]


def test_a_cell_that_reaches_down_keeps_its_column() -> None:
    rows = [
        cells("Country", "Year", "Rifles"),
        [Cell("Kenya", down=2), *cells("2019", "1")],
        cells("2020", "2"),
    ]
    assert grid(rows)[1:] == [["Kenya", "2019", "1"], ["", "2020", "2"]]


def test_a_cell_over_the_whole_width_stands_once() -> None:
    rows = [[Cell("Table 1", across=3)], cells("Country", "Rifles", "Pistols"), cells("Kenya", "1", "2")]
    assert grid(rows)[0] == ["Table 1", "", ""]


def test_headings_that_the_file_marks_are_headings() -> None:
    rows = [
        cells("Country", "Held", "Held"),
        [Cell("Name"), Cell("Courses", across=2)],
        cells("Kenya", "1", "2"),
    ]
    assert grid(rows, heads=2)[1] == ["Name", "Courses", "Courses"]
    assert grid(rows)[1] == ["Name", "Courses", ""]


def test_covered_places_that_the_file_tells_are_places() -> None:
    rows = [
        [Cell("Country"), Cell("Men", across=2), COVERED],
        [COVERED, Cell("2019"), Cell("2020")],
        [Cell("Kenya", down=2), *cells("1", "2")],
        [COVERED, *cells("3", "4")],
    ]
    assert grid(rows) == [
        ["Country", "Men", "Men"],
        ["", "2019", "2020"],
        ["Kenya", "1", "2"],
        ["", "3", "4"],
    ]


def test_a_covered_place_may_be_as_wide_as_the_cell_above() -> None:
    rows = [cells("Country", "Rifles", "Pistols"), [Cell(covered=True, across=2), Cell("2")]]
    assert grid(rows)[1] == ["", "", "2"]


def test_short_rows_are_filled_and_empty_columns_at_the_end_are_left_out() -> None:
    assert grid([cells("Year", "Courses", "", ""), cells("2025")]) == [["Year", "Courses"], ["2025", ""]]


def test_a_bar_in_a_cell_is_no_border() -> None:
    assert grid([cells("Year", "Spring | autumn")]) == [["Year", "Spring ¦ autumn"]]


def test_a_cell_as_wide_as_nobody_writes_is_cut() -> None:
    (head, body) = grid([[Cell("Men", across=10**9), Cell("All")], cells(*"abc")])
    assert len(head) == len(body) == 101


def test_a_long_heading_is_not_repeated() -> None:
    words = "men " * 80
    assert grid([[Cell("Country"), Cell(words, across=2)], cells("Kenya", "1", "2")])[0][2] == ""


@pytest.mark.parametrize("down", [0, -3, 10**9])
def test_a_cell_that_reaches_below_the_table_ends_with_it(down: int) -> None:
    assert len(grid([[Cell("Kenya", down=down), Cell("1")], cells("2", "3")])) == 2


_CELLS = st.builds(
    Cell,
    st.text(alphabet="a1 |", max_size=3),
    across=st.integers(-2, 120),
    down=st.integers(-2, 5),
    covered=st.booleans(),
)


@given(st.lists(st.lists(_CELLS, max_size=6), max_size=6))
def test_every_table_is_a_rectangle_that_loses_no_word(rows: list[list[Cell]]) -> None:
    found = grid(rows)
    told = sorted(
        {cell.text.replace("|", "¦").strip() for row in rows for cell in row if not cell.covered} - {""}
    )
    assert len(found) == len(rows)
    assert len({len(row) for row in found}) <= 1
    assert sorted({word for row in found for word in row} - {""}) == told


def test_spread_cells_keep_what_a_reader_knows_them_by() -> None:
    rows = [[Cell("State", key=1), Cell("Men", across=2, key=2)], [Cell("Mali", key=3), Cell("1", key=4)]]
    assert [[cell.key for cell in row] for row in spread(rows)] == [[1, 2, 2], [3, 4]]

"""Figures of tables, written down before the rules: whose they are, value, unit and date."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pipeline import extract
from kg.readers._pieces import Piece, laid_out
from kg.readers.html import read_laid_out
from kg.tabled import table_figures
from kg.types import Document, Figure, Reading, Span, Unit, View
from tests.kg.builders import document

Row = tuple[str, str, str, str | None]
TITLE = Piece(kind="heading", text="Table 1. Work of the Global Firearms Programme", level=1)
PLAIN = Piece(kind="heading", text="Table 2. Seizures", level=1)


def paper(*pieces: Piece) -> Document:
    text, layout = laid_out(pieces, "paper")
    return replace(document(text), layout=layout)


def table(rows: str, *above: Piece) -> Document:
    return paper(*above, *(Piece(kind="row", text=line.strip()) for line in rows.strip().splitlines()))


def figures(found: Document) -> tuple[Figure, ...]:
    return extract(found).figures


def told(found: Document) -> list[Row]:
    return [(f.subject, str(f.value), f.unit, f.as_of) for f in figures(found)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            """Country | Officers trained | Courses held
            Kenya | 120 | 4
            Peru | 1,250 | 11""",
            [
                ("place-KEN", "120", "Officers trained", None),
                ("place-KEN", "4", "Courses held", None),
                ("place-PER", "1250", "Officers trained", None),
                ("place-PER", "11", "Courses held", None),
            ],
        ),
        (
            """Country | Budget (thousands of United States dollars) | Delivery (per cent)
            Kenya | 4 310.5 | 87.2""",
            [
                ("place-KEN", "4310.5", "Budget (thousands of United States dollars)", None),
                ("place-KEN", "87.2", "Delivery (per cent)", None),
            ],
        ),
        ("Country | Budget\nKenya | $1,200", [("place-KEN", "1200", "Budget", None)]),
        ("Country | Net migrants\nKenya | –1,200", [("place-KEN", "-1200", "Net migrants", None)]),
        ("Country | Share\nKenya | 45%", [("place-KEN", "45", "Share", None)]),
        ("No. | Country | Courses held\n1 | Kenya | 12", [("place-KEN", "12", "Courses held", None)]),
        ("| Courses held | Of which\n| | online\nKenya | 12 | 5", [
            ("place-KEN", "12", "Courses held", None),
            ("place-KEN", "5", "Of which online", None),
        ]),
    ],
)  # fmt: skip
def test_the_heading_of_the_column_is_the_unit(rows: str, expected: list[Row]) -> None:
    assert told(table(rows)) == expected


@pytest.mark.parametrize(
    ("rows", "above", "expected"),
    [
        (
            "Country | 2021 | 2022\nKenya | 12 | 15",
            Piece(kind="heading", text="Table 2. Rifles handed in", level=1),
            [
                ("place-KEN", "12", "Rifles handed in", "2021"),
                ("place-KEN", "15", "Rifles handed in", "2022"),
            ],
        ),
        (
            "Country | 2021 | Total\nKenya | 12 | 90",
            Piece(kind="heading", text="Table 2. Rifles handed in", level=1),
            [
                ("place-KEN", "12", "Rifles handed in", "2021"),
                ("place-KEN", "90", "Total (Rifles handed in)", None),
            ],
        ),
        (
            "Period | Officers trained\n2021, second half | 12",
            TITLE,
            [("global-firearms-programme", "12", "Officers trained, 2021, second half", "2021")],
        ),
        (
            "Country | Courses held in 2021\nKenya | 12",
            PLAIN,
            [("place-KEN", "12", "Courses held in 2021", "2021")],
        ),
        (
            "Country | Rifles\nKenya | 12",
            Piece(kind="heading", text="Table 2. Seizures as at 30 June 2021", level=1),
            [("place-KEN", "12", "Rifles", "2021-06-30")],
        ),
        (
            "Year | Officers trained\n2021 | 12",
            TITLE,
            [("global-firearms-programme", "12", "Officers trained", "2021")],
        ),
    ],
)
def test_years_of_columns_rows_and_titles_are_dates(rows: str, above: Piece, expected: list[Row]) -> None:
    assert told(table(rows, above)) == expected


def test_a_row_that_names_nothing_is_about_what_the_title_names() -> None:
    rows = """Region | Officers trained
              Northern districts | 12
              Total | 40"""
    assert told(table(rows, TITLE)) == [
        ("global-firearms-programme", "12", "Officers trained, Northern districts", None),
        ("global-firearms-programme", "40", "Officers trained, Total", None),
    ]


def test_columns_named_after_entities_are_the_subjects_of_their_figures() -> None:
    rows = "Kind | Kenya | Peru\nRifles | 12 | 7"
    assert told(table(rows, PLAIN)) == [
        ("place-KEN", "12", "Rifles", None),
        ("place-PER", "7", "Rifles", None),
    ]


@pytest.mark.parametrize(
    ("title", "rows", "expected"),
    [
        (
            "Table 4. Complaints received, by State",
            "Country | Closed | Still open\nKenya | 7 | 2\nPeru | 5 | 9",
            [
                ("place-KEN", "7", "Complaints received: Closed", None),
                ("place-KEN", "2", "Still open", None),
                ("place-PER", "5", "Complaints received: Closed", None),
                ("place-PER", "9", "Still open", None),
            ],
        ),
        (
            "Table 4. Complaints received, by State",
            "Country | Unemployed\nKenya | 7\nPeru | 5",
            [("place-KEN", "7", "Unemployed", None), ("place-PER", "5", "Unemployed", None)],
        ),
        (
            "Table 4. Complaints received – all offices",
            "Country | Grand total\nKenya | 7\nPeru | 5",
            [
                ("place-KEN", "7", "Complaints received: Grand total", None),
                ("place-PER", "5", "Complaints received: Grand total", None),
            ],
        ),
        (
            "Complaints without an answer",
            "Country | As at 3 May 2041 | As at 4 May 2042\nKenya | 7 | 8\nPeru | 5 | 6",
            [
                ("place-KEN", "7", "Complaints without an answer", "2041-05-03"),
                ("place-KEN", "8", "Complaints without an answer", "2042-05-04"),
                ("place-PER", "5", "Complaints without an answer", "2041-05-03"),
                ("place-PER", "6", "Complaints without an answer", "2042-05-04"),
            ],
        ),
    ],
)
def test_what_a_column_leaves_unsaid_is_told_by_the_title(title: str, rows: str, expected: list[Row]) -> None:
    assert told(table(rows, Piece(kind="heading", text=title, level=1))) == expected


def test_the_measure_below_the_title_belongs_to_every_unit_without_its_own() -> None:
    rows = "Country | Approved | Share (per cent)\nKenya | 12.5 | 40"
    measure = Piece(kind="paragraph", text="(Millions of euros)")
    assert told(table(rows, PLAIN, measure)) == [
        ("place-KEN", "12.5", "Approved (Millions of euros)", None),
        ("place-KEN", "40", "Share (per cent)", None),
    ]


def test_a_total_column_is_kept_as_it_is_printed() -> None:
    assert told(table("Country | Rifles | Total\nKenya | 12 | 19")) == [
        ("place-KEN", "12", "Rifles", None),
        ("place-KEN", "19", "Total", None),
    ]


@pytest.mark.parametrize(
    "cell", ["–", "—", "-", "n/a", "…", "..", "12–15 May", "see note", "12 a year", "(3)"]
)
def test_a_cell_without_a_number_of_its_own_gives_nothing(cell: str) -> None:
    assert told(table(f"Country | Rifles | Pistols\nKenya | 12 | 3\nPeru | 4 | {cell}")) == [
        ("place-KEN", "12", "Rifles", None),
        ("place-KEN", "3", "Pistols", None),
        ("place-PER", "4", "Rifles", None),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "Chapter | Page\nKenya | 12\nPeru | 14",
        "Kenya | 12\nPeru | 14",
        "Country | Date of accession\nKenya | 2014\nPeru | 2016",
        "Country | Status\nKenya | 3\nPeru | In force\nMali | Signed only",
        "Agenda item | Country\n2 | Kenya\n3 | Peru",
        "Country | Rifles | Pistols\nKenya | 12",
        "Category | Percentage\nNobody named | 12",
    ],
)
def test_tables_of_other_things_give_no_figures(rows: str) -> None:
    assert told(table(rows)) == []


def test_a_place_inside_a_longer_label_is_not_what_the_row_is_about() -> None:
    assert told(table("Group | Rifles\nTraders from Kenya | 12")) == []


def test_a_table_goes_on_behind_a_note_and_its_repeated_heading() -> None:
    found = paper(
        Piece(kind="row", text="Country | Rifles"),
        Piece(kind="row", text="Kenya | 12"),
        Piece(kind="footnote", text="¹ Counted twice."),
        Piece(kind="row", text="Country | Rifles"),
        Piece(kind="row", text="Peru | 9"),
    )
    assert told(found) == [("place-KEN", "12", "Rifles", None), ("place-PER", "9", "Rifles", None)]


def test_another_table_has_its_own_heading() -> None:
    found = paper(
        Piece(kind="row", text="Country | Rifles"),
        Piece(kind="row", text="Kenya | 12"),
        Piece(kind="paragraph", text="What follows was counted later, by other people and in other places."),
        Piece(kind="row", text="Country | Pistols"),
        Piece(kind="row", text="Peru | 9"),
    )
    assert told(found) == [("place-KEN", "12", "Rifles", None), ("place-PER", "9", "Pistols", None)]


def test_a_figure_shows_the_heading_and_the_row_it_rests_on() -> None:
    found = table("Country | Rifles\nKenya | 1,012")
    (figure,) = figures(found)
    assert [found.text[a:b] for a, b in figure.evidence] == ["Country | Rifles", "Kenya | 1,012"]
    assert figure.verbatim == "1,012"
    assert figure.bound == "exactly"


@pytest.mark.parametrize(
    ("cell", "bound"), [("more than 12", "over"), ("about 12", "about"), ("up to 12", "under")]
)
def test_the_words_of_a_cell_bound_its_number(cell: str, bound: str) -> None:
    (figure,) = figures(table(f"Country | Rifles\nKenya | {cell}"))
    assert (str(figure.value), figure.bound, figure.verbatim) == ("12", bound, "12")


def test_tables_of_web_pages_are_read_alike() -> None:
    page = b"<table><tr><th>Country</th><th>Rifles</th></tr><tr><td>Kenya</td><td>12</td></tr></table>"
    text, layout = read_laid_out(page, "page")
    assert told(replace(document(text), layout=layout)) == [("place-KEN", "12", "Rifles", None)]


@given(st.lists(st.text(alphabet="a1 |–(,.%2", max_size=20), max_size=6))
def test_no_table_whatever_fails(rows: list[str]) -> None:
    assert list(table_figures([_reading(row) for row in rows])) == []


def _reading(text: str) -> Reading:
    unit = Unit(
        passages=extract(table("a | b")).passages,
        view=View(text=text, anchors=((0, 0),)),
        sentences=(Span(0, len(text)),),
    )
    return Reading(
        unit=unit,
        text=text,
        offset=0,
        sentence=Span(0, len(text)),
        referents=(),
        topic=None,
        author=None,
    )


LEAD = "The Global Firearms Programme trained officers in four regions of the world in 2031."


@pytest.mark.parametrize(
    ("lead", "owned"),
    [
        (LEAD, [("global-firearms-programme", "12", "Judges trained", None)]),
        ("In 2031, the work of " + LEAD, []),
    ],
)
def test_a_table_without_title_belongs_to_the_programme_that_opens_the_paragraph_above(
    lead: str, owned: list[Row]
) -> None:
    found = table("Result | Number\nJudges trained | 12", Piece(kind="paragraph", text=lead))
    assert [row for row in told(found) if row[1] == "12"] == owned


def test_a_table_with_a_title_does_not_belong_to_the_paragraph_above_it() -> None:
    above = (Piece(kind="paragraph", text=LEAD), PLAIN)
    assert [
        row for row in told(table("Result | Number\nJudges trained | 12", *above)) if row[1] == "12"
    ] == []


def page(rows: str) -> Document:
    text, layout = read_laid_out(f"<table>{rows}</table>".encode(), "page")
    return replace(document(text), layout=layout)


def test_headings_of_two_levels_are_both_told() -> None:
    head = "<tr><th rowspan=2>Country<th colspan=2>Men trained<tr><th>2019<th>2020"
    assert told(page(f"{head}<tr><td>Kenya<td>12<td>13")) == [
        ("place-KEN", "12", "Men trained 2019", "2019"),
        ("place-KEN", "13", "Men trained 2020", "2020"),
    ]


def test_below_an_empty_corner_the_heading_goes_on() -> None:
    head = "<tr><th><th colspan=2>Men trained<tr><th>Country<th>2019<th>2020"
    assert told(page(f"{head}<tr><td>Kenya<td>12<td>13")) == [
        ("place-KEN", "12", "Men trained 2019", "2019"),
        ("place-KEN", "13", "Men trained 2020", "2020"),
    ]


def test_a_cell_that_reaches_down_names_each_of_its_rows() -> None:
    rows = "<tr><th>Country<th>Year<th>Rifles<tr><td rowspan=2>Kenya<td>2019<td>12<tr><td>2020<td>13"
    found = page(rows)
    assert told(found) == [("place-KEN", "12", "Rifles", "2019"), ("place-KEN", "13", "Rifles", "2020")]
    assert [found.text[a:b] for a, b in figures(found)[1].evidence] == [
        "Country | Year | Rifles",
        "Kenya | 2019 | 12",
        "| 2020 | 13",
    ]


def test_words_beside_the_name_tell_what_is_counted_where_the_heading_does_not() -> None:
    rows = "<tr><th>Country<th>Kind<th>Number<tr><td rowspan=2>Kenya<td>Rifles<td>12<tr><td>Pistols<td>13"
    assert told(page(rows)) == [("place-KEN", "12", "Rifles", None), ("place-KEN", "13", "Pistols", None)]


def test_a_row_without_any_label_takes_none_from_above() -> None:
    assert told(table("Country | Rifles | Pistols\nKenya | 12 | 3\n| 15 | 4", PLAIN)) == [
        ("place-KEN", "12", "Rifles", None),
        ("place-KEN", "3", "Pistols", None),
    ]


def test_a_merged_cell_in_the_body_moves_no_number() -> None:
    rows = "<tr><th>Country<th>Rifles<th>Pistols<tr><td>Kenya<td colspan=2>none<tr><td>Peru<td>1<td>2"
    assert told(page(rows)) == [("place-PER", "1", "Rifles", None), ("place-PER", "2", "Pistols", None)]


def test_the_date_by_which_something_is_due_dates_no_figure() -> None:
    found = table("Target completion date | Tests\nMarch 2025 | 5\nMay 2025 | 4", TITLE)
    assert {when for *_, when in told(found)} == {None}

"""Whose name stands above a title: agencies, ministries, bodies that report themselves; notes, years, forms."""

import pytest

from tests.kg.test_metadata_front import PROSE, picked

DONE = "\n\n1. In 2026 the Office trained 412 teachers in 30 schools.\n"


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("International Garden Authority", "International Garden Authority"),
        ("Ministry of Gardens and Schools of Estonia", "Ministry of Gardens and Schools of Estonia"),
        ("African Court on Garden Law", "African Court on Garden Law"),
        ("Secretariat of the Garden Treaty", "Secretariat of the Garden Treaty"),
        ("International Centre for Garden Research (ICGR)", "International Centre for Garden Research"),
        ("Turin City Government", "Turin City Government"),
    ],
)
def test_the_name_of_an_institution_above_a_title_is_the_author(head: str, author: str) -> None:
    assert picked(f"{head}\n\nGardens at school: annual report{PROSE}", "author", "title") == (
        author,
        "Gardens at school: annual report",
    )


def test_an_institution_alone_is_the_title() -> None:
    assert picked("International Garden Authority" + PROSE, "title") == ("International Garden Authority",)


def test_a_state_in_capitals_is_no_title() -> None:
    text = "REPUBLIC OF ESTONIA\nMinistry of Gardens\n\nGardens at school 2026" + PROSE
    assert picked(text, "title", "author") == ("Gardens at school 2026", "Ministry of Gardens")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Garden Commission\nFifth Activity Report{DONE}", ("Garden Commission", None)),
        (f"E/CN.9/2027/4\nGarden Commission\n\nActivity report{DONE}", (None, "Garden Commission")),
        (f"Garden Coordinating Board\n\nActivity report{DONE}", (None, "Garden Coordinating Board")),
        (
            f"Garden Commission\nFifth session\n\nNote by the secretariat{DONE}",
            ("secretariat", "Garden Commission"),
        ),
    ],
)
def test_a_commission_without_a_symbol_reports_itself(
    text: str, expected: tuple[str | None, str | None]
) -> None:
    assert picked(text, "author", "body") == expected


@pytest.mark.parametrize(
    ("words", "kind"),
    [(DONE, "report"), ("\n\n1. Members may wish to read the annex.\n", "other")],
)
def test_a_note_that_tells_of_work_is_a_report(words: str, kind: str) -> None:
    text = f"Garden Commission\nFifth session\n\nGardens at school\n\nNote by the Secretariat{words}"
    assert picked(text, "type") == (kind,)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Garden Annual Report 2026: from the field", 2026),
        ("Highlights of garden work 2026", 2026),
        ("Garden programme 2026: calendar", None),
    ],
)
def test_the_year_of_a_report_may_stand_before_a_colon(title: str, year: int | None) -> None:
    assert picked(f"{title}{PROSE}", "reporting_year") == (year,)


def test_a_form_gives_one_field_a_line() -> None:
    text = "Title: Gardens and the Mark\nShort title: Gardens\nLead: Garden Office" + PROSE
    assert picked(text, "title") == ("Gardens and the Mark",)


@pytest.mark.parametrize(
    ("line", "symbol"),
    [("A/79/6 (Sect. 19)", "A/79/6(Sect.19)"), ("SC78 Doc. 33.2", "SC78 Doc. 33.2")],
)
def test_a_symbol_with_a_section_or_a_point_is_no_part_of_the_title(line: str, symbol: str) -> None:
    assert picked(f"{line}\nGardens at school{PROSE}", "symbol", "title") == (symbol, "Gardens at school")


def test_a_byline_ends_before_a_title_in_capitals_and_before_the_article() -> None:
    text = f"A/79/512\n\nReport by the Secretary-General\nGARDENS AT SCHOOL{PROSE}"
    assert picked(text, "author", "title") == ("Secretary-General", "GARDENS AT SCHOOL")
    text = f"A/79/512\n\nReport of the Secretary-General under article 9 of the Garden Treaty{PROSE}"
    assert picked(text, "author") == ("Secretary-General",)


@pytest.mark.parametrize(
    "opening",
    [
        "This report responds to General Assembly resolutions 79/12.",
        "The present document answers operative paragraph 4 (3) of General Assembly resolution 79/12.",
        "In accordance with General Assembly resolution 79/12, the report is transmitted by the Office.",
        "In reply to the call under General Assembly resolution 79/12, the Office reports as follows.",
    ],
)
def test_more_ways_to_say_who_asked_for_a_paper(opening: str) -> None:
    assert picked(f"Gardens at school\n\n{opening}\n", "requested_by") == ("A/RES/79/12",)

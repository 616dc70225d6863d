"""Covers of the United Nations as their readers give them: items of agendas, letters, transmitted reports, boards."""

from datetime import date

import pytest

from tests.kg.test_metadata_front import PROSE, picked

ASSEMBLY = "United Nations A/95/{number}\n\nGeneral Assembly\n\nDistr.: General 12 June 2040\n\nOriginal: English\n\n"
ASSEMBLY += "Ninety-fifth session\n\n"
BOARD = "United Nations DP/2040/7\n\nExecutive Board of the United Nations Seed Fund\n\n"
BOARD += "Distr.: General 2 December 2039\n\n"
BOARD += (
    "First regular session 2040\n\n27 to 31 January 2040, New York\nItem 11 of the provisional agenda\n\n"
)
LETTER = "Letter dated 4 June 2040 from the Permanent Representative of Malta to the United Nations addressed to the "


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (
            "Item 9 (c) of the preliminary list*\n\nElections to the garden bodies\n\n"
            + LETTER
            + "Secretary-General",
            LETTER + "Secretary-General",
        ),
        (LETTER + "Secretary-General", LETTER + "Secretary-General"),
        (
            "Request for the inclusion of a supplementary item in the agenda of the ninety-fifth session\n\n"
            "Observer status for the Garden Bank in the General Assembly\n\n" + LETTER + "Secretary-General",
            "Observer status for the Garden Bank in the General Assembly",
        ),
    ],
    ids=["below an item", "alone", "to put an item on the agenda"],
)
def test_a_letter_has_its_own_title_and_its_day_is_that_of_distribution(item: str, title: str) -> None:
    text = ASSEMBLY.format(number=84) + item + PROSE
    assert picked(text, "title", "date", "body") == (title, date(2040, 6, 12), "General Assembly")


def test_a_letter_that_nobody_distributed_has_the_day_of_its_writing() -> None:
    assert picked(LETTER + "President of the Security Council" + PROSE, "date") == (date(2040, 6, 4),)


def test_a_resolution_has_the_day_of_its_distribution() -> None:
    text = ASSEMBLY.format(number=1).replace("A/95/1", "A/RES/95/3")
    text += "Resolution adopted by the General Assembly on 3 June 2040\n\n95/3. Gardens at school\n\n"
    text += "1. Invites States to plant more trees in the yards of their schools;\n"
    assert picked(text, "type", "title", "date") == ("resolution", "Gardens at school", date(2040, 6, 12))


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (
            "Evaluation\n\nResponse of the seed banks to the third audit",
            "Response of the seed banks to the third audit",
        ),
        ("Evaluation", "Evaluation"),
    ],
)
def test_the_heading_of_an_item_is_a_title_where_no_other_follows(below: str, title: str) -> None:
    assert picked(BOARD + below + PROSE, "title") == (title,)


@pytest.mark.parametrize(
    ("signed", "title"),
    [
        ("Report of the Group of Friends of Gardens", "Report of the Group of Friends of Gardens"),
        ("Report of the Secretary-General", "Gardens at school"),
    ],
)
def test_below_the_heading_of_an_item_the_report_of_a_group_is_its_own_title(signed: str, title: str) -> None:
    text = ASSEMBLY.format(number=7) + f"Agenda item 3\n\nGardens at school\n\n{signed}{PROSE}"
    assert picked(text, "title", "type") == (title, "report")


def test_a_group_whose_name_has_commas_is_named_whole() -> None:
    text = (
        ASSEMBLY.format(number=7) + "Report of the Group for Seeds, Open Soils and Water for Schools" + PROSE
    )
    assert picked(text, "author") == ("Group for Seeds, Open Soils and Water for Schools",)


def test_a_fund_named_behind_an_office_is_not_part_of_the_name() -> None:
    text = (
        ASSEMBLY.format(number=7)
        + "Gardens\n\nReport of the Executive Director, United Nations Seed Fund"
        + PROSE
    )
    assert picked(text, "author") == ("Executive Director",)


@pytest.mark.parametrize(
    ("heading", "author"),
    [
        (
            "Report on the second regular session 2039, 3 to 5 September 2039",
            "Executive Board of the United Nations Seed Fund",
        ),
        ("Report on the gardens of 2039", None),
    ],
)
def test_a_board_reports_on_its_own_session(heading: str, author: str | None) -> None:
    text = BOARD + f"Organizational matters\n\n{heading}\n\n13. The members thanked their host.\n"
    assert picked(text, "title", "author", "type") == (heading, author, "report")


@pytest.mark.parametrize(
    ("sent", "author"),
    [
        ("the report of the Director General of the World Garden Organization", "World Garden Organization"),
        ("the report of the Committee on Gardens", "Committee on Gardens"),
        ("the report of the Special Rapporteur on gardens", "Secretary-General"),
        ("his comments on the report of the Joint Inspection Unit on gardens", "Secretary-General"),
        (
            "the report of the Committee on Gardens, Seeds and Soils and on Rain, Ms. Ama Doe",
            "Committee on Gardens, Seeds and Soils and on Rain",
        ),
        ("the list of candidates", "Secretary-General"),
    ],
)
def test_a_transmitted_report_is_of_the_body_that_wrote_it(sent: str, author: str) -> None:
    text = ASSEMBLY.format(number=7) + "Gardens at school\n\nNote by the Secretary-General\n\n"
    text += f"The Secretary-General has the honour to transmit {sent}, submitted in accordance with resolution 90/3.\n"
    assert picked(text, "author") == (author,)


def test_the_days_in_brackets_belong_to_the_title_of_a_report_on_a_session() -> None:
    text = "E/2040/29-E/CN.77/2040/8\n\nUnited Nations\n\nCommission on Gardens\n\nReport on the twelfth session\n"
    text += "(3 May 2039 and 7–11 April 2040)\n\nEconomic and Social Council\nOfficial Records, 2040\n"
    text += "Supplement No. 9\n\nContents\n\n1. The Commission met.\n"
    title = "Report on the twelfth session (3 May 2039 and 7–11 April 2040)"
    assert picked(text, "title", "date_start") == (title, date(2039, 5, 3))


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Implementation of resolution 9733 (2038)", None),
        ("Report on gardens (2038)", 2038),
        ("Gardens at school\n\nBed | Harvest in 2038", None),
        ("Proposals on what to plant for 2038 and beyond", None),
    ],
)
def test_years_of_resolutions_and_tables_are_no_years_of_report(line: str, year: int | None) -> None:
    assert picked(ASSEMBLY.format(number=7) + line + PROSE, "reporting_year") == (year,)


@pytest.mark.parametrize(
    ("writer", "kind"),
    [("the Secretary-General", None), ("the Secretariat", "report")],
)
def test_notes_of_the_secretary_general_report_only_where_they_transmit(
    writer: str, kind: str | None
) -> None:
    text = ASSEMBLY.format(number=7) + f"Gardens at school\n\nNote by {writer}\n\n"
    text += "36. In 2039 the Fund trained 412 teachers in 30 schools.\n"
    assert picked(text, "type") == (kind or "other",)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Management response to the review of gardens", None),
        ("Response to the questions on gardens", "submission"),
    ],
)
def test_what_a_management_answers_is_no_submission(title: str, kind: str | None) -> None:
    assert picked(BOARD + f"Evaluation\n\n{title}{PROSE}", "title", "type") == (title, kind)


def test_above_the_item_stands_no_title_of_a_groups_report() -> None:
    text = "United Nations A/CONF.977/2040/5\n\nDistr.: General 12 June 2040\n\n"
    text += (
        "2040 Meeting of States to Plant Gardens near Every School of the World\n\nNairobi, 9–13 June 2040\n"
    )
    text += "Agenda item 7 (b)\n\nPapers of those who came\n\nReport of the Papers Committee" + PROSE
    assert picked(text, "title", "author") == ("Report of the Papers Committee", "Papers Committee")


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("Economic and Social Council decision 2040/3", "E/DEC/2040/44"),
        ("a wish of many", "Council decision 2040/44"),
    ],
)
def test_the_council_is_the_one_whose_whole_name_stands_before(named: str, asked: str) -> None:
    text = ASSEMBLY.format(number=7) + "Gardens\n\nReport of the Secretary-General\n\n"
    text += f"1. This text follows from {named}. In its decision 2040/44, the Council requested the Secretary-General "
    text += "to submit a report on gardens.\n"
    assert picked(text, "requested_by") == (asked,)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Twenty-first report of the Secretary-General on the threat of weeds", "Secretary-General"),
        (
            "Fourth report of the Committee on Garden Questions on the plan of 2041",
            "Committee on Garden Questions",
        ),
        ("Annual report by the secretariat", "secretariat"),
        ("First report from the field", None),
    ],
)
def test_one_of_several_reports_names_who_gives_it(line: str, author: str | None) -> None:
    assert picked(ASSEMBLY.format(number=7) + line + PROSE, "author", "type") == (author, "report")


def test_one_of_several_reports_may_stand_below_a_title() -> None:
    text = ASSEMBLY.format(number=7) + "Agenda item 9\n\nBudget\n\nA house for gardeners\n\n"
    text += "Fourth report of the Committee on Garden Questions" + PROSE
    expected = ("A house for gardeners", "Committee on Garden Questions", "report")
    assert picked(text, "title", "author", "type") == expected


def test_the_name_of_a_treaty_above_its_body_is_no_title() -> None:
    text = "United Nations CEDAW/C/RUR/CO/8\n\nConvention on the Care of Gardens\n\nDistr.: General 14 July 2040\n\n"
    text += "Committee on the Care of Gardens\n\nConcluding observations on the eighth periodic report of Ruritania"
    title = "Concluding observations on the eighth periodic report of Ruritania"
    assert picked(text + PROSE, "title", "body") == (title, "Committee on the Care of Gardens")


def test_the_name_of_a_treaty_alone_is_a_title() -> None:
    text = "United Nations A/CONF.977/15\n\nConvention on the Care of Gardens" + PROSE
    assert picked(text, "title") == ("Convention on the Care of Gardens",)


def test_a_forum_above_the_item_is_no_title() -> None:
    text = (
        "United Nations E/HLPF/2040/1\n\nHigh-level political forum on gardens\n\nNairobi, 14–18 July 2040\n"
    )
    text += "Item 1 of the provisional agenda\n\nOpening\n\nProvisional agenda and documents" + PROSE
    assert picked(text, "title", "agenda_item") == ("Provisional agenda and documents", "1")


def test_an_office_established_somewhere_keeps_its_place() -> None:
    text = (
        ASSEMBLY.format(number=7)
        + "Letter dated 8 June 2040 from the Head of the Office established in Lomé "
    )
    text += "addressed to the President of the Security Council" + PROSE
    assert picked(text, "author") == ("Head of the Office established in Lomé",)


def test_a_panel_writes_without_what_established_it() -> None:
    text = (
        ASSEMBLY.format(number=7) + "Letter dated 8 June 2040 from the Panel of Experts on Weeds established "
    )
    text += "pursuant to resolution 9874 (2039) addressed to the President of the Security Council" + PROSE
    assert picked(text, "author", "body") == ("Panel of Experts on Weeds", "Security Council")


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Management response to the review of the UNSF planting policy", "UNSF"),
        ("UN-Gardens management response to the review of planting", "UN-Gardens"),
        ("Management response to the joint review by UNSF and UNWX", None),
        ("Management response to the review of planting", None),
        ("Management response on NGO relations", None),
    ],
)
def test_the_management_that_answers_is_of_the_one_agency_named(title: str, author: str | None) -> None:
    assert picked(BOARD + f"Evaluation\n\n{title}{PROSE}", "author") == (author,)


@pytest.mark.parametrize(
    ("writer", "author"),
    [
        (
            "Special Rapporteur on the right to gardens, Jane van Doe",
            "Special Rapporteur on the right to gardens",
        ),
        (
            "Special Rapporteur on gardens, their trees and hedges",
            "Special Rapporteur on gardens, their trees and hedges",
        ),
    ],
)
def test_an_expert_is_named_by_the_mandate_alone(writer: str, author: str) -> None:
    text = ASSEMBLY.format(number=7) + f"Gardens at school\n\nReport of the {writer}{PROSE}"
    assert picked(text, "author") == (author,)


def test_the_part_of_a_document_belongs_to_its_symbol() -> None:
    text = BOARD.replace("DP/2040/7", "DP/FPA/2040/4 (Part I)") + "Evaluation\n\nReview of gardens" + PROSE
    assert picked(text, "title") == ("Review of gardens",)


def test_an_executive_session_is_counted() -> None:
    text = "United Nations TD/B/72/3\n\nGarden Board\nSeventy-second executive session\nGeneva, 15–26 May 2040\n\n"
    assert picked(text + "Gardens\n\nNote by the secretariat" + PROSE, "session", "body") == (
        72,
        "Garden Board",
    )


def test_headings_of_an_annex_tell_no_year_of_report() -> None:
    text = BOARD + "Organizational matters\n\nDecisions of the year\n\nAnnex I\n\n"
    text += (
        "2040/1\nAudited financial statements for the year ended 31 December 2038\n\nThe Executive Board,\n\n"
    )
    assert picked(text + "1. Takes note of the statements;\n", "reporting_year") == (None,)

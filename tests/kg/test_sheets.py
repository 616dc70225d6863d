"""What the layout of plain text declares: sheets, tables, lists and lines of Goals, by literal passages."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import pipeline
from kg.finders import lined
from kg.split import split, units
from kg.types import Document
from tests.kg.builders import document

START = "Review of the year\n\n"
SHEETS = "Sheets of the year\n\n"


def programmes(text: str) -> set[str]:
    """The names of the programmes that a text is read to have."""
    return {e.name for e in pipeline.extract(document(text)).entities if e.type == "programme"}


def told(text: str, predicate: str) -> set[tuple[str, str]]:
    """Name of the subject and identifier or name of the object of each statement with the predicate."""
    read = pipeline.extract(document(text))
    by_key = {e.key: e for e in read.entities}
    return {
        (by_key[c.subject].name, by_key[c.object].id or by_key[c.object].name)
        for c in read.claims
        if c.predicate == predicate and c.object and c.stated and c.confidence >= 0.6
    }


def lines_of(text: str) -> list[str]:
    """The sentences of all units of a plain text, parted by its lines."""
    found: Document = document(text)
    read = lined(units(found, split(found)), text)
    return [unit.view.text[begin:end] for unit in read for begin, end in unit.sentences]


# Lines -------------------------------------------------------------------------------------------------------


def test_fields_on_lines_of_their_own_are_sentences_of_their_own() -> None:
    text = (
        "The sheet below was filled in by the team.\n\n"
        "Where: Chad and Togo\nSince: 2038\nPartners: the rope makers of Lomé\n"
    )
    assert lines_of(text)[1:] == ["Where: Chad and Togo", "Since: 2038", "Partners: the rope makers of Lomé"]


def test_a_line_that_the_writer_had_to_break_goes_on() -> None:
    text = (
        "The harbour masters of the coast met twice in the year and took note of the\n"
        "Report: it tells how many nets were mended, by whom, and with what kinds of ropes.\n"
    )
    assert len(lines_of(text)) == 1


def test_leaders_of_dots_part_a_label_from_its_value() -> None:
    text = "The sheet.\n\nKnown as ....... Quiet Quays\nCountries . . . . . Fiji; Tonga\n"
    assert lines_of(text)[1:] == ["Known as: Quiet Quays", "Countries: Fiji; Tonga"]


def test_columns_that_blanks_part_are_rows_with_bars() -> None:
    text = (
        "The list follows.\n\nProject          Where     SDG\nShade for Goats  Chad      2, 15.3\n"
        "Salt and Sails   Togo      14\n"
    )
    assert lines_of(text)[1:] == [
        "Project | Where | SDG",
        "Shade for Goats | Chad | 2, 15.3",
        "Salt and Sails | Togo | 14",
    ]


@given(st.text(alphabet="Ab :.|\n–", max_size=120))
def test_lines_keep_every_word_in_its_place(text: str) -> None:
    found = document(text)
    before = units(found, split(found))
    after = lined(before, text)
    places = Counter(
        (unit.view.place(at), sign)
        for unit in after
        for at, sign in enumerate(unit.view.text)
        if sign in "Ab"
    )
    assert places == Counter(
        (unit.view.place(at), sign)
        for unit in before
        for at, sign in enumerate(unit.view.text)
        if sign in "Ab"
    )


# Names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        START + "Name of project: Kites above the Reef\nWhere: Fiji\nDonor: Norway\n",
        START + "Project ........ Kites above the Reef\nCountry ........ Fiji\nGoals ........ 14\n",
        START + "Kites above the Reef\nManaged by UNEP; funded by Norway. Work to date: Fiji, Tonga.\n",
        START + "Programmes that belong to it:\n– Kites above the Reef\n– Nets for Nurses\n",
        START + "Project | Where | Reached\nKites above the Reef | Fiji | 40\nNets for Nurses | Chad | 9\n",
        START + "“Kites above the Reef” – UNEP – 18.4 – SDG 14\n“Nets for Nurses” – WHO – 9.1 – SDG 3\n",
        START + "• Kites above the Reef – a network of divers (SDG 14)\n• Other work went on.\n",
        START + "(a) Kites above the Reef. Approved 2038; active in Fiji. SDG 14.\n\n(b) Other work.\n",
        START + "• Kites above the Reef: in Fiji 40 divers met. The initiative goes on.\n",
        START + "(2) Kites above the Reef. This is our own initiative and began in 2038.\n",
        START + "Kites above the Reef (Fiji, Tonga). Divers guide pupils to the old anchors.\n",
        START
        + "I. Kites above the Reef\n\nKites above the Reef is what divers go to first. It began late.\n",
        START + "Output 2.1  Kites above the Reef\n    Purpose: safer diving\n    Field work: Fiji, Tonga\n",
        START + "[B] Kites above the Reef\n    Fiji. Lead: UNEP. Speaks to SDG targets 14.2 and 14.7.\n",
        START
        + "* Kites above the Reef | Fiji | SDG 14.2 | lead: UNEP\n* Nets for Nurses | Chad | SDG 3 | lead: WHO\n",
        START + "Title | Countries | Goals\nKites above the Reef | Fiji | 14.2\nNets and nurses | Chad | 3\n",
    ],
)
def test_the_layout_names_a_programme(text: str) -> None:
    assert "Kites above the Reef" in programmes(text)


@pytest.mark.parametrize(
    "text",
    [
        START + "Gender Equality (SDG 5)\nOur offices opened in two towns.\n",
        START + "• Climate Action – SDG 13\n• Decent Work and Economic Growth – SDG 8\n",
        START + "Partners that gave their time:\n– Kites above the Reef\n– Nets for Nurses\n",
        START + "Next Steps\nWhere: Chad\nWhen: in spring\n",
        START + "Title: Kites above the Reef\nAuthors: Ama Doe\nPages: 40\n",
        START + "Name: none\nWhere: Chad\nDonor: Norway\n",
        START + "Floods (Chad, Togo). Waters rose in both and fell again.\n",
        START + "I. Rising Waters\n\nWaters rose in spring. They fell again in the summer.\n",
        START + "Title | Writer | Pages\nKites above the Reef | Ama Doe | 40\nNets and nurses | Bo Li | 9\n",
        START + "The Board Met in Togo. Approved 2038 accounts were read.\n",
        START
        + "Ministry of Rope | Where | Reached\nKites above the Reef | Fiji | 40\nNets for Nurses | Chad | 9\n",
    ],
)
def test_themes_bodies_books_and_sections_are_no_programmes(text: str) -> None:
    assert programmes(text) == set()


def test_the_short_form_of_a_sheet_stands_for_its_name() -> None:
    text = (
        "Project sheet\n\nFull title: Warm hands in the fish market – gloves for all\nShort name: WAHA\n"
        "Countries: Ghana; Guyana\n\nIn 2038 WAHA supported target 8.8.\n"
    )
    assert ("Warm hands in the fish market – gloves for all", "8.8") in told(text, "contributesTo")


# Goals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        SHEETS + "Activity: Kites above the Reef\nCountry: Fiji\nGoal(s): 14.2; 14.7\n",
        SHEETS
        + "Project | Where | SDG\nKites above the Reef | Fiji | 14.2, 14.7\nNets for Nurses | Chad | 3\n",
        SHEETS + "Name of project: Kites above the Reef\nWhere: Fiji\nDonor: Norway\n\n"
        "Contribution to the SDGs\nPrimary: 14.2. Secondary: 14.7.\n",
        SHEETS + "* Blue Kites Initiative | Fiji | SDG 14.2, SDG 14.7 | lead: UNEP | with: –\n",
        SHEETS
        + "The Blue Kites Initiative counts fish. Targets 14.2 and 14.7 are at the heart of this work.\n",
        SHEETS + "Title: Kites above the Reef\nCountry: Fiji\nParent programme: Red Nets Programme\n"
        "Contribution to the Goals: targets 14.2 and 14.7\nDonor: Norway\n",
        SHEETS + "The Blue Kites Initiative counts fish. It is tagged to targets 14.2 and 14.7.\n",
        SHEETS + "The Blue Kites Initiative is run by UNEP in Fiji.\n\n"
        "Which Goals do they support?\n\nBlue Kites Initiative: 14.2, 14.7\nNets for Nurses: 3.1 and 3.2\n",
        SHEETS + "The Blue Kites Initiative and the Red Nets Project are run by UNEP in Fiji.\n\n"
        "Target 14.2: Blue Kites Initiative\nTarget 14.7: Blue Kites Initiative and Red Nets Project\n",
    ],
)
def test_lines_of_goals_are_told_of_the_programme_of_their_sheet(text: str) -> None:
    served = {goal for name, goal in told(text, "contributesTo") if "Kites" in name}
    assert served == {"14.2", "14.7"}


@pytest.mark.parametrize(
    "text",
    [
        SHEETS + "Activity: Kites above the Reef\nCountry: Fiji\nScore(s): 14.2; 14.7\n",
        SHEETS + "Project | Where | Score\nKites above the Reef | Fiji | 14.2\nNets for Nurses | Chad | 3\n",
        SHEETS
        + "Project | Status | SDG\nKites above the Reef | not started | 14.2\nNets for Nurses | planned | 3\n",
        SHEETS + "The Blue Kites Initiative is run by UNEP in Fiji.\n\n"
        "Which Goals might it support one day?\n\nNot decided: 14.2, 14.7\n",
        SHEETS + "The Blue Kites Initiative is run by UNEP in Fiji.\n\nTarget 14.2: none\n",
        SHEETS + "* Blue Kites Initiative | Fiji | not SDG 14.2 | lead: UNEP | with: –\n",
        SHEETS + "The Blue Kites Initiative counts fish. Target 14.2 will be at the heart of this work.\n",
        SHEETS + "The Blue Kites Initiative counts fish.\n\nUNICEF opened schools.\n\nGoals: SDG 4\n",
        SHEETS + "The Blue Kites Initiative counts fish.\n\nTogo\n\nRelevant SDGs: 6, 7\n",
        SHEETS + "The Blue Kites Initiative counts fish.\n\nChair of the talks on targets: 6.1\n",
    ],
)
def test_other_codes_plans_and_refusals_serve_no_goal(text: str) -> None:
    assert told(text, "contributesTo") == set()


# Groups ------------------------------------------------------------------------------------------------------

TWO = (
    SHEETS + "Activity: Kites above the Reef\nCountry: Fiji\nDonor: Norway\n\n"
    "Activity: Nets for Nurses\nCountry: Chad\nDonor: Norway\n\n"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The two activities are implemented by UNICEF.",
        "Both are UNICEF projects.",
        "Remarks. The two projects are run by UNICEF.",
        "Norway pays for the books.\n\nThe two undertakings are led by UNICEF.",
    ],
)
def test_what_is_told_of_the_two_is_told_of_each(sentence: str) -> None:
    found = told(TWO + sentence + "\n", "implementedBy")
    assert found == {("Kites above the Reef", "unicef"), ("Nets for Nurses", "unicef")}


@pytest.mark.parametrize(
    "sentence",
    [
        "The three activities are implemented by UNICEF.",
        "The two activities may be implemented by UNICEF.",
        "The two towns are run by UNICEF.",
        "The two networks are run by UNICEF.",
        "WHO built a hall and a mill.\n\nThe two activities are run by UNICEF.",
        "WHO likes the Red Nets Project and the Blue Kites Project.\n\nThe two projects are run by UNICEF.",
        "Fish\n\nFish are counted in all towns of the coast, and none of them was lost in the storm.\n\n"
        "Ponds\n\nThe two projects are run by UNICEF.",
    ],
)
def test_what_is_told_of_others_is_told_of_neither(sentence: str) -> None:
    assert told(TWO + sentence + "\n", "implementedBy") == set()


def test_all_who_are_listed_run_each() -> None:
    found = told(TWO + "The two activities are led by UNICEF and WHO.\n", "implementedBy")
    assert {runner for _, runner in found} == {"unicef", "who"}
    assert len(found) == 4


@pytest.mark.parametrize(
    ("sentence", "grounds"),
    [
        ("The two activities are set up under General Assembly resolution 78/226.", {"A/RES/78/226"}),
        ("Both were set up pursuant to General Assembly resolution 78/226.", {"A/RES/78/226"}),
        ("The two activities go beyond resolution 78/226.", set()),
        ("The two activities are due, as WHO said under resolution 78/226.", set()),
    ],
)
def test_what_all_are_run_under_is_the_ground_of_each(sentence: str, grounds: set[str]) -> None:
    found = told(TWO + sentence + "\n", "mandatedBy")
    assert found == {(n, g) for n in ("Kites above the Reef", "Nets for Nurses") for g in grounds}


@pytest.mark.parametrize(
    ("basis", "grounds"),
    [
        ("article 32 of the Convention on the Rights of the Child", {"article"}),
        ("the Convention on the Rights of the Child, article 32", {"article"}),
        ("the Convention on the Rights of the Child; article 32 is kept", {"article", "whole"}),
        ("the Convention on the Rights of the Child", {"whole"}),
    ],
)
def test_where_a_field_tells_an_article_its_treaty_is_no_ground_of_its_own(
    basis: str, grounds: set[str]
) -> None:
    sheet = SHEETS + f"Activity: Kites above the Reef\nCountry: Fiji\nLegal basis: {basis}\n"
    found = {name for _, name in told(sheet, "mandatedBy")}
    assert {"article" if "32" in name or "art" in name else "whole" for name in found} == grounds


def test_goals_of_all_are_goals_of_each() -> None:
    found = told(TWO + "Goals: 3, 14 (both); 5 (Nets for Nurses only)\n", "contributesTo")
    assert {("Kites above the Reef", "3"), ("Kites above the Reef", "14"), ("Nets for Nurses", "14")} <= found

"""Names that several signs tell together: what explains them, where they stand, how their words are joined.

The names are invented; the sentences go the way reports of many agencies go.
"""

import pytest

from kg import pipeline
from kg.finders import acronyms, titles
from kg.split import split, units
from tests.kg.builders import document
from tests.kg.test_find_titles_bare import LEXICON


def programmes(text: str) -> list[str]:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in titles.find(unit, LEXICON)]
    return [m.name for m in found if m.type == "programme"]


def shorts(text: str) -> list[tuple[str, str]]:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in acronyms.find(unit, LEXICON)]
    return [(read.text[m.begin : m.end], m.name) for m in found if m.type == "programme"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferry Notebook, our logbook work with skippers in Fiji, grew.", "Ferry Notebook"),
        ("Lamps before Dawn, a venture of the ministry, lit 40 villages.", "Lamps before Dawn"),
        ("Tide Clocks, another undertaking of the WMO, reached Fiji.", "Tide Clocks"),
        ("Noting that Salt Caravan, the programme's travelling school, went to Mali,", "Salt Caravan"),
        ("The Kite Club, a forum of UNDP alone, meets in Chad.", "Kite Club"),
    ],
)
def test_a_clause_with_the_noun_of_a_programme_names_it(text: str, expected: str) -> None:
    assert programmes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven Wells, which UNICEF has run since 2016, reached Chad.", "Seven Wells"),
        ("By June, the Universal Rope Index, which we have kept for years, grew.", "Universal Rope Index"),
        ("Her Boat, Her Net in Fiji, which we share with UNDP, goes on.", "Her Boat, Her Net"),
    ],
)
def test_a_clause_on_who_keeps_it_names_a_programme(text: str, expected: str) -> None:
    assert programmes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Copper Lanterns contributes to target 8.9.", "Copper Lanterns"),
        (
            "Aware that the Island Payment and Clearing System would help to achieve Goal 8,",
            "Island Payment and Clearing System",
        ),
        (
            "In 2023, Knots and Nets, whose modules are taught in Peru, contributed to Goal 14.",
            "Knots and Nets",
        ),
    ],
)
def test_what_serves_a_goal_is_a_programme(text: str, expected: str) -> None:
    assert programmes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* Clinic behind the Dunes has moved testing to 83 places.", "Clinic behind the Dunes"),
        ("Doors that Open shows employers where apprentices are.", "Doors that Open"),
        ("Rooms without Rent insulated 46 schools in Peru.", "Rooms without Rent"),
        ("The Tide Ledger (for small ports) runs in Kenya.", "Tide Ledger"),
        ("The entry on Ink & Iron speaks of a pilot only.", "Ink & Iron"),
        ("A sister effort, Bread Lines, is run in Mali.", "Bread Lines"),
        ("Our best-known product is Maps without Borders.", "Maps without Borders"),
        ("Goal 6 is served by Blue Taps in the Sahel.", "Blue Taps"),
    ],
)
def test_a_joined_title_that_does_something_is_a_programme(text: str, expected: str) -> None:
    assert programmes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The programme Boats for All of the fleet of Peru ended.", "Boats for All"),
        ("We closed the project Bridges of Rope of the Harbour League.", "Bridges of Rope"),
    ],
)
def test_whose_it_is_stays_out_of_the_name(text: str, expected: str) -> None:
    assert expected in programmes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Its portal TIDEX, which holds 400 maps, grew.", "TIDEX"),
        ("The charter rests on HARVESTNET, the office's price portal.", "HARVESTNET"),
        ("See also KELP, a partnership of five harbours for clean bays.", "KELP"),
        ("The office runs the NRA Global Network, to which many belong.", "NRA Global Network"),
        ("It runs the Boat Survey Data Bank, which grew.", "Boat Survey Data Bank"),
    ],
)
def test_letters_that_a_tool_has_name_it(text: str, expected: str) -> None:
    assert programmes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Wind in the Wires” supports target 7.2.", "Wind in the Wires"),
        ("“Wind in the wires”, by contrast, is a course for welders.", "Wind in the wires"),
        ("“Bees at Work” — a partnership of FAO and others — trained 40 keepers.", "Bees at Work"),
        ("“Rope to Rail” (RtR) is run in Kenya.", "Rope to Rail"),
        ("Salt Roads. Supports target 8.9.", "Salt Roads"),
        ("School behind the Dunes. This is our own initiative.", "School behind the Dunes"),
    ],
)
def test_a_title_set_off_is_told_by_what_follows(text: str, expected: str) -> None:
    assert programmes(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rope to Rail (RtR), a scheme of FAO, helped 40 firms.",
            [("Rope to Rail", "Rope to Rail"), ("RtR", "Rope to Rail")],
        ),
        ("“Rope to Rail” (RtR) is run in Kenya.", [("RtR", "Rope to Rail")]),
    ],
)
def test_short_form_of_such_a_title_stands_for_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert shorts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Maria Santos, the programme manager, welcomed the guests.",
        "Maria Santos, our colleague in Kenya, has run the office since 2019.",
        "Table Rock, a town in Kenya, has a port.",
        "The Third Committee, which we established in 1946, met.",
        "Small Island States, the group that we support, are exposed.",
        "Progress on Health shows that 40 countries met the target.",
        "Chapter on Ports and Harbours, the work of two years, contributes to Goal 9.",
        "Human Resources, our work in Geneva, was moved.",
        "South-South Cooperation, a form of work that we support, contributes to Goal 17.",
        "Gender Equality, which we have kept as an aim, supports Goal 5.",
        "Work on Women and Peace contributes to Goal 5.",
        "The guest, Mary Stone, is used to long days.",
        "He asked, “Is this a programme?”, and left.",
        "“Best practice” is used in many reports.",
        "Ministers for Foreign Affairs adopted 12 texts that support Goal 16.",
        "States that Failed reported 12 cases.",
        "The Clinic for Sailors supports target 3.8.",
        "The programme UNEP supports target 14.1.",
    ],
)
def test_what_is_no_title_stays_unnamed(text: str) -> None:
    assert programmes(text) == []


@pytest.mark.parametrize(
    "text", ["UNDP runs its project Rope Lanterns.", "Goal 4 is served by Rope Lanterns."]
)
def test_a_title_that_ends_the_text_is_named(text: str) -> None:
    assert programmes(text) == ["Rope Lanterns"]


TYPED = """UNDP trained teachers.  It opened schools.  It works in
Togo.  WHO helped.  UNICEF trained 300 nurses in
Benin.  It went well.  FAO works with
WHO in Chad.
"""
JUSTIFIED = """UNDP trained  300 teachers in Togo and  opened 30 schools.
It worked there with  WHO, FAO and UNICEF  and opened
an office in  Benin that the  World Bank paid for.
It runs the Rope  Safety Programme in  Benin and Chad.
"""
COLUMNS = """Name            Place     Goal
Rope Nets       Togo      SDG 4
Salt Lamps      Benin     SDG 5
Dry Wells       Chad      SDG 6
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TYPED, set()),
        (JUSTIFIED, {"Rope Safety Programme"}),
        (COLUMNS, {"Rope Nets", "Salt Lamps", "Dry Wells"}),
    ],
    ids=["typed", "justified", "columns"],
)
def test_blanks_part_cells_where_they_line_up_alone(text: str, expected: set[str]) -> None:
    found = pipeline.extract(document(text)).entities
    assert {entity.name for entity in found if entity.type == "programme"} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Ada Reed supports Goal 4.",
        "The Great Mosque, which they built in 1907, is open.",
        "The Upper River runs through Fiji.",
        "The Holy Scroll can be read in Fiji.",
        "Remote Sensing is used in 30 States.",
    ],
)
def test_persons_places_and_plain_things_are_no_programmes(text: str) -> None:
    assert programmes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "II. Cooperation with Fiji\n\nPartners: WHO\n\nBudget: $3 million\n",
        "B. Financial Statements\n\nApproved by the Board in 2039. WHO agreed.\n",
        "Ada Maria Reed\n\nCountry: Fiji\n\nPeriod: 2039\n",
        "Harbour Hospital\n\nLocation: Fiji\n\nBudget: $3 million\n",
        "Programme: To be decided\nCountry: Fiji\nPartners: WHO\n",
        "Programme | Resources\nLegal Affairs | 30\nPort Operations | 50\n",
        "Which projects did you run?\n\nNone So Far.\n",
    ],
)
def test_sections_persons_and_lines_of_a_budget_are_no_programmes(text: str) -> None:
    found = pipeline.extract(document(text)).entities
    assert [entity.name for entity in found if entity.type == "programme"] == []


def test_the_mark_behind_an_item_is_no_part_of_its_name() -> None:
    text = "These projects were launched:\n\n(a) Sport for Peace;\n\n(b) Nets for Nurses; and\n\n(c) Boats for Bards.\n"
    found = pipeline.extract(document(text)).entities
    named = {entity.name for entity in found if entity.type == "programme"}
    assert {"Sport for Peace", "Boats for Bards"} <= named
    assert [name for name in named if name.endswith(";")] == []

"""Names in running prose: what sums a programme up, who pays and adopts, and bodies named by what they deal with.

The names are invented; every rule has a sentence that it must leave alone.
"""

import pytest

from kg.finders.titles import find
from kg.split import split, units
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

BODIES = ("UNDP", "UNICEF", "WHO", "FAO", "ITU", "UNESCO")
PLACES = ("Kenya", "Nepal", "Ghana", "Mali", "Peru", "Peruvian", "Nordic", "Black Sea")
LEXICON = Lexicon(
    (
        *(Concept(iri=f"https://e.org/{n}", type="organization", key=n, name=n, labels=(n,)) for n in BODIES),
        *(Concept(iri=f"https://e.org/p/{n}", type="place", key=n, name=n, labels=(n,)) for n in PLACES),
    ),
    "prose",
)


def named(text: str, kind: str) -> list[str]:
    read = document(text)
    return [m.name for unit in units(read, split(read)) for m in find(unit, LEXICON) if m.type == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dry Season Bakers (Goals 1 and 2; run by a guild). 40 ovens.", ["Dry Season Bakers"]),
        ("Warm Hands (targets 3.1 and 3.2). Nurses were trained.", ["Warm Hands"]),
        ('- "Maps for Mothers" (Goal 3; with a clinic): 90 people.', ["Maps for Mothers"]),
        ("- “Numbers that Sing” (target 4.1), cancelled.", ["Numbers that Sing"]),
        ("Our team runs the Wet Brick Lab from two towns.", ["Wet Brick Lab"]),
        ("The Paddle School Academy was set up by FAO in 2019.", ["Paddle School Academy"]),
        ("Its training wing, Rope on Ice, is run by a guild.", ["Rope on Ice"]),
        ("The radio branch, Songs at Noon, is led by two singers.", ["Songs at Noon"]),
        (
            "It has two strands. The first, Low Tide, is for crews; the second, Day Watch, waits.",
            ["Low Tide", "Day Watch"],
        ),
        ("The portal, Loanline, was opened in May.", ["Loanline"]),
        (
            "It is run by the Rope Guild and by Delta Bar Friends, a network of lawyers.",
            ["Delta Bar Friends"],
        ),
        ("Its e-learning arm, Ropeline Academy, offers two modules.", ["Ropeline Academy"]),
        ("The Wet Brick Clinic, organized by FAO, grew.", ["Wet Brick Clinic"]),
        ("It joined the No Net Lost campaign.", ["No Net Lost campaign"]),
        (
            "Title: Net and Rope Programme\nApplicant: Delta Marine College, of Peru",
            ["Net and Rope Programme"],
        ),
        ("The Workshop Desk, hosted by the University of Rope, is open.", ["Workshop Desk"]),
        ("Advice is given by Coast Bar Helpers, a network of lawyers.", ["Coast Bar Helpers"]),
        ("(b) Green Furrow. Led by a guild, this component reached farmers.", ["Green Furrow"]),
        ("(c) Village Till. It is operated in two towns.", ["Village Till"]),
        ("The Warm Milk Scheme of Amis du Lac is another one.", ["Warm Milk Scheme"]),
        ("Black Sea Kites, which deals with storms, grew.", ["Black Sea Kites"]),
    ],
)
def test_a_programme_is_told_by_what_stands_around_it(text: str, expected: list[str]) -> None:
    assert named(text, "programme") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Statistics Division (Goals 1 and 2) wrote it.",
        'He called it "Just a Start" (see target practice).',
        "Samples went to the Wet Brick Lab for study.",
        "The Paddle School Academy wrote to FAO.",
        "The chair, Mary Stone, is led by two aides.",
        "Two men spoke. The first, John Stone, was late.",
        "The town, Loanville, was flooded in May.",
        "No platform was built; it asked why No platform was open.",
        "(c) Other Matters. It is late.",
        "The Black Sea, which deals storms, is deep.",
    ],
)
def test_no_programme_is_told_where_a_body_a_person_or_a_town_stands(text: str) -> None:
    assert named(text, "programme") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was set up by resolution 4 of the World Beekeeping Congress.", ["World Beekeeping Congress"]),
        (
            "As decision 9 (II) of the Conference of Alpine Ministers of Roads says, it is open.",
            ["Conference of Alpine Ministers of Roads"],
        ),
        ("Invites the Lisbon Conference on Maritime Law to comment;", ["Lisbon Conference on Maritime Law"]),
        ("The Alpine Roads Conference resolution 7 is old.", ["Alpine Roads Conference"]),
        ("UNICEF and the Alpine Hotline Alliance run it.", ["Alpine Hotline Alliance"]),
        (
            "We mended it with Coalition of Rope Makers and the Ministry of Works.",
            ["Coalition of Rope Makers", "Ministry of Works"],
        ),
        ("The Oslo School of Weather paid.", ["Oslo School of Weather"]),
        ("The Files and Letters Storage Section checks it.", ["Files and Letters Storage Section"]),
        ("It receives funding from the Blue Rivers Facility.", ["Blue Rivers Facility"]),
        ("It was built together with the Safer Roads Alliance.", ["Safer Roads Alliance"]),
        ("A note was submitted to the Nordic Development Fund.", ["Nordic Development Fund"]),
        (
            "The Bank of Rope and the Alliance for Dry Feet sit on its board.",
            ["Bank of Rope", "Alliance for Dry Feet"],
        ),
        ("The Peruvian Development Agency pays.", ["Peruvian Development Agency"]),
        ("The Joint WHO/FAO Centre checks it.", ["Joint WHO/FAO Centre"]),
        ("The Soil Chemistry Section checks the samples.", ["Soil Chemistry Section"]),
        ("The Reed Coast Museum lent it.", ["Reed Coast Museum"]),
        ("Training is left to the Delta Port School.", ["Delta Port School"]),
        ("The Hill Meteorological Services lead it.", ["Hill Meteorological Services"]),
        ("The desk works with the Union of Basket Makers.", ["Union of Basket Makers"]),
        ("The Alpine Women in Plumbing Society came.", ["Alpine Women in Plumbing Society"]),
        (
            "It is delivered together with the World Rope Organization and the Guardia di Costa.",
            ["World Rope Organization", "Guardia di Costa"],
        ),
        ("Partners include Feed the Birds and the Rope Guild.", ["Feed the Birds", "Rope Guild"]),
        ("Office of Dry Cooperation\nUNDP dry cooperation: wells", ["Office of Dry Cooperation"]),
    ],
)
def test_a_body_is_told_by_what_it_does_and_deals_with(text: str, expected: list[str]) -> None:
    assert named(text, "organization") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The World Beekeeping Congress was held in Nepal.",
        "It stands in resolution 1 of the Fourth World Conference on Bees.",
        "She wrote of Women in International Trade.",
        "The Blue Rivers Facility lends to fishers.",
        "Section 4 and Section Five say so.",
        "The Rope Summer School took 40 pupils.",
        "The Kenya Country Office and the UNDP Training Centre closed.",
        "The Weather Services were praised.",
        "Partners include Kenya and Nepal.",
    ],
)
def test_no_body_is_told_where_a_meeting_a_fund_or_a_part_of_a_text_stands(text: str) -> None:
    assert named(text, "organization") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under its Strategic Plan, 2026–2029, UNICEF began.", ["Strategic Plan, 2026–2029"]),
        ("The UNESCO Strategic Plan for 2026–29 says so.", ["UNESCO Strategic Plan for 2026–29"]),
        ("Under the Statute of the ITU the body itself pays.", ["Statute of the ITU"]),
    ],
)
def test_a_plan_of_a_body_is_told_by_its_years(text: str, expected: list[str]) -> None:
    assert named(text, "instrument") == expected


def test_a_title_keeps_plain_words_before_its_colon() -> None:
    text = "It cites Reefs and Other Ocean Services: Summary for Harbour Crews (Oslo, 2019)."
    assert named(text, "publication") == ["Reefs and Other Ocean Services: Summary for Harbour Crews"]


def test_a_plan_without_years_names_no_text() -> None:
    assert named("It wrote a Strategic Plan, and 2026 crews met.", "instrument") == []

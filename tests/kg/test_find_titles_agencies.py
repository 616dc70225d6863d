"""Programmes and publications as agencies write of them: what introduces, marks, ends and explains a name.

The names are invented; the sentences go the way reports of many agencies go.
"""

import pytest

from kg.finders.titles import find
from kg.split import split, units
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

BODIES = ("UNDP", "UNICEF", "WHO", "FAO", "ITU", "UNESCO", "UNFPA", "UNEP", "ILO", "UNHCR", "European Union")
PLACES = (
    "Palestine",
    "Kenya",
    "Nepal",
    "Chile",
    "Viet Nam",
    "Ghana",
    "Mali",
    "Fiji",
    "Peru",
    "Africa",
    "Malawi",
)
LEXICON = Lexicon(
    (
        *(Concept(iri=f"https://e.org/{n}", type="organization", key=n, name=n, labels=(n,)) for n in BODIES),
        *(Concept(iri=f"https://e.org/p/{n}", type="place", key=n, name=n, labels=(n,)) for n in PLACES),
    ),
    "agencies",
)


def named(text: str, kind: str) -> list[str]:
    read = document(text)
    return [m.name for unit in units(read, split(read)) for m in find(unit, LEXICON) if m.type == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In Kenya, UNDP set up an initiative called Greener Streets for Mothers.",
            "Greener Streets for Mothers",
        ),
        ("FAO ran the “Seeds on Wheels” campaign in 12 districts.", "Seeds on Wheels"),
        ("Young people use the “Ask Amina” app to find a clinic.", "Ask Amina"),
        ("The radio series “Rain Tomorrow” reached farmers in Mali.", "Rain Tomorrow"),
        ("The helpline, known as Listening Line, took 4,000 calls.", "Listening Line"),
        ("The project, branded “Hands Off Our Wells”, ended in May.", "Hands Off Our Wells"),
        ("A scholarship scheme named Daughters of the Delta paid the fees.", "Daughters of the Delta"),
        ("The Blue Harvest Facility lends to fishers.", "Blue Harvest Facility"),
        ("The Tidal Energy Challenge drew 90 entries.", "Tidal Energy Challenge"),
        ("UNEP awarded the Clean Shores Prize to two schools.", "Clean Shores Prize"),
        ("With support from ITU, the Connected Islands Coalition grew.", "Connected Islands Coalition"),
        ("ITU runs the Girls Who Solder course.", "Girls Who Solder course"),
        ("It joined the Decent Ports 2030 initiative.", "Decent Ports 2030 initiative"),
        ("UNICEF expanded *Voices of the Valley*, an initiative for rural girls.", "Voices of the Valley"),
        ("FAO launched the *Salt to Soil* programme in Viet Nam.", "Salt to Soil"),
        ("The flagship programme, Ready for School, was extended.", "Ready for School"),
        (
            "The ILO programme “Fair Shifts: Work with Dignity” trains inspectors.",
            "Fair Shifts: Work with Dignity",
        ),
        ("The Youth-to-Youth Reef Programme (YYRP) trained 60 divers.", "Youth-to-Youth Reef Programme"),
        ("The Nurses at Home (NAH) project began in Peru.", "Nurses at Home (NAH) project"),
        ("The Small Island Water Mechanism paid for pumps.", "Small Island Water Mechanism"),
        ("Through the mWater4All platform, villages report leaks.", "mWater4All platform"),
        ("UNFPA and partners launched Bodies of Knowledge, a campaign on rights.", "Bodies of Knowledge"),
        ("The campaign, called “Not Before Eighteen”, ran on radio.", "Not Before Eighteen"),
        ("UNESCO hosts the Living Scripts Archive.", "Living Scripts Archive"),
        ("The Mountain Herders Scholarship supports 30 students.", "Mountain Herders Scholarship"),
        (
            "Under the banner of the “Roots before Roads” initiative, trees were planted.",
            "Roots before Roads",
        ),
        ("The initiative, entitled “Every Bridge Counts”, was closed.", "Every Bridge Counts"),
        ("The Clean Kitchens Investment Scheme started in Nepal.", "Clean Kitchens Investment Scheme"),
        ("The Fellowship for Young Foresters was renewed.", "Fellowship for Young Foresters"),
        (
            "Under the Empowering Coastal Women through Seaweed project, 300 trained.",
            "Empowering Coastal Women through Seaweed project",
        ),
        ("It used U-Polls for Rivers, a messaging tool used by many.", "U-Polls for Rivers"),
        ("Launched in 2019, Water Wise is a flagship programme of UNDP.", "Water Wise"),
        ("The “100 Villages” programme connected schools.", "100 Villages"),
        ("The flagship initiative of the donors is called Ocean Sisters.", "Ocean Sisters"),
        ("Known as “The Long Table”, the initiative brings chefs together.", "The Long Table"),
        ("The National Harbour Programme 2020–2030 was read.", "National Harbour Programme 2020–2030"),
        ("The campaign #NoMoreNets was seen by many.", "#NoMoreNets"),
        ("The “Dry Feet” pilot project was closed.", "Dry Feet"),
        ("The secretariat keeps the Global Register of Safe Ports.", "Global Register of Safe Ports"),
        ("## The Lanterns in Every Home Programme", "Lanterns in Every Home Programme"),
    ],
)
def test_programmes_of_agencies_are_found(text: str, expected: str) -> None:
    assert named(text, "programme") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNDP published the guide Counting Every Goat: Livestock Censuses in Dry Lands.",
            ["Counting Every Goat: Livestock Censuses in Dry Lands"],
        ),
        (
            "WHO issued “Breathing Space: a handbook for nurses” in 2021.",
            ["Breathing Space: a handbook for nurses"],
        ),
        ("Its flagship report, The Price of Thirst 2022, was read widely.", ["The Price of Thirst 2022"]),
        ("It issued the *Atlas of Lost Rivers* in March.", ["Atlas of Lost Rivers"]),
        ("A study entitled “Wages of the Sea” was prepared.", ["Wages of the Sea"]),
        ("See UNEP, Sand Outlook 2023 (Nairobi, 2023).", ["Sand Outlook 2023"]),
        ("The *State of the World’s Wells 2020* warned of this.", ["State of the World’s Wells 2020"]),
        (
            "ILO, *Working on Water: Jobs in Inland Ports* (Geneva, 2019).",
            ["Working on Water: Jobs in Inland Ports"],
        ),
        (
            "Harbour Bank, Depth, Tide and Current: Charts for All (Geneva, 2020).",
            ["Depth, Tide and Current: Charts for All"],
        ),
        (
            "Rana Otieno, Care on the quay, in port and at sea (Lima, Quay Press, 2022), p. 4.",
            ["Care on the quay, in port and at sea"],
        ),
        ("Anna Reed and Ali Noor, eds. (Quay Press, 2021).", []),
        ("The State of Palestine 2020 seat was held.", []),
        (
            "*The Quiet Classroom: A Teacher’s Guide* was sent out.",
            ["The Quiet Classroom: A Teacher’s Guide"],
        ),
        ("The Toolkit on Safe Playgrounds was translated.", ["Toolkit on Safe Playgrounds"]),
        ("The publication “Ten Lessons from the Drought” is online.", ["Ten Lessons from the Drought"]),
        (
            "The Practical Manual on Village Courts and the Handbook on Bail were used.",
            ["Practical Manual on Village Courts", "Handbook on Bail"],
        ),
        ("A policy brief, Schools without Walls, was shared.", ["Schools without Walls"]),
        ("FAO’s Global Soil Assessment 2021 was launched.", ["Global Soil Assessment 2021"]),
    ],
)
def test_publications_of_agencies_are_found(text: str, expected: list[str]) -> None:
    assert named(text, "publication") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It funds the Quiet Rivers Initiative, the Steady Hands Network and the Night Market Project.",
            ["Quiet Rivers Initiative", "Steady Hands Network", "Night Market Project"],
        ),
        (
            "Two campaigns, “Cover the Well” and “Boil It First”, reached millions.",
            ["Cover the Well", "Boil It First"],
        ),
        (
            "The programmes include:\n\n- the Sunrise Bakery Programme;\n\n- the Second Harvest Network;\n",
            ["Sunrise Bakery Programme", "Second Harvest Network"],
        ),
    ],
)
def test_programmes_in_lists_are_found_one_by_one(text: str, expected: list[str]) -> None:
    assert named(text, "programme") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “digital divide” is a challenge.",
        "Farmers spoke of “Too little, too late” in a survey.",
        "In the week of 5 May, the National Academy opened a course.",
        "The Global Challenge was discussed.",
        "The programme, Kenya said, was useful.",
        "The initiative, Mr. Otieno noted, helped *many* women in Nepal.",
        "The programme called for Kenya and Nepal to report.",
        "The campaign named Ghana as a model.",
        "The *Government* supported the course of Malawi.",
        "Staff of “The Morning Star” and project partners met.",
        "The President of the Assembly, Anna Noor, a report in hand, spoke.",
        "The book of Kenya was named by Anna Reed.",
        "The report, Chile stated, was late.",
        "The Safe Births Compact was joined by 14 ministries.",
        "The Open Soil Lab maps the fields.",
        "World Handwashing Week was marked in 40 schools.",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert named(text, "programme") + named(text, "publication") == []

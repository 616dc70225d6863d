"""Names without a head noun: what is done with them, what explains them, and the marks of their titles.

The names are invented; the sentences go the way reports of many agencies go.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.finders.titles import find
from kg.split import split, units
from kg.types import Mention
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

BODIES = (
    "FAO",
    "IMO",
    "ITU",
    "ILO",
    "OSCE",
    "UNDP",
    "UNEP",
    "UNICEF",
    "UNODC",
    "WHO",
    "WMO",
    "Security Council",
)
PLACES = ("Chad", "Fiji", "Ghana", "Kenya", "Mali", "Nepal", "Peru", "Somalia", "Uganda")
LEXICON = Lexicon(
    (
        *(Concept(iri=f"https://e.org/{n}", type="organization", key=n, name=n, labels=(n,)) for n in BODIES),
        *(Concept(iri=f"https://e.org/p/{n}", type="place", key=n, name=n, labels=(n,)) for n in PLACES),
    ),
    "bare",
)


SAID = "launched Under The the Blue Reef and of : ; ( ) 2021 , . a programme Talks WHO ’s “ ” published Two guides 4"
WORDS = tuple(SAID.split())


def found(text: str) -> list[Mention]:
    read = document(text)
    return [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]


def named(text: str, kind: str) -> list[str]:
    return [m.name for m in found(text) if m.type == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2021, UNICEF launched Lanterns after Dark in Ghana.", "Lanterns after Dark"),
        ("WHO rolled out Clean Hull across 14 ports.", "Clean Hull"),
        ("FAO and ITU jointly run Soil Talks, which grew.", "Soil Talks"),
        ("UNDP scaled up Cradle to Classroom in Nepal and Fiji.", "Cradle to Classroom"),
        ("UNDP also hosts the Kiosk Climate Desk, which grew.", "Kiosk Climate Desk"),
        ("Since 2020 FAO has been running Barefoot Vets.", "Barefoot Vets"),
        ("Under Safe Hands First, WHO trained 1,200 midwives.", "Safe Hands First"),
        ("Courses were given through Reef School, with 90 divers.", "Reef School"),
        ("Pasture Watch, launched in 2019, sends alerts.", "Pasture Watch"),
        ("Open Ledger was piloted in Kenya and Uganda.", "Open Ledger"),
        ("The Ready-to-Weave Assessments were carried out in Mali.", "Ready-to-Weave Assessments"),
        ("The Silk Compass, which is financed by donors, grew.", "Silk Compass"),
        ("The Blue Mirror contributes to Goal 14.", "Blue Mirror"),
        ("Seeds for the Plateau (phase II) reached 20,000 farmers.", "Seeds for the Plateau"),
        ("The Global Skills Compass lets nurses show their papers.", "Global Skills Compass"),
        ("Reef Stories (C.3, C.8)", "Reef Stories"),
        ("(a) Caravan Light. This observatory maps routes in Chad.", "Caravan Light"),
        ("ITU launched Better Nets, Better Lives in Fiji.", "Better Nets, Better Lives"),
        ("UNICEF piloted Score4Reefs in Kenya.", "Score4Reefs"),
        ("A new phase of Healthy Harbours, 2022–2025, was approved.", "Healthy Harbours"),
        ("C7. E-health: MediLink Coast connects 40 clinics.", "MediLink Coast"),
        ("Requests the Office to extend Attic Keys to Chad;", "Attic Keys"),
        ("UNEP piloted the “Score4Divers” training in Peru.", "Score4Divers"),
    ],
)
def test_what_is_done_with_it_shows_a_programme(text: str, expected: str) -> None:
    assert named(text, "programme") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ITU keeps the Rural Masts Atlas, an online map of towers.", "Rural Masts Atlas"),
        ("The Women’s Market Corner, a UNDP service, answers traders.", "Women’s Market Corner"),
        ("Fishers join Nets of Hope, UNDP’s savings scheme.", "Nets of Hope"),
        ("FAO began Goat Doctors, a scheme that pays vets.", "Goat Doctors"),
        ("Rope Talk (RT), the maritime arm of the Ports Office, began.", "Rope Talk"),
        ("A mobile game, Flood Fighters, teaches children.", "Flood Fighters"),
        ("A training package, Judges Online, was tested in Chad.", "Judges Online"),
        (
            "Its flagship, the Harbour Green Deal for Small Ports, was copied.",
            "Harbour Green Deal for Small Ports",
        ),
        ("It showed “Hull Doctor”, its tool for port inspectors.", "Hull Doctor"),
        ("The Organization’s Reading Trees, a mobile library, toured Chad.", "Reading Trees"),
        ("Its network of youth reporters, Young Eyes, filed stories.", "Young Eyes"),
        ("Mobile clinics known as Health Boats visit the islands.", "Health Boats"),
        ("The initiative Girls Map the World started in 2018.", "Girls Map the World"),
    ],
)
def test_what_explains_it_shows_a_programme(text: str, expected: str) -> None:
    assert named(text, "programme") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Fund supports Every Drop Matters, Seeds of Tomorrow and Women at the Well.",
            ["Every Drop Matters", "Seeds of Tomorrow", "Women at the Well"],
        ),
        (
            "It has three pillars: Water for Work, Water for Schools and Water for Peace.",
            ["Water for Work", "Water for Schools", "Water for Peace"],
        ),
        (
            "Two new tools were added: the Flood Risk Calculator and the Drought Finder.",
            ["Flood Risk Calculator", "Drought Finder"],
        ),
        ("Kits named Cloud in a Crate form part of it.", ["Cloud in a Crate"]),
    ],
)
def test_the_names_of_a_list_come_out_one_by_one(text: str, expected: list[str]) -> None:
    assert named(text, "programme") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Youth Ignite fellowship programme began.", "Youth Ignite fellowship programme"),
        ("The Morabeza innovation project began in Peru.", "Morabeza innovation project"),
        ("Under the planetTIN project, miners were trained.", "planetTIN project"),
        ("The Post4Care facility is growing.", "Post4Care facility"),
        ("UNEP’s Memory of the Rivers programme protects them.", "Memory of the Rivers programme"),
        ("Classrooms were opened under the School in a Suitcase project.", "School in a Suitcase project"),
        ("The Better Ports, Better Days initiative was praised.", "Better Ports, Better Days initiative"),
        ("The Locust Atlas project is joint.", "Locust Atlas project"),
        (
            "The Regional Early Warning System for Locusts was read.",
            "Regional Early Warning System for Locusts",
        ),
        ("The Reef Centre and Network met.", ""),
        ("The study was done under Operation Wet Paint in Fiji.", "Operation Wet Paint"),
        ("Work under Project Deep Harbour ended.", "Project Deep Harbour"),
    ],
)
def test_heads_take_what_stands_before_them(text: str, expected: str) -> None:
    assert named(text, "programme") == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 2020, WHO published Breathing in the City: Air and Health.",
            ["Breathing in the City: Air and Health"],
        ),
        (
            "Both hand out Mercy in Plain Words and The Pilot’s Field Book.",
            ["Mercy in Plain Words", "The Pilot’s Field Book"],
        ),
        (
            "They wrote Safe before Spring: A Handbook for Shelters.",
            ["Safe before Spring: A Handbook for Shelters"],
        ),
        (
            "Case notes appear in Neither Salt nor Sand: Peer Work in Ten Ports.",
            ["Neither Salt nor Sand: Peer Work in Ten Ports"],
        ),
        (
            "The Quiet Tide: Evidence from Twelve Markets (PMO, 2021).",
            ["The Quiet Tide: Evidence from Twelve Markets"],
        ),
        (
            "Shelf: One Rope, Two Knots; Footprints in the Sand: A Primer; Reading a Chart (second printing).",
            ["One Rope, Two Knots", "Footprints in the Sand: A Primer", "Reading a Chart"],
        ),
        (
            "Two booklets, Soup before Sums and One Cook per Hundred, were shared.",
            ["Soup before Sums", "One Cook per Hundred"],
        ),
        ("The study Who Owns the Shore? was launched in 2018.", ["Who Owns the Shore"]),
        ("The guide Seized Phones on Small Islands explains how.", ["Seized Phones on Small Islands"]),
        (
            "The 2022 edition of The State of the Fisheries of the Inland Seas found this.",
            ["The State of the Fisheries of the Inland Seas"],
        ),
        (
            "The Training Manual for Coast Guards and the Checklist for Port Managers were printed.",
            ["Training Manual for Coast Guards", "Checklist for Port Managers"],
        ),
        ("UNODC published the Guidance Note on Prison Libraries.", ["Guidance Note on Prison Libraries"]),
        ("ILO published in 2022 a report on seafarers, Hours at Sea.", ["Hours at Sea"]),
        ("UNICEF’s 2021 report, Lost at Home, counts them.", ["Lost at Home"]),
        ("UNDP’s Review of Rope Transport 2021 says so.", ["Review of Rope Transport 2021"]),
        (
            "See Counting Rain: A Manual for Observers, which WMO sent.",
            ["Counting Rain: A Manual for Observers"],
        ),
    ],
)
def test_publications_are_shown_by_colons_years_lists_and_verbs(text: str, expected: list[str]) -> None:
    assert named(text, "publication") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was done jointly with Penal Care International in Peru.", "Penal Care International"),
        ("The Kenya Customs Service runs it.", "Kenya Customs Service"),
        ("With the charity Terre des Enfants, it drafted rules.", "Terre des Enfants"),
        (
            "Northern Lights Women’s Forum, a non-governmental organization, spoke.",
            "Northern Lights Women’s Forum",
        ),
        ("It is financed by the Blue Climate Fund.", "Blue Climate Fund"),
        (
            "The Permanent Mission of Peru to the United Nations wrote.",
            "Permanent Mission of Peru to the United Nations",
        ),
        ("The Reef Centre and Network met.", "Reef Centre and Network"),
    ],
)
def test_bodies_are_told_from_programmes(text: str, expected: str) -> None:
    assert (named(text, "organization"), named(text, "programme")) == ([expected], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They adopted the Reef Strategy and Action Plan 2026–2035.",
            "Reef Strategy and Action Plan 2026–2035",
        ),
        (
            "The Pilots Declaration and Programme of Action was read.",
            "Pilots Declaration and Programme of Action",
        ),
    ],
)
def test_two_heads_may_share_one_name(text: str, expected: str) -> None:
    assert named(text, "instrument") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Member States launched Security Council reform.",
        "Maria Lopez was trained in Kenya by friends.",
        "The Executive Director, Anna Noor, opened the meeting with Prime Minister John Smith.",
        "Under Rule 12, the Deputy Minister launched consultations in Addis Ababa.",
        "Through Resident Coordinators, the United Nations supports Sustainable Development Goal 4.",
        "The Working Group was established by States Parties.",
        "The Co-Chairs ran the Third Committee.",
        "UNDP supports Human Rights Day.",
        "In March, Saudi Arabia started talks in Abu Dhabi; the Red Crescent helped.",
        "Black Sea States joined in 2020; the Horn of Africa reached famine.",
        "The Secretary-General launched General Assembly consultations on Monday.",
        "Objective 1: Building Safe Harbours for All Small States.",
        "Who launched Kenya and Uganda?",
        "The report was published in New York.",
    ],
)
def test_capitals_of_other_things_are_no_names_of_programmes_or_titles(text: str) -> None:
    assert named(text, "programme") + named(text, "publication") == []


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_names_never_overlap_and_are_words_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    names = found(text)
    assert [m for m, n in pairwise(names) if m.end > n.begin] == []
    assert [m.name for m in names if m.name not in " ".join(text.split())] == []

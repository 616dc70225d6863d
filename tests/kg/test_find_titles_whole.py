"""Names found whole: with the small words, places and years that belong to them, and without what does not.

The names are invented; every rule has a sentence that it must leave alone.
"""

import pytest

from kg.finders.titles import find
from kg.split import split, units
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

BODIES = ("UNDP", "WHO", "FAO", "ITU", "ILO", "African Development Bank")
PLACES = ("Kenya", "Ghana", "Mali", "Peru", "Nordic", "African", "West African", "Lima")
LEXICON = Lexicon(
    (
        *(Concept(iri=f"https://e.org/{n}", type="organization", key=n, name=n, labels=(n,)) for n in BODIES),
        *(Concept(iri=f"https://e.org/p/{n}", type="place", key=n, name=n, labels=(n,)) for n in PLACES),
    ),
    "whole",
)


def named(text: str, kind: str) -> list[str]:
    read = document(text)
    return [m.name for unit in units(read, split(read)) for m in find(unit, LEXICON) if m.type == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It joined the campaign Ghana Mends Its Nets.", ["Ghana Mends Its Nets"]),
        ("It was the model for Nordic Quay, a data exchange network of FAO.", ["Nordic Quay"]),
        (
            "The Project on Local Repair of Wells and Ropes in Peru (Deep Wells) began.",
            ["Project on Local Repair of Wells and Ropes in Peru"],
        ),
        (
            "(a) Rope Repair Programme in the Wet Belt. Approved 2020; active in Mali.",
            ["Rope Repair Programme in the Wet Belt"],
        ),
        ("Below the quays: the KNOT2030 initiative", ["KNOT2030 initiative"]),
        ("KNOT2030 is an initiative of FAO.", ["KNOT2030"]),
        ("Rope Minutes, the Guild’s series of short films, was seen often.", ["Rope Minutes"]),
        (
            "We would fund our Division for Rope’s Peru Fellowship Programme.",
            ["Peru Fellowship Programme"],
        ),
        ("The Beyond the Quay Project, which FAO leads, ended.", ["Beyond the Quay Project"]),
        ("FAO leads the Nurses on the Move Programme.", ["Nurses on the Move Programme"]),
        ("FAO leads the Children on the Quay Programme.", ["Children on the Quay Programme"]),
        ("FAO leads the Menders at the Lock Programme.", ["Menders at the Lock Programme"]),
        (
            "UNDP manages the Quay Solar Facility, and the Ministry of Energy owns the plants.",
            ["Quay Solar Facility"],
        ),
        (
            "With the support of the Rope Foundation, the Quay Inclusion Facility gave advice.",
            ["Quay Inclusion Facility"],
        ),
        ("The Centre administers the Net Menders Clinic on behalf of FAO.", ["Net Menders Clinic"]),
        ("Programme sheet: Quay Watch", ["Quay Watch"]),
        ("Bridges for Villages is one of four projects of a bank.", ["Bridges for Villages"]),
        ("It lists the mandates for the Green Quays Monitor:", ["Green Quays Monitor"]),
        (
            "It welcomes the Ferry Refill Scheme of the Joint Programme.",
            ["Ferry Refill Scheme"],
        ),
        (
            "2. Project 1102, “Safe Knots”\nTheme: ropes",
            ["Safe Knots"],
        ),
        ("“Green Menders” – Guild of Ropes – 4.7 – SDG 4", ["Green Menders"]),
        ("C4 – “Weather Fit Quays” (partner: a guild); ten trained.", ["Weather Fit Quays"]),
        (
            "Phase II, “Harvest of the Quay: Farms on Two Isles”, added houses.",
            ["Harvest of the Quay: Farms on Two Isles"],
        ),
        (
            "We have concluded “Reaching Far Crews through Community Kites: A Learning Project” (2020–2023).",
            ["Reaching Far Crews through Community Kites: A Learning Project"],
        ),
        ("“Lines of Rope” is led by a guild.", ["Lines of Rope"]),
        ("“Rope in Two Minutes”\nPodcast for schools of Peru.", ["Rope in Two Minutes"]),
        (
            "project on other ways than jail for young menders (“Second Quay”). It works.",
            ["Second Quay"],
        ),
        (
            "Its subprogramme Making Room for Women in Net Mending trained many.",
            ["Making Room for Women in Net Mending"],
        ),
        ("Courses are hosted on ropeKIT, a platform by a guild.", ["ropeKIT"]),
        ("It ended #StopTheRope, a campaign against knots.", ["#StopTheRope"]),
        ("Its fourth round, ROP4E, is managed by FAO.", ["ROP4E"]),
        ("Ropes4Food is to be launched in May.", ["Ropes4Food"]),
        ("Rope Digital – the online catalogue and lending portal – was opened in March.", ["Rope Digital"]),
        ("Two things help: Far Rope Atlas, an open database with maps, and a course.", ["Far Rope Atlas"]),
        (
            "All belong to the Fund’s programme Beyond Gross National Rope: Nets in the Twelfth Plan.",
            ["Beyond Gross National Rope: Nets in the Twelfth Plan"],
        ),
        (
            "The Cool Contest: Natural Ropes in Small Shops was held in May.",
            ["The Cool Contest: Natural Ropes in Small Shops"],
        ),
        (
            "Rays of Rope: Quay Care for All. Launched by the Agency in 2022.",
            ["Rays of Rope: Quay Care for All"],
        ),
        ("Its Wings over Quays campaign reached many.", ["Wings over Quays campaign"]),
        (
            "The Network of Experts for Rope Trade and Transport in Ghana and the Nordic (UNKnot) ran.",
            ["Network of Experts for Rope Trade and Transport in Ghana and the Nordic"],
        ),
        (
            "The Umbrella Programme for the Spread and Use of the SSF Guidelines began.",
            ["Umbrella Programme for the Spread and Use of the SSF Guidelines"],
        ),
        ("PROGRAMME PAGE: AI for Safer Quays", ["AI for Safer Quays"]),
        ("AI for Safer Quays is a joint initiative of FAO.", ["AI for Safer Quays"]),
        ("The Salt Air Watch, requested in paragraph 5 of decision 2, ran masts.", ["Salt Air Watch"]),
        ("The Global Rope Ladder, established in response to that resolution, grew.", ["Global Rope Ladder"]),
        ("Safe Quays Everywhere, one of them, is led by a guild.", ["Safe Quays Everywhere"]),
        ("RopeShelf (2012–2018), which was free, ended.", ["RopeShelf"]),
        ("Learn Once Tie Twice, a course exchange between two guilds, grew.", ["Learn Once Tie Twice"]),
        ("The Commission ran the Open Quay Dialogues in Mali.", ["Open Quay Dialogues"]),
        ("The Office’s Treaty Rope School taught many.", ["Treaty Rope School"]),
        ("The QRC Partnership gave ropes.", ["QRC Partnership"]),
        (
            "UNDP runs the Trust Fund in Support of Acts to End Salt.",
            ["Trust Fund in Support of Acts to End Salt"],
        ),
        ("(b) Rope-Jeunes Sahel. Implemented by a guild in Mali.", ["Rope-Jeunes Sahel"]),
        (
            "Title: Menders and the Mark: Shared Signs for Net Guilds in Peru\nShort title: Menders and the Mark\n"
            "Lead: Rope Organization\nPeriod: 2022–2025",
            ["Menders and the Mark: Shared Signs for Net Guilds in Peru", "Menders and the Mark"],
        ),
    ],
)
def test_a_programme_is_found_with_all_its_words(text: str, expected: list[str]) -> None:
    assert named(text, "programme") == expected


@pytest.mark.parametrize(
    "text",
    [
        "It joined the campaign Ghana launched.",
        "It works in Northern Mali, a network of crews says.",
        "The COVID-19 programme and the G20 initiative ended.",
        "SDG16 is an initiative of many.",
        "Summary. The project grew out of a course.",
        "Title: Menders and the Mark\nBy a guild of Peru",
        "Title: Study on Nets of Old Harbours Duration: one year",
        "Title: The Lake. Lead: FAO",
        "Report sheet: Quay Watch",
        "John Stone is one of four friends of a bank.",
        "The Global Monitor was late.",
        "He fell behind the Project Manager.",
        "Table 8.7 lists them.",
        "Kofi Stone (1938–2018), which is long, was born here.",
        "It works in Mali and Peru under a project of FAO.",
        "The NGO Partnership gave ropes.",
        "The Special Rapporteur, established by resolution 3, came.",
        "Mary Stone, one of them, is late.",
        "“Green Days” – so said the chair – were over.",
        "The phrase “Safe Knots” (see page 4) is old.",
        "She said “Lines of Rope” and left.",
        "McRope was used in schools.",
        "The Director – the head of the office – was late.",
        "Annex: Nets in the Plan. Launched by FAO in 2022.",
        "The COP28 was managed by a guild.",
        "Mary Stone, a champion of the series of talks, came.",
    ],
)
def test_words_that_name_no_programme_are_left(text: str) -> None:
    assert named(text, "programme") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It did publish Repairs in Practice: A Study of Mending 2006–2023.",
            ["Repairs in Practice: A Study of Mending 2006–2023"],
        ),
        (
            "FAO presented “Salt in Hair and Hands: a Review of Harm Studies 2010–2023”.",
            ["Salt in Hair and Hands: a Review of Harm Studies 2010–2023"],
        ),
        (
            "The Union also published the Integrated Index for Rope Making 2023, which ranks towns.",
            ["Integrated Index for Rope Making 2023"],
        ),
        ("It launched “Counting Every Knot: Manual for Crews”.", ["Counting Every Knot: Manual for Crews"]),
        (
            "“Rope on the Menu – Recipes for Crews” is the companion book.",
            ["Rope on the Menu – Recipes for Crews"],
        ),
        ("Its proceedings were titled “Knots in Open Seas”.", ["Knots in Open Seas"]),
        (
            "A. Stone and others, “Salt and the sea in nets”, Rope Science, vol. 3, No. 4 (2020).",
            ["Salt and the sea in nets"],
        ),
        ("B. Reed, “The role of ropes” (Geneva, Quay Office, 2021).", ["The role of ropes"]),
        ("Guild of Peru, “Ten rules for nets”, 2025.", ["Ten rules for nets"]),
        ("Work behind Nets, a guide published by FAO, was handed out.", ["Work behind Nets"]),
        ("A story collection by pupils, What We Tied, came out.", ["What We Tied"]),
    ],
)
def test_a_publication_is_found_with_its_years(text: str, expected: list[str]) -> None:
    assert named(text, "publication") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is managed by the ILO Regional Office in Lima.", ["ILO Regional Office in Lima"]),
        (
            "It was led by the United Nations Assistance Mission in the Lower Rope.",
            ["United Nations Assistance Mission in the Lower Rope"],
        ),
        ("It grew out of the ITU Academy.", ["ITU Academy"]),
        ("The West African Development Bank paid.", ["West African Development Bank"]),
        (
            "Executing partner: National Roads Administration of Peru Funding: a bank",
            ["National Roads Administration of Peru"],
        ),
        ("UNDP works on it with TRI Association.", ["TRI Association"]),
        (
            "It went to the Executive Committee of the High Commissioner’s Programme.",
            ["Executive Committee of the High Commissioner’s Programme"],
        ),
        ("It was told to the Executive Board in May.", ["Executive Board"]),
        ("It was led by the FAO Mission to Mali.", ["FAO Mission to Mali"]),
        ("The Management and Administration Division met.", ["Management and Administration Division"]),
        ("Quays is led by the Peru Menders Network with a guild.", ["Peru Menders Network"]),
        ("The Quay Promise, which the Multi Rope Fund finances, grew.", ["Multi Rope Fund"]),
        (
            "Resolutions 826 (XXXII), 874 (XLIII) and 965 (XLIX) of the Conference of Menders ask for it.",
            ["Conference of Menders"],
        ),
        ("Ghana Trust Board for Net Mending Biennial review 2021", ["Ghana Trust Board for Net Mending"]),
        (
            "It is run by the Network of People Living with HIV in Mali.",
            ["Network of People Living with HIV"],
        ),
        ("Maps came from the Mine Action Service.", ["Mine Action Service"]),
    ],
)
def test_a_body_is_found_with_its_seat_and_owner(text: str, expected: list[str]) -> None:
    assert named(text, "organization") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is run with UNDP and Netdesa.", ["Netdesa"]),
        ("Partners are Peru Net Council and Mercy Nets.", ["Peru Net Council", "Mercy Nets"]),
        ("UNDP and Plan Everywhere began it in Mali.", ["Plan Everywhere"]),
        (
            "The African Development Bank and Netximbank joined in.",
            ["African Development Bank", "Netximbank"],
        ),
        ("It was published with Rope University and NetFish, and sold.", ["Rope University", "NetFish"]),
    ],
)
def test_a_body_is_told_by_the_one_beside_it(text: str, expected: list[str]) -> None:
    assert named(text, "organization") == expected


@pytest.mark.parametrize(
    "text",
    [
        "It is run with UNDP and Kenya.",
        "It is run by FAO and Director Stone.",
        "It is run with FAO and Member States.",
        "He read papers of FAO and Stone.",
        "UNDP and Resolution 3 are named.",
        "It is run with FAO and Net Agenda.",
    ],
)
def test_what_is_no_body_stays_none_beside_one(text: str) -> None:
    assert named(text, "organization") == []


@pytest.mark.parametrize(
    "text",
    [
        "The UNDP Office wrote.",
        "The Executive Board,",
        "It is late in Public Administration.",
        "An NGO Association met.",
    ],
)
def test_a_body_that_nothing_tells_apart_is_left(text: str) -> None:
    assert named(text, "organization") == []


@pytest.mark.parametrize(
    "text",
    [
        "It was held on the theme “Salt and nets”, on 3 May (2020).",
        "Resolution 70/1, “Mending our nets”, 2015.",
        "The chair said, “We will mend the nets”, and left in 2020.",
        "Guild of Peru, “Nets were lost to two crews”, 16 December 2024.",
    ],
)
def test_what_is_quoted_beside_a_date_is_no_publication_for_that(text: str) -> None:
    assert named(text, "publication") == []


def test_the_title_of_a_document_is_no_publication_that_it_names() -> None:
    cover = "Guild of Ropes\nAnnual Progress Report on Quay Libraries 2021"
    body = "1. It was good.\n\nIt cites the Global Rope Outlook 2020."
    assert named(f"{cover}\n\n{body}", "publication") == ["Global Rope Outlook 2020"]


def test_a_fair_is_an_event() -> None:
    assert named("It held two editions of the Delta Net Fair.", "event") == ["Delta Net Fair"]


@pytest.mark.parametrize(
    "text",
    [
        "It is run by UNDP and Mary Stone.",
        "The book was read by UNDP and Anna Lindgren, and sold.",
        "It was led by WHO and Omar Haddadian.",
    ],
)
def test_a_person_beside_a_body_is_none(text: str) -> None:
    assert named(text, "organization") == []

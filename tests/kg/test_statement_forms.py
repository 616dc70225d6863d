"""The ways in which reports say one and the same thing, by literal sentences: active, passive, apposition, relative."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched

Statement = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Honest Harbour Scheme trained clerks in Togo. WHO and INTERPOL were partners in the training.",
            (("Honest Harbour Scheme", "partner", "who"), ("Honest Harbour Scheme", "partner", "interpol")),
        ),
        (
            "UNODC runs TideWatch, a database of lost nets. WHO and INTERPOL are its partners.",
            (("TideWatch", "partner", "who"), ("TideWatch", "partner", "interpol")),
        ),
        ("INTERPOL is a partner of WIPO in laboratory tests.", (("WIPO", "partner", "interpol"),)),
        (
            "Through its Open Gate project, UNODC advised inspectors from Fiji. INTERPOL acted as partner.",
            (("Open Gate project", "partner", "interpol"),),
        ),
        (
            "UNODC opened HullWatch, a certification project. WHO and INTERPOL worked with HullWatch on drills.",
            (("HullWatch", "partner", "who"), ("HullWatch", "partner", "interpol")),
        ),
        (
            "UNICEF and INTERPOL expanded the Safe Click initiative in Peru.",
            (("UNICEF", "partner", "interpol"), ("Safe Click initiative", "partner", "interpol")),
        ),
        (
            "Under the Doorstep Papers Initiative, UNHCR and INTERPOL issued 4,300 certificates in Togo.",
            (("Doorstep Papers Initiative", "partner", "interpol"),),
        ),
        (
            "Report of UPU\n\nThe UPU warns offices of stolen parcels. UNODC and INTERPOL analysed them with the UPU.",
            (("UPU", "partner", "unodc"), ("UPU", "partner", "interpol")),
        ),
    ],
)
def test_partners_are_told_in_many_forms(text: str, expected: tuple[Statement, ...]) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "partner"), expected)[0] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Mother Tongue Path, a course series launched by UNESCO, was held in Togo.",
            (("Mother Tongue Path", "implementedBy", "unesco"),),
        ),
        (
            "Return Road was a project on asset recovery that UNDP and the Harbour Bank carried out in 2024.",
            (("Return Road", "implementedBy", "undp"),),
        ),
        (
            "UNICEF staged the seventh round of the Lantern Tide initiative.",
            (("Lantern Tide initiative", "implementedBy", "unicef"),),
        ),
        (
            "UNICEF and the League of Unheard Towns run Lantern Online, a course for pupils.",
            (("Lantern Online", "implementedBy", "unicef"),),
        ),
    ],
)
def test_who_runs_a_programme_is_told_in_many_forms(text: str, expected: tuple[Statement, ...]) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "implemented_by"), expected)[0] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Paper Boats, a reading course for pupils, which comes under the wider Bridges to Class initiative, began.",
            (("Paper Boats", "partOf", "programme-bridges-to-class-initiative"),),
        ),
        (
            "The Honest Harbour Scheme monitors indicator 8.8.1 and is part of the Quiet Decks programme.",
            (("Honest Harbour Scheme", "partOf", "programme-quiet-decks-programme"),),
        ),
        (
            "UNDP runs the Market Trust Initiative, of which the Paper Trail Accelerator is a component.",
            (("Paper Trail Accelerator", "partOf", "programme-market-trust-initiative"),),
        ),
    ],
)
def test_parts_are_told_in_many_forms(text: str, expected: tuple[Statement, ...]) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "part_of"), expected)[0] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC set up the Amber Desk Initiative. Clerks in Ghana and Togo filed 40 alerts.", ("GHA", "TGO")),
        ("UNODC runs the Amber Desk Initiative. It is in use in Ghana and Togo.", ("GHA", "TGO")),
        (
            "The Amber Desk Initiative was active in Ghana and the wider Togo region.",
            ("GHA", "TGO"),
        ),
    ],
)
def test_places_of_users_are_places_of_work(text: str, expected: tuple[str, str]) -> None:
    wanted = tuple(("Amber Desk Initiative", "activeIn", place) for place in expected)
    assert unmatched(claimed(pipeline.extract(document(text)), "active_in"), wanted)[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "UNODC runs the Amber Desk Initiative. Customs officers from Ghana heard about it at a forum.",
        "UNODC runs the Amber Desk Initiative. Nothing comparable exists in Ghana.",
        "UNODC staff spoke in Ghana as guests of the Bench Society.",
    ],
)
def test_hearsay_and_absence_place_no_work(text: str) -> None:
    assert "activeIn" not in {c.predicate for c in pipeline.extract(document(text)).claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC opened the Amber Desk Initiative and the Last Masts project. Both correspond to target 9.c.",
            (
                ("Amber Desk Initiative", "contributesTo", "9.c"),
                ("Last Masts project", "contributesTo", "9.c"),
            ),
        ),
        (
            "UNODC runs the Amber Desk Initiative. Goals 5 and 16 guide the initiative’s reporting.",
            (
                ("Amber Desk Initiative", "contributesTo", "5"),
                ("Amber Desk Initiative", "contributesTo", "16"),
            ),
        ),
    ],
)
def test_goals_are_served_in_many_forms(text: str, expected: tuple[Statement, ...]) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "contributes_to"), expected)[0] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Article 61 of the United Nations Convention against Corruption is the legal basis on which the Amber Desk"
            " Initiative was established.",
            (("Amber Desk Initiative", "mandatedBy", "XVIII-14#art61"),),
        ),
        (
            "The Amber Desk Initiative supports target 3.5 and was set up under article 38 of the United Nations"
            " Convention against Corruption.",
            (("Amber Desk Initiative", "mandatedBy", "XVIII-14#art38"),),
        ),
    ],
)
def test_grounds_are_told_in_many_forms(text: str, expected: tuple[Statement, ...]) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "mandated_by"), expected)[0] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UNODC opened HullWatch, a certification project for yards.", "HullWatch"),
        ("With HerdPath, a tool that maps coverage, UNODC helped herders.", "HerdPath"),
        ("Lantern Tide forms part of the Quiet Harbours programme.", "Lantern Tide"),
        ("The initiative is a pillar of MendBoat.", "MendBoat"),
        ("Welcoming the Ledger of Lost Nets, kept by UNESCO, the Council met.", "Ledger of Lost Nets"),
        ("WHO set up the Amber Vial reporting tool in 2020.", "Amber Vial reporting tool"),
    ],
)
def test_what_is_told_of_a_name_shows_a_programme(text: str, name: str) -> None:
    found = pipeline.extract(document(text)).entities
    assert [e.name for e in found if e.type == "programme" and e.name == name] == [name]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The KnotWatch network is led by UNODC.", "KnotWatch"),
        ("UNODC runs the Sister Guards mentorship scheme in Togo.", "Sister Guards"),
    ],
)
def test_a_name_is_known_without_its_plain_nouns(text: str, short: str) -> None:
    found = pipeline.extract(document(text)).entities
    assert [e.aliases for e in found if e.type == "programme"] == [(short,)]


def test_a_body_called_programme_stays_a_body() -> None:
    text = "Report of the United Nations Development Programme to the Executive Board on the results of 2025."
    assert [e for e in pipeline.extract(document(text)).entities if e.type == "programme"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC opened a portal. The number of users rose to 7,500.", [("7500", "user")]),
        ("UNODC printed half a million leaflets.", [("500000", "leaflet")]),
        (
            "UNODC kept 760 testimonies, fewer than 90 of which are public.",
            [("760", "testimony"), ("90", "testimony")],
        ),
        ("UNODC found that about 1 in 5 women were afraid.", []),
    ],
)
def test_figures_are_told_in_many_forms(text: str, expected: list[tuple[str, str]]) -> None:
    found = pipeline.extract(document(text)).figures
    assert [(f"{f.value:.0f}", f.unit) for f in found] == expected

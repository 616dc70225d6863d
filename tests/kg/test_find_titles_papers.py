"""Names as board papers, letters and reports of the Secretary-General write them: long bodies, lists, notes.

The names are invented; the sentences go the way such papers go.
"""

import pytest

from kg.finders import acronyms, events, names, places, titles
from kg.finders._committees import established
from kg.finders._marks import sold
from kg.finders._words import known
from kg.split import split, units
from kg.types import EntityType, Unit
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

BODIES = ("UNDP", "UNICEF", "WHO", "Harbour Board", "Secretary-General", "Forum of Rope Makers")
REGIONS = ("Central Africa", "West Africa", "Sahel", "Kenya")
LEXICON = Lexicon(
    (
        *(Concept(iri=f"https://e.org/{n}", type="organization", key=n, name=n, labels=(n,)) for n in BODIES),
        *(Concept(iri=f"https://e.org/p/{n}", type="place", key=n, name=n, labels=(n,)) for n in REGIONS),
        Concept(
            iri="https://e.org/r",
            type="publication",
            key="r",
            name="World Net Report",
            labels=("World Net Report",),
        ),
    ),
    "papers",
)


def read(text: str) -> list[Unit]:
    paper = document(text)
    return list(units(paper, split(paper)))


def owned(text: str, kind: EntityType, labels: tuple[str, ...]) -> list[tuple[str, str]]:
    concepts = tuple(Concept(iri=f"https://e.org/{n}", type=kind, key=n, name=n, labels=(n,)) for n in labels)
    return [(m.type, m.name) for unit in read(text) for m in names.find(unit, Lexicon(concepts, text))]


def titled(text: str, kind: str) -> list[str]:
    return [m.name for unit in read(text) for m in titles.find(unit, LEXICON) if m.type == kind]


def listed(text: str, kind: str) -> list[str]:
    return [m.name for unit in read(text) for m in names.find(unit, LEXICON) if m.type == kind]


def met(text: str) -> list[str]:
    return [m.name for unit in read(text) for m in events.find(unit, LEXICON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gifts went to the Net Makers Fund, the International Fund for Dry Docks and the Team of Experts on Knots.",
            ["Net Makers Fund", "International Fund for Dry Docks", "Team of Experts on Knots"],
        ),
        ("Submission by the Global Alliance on Old Ropes.", ["Global Alliance on Old Ropes"]),
        ("Submission by Netdesa and the Deep Sea Coalition.", ["Deep Sea Coalition"]),
        ("In May, the Harbour Light Fund supported the Government in this.", ["Harbour Light Fund"]),
        ("The Forum of Rope Makers spoke.", ["Forum of Rope Makers"]),
    ],
)
def test_a_fund_or_alliance_among_bodies_or_that_writes_is_a_body(text: str, expected: list[str]) -> None:
    assert titled(text, "organization") == expected


def test_a_fund_that_is_run_is_a_programme() -> None:
    assert titled("It runs the Harbour Light Fund on its own.", "programme") == ["Harbour Light Fund"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Centre for Dry Docks in Central Africa met.", "Centre for Dry Docks in Central Africa"),
        (
            "The Group on Nets and Ropes in West Africa and the Sahel met.",
            "Group on Nets and Ropes in West Africa and the Sahel",
        ),
        (
            "The Rope Committee for Drought Control in the Sahel met.",
            "Rope Committee for Drought Control in the Sahel",
        ),
        ("The Experts on Salt met the Team on Torn Nets in Conflict.", "Team on Torn Nets in Conflict"),
        ("The Centre for Dry Docks in Kenya met.", "Centre for Dry Docks"),
        ("The Centre for Dry Docks in Vienna met.", "Centre for Dry Docks"),
        (
            "The Group on Net Statistics for the 2030 Agenda for Fair Knots met.",
            "Group on Net Statistics for the 2030 Agenda for Fair Knots",
        ),
        ("The Group on Net Statistics for the 2031 Budget met.", "Group on Net Statistics"),
        ("The Bureau for Policy and Programme Support met.", "Bureau for Policy and Programme Support"),
    ],
)
def test_a_body_keeps_the_part_of_the_world_and_the_field_in_its_name(text: str, expected: str) -> None:
    assert titled(text, "organization") == [expected]


def test_a_bureau_of_one_plain_word_is_none() -> None:
    assert titled("The Bureau for Policy met.", "organization") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Security Council Committee established pursuant to resolution 9206 (2035) concerning Freedonia met.",
            "Security Council Committee established pursuant to resolution 9206 (2035) concerning Freedonia",
        ),
        (
            "The Committee established pursuant to resolutions 9267 (2029), 9989 (2031) and 9253 (2035) met.",
            "Committee established pursuant to resolutions 9267 (2029), 9989 (2031) and 9253 (2035)",
        ),
        (
            "It wrote to the Committee established by resolution 9206 (2035) concerning Freedonia, the Chair.",
            "Committee established by resolution 9206 (2035) concerning Freedonia",
        ),
    ],
)
def test_a_committee_is_called_after_its_resolution(text: str, expected: str) -> None:
    assert [text[n.begin : n.end] for n in established(text, 0, len(text), known(LEXICON))] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "A committee was established pursuant to resolution 9206 (2035).",
        "The Committee established new rules.",
    ],
)
def test_a_committee_that_was_only_set_up_has_no_such_name(text: str) -> None:
    assert list(established(text, 0, len(text), known(LEXICON))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "¹⁰ Report of the Third Congress on Nets, Lima, 4–15 May 2031 (United Nations publication, 2032).",
            True,
        ),
        ("See Report of the Third Congress on Nets (United Nations publication, Sales No. E.32.I.1).", True),
        ("12 Ibid.; see also Report of the Third Congress on Nets (United Nations publication).", True),
        ("Report of the Third Congress on Nets, a fine book.", False),
    ],
)
def test_a_note_with_a_sales_number_cites_a_publication(text: str, expected: bool) -> None:
    found = [text[n.begin : n.end] for n in sold(text, 0, len(text))]
    assert found == ["Report of the Third Congress on Nets"] * expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Third Net Makers Decade for Fair Knots (2016–2025)",
            "Third Net Makers Decade for Fair Knots (2016–2025)",
        ),
        ("It marks the International Decade of Nets, 2031–2040.", "International Decade of Nets, 2031–2040"),
        ("It paid for the Old Sound hydropower project.", "Old Sound hydropower project"),
    ],
)
def test_a_decade_keeps_its_years_and_a_works_project_its_kind(text: str, expected: str) -> None:
    assert titled(text, "programme") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It has been so for a Decade.",
        "The package has an e-Learning course on nets.",
        "It saw the launch of the new Online Platform.",
        "Under Network, it met.",
    ],
)
def test_plain_words_with_a_capital_name_no_programme(text: str) -> None:
    assert titled(text, "programme") == []


def test_a_quoted_strategic_plan_is_an_instrument() -> None:
    assert titled("Its sixth strategic plan, “NETS 2031”, is long.", "instrument") == ["NETS 2031"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Quaytown Call to Action was read.", ["Quaytown Call to Action"]),
        ("The Quaytown Call for Action was read.", ["Quaytown Call for Action"]),
        ("A Call to Action was read.", []),
        ("The Quaytown Call for Papers was read.", []),
    ],
)
def test_a_named_call_to_action_is_an_instrument(text: str, expected: list[str]) -> None:
    assert titled(text, "instrument") == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Report of the ninth session of the Forum on Fair Ropes", "organization"),
        ("It went to the Forum on Fair Ropes in May.", "event"),
    ],
)
def test_a_forum_that_has_sessions_is_a_body(text: str, kind: str) -> None:
    assert "Forum on Fair Ropes" in titled(text, kind)


def test_bodies_that_own_a_board_together_are_told_beside_it() -> None:
    text = "The Board of the Rope Fund, the Net Office and the Salt Guild met."
    bodies = (
        "Board of the Rope Fund, the Net Office and the Salt Guild",
        "Rope Fund",
        "Net Office",
        "Salt Guild",
    )
    assert owned(text, "organization", bodies) == [
        ("organization", "Board of the Rope Fund, the Net Office and the Salt Guild"),
        ("organization", "Rope Fund"),
        ("organization", "Net Office"),
        ("organization", "Salt Guild"),
    ]


def test_a_body_inside_the_name_of_another_is_none_of_its_own() -> None:
    text = "The Board of the Rope Fund for Nets met."
    assert owned(text, "organization", ("Board of the Rope Fund for Nets", "Rope Fund")) == [
        ("organization", "Board of the Rope Fund for Nets")
    ]


def test_the_summit_behind_its_plan_is_told_too() -> None:
    plan = Concept(
        iri="https://e.org/p", type="instrument", key="p", name="p", labels=("Plan of the Net Summit",)
    )
    summit = Concept(iri="https://e.org/s", type="event", key="s", name="s", labels=("Net Summit",))
    found = [
        m
        for unit in read("The Plan of the Net Summit is long.")
        for m in names.find(unit, Lexicon((plan, summit), "s"))
    ]
    assert [(m.type, m.name) for m in found] == [
        ("instrument", "Plan of the Net Summit"),
        ("event", "Net Summit"),
    ]


def test_a_plan_that_is_called_something_is_a_programme_still_open() -> None:
    assert titled("A plan, “Nets”, is long.", "instrument") == []


def test_bodies_parted_by_strokes_are_one_each() -> None:
    assert listed("The boards of UNDP/UNICEF/WHO met.", "organization") == ["UNDP", "UNICEF", "WHO"]


def test_letters_behind_the_stroke_of_a_symbol_are_no_body() -> None:
    assert listed("See A/WHO and CTOC/WHO.", "organization") == []


def test_who_stands_in_for_the_head_of_the_house_is_no_body() -> None:
    assert listed("The Deputy Secretary-General spoke to the Secretary-General.", "organization") == [
        "Secretary-General"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The World Net Report 2031 is out.", "World Net Report 2031"),
        ("The World Net Report 2031/2032 is out.", "World Net Report 2031/2032"),
        ("The World Net Report, in 2031, is out.", "World Net Report"),
    ],
)
def test_a_yearly_report_keeps_its_year(text: str, expected: str) -> None:
    assert listed(text, "publication") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Annual session 2031", ["Annual session 2031"]),
        (
            "The high-level meeting of the Harbour Board on the fight against rust was long.",
            ["high-level meeting of the Harbour Board on the fight against rust"],
        ),
        (
            "Special meeting of the Harbour Board on old sails",
            ["Special meeting of the Harbour Board on old sails"],
        ),
        ("It spoke at the UNICEF youth summit on fair knots in Lima.", ["UNICEF youth summit on fair knots"]),
        ("The meeting of the Harbour Board on the report was long.", ["meeting of the Harbour Board"]),
        ("The Assembly of the Harbour Board should use its powers.", []),
        ("It spoke at the NASA youth summit on fair knots.", []),
        ("The annual session 2031 was long.", []),
    ],
)
def test_a_meeting_has_its_body_or_its_year_and_its_subject(text: str, expected: list[str]) -> None:
    assert met(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It went to the Quaytown region.", ["Quaytown region"]),
        ("It went to the Upper Quay Massif.", ["Upper Quay Massif"]),
        ("It went to the Kenya region.", ["Kenya"]),
        ("It went to the whole region and the Sahel region.", ["Sahel"]),
    ],
)
def test_a_named_region_is_a_place(text: str, expected: list[str]) -> None:
    assert [m.name for unit in read(text) for m in places.find(unit, LEXICON)] == expected


def test_a_section_with_letters_of_its_own_is_a_body() -> None:
    found = [m for unit in read("The Rope Section (RS) met.") for m in acronyms.find(unit, LEXICON)]
    assert [(m.name, m.type) for m in found] == [("Rope Section", "organization")] * 2

"""Short forms where they are defined, in both orders."""

import pytest
from hypothesis import given

from kg.finders.acronyms import find
from kg.split import split, units
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document
from tests.strategies import nasty_texts

LEXICON = Lexicon(
    (
        Concept(
            iri="https://e.org/hb",
            type="organization",
            key="hb",
            name="Harbour Board",
            labels=("Harbour Board", "HBD"),
        ),
    ),
    "acronyms",
)


def mentions(text: str) -> list[tuple[str, str, str, str | None]]:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]
    return [(text[m.begin : m.end], m.name, m.type, m.id) for m in found]


def test_a_short_form_carries_its_long_form() -> None:
    assert mentions("The Rope Makers Network (RMN) met.") == [
        ("RMN", "Rope Makers Network", "programme", None)
    ]


def test_a_short_form_may_stand_first() -> None:
    assert mentions("The RMN (Rope Makers Network) met.") == [
        ("RMN", "Rope Makers Network", "programme", None)
    ]


def test_the_letters_find_a_long_form_that_has_no_head_noun() -> None:
    text = "Its portal known as Sailing Handbooks and Rope Knots (SHARK) grew."
    long = "Sailing Handbooks and Rope Knots"
    assert mentions(text) == [(long, long, "programme", None), ("SHARK", long, "programme", None)]


def test_what_is_done_with_the_long_form_types_the_short_one() -> None:
    text = "In May it launched Lanterns after Dark (LAD) there."
    long = "Lanterns after Dark"
    assert mentions(text) == [(long, long, "programme", None), ("LAD", long, "programme", None)]


def test_a_description_in_lower_case_gives_its_noun() -> None:
    text = "It runs the global programme on the safety of every quay from here to there (ROPEJET)."
    assert mentions(text) == [("ROPEJET", "ROPEJET", "programme", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The regional project for quick repair for e-nets (QRE) ended.",
            [("QRE", "QRE", "programme", None)],
        ),
        (
            "It began. Training and repair program for crews, guilds and towns (TRAPAN) was good.",
            [("TRAPAN", "TRAPAN", "programme", None)],
        ),
        (
            "Flash Rope Guidance System with Deep Cover (FRGS) warns.",
            [
                ("Flash Rope Guidance System with Deep Cover",) * 2 + ("programme", None),
                ("FRGS", "Flash Rope Guidance System with Deep Cover", "programme", None),
            ],
        ),
        (
            "Zonal Disease Action (ZODIA). 128 nurses. Direct contribution: target 3.4.",
            [
                ("Zonal Disease Action", "Zonal Disease Action", "programme", None),
                ("ZODIA", "Zonal Disease Action", "programme", None),
            ],
        ),
        (
            "The Special Rope Programme to Mend Nets (the Special Programme) began.",
            [("Special Programme", "Special Rope Programme to Mend Nets", "programme", None)],
        ),
    ],
)
def test_short_forms_of_programmes_are_told_by_their_line_and_their_noun(
    text: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    assert mentions(text) == expected


def test_the_vocabulary_knows_the_long_form() -> None:
    assert mentions("The Harbour Board (HABO) met.") == [("HABO", "Harbour Board", "organization", "hb")]


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Board (HBD) met.",
        "They met by sea (2017) and by land (IV).",
        "Information and rope technologies (IRTs) grew.",
        "The Anchor Report (A/80/176) was read.",
        "Gross Rope Product (GRP). It fell in May.",
        "The Harbour Rope Programme (Old Quay) began.",
        "No bracket closes (RMN",
        "THE ROPE MAKERS NETWORK (RMN) MET",
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert mentions(text) == []


@given(nasty_texts)
def test_every_mention_stands_in_the_text(text: str) -> None:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]
    assert all(0 <= m.begin < m.end <= len(text) for m in found)

"""Names of a vocabulary in running text: whole words, the longest one, whatever hyphens and line ends do."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.finders.names import find, fold
from kg.split import split, units
from kg.types import EntityType
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document
from tests.strategies import nasty_texts


def concept(kind: EntityType, key: str, *labels: str) -> Concept:
    return Concept(iri=f"https://e.org/{key}", type=kind, key=key, name=labels[0], labels=labels)


LEXICON = Lexicon(
    (
        concept("organization", "hb", "Harbour Board", "HB"),
        concept("organization", "who", "World Health Organization", "WHO"),
        concept("organization", "arb", "African Rope Bank"),
        concept("programme", "watch", "Harbour Watch", "Watch"),
        concept("programme", "watch-online", "Harbour Watch Online"),
        concept("programme", "un-patrol", "United Nations Port Patrol"),
        concept("topic", "smuggling", "smuggling"),
        concept("sdg", "16", "Goal 16"),
        concept("instrument", "ropes", "Convention on Ropes"),
        concept("instrument", "sails", "Treaty on the Making … of Old Sails"),
    ),
    "names",
)


def names(text: str) -> list[tuple[str, str | None]]:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]
    return [(text[m.begin : m.end], m.id) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Board met.", [("Harbour Board", "hb")]),
        ("Officers of HB and of Hb met.", [("HB", "hb")]),
        ("The harbour board of a town met.", []),
        ("Those who wait know the WHO well.", [("WHO", "who")]),
        ("HARBOUR BOARD members met here.", [("HARBOUR BOARD", "hb")]),
        ("The Harbour-Board met there.", [("Harbour-Board", "hb")]),
        ("Members saw the Harbour\nBoard meet.", [("Harbour\nBoard", "hb")]),
        ("Harbour Watch Online grew.", [("Harbour Watch Online", "watch-online")]),
        (
            "Harbour Watch and Harbour Watch Online grew.",
            [("Harbour Watch", "watch"), ("Harbour Watch Online", "watch-online")],
        ),
        ("The West African Rope Bank paid.", []),
        ("In the west African Rope Bank offices stand.", [("African Rope Bank", "arb")]),
        ("They keep watch, and Watch grows.", [("Watch", "watch")]),
        ("The Watchers and the anti-HB group met HB_1.", []),
        ("The UN Port Patrol sails on.", [("UN Port Patrol", "un-patrol")]),
        (
            "Smuggling is a crime, and smuggling pays.",
            [("Smuggling", "smuggling"), ("smuggling", "smuggling")],
        ),
        ("People-smuggling is a crime here.", []),
        ("Goal 16 is found by its number.", []),
        (
            "The Treaty on the Making, Mending and Sale of Old Sails of 1970 is in force.",
            [("Treaty on the Making, Mending and Sale of Old Sails of 1970", "sails")],
        ),
        ("A Treaty on the Making of nets. Nobody wrote of Old Sails.", []),
        ("The Treaty on the Making of nets is in force.", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(nasty_texts, nasty_texts)
def test_mentions_lie_in_the_text_in_order_and_apart(before: str, after: str) -> None:
    read = document(f"{before}\n\nThe Harbour Watch and the HB met.\n\n{after}")
    found = [list(find(unit, LEXICON)) for unit in units(read, split(read))]
    assert all(0 <= m.begin < m.end <= len(read.text) for unit in found for m in unit)
    assert all(left.end <= right.begin for unit in found for left, right in pairwise(unit))
    assert {"watch", "hb"} <= {m.id for unit in found for m in unit}


def test_the_year_of_a_treaty_belongs_to_its_name() -> None:
    assert names("The Convention on Ropes of 1951 and Harbour Watch of 1951.") == [
        ("Convention on Ropes of 1951", "ropes"),
        ("Harbour Watch", "watch"),
    ]

"""Names that no list knows: what is found, where it is cut, what it is taken for, and what is no name."""

from itertools import pairwise

import pytest
from hypothesis import given

from kg.finders._words import tokens_of
from kg.finders.titles import find
from kg.split import split, units
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document
from tests.strategies import nasty_texts

LEXICON = Lexicon(
    (
        Concept(iri="https://e.org/f", type="place", key="FRE", name="Freedonia", labels=("Freedonia",)),
        Concept(
            iri="https://e.org/s",
            type="place",
            key="SYL",
            name="Sylvania",
            labels=("Sylvania",),
            adjectives=("Sylvanian",),
        ),
        Concept(iri="https://e.org/hb", type="organization", key="hb", name="HBO", labels=("HBO",)),
    ),
    "titles",
)


def names(text: str) -> list[tuple[str, str]]:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]
    return [(m.name, m.type) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It joined the Coastal Rope Makers Network.", "Coastal Rope Makers Network"),
        ("They use the Harbour Request Writer Tool daily.", "Harbour Request Writer Tool"),
        ("Staff of the Lantern Fund met.", "Lantern Fund"),
        ("It runs the Global Programme on Rope Safety.", "Global Programme on Rope Safety"),
        (
            "The Global Programme Against Wrecking, Proceeds of Salvage and the Financing of Piracy grew.",
            "Global Programme Against Wrecking, Proceeds of Salvage and the Financing of Piracy",
        ),
        (
            "The Network of Pilots and Harbour Masters from Inland, Transit and Coastal Ports met.",
            "Network of Pilots and Harbour Masters from Inland, Transit and Coastal Ports",
        ),
        ("HBO Global Programme on Ropes began.", "Global Programme on Ropes"),
        ("The Lights for Harbours (L4H) initiative began.", "Lights for Harbours (L4H) initiative"),
        ("The Rope Accelerator programme began.", "Rope Accelerator programme"),
        ("Under the Lighthouse Initiative’s rules they met.", "Lighthouse Initiative"),
        ("This is known as the network “Ropes together”.", "Ropes together"),
        ("This initiative is known as “tying the knots”.", "tying the knots"),
        ("Through ‘Evening Knots’, a special series of talks, it taught.", "Evening Knots"),
        ("The podcast series “Voices of the Quay the talks go on.", "Voices of the Quay"),
        ("The Buoys Reloaded is a strategy game with missions.", "The Buoys Reloaded"),
    ],
)
def test_programmes_come_out_whole(text: str, expected: str) -> None:
    assert names(text) == [(expected, "programme")]


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("The Rope Research Institute wrote.", "Rope Research Institute", "organization"),
        ("The Government of Freedonia agreed.", "Government of Freedonia", "organization"),
        (
            "The Ministry of Ropes and Sails of Sylvania agreed.",
            "Ministry of Ropes and Sails of Sylvania",
            "organization",
        ),
        ("The Working Group on Anchors met.", "Working Group on Anchors", "organization"),
        (
            "The Conference of the Parties to the Ropes Treaty met.",
            "Conference of the Parties to the Ropes Treaty",
            "organization",
        ),
        ("It worked with the organization Rope Makers Freedonia.", "Rope Makers Freedonia", "organization"),
        ("The Quay Declaration was read.", "Quay Declaration", "instrument"),
        ("The Harbour Plan of Action was read.", "Harbour Plan of Action", "instrument"),
        ("The Rope Handbook for Sailors came out.", "Rope Handbook for Sailors", "publication"),
        ("It read the Global Report on Ropes 2020 again.", "Global Report on Ropes 2020", "publication"),
        (
            "It read A Toolkit for Rope Makers: Tying with Care again.",
            "A Toolkit for Rope Makers: Tying with Care",
            "publication",
        ),
        (
            "It read the issue paper entitled The Concept of Rope in the Law of Sails (2017).",
            "The Concept of Rope in the Law of Sails",
            "publication",
        ),
        ("It read the report on “Progress made in tying”.", "Progress made in tying", "publication"),
        ("It gave out The Silent Buoy, a picture book for children.", "The Silent Buoy", "publication"),
        ("The World Congress on Anchors was long.", "World Congress on Anchors", "event"),
        ("The naval exercise Rope Express 2018 was long.", "Rope Express 2018", "event"),
    ],
)
def test_the_head_noun_or_the_context_gives_the_type(text: str, expected: str, kind: str) -> None:
    assert names(text) == [(expected, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The Programme and the Office met the Committee.",
        "The Regional Office and the Steering Committee met.",
        "several workshops and a global network of sailors",
        "The HBO programme and the Freedonia project and the Sylvanian network began.",
        "A European Union-funded project began.",
        "Its resolution 8/4, entitled “Implementation of the rules on ropes”, was read.",
        "THE HARBOUR NETWORK OF ROPE MAKERS MET THEM",
        "The Report of the Secretary-General was read.",
        "The Rope Programme Results Quality was measured.",
    ],
)
def test_generic_phrases_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Rope Safety Agency and the Rope Watch Programme met.",
            ["Rope Safety Agency", "Rope Watch Programme"],
        ),
        (
            "The Rope Makers Network of the Organization for Sails and Knots met.",
            ["Rope Makers Network", "Organization for Sails and Knots"],
        ),
        (
            "It supports the Alliance for Ropes, Freedonia, Sylvania and the Sail Hub.",
            ["Alliance for Ropes", "Sail Hub"],
        ),
        ("The Forum on Ropes in Quayville was long.", ["Forum on Ropes"]),
        ("Summary The Anchor Committee met.", ["Anchor Committee"]),
        ("The Commission on Ropes3 met.", ["Commission on Ropes"]),
        ("The Commission on Ropes and Sails3 Chair’s summary", ["Commission on Ropes and Sails"]),
        ("The Court of Human and Peoples’ Ropes met.", ["Court of Human and Peoples’ Ropes"]),
    ],
)
def test_names_end_where_the_next_one_begins(text: str, expected: list[str]) -> None:
    assert [name for name, _ in names(text)] == expected


@given(nasty_texts)
def test_every_mention_stands_in_the_text(text: str) -> None:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]
    assert all(0 <= m.begin < m.end <= len(text) for m in found)


@given(nasty_texts)
def test_each_word_stands_where_its_token_says(text: str) -> None:
    tokens = tokens_of(text, 0, len(text))
    assert [text[token.begin : token.end] for token in tokens] == [token.text for token in tokens]
    assert all(before.end <= after.begin for before, after in pairwise(tokens))

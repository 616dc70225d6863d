"""One text under all its names: by year, by number, by the first words of its title; and what stays apart."""

import pytest

from kg import vocabulary
from kg.pipeline import extract
from kg.types import Extraction
from tests.strategies import document

LEXICON = vocabulary.load()


def read(text: str) -> Extraction:
    return extract(document(f"Piers\n\n{text}\n"), lexicon=LEXICON)


def tied(text: str) -> list[str]:
    return sorted(entity.key for entity in read(text).entities if entity.type == "provision")


def texts(text: str) -> list[tuple[str, ...]]:
    found = (e for e in read(text).entities if e.type == "instrument")
    return sorted((e.name, *e.aliases) for e in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Convention relating to the Status of Refugees (1951) is old. Article 31 of the 1951 Convention bans "
            "fines.",
            ["refugee-convention#art31"],
        ),
        (
            "The 1961 Convention on the Reduction of Statelessness binds few. Article 8 of the 1961 Convention helps.",
            ["V-4#art8"],
        ),
        ("Article 8 of the 1961 Convention is on poppies.", ["single-convention-on-narcotic-drugs#art8"]),
        ("Article 4 of the Hague Convention of 1954 spares churches.", ["hague-convention-1954#art4"]),
        (
            "Article 28 of the Second Protocol to the Hague Convention for the Protection of Cultural Property in the "
            "Event of Armed Conflict is on courts. Article 15 of the Second Protocol lists crimes.",
            ["hague-convention-1954-second-protocol#art15", "hague-convention-1954-second-protocol#art28"],
        ),
        (
            "The Work on Piers Convention, 2007 (No. 288) is young. Article 7 of Convention No. 288 is on rails.",
            ["instrument-work-on-piers-convention-2007-no-288#art7"],
        ),
        (
            "Article 5 of the Lagos Convention on Harbour Lights binds pilots. The Lagos Convention is new, and its "
            "article 6 is on lamps.",
            [
                "instrument-lagos-convention-on-harbour-lights#art5",
                "instrument-lagos-convention-on-harbour-lights#art6",
            ],
        ),
        ("Article 5 of the 1997 Watercourses Convention is fair.", ["XXVII-12#art5"]),
        ("Article II of its 1967 Protocol is on courts.", ["instrument-1967-protocol#artII"]),
        (
            "Article IV, section 11, of the Headquarters Agreement is on roads.",
            ["instrument-headquarters-agreement#artIV"],
        ),
    ],
)
def test_a_short_name_stands_for_the_text_that_is_named_in_full(text: str, expected: list[str]) -> None:
    assert tied(text) == expected


def test_a_year_that_two_texts_have_tells_neither() -> None:
    text = (
        "The Lagos Convention on Lights of 1961 and the 1961 Accra Convention on Bells differ. Article 3 of the 1961 "
        "Convention is short."
    )
    assert tied(text) == ["single-convention-on-narcotic-drugs#art3"]


def test_full_and_short_name_are_one_instrument() -> None:
    text = (
        "Article 7 of the Paris Convention for the Protection of Harbour Property was read. WIPO keeps the Paris "
        "Convention."
    )
    assert texts(text) == [("Paris Convention for the Protection of Harbour Property",)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru accepts article 77 of the Convention to receive complaints, as the Convention on the Rights of the Child "
        "has none.",
        "Under article 30 of the Convention concerning the respective request, the Convention on the Rights of the "
        "Child is read.",
        "Article 6 of the Convention on account of its age is read with the Convention on the Rights of the Child.",
    ],
)
def test_a_sentence_that_goes_on_is_no_title(text: str) -> None:
    assert [names[0] for names in texts(text)] == ["Convention on the Rights of the Child"]

"""What stands beside a name stays out of it: verbs, countries, bodies; and plain words that look like names."""

import pytest

from kg.finders import events, foreign_bodies, names, places, titles
from kg.finders._marks import sold
from kg.split import split, units
from kg.types import Mention, Unit
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

BODIES = ("UNDP", "UNICEF", "WHO", "FAO", "World Bank", "Tide Forum")
LANDS = ("Togo", "Sudan", "South Sudan", "South Africa", "North Macedonia", "West Africa", "Africa", "Benin")
LEXICON = Lexicon(
    (
        *(
            Concept(iri=f"https://e.org/{n}", type="organization", key=n, name=n, labels=(n, n.lower()))
            for n in BODIES
        ),
        *(Concept(iri=f"https://e.org/p/{n}", type="place", key=n, name=n, labels=(n,)) for n in LANDS),
    ),
    "beside",
)


def read(text: str) -> list[Unit]:
    paper = document(text)
    return list(units(paper, split(paper)))


def told(found: list[Mention], kind: str) -> list[str]:
    return [m.name for m in found if m.type == kind]


def titled(text: str, kind: str) -> list[str]:
    return told([m for unit in read(text) for m in titles.find(unit, LEXICON)], kind)


@pytest.mark.parametrize(
    "text",
    [
        "WHO chaired the summit in Benin.",
        "FAO paid for one congress.",
        "UNDP and UNICEF left the conference early.",
        "UNICEF after the symposium opened schools.",
    ],
)
def test_a_body_that_does_something_at_a_summit_is_no_part_of_its_name(text: str) -> None:
    assert [m.name for unit in read(text) for m in events.find(unit, LEXICON)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The FAO regional conference was long.", ["FAO regional conference"]),
        ("The WHO youth summit was long.", ["WHO youth summit"]),
        ("At the assembly of the Tide Forum it spoke.", ["assembly of the Tide Forum"]),
    ],
)
def test_the_summit_of_a_body_keeps_what_kind_it_is(text: str, expected: list[str]) -> None:
    assert [m.name for unit in read(text) for m in events.find(unit, LEXICON)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FAO taught pilots, and UNDP cited Knot Almanac (United Nations publication, 2031).",
            ["Knot Almanac"],
        ),
        ("In 2032 WHO printed the Knot Almanac (United Nations publication).", ["Knot Almanac"]),
        ("3 UNDP, Knot Almanac 2032 (United Nations publication, 2033).", ["Knot Almanac 2032"]),
        ("WHO, as the Knot Almanac (United Nations publication) says, taught.", ["Knot Almanac"]),
        ("WHO printed the Almanac (United Nations publication).", []),
        ("3 Knots and how we tie them (United Nations publication).", ["Knots and how we tie them"]),
    ],
)
def test_what_is_sold_has_its_own_words_only(text: str, expected: list[str]) -> None:
    assert [text[n.begin : n.end] for n in sold(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("concerning the Sudan, UNICEF and WHO met.", "concerning the Sudan"),
        ("concerning the Sudan and UNDP met.", "concerning the Sudan"),
        ("concerning the Sudan and South Sudan met.", "concerning the Sudan and South Sudan"),
    ],
)
def test_bodies_beside_a_committee_are_told_beside_it(text: str, expected: str) -> None:
    head = "Committee established pursuant to resolution 9206 (2035)"
    assert f"{head} {expected}" in titled(f"The {head} {text}", "organization")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FAO met the Ministry of Ropes in North Macedonia.", "Ministry of Ropes"),
        ("The Office for Deep Nets in South Africa met.", "Office for Deep Nets"),
        ("UNDP opened the Division for Deep Nets in Africa.", "Division for Deep Nets"),
        ("The Association of Net Makers in West Africa met.", "Association of Net Makers"),
        ("The Council of Net Makers in Education in Benin met.", "Council of Net Makers in Education"),
        ("The Office for Deep Nets in West Africa met.", "Office for Deep Nets in West Africa"),
    ],
)
def test_the_country_where_a_body_sits_is_no_part_of_its_name(text: str, expected: str) -> None:
    assert expected in titled(text, "organization")


@pytest.mark.parametrize(
    "text",
    [
        "It runs the Fundación Vela Programme.",
        "It lies in Colegio Street.",
        "The film “Escuela del Viento” was short.",
        "She opened a Bureau de Change in May.",
    ],
)
def test_a_foreign_word_makes_no_body_of_a_programme_a_street_a_film_or_a_shop(text: str) -> None:
    assert [m.name for unit in read(text) for m in foreign_bodies.find(unit, LEXICON)] == []


def test_a_programme_keeps_the_foreign_word_in_its_name() -> None:
    assert titled("It runs the Fundación Vela Programme.", "programme") == ["Fundación Vela Programme"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilots met in the Target region.", []),
        ("Pilots met in the Project province.", []),
        ("Pilots met in the Northern region.", []),
        ("Pilots met in the Kozah region.", ["Kozah region"]),
    ],
)
def test_a_region_is_named_by_no_plain_word(text: str, expected: list[str]) -> None:
    assert [m.name for unit in read(text) for m in places.find(unit, LEXICON)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the Decade of Drought it rained once.", []),
        ("The Lost Decade was hard.", []),
        ("It marks the United Nations Decade of Clean Nets.", ["United Nations Decade of Clean Nets"]),
        ("It marks the Second Decade for Clean Nets.", ["Second Decade for Clean Nets"]),
        ("It funded the Call Centre Programme.", ["Call Centre Programme"]),
    ],
)
def test_only_a_proclaimed_decade_is_a_programme_and_a_call_hides_none(
    text: str, expected: list[str]
) -> None:
    assert titled(text, "programme") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It joined the Call to Action on Clean Nets.", ["Call to Action on Clean Nets"]),
        ("It answered the Wake-Up Call for Action.", []),
    ],
)
def test_a_call_to_action_is_told_by_its_subject(text: str, expected: list[str]) -> None:
    assert titled(text, "instrument") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They held a tide forum in May.", []),
        ("A regional tide forum met.", []),
        ("Then the tide forum met.", ["tide forum"]),
    ],
)
def test_a_body_in_small_letters_is_not_any_of_its_kind(text: str, expected: list[str]) -> None:
    assert [m.name for unit in read(text) for m in names.find(unit, LEXICON)] == expected


def test_a_bank_that_lends_for_long_is_a_body() -> None:
    assert titled("The Long Term Bank gave money.", "programme") == []


@pytest.mark.parametrize(
    "text",
    [
        "The speech “Nets for Peace”, which UNDP launched, supports Goal 14.",
        "Her film “Ropes for Life”, which they launched in Togo, won.",
        "The tool EXCEL is used.",
        "Its website HTML is old.",
        "The Clinic on Harbour Street treats pilots.",
    ],
)
def test_speeches_file_formats_and_houses_at_a_street_are_no_programmes(text: str) -> None:
    assert titled(text, "programme") == []


def test_a_quoted_title_that_was_launched_is_a_programme() -> None:
    text = "“Nets for Peace”, which UNDP launched, supports Goal 14."
    assert titled(text, "programme") == ["Nets for Peace"]

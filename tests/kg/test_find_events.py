"""Sessions, numbered meetings and meetings of named bodies."""

import pytest
from hypothesis import given

from kg.finders.events import find
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
            labels=("Harbour Board", "HB"),
        ),
    ),
    "events",
)


def mentions(text: str) -> list[tuple[str, str, str | None]]:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]
    return [(text[m.begin : m.end], m.name, m.id) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It held its sixth plenary meeting there.", "sixth plenary meeting"),
        (
            "The twenty-second annual conference of the Rope Makers Association was long.",
            "twenty-second annual conference of the Rope Makers Association",
        ),
        ("The third World Congress on Anchors was long.", "third World Congress on Anchors"),
        ("The third Assembly of Pilots met.", "third Assembly of Pilots"),
        ("The tenth Rope Dialogue on Fair Knots met.", "tenth Rope Dialogue on Fair Knots"),
        ("The 26th HBX Annual Meeting closed.", "26th HBX Annual Meeting"),
        ("It spoke at the 9990th meeting.", "9990th meeting"),
        ("Two hundred and twentieth session", "Two hundred and twentieth session"),
        (
            "At the 75th session of the Executive Committee it spoke.",
            "75th session of the Executive Committee",
        ),
        ("It reports at its eleventh session of the results.", "eleventh session"),
        ("It is for the first session of 2024.", "first session of 2024"),
        (
            "The sixth Hemispheric Meeting of Rope Court Judges met.",
            "sixth Hemispheric Meeting of Rope Court Judges",
        ),
        (
            "The ninth meeting of the Parties to the Treaty on Old Sails met.",
            "ninth meeting of the Parties to the Treaty on Old Sails",
        ),
        ("The ninth meeting of the States Parties was late.", "ninth meeting of the States Parties"),
        (
            "The tenth meeting of the national rope makers from all ports was long.",
            "tenth meeting of the national rope makers from all ports",
        ),
        (
            "The meeting of the Rope Makers Network of the Organization for Sails was long.",
            "meeting of the Rope Makers Network of the Organization for Sails",
        ),
    ],
)
def test_events_have_an_ordinal_or_a_body(text: str, expected: str) -> None:
    assert mentions(text) == [(expected, expected, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The 25th session of the HB ended.",
            ("25th session of the HB", "25th session of the HB", "hb-session-25"),
        ),
        (
            "The ninetieth session of the Harbour Board ended.",
            (
                "ninetieth session of the Harbour Board",
                "ninetieth session of the Harbour Board",
                "hb-session-90",
            ),
        ),
    ],
)
def test_a_session_of_a_known_body_has_its_key(text: str, expected: tuple[str, str, str]) -> None:
    assert mentions(text) == [expected]


def test_a_list_of_ordinals_gives_one_event_for_each() -> None:
    assert mentions("At its second, third and fifth sessions it slept.") == [
        ("second", "second session", None),
        ("third", "third session", None),
        ("fifth sessions", "fifth session", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A meeting of rope makers was long.",
        "The meeting was long, and so was the first report.",
        "They met in the third quarter.",
        "An informal meeting of regional networks was long.",
        "The sixth host of the Forum spoke.",
    ],
)
def test_other_meetings_are_no_events(text: str) -> None:
    assert mentions(text) == []


@given(nasty_texts)
def test_every_mention_stands_in_the_text(text: str) -> None:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in find(unit, LEXICON)]
    assert all(0 <= m.begin < m.end <= len(text) for m in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It read the report on the XXIV session.", "XXIV session"),
        ("At its second regular session 2031, it slept.", "second regular session 2031"),
        ("At its hundred and sixty-third session it slept.", "hundred and sixty-third session"),
    ],
)
def test_a_session_keeps_its_roman_number_its_hundreds_and_its_year(text: str, expected: str) -> None:
    assert [surface for surface, _, _ in mentions(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The annual session 2031 was long.",
        "Chapter XXIV sessions of the court are public.",
        "The Conference of the Harbour Board,",
        "It cites resolution A.11(2) of the Assembly of the Harbour Board.",
    ],
)
def test_no_event_is_told_without_a_number_or_in_the_line_that_names_an_organ(text: str) -> None:
    assert mentions(text) == []


def test_many_sessions_in_one_sentence_take_no_longer_each() -> None:
    # A quadratic rule would take minutes here.
    assert len(mentions("to the Council at its sixtieth session " * 3_000)) == 3_000

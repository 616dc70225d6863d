"""What a figure's sentence says was done, and what the words behind a statement are about."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.graph.around import around, named, passage_at
from kg.graph.deeds import deed
from kg.iris import DCTERMS
from kg.types import Entity, Figure, Passage, Span, Support
from tests.kg.builders import BASE, build, document, extraction, source

TEXT = "Training on arms\n\nThe course trained 30 judges in Chad. These were 12 women. Kenya was named."
HEADING = Passage(index=0, kind="heading", begin=0, end=16, level=1)
BODY = Passage(index=1, kind="paragraph", begin=18, end=len(TEXT), headings=(0,), heading_path=("Training",))


def counted(text: str, verbatim: str, begin: int, end: int) -> str | None:
    """The deed of a figure in that sentence of a text of one paragraph, by its last word."""
    figure = Figure(
        subject="watch",
        value=Decimal(1),
        bound="exactly",
        unit="judge",
        verbatim=verbatim,
        evidence=(Span(begin, end),),
        mapper="figures",
        confidence=Decimal("0.88"),
        subject_support=Support(basis="document"),
    )
    whole = Passage(index=0, kind="paragraph", begin=0, end=len(text))
    read = replace(extraction(), document=document(text), passages=(whole,), figures=(figure,))
    found = deed(figure, source(read), BASE)
    return found.value.rpartition("/")[2] if found else None


@pytest.mark.parametrize(
    ("text", "verbatim", "expected"),
    [
        ("Officers seized 30 kg of cocaine.", "30", "seizure"),
        ("In all, 30 kg of cocaine were confiscated.", "30", "seizure"),
        ("They took 30 kg of heroin out of the trade.", "30", "seizure"),
        ("The army DESTROYED 30 firearms.", "30", "destruction"),
        ("Officers seized 30 kg and destroyed 12 firearms.", "12", "destruction"),
        ("The programme trained 40 officers, who later seized 30 kg.", "40", "training"),
        ("The programme trained 40 officers, who later seized 30 kg.", "30", "seizure"),
        ("The trainload had 30 wagons.", "30", None),
        ("Some 30 judges met.", "30", None),
        ("Some 30 judges were trained.", "31", None),
    ],
)
def test_the_nearest_word_of_a_deed_tells(text: str, verbatim: str, expected: str | None) -> None:
    assert counted(text, verbatim, 0, len(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Judges were trained. Almost 30 judges took part in these courses.", "training"),
        ("Judges were trained. Almost 30 judges met.", None),
        ("Judges were trained. It rained. Almost 30 judges took part in these courses.", None),
        ("Almost 30 judges took part in these courses.", None),
    ],
)
def test_a_sentence_that_points_back_takes_the_deed_of_the_one_before(
    text: str, expected: str | None
) -> None:
    assert counted(text, "30", text.index("Almost"), len(text)) == expected


def test_words_are_about_their_places_and_topics_and_the_topics_of_headings() -> None:
    entities = (
        Entity(key="arms", type="topic", name="arms", id="firearms-trafficking", mentions=(Span(12, 16),)),
        Entity(key="chad", type="place", name="Chad", id="TCD", mentions=(Span(50, 54),)),
        Entity(key="kenya", type="place", name="Kenya", id="KEN", mentions=(Span(77, 82),)),
        Entity(key="course", type="programme", name="The course", mentions=(Span(18, 28),)),
    )
    read = replace(extraction(), document=document(TEXT), passages=(HEADING, BODY), entities=entities)
    found, context = source(read), build(source(read))
    about = around(Span(18, 55), found, named(found, context))
    assert {(link.value, thing.value) for link, thing in about} == {
        (f"{DCTERMS}spatial", BASE.id("place/TCD").value),
        (f"{DCTERMS}subject", BASE.id("topic/firearms-trafficking").value),
    }


def test_a_place_belongs_to_the_passage_that_begins_before_it() -> None:
    assert passage_at(0, (HEADING, BODY)) == HEADING
    assert passage_at(17, (HEADING, BODY)) == HEADING
    assert passage_at(18, (HEADING, BODY)) == BODY
    assert passage_at(0, (BODY,)) is None

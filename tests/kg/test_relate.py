"""Who is meant, which organ issued a bare number, and what a heading puts in force."""

import pytest

from kg import pipeline
from kg.discover import plugins
from kg.metadata import describe
from kg.relate import Related, relate
from kg.relate.sentences import outermost
from kg.split import split, units
from kg.types import EntityType, Extraction, Mention, Reading
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document


def concept(kind: EntityType, key: str, prefix: str | None, *labels: str) -> Concept:
    return Concept(
        iri=f"https://e.org/{key}", type=kind, key=key, name=labels[0], labels=labels, prefix=prefix
    )


LEXICON = Lexicon(
    (
        concept("organization", "general-assembly", "A", "General Assembly"),
        concept("organization", "ecosoc", "E", "Economic and Social Council"),
        concept("organization", "ctoc-cop", "CTOC/COP", "Conference of the Parties to the Crime Convention"),
        concept("organization", "hb", None, "Harbour Board", "HB"),
        concept("organization", "harbour-office", None, "Harbour Office"),
        concept("programme", "watch", None, "Harbour Watch programme", "Harbour Watch"),
        concept("programme", "library", None, "Tide Library"),
    ),
    "relate",
)


def extracted(text: str) -> Extraction:
    return pipeline.extract(document(text), lexicon=LEXICON)


def related(text: str) -> Related:
    read = document(text)
    read_units = units(read, split(read))
    found = [
        [
            m
            for finder in plugins("kg.finders", "NAME", "EXAMPLES", "find")
            for m in finder.find(unit, LEXICON)
        ]
        for unit in read_units
    ]
    return relate(read, read_units, found, describe(read, read_units), LEXICON)


def spoken(reading: Reading) -> list[tuple[str, str, str]]:
    return [(reading.text[r.begin : r.end], r.entity, r.support.basis) for r in reading.referents]


def of(found: Related, words: str) -> Reading:
    """The reading whose sentence begins with those words."""
    return next(reading for reading in found.readings if reading.text.startswith(words))


# Entities -------------------------------------------------------------------------------------------------


def test_all_names_of_a_thing_are_one_entity() -> None:
    (found,) = extracted("The Harbour Board (HB) met. Later the HB met again.").entities
    assert (found.key, found.type, found.id) == ("hb", "organization", "hb")
    assert (found.name, found.aliases) == ("Harbour Board", ("HB",))
    assert [tuple(span) for span in found.mentions] == [(4, 17), (19, 21), (38, 40)]


def test_a_resolution_brings_its_organ_along() -> None:
    found = {entity.key: entity for entity in extracted("The work rests on A/RES/78/226.").entities}
    assert found["a-res-78-226"].organ == "general-assembly"
    assert found["general-assembly"].mentions == ()


def test_a_name_inside_a_longer_one_is_no_mention() -> None:
    long = Mention(begin=0, end=20, type="programme", finder="x", name="long")
    inside = Mention(begin=4, end=10, type="programme", finder="x", name="inside")
    behind = Mention(begin=20, end=24, type="programme", finder="x", name="behind")
    assert outermost([behind, inside, long]) == [long, behind]


def test_the_organ_in_a_symbol_is_a_mention_too() -> None:
    phrase = Mention(begin=0, end=30, type="resolution", finder="x", name="phrase")
    organ = Mention(begin=0, end=16, type="organization", finder="x", name="organ")
    assert outermost([organ, phrase]) == [phrase, organ]


# Organs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The General Assembly, in its resolution 69/196, asked for work.", "a-res-69-196"),
        ("The Economic and Social Council asked in its resolution 2006/46 for a report.", "e-res-2006-46"),
        (
            "The Conference of the Parties to the Crime Convention met. Conference resolution 8/3 asked for work.",
            "ctoc-cop-res-8-3",
        ),
        (
            "The Conference of the Parties to the Crime Convention met. In its resolution 8/4 it asked for work.",
            "ctoc-cop-res-8-4",
        ),
    ],
)
def test_the_words_around_tell_the_organ(text: str, key: str) -> None:
    read = extracted(text)
    assert key in {entity.key for entity in read.entities}
    assert read.findings == ()


def test_a_number_without_an_organ_stays_open_and_is_reported() -> None:
    read = extracted("Work went on under resolution 8/4 as before.")
    assert [entity.type for entity in read.entities] == []
    assert [(f.rule, f.severity, f.begin, f.end) for f in read.findings] == [
        ("open-organ", "warning", 19, 33)
    ]


# Readings -------------------------------------------------------------------------------------------------


def test_a_pronoun_at_the_head_means_the_programme_of_the_sentence_before() -> None:
    found = related("The HB opened the Harbour Watch in spring. It serves target 16.4 of the Goals.")
    assert ("It", "watch", "anaphor") in spoken(of(found, "It serves"))


def test_a_noun_means_what_was_named_last_with_that_noun() -> None:
    found = related("The Harbour Watch programme grew. The programme serves target 16.4 of the Goals.")
    assert ("The programme", "watch", "anaphor") in spoken(of(found, "The programme serves"))


def test_an_impersonal_it_means_nobody() -> None:
    found = related("The Harbour Watch programme grew. It is said that target 16.4 of the Goals is near.")
    assert "watch" not in {entity for _, entity, _ in spoken(of(found, "It is said"))}


def test_a_heading_puts_its_programme_in_force_for_what_stands_below() -> None:
    found = related("# Harbour Watch\n\nCourses serve target 16.4 of the Goals in many ports.\n")
    topic = of(found, "Courses").topic
    assert topic is not None
    assert (topic.entity, topic.support.basis, tuple(topic.support.span or ())) == (
        "watch",
        "heading",
        (2, 15),
    )


def test_the_next_heading_ends_what_the_one_before_put_in_force() -> None:
    found = related(
        "# Harbour Watch\n\nCourses serve target 16.4 of the Goals.\n\n# Outlook\n\nPorts have grown in number.\n"
    )
    assert of(found, "Ports").topic is None


def test_spans_of_a_reading_stand_in_the_document() -> None:
    text = "The HB opened the Harbour Watch. It serves target 16.4 of the Goals."
    reading = of(related(text), "It serves")
    begin, end = reading.sentence
    assert text[begin:end] == "It serves target 16.4 of the Goals."
    assert reading.span(0, 2) == (33, 35)

"""Who is meant, which organ issued a bare number, and what a heading puts in force."""

import pytest

from kg import pipeline
from kg.discover import plugins
from kg.metadata import describe
from kg.relate import Related, relate
from kg.relate.sentences import outermost
from kg.relate.speaker import works
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
    assert [(entity.type, entity.id) for entity in read.entities] == [("resolution", None)]
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


@pytest.mark.parametrize(
    ("text", "begins", "word"),
    [
        ("The Harbour Watch grew. WHO is a partner. It serves target 16.4.", "It serves", "It"),
        ("The Harbour Watch grew. Managed by others, it serves target 16.4.", "Managed", "it"),
        ("The Harbour Watch grew. With WHO it serves target 16.4.", "With WHO", "it"),
        (
            "The Harbour Watch, the first project of its kind, grew. The project ended.",
            "The project",
            "The project",
        ),
    ],
)
def test_who_is_only_beside_it_does_not_take_its_place(text: str, begins: str, word: str) -> None:
    assert (word, "watch", "anaphor") in spoken(of(related(text), begins))


def test_behind_a_title_that_nobody_knows_it_means_that() -> None:
    found = related("The Harbour Watch grew.\n\n(b) Rural Purse. It serves target 16.4 of the Goals.")
    assert "watch" not in {entity for _, entity, _ in spoken(of(found, "It serves"))}


def test_that_resolution_is_the_one_named_last() -> None:
    found = related("The HB cites A/RES/79/288. Under that resolution ports are watched.")
    assert ("that resolution", "a-res-79-288", "anaphor") in spoken(of(found, "Under that"))


def test_no_resolution_is_meant_before_one_is_named() -> None:
    found = related("Under that resolution ports are watched at night.")
    assert spoken(of(found, "Under that")) == []


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


def test_the_one_programme_of_the_title_is_what_the_text_is_about() -> None:
    found = related(
        "Nightly report, item 17: Harbour Watch\n\nCourses serve target 16.4 of the Goals.\n\nPorts grew.\n"
    )
    topic = of(found, "Ports").topic
    assert topic is not None
    assert (topic.entity, topic.support.basis) == ("watch", "heading")


def test_a_part_that_is_only_introduced_leaves_the_whole_to_the_next_paragraph() -> None:
    found = related(
        "The Harbour Watch grew.\n\nA third component, the Harbour Lamp Programme, is new.\n\nPupils came.\n"
    )
    earlier = of(found, "Pupils").earlier
    assert earlier is not None
    assert earlier.entity == "watch"


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


@pytest.mark.parametrize(
    ("text", "begins", "word"),
    [
        ("The HB opened the Tide Library. In 2024 the Library lent books.", "In 2024", "the Library"),
        ("The HB opened the Tide Library. Readers like the library.", "Readers", "the library"),
        ("The HB runs the Tide Library. Under its rules, it lends books.", "Under its", "it"),
        ("The HB runs the Tide Library. Its rules are kind.", "Its rules", "Its"),
        ("The Tide Library lends.\n\nIt opens at noon and lends books.", "It opens", "It"),
        ("The HB has the Tide Library. This archive lends books.", "This archive", "This archive"),
    ],
)
def test_other_words_mean_the_programme_named_before(text: str, begins: str, word: str) -> None:
    assert (word, "library", "anaphor") in spoken(of(related(text), begins))


def test_the_subject_of_a_list_is_the_one_of_the_words_above_it() -> None:
    found = related(
        "The Tide Library lends. It counts:\n\n(a) Books in all rooms;\n\n(b) Maps of all seas.\n"
    )
    carried = of(found, "Maps").carried
    assert carried is not None
    assert (carried.entity, carried.support.basis) == ("library", "list-head")


def test_a_name_on_a_line_of_its_own_is_the_title_of_its_paragraph() -> None:
    found = related("Some words.\n\nTide Library\nBooks were lent in many ports of the sea.\n")
    topic = of(found, "Tide Library").topic
    assert topic is not None
    assert (topic.entity, topic.support.basis) == ("library", "heading")


def test_a_question_carries_nobody_on() -> None:
    found = related("Does the HB run the Tide Library? Books are lent in many ports.")
    assert of(found, "Books").carried is None


def test_who_only_takes_part_is_not_carried_on() -> None:
    found = related("Together with the Harbour Office and the HB, the Tide Library lends. Books are many.")
    carried = of(found, "Books").carried
    assert carried is not None
    assert carried.entity == "library"


# Who speaks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Sea and port: progress note of the Harbour Board", "hb"),
        ("A letter to the Harbour Board", None),
    ],
)
def test_a_title_says_whose_text_it_is(title: str, author: str | None) -> None:
    found = related(f"# {title}\n\nWe opened a pier. Ships came in great number.\n")
    assert dict(found.roles).get("author") == author


def test_the_secretary_general_reports_the_work_of_others() -> None:
    assert (works("Secretary-General"), works("Harbour Board"), works("Harbour Office")) == (
        False,
        False,
        True,
    )


def test_a_resolution_is_an_entity_of_its_own_with_its_organ() -> None:
    found = related(
        "A/RES/79/288\n\nThe General Assembly,\n\nRecalling its resolution 73/187,\n\n1. Notes it.\n"
    )
    own = dict(found.roles)["resolution"]
    assert [(e.id, e.organ) for e in found.entities if e.key == own] == [("A/RES/79/288", "general-assembly")]


def test_a_report_is_no_resolution() -> None:
    found = related("The work rests on A/RES/79/288.")
    assert "resolution" not in dict(found.roles)


def test_its_means_the_organ_that_speaks_in_a_resolution() -> None:
    found = related(
        "The Economic and Social Council,\n\nRecalling its resolution 2002/13 and General Assembly resolution 74/2,\n"
    )
    assert "e-res-2002-13" in {entity.key for entity in found.entities}


# Long sentences -------------------------------------------------------------------------------------------


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    found = related("The HB trained judges in ports, " * 400 + "and ended.")
    assert max(len(reading.text) for reading in found.readings) <= 2_500
    assert len(found.readings) <= 3 * 400 * 32 / 2_500

"""One thing under all its names, within a document and across documents."""

import pytest
from hypothesis import given

from kg import pipeline
from kg.decisions import Decisions
from kg.iris import Base
from kg.relate.coreference import variant
from kg.types import Entity
from kg.vocabulary import load
from tests.kg.at_once import identify
from tests.kg.builders import document
from tests.strategies import nasty_texts


def named(text: str, kind: str = "programme") -> list[set[str]]:
    found = [e for e in pipeline.extract(document(text)).entities if e.type == kind]
    return [{entity.name, *entity.aliases} for entity in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Rope Makers Network (RMN) met. RMN grew.", {"Rope Makers Network", "RMN"}),
        (
            "The Ropes for Harbours (R4H) initiative met. The R4H initiative grew. R4H and Ropes for Harbours end.",
            {"Ropes for Harbours (R4H) initiative", "R4H initiative", "R4H", "Ropes for Harbours"},
        ),
        (
            "The Ropes for Harbours Network met. The Ropes 4 Harbours Network grew.",
            {"Ropes for Harbours Network", "Ropes 4 Harbours Network"},
        ),
        (
            "The Global e-Learning Hub met. The Global eLearning Hub grew.",
            {"Global e-Learning Hub", "Global eLearning Hub"},
        ),
        (
            "The Ropes and Tides fellowship began. Ropes and Tides grew.",
            {"Ropes and Tides fellowship", "Ropes and Tides"},
        ),
        (
            "The Anti-Wrecking Network met. The Anti Wrecking Network grew.",
            {"Anti-Wrecking Network", "Anti Wrecking Network"},
        ),
        (
            "The Global Rope Safety Network met. The Rope Safety Network grew.",
            {"Global Rope Safety Network", "Rope Safety Network"},
        ),
        (
            "The UNESCO Rope Makers Hub met. The Rope Makers Hub grew.",
            {"UNESCO Rope Makers Hub", "Rope Makers Hub"},
        ),
    ],
)
def test_names_of_one_thing_are_joined(text: str, expected: set[str]) -> None:
    assert named(text) == [expected]


def test_a_programme_is_known_without_its_head_in_lower_case_too() -> None:
    assert named("FAO runs the Quiet Rivers campaign.") == [{"Quiet Rivers campaign", "Quiet Rivers"}]


def test_different_things_stay_apart() -> None:
    text = "The Rope Makers Network met. The Rope Makers Hub grew. The Sail Makers Network ended."
    assert len(named(text)) == 3


def test_a_short_part_of_two_names_joins_neither() -> None:
    text = "The Eastern Rope Safety Network and the Western Rope Safety Network met. The Rope Safety Network grew."
    assert len(named(text)) == 3


def test_anaphors_are_no_aliases() -> None:
    assert named("The Rope Makers Network met. The Network grew.") == [{"Rope Makers Network"}]


def test_a_curated_name_lends_its_identifier_to_its_other_spelling() -> None:
    found = pipeline.extract(document("The Global eLearning Platform grew. Global e-Learning Platform."))
    assert len({e.id for e in found.entities if e.type == "programme"}) == 1


def test_a_meeting_that_only_a_number_names_belongs_to_its_document() -> None:
    first, second = (
        pipeline.extract(document(f"It held its sixth plenary meeting {t}.")) for t in ("here", "there")
    )
    whole = identify([first, second], load(), Decisions(), Base())
    assert len({iri for (_, key), iri in whole.iris.items() if "sixth" in key}) == 2


def test_one_name_in_two_documents_is_one_thing() -> None:
    first = pipeline.extract(document("The Rope Makers Network (RMN) met."))
    second = pipeline.extract(document("The Rope-Makers Network grew."))
    whole = identify([first, second], load(), Decisions(), Base())
    assert len({iri for (_, key), iri in whole.iris.items() if "rope" in key}) == 1


def test_a_body_stays_a_mention_behind_of() -> None:
    found: tuple[Entity, ...] = pipeline.extract(
        document("The Office of the Rope Master of Kenya met.")
    ).entities
    assert {(e.type, e.name) for e in found} == {
        ("organization", "Office of the Rope Master of Kenya"),
        ("place", "Kenya"),
    }


@given(nasty_texts)
def test_hyphens_make_no_other_name(text: str) -> None:
    assert variant(f"Rope {text}".replace("-", " ")) == variant(f"Rope {text}")

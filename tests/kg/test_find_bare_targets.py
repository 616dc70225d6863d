"""Targets that stand by their codes alone, once a sentence speaks of the Goals; goals of other plans beside them."""

import pytest

from kg import vocabulary
from kg.pipeline import extract
from tests.strategies import document

LEXICON = vocabulary.load()


def codes(text: str) -> set[str | None]:
    found = extract(document(f"Piers\n\n{text}\n"), lexicon=LEXICON).entities
    return {entity.id for entity in found if entity.type == "sdg"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agenda 2030: 16.3, 16.6. Modules printed: 18.", {"16.3", "16.6"}),
        ("Target 16.4 comes first; 16.5 through the Lamp Desk, which was new.", {"16.4", "16.5"}),
        (
            "What the piers give to the 2030 Agenda: Lamp Desk (9.4, 12.2); Rope Desk (7.3).",
            {"9.4", "12.2", "7.3"},
        ),
        (
            "Both stand in the SDG table: Lamp Desk under 3.5 and 4.4, Rope Desk under 16.3.",
            {"3.5", "4.4", "16.3"},
        ),
        ("Lamp Desk: Goals 5 and 7 – Rope Desk: 5.a; 8.5", {"5", "7", "5.a", "8.5"}),
    ],
)
def test_a_code_at_a_name_is_a_target_where_the_sentence_speaks_of_the_goals(
    text: str, expected: set[str]
) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lamp Desk: 9.4; Rope Desk: 7.3.",
        "The SDG fund paid (2.3, 4.4) million for version 5.3 and section 4.2 (4.3).",
        "SDG rates by pier: Section 4.1; 5.2.",
        "The SDG yields fell to 5.1; Lagos (99.4) and Lima (3.25) had none.",
        "What the SDG fund pays for schools, as a share of GDP: Peru (13.2), Mali (9.4), Ghana (12.5).",
        "The SDG table shows Chile (5.1), Kenya (5.2) and South Africa (5.3).",
        "The SDG bank spoke of GDP: 5.2 – down from 6.1.",
        "The SDG sheet shows Timber: 5.2.",
    ],
)
def test_a_decimal_that_is_no_label_or_no_target_is_none(text: str) -> None:
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agenda 2063, goal 4, and the 2030 Agenda, Goals 8 and 9, are served.", {"8", "9"}),
        ("It serves global forest goal 4 (targets 4.1 to 4.3) and, of the SDGs, Goal 15.", {"15"}),
        ("The 2030 Agenda, Goal 4, is served.", {"4"}),
        ("It serves Goals 5, 11 and, since last spring, 13.", {"5", "11", "13"}),
        ("It serves Goals 5, 11 and, since May 2024, 13 piers.", {"5", "11"}),
        ("It serves Goals 5 and 11 and, in a single spring, 13 were mended.", {"5", "11"}),
        ("It serves Goals 5 and 11 and, in the last phase, 13 of its piers shut.", {"5", "11"}),
        ("Target 8.1 was reached in 2020; 3.2 in the spring after it.", {"8.1"}),
    ],
)
def test_goals_of_other_plans_are_none_and_words_between_end_no_list(text: str, expected: set[str]) -> None:
    assert codes(text) == expected

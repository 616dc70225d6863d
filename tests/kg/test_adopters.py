"""Which organ adopted a resolution that numbers in a way of its own, by literal passages."""

import pytest

from kg import pipeline
from kg.relate.adopters import series
from tests.kg.builders import claimed, document, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "By decision PB-9/4, the Pollen Board opened a market.",
            (("decision PB-9/4", "adoptedBy", "Pollen Board"),),
        ),
        (
            "The Harbour Assembly, in its decision HA-4/2, named a pilot.",
            (("decision HA-4/2", "adoptedBy", "Harbour Assembly"),),
        ),
        (
            "Decision PB-9/4 of the Pollen Board is long. Decision PB-9/5 is short.",
            (
                ("Decision PB-9/4", "adoptedBy", "Pollen Board"),
                ("Decision PB-9/5", "adoptedBy", "Pollen Board"),
            ),
        ),
        (
            "Decision PB-9/4, adopted by the Pollen Board, is long.",
            (("Decision PB-9/4", "adoptedBy", "Pollen Board"),),
        ),
    ],
)
def test_the_body_beside_a_number_adopted_it(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "adopted_by"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "Decision PB-9/4 pleased the Pollen Board.",
        "The Pollen Board met. Decision HA-4/2 is dull.",
        "Decision PB-9/4 of the Pollen Board and decision PB-9/4 of the Honey Board differ. See decision PB-9/6.",
    ],
)
def test_a_body_that_stands_elsewhere_adopted_nothing_more(text: str) -> None:
    found = claimed(pipeline.extract(document(text)), "adopted_by")
    assert [name for subject, _, _ in found for name in subject if name.endswith(("HA-4/2", "PB-9/6"))] == []


def test_a_resolution_is_its_own_bodys_and_so_are_those_of_its_series() -> None:
    text = (
        "POLLEN CONFERENCE\nForty-third session\n\nResolution 11/2023\nHives on roofs\n\nThe Pollen Conference,\n\n"
        "Recalling Resolution 7/2021 and Resolution 4/2017,\n\n1. Requests the Honey Board to count hives."
    )
    found = claimed(pipeline.extract(document(text)), "adopted_by")
    assert unmatched(
        found,
        (
            ("Resolution 11/2023", "adoptedBy", "Pollen Conference"),
            ("Resolution 7/2021", "adoptedBy", "Pollen Conference"),
            ("Resolution 4/2017", "adoptedBy", "Pollen Conference"),
        ),
    ) == ([], 0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("resolution WHA71.5", "WHA"),
        ("decision WHA76(9)", "WHA"),
        ("Resolution XIV.12", "#/#"),
        ("Resolution 7/2021", "#/Y"),
        ("resolution 64/289", "#/#"),
        ("decision 1/CMA.3", "CMA"),
    ],
)
def test_numbers_of_one_body_are_set_alike(name: str, expected: str) -> None:
    assert series(name) == expected

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


@pytest.mark.parametrize(
    ("act", "organ"),
    [
        ("Assembly Resolution A41-6", "Assembly of the International Civil Aviation Organization"),
        ("resolution MEPC.378(80)", "Marine Environment Protection Committee"),
        ("resolution A.1106(29)", "Assembly of the International Maritime Organization"),
        (
            "Resolution 140 (Rev. Bucharest, 2022)",
            "Plenipotentiary Conference of the International Telecommunication Union",
        ),
        ("Resolution 30 (Rev. Kigali, 2022)", "World Telecommunication Development Conference"),
        ("Resolution 4 (Cg-19)", "World Meteorological Congress"),
        ("decision WHA76(12)", "World Health Assembly"),
        ("resolution WHA71.5", "World Health Assembly"),
        ("decision EB151(3)", "Executive Board of the World Health Organization"),
        ("resolution GC(68)/RES/10", "General Conference of the International Atomic Energy Agency"),
        ("GC.18/Res.6", "General Conference of the United Nations Industrial Development Organization"),
        (
            "41 C/Resolution 16",
            "General Conference of the United Nations Educational, Scientific and Cultural Organization",
        ),
        ("decision GB.344/INS/6", "Governing Body of the International Labour Office"),
        ("decision 2023/EB.2/6", "Executive Board of the World Food Programme"),
        (
            "decision 28/COP.9",
            "Conference of the Parties to the United Nations Convention to Combat Desertification",
        ),
        ("decision BC-15/1", "Conference of the Parties to the Basel Convention"),
    ],
)
def test_a_number_that_one_body_alone_prints_tells_who_adopted(act: str, organ: str) -> None:
    found = claimed(pipeline.extract(document(f"The fund rests on {act} since then.")), "adopted_by")
    assert [target for _, _, target in found if organ in target] != []


@pytest.mark.parametrize(
    "act",
    [
        "Resolution 7/2019",
        "decision B.37/12",
        "decision XIII.17",
        "Resolution 12 (Lisbon, 1998)",
        "decision 19.44",
    ],
)
def test_a_number_that_several_bodies_print_tells_nobody(act: str) -> None:
    assert claimed(pipeline.extract(document(f"The fund rests on {act} since then.")), "adopted_by") == set()


def test_the_body_that_the_text_speaks_of_is_the_one_whose_number_it_is() -> None:
    text = "The General Conference,\n\nRecalling 41 C/Resolution 23 on schools,\n\n1. Requests UNICEF to open schools."
    found = claimed(pipeline.extract(document(text)), "adopted_by")
    assert unmatched(found, (("41 C/Resolution 23", "adoptedBy", "General Conference"),)) == ([], 0)


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

"""`partOf`: components and their wholes, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Education for Justice initiative is part of the Global Programme for the "
            "Implementation of the Doha Declaration.",
            (
                (
                    "Education for Justice initiative",
                    "partOf",
                    "Global Programme for the Implementation of the Doha Declaration",
                ),
            ),
        ),
        (
            "Officers met through the Southern Route Partnership under the auspices of the Maritime "
            "Crime Programme.",
            (("Southern Route Partnership", "partOf", "Maritime Crime Programme"),),
        ),
        (
            "Within the framework of the Maritime Crime Programme, UNODC helped States through, inter"
            " alia, the Container Control Programme and the Global Firearms Programme.",
            (
                ("Container Control Programme", "partOf", "Maritime Crime Programme"),
                ("Global Firearms Programme", "partOf", "Maritime Crime Programme"),
            ),
        ),
        (
            "The Education for Justice (E4J) initiative is for schools. Texts stand in the E4J "
            "Library of Resources.",
            (("E4J Library of Resources", "partOf", "Education for Justice (E4J) initiative"),),
        ),
        (
            "Article 13 of the United Nations Convention against Corruption opens books.",
            (("XVIII-14#art13", "partOf", "XVIII-14"),),
        ),
        (
            "The Blue Lantern Programme has three components: the Red Kite Project and the Green Door Project.",
            (
                ("Red Kite Project", "partOf", "Blue Lantern Programme"),
                ("Green Door Project", "partOf", "Blue Lantern Programme"),
            ),
        ),
        (
            "The Red Kite Project belongs to the wider Blue Lantern Programme.",
            (("Red Kite Project", "partOf", "Blue Lantern Programme"),),
        ),
        (
            "The Red Kite Project, the northern arm of the Blue Lantern Programme, opened schools.",
            (("Red Kite Project", "partOf", "Blue Lantern Programme"),),
        ),
    ],
)
def test_a_part_is_tied_to_its_whole(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "part_of")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The Container Control Programme and the Global Firearms Programme stand in one chapter.",
        "The Container Control Programme is not part of the Global Firearms Programme.",
        "The Container Control Programme may become part of the Global Firearms Programme.",
        "Is the Container Control Programme part of the Global Firearms Programme?",
        "The Container Control Programme cooperated with the Global Firearms Programme.",
    ],
)
def test_neighbours_are_no_parts(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "part_of") == set()

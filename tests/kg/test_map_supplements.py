"""`supplements`: protocols and their conventions, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "States ratified the Protocol against the Smuggling of Migrants by Land, Sea and Air and "
            "the Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and "
            "Children, supplementing the Organized Crime Convention.",
            (
                (
                    "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children",
                    "supplements",
                    "XVIII-12",
                ),
                (
                    "Protocol against the Smuggling of Migrants by Land, Sea and Air",
                    "supplements",
                    "XVIII-12",
                ),
            ),
        ),
        (
            "The Trafficking in Persons Protocol supplements the Organized Crime Convention.",
            (("Trafficking in Persons Protocol", "supplements", "XVIII-12"),),
        ),
    ],
)
def test_a_protocol_supplements_its_convention(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "supplements")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The Trafficking in Persons Protocol has more parties than the Organized Crime Convention.",
        "The Trafficking in Persons Protocol does not supplement the Convention against Corruption.",
        "Reports supplementing the Organized Crime Convention are welcome.",
        "Does the Trafficking in Persons Protocol supplement the Organized Crime Convention?",
    ],
)
def test_instruments_side_by_side_supplement_nothing(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "supplements") == set()

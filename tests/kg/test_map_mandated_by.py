"""`mandatedBy`: who acts under which text, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC keeps the directory of competent national authorities under the Organized Crime Convention.",
            (("directory of competent national authorities", "mandatedBy", "XVIII-12"),),
        ),
        (
            "As mandated by the General Assembly in its resolution 68/186, UNODC names contact points.",
            (("UNODC", "mandatedBy", "A/RES/68/186"),),
        ),
    ],
)
def test_the_ground_of_work_is_told(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "mandated_by")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC supports the implementation of the Organized Crime Convention.",
        "UNODC runs the Container Control Programme; the list was drawn up as mandated by the General Assembly "
        "in its resolution 68/186.",
        "Is UNODC mandated by A/RES/68/186?",
        "UNODC is not mandated by A/RES/68/186 to act.",
    ],
)
def test_support_and_other_clauses_give_no_mandate(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "mandated_by") == set()

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
        ("UNODC works under the Organized Crime Convention.", (("UNODC", "mandatedBy", "XVIII-12"),)),
        (
            "UNODC is the depositary and guardian of the Organized Crime Convention.",
            (("UNODC", "mandatedBy", "XVIII-12"),),
        ),
        (
            "Set up in 2021 under A/RES/78/226, the Blue Lantern Programme is run by UNODC.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "By A/RES/78/226, the General Assembly established the Blue Lantern Programme.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "UNODC cites A/RES/78/226, under which its secretariat runs the Blue Lantern Programme.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "UNODC acted in response to A/RES/78/226; its guide rests on older work.",
            (("UNODC", "mandatedBy", "A/RES/78/226"),),
        ),
        (
            "The Blue Lantern Programme grew.\nLegal basis: A/RES/78/226; A/RES/68/186 is not used.",
            (("Blue Lantern Programme", "mandatedBy", "A/RES/78/226"),),
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
        "UNODC applies the principles endorsed by the General Assembly in its resolution 68/186.",
        "UNODC keeps its pledge, as stipulated in the Organized Crime Convention.",
    ],
)
def test_support_and_other_clauses_give_no_mandate(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "mandated_by") == set()

"""`contributesTo`: who serves which Goal, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched

LANTERN = "The Blue Lantern Programme opened schools. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It speaks to targets 16.3 and 5.1.", ("16.3", "5.1")),
        ("Target 8.7 is its principal goal.", ("8.7",)),
        ("SDG targets: 11.7, 16.1.", ("11.7", "16.1")),
        ("It is tied to SDG 16 and to SDG 17.", ("16", "17")),
        ("It advances target 13.3, but has no bearing on target 13.1.", ("13.3",)),
    ],
)
def test_the_programme_of_the_sentence_before_serves_the_goals(text: str, expected: tuple[str, ...]) -> None:
    claims = claimed(pipeline.extract(document(LANTERN + text)), "contributes_to")
    wanted = tuple(("Blue Lantern Programme", "contributesTo", code) for code in expected)
    assert unmatched(claims, wanted) == ([], 0)


def test_a_title_may_carry_its_goals_in_brackets() -> None:
    text = "Blue Lantern Programme (SDG 16.2)\nThe programme equips police officers.\n"
    claims = claimed(pipeline.extract(document(text)), "contributes_to")
    assert unmatched(claims, (("Blue Lantern Programme", "contributesTo", "16.2"),)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "Such work will in time help the Blue Lantern Programme to advance Goal 5.",
        "It is not known which target, 4.1 or 4.2, the project would serve.",
        "Which of targets 5.2 and 8.7 does the Blue Lantern Programme serve?",
    ],
)
def test_prospects_and_questions_serve_nothing(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "contributes_to") == set()

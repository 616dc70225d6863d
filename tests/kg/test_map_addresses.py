"""`addresses`: what a programme is about, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Global Programme on Cybercrime is large. It fights cybercrime everywhere.",
            (("Global Programme on Cybercrime", "addresses", "cybercrime"),),
        ),
        (
            "SHERLOC covers three crime types, namely corruption, terrorism and smuggling of migrants.",
            (
                ("SHERLOC", "addresses", "corruption"),
                ("SHERLOC", "addresses", "terrorism"),
                ("SHERLOC", "addresses", "smuggling-of-migrants"),
            ),
        ),
        (
            "UNODC launched the Electronic Evidence Hub, which aims to promote the use of electronic "
            "evidence.",
            (("Electronic Evidence Hub", "addresses", "electronic-evidence"),),
        ),
        (
            "The Container Control Programme also focuses on counterfeiting.",
            (("Container Control Programme", "addresses", "counterfeiting"),),
        ),
    ],
)
def test_a_programme_has_a_stated_subject(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "addresses")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The Container Control Programme does not address corruption.",
        "UNODC works against corruption.",
        "Experts of the Container Control Programme met during a conference on corruption.",
        "Does SHERLOC cover corruption?",
        "The Container Control Programme could address corruption.",
    ],
)
def test_other_topics_are_not_its_subject(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "addresses") == set()


def test_what_a_thing_will_cover_is_its_subject_already() -> None:
    text = "SHERLOC is new. It will cover corruption and terrorism."
    expected = (("SHERLOC", "addresses", "corruption"), ("SHERLOC", "addresses", "terrorism"))
    assert unmatched(claimed(pipeline.extract(document(text)), "addresses"), expected) == ([], 0)

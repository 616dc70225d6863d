"""`offeredIn`, `offeredAs`: languages and forms of tools, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched

SHERLOC = "SHERLOC"
LIBRARY = "E4J Library of Resources"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SHERLOC is available in English, French and Spanish.",
            ((SHERLOC, "offeredIn", "en"), (SHERLOC, "offeredIn", "fr"), (SHERLOC, "offeredIn", "es")),
        ),
        (
            "SHERLOC holds six databases. It is available in the six official languages of the United Nations.",
            tuple((SHERLOC, "offeredIn", code) for code in ("ar", "en", "es", "fr", "ru", "zh")),
        ),
        ("SHERLOC was translated into Portuguese.", ((SHERLOC, "offeredIn", "pt"),)),
        ("SHERLOC is available in several languages.", ((SHERLOC, "offeredIn", "mul"),)),
        ("SHERLOC is available in over 40 languages.", ((SHERLOC, "offeredIn", "mul"),)),
        (
            "UNODC launched the E4J Library of Resources as an online portal.",
            ((LIBRARY, "offeredAs", "online"),),
        ),
        (
            "The E4J Library of Resources, which UNODC launched as an online portal, is free.",
            ((LIBRARY, "offeredAs", "online"),),
        ),
        (
            "An online knowledge portal, the E4J Library of Resources, grew.",
            ((LIBRARY, "offeredAs", "online"),),
        ),
        (
            "The Mutual Legal Assistance Request Writer Tool is available online and offline.",
            (
                ("Mutual Legal Assistance Request Writer Tool", "offeredAs", "online"),
                ("Mutual Legal Assistance Request Writer Tool", "offeredAs", "offline"),
            ),
        ),
        ("The Huru App is a mobile application.", (("Huru App", "offeredAs", "mobile"),)),
        ("SHERLOC is available at sherloc.unodc.org.", ((SHERLOC, "offeredAs", "online"),)),
    ],
)
def test_a_language_or_form_is_read(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "offered"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "SHERLOC will be available in French.",
        "SHERLOC is not available in French.",
        "SHERLOC was presented in French courts.",
        "SHERLOC covers 42 languages.",
        "Under SHERLOC, children learn how to go online.",
        "SHERLOC deals with online abuse.",
        "Is SHERLOC available in French?",
        "The forms are available in French.",
    ],
)
def test_a_plan_a_denial_or_another_thing_gives_nothing(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "offered") == set()


def test_a_footnote_says_where_something_was_looked_up() -> None:
    text = "SHERLOC grows.¹\n\n¹ SHERLOC, available at sherloc.unodc.org.\n"
    assert claimed(pipeline.extract(document(text)), "offered") == set()

"""`issuedIn`, `url`: years and addresses of publications, by literal passages."""

import pytest

from kg import pipeline
from kg.graph.statements import statements
from tests.kg.builders import build, claimed, document, source, unmatched

STUDY = "Global Study on Homicide"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC wrote the Global Study on Homicide (2019).", ((STUDY, "issuedIn", "2019"),)),
        ("UNODC wrote the Global Study on Homicide (Vienna, 2019).", ((STUDY, "issuedIn", "2019"),)),
        ("The Global Study on Homicide, published in July 2019, is long.", ((STUDY, "issuedIn", "2019"),)),
        ("The Global Study on Homicide 2019 was issued in 2020.", ((f"{STUDY} 2019", "issuedIn", "2020"),)),
        ("In 2019, UNODC published the Global Study on Homicide.", ((STUDY, "issuedIn", "2019"),)),
        (
            "UNODC told of it in its 2019 report entitled Global Study on Homicide.",
            ((STUDY, "issuedIn", "2019"),),
        ),
        (
            "The Global Study on Homicide is available at https://example.org/a-b/study.pdf.",
            ((STUDY, "url", "https://example.org/a-b/study.pdf"),),
        ),
        (
            "UNODC published the Global Study on Homicide: https://example.org/study",
            ((STUDY, "url", "https://example.org/study"),),
        ),
        (
            "See the Global Study on Homicide (www.example.org/study).",
            ((STUDY, "url", "https://www.example.org/study"),),
        ),
        (
            "UNODC wrote the Global Study on Homicide, doi: 10.1234/abc.5.",
            ((STUDY, "url", "https://doi.org/10.1234/abc.5"),),
        ),
    ],
)
def test_the_year_or_address_of_a_publication_is_read(
    text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "issued"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC drew on the Global Study on Homicide 2019.",
        "The Global Study on Homicide was not published in 2019.",
        "The Global Study on Homicide will be published in 2027.",
        "Was the Global Study on Homicide published in 2019?",
        "The Global Study on Homicide covers deaths (2015, 2016).",
        "The Global Study on Homicide is no longer available at https://example.org/study.",
        "The Global Study on Homicide is available at https://example.org/a- b/study.pdf.",
        "The Global Study on Homicide is available at https://example.org/a b/study.pdf.",
        "The Global Study on Homicide was praised under SHERLOC at https://example.org/sherloc.",
    ],
)
def test_what_tells_no_year_or_address_gives_none(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "issued") == set()


def test_in_the_graph_a_year_is_a_year_and_an_address_a_thing() -> None:
    text = "The Global Study on Homicide (2019) is available at https://example.org/study."
    read = source(pipeline.extract(document(text)))
    found = {str(s.object) for s in statements(read, build(read)) if s.claim.mapper == "issued"}
    assert found == {
        '"2019"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        "<https://example.org/study>",
    }

"""`temporal`, `location`: dates and places of events, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched

TENTH = "tenth session"
CONGRESS = "Fourteenth Congress"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Fourteenth Congress was held in Kyoto, Japan, from 7 to 12 March 2021.",
            (
                (CONGRESS, "temporal", "2021-03-07/2021-03-12"),
                (CONGRESS, "location", "Kyoto"),
                (CONGRESS, "location", "JPN"),
            ),
        ),
        (
            "The report was presented at the tenth session, Vienna, 12–16 October 2020.",
            ((TENTH, "temporal", "2020-10-12/2020-10-16"), (TENTH, "location", "Vienna")),
        ),
        (
            "It was shown at the tenth session (Geneva, 3 May 2022).",
            ((TENTH, "temporal", "2022-05-03"), (TENTH, "location", "Geneva")),
        ),
        (
            "The tenth session took place in Lima from 28 November to 2 December 2016.",
            ((TENTH, "temporal", "2016-11-28/2016-12-02"), (TENTH, "location", "Lima")),
        ),
        (
            "The tenth session was short and the eleventh session in Vienna in May 2021.",
            (("eleventh session", "temporal", "2021-05"), ("eleventh session", "location", "Vienna")),
        ),
        ("The tenth session in 2019 was short.", ((TENTH, "temporal", "2019"),)),
        ("The tenth session, held in Japan, was short.", ((TENTH, "location", "JPN"),)),
        ("The tenth session will be held in May 2027.", ((TENTH, "temporal", "2027-05"),)),
        (
            "The tenth session was held from 28 December 2019 to 3 January 2020.",
            ((TENTH, "temporal", "2019-12-28/2020-01-03"),),
        ),
        ("The tenth session was held on March 7-12, 2021.", ((TENTH, "temporal", "2021-03-07/2021-03-12"),)),
        (
            "The ninth session (Vienna, 2018) led to the tenth session (Lima, 2019).",
            (
                ("ninth session", "temporal", "2018"),
                ("ninth session", "location", "Vienna"),
                (TENTH, "temporal", "2019"),
                (TENTH, "location", "Lima"),
            ),
        ),
    ],
)
def test_the_date_and_place_behind_an_event_are_read(
    text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert unmatched(claimed(pipeline.extract(document(text)), "held"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The tenth session was not held in Vienna in 2015.",
        "The tenth session, to be held in Vienna in 2020, was postponed.",
        "If the tenth session is held in Vienna in 2020, all will come.",
        "Was the tenth session held in Vienna in 2020?",
        "The ninth and tenth sessions were held in 2015 and 2016 respectively.",
        "The tenth session was held in 2015 or 2016.",
        "The tenth session was held in Geneva in 2003 and Tunis in 2005.",
        "UNODC spoke at a review of the outcomes of the tenth session (13 December 2017).",
        "The tenth session on 5 May 2015 adopted a text.",
        "The tenth session was held on 31 February 2015.",
        "The tenth session was held from 12 to 7 March 2015.",
        "The tenth session in Vienna was short.",
        "The tenth session adopted the plan of 2015.",
    ],
)
def test_what_tells_no_date_or_place_gives_none(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "held") == set()


def test_the_support_is_the_words_of_the_date() -> None:
    text = "The tenth session was held from 7 to 12 March 2021."
    read = pipeline.extract(document(text))
    span = next(c.object_support.span for c in read.claims if c.mapper == "held")
    assert span is not None
    assert text[span.begin : span.end] == "from 7 to 12 March 2021"

"""A prediction holds what would be accepted, in the form of the annotations; the rest stands aside."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kg.pipeline import extract
from kg.prediction import predict
from kg.types import Fact, Span
from tests.kg.builders import claim, document, entity, extraction

THRESHOLD = Decimal("0.60")


def fact(field: str, value: Any) -> Fact:
    return Fact(field=field, value=value, span=Span(0, 3))


def test_a_statement_is_listed_with_its_evidence() -> None:
    found = predict(extraction(claim(qualifiers=(("paragraph", "6"),))), threshold=THRESHOLD)
    assert found["doc"] == "report"
    assert found["statements"] == [
        {
            "subject": "watch",
            "predicate": "contributesTo",
            "object": "sdg-16.4",
            "evidence": [[0, 37]],
            "confidence": 0.9,
            "mapper": "test",
            "stated": True,
            "paragraph": "6",
            "qualifiers": {"paragraph": "6"},
        }
    ]
    assert json.loads(json.dumps(found)) == found


def test_a_statement_counts_once_however_often_it_is_made() -> None:
    found = predict(
        extraction(claim(confidence="0.7"), claim(confidence="0.8", evidence=(Span(38, 72),))),
        threshold=THRESHOLD,
    )
    rows = [(row["evidence"], row["confidence"]) for row in found["statements"]]
    assert rows == [([[0, 37], [38, 72]], 0.8)]


@pytest.mark.parametrize(
    "aside", [claim(confidence="0.59"), claim(predicate="relevantTo"), claim(stated=False)]
)
def test_what_would_not_be_accepted_stands_aside(aside: Any) -> None:
    found = predict(extraction(aside), threshold=THRESHOLD)
    assert found["statements"] == []
    assert len(found["other"]["statements"]) == 1


def test_confidence_at_the_threshold_is_enough() -> None:
    assert len(predict(extraction(claim(confidence="0.60")), threshold=THRESHOLD)["statements"]) == 1


def test_keys_of_our_vocabularies_are_no_public_identifiers() -> None:
    entities = (
        entity("unodc", "organization", "UNODC", "unodc"),
        entity("sdg-16.4", "sdg", "target 16.4", "16.4"),
    )
    found = predict(extraction(entities=entities), threshold=THRESHOLD)["entities"]
    assert [(row["key"], row["id"]) for row in found] == [("unodc", None), ("sdg-16.4", "16.4")]


@pytest.mark.parametrize(("begin", "symbol"), [(8, "A/95/7-E/2040/5"), (9, "A/95/7")], ids=["joint", "apart"])
def test_the_symbols_of_a_joint_document_are_cited_as_one(begin: int, symbol: str) -> None:
    facts = (
        Fact(field="symbol", value="A/95/7", span=Span(0, 7)),
        Fact(field="symbol", value="E/2040/5", span=Span(begin, begin + 8)),
    )
    assert predict(extraction(facts=facts), threshold=THRESHOLD)["document"]["symbol"] == symbol


def test_metadata_takes_the_first_value_of_each_field() -> None:
    read = extraction(
        facts=(
            fact("title", "First"),
            fact("title", "Second"),
            fact("symbol", "SAMPLE/2026/1"),
            fact("symbol", "SAMPLE/2026/2"),
            fact("session", 22),
            fact("date", date(2018, 7, 9)),
            fact("requested_by", "e-res-2006-46"),
        ),
        roles=(("author", "office"), ("body", "watch")),
    )
    assert predict(read, threshold=THRESHOLD)["document"] == {
        "title": "First",
        "type": "other",
        "session": 22,
        "place": None,
        "date_start": None,
        "date_end": None,
        "date": "2018-07-09",
        "reporting_year": None,
        "language": "en",
        "symbol": "SAMPLE/2026/1",
        "author": "office",
        "body": "watch",
        "requested_by": ["e-res-2006-46"],
    }


def test_a_document_that_says_nothing_of_itself_has_empty_fields() -> None:
    found = predict(extraction(), threshold=THRESHOLD)["document"]
    assert (found["title"], found["symbol"], found["author"], found["requested_by"]) == (None, None, None, [])


def test_whom_a_resolution_asks_is_mandated_by_it_and_whom_it_invites_is_not() -> None:
    text = (
        "A/RES/79/288\n\nThe General Assembly,\n\nRecalling its resolution 73/187,\n\n"
        "1. Requests UNODC to help;\n\n2. Invites UNICEF to help.\n"
    )
    found = predict(extract(document(text)), threshold=THRESHOLD)
    mandated = [(s["subject"], s["object"]) for s in found["statements"] if s["predicate"] == "mandatedBy"]
    assert mandated == [("unodc", "a-res-79-288")]

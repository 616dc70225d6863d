"""Confidences against annotations: what counts as right, and what the documentation promises of it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.calibration import BINS, DATA, HEAD, PAGE, Judged, bins, judged, of_document, page, table

OPEN = Path(__file__).parent / "passages" / "open-2026"
ENTITIES = [
    {"key": "watch", "type": "programme", "name": "Harbour Watch", "aliases": []},
    {"key": "hb", "type": "organization", "name": "Harbour Board", "aliases": []},
]
SAID = {
    "subject": "watch",
    "predicate": "implementedBy",
    "object": "hb",
    "confidence": 0.9,
    "evidence": [0, 9],
}


def one(**gold: object) -> list[Judged]:
    wanted = {"entities": ENTITIES, "statements": [], **gold}
    read = {"entities": ENTITIES, "statements": [SAID], "figures": []}
    return list(of_document(wanted, read))


def test_a_statement_that_the_annotations_hold_is_right() -> None:
    assert one(statements=[{**SAID}]) == [Judged("statement", Decimal("0.9"), right=True)]


def test_a_statement_that_they_do_not_hold_is_wrong() -> None:
    assert one() == [Judged("statement", Decimal("0.9"), right=False)]


def test_an_optional_statement_counts_neither_way() -> None:
    assert one(statements=[{**SAID, "optional": True}]) == []


def test_a_figure_of_another_subject_is_wrong() -> None:
    figure = {"value": 3, "unit": "port", "evidence": [0, 9]}
    gold = {"entities": ENTITIES, "statements": [], "figures": [{**figure, "subject": "hb"}]}
    said = {**figure, "subject": "watch", "confidence": 0.8}
    read = {"entities": ENTITIES, "statements": [], "figures": [said]}
    assert list(of_document(gold, read)) == [Judged("figure", Decimal("0.8"), right=False)]


def test_the_table_counts_by_bin() -> None:
    found = [
        Judged("statement", Decimal("0.92"), right=True),
        Judged("statement", Decimal("0.9"), right=False),
        Judged("mandate", Decimal("0.6"), right=True),
    ]
    assert bins(found)[0]["statement"] == {"count": 2, "right": "0.50"}
    assert table(bins(found))[2:] == [
        "| 0.90 and more | 2 | 0.50 | 0 | – | 0 | – |",
        "| 0.80 to 0.90 | 0 | – | 0 | – | 0 | – |",
        "| 0.70 to 0.80 | 0 | – | 0 | – | 0 | – |",
        "| 0.60 to 0.70 | 0 | – | 0 | – | 1 | 1.00 |",
        "| 0.00 to 0.60 | 0 | – | 0 | – | 0 | – |",
    ]


def test_the_page_is_written_in_this_form() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert told.startswith(HEAD)
    assert told.count(f"| {BINS[0]} and more |") == told.count("## ")
    assert page([{"title": "Title", "bins": []}]).startswith(f"{HEAD}\n\n## Title\n\n| confidence |")


def test_the_pages_hold_the_numbers_of_the_documentation() -> None:
    assert page(json.loads(DATA.read_text(encoding="utf-8"))) == PAGE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_sure_is_right_in_95_of_100_cases_on_the_open_passages() -> None:
    sure = [one.right for one in judged(OPEN) if one.confidence >= Decimal("0.9")]
    assert len(sure) > 100
    assert sum(sure) >= Decimal("0.95") * len(sure)

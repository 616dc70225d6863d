"""Agenda items off covers, and resolutions of three organs as issued."""

import pytest

from kg.metadata import describe
from kg.split import split, units
from tests.strategies import document


def facts(text: str) -> dict[str, str]:
    found = document(text)
    return {fact.field: str(fact.value) for fact in describe(found, units(found, split(found)))}


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Agenda item 129", "129"),
        ("Item 25 (b) of the provisional agenda*", "25 (b)"),
        ("Agenda item 13 (f) and (g)", "13 (f) and (g)"),
        ("Agenda items 3 and 4", "3 and 4"),
        ("Item 7 (a), (b) and (c) of the agenda", "7 (a), (b) and (c)"),
        ("Agenda items", None),
        ("Item 7 of the list", None),
    ],
)
def test_the_agenda_item_is_read_as_printed(line: str, item: str | None) -> None:
    cover = (
        f"A/99/7\n\nNinety-ninth session\n\n{line}\n\nReport of the Secretary-General\n\n1. It met in June."
    )
    assert facts(cover).get("agenda_item") == item


GENERAL_ASSEMBLY = """A/RES/99/7

Ninety-ninth session
Agenda item 12 (a)

Resolution adopted by the General Assembly on 3 October 2044

99/7. Reading rooms for judges

The General Assembly,

Recalling its resolution 98/1,

1. Requests the Secretary-General to open reading rooms.
"""
SECURITY_COUNCIL = """S/RES/3999 (2044)

Resolution 3999 (2044)

Adopted by the Security Council at its 10999th meeting, on 3 October 2044

The Security Council,

Recalling its previous resolutions,

1. Decides to remain seized of the matter.
"""
HUMAN_RIGHTS_COUNCIL = """A/HRC/RES/99/7

Human Rights Council
Ninety-ninth session
Agenda item 3

Resolution adopted by the Human Rights Council on 3 October 2044

99/7. Reading rooms for judges

The Human Rights Council,

Recalling its resolution 98/1,

1. Requests the High Commissioner to open reading rooms.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GENERAL_ASSEMBLY,
            {
                "symbol": "A/RES/99/7",
                "title": "Reading rooms for judges",
                "body": "General Assembly",
                "session": "99",
                "agenda_item": "12 (a)",
                "date": "2044-10-03",
            },
        ),
        (SECURITY_COUNCIL, {"symbol": "S/RES/3999(2044)", "body": "Security Council", "date": "2044-10-03"}),
        (
            HUMAN_RIGHTS_COUNCIL,
            {
                "symbol": "A/HRC/RES/99/7",
                "title": "Reading rooms for judges",
                "body": "Human Rights Council",
                "session": "99",
                "agenda_item": "3",
                "date": "2044-10-03",
            },
        ),
    ],
)
def test_a_resolution_tells_number_title_date_session_and_item(text: str, expected: dict[str, str]) -> None:
    found = facts(text)
    assert found["type"] == "resolution"
    assert {field: found.get(field) for field in expected} == expected


@pytest.mark.parametrize("text", [GENERAL_ASSEMBLY, SECURITY_COUNCIL, HUMAN_RIGHTS_COUNCIL])
def test_a_resolution_has_preambular_and_operative_paragraphs_with_numbers(text: str) -> None:
    passages = [passage for passage in split(document(text)) if passage.kind != "cover"]
    assert [(passage.kind, passage.number) for passage in passages] == [
        ("preambular", None),
        ("preambular", None),
        ("operative", "1"),
    ]

"""What covers say: mastheads, title pages and first paragraphs of several manners."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from kg.metadata import describe
from kg.sources import collect, read_document
from kg.split import split, units
from kg.types import Document, Fact, Literal_
from tests.strategies import document, nasty_texts


def facts(found: Document) -> tuple[Fact, ...]:
    return describe(found, units(found, split(found)))


def told(text: str) -> list[tuple[str, Literal_]]:
    return [(fact.field, fact.value) for fact in facts(document(text))]


SUBMISSION = """**COMMISSION ON OPEN DATA
(COD)**

**Thirty-first session
Geneva, 28 March to 1 April 2024**

**Submissions from agencies on their
efforts in 2023 to open their files**

**Submission by**

Office of Public Records

This submission was written for the Commission on Open Data as requested by the Economic and Social Council in its
resolution 2006/46, which wants to hear about open files.

**Records inputs (13 December 2023)**

The Office opened all of its files to the public in the course of the year, and nobody was hurt by it.
"""

ASSEMBLY_REPORT = """United Nations A/81/9999

General Assembly

Distr.: General
3 August 2026

Original: English

Eighty-first session
Item 17 (a) of the provisional agenda*

Connected classrooms: progress in rural schools

Report of the Secretary-General

Summary

The present report is submitted pursuant to General Assembly resolution 80/111. It covers schools in rural areas.
"""

SECRETARIAT_REPORT = """United Nations CTOC/COP/2030/4

Distr.: General 9 July 2030

Fifteenth session
Vienna, 15–19 October 2030 Item 5 of the provisional agenda* **Help**

Help to States that asked for it

Report of the Secretariat

I. Introduction

1. In its resolution 8/4, the Conference of the Parties to the Treaty on Help noted the work of the World Help
Office (WHO).

2. In the present report, WHO provides an account of the courses that were held since the last session.
"""

COUNCIL_RESOLUTION = """United Nations S/RES/2999 (2026)

Security Council

Distr.: General
12 May 2026

Resolution 2999 (2026)

Adopted by the Security Council at its 9999th meeting, on 12 May 2026

The Security Council,

Recalling all its previous resolutions on the matter,

1. Decides to remain seized of the matter.
"""

RIGHTS_REPORT = """A/HRC/70/12

Human Rights Council

Seventieth session

24 February–4 April 2026

Agenda items 2 and 3

Digital identity and the right to be counted

Report of the Office of the High Commissioner

The present report was prepared in accordance with resolution 60/5 of the Human Rights Council and deals with
registers of all kinds.
"""

BOARD_PAPER = """Executive Board of the World Seed Programme

Annual session

Rome, 22–26 June 2026

Date: 18 May 2026

Annual report for 2025

This paper describes the results of the year and the resources that were used to get them.
"""

LETTER = """United Nations A/80/901–S/2026/77

General Assembly
Security Council

Letter dated 3 February 2026 from the Permanent Representative of Mali
addressed to the President of the Security Council

I have the honour to transmit herewith a statement on the protection of schools in the region.
"""

ASSEMBLY_RESOLUTION = """United Nations A/RES/80/250

General Assembly

Eightieth session
Agenda item 20

Resolution adopted by the General Assembly on 3 March 2026

[without reference to a Main Committee (A/80/L.77)]

80/250. Year of Open Data

The General Assembly,

1. Proclaims 2027 the Year of Open Data.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SUBMISSION,
            [
                ("title", "Submissions from agencies on their efforts in 2023 to open their files"),
                ("type", "submission"),
                ("author", "Office of Public Records"),
                ("body", "Commission on Open Data"),
                ("session", 31),
                ("place", "Geneva"),
                ("date_start", date(2024, 3, 28)),
                ("date_end", date(2024, 4, 1)),
                ("date", date(2023, 12, 13)),
                ("reporting_year", 2023),
                ("requested_by", "E/RES/2006/46"),
            ],
        ),
        (
            ASSEMBLY_REPORT,
            [
                ("symbol", "A/81/9999"),
                ("title", "Connected classrooms: progress in rural schools"),
                ("type", "report"),
                ("author", "Secretary-General"),
                ("body", "General Assembly"),
                ("session", 81),
                ("date", date(2026, 8, 3)),
                ("requested_by", "A/RES/80/111"),
            ],
        ),
        (
            SECRETARIAT_REPORT,
            [
                ("symbol", "CTOC/COP/2030/4"),
                ("title", "Help to States that asked for it"),
                ("type", "report"),
                ("author", "World Help Office"),
                ("body", "Conference of the Parties to the Treaty on Help"),
                ("session", 15),
                ("place", "Vienna"),
                ("date_start", date(2030, 10, 15)),
                ("date_end", date(2030, 10, 19)),
                ("date", date(2030, 7, 9)),
            ],
        ),
        (
            COUNCIL_RESOLUTION,
            [
                ("symbol", "S/RES/2999(2026)"),
                ("title", "Resolution 2999 (2026)"),
                ("type", "resolution"),
                ("author", "Security Council"),
                ("body", "Security Council"),
                ("date", date(2026, 5, 12)),
            ],
        ),
        (
            RIGHTS_REPORT,
            [
                ("symbol", "A/HRC/70/12"),
                ("title", "Digital identity and the right to be counted"),
                ("type", "report"),
                ("author", "Office of the High Commissioner"),
                ("body", "Human Rights Council"),
                ("session", 70),
                ("date_start", date(2026, 2, 24)),
                ("date_end", date(2026, 4, 4)),
                ("requested_by", "A/HRC/RES/60/5"),
            ],
        ),
        (
            BOARD_PAPER,
            [
                ("title", "Annual report for 2025"),
                ("type", "report"),
                ("body", "Executive Board of the World Seed Programme"),
                ("place", "Rome"),
                ("date_start", date(2026, 6, 22)),
                ("date_end", date(2026, 6, 26)),
                ("date", date(2026, 5, 18)),
                ("reporting_year", 2025),
            ],
        ),
        (
            LETTER,
            [
                ("symbol", "A/80/901"),
                ("symbol", "S/2026/77"),
                (
                    "title",
                    "Letter dated 3 February 2026 from the Permanent Representative of Mali addressed to the "
                    "President of the Security Council",
                ),
                ("author", "Permanent Representative of Mali"),
                ("body", "Security Council"),
                ("date", date(2026, 2, 3)),
            ],
        ),
        (
            ASSEMBLY_RESOLUTION,
            [
                ("symbol", "A/RES/80/250"),
                ("title", "Year of Open Data"),
                ("type", "resolution"),
                ("author", "General Assembly"),
                ("body", "General Assembly"),
                ("session", 80),
                ("date", date(2026, 3, 3)),
            ],
        ),
    ],
    ids=["submission", "report", "secretariat", "council", "rights", "board", "letter", "assembly"],
)
def test_covers_of_many_manners_are_read(text: str, expected: list[tuple[str, Literal_]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("First session", 1),
        ("Twelfth session", 12),
        ("Twentieth session", 20),
        ("Seventy-third session", 73),
        ("22nd session", 22),
        ("One hundred and tenth session", 110),
        ("Tenth special session", 10),
    ],
)
def test_sessions_are_counted_in_words_and_digits(words: str, number: int) -> None:
    assert ("session", number) in told(f"Board of Trade\n\n{words}\n\nReport of the Secretariat\n")


def test_a_session_numbered_within_its_year_is_no_ordinal_of_the_body() -> None:
    assert "session" not in dict(
        told("Board of Trade\n\nSecond regular session 2025\n\nReport of the Board\n")
    )


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert "date" not in dict(
        told("United Nations A/81/1\n\nDistr.: General 31 June 2026\n\nReport of the Board\n")
    )


def test_a_resolution_that_is_only_noted_requested_nothing() -> None:
    text = "United Nations A/81/1\n\nReport of the Board\n\n1. In its resolution 80/1, the General Assembly noted it."
    assert "requested_by" not in dict(told(text))


def test_a_text_without_cover_says_little() -> None:
    assert told("Nothing here tells who wrote it, and so nobody can know it from these words.") == []


@pytest.mark.parametrize("piece", ["United Nations ", "The of ", "Geneva, ", "A", "resolution "])
def test_long_texts_take_no_longer_per_word(piece: str) -> None:
    # A quadratic rule would take minutes here.
    text = f"United Nations A/81/1\n\nReport of the Secretariat\n\n{piece * 20_000}"
    assert ("symbol", "A/81/1") in told(text)


@given(nasty_texts)
def test_spans_of_facts_hold_words(text: str) -> None:
    assert all(text[fact.span.begin : fact.span.end].strip() for fact in facts(document(text)))


FIELDS = ("title", "symbol", "type", "session", "place", "date_start", "date_end", "date", "reporting_year")


@pytest.mark.parametrize("name", ["001_1b70e82303ffad6e", "002_7cb1b08966a0bbc0", "004_9662096e8e30b24c"])
def test_metadata_of_real_documents_is_what_an_analyst_read(reference: Path, name: str) -> None:
    found = read_document(next(collect([reference / "corpus" / f"{name}.txt"])))
    answers: dict[str, Any] = json.loads((reference / "gold" / "dev" / f"{name}.gold.json").read_text())
    said = {fact.field: fact.value for fact in facts(found)}
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in said.items()}
    assert {key: plain.get(key) for key in FIELDS} == {key: answers["document"][key] for key in FIELDS}
    names = {entity["key"]: entity["name"] for entity in answers["entities"]}
    assert plain["author"] == names[answers["document"]["author"]]
    assert plain["body"] == names[answers["document"]["body"]]
    ids = {entity["key"]: entity["id"] for entity in answers["entities"]}
    asked = [fact.value for fact in facts(found) if fact.field == "requested_by"]
    assert asked == [ids[key] for key in answers["document"]["requested_by"]]

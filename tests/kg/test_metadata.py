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
                ("agenda_item", "17 (a)"),
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
                ("agenda_item", "5"),
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
                ("agenda_item", "2 and 3"),
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
                ("agenda_item", "20"),
                ("date", date(2026, 3, 3)),
            ],
        ),
    ],
    ids=["submission", "report", "secretariat", "council", "rights", "board", "letter", "assembly"],
)
def test_covers_of_many_manners_are_read(text: str, expected: list[tuple[str, Literal_]]) -> None:
    assert told(text) == expected


SUPPLEMENT = """E/2031/29-E/CN.77/2031/8

United Nations

Commission on Rivers

Report on the twelfth session

(3 May 2030 and 7–11 April 2031)

Economic and Social Council
Official Records, 2031
Supplement No. 9

United Nations • New York, 2031

[24 April 2031]

Contents

1. The Commission on Rivers met.
"""

TREATY_BODY = """A/85/49

United Nations

Report of the Committee on Clean Air
Ninth session
(2–13 December 2029)
Tenth session
(7–17 April 2030)

General Assembly
Official Records
Eighty-fifth Session
Supplement No. 49

[1 July 2030]

Contents

1. The Committee held two sessions.
"""

TRANSMITTED = """United Nations E/CN.3/2031/7

Economic and Social Council Distr.: General
13 December 2030

Original: English

30-22861 (E) 271230

Statistical Commission
Sixty-second session
New York, 4–7 March 2031
Item 3 (e) of the provisional agenda*
Items for discussion and decision: rivers

Report of the Group of Friends of River Counts

Note by the Secretary-General

In accordance with Economic and Social Council decision 2030/312 and what was done before, the Secretary-General has
the honour to transmit the report of the Group of Friends of River Counts to the Commission.
"""

VERBAL_NOTE = """United Nations A/85/84

General Assembly Distr.: General
2 May 2030

Eighty-fifth session
Item 9 (c) of the preliminary list*
Elections

Note verbale dated 1 May 2030 from the Permanent Mission of Malta to the United Nations addressed to the
President of the General Assembly

Malta has the honour to speak of its candidature for the term, which it takes up with joy.
"""

LETTER_TO_THE_SECRETARIAT = """United Nations E/2030/78

Economic and Social Council Distr.: General
9 July 2030

2030 session
25 July 2029–30 July 2030
Agenda item 20 (g)
Social and human rights questions

Letter dated 8 July 2030 from the Permanent Representative of Mali to the United Nations addressed to the
Secretary-General

This is about the election that was held, in which some of the votes were counted twice.
"""

BOARD_RESPONSE = """United Nations DP/2030/4

Executive Board of the
United Nations Seed Fund

Distr.: General
2 December 2029

First regular session 2030
27 to 31 January 2030, New York
Item 2 of the provisional agenda
Recommendations of the auditors

UNSF: Report on what the auditors asked for, 2028

I. Introduction

1. The United Nations Seed Fund (UNSF) did what it was asked to do in good time.
"""

FORUM_NOTE = """United Nations E/HLPF/2030/6

Economic and Social Council Distr.: General
2 June 2030

High-level political forum on rivers
Convened under the auspices of the Economic and Social Council
Nairobi, 13–17 and 20–22 July 2030

Meeting of many stakeholders

Note by the Secretariat

The present summary is circulated pursuant to paragraph 3 of the River Agenda (General Assembly resolution 69/313,
annex) and paragraph 70 of the Lake Agenda (resolution 70/1).
"""

MASTHEAD_BELOW = """GE.30-05795 (E) 170430 170430

Human Rights Council
Seventy-ninth session
16 June–11 July 2030

Agenda item 5
Human rights bodies

Third session of the Forum on Rivers

Report of the Working Group on the issue of rivers and lakes

Summary

The Working Group gives an overview of what was said in the third Forum on Rivers, which was held last year.

United Nations A/HRC/79/60

General Assembly Distr.: General
22 April 2030

I. Introduction

1. This report was prepared in accordance with Human Rights Council resolution 53/3.
"""

CHAIRS_SUMMARY = """United Nations E/CN.6/2030/9

Economic and Social Council Distr.: General
25 March 2030

Commission on the Status of Women
Seventy-fourth session
New York, 10–21 March 2030

Dialogue with the regions

Chair’s summary

1. On 10 March 2030 the Commission held a dialogue with the regions, which was lively.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SUPPLEMENT,
            [
                ("symbol", "E/2031/29"),
                ("symbol", "E/CN.77/2031/8"),
                ("title", "Report on the twelfth session"),
                ("type", "report"),
                ("author", "Commission on Rivers"),
                ("body", "Economic and Social Council"),
                ("date_start", date(2030, 5, 3)),
                ("date_end", date(2031, 4, 11)),
                ("date", date(2031, 4, 24)),
            ],
        ),
        (
            TREATY_BODY,
            [
                ("symbol", "A/85/49"),
                ("title", "Report of the Committee on Clean Air"),
                ("type", "report"),
                ("author", "Committee on Clean Air"),
                ("body", "General Assembly"),
                ("session", 85),
                ("date", date(2030, 7, 1)),
            ],
        ),
        (
            TRANSMITTED,
            [
                ("symbol", "E/CN.3/2031/7"),
                ("title", "Report of the Group of Friends of River Counts"),
                ("type", "report"),
                ("author", "Group of Friends of River Counts"),
                ("body", "Statistical Commission"),
                ("session", 62),
                ("agenda_item", "3 (e)"),
                ("place", "New York"),
                ("date_start", date(2031, 3, 4)),
                ("date_end", date(2031, 3, 7)),
                ("date", date(2030, 12, 13)),
                ("requested_by", "E/DEC/2030/312"),
            ],
        ),
        (
            VERBAL_NOTE,
            [
                ("symbol", "A/85/84"),
                (
                    "title",
                    "Note verbale dated 1 May 2030 from the Permanent Mission of Malta to the United Nations "
                    "addressed to the President of the General Assembly",
                ),
                ("author", "Permanent Mission of Malta to the United Nations"),
                ("body", "General Assembly"),
                ("session", 85),
                ("agenda_item", "9 (c)"),
                ("date", date(2030, 5, 2)),
            ],
        ),
        (
            LETTER_TO_THE_SECRETARIAT,
            [
                ("symbol", "E/2030/78"),
                (
                    "title",
                    "Letter dated 8 July 2030 from the Permanent Representative of Mali to the United Nations "
                    "addressed to the Secretary-General",
                ),
                ("author", "Permanent Representative of Mali to the United Nations"),
                ("body", "Economic and Social Council"),
                ("agenda_item", "20 (g)"),
                ("date_start", date(2029, 7, 25)),
                ("date_end", date(2030, 7, 30)),
                ("date", date(2030, 7, 9)),
            ],
        ),
        (
            BOARD_RESPONSE,
            [
                ("symbol", "DP/2030/4"),
                ("title", "UNSF: Report on what the auditors asked for, 2028"),
                ("type", "report"),
                ("author", "United Nations Seed Fund"),
                ("body", "Executive Board of the United Nations Seed Fund"),
                ("agenda_item", "2"),
                ("place", "New York"),
                ("date_start", date(2030, 1, 27)),
                ("date_end", date(2030, 1, 31)),
                ("date", date(2029, 12, 2)),
                ("reporting_year", 2028),
            ],
        ),
        (
            FORUM_NOTE,
            [
                ("symbol", "E/HLPF/2030/6"),
                ("title", "Meeting of many stakeholders"),
                ("type", "other"),
                ("author", "Secretariat"),
                ("body", "High-level political forum on rivers"),
                ("place", "Nairobi"),
                ("date_start", date(2030, 7, 13)),
                ("date_end", date(2030, 7, 22)),
                ("date", date(2030, 6, 2)),
                ("requested_by", "A/RES/69/313"),
                ("requested_by", "A/RES/70/1"),
            ],
        ),
        (
            MASTHEAD_BELOW,
            [
                ("symbol", "A/HRC/79/60"),
                ("title", "Third session of the Forum on Rivers"),
                ("type", "report"),
                ("author", "Working Group on the issue of rivers and lakes"),
                ("body", "Human Rights Council"),
                ("session", 79),
                ("agenda_item", "5"),
                ("date_start", date(2030, 6, 16)),
                ("date_end", date(2030, 7, 11)),
                ("date", date(2030, 4, 22)),
                ("requested_by", "A/HRC/RES/53/3"),
            ],
        ),
        (
            CHAIRS_SUMMARY,
            [
                ("symbol", "E/CN.6/2030/9"),
                ("title", "Dialogue with the regions"),
                ("type", "other"),
                ("body", "Commission on the Status of Women"),
                ("session", 74),
                ("place", "New York"),
                ("date_start", date(2030, 3, 10)),
                ("date_end", date(2030, 3, 21)),
                ("date", date(2030, 3, 25)),
            ],
        ),
    ],
    ids=["supplement", "treaty", "transmitted", "note", "letter", "board", "forum", "below", "summary"],
)
def test_covers_whose_lines_ran_together_are_read(text: str, expected: list[tuple[str, Literal_]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Geneva, 14 to 18 May 2030", date(2030, 5, 14), date(2030, 5, 18)),
        ("Geneva, 28 and 29 April 2030", date(2030, 4, 28), date(2030, 4, 29)),
        ("Geneva, 28 December to 3 January 2030", date(2029, 12, 28), date(2030, 1, 3)),
        ("Geneva, 24 February–4 April 2030", date(2030, 2, 24), date(2030, 4, 4)),
        ("Geneva, 3 May 2029 and 7–11 April 2030", date(2029, 5, 3), date(2030, 4, 11)),
    ],
)
def test_days_of_a_meeting_take_month_and_year_from_what_follows(words: str, first: date, last: date) -> None:
    found = told(f"Board of Trade\n\nNinth session\n\n{words}\n\nReport of the Secretariat\n")
    assert [value for field, value in found if field in ("date_start", "date_end")] == [first, last]


@pytest.mark.parametrize("words", ["Geneva, 31 to 32 June 2030", "Geneva, 30 to 31 June 2030"])
def test_days_that_no_calendar_has_are_no_meeting(words: str) -> None:
    found = told(f"Board of Trade\n\nNinth session\n\n{words}\n\nReport of the Secretariat\n")
    assert "date_start" not in dict(found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The present report is submitted pursuant to Economic and Social Council decisions 2030/344 and 2030/345.",
            ["E/DEC/2030/344", "E/DEC/2030/345"],
        ),
        (
            "As mandated by Economic and Social Council resolution 645 H (XXIII), the Executive Director reports "
            "biennially to the Council.",
            ["E/RES/645H(XXIII)"],
        ),
        (
            "The present note is submitted pursuant to General Assembly resolution 80/3, in which the Assembly "
            "recalled its resolution 79/1.",
            ["A/RES/80/3"],
        ),
        (
            "The present report is submitted pursuant to Seed Board decisions 2030/9 and 2030/10.",
            ["Seed Board decision 2030/9"],
        ),
        ("The present report covers the year after General Assembly resolution 80/3.", []),
    ],
    ids=["list", "old", "recalled", "unknown", "none"],
)
def test_what_asked_for_a_document_is_told_by_its_first_paragraphs(
    sentence: str, expected: list[str]
) -> None:
    found = told(f"United Nations A/81/1\n\nReport of the Secretary-General\n\n1. {sentence}\n")
    assert [value for field, value in found if field == "requested_by"] == expected


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Report of the Secretary-General on debt", "Secretary-General"),
        ("Report of the Commission on Rivers on its ninth session", "Commission on Rivers"),
        (
            "Report of the Special Rapporteur on clean air, Jane Doe",
            "Special Rapporteur on clean air",
        ),
        ("Report of the Executive Director", "Executive Director"),
        ("Report of the World Seed Fund to the Commission on Rivers", "World Seed Fund"),
        (
            "Report of the Special Adviser to the Secretary-General",
            "Special Adviser to the Secretary-General",
        ),
        ("Submission by: World Seed Fund", "World Seed Fund"),
    ],
)
def test_a_byline_names_who_reports_without_what_on(byline: str, author: str) -> None:
    assert ("author", author) in told(f"United Nations A/81/1\n\nSeeds\n\n{byline}\n\n1. It begins here.\n")


def test_a_byline_without_capitals_names_nobody() -> None:
    found = told("United Nations A/81/1\n\nSeeds\n\nReport of the work\n\n1. It begins here.\n")
    assert [value for field, value in found if field == "author"] == []


def test_a_byline_in_capitals_goes_before_one_that_names_nobody() -> None:
    found = told("United Nations A/81/1\n\nReport of the work\n\nReport of the Board\n\n1. It begins here.\n")
    assert ("author", "Board") in found


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

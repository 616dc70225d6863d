"""What the paragraphs of a resolution ask of whom, written down before the rules."""

import csv
from pathlib import Path

import pytest

from kg.pipeline import extract
from kg.types import Mandate
from tests.kg.builders import document

HEAD = (
    "Resolution 1/1\n\nThe General Assembly,\n\nRecalling its resolution 74/247,\n\n"
    "Requesting the Secretary-General to act,\n\n"
)
Row = tuple[str | None, str, str, str]


def mandates(text: str) -> tuple[Mandate, ...]:
    return extract(document(HEAD + text)).mandates


def told(text: str) -> list[Row]:
    return [(m.para, m.verb, m.force, m.addressee) for m in mandates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. Requests the Secretary-General to report on it;\n",
            [("1", "requests", "requesting", "secretary-general")],
        ),
        (
            "1. Notes the report;\n\n2. Also requests the United Nations Office on Drugs and Crime to help;\n",
            [("2", "requests", "requesting", "unodc")],
        ),
        ("1. Invites all Member States to help;\n", [("1", "invites", "inviting", "member-states")]),
        (
            "1. Urges States to join, and requests UNODC, within its mandate, to help them;\n",
            [("1", "urges", "inviting", "member-states"), ("1", "requests", "requesting", "unodc")],
        ),
        (
            "1. Encourages Member States and UNODC to meet;\n",
            [("1", "encourages", "inviting", "member-states"), ("1", "encourages", "inviting", "unodc")],
        ),
        (
            "1. Calls upon all States to:\n\n(a) Exchange what they know;\n\n(b) Enact laws;\n\n2. Takes note of it;\n",
            [
                ("1(a)", "calls upon", "inviting", "member-states"),
                ("1(b)", "calls upon", "inviting", "member-states"),
            ],
        ),
        (
            "1. Decides that the Economic and Social Council shall meet every year;\n",
            [("1", "decides", "binding", "ecosoc")],
        ),
        (
            "1. Authorizes the Secretary-General to sign;\n",
            [("1", "authorizes", "binding", "secretary-general")],
        ),
        (
            "1. Requests UNODC to help, and requests UNODC to report;\n",
            [("1", "requests", "requesting", "unodc")],
        ),
        (
            "1. Reiterates its call upon all States to join;\n",
            [("1", "calls upon", "inviting", "member-states")],
        ),
    ],
)
def test_an_operative_paragraph_asks_a_named_addressee(text: str, expected: list[Row]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1. Welcomes the work of UNODC with Member States;\n",
        "1. Recalls its invitation to Member States to help;\n",
        "1. Decides to proclaim 17 May a day of its own;\n",
        "1. Urges their full implementation;\n",
        "1. Notes the growing number of requests for help and requests for data from UNODC;\n",
        "1. Encourages civil society to take part;\n",
    ],
)
def test_a_paragraph_that_asks_nobody_by_name_is_no_mandate(text: str) -> None:
    assert told(text) == []


def test_a_report_outside_a_resolution_gives_no_mandate() -> None:
    assert extract(document("1. The Assembly requests the Secretary-General to report.\n")).mandates == ()


def test_a_session_of_the_assembly_is_a_deadline() -> None:
    (found,) = mandates(
        "1. Requests the Secretary-General to report to the General Assembly at its eightieth session;\n"
    )
    assert found.deadline == "2025/2026"


def test_a_date_after_by_is_a_deadline_and_a_rhythm_is_kept_in_its_words() -> None:
    (found,) = mandates("1. Requests UNODC to submit, by June 2027, a report on an annual basis;\n")
    assert (found.deadline, found.recurrence) == ("2027-06", "on an annual basis")


def test_evidence_of_a_subparagraph_has_the_words_above_it() -> None:
    text = "1. Requests UNODC:\n\n(a) To help;\n"
    (found,) = mandates(text)
    whole = HEAD + text
    assert [whole[begin:end] for begin, end in found.evidence] == ["Requests UNODC:", "To help;"]


def expected_mandates() -> set[Row]:
    with (Path(__file__).parents[1] / "golden" / "mandates.tsv").open(encoding="utf-8") as file:
        return {
            (r["symbol"], r["para"], r["verb"], r["addressee"]) for r in csv.DictReader(file, delimiter="\t")
        }

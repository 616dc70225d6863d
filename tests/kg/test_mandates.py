"""What the paragraphs of a resolution ask of whom, written down before the rules."""

import csv
import json
from pathlib import Path

import pytest

from kg import store
from kg.pipeline import build, extract
from kg.query import rows
from kg.settings import Settings
from kg.types import Mandate
from tests.kg.builders import document

HEAD = (
    "Resolution 1/1\n\nThe General Assembly,\n\nRecalling its resolution 74/247,\n\n"
    "Requesting the Secretary-General to act,\n\n"
)
ASKED = """
SELECT ?who ?paragraph
WHERE {
  ?who mg:mandatedBy ?resolution .
  GRAPH ?why {
    ?mandate a mg:Mandate ;
             rdf:subject ?who ;
             rdf:object ?resolution ;
             mg:paragraph ?paragraph .
  }
}
ORDER BY ?paragraph
"""
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
            "URGES Member States:\n\n(1) to help;\n\nCALLS UPON UNODC to act;\n",
            [
                (None, "urges", "inviting", "member-states"),
                (None, "calls upon", "inviting", "unodc"),
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
        ("1. Calls on member states to help;\n", [("1", "calls upon", "inviting", "member-states")]),
        (
            "Adopts this declaration.\n\n"
            "1. Request the Secretary-General to report, and also invite UNODC to help him;\n",
            [("1", "requests", "requesting", "secretary-general"), ("1", "invites", "inviting", "unodc")],
        ),
        (
            "1. Recalls its advice, and continues to request UNODC to report;\n",
            [("1", "requests", "requesting", "unodc")],
        ),
        (
            "1. Notes with thanks the work of UNODC and encourages it to help all ports;\n",
            [("1", "encourages", "inviting", "unodc")],
        ),
        (
            "1. Thanks the Secretary-General, and requests him to report on the ports;\n",
            [("1", "requests", "requesting", "secretary-general")],
        ),
        (
            "1. Takes note of the survey drawn up by UNODC, and urges it to publish the data;\n",
            [("1", "urges", "inviting", "unodc")],
        ),
        (
            "1. Takes note of the survey by the Commission on Narcotic Drugs of the Economic and Social Council, and "
            "urges it to publish the data;\n",
            [("1", "urges", "inviting", "cnd")],
        ),
        (
            "1. Notes with concern the gaps found by the Secretary-General, and asks him to close them;\n",
            [("1", "asks", "requesting", "secretary-general")],
        ),
        (
            "1. Acknowledges the headway made by UNODC, and invites it to help all ports;\n",
            [("1", "invites", "inviting", "unodc")],
        ),
        (
            "1. Requests UNODC:\n\n(a) Encourage States to join;\n",
            [("1(a)", "requests", "requesting", "unodc")],
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
        "1. Commends Togo for its work with UNODC, and requests it to go on;\n",
        "1. Decides that the Forum meets in May, with the help of UNODC, and requests it to report;\n",
        "1. Member States shall, on demand, request UNODC to help;\n",
        "1. Where needed, ports may, at any time, invite UNODC to help;\n",
        "1. Notes the work of UNODC and of UNICEF and encourages it to go on;\n",
        "1. Welcomes the report of UNODC and encourages its wide use;\n",
        "1. Commits to help all ports and request States to help them;\n",
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


@pytest.mark.parametrize(
    ("asked", "words", "body", "session"),
    [
        (
            "report to the Human Rights Council at its sixty-third session",
            "to the Human Rights Council at its sixty-third session", "hrc", 63,
        ),
        (
            "submit a report to the sixty-third session of the Human Rights Council",
            "to the sixty-third session of the Human Rights Council", "hrc", 63,
        ),
        (
            "inform the Commission on Narcotic Drugs, at its seventieth regular session, of progress",
            "at its seventieth regular session", "cnd", 70,
        ),
        ("report to it at its next session", "at its next session", None, None),
        ("report to the Security Council within six months", "within six months", None, None),
        ("report on past sessions", None, None, None),
    ],
)  # fmt: skip
def test_a_deadline_without_a_date_is_kept_in_its_words(
    asked: str, words: str | None, body: str | None, session: int | None
) -> None:
    (found,) = mandates(f"1. Requests the Secretary-General to {asked};\n")
    assert found.deadline is None
    assert (found.deadline_text, found.deadline_body, found.deadline_session) == (words, body, session)


def test_years_are_those_of_the_assembly_where_two_bodies_wait() -> None:
    (found,) = mandates(
        "1. Requests the Secretary-General to report to the Human Rights Council at its sixty-third session, "
        "and to the General Assembly at its eighty-second session;\n"
    )
    assert (found.deadline, found.deadline_text) == ("2027/2028", None)
    assert (found.deadline_body, found.deadline_session) == ("general-assembly", 82)


def test_a_subparagraph_has_the_session_that_its_words_name() -> None:
    (found,) = mandates(
        "1. Requests UNODC:\n\n(a) To report to the Human Rights Council at its tenth session;\n"
    )
    assert (found.deadline_body, found.deadline_session) == ("hrc", 10)


@pytest.mark.parametrize(
    "asked",
    [
        "1. Requests UNODC to study the advice adopted by the Commission on Narcotic Drugs at its sixtieth session;\n",
        "1. Requests UNODC to report on what was done by the Commission on Narcotic Drugs at its sixtieth session;\n",
        "1. Requests UNODC to build on the steps taken by the General Assembly at its seventy-fifth session;\n",
        "1. Invites UNODC to hear UNICEF before its annual session;\n",
        "1. Urges Member States to hand over whoever is held within two days;\n",
    ],
)
def test_only_what_is_to_be_told_has_a_session_or_a_span_for_its_deadline(asked: str) -> None:
    (found,) = mandates(asked)
    assert (found.deadline, found.deadline_text, found.deadline_body) == (None, None, None)


def test_a_report_to_a_commission_is_due_at_its_session() -> None:
    (found,) = mandates(
        "1. Requests UNODC to report to the Commission on Narcotic Drugs at its sixtieth session;\n"
    )
    assert found.deadline_session == 60


def test_a_date_after_by_is_a_deadline_and_a_rhythm_is_kept_in_its_words() -> None:
    (found,) = mandates("1. Requests UNODC to submit, by June 2027, a report on an annual basis;\n")
    assert (found.deadline, found.recurrence) == ("2027-06", "on an annual basis")


def test_evidence_of_a_subparagraph_has_the_words_above_it() -> None:
    text = "1. Requests UNODC:\n\n(a) To help;\n"
    (found,) = mandates(text)
    whole = HEAD + text
    assert [whole[begin:end] for begin, end in found.evidence] == ["Requests UNODC:", "To help;"]


def wanted(symbol: str) -> set[tuple[str, str, str]]:
    """The mandates of a real resolution, read by hand: paragraph, verb, addressee."""
    with (Path(__file__).parents[1] / "golden" / "mandates.tsv").open(encoding="utf-8") as file:
        told = csv.DictReader(file, delimiter="\t")
        return {(r["para"], r["verb"], r["addressee"]) for r in told if r["symbol"] == symbol}


def resolution(reference: Path, symbol: str) -> str:
    """The text of a real resolution, its paragraphs with their printed numbers."""
    lines = (reference / "vocab" / "resolution-paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    parts = [part for part in map(json.loads, lines) if part["symbol"] == symbol]
    return "\n\n".join(f"{part['prefix'] or ''} {part['text']}".strip() for part in parts)


def f1(found: set[tuple[str, str, str]], gold: set[tuple[str, str, str]]) -> float:
    return 2 * len(found & gold) / (len(found) + len(gold))


@pytest.mark.parametrize(
    ("symbol", "least"),
    [("A/RES/60/252", 0.95), ("A/RES/68/186", 0.95), ("S/RES/2322(2016)", 0.90), ("A/RES/78/226", 0.95)],
)
def test_real_resolutions_ask_what_a_reader_finds_in_them(reference: Path, symbol: str, least: float) -> None:
    read = extract(document(resolution(reference, symbol))).mandates
    assert f1({(m.para or "", m.verb, m.addressee) for m in read}, wanted(symbol)) >= least


@pytest.mark.usefixtures("words_at_hand")
def test_a_resolution_in_the_graph_mandates_whom_it_asks(tmp_path: Path) -> None:
    path = tmp_path / "resolution.txt"
    front = "A/RES/99/1\n\nResolution adopted by the General Assembly on 5 December 2044\n\n99/1. Ports\n\n"
    path.write_text(
        f"{front}{HEAD}1. Requests UNODC to help;\n\n2. Invites States to join.\n", encoding="utf-8"
    )
    settings = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    report = build([path], settings, now="2026-01-01T00:00:00Z")
    assert [(file.status, file.violations) for file in report.files] == [("read", 0)]
    found = rows(store.open_reader(settings.store), ASKED)
    assert [(row["who"].value.rpartition("/")[2], row["paragraph"].value) for row in found] == [
        ("unodc", "1"),
        ("member-states", "2"),
    ]

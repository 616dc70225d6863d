"""kg validate and kg doctor: what is wrong, in every form, and what is there."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import show
from kg.errors import ConfigError
from kg.inspection import report_turtle
from kg.types import Finding
from tests.kg.conftest import Kg

_KEYS = ["severity", "rule", "focus", "path", "value", "document", "begin", "end", "message", "remedy"]
_BAD = Finding(
    severity="violation",
    rule="a:rule,with marks",
    message="<b>100%</b> wrong\nreally",
    remedy="mend & build again",
    document="SAMPLE_2026_9",
    begin=3,
    end=9,
    focus="https://example.org/x",
    path="https://example.org/p",
    value='"quoted"',
)
_OPEN = Finding(severity="warning", rule="open", message="left open", remedy="close it", path="n123b1")
_REMARK = Finding(severity="info", rule="seen", message="seen.", remedy="")


def test_the_sample_documents_have_no_violation(kg: Kg, sample_store: Path) -> None:
    ended = kg("validate", "--store", sample_store)
    assert ended.code == 0
    assert ended.out.splitlines()[-1].startswith("0 violations, ")


def test_a_finding_is_told_once_and_the_same_in_every_run(kg: Kg, sample_store: Path) -> None:
    first = kg("validate", "--store", sample_store, "--json")
    again = kg("validate", "--store", sample_store, "--json")
    rows = first.json["findings"]
    assert list(first.json) == ["findings"]
    assert list(rows[0]) == _KEYS
    assert len(rows) == len({(row["rule"], row["focus"], row["value"], row["begin"]) for row in rows})
    assert first.out == again.out


@pytest.mark.parametrize("words", [("--json",), ("--format", "json"), ("--format", "ttl", "--json")])
def test_json_is_one_object(built: Kg, words: tuple[str, ...]) -> None:
    assert built("validate", *words).json == {"findings": []}


@pytest.mark.parametrize("form", ["text", "ttl", "html", "github"])
def test_every_form_can_be_written_of_a_store(built: Kg, form: str) -> None:
    ended = built("validate", "--format", form)
    assert (ended.code, ended.err) == (0, "")
    assert "Traceback" not in ended.out


def test_a_violation_ends_with_1(built: Kg, tmp_path: Path) -> None:
    path = tmp_path / "mandategraph-store/current/manifest.json"
    manifest = json.loads(path.read_text())
    manifest["documents"][0]["findings"].append(
        {"severity": "violation", "rule": "planted", "message": "planted", "remedy": "take it out"}
    )
    path.write_text(json.dumps(manifest))
    ended = built("validate", "--json")
    assert ended.code == 1
    assert (ended.json["findings"][0]["rule"], ended.json["findings"][0]["severity"]) == (
        "planted",
        "violation",
    )


def test_text_names_severity_rule_place_and_remedy() -> None:
    assert show.finding_form("text")([_BAD, _OPEN, _REMARK]) == (
        "violation a:rule,with marks SAMPLE_2026_9 3-9 <https://example.org/x>: <b>100%</b> wrong\nreally."
        " To mend it: mend & build again\n"
        "warning open: left open. To mend it: close it\n"
        "info seen: seen.\n"
        "1 violations, 2 warnings and remarks\n"
    )


def test_github_lines_are_commands_of_one_line_each() -> None:
    assert show.finding_form("github")([_BAD, _OPEN, _REMARK]).splitlines() == [
        "::error title=a%3Arule%2Cwith marks::violation a:rule,with marks SAMPLE_2026_9 3-9 "
        "<https://example.org/x>: <b>100%25</b> wrong%0Areally. To mend it: mend & build again",
        "::warning title=open::warning open: left open. To mend it: close it",
        "::notice title=seen::info seen: seen.",
    ]


def test_html_escapes_what_documents_say() -> None:
    page = show.finding_form("html")([_BAD])
    assert "<b>" not in page
    assert "&lt;b&gt;100%&lt;/b&gt; wrong" in page
    assert "mend &amp; build again" in page
    HTMLParser().feed(page)


def test_turtle_is_a_validation_report() -> None:
    text = show.finding_form("ttl")([_BAD, _OPEN])
    triples = list(parse(text, format=RdfFormat.TURTLE))
    sh = "http://www.w3.org/ns/shacl#"
    assert [str(t.object.value) for t in triples if t.predicate.value == f"{sh}conforms"] == ["false"]
    assert [t.object for t in triples if t.predicate.value == f"{sh}focusNode"] == [
        NamedNode("https://example.org/x")
    ]
    assert [t.object for t in triples if t.predicate.value == f"{sh}resultPath"] == [
        NamedNode("https://example.org/p")
    ]
    assert len([t for t in triples if t.predicate.value == f"{sh}resultMessage"]) == 2


def test_a_report_without_violations_conforms() -> None:
    assert "conforms true" in report_turtle([_OPEN])


def test_no_finding_gives_an_empty_list() -> None:
    assert json.loads(show.finding_form("json")([])) == {"findings": []}


def test_a_form_that_does_not_exist_is_told() -> None:
    with pytest.raises(
        ConfigError, match=r"findings have no form pdf\. Use one of text, json, ttl, html, github\."
    ):
        show.finding_form("pdf")


# doctor ---------------------------------------------------------------------------------------------------


def test_doctor_tells_what_is_there(kg: Kg, sample_store: Path) -> None:
    ended = kg("doctor", "--store", sample_store)
    assert (ended.code, ended.err) == (0, "")
    assert "BAD" not in ended.out
    assert "ok   catalogue: 5 sources\n" in ended.out
    assert "ok   store: 5 documents, " in ended.out


def test_doctor_without_a_store_says_how_to_make_one(kg: Kg, tmp_path: Path) -> None:
    ended = kg("doctor", "--store", "nowhere")
    assert ended.code == 0
    assert "ok   store: none at nowhere yet; make one with: kg build PATH\n" in ended.out
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "words", [("doctor",), ("coverage",), ("build", "seat.txt"), ("remove", "SAMPLE/2026/1")]
)
def test_a_file_where_the_store_should_be_is_told_as_such(
    words: tuple[str, ...], kg: Kg, tmp_path: Path
) -> None:
    (tmp_path / "seat.txt").write_text("A/RES/77/177\n")
    ended = kg(*words, "--store", "seat.txt")
    assert ended.code != 0
    assert (
        "seat.txt: a file stands where the folder of the store should be. Name another folder with --store, or "
        "move the file away."
    ) in ended.out + ended.err


def test_doctor_as_json(kg: Kg, sample_store: Path) -> None:
    checks = kg("doctor", "--store", sample_store, "--json").json["checks"]
    assert [list(check) for check in checks[:1]] == [["what", "fine", "found"]]


def test_doctor_names_a_store_of_another_format(kg: Kg, own_store: Path) -> None:
    (own_store / "current/manifest.json").write_text('{"format": 999}')
    ended = kg("doctor")
    assert ended.code == 1
    assert "BAD  store: mandategraph-store: the store has format 999" in ended.out


def test_doctor_names_a_damaged_database(kg: Kg, own_store: Path) -> None:
    (own_store / "current/graph/CURRENT").unlink()
    ended = kg("doctor")
    assert ended.code == 1
    assert "BAD  store: " in ended.out
    assert "--rebuild" in ended.out


def test_doctor_names_broken_decisions(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "mandategraph-decisions").mkdir()
    (tmp_path / "mandategraph-decisions/mine.jsonl").write_text("{")
    ended = kg("doctor")
    assert ended.code == 1
    assert "BAD  decisions: mine.jsonl, line 1: " in ended.out

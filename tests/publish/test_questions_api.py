"""Questions over HTTP: the answer of `kg ask`, page by page, described for programs."""

import csv
import io
import zipfile
from typing import Any

import httpx
import pytest

from publish.portal.pages.question import not_whole
from publish.portal.tongues import tongue
from tests.publish.test_service import problem

ANSWER = (
    "3 programmes and organizations are said to contribute to 16 Peaceful societies with fair institutions"
)
JSON = "application/json"


def ask(server: str, name: str, accept: str = JSON, **parameters: Any) -> httpx.Response:
    return httpx.get(
        f"{server}api/questions/{name}", params=parameters, headers={"Accept": accept}, timeout=30
    )


def names(response: httpx.Response) -> list[str]:
    return [row["subjectLabel"] for row in response.json()["rows"]]


def test_questions_are_listed_with_what_they_take(sample: str) -> None:
    found = {one["name"]: one for one in httpx.get(f"{sample}api/questions").json()["questions"]}
    assert found["by-target"]["parameters"] == [{"name": "target", "type": "sdg", "required": False}]


def test_answer_is_that_of_the_command_line(sample: str) -> None:
    told = ask(sample, "by-target", target="16").json()
    assert told["answer"].startswith(ANSWER)
    assert told["parameters"]["target"] == "http://metadata.un.org/sdg/16"
    assert told["rows"][0]["subjectLabel"] == "Container Control Programme"
    assert told["sources"][0]["symbol"] == "SAMPLE/2026/2"
    assert told["next"] is None
    assert list(told) == [
        "question", "parameters", "answer", "columns", "rows", "sources", "caveats", "next",
    ]  # fmt: skip


def test_rows_come_as_csv_without_a_mark_of_order(sample: str) -> None:
    response = ask(sample, "by-target", "text/csv", target="16")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(response.text))
    assert head[:2] == ["item", "itemLabel"]
    assert [row[3] for row in rows] == [
        "Container Control Programme",
        "Global Firearms Programme",
        "Global Programme on Cybercrime",
    ]


def test_rows_come_as_a_spreadsheet(sample: str) -> None:
    response = ask(sample, "by-target", target="16", _format="xlsx")
    assert response.headers["content-type"].endswith("spreadsheetml.sheet")
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        assert b"Global Firearms Programme" in book.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_pages_follow_one_another_without_gap_or_repetition(sample: str, form: str) -> None:
    first = ask(sample, "by-target", target="16", limit=1, _format=form)
    second = httpx.get(first.url.join(first.links["next"]["url"]))
    third = httpx.get(second.url.join(second.links["next"]["url"]))
    assert (first.status_code, second.status_code, third.status_code) == (200, 200, 200)
    assert len({first.content, second.content, third.content}) == 3
    assert "next" not in third.links


def test_next_leads_to_the_rows_behind(sample: str) -> None:
    first = ask(sample, "by-target", target="16", limit=2)
    second = ask(sample, "by-target", target="16", limit=2, after=first.json()["next"])
    assert names(first) == ["Container Control Programme", "Global Firearms Programme"]
    assert names(second) == ["Global Programme on Cybercrime"]
    assert second.json()["next"] is None
    assert first.json()["answer"] == second.json()["answer"]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_answer_that_is_not_whole_says_which_rows_it_holds(sample: str, form: str) -> None:
    first = ask(sample, "by-target", target="16", limit=2, _format=form)
    second = httpx.get(first.url.join(first.links["next"]["url"]))
    assert first.headers["x-truncated"] == "rows 1-2 of 3"
    assert second.headers["x-truncated"] == "rows 3-3 of 3"
    assert "x-truncated" not in ask(sample, "by-target", target="16", _format=form).headers


def test_spreadsheet_that_is_not_whole_says_so_in_its_own_sheet(sample: str) -> None:
    response = ask(sample, "by-target", target="16", limit=2, lang="fr", _format="xlsx")
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        assert "Seulement les lignes 1 à 2 sur 3" in book.read("xl/sharedStrings.xml").decode()


def test_files_that_do_not_hold_all_rows_are_told_in_the_language_of_the_page() -> None:
    assert not_whole(10_000, tongue("fr")) == []
    assert not_whole(10_001, tongue("en")) == [
        "XLSX: the first 10,000 of 10,001 rows",
        "pandas: the first 10,000 of 10,001 rows",
    ]
    assert not_whole(100_001, tongue("es"))[1] == "CSV: las primeras 100.000 de 100.001 filas"


def test_program_that_is_offered_asks_for_as_many_rows_as_one_may(sample: str) -> None:
    page = httpx.get(f"{sample}q/by-target?target=16", headers={"Accept": "text/html"}).text
    assert "limit=10000&amp;_format=csv" in page
    assert ask(sample, "by-target", target="16", limit=10_000, _format="csv").status_code == 200


@pytest.mark.parametrize("after", ["nothing", "0123456789abcdef-0", "", "-", "0123456789abcdef-99999999999"])
def test_page_behind_a_row_that_is_not_there_is_refused(sample: str, after: str) -> None:
    assert ask(sample, "by-target", target="16", after=after).status_code == 400


@pytest.mark.parametrize("value", ["16.4", "http://metadata.un.org/sdg/16.4", "SDG 16.4", "target 16.4"])
def test_parameter_may_be_a_code_an_address_or_words(sample: str, value: str) -> None:
    assert names(ask(sample, "by-target", target=value)) == [
        "Container Control Programme",
        "Global Firearms Programme",
    ]


@pytest.mark.parametrize(
    ("name", "parameters", "status"),
    [
        ("nothing", {}, 404),
        ("by-target", {"target": "zzz"}, 400),
        ("by-target", {"goal": "16"}, 400),
        ("by-target", {"target": ["16", "5"]}, 400),
        ("by-target", {"limit": "0"}, 400),
        ("by-target", {"limit": "many"}, 400),
        ("by-target", {"limit": "10001"}, 400),
        ("by-target", {"_format": "pdf"}, 406),
        ("by-country", {"from": "soon"}, 400),
        ("by-target", {"target": '16.4> ?p ?o } INSERT DATA { <urn:a> <urn:b> "c'}, 400),
    ],
)
def test_question_that_cannot_be_put_is_refused(
    sample: str, name: str, parameters: dict[str, Any], status: int
) -> None:
    response = ask(sample, name, **parameters)
    assert response.status_code == status
    assert "kg ask" not in problem(response)["detail"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("by-target?lang=xx", "No name is in the language 'xx'."),
        ("by-country?from=2020&to=2010", "The period ends (2010) before it begins (2020)."),
    ],
)
def test_values_that_do_not_go_together_are_told_and_no_fault_of_size(
    sample: str, path: str, said: str
) -> None:
    told = problem(httpx.get(f"{sample}api/questions/{path}"))
    assert (told["status"], told["title"]) == (400, "The question cannot be put like this")
    assert said in told["detail"]


def test_every_question_answers_with_all_left_open_or_says_what_is_missing(sample: str) -> None:
    found = httpx.get(f"{sample}api/questions").json()["questions"]
    assert {ask(sample, one["name"]).status_code for one in found} <= {200, 400}
    assert len(found) > 3


def test_interface_is_described_for_programs(sample: str) -> None:
    told = httpx.get(f"{sample}api/openapi.json").json()
    operation = told["paths"]["/api/questions/by-target"]["get"]
    listed = {one["name"] for one in httpx.get(f"{sample}api/questions").json()["questions"]}
    assert told["openapi"] == "3.1.0"
    assert {path.removeprefix("/api/questions/") for path in told["paths"]} == listed
    assert [one["name"] for one in operation["parameters"]] == ["target", "limit", "after", "lang", "_format"]
    assert set(operation["responses"]["200"]["content"]) == {
        "application/json",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    server = httpx.URL(f"{sample}api/openapi.json").join(told["servers"][0]["url"])
    assert httpx.get(f"{str(server).rstrip('/')}/api/questions/by-target").status_code == 200


def test_references_of_the_description_lead_somewhere(sample: str) -> None:
    told = httpx.get(f"{sample}api/openapi.json").json()
    assert told["components"]["schemas"]["Answer"]["required"][-1] == "next"
    assert "Problem" in told["components"]["responses"]

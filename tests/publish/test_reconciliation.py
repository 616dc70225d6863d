"""The calls that OpenRefine makes, and what it gets."""

import json
from typing import Any

import httpx
import pytest

from tests.publish.test_service import problem

FIREARMS = "https://w3id.org/mandategraph/id/programme/global-firearms-programme"


def asked(server: str, **queries: Any) -> dict[str, Any]:
    response = httpx.post(f"{server}reconcile", data={"queries": json.dumps(queries)}, timeout=60)
    assert response.headers["content-type"] == "application/json"
    return {key: answer["result"] for key, answer in response.json().items()}


def best(server: str, query: str, kind: str | None = None) -> dict[str, Any]:
    found = asked(server, q0={"query": query} | ({"type": kind} if kind else {}))["q0"]
    return dict(found[0])


def test_service_says_what_it_is(sample: str) -> None:
    told = httpx.get(f"{sample}reconcile").json()
    assert told["versions"] == ["0.2"]
    assert [kind["id"] for kind in told["defaultTypes"]] == [
        "programme", "organization", "resolution", "sdg", "place", "topic",
    ]  # fmt: skip
    assert told["view"]["url"] == f"{sample}about?iri={{{{id}}}}"
    assert told["suggest"]["entity"] == {
        "service_url": f"{sample}reconcile",
        "service_path": "/suggest/entity",
    }
    assert {"name", "identifierSpace", "schemaSpace", "preview", "extend"} <= told.keys()


@pytest.mark.parametrize(
    ("query", "kind", "iri"),
    [
        ("Global Firearms Programme", "programme", FIREARMS),
        ("global firearms programme", None, FIREARMS),
        ("16.4", "sdg", "http://metadata.un.org/sdg/16.4"),
        ("Kenya", "place", "http://metadata.un.org/sdg/codes/geoArea/404"),
        ("KEN", "place", "http://metadata.un.org/sdg/codes/geoArea/404"),
        ("Кения", "place", "http://metadata.un.org/sdg/codes/geoArea/404"),
        ("UNODC", "organization", "https://w3id.org/mandategraph/id/org/unodc"),
        ("Corruption", "topic", "https://w3id.org/mandategraph/id/topic/corruption"),
    ],
)
def test_thing_is_found_by_any_of_its_names(sample: str, query: str, kind: str | None, iri: str) -> None:
    found = best(sample, query, kind)
    assert (found["id"], found["score"], found["match"]) == (iri, 100.0, True)


def test_resolution_is_found_however_its_symbol_is_written(sample: str) -> None:
    known = httpx.get(
        f"{sample}sparql",
        params={
            "query": "PREFIX mg: <https://w3id.org/mandategraph/ns#> "
            "SELECT ?s { ?r a mg:Resolution ; mg:symbol ?s } ORDER BY ?s LIMIT 1"
        },
        headers={"Accept": "text/csv"},
    ).text.splitlines()[1]
    assert best(sample, known, "resolution")["match"] is True
    assert best(sample, f"resolution {known}", "resolution")["match"] is True


def test_misspelt_name_is_a_candidate_and_no_match(sample: str) -> None:
    found = best(sample, "Global Fire-Arms Programm", "programme")
    assert (found["id"], found["match"]) == (FIREARMS, False)
    assert 60 <= found["score"] < 100


def test_batch_is_answered_key_by_key(sample: str) -> None:
    found = asked(
        sample,
        q0={"query": "Kenya", "type": "place", "limit": 1, "properties": [], "type_strict": "should"},
        q1={"query": "nothing of the kind at all"},
        q2={"query": "", "type": ["place", "topic"]},
    )
    assert [len(found[key]) for key in ("q0", "q1", "q2")] == [1, 0, 0]
    assert found["q0"][0]["type"] == [{"id": "place", "name": "Places"}]


def test_queries_may_stand_in_the_address(sample: str) -> None:
    response = httpx.get(f"{sample}reconcile", params={"queries": '{"q0":{"query":"Kenya"}}'}, timeout=60)
    assert response.json()["q0"]["result"][0]["name"] == "Kenya"


def test_names_are_suggested_as_they_are_typed(sample: str) -> None:
    told = httpx.get(f"{sample}reconcile/suggest/entity", params={"prefix": "global fire"}, timeout=60).json()
    assert told["result"][0] == {
        "id": FIREARMS,
        "name": "Global Firearms Programme",
        "notable": [{"id": "programme", "name": "Programmes"}],
    }


def test_suggestions_go_on_behind_a_cursor(sample: str) -> None:
    first, second = (
        httpx.get(f"{sample}reconcile/suggest/entity", params={"prefix": "a", "cursor": start}).json()[
            "result"
        ]
        for start in (0, 10)
    )
    assert len(first) == len(second) == 10
    assert [one for one in first if one in second] == []


def test_types_and_properties_are_suggested(sample: str) -> None:
    types = httpx.get(f"{sample}reconcile/suggest/type", params={"prefix": "pro"}).json()
    assert types == {"result": [{"id": "programme", "name": "Programmes"}]}
    found = httpx.get(f"{sample}reconcile/suggest/property", params={"prefix": "contrib"}, timeout=60).json()
    assert {"id": "https://w3id.org/mandategraph/ns#contributesTo", "name": "contributesTo"} in found[
        "result"
    ]


def test_properties_of_a_type_are_proposed(sample: str) -> None:
    told = httpx.get(f"{sample}reconcile/extend/propose", params={"type": "programme", "limit": 3}).json()
    assert (told["type"], told["limit"], len(told["properties"])) == ("programme", 3, 3)
    assert httpx.get(f"{sample}reconcile/extend/propose?type=no").json()["properties"] == []


def test_table_is_extended_with_values(sample: str) -> None:
    goes = "https://w3id.org/mandategraph/ns#contributesTo"
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    extend = {
        "ids": [FIREARMS, "http://e/none"],
        "properties": [{"id": goes}, {"id": label, "settings": {"limit": 1}}],
    }
    told = httpx.post(f"{sample}reconcile", data={"extend": json.dumps(extend)}).json()
    assert [one["id"] for one in told["meta"]] == [goes, label]
    assert told["rows"][FIREARMS][goes][0]["id"] == "http://metadata.un.org/sdg/16.4"
    assert told["rows"][FIREARMS][label] == [{"str": "Global Firearms Programme"}]
    assert told["rows"]["http://e/none"] == {goes: [], label: []}


def test_preview_may_be_framed_and_runs_nothing(sample: str) -> None:
    response = httpx.get(f"{sample}reconcile/preview", params={"id": FIREARMS})
    assert "Global Firearms Programme" in response.text
    assert "frame-ancestors *" in response.headers["content-security-policy"]
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert httpx.get(f"{sample}reconcile/preview", params={"id": "http://e/none"}).status_code == 404


def test_addresses_of_the_manifest_answer(sample: str) -> None:
    told = httpx.get(f"{sample}reconcile").json()
    view = told["view"]["url"].replace("{{id}}", "http%3A%2F%2Fmetadata.un.org%2Fsdg%2F16.4")
    preview = told["preview"]["url"].replace("{{id}}", "http%3A%2F%2Fmetadata.un.org%2Fsdg%2F16.4")
    assert httpx.get(view).status_code == 200
    assert httpx.get(preview).status_code == 200


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("queries", "no json"),
        ("queries", "[]"),
        ("queries", "[" * 50_000),
        ("queries", '{"q0": "text"}'),
        ("queries", '{"q0": {"query": 5}}'),
        ("queries", '{"q0": {"query": "x", "limit": "many"}}'),
        ("queries", '{"q0": {"query": "x", "type": {"id": 1}}}'),
        ("queries", json.dumps({f"q{n}": {"query": "x"} for n in range(201)})),
        ("extend", "{}"),
        ("extend", '{"ids": "x", "properties": []}'),
        ("extend", '{"ids": [], "properties": ["x"]}'),
        ("queries", '{"q0": {"query": "x", "limit": -1}}'),
        ("queries", '{"q0": {"query": "x", "limit": true}}'),
        ("queries", json.dumps({"q0": {"query": "x" * 1_001}})),
        ("extend", '{"ids": [], "properties": [{"id": "http://e/p", "settings": [1]}]}'),
        ("extend", '{"ids": [], "properties": [{"id": "http://e/p", "settings": {"limit": "many"}}]}'),
        ("extend", '{"ids": [], "properties": [{"id": "http://e/p", "settings": {"limit": -1}}]}'),
        ("extend", '{"ids": [], "properties": [{"id": "http://e/p", "settings": {"limit": {"a": 1}}}]}'),
        ("extend", '{"ids": [], "properties": [{"id": "http://e/p", "settings": {"limit": Infinity}}]}'),
        ("extend", '{"ids": ["a b"], "properties": [{"id": "http://e/p"}]}'),
        ("extend", '{"ids": ["http://e/x> } #"], "properties": [{"id": "http://e/p"}]}'),
    ],
)
def test_call_that_makes_no_sense_is_refused(sample: str, name: str, text: str) -> None:
    response = httpx.post(f"{sample}reconcile", data={name: text})
    told = problem(response)
    assert told["status"] == 400
    assert "megabytes" not in told["detail"]
    assert "SPARQL" not in told["title"]


@pytest.mark.parametrize("limit", ["null", "0", "3"])
def test_limit_may_be_left_open(sample: str, limit: str) -> None:
    told = httpx.post(
        f"{sample}reconcile", data={"queries": f'{{"q0": {{"query": "UNODC", "limit": {limit}}}}}'}
    )
    assert told.json()["q0"]["result"][0]["id"].endswith("id/org/unodc")


@pytest.mark.parametrize("path", ["suggest/entity", "suggest/entity?prefix=a&cursor=x", "preview"])
def test_incomplete_call_is_refused(sample: str, path: str) -> None:
    assert httpx.get(f"{sample}reconcile/{path}").status_code == 400


def test_unknown_kind_of_suggestion_is_not_there(sample: str) -> None:
    assert httpx.get(f"{sample}reconcile/suggest/nothing?prefix=a").status_code == 404
    assert (
        httpx.post(f"{sample}reconcile", content=b"x", headers={"Content-Type": "text/plain"}).status_code
        == 415
    )

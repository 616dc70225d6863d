"""SPARQL 1.1 Protocol: our own cases, and those of the W3C where `MANDATEGRAPH_W3C` names a folder with its suites.

Query tests must pass. Update tests must be refused, and what they wrote must not be there.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg import store
from tests.publish.conftest import BASE, start
from tests.publish.protocol.cases import FORMATS, Call, Case, cases, data

OWN = Path(__file__).parent / "protocol" / "manifest.ttl"
SUITES = os.environ.get("MANDATEGRAPH_W3C")
THEIRS = sorted(Path(SUITES).glob("rdf-tests/sparql/sparql11/protocol/manifest.ttl")) if SUITES else []


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the graphs of our own cases."""
    yield from served(tmp_path_factory.mktemp("own"), OWN)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the graphs of the W3C's cases."""
    yield from served(tmp_path_factory.mktemp("theirs"), THEIRS[0])


def served(folder: Path, manifest: Path) -> Iterator[str]:
    store.publish(folder / "store", "one", data(manifest), {"base": BASE})
    process, address = start(folder / "store")
    yield address.rstrip("/")
    process.terminate()
    assert process.wait(20) == 0


def asked(server: str, call: Call) -> httpx.Response:
    """The answer to a call, its headers as they are: a client of ours would add a type of the body."""
    with httpx.Client(timeout=30) as client:
        request = client.build_request(
            call.method, server + call.path, content=call.body or None, headers=list(call.headers)
        )
        return client.send(request)


def faults(call: Call, answer: httpx.Response) -> list[str]:
    """What is not as the manifest expects it."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    found = []
    if str(answer.status_code)[0] not in call.statuses:
        found.append(f"{call.method} {call.path}: {answer.status_code}")
    elif call.format and kind not in FORMATS.get(call.format, (call.format,)):
        found.append(f"{call.method} {call.path}: {kind}")
    elif call.truth is not None and answer.json()["boolean"] is not call.truth:
        found.append(f"{call.method} {call.path}: {answer.text}")
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases(OWN)])
def test_own_case_is_answered_as_expected(own: str, case: Case) -> None:
    assert [text for call in case.calls for text in faults(call, asked(own, call))] == []


@pytest.mark.skipif(not THEIRS, reason="MANDATEGRAPH_W3C names no folder with rdf-tests")
@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c.name) for file in THEIRS for c in cases(file) if not c.is_update],
)
def test_query_case_of_the_w3c_passes(theirs: str, case: Case) -> None:
    assert [text for call in case.calls for text in faults(call, asked(theirs, call))] == []


@pytest.mark.skipif(not THEIRS, reason="MANDATEGRAPH_W3C names no folder with rdf-tests")
@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c.name) for file in THEIRS for c in cases(file) if c.is_update],
)
def test_update_case_of_the_w3c_is_refused_and_changes_nothing(theirs: str, case: Case) -> None:
    everything = f"{theirs}/graph-store?default"
    before = asked(theirs, ASK_ALL).text, httpx.get(everything).text
    writing = [call for call in case.calls if b"ASK" not in call.body and "query=" not in call.path]
    assert [str(asked(theirs, call).status_code)[0] for call in writing] == ["4"] * len(writing)
    assert (asked(theirs, ASK_ALL).text, httpx.get(everything).text) == before


ASK_ALL = Call(
    method="POST",
    path="/sparql",
    headers=(("content-type", "application/sparql-query"), ("accept", "text/csv")),
    body=b"SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    statuses=("2",),
    format=None,
    truth=None,
)


def test_case_that_fails_is_told() -> None:
    call = cases(OWN)[0].calls[0]
    assert faults(call, httpx.Response(404)) == ["GET /sparql?query=ASK%20%7B%7D: 404"]
    wrong = httpx.Response(200, json={"boolean": False}, headers={"content-type": "text/csv"})
    assert faults(call, wrong) == ["GET /sparql?query=ASK%20%7B%7D: text/csv"]

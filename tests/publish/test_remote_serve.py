"""`kg serve` stands before a service far away as before a store on disk, and moves over when that has a new build."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg import build
from kg.settings import Remote, Settings
from tests.publish.conftest import ROOT, start
from tests.services import oxigraph

_NOW = "2026-01-01T00:00:00Z"
_DOCUMENT = ROOT / "seeds" / "documents" / "ctoc-technical-assistance.md"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service with one sample document."""
    home = tmp_path_factory.mktemp("far")
    with oxigraph(home / "data") as address:
        told = Settings(store=home / "work", decisions=home / "none", remote=Remote(address=address))
        build([_DOCUMENT], told, now=_NOW)
        yield address


@pytest.fixture(scope="module")
def served(far: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server before that service, on a machine that has no store."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MANDATEGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        process, address = start(far)
    yield address
    process.terminate()
    assert process.wait(20) == 0


@pytest.mark.parametrize(
    "path",
    [
        f"sparql?query={_COUNT}",
        f"sparql?query={_GRAPHS}",
        "sparql?query=DESCRIBE <https://w3id.org/mandategraph/id/org/unodc>",
        "sparql?query=SELECT * {",
        "sparql?query=SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "graph-store?graph=https://w3id.org/mandategraph/graph/vocab/units",
        "graph-store?graph=urn:mandategraph:store",
        "id/org/unodc",
        "id/doc/SAMPLE_2026_2",
        "search?q=cybercrime",
        "q/trained",
        "api/questions/trained",
        ".well-known/void",
        "health/ready",
    ],
)
def test_an_address_answers_as_over_a_store_on_disk(served: str, sample: str, path: str) -> None:
    answers = [
        httpx.get(
            f"{address}{path}", headers={"Accept": "text/html, application/json;q=0.9, */*;q=0.1"}, timeout=60
        )
        for address in (served, sample)
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].headers.get("content-type") == answers[1].headers.get("content-type")


@pytest.mark.parametrize("query", [_COUNT, _GRAPHS])
def test_a_query_has_the_answer_of_a_store_on_disk(served: str, sample: str, query: str) -> None:
    found = [
        httpx.get(
            f"{address}sparql", params={"query": query}, headers={"Accept": "text/csv"}, timeout=60
        ).text
        for address in (served, sample)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("path", ["search?q=cybercrime", "q/trained", "id/doc/SAMPLE_2026_2"])
def test_a_page_says_what_it_says_over_a_store_on_disk(served: str, sample: str, path: str) -> None:
    found = [
        httpx.get(f"{address}{path}", headers={"Accept": "text/html"}, follow_redirects=True, timeout=60).text
        for address in (served, sample)
    ]
    assert found[0].replace(served, "") == found[1].replace(sample, "")


@pytest.mark.slow
def test_a_new_build_is_served_and_a_service_that_is_gone_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patched, oxigraph(tmp_path / "data") as far:
        patched.setenv("MANDATEGRAPH_CACHE", str(tmp_path / "cache"))
        told = Settings(store=tmp_path / "work", decisions=tmp_path / "none", remote=Remote(address=far))
        (folder / "one.txt").write_text(
            "SAMPLE/2026/1\n\nThe Harbour Watch Programme contributes to target 16.4.\n"
        )
        build([folder], told, now=_NOW)
        process, address = start(far)
        page = f"{address}id/programme/harbour-watch-programme"
        assert httpx.get(
            page, headers={"Accept": "text/turtle"}, follow_redirects=True, timeout=60
        ).is_success
        (folder / "one.txt").write_text(
            "SAMPLE/2026/1\n\nThe Port Review Programme contributes to target 16.4.\n"
        )
        build([folder], told, now=_NOW)
        assert _gone(page) == 404
    try:
        lost = httpx.get(f"{address}sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=60)
        assert lost.status_code == 503
    finally:
        process.terminate()
        process.wait(20)


def _gone(page: str) -> int:
    """What the page answers once it is no longer there."""
    for _ in range(120):
        answer = httpx.get(page, headers={"Accept": "text/turtle"}, follow_redirects=True, timeout=60)
        if not answer.is_success:
            return answer.status_code
        time.sleep(0.5)
    return answer.status_code

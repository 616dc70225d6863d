"""Through HTTP a query has the answer that the engine gives in process: the W3C's evaluation tests, where they are.

`MANDATEGRAPH_W3C` names a folder with the suites. Each file of data is a graph of one store; every test asks for its
own dataset. Left out are queries that name a dataset themselves or another service, and those whose answer is another
one every time.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx
import pyoxigraph as ox
import pytest

from kg import store
from kg.iris import RDF
from kg.sparql import shape
from tests.publish.conftest import BASE, start

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
SUITES = os.environ.get("MANDATEGRAPH_W3C")
MANIFESTS = sorted(Path(SUITES).glob("rdf-tests/sparql/sparql1[01]/*/manifest.ttl")) if SUITES else []
FORMS = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "nt": ox.RdfFormat.N_TRIPLES}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation test: a query and its dataset, by the addresses of the files."""

    name: str
    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]


def evaluations(manifest: Path) -> Iterator[Evaluation]:
    """The evaluation tests of a manifest."""
    told = ox.Store()
    told.extend(
        ox.parse(manifest.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=manifest.resolve().as_uri())
    )
    for quad in told.quads_for_pattern(
        None, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{MF}QueryEvaluationTest")
    ):
        for action in told.quads_for_pattern(quad.subject, ox.NamedNode(f"{MF}action"), None):
            query = next(addresses(told, action.object, f"{QT}query"), None)
            if query is not None and Path(path(query)).exists():
                yield Evaluation(
                    name=f"{manifest.parent.name}/{str(quad.subject).rpartition('#')[2]}",
                    query=Path(path(query)).read_text(encoding="utf-8"),
                    default=tuple(addresses(told, action.object, f"{QT}data")),
                    named=tuple(addresses(told, action.object, f"{QT}graphData")),
                )


def addresses(told: ox.Store, subject: Any, predicate: str) -> Iterator[str]:
    if isinstance(subject, ox.NamedNode | ox.BlankNode):
        for quad in told.quads_for_pattern(subject, ox.NamedNode(predicate), None):
            if isinstance(quad.object, ox.NamedNode):
                yield quad.object.value


def path(address: str) -> str:
    return address.removeprefix("file://")


def graphs(files: set[str]) -> bytes:
    """The files as graphs under their own addresses, each blank node kept apart from those of other files."""
    lines = []
    for number, file in enumerate(sorted(files)):
        form = FORMS.get(file.rpartition(".")[2])
        if form is None or not Path(path(file)).exists():
            continue
        parsed = ox.parse(Path(path(file)).read_bytes(), format=form, base_iri=file, rename_blank_nodes=False)
        written = ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.N_TRIPLES) or b""
        named = ox.parse(written.replace(b"_:", f"_:f{number}x".encode()), format=ox.RdfFormat.N_TRIPLES)
        lines += [str(ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(file))) + " .\n" for q in named]
    return "".join(lines).encode()


def rows(answer: bytes) -> list[str]:
    """The answer in an order of its own."""
    told = json.loads(answer)
    if "boolean" in told:
        return [str(told["boolean"])]
    return sorted(json.dumps(row, sort_keys=True) for row in told["results"]["bindings"])


def in_process(opened: ox.Store, test: Evaluation) -> list[str] | None:
    """The engine's own answer, none where it gives none."""
    try:
        found = opened.query(
            test.query,
            base_iri=f"{BASE}sparql",
            default_graph=[ox.NamedNode(iri) for iri in test.default or ("urn:none",)],
            named_graphs=[ox.NamedNode(iri) for iri in test.named],
        )
        return rows(cast("ox.QuerySolutions", found).serialize(format=ox.QueryResultsFormat.JSON) or b"")
    except (SyntaxError, RuntimeError, ValueError):
        return None


def through_http(server: str, test: Evaluation) -> list[str] | None:
    """The answer of the endpoint, none where it refuses."""
    dataset = {"default-graph-uri": [*test.default] or ["urn:none"], "named-graph-uri": [*test.named]}
    sent = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
    answer = httpx.post(
        f"{server}sparql", params=dataset, content=test.query.encode(), headers=sent, timeout=60
    )
    return rows(answer.content) if answer.status_code == 200 else None


@pytest.mark.slow
@pytest.mark.skipif(not MANIFESTS, reason="MANDATEGRAPH_W3C names no folder with rdf-tests")
def test_answers_through_http_are_those_of_the_engine(tmp_path: Path) -> None:
    found = [
        test
        for manifest in MANIFESTS
        for test in evaluations(manifest)
        if (told := shape(test.query)).form in ("SELECT", "ASK")
        # The engine itself would connect out for SERVICE.
        and told.service is None
        and "FROM" not in test.query.upper().split()
    ]
    files = {file for test in found for file in (*test.default, *test.named)}
    store.publish(tmp_path / "store", "one", graphs(files), {"base": BASE})
    opened = store.open_reader(tmp_path / "store").store
    steady = [(t, own) for t in found if (own := in_process(opened, t)) == in_process(opened, t)]
    process, server = start(tmp_path / "store")
    differing = [test.name for test, own in steady if through_http(server, test) != own]
    process.terminate()
    assert process.wait(20) == 0
    assert differing == []
    assert len(steady) > 300
    assert sum(own is not None for _, own in steady) > 300

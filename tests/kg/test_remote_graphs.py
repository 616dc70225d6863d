"""A service asked in the engine's own words gives what the engine gives."""

import io
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import LimitError
from kg.remote import Client, Credentials, Graphs, connected
from kg.settings import Remote
from tests.kg.test_remote_push import BASE, BEFORE, made, send
from tests.services import oxigraph

_RIVER = ox.NamedNode("urn:river")
_LABEL = ox.NamedNode("urn:label")
_GOAL = ox.NamedNode("urn:goal16")
_DEFAULT = ox.DefaultGraph()
_ENTITIES = ox.NamedNode(f"{BASE}graph/entities")
_NOWHERE = ox.NamedNode("urn:nowhere")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as found:
        yield found


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, address: str) -> ox.Store:
    """The same graphs on this machine, once they were sent to the service."""
    local = made(tmp_path_factory.mktemp("local") / "before", BEFORE)
    send(address, local)
    return local.opened()


@pytest.fixture
def far(here: ox.Store, address: str) -> Graphs:
    return Graphs(connected(Remote(address=address)), len(here))


@pytest.mark.parametrize(
    "pattern",
    [
        (None, None, None, None),
        (None, None, None, _DEFAULT),
        (None, None, None, _ENTITIES),
        (None, None, None, _NOWHERE),
        (_RIVER, None, None, None),
        (_RIVER, None, None, _DEFAULT),
        (_RIVER, _LABEL, None, _ENTITIES),
        (None, None, _GOAL, None),
        (None, None, ox.Literal("River"), _DEFAULT),
        (None, None, ox.Literal('a "word"\nand a line', language="en"), None),
        (_RIVER, _LABEL, ox.Literal("River"), None),
        (_RIVER, _LABEL, ox.Literal("Lake"), _DEFAULT),
    ],
)
def test_a_pattern_matches_the_same_quads(far: Graphs, here: ox.Store, pattern: Any) -> None:
    assert sorted(map(str, far.quads_for_pattern(*pattern))) == sorted(
        map(str, here.quads_for_pattern(*pattern))
    )


def test_names_of_graphs_are_those_of_the_build(far: Graphs, here: ox.Store) -> None:
    assert sorted(map(str, far.named_graphs())) == sorted(map(str, here.named_graphs()))
    assert far.contains_named_graph(_ENTITIES)
    assert not far.contains_named_graph(_NOWHERE)
    assert not far.contains_named_graph(ox.NamedNode("urn:mandategraph:store"))
    assert len(far) == len(here)


def test_a_quad_is_in_the_graph_that_has_it(far: Graphs) -> None:
    river = ox.Literal("River")
    assert ox.Quad(_RIVER, _LABEL, river, _ENTITIES) in far
    assert ox.Quad(_RIVER, _LABEL, river, _DEFAULT) in far
    assert ox.Quad(_RIVER, _LABEL, river, _NOWHERE) not in far


@pytest.mark.parametrize("graph", [_DEFAULT, _ENTITIES, _NOWHERE])
def test_a_graph_is_written_as_the_engine_writes_it(far: Graphs, here: ox.Store, graph: Any) -> None:
    written = [io.BytesIO(), io.BytesIO()]
    far.dump(written[0], ox.RdfFormat.N_TRIPLES, from_graph=graph)
    here.dump(written[1], ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert sorted(written[0].getvalue().splitlines()) == sorted(written[1].getvalue().splitlines())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?s ?o { ?s <urn:label> ?o } ORDER BY ?o", {}),
        ("SELECT ?s ?o { ?s u:label ?o } ORDER BY ?o", {"prefixes": {"u": "urn:", "v": "urn:v"}}),
        ("SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o", {"substitutions": {ox.Variable("s"): _RIVER}}),
        ("SELECT ?s (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?s ORDER BY ?s", {}),
        ("SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g", {}),
        ("SELECT ?o { ?s ?p ?o } ORDER BY ?o", {"default_graph": [_ENTITIES]}),
        ("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", {"named_graphs": [_ENTITIES]}),
        ("SELECT ?o { <d1> ?p ?o } ORDER BY ?o", {"base_iri": "urn:x"}),
        ("SELECT ?o FROM <https://example.org/mg/graph/entities> { ?s ?p ?o } ORDER BY ?o", {}),
        ("SELECT ?x { }", {"substitutions": {ox.Variable("x"): ox.Literal('"} #\\')}}),
    ],
)
def test_a_query_has_the_same_rows(far: Graphs, here: ox.Store, query: str, words: dict[str, Any]) -> None:
    found: list[Any] = [store.query(query, **words) for store in (far, here)]
    rows = [part.serialize(format=ox.QueryResultsFormat.TSV) for part in found]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("query", ["ASK { ?s <urn:label> 'River' }", "ASK { ?s <urn:label> 'Lake' }"])
def test_a_question_has_the_same_truth(far: Graphs, here: ox.Store, query: str) -> None:
    assert bool(far.query(query)) == bool(here.query(query))


@pytest.mark.parametrize("query", ["CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }", "DESCRIBE <urn:river>"])
def test_a_graph_that_is_asked_for_has_the_same_triples(far: Graphs, here: ox.Store, query: str) -> None:
    found: list[Any] = [store.query(query) for store in (far, here)]
    assert {str(one) for one in found[0]} == {str(one) for one in found[1]}


def test_a_query_that_cannot_be_read_does_not_reach_the_service(address: str) -> None:
    with pytest.raises(SyntaxError) as far:
        Graphs(connected(Remote(address=address))).query("SELECT ?s {\n ?s ?p }")
    with pytest.raises(SyntaxError) as here:
        ox.Store().query("SELECT ?s {\n ?s ?p }")
    assert str(far.value) == str(here.value)


def test_an_answer_without_bound_is_refused(address: str, here: ox.Store) -> None:
    endpoint = connected(Remote(address=address)).endpoint
    small = Graphs(Client(endpoint, Credentials(), limit=500), len(here))
    with pytest.raises(LimitError, match="add LIMIT"):
        small.query("SELECT * { ?s ?p ?o }")
